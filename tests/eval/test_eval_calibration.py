from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import EvalError
from eval.calibration import (
    ALL,
    GIVEN,
    Forecast,
    area,
    calibrate,
    calibration_error,
    equal_count_bins,
    equal_width_bins,
    risk_against_coverage,
)
from eval.confidence import confidence_line, confidence_rows
from eval.runner import evaluate

Build = Callable[..., Any]
TOTAL = "Tổng kinh phí là 12.500 triệu đồng"
FORECASTS = st.lists(st.builds(Forecast, st.floats(0, 1), st.booleans()), min_size=1, max_size=25)


def forecasts(*pairs: tuple[float, int]) -> list[Forecast]:
    return [Forecast(confidence, bool(right)) for confidence, right in pairs]


FOUR = forecasts((0.9, 1), (0.8, 1), (0.85, 0), (0.3, 0))


def test_the_calibration_error_is_worked_by_hand() -> None:
    # (0.2, 0.3]: 1 forecast, |0 - 0.3|; (0.7, 0.8]: 1, |1 - 0.8|; (0.8, 0.9]: 2, |0.5 - 0.875|
    bins = equal_width_bins(FOUR)
    assert [(part.low, part.high, part.right.count) for part in bins] == [(0.2, 0.3, 1), (0.7, 0.8, 1), (0.8, 0.9, 2)]
    assert [part.gap for part in bins] == pytest.approx([0.3, 0.2, 0.375])
    assert calibration_error(bins) == pytest.approx((0.3 + 0.2 + 2 * 0.375) / 4)


def test_bins_of_equal_count_are_worked_by_hand() -> None:
    # two bins: 0.3 and 0.8 with half right, 0.85 and 0.9 with half right
    bins = equal_count_bins(FOUR, 2)
    assert [(part.low, part.high, part.right.count) for part in bins] == [(0.3, 0.8, 2), (0.85, 0.9, 2)]
    assert calibration_error(bins) == pytest.approx((2 * abs(0.5 - 0.55) + 2 * abs(0.5 - 0.875)) / 4)


def test_one_confidence_is_never_parted_between_bins_of_equal_count() -> None:
    assert [part.right.count for part in equal_count_bins(forecasts((0.5, 1), (0.5, 0), (0.5, 1), (0.9, 1)), 4)] == [
        3,
        1,
    ]


@pytest.mark.parametrize(
    ("confidence", "low"), [(0.0, 0.0), (0.1, 0.0), (0.3, 0.2), (0.7, 0.6), (0.7000001, 0.7), (1.0, 0.9)]
)
def test_a_border_belongs_to_the_bin_below_it(confidence: float, low: float) -> None:
    (part,) = equal_width_bins(forecasts((confidence, 1)))
    assert part.low == low


def test_the_curve_of_risk_and_its_area_are_worked_by_hand() -> None:
    # surest first: right, wrong, right, wrong
    curve = risk_against_coverage(FOUR)
    assert [point.coverage for point in curve] == [0.25, 0.5, 0.75, 1]
    assert [point.risk for point in curve] == pytest.approx([0, 1 / 2, 1 / 3, 2 / 4])
    assert area(curve) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)
    # with both right ones first the risks are 0, 0, 1/3, 1/2
    assert calibrate(GIVEN, FOUR).least_area == pytest.approx((1 / 3 + 1 / 2) / 4)


def test_forecasts_of_one_confidence_share_their_risk() -> None:
    curve = risk_against_coverage(forecasts((0.5, 1), (0.5, 0)))
    assert [point.risk for point in curve] == [0.5, 0.5]


def test_the_brier_score_is_the_mean_squared_error() -> None:
    assert calibrate(GIVEN, FOUR).brier.value == pytest.approx((0.01 + 0.04 + 0.7225 + 0.09) / 4)


def test_a_forecast_that_is_true_has_no_error() -> None:
    perfect = calibrate(GIVEN, forecasts((1.0, 1), (1.0, 1), (0.0, 0)))
    assert (perfect.error, perfect.equal_count_error, perfect.brier.value) == (0, 0, 0)
    assert perfect.area == perfect.least_area


