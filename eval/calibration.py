"""How far the confidence of an answer can be believed.

The confidence of an answer is read as the probability that the given answer is right. `GIVEN` measures just that, over
the answers that were given; declined ones are left out. `ALL` takes in the declined ones: there the confidence is the
probability that the question can be answered by what was found, so declining foretells with 1 - confidence that
declining is right. Answers that are missing or state no confidence foretell nothing and are counted apart.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from eval.intervals import Mean, mean_of
from eval.measures import Verdict

GIVEN = "given answers"
ALL = "all questions"
BINS = 10


@dataclass(frozen=True, slots=True)
class Forecast:
    """The probability that was stated for being right, and whether it was."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of like confidence: their borders, their mean confidence and the share that was right."""

    low: float
    high: float
    confidence: float
    right: Mean

    @property
    def gap(self) -> float:
        """How much the mean confidence differs from the share right."""
        return abs(self.right.value - self.confidence)


@dataclass(frozen=True, slots=True)
class Point:
    """The share of forecasts kept when the least confident are withheld, and the share of the kept that is wrong."""

    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The figures over GIVEN or ALL; `silent` counts what states no confidence and is in none of them.

    `area` is under `curve`; `least_area` is what the same answers would have if every right one were surer than every
    wrong one. The risk without any order is 1 - right.
    """

    over: str
    silent: int
    confidence: float
    right: Mean
    error: float
    equal_count_error: float
    brier: Mean
    bins: tuple[Bin, ...]
    curve: tuple[Point, ...]
    area: float
    least_area: float


def calibrate_all(verdicts: Sequence[Verdict]) -> tuple[Calibration, ...]:
    """The figures over GIVEN and over ALL, each left out where nothing states a confidence."""
    given = [verdict for verdict in verdicts if verdict.value("answered")]
    found = []
    for over, part in ((GIVEN, given), (ALL, verdicts)):
        forecasts = _forecasts(part)
        if forecasts:
            found.append(calibrate(over, forecasts, len(part) - len(forecasts)))
    return tuple(found)


def calibrate(over: str, forecasts: Sequence[Forecast], silent: int = 0) -> Calibration:
    """All figures of one or more forecasts."""
    bins = equal_width_bins(forecasts)
    curve = risk_against_coverage(forecasts)
    ideal = [Forecast(float(forecast.right), forecast.right) for forecast in forecasts]
    return Calibration(
        over=over,
        silent=silent,
        confidence=sum(forecast.confidence for forecast in forecasts) / len(forecasts),
        right=mean_of("right", [forecast.right for forecast in forecasts]),
        error=calibration_error(bins),
        equal_count_error=calibration_error(equal_count_bins(forecasts)),
        brier=mean_of("brier", [(forecast.confidence - forecast.right) ** 2 for forecast in forecasts]),
        bins=bins,
        curve=curve,
        area=area(curve),
        least_area=area(risk_against_coverage(ideal)),
    )


def equal_width_bins(forecasts: Iterable[Forecast], count: int = BINS) -> tuple[Bin, ...]:
    """The bins ((m-1)/count, m/count] that are not empty, 0 in the first."""
    uppers = [(m + 1) / count for m in range(count)]
    parts: dict[int, list[Forecast]] = {}
    for forecast in forecasts:
        parts.setdefault(bisect_left(uppers, forecast.confidence), []).append(forecast)
    return tuple(_bin(m / count, uppers[m], parts[m]) for m in sorted(parts))


def equal_count_bins(forecasts: Sequence[Forecast], count: int = BINS) -> tuple[Bin, ...]:
    """Up to `count` bins of about as many forecasts each, after Nguyen & O'Connor (2015).

    Forecasts of one confidence stay together, so that no order among them is needed.
    """
    parts: dict[int, list[Forecast]] = {}
    before = 0
    for _, tied in groupby(_surest_last(forecasts), key=lambda forecast: forecast.confidence):
        part = parts.setdefault(before * count // len(forecasts), [])
        size = len(part)
        part += tied
        before += len(part) - size
    return tuple(_bin(part[0].confidence, part[-1].confidence, part) for part in parts.values())


def calibration_error(bins: Iterable[Bin]) -> float:
    """The expected calibration error: sum over bins of |B|/n * |acc(B) - conf(B)|.

    Guo, Pleiss, Sun & Weinberger, On Calibration of Modern Neural Networks, ICML 2017, equation 3. It is 0 at best;
    few forecasts make it too large rather than too small, since chance moves every bin off the diagonal.
    """
    bins = tuple(bins)
    return sum(part.right.count * part.gap for part in bins) / sum(part.right.count for part in bins)


def risk_against_coverage(forecasts: Sequence[Forecast]) -> tuple[Point, ...]:
    """The risk of the k surest forecasts for each k (El-Yaniv & Wiener, JMLR 2010).

    Forecasts of one confidence have no order: each bears the mean risk of all of them.
    """
    points: list[Point] = []
    wrong = 0.0
    for _, group in groupby(reversed(_surest_last(forecasts)), key=lambda forecast: forecast.confidence):
        tied = list(group)
        share = sum(not forecast.right for forecast in tied) / len(tied)
        for _ in tied:
            wrong += share
            kept = len(points) + 1
            points.append(Point(kept / len(forecasts), min(1.0, wrong / kept)))
    return tuple(points)


def area(curve: Sequence[Point]) -> float:
    """The mean of the risks, which is the area under the curve (Geifman, Uziel & El-Yaniv, ICLR 2019)."""
    return sum(point.risk for point in curve) / len(curve)


def _forecasts(verdicts: Iterable[Verdict]) -> list[Forecast]:
    forecasts = []
    for verdict in verdicts:
        if verdict.confidence is not None and not verdict.value("missing"):
            stated = verdict.confidence if verdict.value("answered") else 1 - verdict.confidence
            forecasts.append(Forecast(stated, verdict.right))
    return forecasts


def _surest_last(forecasts: Iterable[Forecast]) -> list[Forecast]:
    return sorted(forecasts, key=lambda forecast: forecast.confidence)


def _bin(low: float, high: float, forecasts: Sequence[Forecast]) -> Bin:
    mean = sum(forecast.confidence for forecast in forecasts) / len(forecasts)
    return Bin(low, high, mean, mean_of("right", [forecast.right for forecast in forecasts]))
