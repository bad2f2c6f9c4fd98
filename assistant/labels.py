"""Labelled lines: what a plan says of a task in lines of their own ("- Cơ quan chủ trì: Sở Y tế").

A label belongs to the task it stands under, or among whose lines it stands; a question for the task in the words of its
item is answered by the line with the label it asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.kinds import Wanted
from assistant.roles import Role, asked_role
from corpus.folding import fold, folded
from corpus.markers import Rank, marker_of
from corpus.tables import column_name
from corpus.types import Span, Table


class Label(StrEnum):
    """What a labelled line tells of its task."""

    LEAD = "lead"
    SUPPORT = "support"
    TIME = "time"
    MONEY = "money"
    PRODUCT = "product"
    PLACE = "place"
    OTHER = "other"


_BODY = (
    r"(?:các |những )?(?:(?:cơ quan|đơn vị|bộ phận|tổ chức|cá nhân|phòng|ban|sở|ngành|người|nơi|địa phương|lực lượng)"
    r"(?:, | và |/ ?| - )?)+ ?"
)
_MORE = r"(?:[ ,/][^:]{1,45})?"
_VOCABULARY = (
    (
        Label.SUPPORT,
        rf"{_BODY}(?:cùng )?(?:phối hợp|tham gia|hỗ trợ|liên quan){_MORE}|(?:cùng )?phối hợp"
        r"(?: (?:thực hiện|triển khai|với|cùng))?",
    ),
    (
        Label.LEAD,
        rf"{_BODY}(?:được |chính )?(?:chủ trì|thực hiện|triển khai|chịu trách nhiệm|trách nhiệm|đầu mối|phụ trách"
        rf"|chủ quản|tham mưu|được giao|được phân công|thường trực|soạn thảo){_MORE}"
        r"|chủ trì(?:(?:,| và)? (?:thực hiện|triển khai|tham mưu|tổ chức|phối hợp))*|phân công(?: (?:thực hiện|nhiệm vụ"
        rf"|trách nhiệm|chủ trì|tổ chức)){{0,2}}|trách nhiệm(?: (?:thực hiện|chủ trì|chính|triển khai))*|chủ đầu tư"
        rf"|(?:đơn vị |cơ quan )?đầu mối{_MORE}|phụ trách(?: chính)?",
    ),
    (
        Label.TIME,
        rf"(?:dự kiến )?(?:thời (?:gian|hạn|điểm)(?! qua| tới| vừa| này)|tiến độ|lộ trình|mốc thời gian|hạn hoàn thành"
        rf"|hạn chót){_MORE}|hoàn thành(?: trước| trong)?|thời gian",
    ),
    (
        Label.MONEY,
        rf"(?:(?:tổng|dự kiến|dự toán|nhu cầu|khái toán|mức) )*(?:kinh phí"
        r"|nguồn (?:kinh phí|vốn|lực|tài chính|chi)|dự toán"
        rf"|ngân sách|mức đầu tư|vốn(?: đầu tư)?){_MORE}",
    ),
    (
        Label.PRODUCT,
        rf"(?:dự kiến )?(?:(?:hình thức )?sản phẩm|kết quả|đầu ra|yêu cầu đầu ra){_MORE}",
    ),
    (Label.PLACE, rf"(?:địa điểm|địa bàn|nơi tổ chức){_MORE}"),
    (
        Label.OTHER,
        rf"(?:nội dung|nhiệm vụ|hoạt động|đối tượng|thành phần|số lượng|hình thức|phương thức|cách thức|qui mô"
        rf"|mục tiêu|mục đích|giải pháp|phạm vi|tên (?:dự án|nhiệm vụ|đề án)){_MORE}",
    ),
)
_WORDS = tuple((label, re.compile(pattern)) for label, pattern in _VOCABULARY)
_LABEL = re.compile(r"(?:^|[;.,(\[] ?|\s[-+–•] ?)([^\W\d_][^:;.()\[\]]{2,59}?) ?:")
_ASSIGNS = re.compile(r"(?:giao|phân công)(?: (?:nhiệm vụ )?cho)? (?=[^.;:]{3,100}? (?:chủ trì|làm đầu mối)\b)")
_LONGEST_ASSIGNED = 160
_LONGEST = 900  # code points of a line with what stands under it
_GENERATIONS = 3  # of items between a sentence and the item that its labels stand under
_DIGIT = re.compile(r"\d")
_UNMARKED = (99, 0)  # depth of text without a marker: it belongs to the item before it
_PRODUCT_ASKED = re.compile(
    r"\b(?:san pham|dau ra|thanh pham)\b(?: \w+){0,12} (?:gi|nao)\b|\bra (?:duoc )?(?:cai|san pham) gi\b"
    r"|\bket qua (?:(?:can|phai) co|du kien|dau ra|cua (?:nhiem vu|viec|cong viec))\b.* (?:gi|nao)\b"
    r"|\b(?:what|which)\b.{0,40}\b(?:outputs?|deliverables?|products?)\b"
)
_APPROVAL = re.compile(r"\b(?:phe duyet|phe chuan|ki duyet|ki ban hanh|ki)\b|\b(?:approv|sign)")  # no role in a task
_PLACE_ASKED = re.compile(r"\bo (?:dau|cho nao|noi nao)\b|\bdia diem nao\b|\bwhere\b")
_TELLING = {Label.LEAD, Label.SUPPORT, Label.TIME, Label.PRODUCT}  # labels of a task also where they stand alone
_OF_ROLE = {Role.LEAD: Label.LEAD, Role.SUPPORT: Label.SUPPORT}


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line: label, the span of the label with its value, and that of the value."""

    label: Label
    span: Span
    value: Span


