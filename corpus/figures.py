"""Figures in Vietnamese administrative text: amounts, shares, dates, periods, document numbers and counts.

A figure keeps the exact span it stands at and a value that can be compared: 34,06 tỷ đồng = 34.060.000.000 đồng.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from corpus.document_numbers import find_document_numbers
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

    `value` is đồng for MONEY, percent for SHARE (of a range the upper end), the bare number for COUNT and None
    otherwise, also for other currencies, ratios ("85/85") and numbers of items ("2.2.1"). `key` is equal for equal
    figures in other clothes ("2013-10-26", "34060000000", "131/kh-ubnd").
    """

    kind: FigureKind
    span: Span
    qualified: Span
    value: Decimal | None
    key: str


_DIGIT = re.compile(r"\d")
_LONGEST_NUMBER = 40  # characters; a longer run of digits is a code and has no value
_THOUSANDS = re.compile(r"(?!0)\d{1,3}(?:(?:\.\d{3})+|(?:,\d{3}){2,})")
_DECIMAL = re.compile(r"(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?|(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")

_NUMBER = r"\d+(?:[.,]\d+)*"
_YEAR = r"(?:19|20)\d{2}"
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_N = "n[ăã]m"  # the tilde is a frequent slip
_DATE = (
    rf"(?:ngày ?)?{_DAY}(?P<mark>[/.-]){_MONTH}(?P=mark){_YEAR}(?!\d)"
    rf"|(?:ngày ?)?{_DAY} ?tháng ?{_MONTH} ?{_N} ?{_YEAR}(?!\d)"
    rf"|ngày ?{_DAY}(?:/| ?tháng ?){_MONTH}(?![\d/])"
    rf"|(?:tháng ?)?{_MONTH}/{_YEAR}(?![\d/])|tháng ?{_MONTH} ?{_N} ?{_YEAR}(?!\d)"
    rf"|quí ?(?P<quarter>i{{1,3}}|iv|[1-4])(?: ?/ ?| ?{_N} ?){_YEAR}(?!\d)"
)
_PERIOD = rf"{_YEAR} ?[-–] ?{_YEAR}(?![\d.,]\d|\d)|(?:từ )?(?:năm )?{_YEAR} đến (?:năm )?{_YEAR}(?!\d)"
_QUARTERS = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_SCALE = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tr": 10**6, "tr.": 10**6, "tỉ": 10**9}
_SCALE |= {f"{thousand} tỉ": 10**12 for thousand in ("nghìn", "ngàn")} | {"million": 10**6, "billion": 10**9}
_SCALES = "nghìn tỉ|ngàn tỉ|nghìn|ngàn|triệu|tỉ|million|billion|tr[.]?(?= ?đ)"
_CURRENCY = (  # "3.400 đồng hồ" are meters
    r"(?:đồng(?! (?:hồ|bào|chí|ruộng|cỏ|muối|phục|lúa|hương|đội|nghiệp)\b)|đ(?!\w|/c\b)|vnđ|vnd)"
)
_FOREIGN = r"usd|đô la|euro|eur|jpy"
_COUNTED = (  # after "triệu" these say that people or things are counted, not money
    r"lượt|người|dân|hộ|lao động|học sinh|tấn|ha\b|m2|m3|kwh|tài khoản|thuê bao|thẻ|hồ sơ|văn bản|bản ghi|giao dịch"
    r"|doanh nghiệp|sản phẩm|cây|con\b|lần|tin\b|trang"
)
_MONEY = (
    rf"(?:(?P<least>{_NUMBER}) ?[-–] ?)?(?P<amount>{_NUMBER}) ?"
    rf"(?:(?P<scale>{_SCALES})(?: (?P<rest>{_NUMBER}) ?(?P<unit>{_SCALES}))?"
    rf"(?: ?(?:{_CURRENCY}|(?P<foreign>{_FOREIGN})))?(?!\w)(?P<counted>(?= (?:{_COUNTED})))?|{_CURRENCY})"
)
_SHARE = rf"{_NUMBER}(?: ?[-–] ?{_NUMBER})? ?(?:%|phần trăm)"
_ANY = re.compile(  # first what it can begin with ("ngày", "tháng", "từ", "quí"), as most places are none
    rf"(?=\d|n[gă]|t[hừ]|qu)(?<!\d)(?<!\d[.,/])(?:(?P<date>{_DATE})|(?P<period>{_PERIOD})|(?P<share>{_SHARE})|(?P<money>{_MONEY})"
    rf"|(?P<ratio>\d+/\d+)|(?P<count>{_NUMBER}))"
)
_LETTERS_BEFORE = re.compile(r"[\w&-]*[^\W\d]$")
_SCALE_OF_MAP = re.compile(r"tỉ lệ:? $")
_LEVELS = re.compile(r"(?:mức độ|mức|cấp|khoản|điểm|điều|lớp|loại|nhóm|tháng|quí) $")  # "mức độ 3,4" is no decimal
_NOT_DIGIT = re.compile(r"\D")
_SEPARATOR = re.compile(r"[.,]")
_TWO_DIGITS = re.compile(r"\d,\d")
_QUALIFIER = re.compile(
    r"(?<!\w)(?:(?:đạt )?(?:tối thiểu|ít nhất|tối đa|nhiều nhất|không quá|không dưới|không vượt quá|khoảng|trên|dưới"
    r"|hơn|gần|từ|ước đạt|ước|xấp xỉ)|chỉ còn|thứ|trước ngày|sau ngày|trước|hàng|hằng|mỗi) ?(?:hơn |trên |khoảng )?$"
)
_QUALIFIES = (  # what a qualifier ends with: cheaper to look for
    "thiểu", "nhất", "đa", "quá", "dưới", "khoảng", "trên", "hơn", "gần", "từ", "đạt", "ước", "xỉ", "còn", "thứ",
    "ngày", "trước", "hàng", "hằng", "mỗi",
)  # fmt: skip
_LONGEST_BEFORE = 32  # code points before a figure that are looked at