@settings(deadline=None)
@given(FORECASTS, st.integers(1, 15))
def test_the_calibration_error_is_a_share_and_no_less_than_that_of_one_bin(made: list[Forecast], count: int) -> None:
    overall = calibration_error(equal_width_bins(made, 1))
    for bins in (equal_width_bins(made, count), equal_count_bins(made, count)):
        assert sum(part.right.count for part in bins) == len(made)
        assert overall - 1e-9 <= calibration_error(bins) <= 1 + 1e-9


@settings(deadline=None)
@given(FORECASTS, st.randoms(use_true_random=False))
def test_no_figure_depends_on_the_order_of_the_questions(made: list[Forecast], random: Any) -> None:
    shuffled = random.sample(made, len(made))
    one, other = calibrate(ALL, made), calibrate(ALL, shuffled)
    assert (one.error, one.equal_count_error, one.area, one.least_area) == pytest.approx(
        (other.error, other.equal_count_error, other.area, other.least_area)
    )


@settings(deadline=None)
@given(FORECASTS)
def test_the_area_lies_above_its_least_and_the_curve_ends_with_all_wrong_answers(made: list[Forecast]) -> None:
    found = calibrate(GIVEN, made)
    assert 0 <= found.least_area <= found.area + 1e-9 <= 1 + 2e-9
    assert found.curve[-1].coverage == 1
    assert found.curve[-1].risk == pytest.approx(1 - found.right.value)


@settings(deadline=None)
@given(FORECASTS)
def test_asking_all_questions_twice_changes_no_error(made: list[Forecast]) -> None:
    once, twice = equal_width_bins(made), equal_width_bins(made + made)
    assert calibration_error(once) == pytest.approx(calibration_error(twice))


def test_declining_foretells_with_one_less_the_confidence(
    ask_for: Build, cite: Build, answer: Build, documents: dict[str, str]
) -> None:
    questions = [
        ask_for("money", ["12.500"], TOTAL, id="right"),
        ask_for("money", ["9.999"], TOTAL, id="refused"),
        ask_for("unanswerable", [], id="declined", why="general"),
        ask_for("unanswerable", [], id="answered", why="general"),
        ask_for("money", ["12.500"], TOTAL, id="silent"),
        ask_for("money", ["12.500"], TOTAL, id="missing"),
    ]
    given_answer = answer("12.500", [cite(TOTAL)])
    answers = {
        "right": {**given_answer, "confidence": 0.9},
        "refused": {"answered": False, "confidence": 0.25},
        "declined": {"answered": False, "confidence": 0},
        "answered": {**given_answer, "confidence": 0.6},
        "silent": given_answer,
    }
    over_given, over_all = evaluate(questions, answers, documents).calibrations
    assert (over_given.over, over_given.right.count, over_given.silent) == (GIVEN, 2, 1)
    assert (over_given.confidence, over_given.right.value) == pytest.approx((0.75, 0.5))
    assert (over_all.over, over_all.right.count, over_all.silent) == (ALL, 4, 2)
    # 0.9 right, 0.75 that declining was right but it was wrong, 1 right, 0.6 wrong
    assert over_all.confidence == pytest.approx((0.9 + 0.75 + 1 + 0.6) / 4)
    assert over_all.error == pytest.approx((0.1 + 0.75 + 0 + 0.6) / 4)
    line = confidence_line((over_given, over_all))
    assert line == "expected calibration error: 0.350 over given answers (2), 0.363 over all questions (4)"


def test_answers_without_a_confidence_have_no_calibration(
    ask_for: Build, cite: Build, answer: Build, documents: dict[str, str]
) -> None:
    report = evaluate([ask_for("money", ["12.500"], TOTAL)], {"ys-001": answer("12.500", [cite(TOTAL)])}, documents)
    assert report.calibrations == ()
    assert confidence_line(()) == "expected calibration error: no answer states a confidence"
    assert all(len(row) == 1 for row in confidence_rows(()))


@pytest.mark.parametrize("stated", [1.01, -0.1, float("nan"), True, "0.5", [0.5]])
def test_a_confidence_that_is_no_probability_is_an_error(
    ask_for: Build, answer: Build, documents: dict[str, str], stated: object
) -> None:
    with pytest.raises(EvalError, match="answer to ys-001: 'confidence' is not a number from 0 to 1"):
        evaluate([ask_for("money", ["12.500"], TOTAL)], {"ys-001": {**answer("", []), "confidence": stated}}, documents)
