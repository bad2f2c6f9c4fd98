"""Signals: what speaks for a unit, and the few weights that join it.

The weights are fitted: `python -m eval.joining` fits them on all provinces but one and measures on that one, then on
all. Run it again when a signal changes. That of the windows came last: beside the other seven as they are, for refitted
together they find as many passages but make fewer answers right (eval/LOG.md).
"""

from __future__ import annotations

from typing import NamedTuple


class Signals(NamedTuple):
    """What speaks for a unit. The first four are of words, times the factor by which the unit is of the right kind."""

    own: float  # the question's own words in the unit
    added: float  # words that the lexicon, a corrected typo or an earlier turn added
    around: float  # own words in what introduces the unit
    added_around: float
    passage_words: float  # BM25 of the passage; that of the best passage is 1
    passage_meaning: float  # cosine of the passage
    meaning: float  # cosine of the unit
    # Soft matches of the question's pairs of words, times that factor and the share of the question that no unit meets
    # word for word: a question in the plan's own words needs none, and they would only blur its ranking.
    windows: float


WEIGHTS = Signals(
    own=0.83,
    added=0.88,
    around=1.19,
    added_around=0.84,
    passage_words=0.37,
    passage_meaning=0.58,
    meaning=0.83,
    windows=1.5,
)


def joined(signals: Signals, weights: Signals = WEIGHTS) -> float:
    """The score of a unit with these signals."""
    return sum(signal * weight for signal, weight in zip(signals, weights, strict=True))
