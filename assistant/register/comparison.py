"""Comparison: the same target in other provinces and in successive plans of one province, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import mean

from assistant.register.entries import Entry, number
from assistant.register.filters import years_of
from assistant.register.likeness import Likeness
from corpus.agency_names import expanded
from corpus.commitments.types import Kind
from corpus.tokens import tokens
from index.encoder import Encoder, shipped_encoder


class Change(StrEnum):
    """What became of a target of an earlier plan of the province."""

    RAISED = "raised"
    LOWERED = "lowered"
    MOVED = "moved"  # the same value for a later year
    KEPT = "kept"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Group:
    """Targets that measure the same in different plans, with what became of each earlier one of the same province."""

    entries: tuple[Entry, ...]
    changes: tuple[tuple[Entry, Entry | None, Change], ...] = ()


_ENOUGH = 0.55  # of 1: with less, too many pairs are of two things (eval/LOG.md)

_LEAST = 0.45  # to each member of a group
_SUCCEEDS = 0.6  # of the words of two titles that a plan and the next one on its subject share


def compare(entries: Sequence[Entry], encoder: Encoder | None = None) -> list[Group]:
    """The targets that stand in several plans, and those of an earlier plan that a later one of its province drops.

    They need not be worded alike; the shipped encoder compares what they mean.
    """
    goals = [e for e in entries if e.commitment.kind is Kind.TARGET and e.commitment.value is not None]
    likeness = Likeness(goals, encoder or shipped_encoder())
    groups: list[list[int]] = []
    for i in range(len(goals)):
        scores = [_to_group([likeness(i, j) for j in group]) for group in groups]
        best = max(range(len(groups)), key=scores.__getitem__, default=None)
        if best is not None and scores[best] >= _ENOUGH:
            groups[best].append(i)
        else:
            groups.append([i])
    found = [_group([goals[i] for i in group], goals) for group in groups]
    return [group for group in found if len({e.document.id for e in group.entries}) > 1 or group.changes]


def _to_group(alike: Sequence[float]) -> float:
    """How alike a target is to a group: the mean, nothing where one of the group is about something else."""
    return mean(alike) if min(alike) >= _LEAST else 0.0


def _group(own: list[Entry], goals: Sequence[Entry]) -> Group:
    own = sorted(own, key=lambda entry: (entry.province or "", _year(entry), entry.document.id))
    return Group(tuple(own), tuple(_changes(own, goals)))


def _changes(own: Sequence[Entry], goals: Sequence[Entry]) -> Iterator[tuple[Entry, Entry | None, Change]]:
    """For each target, what the next plan of its province makes of it."""
    for entry in own:
        later = [e for e in goals if e.province_now == entry.province_now and _succeeds(entry, e)]
        if not later or entry.province is None:
            continue
        following = min(later, key=_begins).document.id
        same = [e for e in own if e.document.id == following]
        if same:
            yield entry, same[-1], change_of(entry, same[-1])
        else:
            yield entry, None, Change.DROPPED


def _succeeds(before: Entry, after: Entry) -> bool:
    """Whether the plan of one entry comes after that of another on the same subject, as their titles say."""
    if _begins(after) <= _begins(before):
        return False
    one, two = (_subject(entry) for entry in (before, after))
    return 2 * len(one & two) >= _SUCCEEDS * (len(one) + len(two))


def _subject(entry: Entry) -> frozenset[str]:
    title = entry.document.metadata.title
    said = expanded(title.value) if title else ""
    return frozenset(token.bare for token in tokens(said) if not token.bare.isdigit())


def change_of(before: Entry, after: Entry) -> Change:
    """What became of a target: its value first, then its year."""
    one, two = before.commitment.value or Decimal(0), after.commitment.value or Decimal(0)
    if one != two:
        return Change.RAISED if two > one else Change.LOWERED
    return Change.MOVED if _year(after) > _year(before) else Change.KEPT


def _begins(entry: Entry) -> str:
    return (entry.period or "")[:4]


def _year(entry: Entry) -> int:
    years = years_of(entry)
    return years[-1] if years else 0


def group_to_dict(group: Group) -> dict[str, object]:
    """A group as a JSON object."""
    return {
        "metric": group.entries[0].commitment.metric,
        "unit": group.entries[0].commitment.unit,
        "rows": [
            {
                "document": e.document.id,
                "province": e.province,
                "period": e.period,
                "value": number(e.commitment.value),
                "bound": str(e.commitment.bound) if e.commitment.bound else None,
                "deadline": e.deadline,
                "start": e.commitment.span.start,
                "end": e.commitment.span.end,
                "quote": e.quote,
            }
            for e in group.entries
        ],
        "changes": [
            {
                "from": one.document.id,
                "to": two.document.id if two else None,
                "change": str(change),
                "value": number(one.commitment.value),
                "new_value": number(two.commitment.value) if two else None,
            }
            for one, two, change in group.changes
        ],
    }
