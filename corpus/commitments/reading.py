"""Reading: the sentences of a document that may promise something, each with what stands over it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.commitments import clauses
from corpus.commitments.context import Context, own_words
from corpus.commitments.deadlines import deadline_of, is_period_alone
from corpus.commitments.measures import measures_in
from corpus.commitments.types import Deadline, Origin
from corpus.commitments.wording import said
from corpus.figures import FigureKind
from corpus.labels import Label, lines_of
from corpus.markers import marker_of
from corpus.tasks import NO_TASK, Task, find_tasks
from corpus.types import Span
from corpus.units import Unit, UnitKind, find_units

_LONG_HEADING = 100  # code points: a longer heading states what it is about
_PARTED = 4  # at least one line end in so many is a blank line
_WRAPPED_LINE = 60  # code points of a line that may go on behind its end
_MARK = 6  # code points of a marker before a label
_LONGEST = 4_000  # code points: what goes on longer without a stop is no sentence but a damaged text
_LEAST = 12  # code points of a statement
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d (?:tỷ|tỉ|triệu)")  # in a heading: a line beside others, not above them
_TOLD = re.compile(r"(?:căn cứ|hiện trạng|tình hình|kết quả đạt|tồn tại|hạn chế|nguyên nhân)\b")
_OF_TASK = (Label.LEAD, Label.SUPPORT, Label.TIME, Label.PRODUCT, Label.PLACE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a heading that is one.

    `leads` introduce it, outside in; `above` is what they and the headings say, inside out; `period` is that of its
    paragraph where a line of its own gives one; `task` holds the labelled lines about it.
    """

    unit: Unit
    task: Task
    leads: tuple[Span, ...]
    above: tuple[str, ...]
    period: Deadline | None


def sentences_of(context: Context) -> Iterator[Sentence]:
    """The sentences that may promise something, in order."""
    document, text = context.document, context.document.text
    units = list(_whole(text, (unit for unit in find_units(document) if unit.table is None)))
    headings = {s.heading.start: s.level for s in document.sections if s.heading is not None}
    tasks = find_tasks(text, sorted({unit.block for unit in units}), headings)
    ends = {block: _end_of_statements(text, block) for block in dict.fromkeys(unit.block for unit in units)}
    section, period = -1, None
    for unit in units:
        if unit.section != section:
            section, period = unit.section, None
        if is_period_alone(own_words(unit.span.of(text))):
            origin = Origin.HEADING if unit.kind is UnitKind.HEADING else Origin.LEAD
            period = deadline_of(text, unit.span, origin, context.year)
        elif (
            len(unit.span) <= _LONGEST
            and unit.span.start < ends[unit.block]
            and context.promises(unit.section)
            and _states(context, unit)
        ):
            leads = tuple(lead for lead in unit.leads if lead != unit.block)
            paths = [
                heading for heading in reversed(document.sections[unit.section].path) if not _AMOUNT.search(heading)
            ]
            above = (*(lead.of(text)[:_LONGEST] for lead in reversed(leads)), *paths)
            yield Sentence(unit, tasks.get(unit.block, NO_TASK), leads, above, period)


def _whole(text: str, units: Iterable[Unit]) -> Iterator[Unit]:
    """The units, those joined that only a semicolon inside of a list cuts ("...: thứ nhất; thứ hai")."""
    before: Unit | None = None
    wrapped = text.count("\n\n") * _PARTED >= text.count("\n")  # paragraphs are parted by blank lines
    for unit in units:
        if before is not None and wrapped and _is_wrapped(text, before, unit):
            before = replace(before, span=Span(before.span.start, unit.span.end))
            continue
        if before is not None and unit.block == before.block and text[before.span.end - 1] == ";":
            said = Span(before.span.start, before.span.end - 1)
            # what is too long for a sentence already goes on, and is not read again and again
            if len(said) > _LONGEST or not clauses.begins(text, said, unit.span):
                before = replace(before, span=Span(before.span.start, unit.span.end))
                continue
        if before is not None:
            yield before
        before = unit
    if before is not None:
        yield before


def _is_wrapped(text: str, before: Unit, unit: Unit) -> bool:
    """Whether only the end of a line stands between two units, where paragraphs are parted by blank lines."""
    between = text[before.span.end : unit.span.start]
    ends = text[before.span.end - 1].isalnum() and between.strip(" ") == "\n" and unit.section == before.section
    return ends and len(before.span) >= _WRAPPED_LINE and marker_of(text, unit.span.start, unit.span.end) is None


def _states(context: Context, unit: Unit) -> bool:
    """Whether a unit is a statement of the plan: no preamble, no formula, no labelled line, no bare heading."""
    text = context.document.text
    if not context.document.sections[unit.section].level and context.numbered:
        return False
    words = own_words(said(text, unit.span))
    if len(words) < _LEAST or not clauses.is_promise(words):
        return False
    if any(_TOLD.match(own_words(lead.of(text)[:120])) for lead in unit.leads):
        return False
    return unit.kind is not UnitKind.HEADING or _is_statement(context, unit)


def _end_of_statements(text: str, block: Span) -> int:
    """From where on nothing in a block is a statement: from the first of its labels, of a formula from its start."""
    if clauses.is_formula(said(text, block)):
        return block.start
    lines = lines_of(text, block)
    return lines[0].span.start - _MARK if lines and lines[0].label in _OF_TASK else block.end + 1


def _is_statement(context: Context, unit: Unit) -> bool:
    """Whether a heading promises something itself: it is all there is, as long as a sentence, or has an amount."""
    document = context.document
    section = document.sections[unit.section]
    leaf = context.is_leaf(unit.section)
    rest = document.text[section.heading.end : section.span.end] if section.heading else ""
    if leaf and not rest.strip(" .:;\n\t\r/"):
        return True
    if leaf and any(m.kind is FigureKind.MONEY for m in measures_in(document.text, unit.span)):
        return True
    named = any(unit.span.contains(party.span) for party in context.leads(unit.section))
    whole = document.text[unit.span.end - 1] in ".;"  # else it is only who has to do what stands below
    return len(unit.span) >= _LONG_HEADING and (whole or not named)
