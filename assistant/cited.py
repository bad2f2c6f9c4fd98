"""What a plan says of another document that it cites: what that is about, and of which day it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.prepared import PreparedUnit
from assistant.query import plain
from corpus.figures import Figure, FigureKind, find_figures
from corpus.folding import Folded, fold
from corpus.types import Span

_ASKS_CONTENT = re.compile(
    r"(?:qui dinh|noi|ban hanh|huong dan|phe duyet|de cap)(?: ve)?"
    r"(?: cai| viec| van de| noi dung| dieu| chuyen| nhung)*"
    r" gi\b|\bve (?:cai |viec |van de |noi dung |dieu |chuyen )?gi\b|qui dinh (?:ve)?$|noi dung gi"
    r"|what (?:does|is) .{0,60}about|regulate"
)
_ASKS_DATE = re.compile(r"(?:ngay|hom|nam|thang) (?:nao|may|bao nhieu)|khi nao|bao gio|ngay (?:ban hanh|ki)|\bwhen\b")
_FROM_DATE = re.compile(r",? ?(?:đề |kí )?$")
_TYPE_BEFORE = re.compile(
    r"(?:nghị quyết|nghị định|quyết định|kế hoạch|công văn|chỉ thị|thông tư|tờ trình|chương trình|thông báo)"
    r" (?:số:? ?)?$"
)
_DATED = r"(?:,? ?ngày [\d/.-]+(?: tháng \d+ năm \d+)?)?"
_BY = r"(?:,? ?của [^,;.()]{3,90}?)?"
_ABOUT = re.compile(
    rf"{_DATED}{_BY}{_DATED},? ?"
    r"(?:về việc|qui định (?:chi tiết )?(?:về )?|hướng dẫn (?:về )?|(?=sửa đổi|phê duyệt|ban hành)|về ) ?"
    r"(?P<what>[^;\n]{8,}?)(?=;|\.(?: |$)|\./|$| \((?:sau đây|gọi|viết|nghị|quyết|luật|sửa)"
    r"|, (?:nghị quyết|nghị định|quyết định) số|\n)"
)
_QUOTES = "“”\"'"


@dataclass(frozen=True, slots=True)
class Cited:
    """What is said of a cited document, and the place in the unit that says it."""

    said: str
    unit: PreparedUnit


def read_cited(question: str, keys: frozenset[str], units: Iterable[PreparedUnit]) -> Cited | None:
    """What the question asks of the document whose number is in `keys`: what it is about, or its date."""
    said = plain(question)
    content, date = _ASKS_CONTENT.search(said), _ASKS_DATE.search(said)
    if not keys or not (content or date):
        return None
    found = []
    for unit in units:
        for figure in unit.figures:
            if figure.kind is FigureKind.NUMBER_OF_DOCUMENT and figure.key in keys:
                told = _what(unit, figure) if content else _date(unit, figure)
                if told is not None:
                    found.append(Cited(told, unit))
    return max(found, key=lambda cited: cited.unit.unit.row is None, default=None)


def with_type_and_date(question: str, text: str, number: Span, within: Span) -> Span:
    """The number of a document with its type before and its date behind it, where the question asks for a date too."""
    if not _ASKS_DATE.search(plain(question)):
        return number
    dates = (f.span for f in find_figures(text, Span(number.end, within.end)) if f.kind is FigureKind.DATE)
    date = next(dates, None)
    if date is None or not _FROM_DATE.fullmatch(fold(text[number.end : date.start]).text):
        return number
    before = fold(text[within.start : number.start])
    opening = _TYPE_BEFORE.search(before.text)
    start = within.start + before.starts[opening.start()] if opening else number.start
    return Span(start, date.end)


def _what(unit: PreparedUnit, number: Figure) -> str | None:
    """The clause that says right behind the number what the document is about."""
    rest = Span(number.span.end, unit.unit.span.end).of(unit.document.text)
    whole = fold(rest)
    match = _ABOUT.match(whole.text)
    return None if match is None else _sliced(whole, rest, match).strip(_QUOTES)


def _sliced(whole: Folded, text: str, match: re.Match[str]) -> str:
    return " ".join(whole.span(*match.span("what")).of(text).split()).rstrip(".,;: ")


def _date(unit: PreparedUnit, number: Figure) -> str | None:
    """The date that stands right behind the number."""
    text = unit.document.text
    for figure in unit.figures:
        if figure.kind is FigureKind.DATE and figure.span.start >= number.span.end:
            between = fold(text[number.span.end : figure.span.start]).text
            return " ".join(figure.span.of(text).split()) if _FROM_DATE.fullmatch(between) else None
    return None
