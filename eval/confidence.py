"""The figures of the confidence as lines and rows, the same in every form of a report."""

from __future__ import annotations

from collections.abc import Sequence

from eval.calibration import BINS, Calibration
from eval.intervals import Mean

SILENT = "no answer states a confidence"


def confidence_line(calibrations: Sequence[Calibration]) -> str:
    """The figures in one line for the terminal."""
    found = [
        f"{calibration.error:.3f} over {calibration.over} ({calibration.right.count})" for calibration in calibrations
    ]
    return f"expected calibration error: {', '.join(found) or SILENT}"


def confidence_rows(calibrations: Sequence[Calibration]) -> tuple[tuple[str, ...], ...]:
    """A row for each figure: its name, and its value for each of the calibrations."""
    named = {
        "forecasts": [str(c.right.count) for c in calibrations],
        "without a confidence": [str(c.silent) for c in calibrations],
        "mean confidence": [f"{c.confidence:.3f}" for c in calibrations],
        "share right": [_with_interval(c.right) for c in calibrations],
        f"expected calibration error, {BINS} bins of equal width": [f"{c.error:.3f}" for c in calibrations],
        f"expected calibration error, {BINS} bins of equal count": [f"{c.equal_count_error:.3f}" for c in calibrations],
        "Brier score": [_with_interval(c.brier) for c in calibrations],
        "area under risk against coverage": [f"{c.area:.3f}" for c in calibrations],
        "the least that these answers could have": [f"{c.least_area:.3f}" for c in calibrations],
    }
    return tuple((name, *values) for name, values in named.items())


def _with_interval(mean: Mean) -> str:
    return f"{mean.value:.3f} ({mean.low:.3f} to {mean.high:.3f})"
