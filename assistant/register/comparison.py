"""Comparison: the same target in other provinces and in successive plans of one province, side by side."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import mean

from assistant.register.entries import Entry, number
from assistant.register.filters import years_of
from corpus.agency_names import expanded
from corpus.commitments.types import Kind
from corpus.folding import folded
from corpus.tokens import tokens


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


_ENOUGH = 0.5  # of the weight of the words of two metrics that they share
_EMPTY = frozenset(
    folded("tỷ lệ số các những được và của cho có là đạt ở tại trên trong với bằng để", marks=False).split()
)


def compare(entries: Sequence[Entry]) -> list[Group]:
    """The targets that stand in several plans, and those of an earlier plan that a later one of its province drops."""
    goals = [e for e in entries if e.commitment.kind is Kind.TARGET and e.commitment.value is not None]
    words = [_words(entry) for entry in goals]
    counts = Counter(word for own in words for word in own)
    weights = {word: math.log(1 + len(goals) / count) for word, count in counts.items()}
    groups: list[list[int]] = []
    for i in range(len(goals)):
        scores = [mean(_likeness(goals, words, weights, i, j) for j in group) for group in groups]
        best = max(range(len(groups)), key=scores.__getitem__, default=None)
        if best is not None and scores[best] >= _ENOUGH:
            groups[best].append(i)
        else:
            groups.append([i])
    found = [_group([goals[i] for i in group], goals) for group in groups]
    return [group for group in found if len({e.document.id for e in group.entries}) > 1 or group.changes]


def _likeness(
    goals: Sequence[Entry], words: Sequence[frozenset[str]], weights: dict[str, float], i: int, j: int
) -> float:
    """How much of the weight of their words two targets share; nothing where they measure in other units or levels."""
    if goals[i].commitment.unit != goals[j].commitment.unit:
        return 0.0
    levels = [{word for word in words[k] if word.isdigit()} for k in (i, j)]
    if levels[0] != levels[1] and not levels[0] & levels[1]:
        return 0.0
    both = sum(weights[word] for word in words[i]) + sum(weights[word] for word in words[j])
    return 2 * sum(weights[word] for word in words[i] & words[j]) / both if both else 0.0


def _words(entry: Entry) -> frozenset[str]:
    """The words of a metric without diacritics, abbreviations spelled out, what stands in brackets left out."""
    said = re.sub(r"\([^()]*\)", " ", entry.commitment.metric or entry.commitment.statement)
    for known in entry.document.abbreviations:
        said = re.sub(rf"\b{re.escape(known.short)}\b", known.long.of(entry.document.text), said)
    return frozenset(token.bare for token in tokens(expanded(said)) if token.bare not in _EMPTY)


def _group(own: list[Entry], goals: Sequence[Entry]) -> Group:
    own = sorted(own, key=lambda entry: (entry.province or "", _year(entry), entry.document.id))
    return Group(tuple(own), tuple(_changes(own, goals)))


def _changes(own: Sequence[Entry], goals: Sequence[Entry]) -> Iterator[tuple[Entry, Entry | None, Change]]:
    """For each target, what the next plan of its province makes of it."""
    for entry in own:
        later = [e for e in goals if e.province_now == entry.province_now and _begins(e) > _begins(entry)]
        if not later or entry.province is None:
            continue
        following = min(later, key=_begins).document.id
        same = [e for e in own if e.document.id == following]
        if same:
            yield entry, same[-1], change_of(entry, same[-1])
        else:
            yield entry, None, Change.DROPPED


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
