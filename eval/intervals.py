"""Means with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2_000
SEED = 20_240
LEVEL = 95  # percent of the resampled means that lie inside


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a measure over `count` questions and its 95 % interval."""

    measure: str
    value: float
    low: float
    high: float
    count: int


def mean_of(measure: str, values: Sequence[float]) -> Mean:
    """The mean of `values`, at least one, with the percentile bootstrap interval over them.

    Every call draws from the same seed, so that an interval depends on its own values only. Values that are all the
    same give an interval of no width: read it with the count.
    """
    sample = np.asarray(values, dtype=np.float64)
    draws = np.random.default_rng(SEED).integers(len(sample), size=(RESAMPLES, len(sample)))
    tail = (100 - LEVEL) / 2
    low, high = np.percentile(sample[draws].mean(axis=1), [tail, 100 - tail])
    return Mean(measure, float(sample.mean()), float(low), float(high), len(sample))
