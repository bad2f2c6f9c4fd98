"""Extraction: the register of a document, from its sentences and the rows of its tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.commitments import budgets, clauses, reporting
from corpus.commitments.collectives import group_of
from corpus.commitments.completing import completed
from corpus.commitments.context import Context, own_words
from corpus.commitments.deadlines import deadline_in
from corpus.commitments.measures import Measure, measures_in
from corpus.commitments.parties import Parties, made, named, parties_in, prefix_of
from corpus.commitments.reading import Sentence, sentences_of
from corpus.commitments.rows import row_commitments
from corpus.commitments.targets import measured, targets
from corpus.commitments.types import Commitment, Deadline, Kind, Origin, Party
from corpus.commitments.wording import said, spaced
from corpus.duties import ADVERBS, VERBS
from corpus.figures import FigureKind
from corpus.folding import folded, may_begin
from corpus.types import Document, Span
from corpus.units import Unit

_LEAST = 12  # code points of a task
_LEAST_ASIDE = 30  # of one before a target in the same clause
_FIRST_IN_ITEM = 8  # code points of a marker, with which the first sentence of an item may begin
_LONGEST_INTRODUCTION = 130  # of a line that only introduces what stands below it ("... như sau:")
_SIZES = re.compile(r"(tốc độ|dung lượng|diện tích|chiều dài|công suất|khối lượng|băng thông)(?: \w+){0,3}$")
_HELPED = re.compile(r"phối (?:kết )?hợp(?: với)?(?: các (?:cơ quan|đơn vị))?[\s:]*$")  # who stands below helps
_BEHIND_COLON = re.compile(r"[^:;.]{3,80}: (.{12,})")
_NO_ACTS = (  # what a clause is about that tells of no act: money, and documents in a list of them
    "kinh phí", "nguồn kinh phí", "quyết định số", "nghị quyết số", "thông tư số", "nghị định số", "công văn số",
    "chỉ thị số",
)  # fmt: skip
_BARE_OFFICE = re.compile(rf"sở (?:sẽ |có trách nhiệm )?{ADVERBS}(?:{VERBS})\b")  # "Sở tổng hợp và báo cáo ..."
_LISTS = ("xây dựng, ban hành", "ban hành", "triển khai các")  # headings whose items are things to be made


def find_commitments(document: Document) -> tuple[Commitment, ...]:
    """The commitments of a document in the order of the text, none twice.

    What has neither a value, a time nor anyone to do it is a wish and left out.
    """
    context = Context(document)
    found: list[Commitment] = []
    for number, table in enumerate(document.tables):
        section = bisect_right(document.sections, table.span.start, key=lambda s: s.span.start) - 1
        if context.promises(section):
            found.extend(row_commitments(context, number, section))
    lead: tuple[Party, ...] = ()
    opened: tuple[Party, ...] = ()  # by whom the paragraph begins
    block, ended = None, 0
    for sentence in sentences_of(context):
        if sentence.unit.block != block:
            lead, opened = (), ()
        elif document.text[ended - 1] != ";":
            lead = opened if _leaves_subject(context, sentence.unit) else ()
        lead = _subject(context, sentence.unit, lead)
        for one, who in _of_sentence(context, sentence, lead):
            found.append(one)
            lead = who
        if sentence.unit.span.start == sentence.unit.block.start:
            opened = lead
        block, ended = sentence.unit.block, sentence.unit.span.end
    kept: dict[tuple[int, int, object], Commitment] = {}
    for one in found:
        if one.value is not None or one.deadline is not None or one.lead:
            kept.setdefault((one.span.start, one.span.end, one.value), one)
    return tuple(sorted(kept.values(), key=lambda one: (one.span.start, one.span.end)))


def _leaves_subject(context: Context, unit: Unit) -> bool:
    """Whether a sentence leaves who does it to the one before: it begins with what is to be done."""
    return context.assigns(unit.section) and clauses.is_action(said(context.document.text, unit.span))


def _subject(context: Context, unit: Unit, before: tuple[Party, ...]) -> tuple[Party, ...]:
    """Who a sentence speaks of before it names an agency: what its paragraph begins with, or the subject before."""
    text = context.document.text
    prefix = prefix_of(text, unit.block)
    named = before or (prefix[0] if prefix else ())
    return named or (group_of(text, unit.span) if context.assigns(unit.section) else ())


def _of_sentence(
    context: Context, sentence: Sentence, lead: tuple[Party, ...]
) -> Iterator[tuple[Commitment, tuple[Party, ...]]]:
    """The promises of a sentence, each with who was last made responsible in it."""
    text, unit = context.document.text, sentence.unit
    prefix = prefix_of(text, unit.block) if unit.span.start == unit.block.start else None
    start = min(prefix[1], unit.span.end) if prefix else unit.span.start
    when: Deadline | None = None
    for piece in clauses.pieces(text, Span(start, unit.span.end).trimmed(text)):
        own = parties_in(text, piece, Origin.SENTENCE)
        if sentence.above and _HELPED.search(folded(sentence.above[0])):
            own = Parties((), (*own.lead, *own.supporting), own.recipient)
        if not own.lead:
            office = _office_meant(text, unit.block, piece, lead or context.leads(unit.section))
            own = Parties(office, own.supporting, own.recipient) if office else own
        lead = own.lead or (group_of(text, piece) if context.assigns(sentence.unit.section) else ()) or lead
        promises = tuple(_of_piece(context, sentence, piece))
        for number, one in enumerate(promises):
            stated = context.still_to_come(deadline_in(text, one.span, Origin.SENTENCE, context.year))
            # what comes first in a sentence holds for the rest of it
            when = stated or when
            if when is None and one.kind is Kind.TARGET:
                when = _shared_time(context, promises[number + 1 :])
            yield completed(context, sentence, one, Parties(lead, own.supporting, own.recipient), when), lead
        when = when or context.still_to_come(deadline_in(text, piece, Origin.SENTENCE, context.year))


def _office_meant(text: str, block: Span, piece: Span, above: tuple[Party, ...]) -> tuple[Party, ...]:
    """The department that a clause calls only "Sở": the one that its paragraph named last; none where it named none.

    Where who is `above` is one department, that is left to be meant.
    """
    if not may_begin(piece.of(text), "s") or (len(above) == 1 and above[0].key.startswith("sở ")):
        return ()
    called = any(one.span.start == piece.start for one in named(text, piece))
    if called or not _BARE_OFFICE.match(said(text, piece)):
        return ()
    offices = [one for one in named(text, Span(block.start, piece.start)) if one.key.startswith("sở ")]
    return made(offices[-1:], Origin.SENTENCE)


def _shared_time(context: Context, following: Sequence[Commitment]) -> Deadline | None:
    """The time at the end of several targets ("80% xã và 60% thôn vào năm 2030"): it stands behind the last figure."""
    text = context.document.text
    for one in following:
        time = context.still_to_come(deadline_in(text, one.span, Origin.SENTENCE, context.year))
        if time is not None and time.span is not None:
            figure = re.search(r"\d", text[one.span.start : time.span.start])
            return time if figure and one.kind is Kind.TARGET else None
    return None


def _of_piece(context: Context, sentence: Sentence, piece: Span) -> Iterator[Commitment]:
    """The promises of a piece of a sentence, without times and parties."""
    text, section = context.document.text, sentence.unit.section
    words = said(text, piece)
    money = [m for m in measures_in(text, piece) if m.kind is FigureKind.MONEY]
    if money:
        yield from _budgets(text, sentence, piece, money)
        return
    goals = targets(text, piece, measured(text, piece))
    if not goals and reporting.is_reporting(words):
        yield _report(text, section, piece, words)
        return
    rest = Span(piece.start, max(piece.start, goals[0].span.start)).trimmed(text) if goals else piece
    if _is_task(context, sentence, rest, bool(goals)):
        yield _task(text, section, rest)
    for goal in goals:
        m, statement = goal.measure, clauses.tidied(text, goal.span)
        yield Commitment(Kind.TARGET, goal.span, section, statement, goal.metric, m.value, m.unit, m.bound, m.low)


def _budgets(text: str, sentence: Sentence, piece: Span, money: Sequence[Measure]) -> Iterator[Commitment]:
    spends = budgets.is_spending(said(text, piece), sentence.above)
    for goal in targets(text, piece, money):
        m, statement = goal.measure, clauses.tidied(text, goal.span)
        made = Commitment(
            Kind.TARGET, goal.span, sentence.unit.section, statement, goal.metric, m.value, m.unit, m.bound, m.low
        )
        if spends:
            metric = budgets.budget_metric(text, goal.span, m, sentence.above)
            funding = budgets.source_in([goal.span.of(text), *sentence.above])
            made = replace(made, kind=Kind.BUDGET, metric=metric, funding=funding)
        yield made


def _report(text: str, section: int, piece: Span, words: str) -> Commitment:
    often = reporting.frequency_of(words)
    made = Commitment(Kind.REPORTING, piece, section, clauses.tidied(text, piece))
    if often is None:
        return made
    return replace(made, metric="chu kỳ báo cáo", value=often.count, unit=often.unit, frequency=str(often))


def _is_task(context: Context, sentence: Sentence, rest: Span, aside: bool) -> bool:
    """Whether the words say what is to be done: by their verb, by who has to, or by the line that introduces them.

    `aside` says that a target follows in the same clause.
    """
    text = context.document.text
    words = own_words(spaced(rest.of(text)))
    introduces = rest.of(text).rstrip().endswith(":") and len(words) < _LONGEST_INTRODUCTION
    if introduces or words.startswith(_NO_ACTS) or len(words) < (_LEAST_ASIDE if aside else _LEAST):
        return False
    if clauses.is_action(words) or clauses.obliges(words) or _BARE_OFFICE.match(words):
        return True
    if parties_in(text, rest, Origin.SENTENCE).lead:
        return True
    if context.assigns(sentence.unit.section) and group_of(text, rest):
        return True
    if context.aims(sentence.unit.section) and clauses.is_to_be_done(words):
        return True
    if aside:
        return False
    behind = _BEHIND_COLON.match(words)
    if behind and clauses.is_action(behind[1]):
        return True
    if sentence.leads and rest.start >= sentence.unit.block.start + _FIRST_IN_ITEM:
        return clauses.is_to_be_done(words) or bool(group_of(text, rest))
    if sentence.leads:
        return clauses.is_action(own_words(spaced(sentence.leads[-1].of(text))))
    path = context.document.sections[sentence.unit.section].path
    return bool(path) and own_words(path[-1]).startswith(_LISTS)


def _task(text: str, section: int, span: Span) -> Commitment:
    """A task, with the one thing that it counts or sizes."""
    made = Commitment(Kind.TASK, span, section, clauses.tidied(text, span))
    counts = [m for m in measures_in(text, span) if m.kind is FigureKind.COUNT]
    if len(counts) != 1:
        return made
    m = counts[0]
    size = _SIZES.search(said(text, Span(span.start, max(span.start, m.whole.start)))) if m.attached else None
    if m.attached and size is None:
        return made
    return replace(made, metric=size[1] if size else f"số {m.unit}", value=m.value, unit=m.unit, bound=m.bound)
