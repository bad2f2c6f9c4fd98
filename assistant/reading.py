"""Reading out: from the unit that answers to a short text and the places to quote for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.agents import choose_agent, is_collective, parties
from assistant.cited import with_type_and_date
from assistant.discrepancies import other_in_words
from assistant.frequency import how_often
from assistant.involvement import Role
from assistant.kinds import FIGURE_KINDS, Wanted
from assistant.lists import continued, read_enumeration, read_list, read_section
from assistant.naming import told
from assistant.narrowing import narrowed
from assistant.ordinals import find_ordinal
from assistant.prepared import PreparedUnit
from assistant.query import Query, plain
from assistant.rows import choose_cell, describe, rest_of
from assistant.things import asked_heading
from assistant.types import LONGEST_ANSWER
from assistant.values import choose_value, clause, shortened, tidy
from corpus.labels import Label
from corpus.sentences import sentences
from corpus.types import Span
from corpus.units import UnitKind

CLEAR = 0.25  # margin above which the figure alone is the answer
_ITEM = re.compile(r"[;.,]?\s*\n\s*[-+–•*]\s*")
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
    if unit.unit.kind is UnitKind.ROW and query.ordinal is None:
        return _row(query, unit)
    labelled = _labelled(query, unit)
    if labelled is not None:
        return labelled
    often = how_often(unit.document.text, unit.unit.span) if query.asks_how_often else None
    if often is not None:
        return Reading(tidy(often.of(unit.document.text)), (quotable(unit, often),))
    words = {word.bare for word in query.words}
    ordinal = find_ordinal(query.ordinal, unit.document.text, unit.unit.span, words) if query.ordinal else None
    if ordinal is not None:
        return Reading(tidy(ordinal.of(unit.document.text)), (quotable(unit, ordinal),))
    first = query.kinds[0]
    if Wanted.WHO in query.kinds[:2] and (first is Wanted.WHO or query.role is not Role.LEAD or is_collective(unit)):
        reading = _who(query, unit)
        if reading is not None:
            return reading
    tells = first in FIGURE_KINDS and unit.has_kind(query) is not False  # a total stands before the list of its parts
    heading = unit.unit.kind is UnitKind.HEADING and not unit.text.rstrip().endswith(".")
    introduces = heading or unit.text.rstrip().endswith(":")
    if Wanted.LIST in query.kinds or heading or (introduces and not tells):
        reading = _list(query, unit, around())
        if reading is not None:
            return reading
    if first is not Wanted.REASON and any(kind in FIGURE_KINDS for kind in query.kinds):
        reading = _figure(query, unit)
        if reading is not None:
            return reading
    return _sentence(unit, around)


def _row(query: Query, unit: PreparedUnit) -> Reading:
    cell = choose_cell(query, unit, plain(query.text)) or rest_of(query, unit)
    if cell is not None:
        return Reading(shortened(cell.said, LONGEST_ANSWER), (unit.unit.span, *cell.also))
    if unit.unit.table is None or unit.unit.row is None:
        return _sentence(unit)
    table = unit.document.tables[unit.unit.table]
    said = describe(unit.document.text, table, table.rows[unit.unit.row])
    return Reading(shortened(said, LONGEST_ANSWER), (unit.unit.span,))


def _labelled(query: Query, unit: PreparedUnit) -> Reading | None:
    """The value of the labelled line that tells what is asked for, quoted with the item where both are near."""
    line = unit.labelled(query)
    if line is None:
        return None
    text, item = unit.document.text, unit.task.item
    said = line.value
    if query.label in (Label.LEAD, Label.SUPPORT):
        said = parties(text, line.value, query.role) or said
    written = shortened(tidy(_ITEM.sub("; ", said.of(text).strip())), LONGEST_ANSWER)
    if item is None or line.span.contains(item):
        return Reading(written, (line.span,))
    if item.start < line.span.start and line.span.end - item.start <= _LONGEST_QUOTE:
        return Reading(written, (Span(item.start, line.span.end),))
    return Reading(written, (line.span, item) if len(item) <= _LONGEST_QUOTE else (line.span,))


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
    unit = asked_heading(query, unit.document, around) or unit
    titled = unit.unit.kind is UnitKind.HEADING and not unit.text.rstrip().endswith((".", ";"))
    if titled and not unit.unit.leads:
        found = read_list(query, unit, around) or read_section(unit.document, unit, around)
    else:
        found = read_list(query, unit, around)
    if found is None and Wanted.LIST in query.kinds and query.kinds[0] not in FIGURE_KINDS:
        found = read_enumeration(query, unit, around)
    return None if found is None else Reading(told(narrowed(query, found.items), LONGEST_ANSWER), (found.quote,))


def _figure(query: Query, unit: PreparedUnit) -> Reading | None:
    value = choose_value(query, unit)
    if value is None:
        return None
    text, span = unit.document.text, unit.unit.span
    if Wanted.NUMBER in query.kinds:
        dated = with_type_and_date(query.question, text, value.span, span)
        if dated != value.span:
            return Reading(tidy(dated.of(text)), (quotable(unit, dated),))
    if (words := other_in_words(text, value.figure)) is not None:
        return Reading(f"{tidy(value.span.of(text))} (nhưng bằng chữ ghi: {words})", (quotable(unit, value.span),))
    if value.margin >= CLEAR:
        return Reading(tidy(value.span.of(text)), (quotable(unit, value.span),))
    return Reading(tidy(clause(text, span, value.span, _CLAUSE).of(text)), (quotable(unit, value.span),))


def _sentence(unit: PreparedUnit, around: Around = tuple) -> Reading:
    text, span = unit.document.text, unit.unit.span
    if text[unit.unit.block.end - 1] in ";:,":  # what it goes on with is part of it
        whole = continued(unit, around())
        if unit.unit.block != whole and len(whole) <= _LONGEST_QUOTE:
            return Reading(shortened(tidy(Span(span.start, whole.end).of(text)), LONGEST_ANSWER), (whole,))
    return Reading(shortened(tidy(span.of(text)), LONGEST_ANSWER), (quotable(unit, Span(span.start, span.start)),))


def quotable(unit: PreparedUnit, needed: Span) -> Span:
    """What to quote for something said in a unit.

    The paragraph or list item where it is short, else the sentence with its neighbours, else
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
    """A sentence with the ones that a semicolon joins to it, as far as the length of a quote allows."""
    start, end = span.start, span.end
    parts = sentences(text, block)
    for part in parts:
        if part.start >= end and text[end - 1] == ";" and part.end - start <= _LONGEST_QUOTE:
            end = part.end
    for part in reversed(parts):
        if part.end <= start and text[part.end - 1] == ";" and end - part.start <= _LONGEST_QUOTE:
            start = part.start
    return Span(start, end)
