"""Labelled lines: what a plan says of a task in lines of their own ("- Cơ quan chủ trì: Sở Y tế").

A label belongs to the task it stands under, or among whose lines it stands (`tasks`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from corpus.folding import fold, folded
from corpus.markers import marker_of
from corpus.remembering import remembered
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
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line: label, the span of the label with its value, and that of the value."""

    label: Label
    span: Span
    value: Span


def columns_of(text: str, table: Table) -> tuple[Label | None, ...]:
    """What the header of each column of a table tells of the task in a row."""
    return tuple(label_of(folded(column_name(text, table, i)).strip(" :.")) for i in range(len(table.columns)))


def label_of(written: str) -> Label | None:
    """What the words of a label tell, folded; None where they are no label."""
    return next((label for label, pattern in _WORDS if pattern.fullmatch(written)), None)


@remembered(1 << 12)  # asked for by tasks and twice by the sentences of the register
def lines_of(text: str, block: Span) -> tuple[Line, ...]:
    """The labelled lines of a block that begins with a label or is made of them; none for other text."""
    marker = marker_of(text, block.start, block.end)
    start = marker.body if marker else block.start
    if text.find(":", start, block.end) < 0:
        return ()
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


def has_figure(text: str, line: Line) -> bool:
    """Whether the value of a line holds a digit."""
    return _DIGIT.search(line.value.of(text)) is not None
