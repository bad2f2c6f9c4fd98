"""Sides: which unit each side of a comparison is read from.

The best unit of a side gives way to its next one that holds what is asked for. Where all sides are asked the same,
their units are chosen together: of those that come near the best, the ones that speak of the same thing in the same
way, so that the side whose plan says it in the words of the question helps to find it in the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import coverage
from assistant.fitness import RIGHT_KIND, WRONG_KIND
from assistant.kinds import FIGURE_KINDS, Wanted
from assistant.query import Query, plain
from assistant.retrieval import Found, Ranking, Retriever
from assistant.telling import counts, period_above, quantity_in, side_value
from assistant.values import Value

_MOST = 30  # units of a side that are looked at; 12 lost a question, 50 gained none
_NEAR = 0.5  # of a side's best score that a unit with the asked kind needs to be read in its place
_ALIKE = 0.4  # what likeness to the other sides' units counts against a score that is 1 for the best
_SAME_KIND, _SAME_THING = 0.12, 0.15  # for figures of the same kind on both sides, and of the same things
_COUNTS = 0.5  # for a figure that counts the very thing that the question counts
_ASKED_THING = "?"  # in place of what a figure counts where it is one of the things that the question counts
_FIGURES = frozenset({Wanted.MONEY, Wanted.SHARE, Wanted.COUNT, Wanted.DATE})
_IN_WORDS = 0.5  # share of the question's words from which a plan says it in these words
_SAYS = 0.65  # of what the clearest plan says, what another must say to be named beside it
_AS_CLEAR = 0.85  # of a plan's clearest unit, what its unit with the best score must say to be quoted instead
_ASKED_TARGET = 0.25  # for a target where one is asked for, and for what is where a state is
_TARGETS = re.compile(r"chi tieu|muc tieu|phan dau|dat ra|du kien|target|goal|aim")
_STATES = re.compile(
    r"hien trang|hien nay|hien co|tinh den|da (?:cap|dat|co|trien khai|duoc|lam|xay)|den nay|so lieu|dang co|currently"
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a side can be read from: its query and its ranking."""

    query: Query
    ranking: Ranking
    counted: tuple[str, ...]  # what "bao nhiêu" counts
    fits: Callable[[Found], bool]  # whether a unit answers the side's question at all


def choose(proposals: Sequence[Proposal], retriever: Retriever, *, alike: bool) -> list[Found | None]:
    """The unit of each side, None for one that has none; `alike` where all are asked the same."""
    shown = [eligible(p) for p in proposals]
    values = [[_value(p, f) for f in found] for p, found in zip(proposals, shown, strict=True)]
    scores = [_scores(p, found, read) for p, found, read in zip(proposals, shown, values, strict=True)]
    chosen = [int(np.argmax(own)) if len(own) else -1 for own in scores]
    filled = [side for side, place in enumerate(chosen) if place >= 0]
    if alike and len(filled) > 1:
        kinds = [
            [_kind(p, f, v) for f, v in zip(found, read, strict=True)]
            for p, found, read in zip(proposals, shown, values, strict=True)
        ]
        _settle(shown, kinds, scores, chosen, filled, retriever)
    return [found[place] if place >= 0 else None for found, place in zip(shown, chosen, strict=True)]


def clearest(proposals: Sequence[Proposal]) -> list[Found | None]:
    """Of "which plans say this", the unit of each side that does; None for a side that does not.

    That some plan says it in the words of the question shows that they are the usual ones: a plan that has much fewer
    of them says something else. Where none has many, words and meaning together must come near the best.
    """
    shown = [[(f, _words(p.query, f)) for f in eligible(p)] for p in proposals]
    most = max((words for side in shown for _, words in side), default=0.0)
    if most < _IN_WORDS:
        shown = [[(f, words + f.meaning) for f, words in side] for side in shown]
        most = max((support for side in shown for _, support in side), default=0.0)
    chosen: list[Found | None] = []
    for side in shown:
        own = max((words for _, words in side), default=0.0)
        saying = [f for f, words in side if words >= max(_SAYS * most, _AS_CLEAR * own)]
        chosen.append(max(saying, key=lambda f: f.score, default=None))
    return chosen


def _words(query: Query, found: Found) -> float:
    """The share of the question's words that a unit says; an English question has none that it could say."""
    return 0.0 if query.english else coverage(query, found.unit)


