"""Confidence: how likely an answer is right, from a few signs that a reader can follow.

A logistic regression over signs between 0 and 1. Its weights are fitted, not chosen: `python -m eval.calibrating` fits
them on our own questions, measures them on plans that they were not fitted on, and prints them. The bias alone is then
set on ours and the shared development questions together, which are easier (`--level`).
"""

from __future__ import annotations

import math

from assistant.evidence import coverage
from assistant.query import Query
from assistant.retrieval import Found, Ranking
from assistant.signs import Signs

BIAS = -2.76
WEIGHTS = Signs(
    coverage=0.83,
    soft=3.00,
    margin=3.46,
    kind=0.33,
    scoped=1.68,
    unplaced=0.25,
)
LEAST = 0.45  # from which an answer is given: what is refused wrongly grows fast above it


def signs_of(query: Query, best: Found, ranking: Ranking, *, scoped: bool) -> Signs:
    """The signs of the unit that an answer is read from."""
    unit = best.unit
    second = next((found for found in ranking.found if found.unit.unit.block != unit.unit.block), None)
    lead = 1 - second.score / best.score if second is not None and best.score > 0 else 0.0
    kind = unit.has_kind(query)
    return Signs(
        coverage=coverage(query, unit),
        soft=best.soft,
        margin=min(1.0, max(0.0, lead)),
        kind=0.5 if kind is None else float(kind),
        scoped=float(scoped),
        unplaced=0.0 if scoped else coverage(query, unit),
    )


def confidence(signs: Signs, weights: Signs = WEIGHTS, bias: float = BIAS) -> float:
    """The likelihood that the answer is right."""
    total = bias + sum(weight * sign for weight, sign in zip(weights, signs, strict=True))
    return round(1 / (1 + math.exp(-total)), 3)
