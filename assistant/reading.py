"""Reading out: from the unit that answers to a short text and the places to quote for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.agents import choose_agent
from assistant.frequency import how_often
from assistant.kinds import FIGURE_KINDS, Wanted
from assistant.lists import LONGEST_QUOTE as LONGEST_LIST
from assistant.lists import inline_items, read_list, read_section
from assistant.prepared import PreparedUnit
from assistant.query import Query, plain
from assistant.rows import choose_cell, describe
from assistant.types import LONGEST_ANSWER
from assistant.values import choose_value, clause, joined, shortened, tidy
from corpus.sentences import sentences
from corpus.types import Span
from index.units import UnitKind

CLEAR = 0.25  # margin above which the figure alone is the answer
_CLAUSE = 220  # code points of a clause that is said as the answer
_USUAL_QUOTE = 450  # code points of a paragraph that is quoted whole
_LONGEST_QUOTE = 600


@dataclass(frozen=True, slots=True)
class Reading:
    """What to say and the spans that prove it, best first; every figure of `said` stands in one of them."""

    said: str
    quotes: tuple[Span, ...]


Around = Callable[[], Sequence[PreparedUnit]]


def read_out(query: Query, unit: PreparedUnit, around: Around) -> Reading:
    """The answer that `unit` gives to `query`; `around` gives the units of its document when a list needs them."""
    if unit.unit.kind is UnitKind.ROW:
        return _row(query, unit)
    often = how_often(unit.document.text, unit.unit.span) if query.asks_how_often else None
    if often is not None:
        return Reading(tidy(often.of(unit.document.text)), (quotable(unit, often),))
    first = query.kinds[0]
    if first is Wanted.WHO:
        reading = _who(query, unit)
        if reading is not None:
            return reading
    tells = first in FIGURE_KINDS and unit.has_kind(query) is not False  # a total stands before the list of its parts
    introduces = unit.text.rstrip().endswith(":") and not tells
    if Wanted.LIST in query.kinds or unit.unit.kind is UnitKind.HEADING or introduces:
        reading = _list(query, unit, around())
        if reading is not None:
            return reading
    if any(kind in FIGURE_KINDS for kind in query.kinds):
        reading = _figure(query, unit)
        if reading is not None:
            return reading
    return _sentence(unit)


def _row(query: Query, unit: PreparedUnit) -> Reading:
    cell = choose_cell(query, unit, plain(query.text))
    if cell is not None:
        return Reading(shortened(cell.said, LONGEST_ANSWER), (unit.unit.span, *cell.also))
    if unit.unit.table is None or unit.unit.row is None:
        return _sentence(unit)
    table = unit.document.tables[unit.unit.table]
    said = describe(unit.document.text, table, table.rows[unit.unit.row])
    return Reading(shortened(said, LONGEST_ANSWER), (unit.unit.span,))


def _who(query: Query, unit: PreparedUnit) -> Reading | None:
    agent = choose_agent(query, unit)
    if agent is None:
        return None
    span, said = unit.unit.span, shortened(agent.name, LONGEST_ANSWER)
    if span.contains(agent.span):
        return Reading(said, (quotable(unit, agent.span),))
    if agent.span.end <= span.start and span.end - agent.span.start <= _LONGEST_QUOTE:
        line = unit.document.text.rfind("\n", 0, agent.span.start) + 1
        return Reading(said, (Span(line, span.end).trimmed(unit.document.text),))
    return Reading(said, (span, agent.span))


def _list(query: Query, unit: PreparedUnit, around: Sequence[PreparedUnit]) -> Reading | None:
    if unit.unit.kind is UnitKind.HEADING and not unit.unit.leads:
        found = read_list(query, unit, around) or read_section(unit.document, unit, around)
    else:
        found = read_list(query, unit, around)
    if found is not None:
        return Reading(joined(found.items, LONGEST_ANSWER), (found.quote,))
    if query.kinds[0] is not Wanted.LIST:
        return None
    block = unit.unit.block if len(unit.unit.block) <= LONGEST_LIST else unit.unit.span
    whole = (
        unit.unit.block
        if len(unit.unit.block) <= _USUAL_QUOTE
        else _with_neighbours(unit.document.text, unit.unit.span, unit.unit.block)
    )
    said = inline_items(whole.of(unit.document.text))
    return Reading(shortened(said, LONGEST_ANSWER), (block,))


def _figure(query: Query, unit: PreparedUnit) -> Reading | None:
    value = choose_value(query, unit)
    if value is None:
        return None
    text, span = unit.document.text, unit.unit.span
    if value.margin >= CLEAR:
        return Reading(tidy(value.span.of(text)), (quotable(unit, value.span),))
    return Reading(tidy(clause(text, span, value.span, _CLAUSE).of(text)), (quotable(unit, value.span),))


def _sentence(unit: PreparedUnit) -> Reading:
    text, span = unit.document.text, unit.unit.span
    return Reading(shortened(tidy(span.of(text)), LONGEST_ANSWER), (quotable(unit, Span(span.start, span.start)),))


def quotable(unit: PreparedUnit, needed: Span) -> Span:
    """What to quote for something said in a unit.

    The paragraph or list item where it is short, else the sentence with its neighbours up to the usual length, else
    the clause that holds what is said.
    """
    text, block, span = unit.document.text, unit.unit.block, unit.unit.span
    if len(block) <= _USUAL_QUOTE:
        return block
    if len(span) <= _LONGEST_QUOTE:
        return _with_neighbours(text, span, block)
    around = needed if len(needed) else Span(span.start, span.start + 1)
    return clause(text, span, around, _LONGEST_QUOTE)


def _with_neighbours(text: str, span: Span, block: Span) -> Span:
    """A sentence with the ones that a semicolon joins to it, as far as the usual length allows."""
    start, end = span.start, span.end
    parts = sentences(text, block)
    for part in parts:
        if part.start >= end and text[end - 1] == ";" and part.end - start <= _USUAL_QUOTE:
            end = part.end
    for part in reversed(parts):
        if part.end <= start and text[part.end - 1] == ";" and end - part.start <= _USUAL_QUOTE:
            start = part.start
    return Span(start, end)
