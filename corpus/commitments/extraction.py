"""Extraction: the register of a document, from its sentences and the rows of its tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.commitments import budgets, clauses, reporting
from corpus.commitments.context import Context, own_words
from corpus.commitments.deadlines import deadline_in, deadline_of, is_period_alone
from corpus.commitments.measures import Measure, measures_in
from corpus.commitments.parties import Parties, leader_of, listed, parties_in, prefix_of
from corpus.commitments.rows import row_commitments
from corpus.commitments.targets import measured, targets
from corpus.commitments.types import Commitment, Deadline, Kind, Origin, Party
from corpus.commitments.wording import said as words_of
from corpus.commitments.wording import spaced
from corpus.figures import FigureKind
from corpus.folding import folded
from corpus.labels import Label, lines_of
from corpus.tasks import NO_TASK, Task, find_tasks
from corpus.types import Document, Span
from corpus.units import Unit, UnitKind, find_units

_LONG_HEADING = 100  # code points: a longer heading states what it is about
_LEAST = 12  # code points of a statement


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with what stands over it: its section, the lines that introduce it, the period of its paragraph."""

    unit: Unit
    task: Task
    leads: tuple[Span, ...]
    above: tuple[str, ...]
    period: Deadline | None


def find_commitments(document: Document) -> tuple[Commitment, ...]:
    """The commitments of a document in the order of the text; none twice."""
    context = Context(document)
    found: list[Commitment] = []
    for number, table in enumerate(document.tables):
        section = bisect_right(document.sections, table.span.start, key=lambda s: s.span.start) - 1
        if context.promises(section):
            found.extend(row_commitments(context, number, section))
    for sentence in _sentences(context):
        found.extend(_of_sentence(context, sentence))
    kept: dict[tuple[int, int, object], Commitment] = {}
    for one in found:
        if one.value is not None or one.deadline is not None or one.lead:
            kept.setdefault((one.span.start, one.span.end, one.value), one)
    return tuple(sorted(kept.values(), key=lambda one: (one.span.start, one.span.end)))


def _sentences(context: Context) -> Iterator[_Sentence]:
    """The sentences that may promise something, in order."""
    document = context.document
    units = [unit for unit in find_units(document) if unit.kind is not UnitKind.ROW and unit.table is None]
    headings = {s.heading.start: s.level for s in document.sections if s.heading is not None}
    blocks = list(dict.fromkeys(unit.block for unit in units))
    tasks = find_tasks(document.text, blocks, headings)
    section, period = -1, None
    for unit in units:
        if unit.section != section:
            section, period = unit.section, None
        if is_period_alone(unit.span.of(document.text)):
            period = deadline_of(document.text, unit.span, Origin.LEAD, context.year)
            continue
        if context.promises(unit.section) and _states(context, unit):
            path = document.sections[unit.section].path
            leads = tuple(lead for lead in unit.leads if lead != unit.block)
            above = (*(lead.of(document.text) for lead in reversed(leads)), *reversed(path))
            yield _Sentence(unit, tasks.get(unit.block, NO_TASK), leads, above, period)


def _states(context: Context, unit: Unit) -> bool:
    """Whether a unit is a statement: a heading only where it is one itself, and no labelled line."""
    document = context.document
    section = document.sections[unit.section]
    if not section.level and context.numbered:
        return False
    said = words_of(document.text, unit.span)
    if len(said) < _LEAST or not clauses.is_promise(said):
        return False
    if any(_is_told(context, lead) for lead in unit.leads):
        return False
    lines = lines_of(document.text, unit.block)
    if lines and lines[0].label in (Label.LEAD, Label.SUPPORT, Label.TIME, Label.PRODUCT, Label.PLACE):
        if lines[0].span.start <= unit.span.start + 6:
            return False
    if unit.kind is UnitKind.HEADING:
        alone = section.heading is not None and not document.text[section.heading.end : section.span.end].strip(
            " .:;\n\t\r"
        )
        below = len(document.below(unit_section := section)) > 1 and unit_section.level < 2
        return (len(unit.span) >= _LONG_HEADING or (alone and len(document.below(section)) == 1)) and not below
    return True


def _is_told(context: Context, lead: Span) -> bool:
    said = own_words(lead.of(context.document.text)[:120])
    return re.match(r"(?:căn cứ|hiện trạng|tình hình|kết quả đạt|tồn tại|hạn chế|nguyên nhân)", said) is not None


def _of_sentence(context: Context, sentence: _Sentence) -> Iterator[Commitment]:
    text = context.document.text
    unit = sentence.unit
    start, prefix = unit.span.start, None
    if unit.span.start == unit.block.start and (found := prefix_of(text, unit.block)) is not None:
        prefix, start = found[0], min(found[1], unit.span.end)
    before: Parties | None = Parties(prefix) if prefix else _block_prefix(text, unit)
    when: Deadline | None = None
    for piece in clauses.pieces(text, Span(start, unit.span.end).trimmed(text)):
        own = parties_in(text, piece, Origin.SENTENCE)
        lead = own.lead or (before.lead if before else ())
        before = Parties(lead)
        when = deadline_in(text, piece, Origin.SENTENCE, context.year) or when
        for one in _of_piece(context, sentence, piece):
            yield _completed(
                context, sentence, one, Parties(lead, own.supporting, own.recipient), when, prefix is not None
            )


def _block_prefix(text: str, unit: Unit) -> Parties | None:
    """Who the block of a later sentence begins with."""
    found = prefix_of(text, unit.block) if unit.span.start > unit.block.start else None
    return Parties(found[0]) if found else None