def _settle(
    shown: list[list[Found]],
    kinds: list[list[tuple[str, str] | None]],
    scores: list[NDArray[np.float64]],
    chosen: list[int],
    filled: list[int],
    retriever: Retriever,
) -> None:
    """Change the choice of one side after the other for the best sum of own score and likeness to the others.

    Every unit of every side is tried as the one that the others follow.
    """
    vectors = [retriever.vectors([f.unit for f in found]) if found else None for found in shown]

    def likeness(side: int, other: int, place: int) -> NDArray[np.float64]:
        mine, its = vectors[side], vectors[other]
        if mine is None or its is None:
            return np.zeros(len(shown[side]))
        same = np.array([_same(kind, kinds[other][place]) for kind in kinds[side]])
        return np.asarray(_ALIKE * (mine @ its[place]) + same, dtype=np.float64)

    best_sum, best_choice = -1.0, list(chosen)
    for first in filled:
        for place in range(len(shown[first])):
            trial = list(chosen)
            trial[first] = place
            total = scores[first][place]
            for side in filled:
                if side == first:
                    continue
                own = scores[side] + likeness(side, first, place)
                trial[side] = int(np.argmax(own))
                total += float(own[trial[side]])
            if total > best_sum + 1e-9:
                best_sum, best_choice = total, trial
    chosen[:] = best_choice


def eligible(proposal: Proposal) -> list[Found]:
    """The best units that answer; where a figure is asked for, only those that have one."""
    found = list(proposal.ranking.found[:_MOST])
    if not found:
        return []
    near = [f for f in found if f.score >= _NEAR * found[0].score]
    dated = proposal.query.kinds[0] is Wanted.DATE and not proposal.query.asks_how_often
    holding = [f for f in near if f.unit.has_kind(proposal.query) or (dated and period_above(f.unit))]
    fitting = [f for f in holding if proposal.fits(f)]
    if fitting or proposal.query.kinds[0] in _FIGURES:
        return fitting
    return [f for f in near if proposal.fits(f)]


def _scores(proposal: Proposal, found: Sequence[Found], values: Sequence[Value | None]) -> NDArray[np.float64]:
    if not found:
        return np.zeros(0)
    query = proposal.query
    said = plain(query.text)
    targets, states = bool(_TARGETS.search(said)), bool(_STATES.search(said))
    own = np.array([f.score * _dated(query, f) for f in found])
    own /= max(float(own.max()), 1.0e-9)
    if targets != states:
        own += np.array([_ASKED_TARGET * (f.unit.sets_target == targets) for f in found])
    if proposal.counted and query.kinds[0] is Wanted.COUNT:
        right = [v is not None and counts(f.unit, v, proposal.counted) for f, v in zip(found, values, strict=True)]
        own += np.array([_COUNTS * counted for counted in right])
    return own


def _dated(query: Query, found: Found) -> float:
    """The factor that takes back what a unit lost for having no date, where its heading has one."""
    above = query.kinds[0] is Wanted.DATE and not found.unit.has_kind(query) and period_above(found.unit)
    return RIGHT_KIND / WRONG_KIND if above else 1.0


def _value(proposal: Proposal, found: Found) -> Value | None:
    """The figure that would be read from a unit."""
    return side_value(proposal.query, found.unit, proposal.counted)


def _kind(proposal: Proposal, found: Found, value: Value | None) -> tuple[str, str] | None:
    """The kind of the figure that would be read and what it counts; None where none is there or any date will do."""
    kinds = proposal.query.kinds
    if not any(kind in FIGURE_KINDS for kind in kinds):
        return (found.unit.figures[0].kind.value, "") if found.unit.figures else None
    if value is None or kinds[0] is Wanted.DATE:
        return None
    if counts(found.unit, value, proposal.counted):
        return value.figure.kind.value, _ASKED_THING
    quantity = quantity_in(found.unit, value)
    return value.figure.kind.value, quantity.unit if quantity else ""


def _same(one: tuple[str, str] | None, two: tuple[str, str] | None) -> float:
    if one is None or two is None or one[0] != two[0]:
        return 0.0
    return _SAME_KIND + (_SAME_THING if one[1] and one[1].split()[:2] == two[1].split()[:2] else 0.0)