@dataclass(frozen=True, slots=True)
class Task:
    """What the labelled lines of a task say, and the item that they stand under (None where it has none)."""

    item: Span | None = None
    lines: tuple[Line, ...] = ()

    def line(self, label: Label | None) -> Line | None:
        """The line with a label, if the task has it."""
        return next((line for line in self.lines if line.label is label), None)


NO_TASK = Task()


def asked_label(kinds: Sequence[Wanted], said: str) -> Label | None:
    """The label that a question wants, by its kinds and its words folded without diacritics; None for none."""
    if Wanted.WHO in kinds[:2] and kinds[0] in (Wanted.WHO, Wanted.LIST):
        return None if _APPROVAL.search(said) else _OF_ROLE.get(asked_role(said))
    if _PRODUCT_ASKED.search(said) and kinds[0] in (Wanted.FACT, Wanted.LIST, Wanted.DEFINITION):
        return Label.PRODUCT
    match kinds[0]:
        case Wanted.DATE:
            return Label.TIME
        case Wanted.MONEY | Wanted.SOURCE:
            return Label.MONEY
        case Wanted.FACT if _PLACE_ASKED.search(said):
            return Label.PLACE
    return None


def columns_of(text: str, table: Table) -> tuple[Label | None, ...]:
    """What the header of each column of a table tells of the task in a row."""
    return tuple(label_of(folded(column_name(text, table, i)).strip(" :.")) for i in range(len(table.columns)))


def label_of(written: str) -> Label | None:
    """What the words of a label tell, folded; None where they are no label."""
    return next((label for label, pattern in _WORDS if pattern.fullmatch(written)), None)


def lines_of(text: str, block: Span) -> tuple[Line, ...]:
    """The labelled lines of a block that begins with a label or is made of them; none for other text."""
    marker = marker_of(text, block.start, block.end)
    start = marker.body if marker else block.start
    copy = fold(text[start : block.end])
    found: list[tuple[Label, int, int]] = []
    for match in _LABEL.finditer(copy.text):
        label = label_of(match[1])
        if label is not None and (found or match.start(1) == 0 or match.group()[0] in "(["):
            found.append((label, match.start(1), match.end()))
    if not found:
        return ()
    lines = []
    ends = [begin for _, begin, _ in found[1:]] + [len(copy.text)]
    for (label, begin, body), end in zip(found, ends, strict=True):
        whole = Span(start + copy.span(begin, end).start, start + copy.span(begin, end).end)
        value = Span(start + copy.span(begin, body).end, whole.end).trimmed(text)
        kept = value.of(text).rstrip(" \t\r\n;,.([)-–+•") if end < len(copy.text) else value.of(text)
        if kept.count(")") > kept.count("("):
            kept = kept.rstrip(" ).;")
        lines.append(Line(label, whole.trimmed(text), Span(value.start, value.start + len(kept))))
    return tuple(lines)


@dataclass(slots=True)
class _Node:
    """A block in the tree of items: its depth, its labelled lines and the node it stands under."""

    block: Span
    depth: tuple[int, int]
    lines: tuple[Line, ...]  # where it begins with a label
    own: tuple[Line, ...]  # where it states a task and its labels behind ("... (chủ trì: Sở Y tế; thời gian: quý II)")
    parent: int | None
    end: int  # of what stands under it


def find_tasks(text: str, blocks: Sequence[Span], headings: dict[int, int]) -> dict[Span, Task]:
    """The task of each block that labelled lines belong to; `headings` are the levels of headings by their start."""
    nodes = _tree(text, blocks, headings)
    children: dict[int | None, list[int]] = {}
    for number, node in enumerate(nodes):
        children.setdefault(node.parent, []).append(number)
    found = {}
    for number, node in enumerate(nodes):
        task = _task_of(nodes, children, number)
        if task is not None:
            found[node.block] = task
    return found


