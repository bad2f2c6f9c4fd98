"""Promise rows: one row of the register as an answer says it, and the places that prove what the row leaves open.

A row of a table is said by its name and its figure, as both are written; a sentence as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.values import shortened, tidy
from corpus.commitments.types import Commitment, Deadline, Kind, Origin, Party
from corpus.figures import find_figures
from corpus.support import lacking
from corpus.types import Document, RowKind, Span, Table

_SCALES = {1: "", 10**3: " nghìn", 10**6: " triệu", 10**9: " tỷ"}
LONGEST_MONEY = 68  # code points of a project with its money
_LONGEST_PROOF = 300  # code points of a line that is quoted only for a name or a year in it


def said_of(document: Document, one: Commitment, *, who: bool = False, money: bool = False) -> str:
    """What a row says; with `who`, by whom and how often too, with `money` no longer than LONGEST_MONEY."""
    figure = _figure(document, one) if table_of(document, one) is not None else ""
    name = shortened(one.statement, LONGEST_MONEY - len(figure) - 2) if money and figure else one.statement
    said = f"{name}: {figure}" if figure else name
    if not who:
        return said
    lead = ", ".join(tidy(party.span.of(document.text)) for party in one.lead if not one.span.contains(party.span))
    often = _often(one, one.span.of(document.text))
    return ": ".join(filter(None, (f"{lead} ({often})" if lead and often else lead or often, said)))


def _often(one: Commitment, quote: str) -> str:
    """How often a row is due, where its quote says so with the same figure."""
    often = one.frequency or ""
    if often.startswith("1 "):
        often = f"hằng {often.removeprefix('1 ').removesuffix('/lần')}"
    return "" if lacking(often, [quote]) else often


def table_of(document: Document, one: Commitment) -> Table | None:
    """The table that a row of the register is a row of."""
    return next((table for table in document.tables if table.span.contains(one.span)), None)


def is_sum(document: Document, one: Commitment) -> bool:
    """Whether a row only adds up others."""
    table = table_of(document, one)
    return table is not None and any(row.kind is RowKind.TOTAL and row.span == one.span for row in table.rows)


def proofs_of(document: Document, one: Commitment, *, money: bool) -> Iterator[Span]:
    """The lines above a row that say who is meant and by when, and the unit of its table where `money` is told."""
    table = table_of(document, one)
    if money and table is not None and table.unit is not None and one.kind is Kind.BUDGET:
        yield table.unit
    sources: list[Party | Deadline] = [*one.lead, *([one.deadline] if one.deadline else [])]
    for source in sources:
        if source.span is not None and source.origin is not Origin.PLAN and not one.span.contains(source.span):
            yield _line(document, source.span)


def _line(document: Document, span: Span) -> Span:
    """The whole heading or line around a name or year; the name alone where that is long."""
    text = document.text
    headings = [section.heading for section in document.sections if section.heading is not None]
    heading = next((one for one in headings if one.contains(span)), None)
    if heading is None:
        end = text.find("\n", span.end)
        heading = Span(text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(text)).trimmed(text)
    return heading if len(heading) <= _LONGEST_PROOF else span


def _figure(document: Document, one: Commitment) -> str:
    """The figure of a row of a table as its cell writes it, with the scale of its column."""
    if one.value is None:
        return ""
    for figure in reversed(find_figures(document.text, one.span)):
        if not figure.value:
            continue
        scale = next((said for factor, said in _SCALES.items() if figure.value * factor == one.value), None)
        if scale is None:
            continue
        written = tidy(figure.span.of(document.text))
        named = any(char.isalpha() or char == "%" for char in written)
        unit = one.unit or ""
        return written if named else f"{written}{scale}{'' if unit == '%' else ' '}{unit}".rstrip()
    return ""
