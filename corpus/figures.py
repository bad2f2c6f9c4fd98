"""Figures in Vietnamese administrative text: amounts, shares, dates, periods, document numbers and counts.

A figure keeps the exact span it stands at and a value that can be compared: 34,06 tỷ đồng = 34.060.000.000 đồng.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from corpus.folding import Folded, fold
from corpus.types import Span


class FigureKind(StrEnum):
    """What a figure measures."""

    MONEY = "money"
    SHARE = "share"
    DATE = "date"
    PERIOD = "period"
    NUMBER_OF_DOCUMENT = "document"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its span; `qualified` begins at a qualifier before it ("trên", "tối thiểu") where there is one.

    `value` is đồng for MONEY, percent for SHARE, the bare number for COUNT and None otherwise; `key` is equal for
    equal figures in other clothes ("2013-10-26", "34060000000", "131/kh-ubnd").
    """

    kind: FigureKind
    span: Span
    qualified: Span
    value: Decimal | None
    key: str


_NUMBER = r"\d+(?:[.,]\d+)*"
_DOCUMENT = r"\d+[a-z]?(?:/\d{4})?[/-][a-zđ][\wđ&]*(?:[-/]?[a-zđ&]+)*(?:-[\wđ&]+)*"
_DATE = r"(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|(?:ngày )?\d{1,2} ?tháng ?\d{1,2} ?n[ăã]m ?\d{4}|tháng \d{1,2} ?(?:năm |/)\d{4}|(?:0?[1-9]|1[0-2])/\d{4}(?![/\d])"
_PERIOD = r"(?:19|20)\d{2} ?[-–] ?(?:19|20)\d{2}|(?:từ )?(?:năm )?(?:19|20)\d{2} đến (?:năm )?(?:19|20)\d{2}"
_SCALE = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỉ": 10**9, "nghìn tỉ": 10**12, "ngàn tỉ": 10**12, "million": 10**6, "billion": 10**9}
_CURRENCY = r"(?:đồng|đ(?![\wđ])|vnđ|vnd)"
_SCALES = "|".join(sorted(_SCALE, key=len, reverse=True))
_MONEY = rf"{_NUMBER} ?(?:(?P<scale>{_SCALES})(?: ?{_CURRENCY})?|{_CURRENCY})"
_SHARE = rf"{_NUMBER}(?: ?[-–] ?{_NUMBER})? ?(?:%|phần trăm)"
_ANY = re.compile(
    rf"(?<![\w.,/])(?:(?P<document>{_DOCUMENT})|(?P<date>{_DATE})|(?P<period>{_PERIOD})|(?P<share>{_SHARE})|(?P<money>{_MONEY})"
    rf"|(?P<ratio>\d+/\d+)|(?P<count>{_NUMBER}))"
)
_QUALIFIER = re.compile(
    r"(?:(?:đạt )?(?:tối thiểu|ít nhất|tối đa|nhiều nhất|không quá|không dưới|không vượt quá|khoảng|trên|dưới|hơn|gần|từ|ước đạt|ước|xấp xỉ)"
    r"|chỉ còn|thứ|trước ngày|sau ngày|trước|hàng|hằng|mỗi) ?(?:hơn |trên |khoảng )?$"
)
_LONGEST_QUALIFIER = 32


def find_figures(text: str, within: Span | None = None) -> tuple[Figure, ...]:
    """The figures of `text` (or of its part `within`) in their order; NFD and every kind of white space are fine."""
    area = within or Span(0, len(text))
    whole = fold(area.of(text))
    return tuple(_shifted(figure, area.start) for figure in _scan(whole))


def _scan(whole: Folded) -> Iterator[Figure]:
    for match in _ANY.finditer(whole.text):
        kind, value, key = _read(match)
        start, end = match.span()
        before = whole.text[max(0, start - _LONGEST_QUALIFIER) : start]
        qualifier = _QUALIFIER.search(before)
        first = start - len(qualifier.group()) if qualifier else start
        yield Figure(kind, whole.span(start, end), whole.span(first, end), value, key)


def _read(match: re.Match[str]) -> tuple[FigureKind, Decimal | None, str]:
    text = match.group()
    numbers = re.findall(r"\d+", text)
    match match.lastgroup if match.lastgroup != "scale" else "money":
        case "date":
            return FigureKind.DATE, None, "-".join(n.zfill(2) for n in reversed(numbers))
        case "period":
            return FigureKind.PERIOD, None, "-".join(numbers)
        case "document":
            return FigureKind.NUMBER_OF_DOCUMENT, None, text
        case "share":
            value = number(re.findall(_NUMBER, text)[-1])
            return FigureKind.SHARE, value, f"{text.split('%')[0].replace(' ', '')}%"
        case "money":
            value = number(re.findall(_NUMBER, text)[0]) * _SCALE.get(match.group("scale") or "", 1)
            return FigureKind.MONEY, value, f"{value.normalize():f}"
        case "ratio":
            return FigureKind.COUNT, None, text
    value = number(text)
    return FigureKind.COUNT, value, f"{value.normalize():f}"


def number(text: str) -> Decimal:
    """The value of digits with separators as Vietnamese writes them: dots or commas before groups of three digits
    separate thousands, one followed by another count of digits is the decimal sign ("34.060", "34,06", "7.8").
    """
    groups = re.split(r"[.,]", text)
    signs = re.findall(r"[.,]", text)
    if not signs:
        return Decimal(text)
    thousands = all(len(g) == 3 for g in groups[1:]) and len(groups[0]) <= 3 and groups[0] != "0"
    if thousands and len(set(signs)) == 1 and not (signs == [","] and len(groups) == 2):
        return Decimal("".join(groups))
    if len(signs) == 1 or len(set(signs[:-1])) == 1:
        return Decimal("".join(groups[:-1]) + "." + groups[-1])
    return Decimal("".join(groups))


def _shifted(figure: Figure, by: int) -> Figure:
    span, qualified = figure.span, figure.qualified
    return Figure(
        figure.kind,
        Span(span.start + by, span.end + by),
        Span(qualified.start + by, qualified.end + by),
        figure.value,
        figure.key,
    )