def _tree(text: str, blocks: Sequence[Span], headings: dict[int, int]) -> list[_Node]:
    nodes: list[_Node] = []
    path: list[int] = []
    for block in blocks:
        marker = marker_of(text, block.start, block.end)
        own = lines_of(text, block)
        body = marker.body if marker else block.start
        lines = own if own and own[0].span.start <= body else ()
        if marker is None and not own and (assigned := _assigned(text, block)) is not None:
            lines = (assigned,)
        if marker is not None:
            depth = (int(marker.rank), len(marker.ordinals))
        elif block.start in headings and not lines:
            depth = (int(Rank.DIVISION) - 1, headings[block.start])
        else:
            depth = (_UNMARKED[0] + bool(lines), 0)
        while path and nodes[path[-1]].depth >= depth:
            path.pop()
        nodes.append(_Node(block, depth, lines, () if lines else own, path[-1] if path else None, block.end))
        for number in path:
            nodes[number].end = block.end
        path.append(len(nodes) - 1)
    _lift(nodes)
    return nodes


def _assigned(text: str, block: Span) -> Line | None:
    """The sentence that gives a task to an agency ("Giao Sở Y tế chủ trì, ..."), as a line that tells who leads."""
    copy = fold(text[block.start : min(block.end, block.start + _LONGEST_ASSIGNED)])
    match = _ASSIGNS.match(copy.text)
    return Line(Label.LEAD, block, Span(block.start + copy.span(0, match.end()).end, block.end)) if match else None


def _lift(nodes: list[_Node]) -> None:
    """Labels without a marker behind the last of several bullets are those of the item that the bullets stand under."""
    children: dict[int | None, list[int]] = {}
    for number, node in enumerate(nodes):
        children.setdefault(node.parent, []).append(number)
    for above, inside in children.items():
        if above is None or nodes[above].depth[0] < Rank.BRACKETED or not nodes[inside[0]].lines:
            continue
        siblings = children[nodes[above].parent]
        labelled = [one for one in siblings if any(nodes[below].lines for below in children.get(one, []))]
        if len(siblings) > 1 and labelled == [siblings[-1]] == [above]:
            for below in inside:
                nodes[below].parent = nodes[above].parent


def _task_of(nodes: list[_Node], children: dict[int | None, list[int]], number: int) -> Task | None:
    """The task of a block: its own labels, those under it or those among whose neighbours it stands."""
    if nodes[number].own:
        return Task(nodes[number].block, nodes[number].own)
    below: int | None = None
    at: int | None = number
    for _ in range(_GENERATIONS):
        runs = list(_runs(nodes, children.get(at, [])))
        if at is not None and not nodes[at].lines and runs:
            run = _chosen(runs, below)
            if run is None:
                return None
            lines = tuple(_lines(nodes, run))
            labels = {line.label for line in lines}
            if len(lines) > 1 and labels == {Label.LEAD}:
                return None  # tasks of several agencies, not one that several lead
            alone = labels <= _TELLING and (below is None or (len(runs) == 1 and nodes[at].depth[0] >= Rank.ARABIC))
            return Task(nodes[at].block, lines) if len(labels) > 1 or alone else None
        if at is None:
            return None
        below, at = at, nodes[at].parent
    return None


def _runs(nodes: list[_Node], children: Sequence[int]) -> Iterator[list[int]]:
    """The runs of labelled lines that follow each other."""
    run: list[int] = []
    for child in children:
        if nodes[child].lines:
            run.append(child)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _chosen(runs: list[list[int]], below: int | None) -> list[int] | None:
    """The run that a neighbour belongs to: the one it is in, else the first after it; of an item its only one."""
    if below is None:
        return runs[0] if len(runs) == 1 else None
    inside = next((run for run in runs if below in run), None)
    after = next((run for run in runs if run[0] > below), None)
    return inside or after or (runs[0] if len(runs) == 1 else None)


def _lines(nodes: list[_Node], run: Sequence[int]) -> Iterator[Line]:
    """The lines of a run; the last of a block takes what stands under the block with it."""
    for number in run:
        node = nodes[number]
        *first, last = node.lines
        yield from first
        if node.end > node.block.end and node.end - last.span.start <= _LONGEST:
            last = Line(last.label, Span(last.span.start, node.end), Span(last.value.start, node.end))
        if len(last.value):
            yield last


def has_figure(text: str, line: Line) -> bool:
    """Whether the value of a line holds a digit."""
    return _DIGIT.search(line.value.of(text)) is not None
