"""Telling: what one side of a comparison says, in as few words as hold its value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from assistant.computing import Quantity, quantity_of
from assistant.kinds import FIGURE_KINDS, Wanted
from assistant.prepared import PreparedUnit
from assistant.query import YEAR, Query
from assistant.reading import CLEAR, Around, Reading, quotable, read_out
from assistant.values import Value, choose_value, clause, tidy, value_of
from corpus.figures import Figure, FigureKind, find_figures
from corpus.folding import bare, folded
from corpus.types import Document, Span
from corpus.units import UnitKind

SURE_OF_DOCUMENT = 0.9  # confidence where a document's own head or signature answers
_CLAUSE = 90  # code points of a clause that holds a value which another in its sentence might be
_EACH = re.compile(r"\b(?:mỗi|từng|bình quân)\b[^,;:]*$")  # "mỗi cơ quan có 01 cán bộ" counts no whole
_YEAR_CUE = re.compile(r"(?:năm|hết|cuối|đến|trước|trong)\s*$")
_CUE = 12  # code points before a year that are looked at
_CUT = re.compile(r"[;()]|,(?=\s)|\svà\s")
_END = "và|hoặc|trong|của|tại|đến|được|đã|cho|để|ở|với|là|từ|trên|theo|có|do|về|chưa|không|đạt|đang|phục|nhằm|thuộc|sử"
_COUNTED = re.compile(rf"(?:\s+(?!(?:{_END})\b)[^\W\d_]+){{1,7}}", re.IGNORECASE)
_DANGLING = re.compile(r"(?:\s+(?:mức|độ|cấp|các|những|số|gồm|mỗi|mà))+$", re.IGNORECASE)
_LEAST_AMOUNT = 1_000  # of a sum in a row; smaller figures number it
_TIMES = frozenset({"năm", "tháng", "ngày", "giờ", "phút", "tuần", "quí"})  # of a count, these say how long


@dataclass(frozen=True, slots=True)
class Told:
    """What a side says, the places that prove it and, where it is a figure, the figure to compute with.

    `date` orders points of time: a year, month and day as far as they are told. `of_document` says that a document's
    head or signature answers, `sure` how likely it is that this is what was asked for.
    """

    document: str
    said: str
    quotes: tuple[Span, ...]
    quantity: Quantity | None
    date: tuple[int, ...] | None = None
    of_document: bool = False
    sure: float = SURE_OF_DOCUMENT

    def reading(self, text: str) -> Reading:
        """The reading that says `text`."""
        return Reading(text, self.quotes)


def read_side(query: Query, unit: PreparedUnit, around: Around, counted: Sequence[str] = (), beside: str = "") -> Told:
    """What `unit` answers to `query`, the value alone where it stands out, else a short clause around it.

    Where the unit gives the values of other sides too, `beside` is what stands beside the value of this one.
    """
    kind = query.kinds[0]
    if unit.unit.kind is not UnitKind.ROW and kind in FIGURE_KINDS and not query.asks_how_often:
        value = value_beside(query, unit, beside) if beside else side_value(query, unit, counted)
        if value is not None:
            return _told_value(unit, value)
        dated = period_above(unit) if kind is Wanted.DATE and not unit.has_kind(query) else None
        if dated is not None:
            return _told_above(unit, dated)
    whole = _whole_of_row(query, unit) if kind is Wanted.MONEY else None
    reading = whole or read_out(query, unit, around)
    wanted = FigureKind.MONEY if kind is Wanted.MONEY else None
    quantity = quantity_of(reading.said, wanted) if kind in FIGURE_KINDS else None
    return Told(unit.document.id, reading.said, reading.quotes, quantity)


def _whole_of_row(query: Query, unit: PreparedUnit) -> Reading | None:
    """The sum that a total row states of its other amounts, where no certain one of them is asked for."""
    if not unit.is_total or unit.unit.table is None or unit.unit.row is None or not query.asks_total:
        return None
    text, table = unit.document.text, unit.document.tables[unit.unit.table]
    found = [f for cell in table.rows[unit.unit.row].cells if cell for f in find_figures(text, cell)]
    amounts = [figure for figure in found if figure.value is not None and figure.value >= _LEAST_AMOUNT]
    total = sum((figure.value or 0 for figure in amounts), Decimal(0))
    for figure in amounts:
        if len(amounts) > 2 and figure.value is not None and 2 * figure.value == total:
            scale = "" if table.unit is None else tidy(table.unit.of(text)).rpartition(":")[2].strip()
            said = f"{tidy(figure.span.of(text))} {scale}".strip()
            return Reading(said, (unit.unit.span, *([table.unit] if table.unit else [])))
    return None


def side_value(query: Query, unit: PreparedUnit, counted: Sequence[str]) -> Value | None:
    """The figure of a sentence that answers; one that counts what the question counts before any other."""
    value = choose_value(query, unit)
    if value is None or value.figure.kind is not FigureKind.COUNT or counts(unit, value, counted):
        return value
    others = [value_of(query, unit, figure) for figure in unit.candidates(query, Wanted.COUNT)]
    fitting = [other for other in others if counts(unit, other, counted)]
    timeless = [other for other in others if not _is_duration(unit, other)]
    if fitting or len(timeless) == len(others) or any(thing.split()[0] in _TIMES for thing in counted):
        return fitting[0] if fitting else value
    return timeless[0] if timeless else None


def value_beside(query: Query, unit: PreparedUnit, name: str) -> Value | None:
    """The first figure of a unit in whose part of the sentence `name` stands; None where none has it."""
    kind = next((kind for kind in query.kinds if kind in FIGURE_KINDS), Wanted.COUNT)
    ends = [*(m.start() for m in _CUT.finditer(unit.text)), len(unit.text)]
    parts = [Span(a, b) for a, b in pairwise([0, *ends])]
    named = [part for part in parts if bare(folded(name)) in bare(folded(part.of(unit.text)))]
    by = unit.unit.span.start
    near = [f for f in unit.candidates(query, kind) if any(p.start <= f.span.start - by < p.end for p in named)]
    return value_of(query, unit, near[0]) if near else None


def counts(unit: PreparedUnit, value: Value, counted: Sequence[str]) -> bool:
    """Whether a figure counts one of the things that the question counts, each named by a word or two."""
    quantity = quantity_in(unit, value)
    before = folded(unit.document.text[unit.unit.span.start : value.span.start])
    if _EACH.search(before):
        return False
    return quantity is not None and quantity.is_of(counted)


def period_above(unit: PreparedUnit) -> Span | None:
    """Where the lead or the heading of a unit says a period or a year: "a) Giai đoạn 2016 - 2017"."""
    document = unit.document
    if unit.unit.kind is UnitKind.HEADING or unit.text.rstrip().endswith(":"):
        return None
    heading = document.sections[unit.unit.section].heading
    for above in (*reversed(unit.unit.leads), *([heading] if heading else [])):
        found = [f for f in find_figures(document.text, above) if f.kind is FigureKind.PERIOD or _is_year(document, f)]
        if len(found) == 1:
            return found[0].qualified
    return None


def _is_year(document: Document, figure: Figure) -> bool:
    before = folded(document.text[max(0, figure.span.start - _CUE) : figure.span.start])
    return YEAR.fullmatch(figure.span.of(document.text)) is not None and _YEAR_CUE.search(before) is not None


def _is_duration(unit: PreparedUnit, value: Value) -> bool:
    quantity = quantity_in(unit, value)
    return quantity is not None and quantity.unit.split()[:1] != [] and quantity.unit.split()[0] in _TIMES


def quantity_in(unit: PreparedUnit, value: Value) -> Quantity | None:
    """The quantity of a figure in a sentence; what it counts may stand before it ("Số trạm bơm: 58")."""
    text = unit.document.text
    if value.figure.value is None:
        return None
    before, behind = text[unit.unit.span.start : value.span.start], text[value.span.end : unit.unit.span.end]
    return quantity_of(tidy(value.span.of(text)), value.figure.kind, before, f" {behind}")


def _told_value(unit: PreparedUnit, value: Value) -> Told:
    """A figure with what it counts; where another might be meant and it counts nothing, the clause around it."""
    text, span = unit.document.text, unit.unit.span
    counted = _COUNTED.match(text, value.figure.span.end, span.end)
    whole = Span(value.span.start, max(value.span.end, counted.end() if counted else 0))
    named = value.figure.kind in (FigureKind.COUNT, FigureKind.SHARE)
    figure = _DANGLING.sub("", tidy((whole if named else value.span).of(text)))
    clear = value.margin >= CLEAR or (named and counted is not None)
    said = figure if clear else tidy(clause(text, span, value.span, _CLAUSE).of(text))
    return Told(unit.document.id, said, (quotable(unit, value.span),), quantity_in(unit, value), _date(value.figure))


def _told_above(unit: PreparedUnit, dated: Span) -> Told:
    """A date that stands in what introduces the unit: both are quoted, in one piece where they stand together."""
    text = unit.document.text
    line = text.rfind("\n", 0, dated.start) + 1
    heading = Span(line, text.find("\n", dated.end) if "\n" in text[dated.end :] else len(text)).trimmed(text)
    figure = find_figures(text, dated)[0]
    own = quotable(unit, Span(unit.unit.span.start, unit.unit.span.start))
    return Told(unit.document.id, tidy(dated.of(text)), (own, heading), None, _date(figure))


def date_of(said: str) -> tuple[int, ...] | None:
    """The one date that a text says."""
    dates = [date for figure in find_figures(said) if figure.kind is FigureKind.DATE and (date := _date(figure))]
    return dates[0] if len(dates) == 1 else None


def _date(figure: Figure) -> tuple[int, ...] | None:
    """A date or year as numbers from the year on, for what is earlier."""
    if figure.kind is FigureKind.DATE:
        parts = figure.key.split("-")
    elif figure.kind is FigureKind.COUNT:
        parts = [figure.key]
    elif figure.kind is FigureKind.PERIOD:
        parts = figure.key.split("-")[-1:]
    else:
        return None
    return tuple(int(part) for part in parts) if all(p.isdigit() for p in parts) and len(parts[0]) == 4 else None