def find_figures(text: str, within: Span | None = None) -> tuple[Figure, ...]:
    """The figures of `text` (or of its part `within`) in their order; NFD and every kind of white space are fine."""
    area = within or Span(0, len(text))
    piece = area.of(text)
    if not _DIGIT.search(piece):
        return ()
    whole = fold(piece)
    return tuple(_figure(whole, found, area.start) for found in _scan(whole, piece))


def number(text: str) -> Decimal | None:
    """The value of digits with separators as Vietnamese writes them, None where they are no number ("2.2.1").

    Dots, or commas more than once, before groups of three digits separate thousands ("34.060"); one separator before
    another count of digits, or a comma, is the decimal sign ("34,06", "7.8").
    """
    return None if len(text) > _LONGEST_NUMBER else _number(text)


@lru_cache(maxsize=1 << 12)  # years and small counts are most of them
def _number(text: str) -> Decimal | None:
    if _THOUSANDS.fullmatch(text):
        return Decimal(_NOT_DIGIT.sub("", text))
    if not _DECIMAL.fullmatch(text):
        return None
    *groups, last = _SEPARATOR.split(text)
    return Decimal(f"{''.join(groups)}.{last}" if groups else last)


def canonical(text: str) -> str:
    """Digits with separators in the one form that all spellings of their value share, themselves if they have none."""
    value = number(text)
    return text if value is None else f"{value.normalize():f}"


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure in the folded text."""

    kind: FigureKind
    start: int
    end: int
    value: Decimal | None
    key: str


def _figure(whole: Folded, found: _Found, by: int) -> Figure:
    before = whole.text[max(0, found.start - _LONGEST_BEFORE) : found.start]
    qualifier = _QUALIFIER.search(before) if before.rstrip(" ").endswith(_QUALIFIES) else None
    first = found.start - len(qualifier.group()) if qualifier else found.start
    span = whole.span(found.start, found.end)
    start, end = span.start + by, span.end + by
    return Figure(found.kind, Span(start, end), Span(whole.starts[first] + by, end), found.value, found.key)


def _scan(whole: Folded, original: str) -> Iterator[_Found]:
    """Document numbers first: what looks like a date or count inside of one is none."""
    position = 0
    for document in find_document_numbers(whole, original):
        yield from _others(whole.text, position, document.start)
        yield _Found(FigureKind.NUMBER_OF_DOCUMENT, document.start, document.end, None, document.key)
        position = document.end
    yield from _others(whole.text, position, len(whole.text))


def _others(text: str, start: int, end: int) -> Iterator[_Found]:
    for match in _ANY.finditer(text, start, end):
        before = text[max(0, match.start() - _LONGEST_BEFORE) : match.start()]
        glued = _LETTERS_BEFORE.search(before) if before[-1:].isalpha() or before[-1:] == "_" else None
        if glued and glued.group().isascii():
            continue  # a name such as IPv6, CO2; after a Vietnamese word only the blank is missing
        if match["count"] and _TWO_DIGITS.fullmatch(match["count"]) and _LEVELS.search(before):
            for place in (match.start(), match.end() - 1):
                yield _Found(FigureKind.COUNT, place, place + 1, Decimal(text[place]), text[place])
            continue
        kind, value, key = _read(match, before)
        yield _Found(kind, match.start(), match.end(), value, key)


def _read(match: re.Match[str], before: str) -> tuple[FigureKind, Decimal | None, str]:
    text = match.group()
    if match["date"]:
        if _SCALE_OF_MAP.search(before):  # "tỷ lệ 1/2000"
            return FigureKind.COUNT, None, text
        numbers = re.findall(r"\d+", text)
        if quarter := match["quarter"]:
            return FigureKind.DATE, None, f"{numbers[-1]}-q{_QUARTERS.get(quarter, quarter)}"
        return FigureKind.DATE, None, "-".join(n.zfill(2) for n in reversed(numbers))
    if match["period"]:
        return FigureKind.PERIOD, None, "-".join(re.findall(r"\d+", text))
    if match["share"]:
        ends = re.findall(_NUMBER, text)
        return FigureKind.SHARE, number(ends[-1]), "-".join(map(canonical, ends)) + "%"
    if match["money"]:
        return _money(match)
    if match["ratio"]:
        return FigureKind.COUNT, None, text
    return FigureKind.COUNT, number(text), canonical(text)


def _money(match: re.Match[str]) -> tuple[FigureKind, Decimal | None, str]:
    """The value of "1 tỷ 500 triệu đồng" in đồng; foreign money has none, people and things are counted."""
    scale = _SCALE.get(match["scale"] or "", 1)
    value, least = number(match["amount"]), number(match["least"] or "")
    if value is None:
        return FigureKind.COUNT, None, match.group()
    value *= scale
    if match["rest"]:
        value += (number(match["rest"]) or 0) * _SCALE[match["unit"]]
    key = f"{value.normalize():f}"
    if least is not None:
        key = f"{(least * scale).normalize():f}-{key}"
    if match["foreign"]:
        return FigureKind.MONEY, None, f"{key} {match['foreign']}"
    return FigureKind.COUNT if match["counted"] is not None else FigureKind.MONEY, value, key