def _of_piece(context: Context, sentence: _Sentence, piece: Span) -> Iterator[Commitment]:
    """The promises of a piece of a sentence, without times and parties."""
    text, section = context.document.text, sentence.unit.section
    said = words_of(text, piece)
    money = [m for m in measures_in(text, piece) if m.kind is FigureKind.MONEY]
    if money:
        yield from _budgets(text, sentence, piece, money)
        return
    if reporting.is_reporting(said):
        yield _report(text, section, piece, said)
        return
    goals = targets(text, piece, measured(text, piece, False))
    for goal in goals:
        m = goal.measure
        yield Commitment(
            Kind.TARGET,
            goal.span,
            section,
            clauses.tidied(text, goal.span),
            goal.metric,
            m.value,
            m.unit,
            m.bound,
            m.low,
        )
    rest = Span(piece.start, goals[0].span.start).trimmed(text) if goals else piece
    if _is_task(context, sentence, rest, bool(goals)):
        yield _task(text, section, rest)


def _budgets(text: str, sentence: _Sentence, piece: Span, money: Sequence[Measure]) -> Iterator[Commitment]:
    said = words_of(text, piece)
    spends = budgets.is_spending(said, sentence.above)
    for goal in targets(text, piece, money):
        metric = budgets.budget_metric(text, goal.span, goal.measure, sentence.above) if spends else goal.metric
        yield Commitment(
            Kind.BUDGET if spends else Kind.TARGET, goal.span, sentence.unit.section, clauses.tidied(text, goal.span), metric,
            goal.measure.value, goal.measure.unit, goal.measure.bound, goal.measure.low,
            funding=budgets.source_in([goal.span.of(text), *sentence.above]) if spends else None,
        )  # fmt: skip


def _report(text: str, section: int, piece: Span, said: str) -> Commitment:
    often = reporting.frequency_of(said)
    made = Commitment(Kind.REPORTING, piece, section, clauses.tidied(text, piece))
    if often is None:
        return made
    return replace(made, metric="chu kỳ báo cáo", value=often.count, unit=often.unit, frequency=str(often))


def _is_task(context: Context, sentence: _Sentence, rest: Span, aside: bool) -> bool:
    """Whether the words say what is to be done: by their verb, by who has to, or by the line that introduces them."""
    text = context.document.text
    said = own_words(spaced(rest.of(text)))
    if len(said) < (30 if aside else _LEAST):
        return False
    if clauses.is_action(said) or clauses.obliges(said) or parties_in(text, rest, Origin.SENTENCE).lead:
        return True
    if aside or said.endswith(":"):
        return False
    after_colon = re.match(r"[^:;.]{3,80}: (.{12,})", said)
    if after_colon and clauses.is_action(after_colon[1]):
        return True
    if sentence.leads:
        return clauses.is_action(own_words(sentence.leads[-1].of(text)))
    heading = context.document.sections[sentence.unit.section].path
    return bool(heading) and own_words(heading[-1]).startswith(("xây dựng, ban hành", "ban hành", "triển khai các"))


def _task(text: str, section: int, span: Span) -> Commitment:
    made = Commitment(Kind.TASK, span, section, clauses.tidied(text, span))
    counts = [m for m in measures_in(text, span) if m.kind is FigureKind.COUNT]
    if len(counts) == 1:
        m = counts[0]
        return replace(made, metric=f"số {m.unit}", value=m.value, unit=m.unit, bound=m.bound)
    return made


def _completed(
    context: Context, sentence: _Sentence, made: Commitment, own: Parties, when: Deadline | None, prefixed: bool
) -> Commitment:
    """The commitment with its time, parties and how often, from the sentence or else from what stands above it."""
    text, section = context.document.text, sentence.unit.section
    lead, supporting = own.lead, own.supporting
    line_lead, line_support, line_time = (
        sentence.task.line(label) for label in (Label.LEAD, Label.SUPPORT, Label.TIME)
    )
    if line_lead and not lead:
        lead = listed(text, line_lead.value, Origin.LABEL)
    if line_support and not supporting:
        supporting = listed(text, line_support.value, Origin.LABEL)
    lead = lead or _from_leads(text, sentence) or context.leads(section)
    recipient = own.recipient if made.kind is Kind.REPORTING else ()
    keys = {one.key for one in lead}
    supporting = tuple(one for one in supporting if one.key not in keys)
    own_time = deadline_in(text, made.span, Origin.SENTENCE, context.year)
    labelled = deadline_of(text, line_time.value, Origin.LABEL, context.year) if line_time else None
    deadline = (
        own_time or labelled or when or sentence.period or _time_of_leads(context, sentence) or context.period(section)
    )
    frequency = made.frequency or _often(made)
    return replace(
        made, lead=lead, supporting=supporting, recipient=tuple(one for one in recipient if one.key not in keys),
        deadline=deadline, frequency=frequency,
    )  # fmt: skip


def _often(made: Commitment) -> str | None:
    found = reporting.frequency_of(folded(made.statement)) if made.kind is Kind.TASK else None
    return str(found) if found else None


def _from_leads(text: str, sentence: _Sentence) -> tuple[Party, ...]:
    for lead in reversed(sentence.leads):
        if found := leader_of(text, lead):
            return found
    return ()


def _time_of_leads(context: Context, sentence: _Sentence) -> Deadline | None:
    for lead in reversed(sentence.leads):
        if found := deadline_in(context.document.text, lead, Origin.LEAD, context.year):
            return found
    return None
