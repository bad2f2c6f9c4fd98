"""Figures in prose that may make up a total, and whether they do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.checks.amount_words import words_behind
from corpus.checks.explaining import explain
from corpus.checks.finding import Finding, FindingKind, Severity
from corpus.checks.reading import Piece, Reading
from corpus.checks.writing import plain_number
from corpus.figures import Figure, FigureKind, number
from corpus.remembering import remembered
from corpus.types import Span

OPENS_PARTS = r"(?:trong ?đó|bao gồm|gồm có|gồm|chia ra|chia theo nguồn|phân ra|cụ thể)"
SAYS_TOTAL = re.compile(r"(?<!\w)(?:tổng|cộng)(?!\w)")
_NUMBERS_A_THING = re.compile(  # "năm 2014", "mức độ 3, 4", but not "cung cấp 643 dịch vụ"
    r"(?:năm|mức độ|mức|(?<!trung )(?<!sơ )(?<!cung )(?<!phân )(?<!cao )(?<!giao )(?<!đã )cấp|cấp độ|khoản|điều|loại"
    r"|nhóm|giai đoạn|quí|tháng|thứ|phụ lục|(?<!tổng )số|lớp|khóa|hạng|điểm|tầng|ngày|mức độ \d{1,2} ?(?:,|và)|giờ) ?$"
)
_UNIT = re.compile(r" ?(?P<unit>[^\W\d_]+(?: [^\W\d_]+)?)")
_SCALES = (("tỉ", Decimal(10**9)), ("triệu", Decimal(10**6)), ("nghìn", Decimal(1000)), ("ngàn", Decimal(1000)))
_ENOUGH_DIGITS = 6  # a bare number that long is money among money
_BEFORE = 48
_LONGEST_QUOTE, _LEAD = 300, 100
_SECOND = re.compile(rf"[(]|{OPENS_PARTS}")


@dataclass(frozen=True, slots=True)
class Part:
    """A figure that may be part of a total; `said` is its value in words, where that differs from its digits.

    `unit` is the first syllables behind it: what is counted. `start` and `end` are its place in the folded piece, the
    words in brackets behind it included, and `step` is half of what its last decimal stands for, 0 for a whole number.
    """

    figure: Figure
    value: Decimal
    said: Decimal
    unit: tuple[str, ...]
    start: int
    end: int
    step: Decimal

    @property
    def money(self) -> bool:
        """Whether it is an amount of money."""
        return self.figure.kind is FigureKind.MONEY


@remembered(1 << 12)  # a piece is asked for its parts by each total that its list may make up
def read_parts(piece: Piece) -> tuple[Part, ...]:
    """The money and counts of a piece; what numbers a thing (a year, a level) is no count."""
    if not piece.figures:
        return ()
    found = []
    body = piece.marker.body if piece.marker else piece.span.start
    said = piece.folded
    for figure in piece.figures:
        if figure.kind not in (FigureKind.MONEY, FigureKind.COUNT) or figure.value is None or figure.span.start < body:
            continue
        start, end = (said.position(at - piece.span.start) for at in (figure.span.start, figure.span.end))
        if figure.kind is FigureKind.COUNT and _NUMBERS_A_THING.search(said.text[max(0, start - _BEFORE) : start]):
            continue
        words = words_behind(piece, figure)
        spoken = Decimal(words[1]) if words and words[1] is not None else figure.value
        unit = _UNIT.match(said.text, end)
        last = said.position(words[0].end - piece.span.start) if words else end
        step = _step(said.text[start:end])
        found.append(
            Part(figure, figure.value, spoken, tuple(unit["unit"].split()) if unit else (), start, last, step)
        )  # fmt: skip
    return tuple(found)


def _step(written: str) -> Decimal:
    """Half of what the last decimal of "34,06 tỷ đồng" stands for."""
    digits = re.match(r"[\d.,]*\d", written)
    value = number(digits.group()) if digits else None
    exponent = value.as_tuple().exponent if value is not None else 0
    if not isinstance(exponent, int) or exponent >= 0:
        return Decimal()
    scale = next((scale for word, scale in _SCALES if word in written), Decimal(1))
    return scale.scaleb(exponent) / 2


def single_part(piece: Piece, total: Part) -> Part | None:
    """The one figure of a list item that is part of `total`; None where it is not clear which that is."""
    parts = [part for part in read_parts(piece) if alike(total, part)]
    if len(parts) > 1 and not total.money:
        parts = [part for part in parts if part.unit == total.unit] or parts
    if len(parts) > 1 and _SECOND.search(piece.folded.text, parts[0].end, parts[1].start):
        return parts[0]  # the others are parts of this part
    return parts[0] if len(parts) == 1 else None


def alike(total: Part, part: Part) -> bool:
    """Whether both are money, or both counts; a long bare number is money among money."""
    digits = sum(char.isdigit() for char in part.figure.key)
    return total.figure.kind is part.figure.kind or (total.money and digits >= _ENOUGH_DIGITS)


def sum_of(parts: Iterable[Part]) -> Decimal:
    """The sum, by the words of those amounts whose words differ from their digits."""
    return sum((part.said for part in parts), Decimal())


def holds_in_part(total: Part, parts: Sequence[Part]) -> bool:
    """Whether the first parts make up the total: what follows may divide it in another way."""
    return any(list(_holding(total, parts))[1:])


def _holding(total: Part, parts: Sequence[Part]) -> Iterator[bool]:
    """Whether the first part makes up the total, the first two, and so on."""
    said = value = Decimal()
    step = total.step
    for part in parts:
        said, value, step = said + part.said, value + part.value, step + part.step
        yield said == total.said or value == total.value or abs(said - total.said) <= step


def wrong_sum(reading: Reading, piece: Piece, total: Part, addends: Sequence[tuple[Piece, Part]]) -> Finding:
    """The finding for a total that its parts, each with its piece, do not make up."""
    expected = sum_of(part for _, part in addends)
    reason = explain(total.said, expected, {i: (plain_number(p.said), p.said) for i, (_, p) in enumerate(addends)})
    figures = [total.figure.span, *(part.figure.span for _, part in addends)]
    if all(item is piece for item, _ in addends):
        spans = [Span(min(figures).start, max(figures).end)]
    else:
        lead = Span(max(piece.span.start, total.figure.span.start - _LEAD), total.figure.span.end)
        spans = [lead.trimmed(piece.text), *(clipped(item.span) for item, _ in addends)]
    return reading.finding(
        FindingKind.SUM, Severity.ERROR if total.money else Severity.WARNING,
        f"Tổng ghi {plain_number(total.said)}, cộng {len(addends)} phần được {plain_number(expected)} (lệch "
        f"{plain_number(abs(expected - total.said))}){'; ' + reason.said if reason else ''}.",
        *spans, expected=plain_number(expected), found=plain_number(total.said),
    )  # fmt: skip


def clipped(span: Span) -> Span:
    """As much of a span as is quoted."""
    return Span(span.start, min(span.end, span.start + _LONGEST_QUOTE))
