"""Tasks: which labelled lines belong to which item, by how the items stand under each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.folding import fold
from corpus.labels import Label, Line, lines_of
from corpus.markers import Rank, marker_of
from corpus.remembering import remembered
from corpus.types import Span

_ASSIGNS = re.compile(r"(?:giao|phân công)(?: (?:nhiệm vụ )?cho)? (?=[^.;:]{3,100}? (?:chủ trì|làm đầu mối)\b)")
_LONGEST_ASSIGNED = 160
_LONGEST = 900  # code points of a line with what stands under it
_GENERATIONS = 3  # of items between a sentence and the item that its labels stand under
_UNMARKED = (99, 0)  # depth of text without a marker: it belongs to the item before it
_TELLING = {Label.LEAD, Label.SUPPORT, Label.TIME, Label.PRODUCT}  # labels of a task also where they stand alone


@dataclass(frozen=True, slots=True)
class Task:
    """What the labelled lines of a task say, and the item that they stand under (None where it has none)."""

    item: Span | None = None
    lines: tuple[Line, ...] = ()

    def line(self, label: Label | None) -> Line | None:
        """The line with a label, if the task has it."""
        return next((line for line in self.lines if line.label is label), None)


NO_TASK = Task()


@dataclass(slots=True)
class _Node:
    """A block in the tree of items: its depth, its labelled lines and the node it stands under."""

    block: Span
    depth: tuple[int, int]
    lines: tuple[Line, ...]  # where it begins with a label
    own: tuple[Line, ...]  # where it states a task and its labels behind ("... (chủ trì: Sở Y tế; thời gian: quý II)")
    parent: int | None
    end: int  # of what stands under it


@dataclass(frozen=True, slots=True)
class _Run:
    """Blocks with labelled lines that follow each other, and the lines."""

    nodes: tuple[int, ...]
    lines: tuple[Line, ...]
    labels: frozenset[Label]

    def holds(self, number: int) -> bool:
        """Whether a neighbour is one of its blocks."""
        return self.nodes[0] <= number <= self.nodes[-1]


def find_tasks(text: str, blocks: Iterable[Span], headings: Mapping[int, int]) -> Mapping[Span, Task]:
    """The task of each block that labelled lines belong to; `headings` are the levels of headings by their start."""
    return _tasks(text, tuple(blocks), tuple(headings.items()))


@remembered(1)  # asked for by the notes that are stored and by the register
def _tasks(text: str, blocks: tuple[Span, ...], headings: tuple[tuple[int, int], ...]) -> Mapping[Span, Task]:
    nodes = _tree(text, blocks, dict(headings))
    children: dict[int | None, list[int]] = {}
    for number, node in enumerate(nodes):
        children.setdefault(node.parent, []).append(number)
    runs = {parent: list(_runs(nodes, inside)) for parent, inside in children.items()}
    found = {}
    for number, node in enumerate(nodes):
        task = _task_of(nodes, runs, number)
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


def _task_of(nodes: list[_Node], runs_under: dict[int | None, list[_Run]], number: int) -> Task | None:
    """The task of a block: its own labels, those under it or those among whose neighbours it stands."""
    if nodes[number].own:
        return Task(nodes[number].block, nodes[number].own)
    below: int | None = None
    at: int | None = number
    for _ in range(_GENERATIONS):
        runs = runs_under.get(at, [])
        if at is not None and not nodes[at].lines and runs:
            run = _chosen(runs, below)
            if run is None:
                return None
            if len(run.lines) > 1 and run.labels == {Label.LEAD}:
                return None  # tasks of several agencies, not one that several lead
            alone = run.labels <= _TELLING and (below is None or (len(runs) == 1 and nodes[at].depth[0] >= Rank.ARABIC))
            return Task(nodes[at].block, run.lines) if len(run.labels) > 1 or alone else None
        if at is None:
            return None
        below, at = at, nodes[at].parent
    return None


def _runs(nodes: list[_Node], children: Sequence[int]) -> Iterator[_Run]:
    """The runs of labelled lines that follow each other."""
    for labelled, group in groupby(children, lambda child: bool(nodes[child].lines)):
        if labelled:
            run = tuple(group)
            lines = tuple(_lines(nodes, run))
            yield _Run(run, lines, frozenset(line.label for line in lines))


def _chosen(runs: list[_Run], below: int | None) -> _Run | None:
    """The run that a neighbour belongs to: the one it is in, else the first after it; of an item its only one."""
    if below is None:
        return runs[0] if len(runs) == 1 else None
    inside = next((run for run in runs if run.holds(below)), None)
    after = next((run for run in runs if run.nodes[0] > below), None)
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
