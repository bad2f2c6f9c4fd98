"""Fitting the confidence: a sign that tells gets weight, and no plan is judged by weights that have seen it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.signs import Signs
from eval.calibrating import Case, fit, judged, left_out, levelled, line
from eval.questions import Question

NONE = Signs(*[0.0] * len(Signs._fields))


def case(
    number: int, coverage: float, *, right: bool, group: str = "a", kind: str = "count", kind_sign: float = 0.0
) -> Case:
    question = Question(f"q-{number}", "Bao nhiêu?", kind, (group,), ("1",), (), "formal")
    return Case(question, group, True, right, NONE._replace(coverage=coverage, kind=kind_sign))


def telling(group: str, start: int = 0, *, turned: bool = False) -> list[Case]:
    """Twenty cases of which those with much coverage are right, but for two; or the other way round."""
    made = []
    for number in range(20):
        much = number % 2 == 0
        right = much if number > 1 else not much
        made.append(case(start + number, 0.9 if much else 0.1, right=right != turned, group=group))
    return made


def test_a_sign_that_tells_gets_a_positive_weight_and_one_that_never_changes_none() -> None:
    fitted = fit(telling("a"))
    weights = dict(zip(Signs._fields, fitted.weights, strict=True))
    assert weights["coverage"] > 1
    assert all(abs(weight) < 1e-6 for name, weight in weights.items() if name != "coverage")
    turned = fit(telling("a", turned=True))
    assert turned.weights[0] == pytest.approx(-fitted.weights[0])


def test_a_sign_that_stands_by_right_and_wrong_alike_gets_no_weight() -> None:
    cases = [case(n, 0.5, right=n % 2 == 0, kind_sign=float(n % 4 < 2)) for n in range(20)]
    assert fit(cases).weights == pytest.approx(np.zeros(len(Signs._fields)), abs=1e-6)


def test_likelihoods_follow_what_was_seen() -> None:
    cases = telling("a")
    much, little = fit(cases).likelihoods(cases[:2])
    assert 0.8 < much < 0.95  # nine of ten were right
    assert 0.05 < little < 0.2


def test_a_plan_is_judged_by_weights_of_the_others_alone() -> None:
    usual, turned = telling("a"), telling("b", start=20, turned=True)
    found = left_out([*usual, *turned], fit)
    by_b, by_a = fit(turned).by_id(usual), fit(usual).by_id(turned)
    assert found == {**by_b, **by_a}
    assert found["q-2"] < 0.5 < found["q-3"]  # of plan a, as plan b has it


def test_what_rules_decided_is_not_judged() -> None:
    by_rule = Case(telling("a")[0].question, "a", True, True, None)
    declined = Case(telling("a")[0].question, "a", False, False, NONE)
    kept = telling("a", start=50)
    assert judged([by_rule, declined, *kept]) == kept
    assert fit([by_rule, *kept]).by_id([by_rule]) == {}


def test_unanswerable_questions_weigh_less_where_there_are_too_many() -> None:
    answerable = [case(n, 0.5, right=True) for n in range(10)]
    closed = [case(10 + n, 0.5, right=False, kind="unanswerable") for n in range(10)]
    wrong = [case(10 + n, 0.5, right=False) for n in range(10)]
    few = fit([*answerable, *closed]).likelihoods(answerable[:1])[0]
    assert few == pytest.approx(5 / 6, abs=0.01)  # one in six of all, however many were asked
    assert fit([*answerable, *wrong]).likelihoods(answerable[:1])[0] == pytest.approx(0.5)


def test_the_table_tells_what_each_threshold_declines_and_refuses() -> None:
    every = [case(0, 0.9, right=True), case(1, 0.1, right=False), case(2, 0.1, right=False, kind="unanswerable")]
    head, *rows = line("set", every, {"q-0": 0.9, "q-1": 0.47, "q-2": 0.42})
    assert head.startswith("set: 3 of 3 judged")
    assert rows[0].split(": ")[1] == "declined 0.0%, refused 0.0%, correct 50.0%"
    marked = next(row for row in rows if row.endswith("<"))
    assert "from 0.45: declined 100.0%, refused 0.0%, correct 50.0%" in marked
    assert "from 0.50: declined 100.0%, refused 50.0%, correct 50.0%" in rows[3]


def test_the_level_makes_the_mean_likelihood_the_share_that_is_right() -> None:
    cases = telling("a")
    low = replace(fit(cases), bias=-4.0)
    told = levelled(low, cases)
    assert told.likelihoods(cases).mean() == pytest.approx(np.mean([c.right for c in cases]), abs=1e-6)
    assert told.weights is low.weights
