"""Completing: a promise gets its time and parties, from its own words or else from what stands above it."""

from __future__ import annotations

from dataclasses import replace

from corpus.commitments import reporting
from corpus.commitments.context import Context
from corpus.commitments.deadlines import deadline_in, deadline_of
from corpus.commitments.listings import listed
from corpus.commitments.parties import Parties, leader_of
from corpus.commitments.reading import Sentence
from corpus.commitments.types import Commitment, Deadline, Kind, Origin, Party
from corpus.folding import folded
from corpus.labels import Label


def completed(
    context: Context, sentence: Sentence, made: Commitment, own: Parties, when: Deadline | None
) -> Commitment:
    """The commitment with its time, parties and how often; `own` and `when` are those that the sentence states."""
    text = context.document.text
    lead = own.lead or _labelled(text, sentence, Label.LEAD) or _of_leads(text, sentence)
    lead = lead or context.leads(sentence.unit.section)
    supporting = own.supporting or _labelled(text, sentence, Label.SUPPORT)
    recipient = own.recipient if made.kind is Kind.REPORTING else ()
    keys = {one.key for one in lead}
    return replace(
        made,
        lead=lead,
        supporting=tuple(one for one in supporting if one.key not in keys),
        recipient=tuple(one for one in recipient if one.key not in keys),
        deadline=_labelled_time(context, sentence) or when or _time_above(context, sentence),
        frequency=made.frequency or _often(made),
    )


def _labelled(text: str, sentence: Sentence, label: Label) -> tuple[Party, ...]:
    line = sentence.task.line(label)
    return listed(text, line.value, Origin.LABEL) if line else ()


def _labelled_time(context: Context, sentence: Sentence) -> Deadline | None:
    line = sentence.task.line(Label.TIME)
    return deadline_of(context.document.text, line.value, Origin.LABEL, context.year) if line else None


def _of_leads(text: str, sentence: Sentence) -> tuple[Party, ...]:
    found = (leader_of(text, lead) for lead in reversed(sentence.leads))
    return next((parties for parties in found if parties), ())


def _time_above(context: Context, sentence: Sentence) -> Deadline | None:
    """The time of the paragraph, of the lines that introduce it, of the headings, of the plan."""
    if sentence.period is not None:
        return sentence.period
    for lead in reversed(sentence.leads):
        if found := deadline_in(context.document.text, lead, Origin.LEAD, context.year):
            return found
    return context.period(sentence.unit.section)


def _often(made: Commitment) -> str | None:
    """How often a task is done, where it says so first ("Hằng năm, ...") or speaks of a rhythm ("định kỳ")."""
    if made.kind is not Kind.TASK:
        return None
    said = folded(made.statement)
    told = "định kì" in said or said.startswith(("hàng ", "hằng ", "mỗi "))
    found = reporting.frequency_of(said) if told else None
    return str(found) if found else None
