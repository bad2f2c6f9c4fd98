from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import AssistantError, EvalError
from eval.baseline import compare, load_baseline, save_baseline
from eval.intervals import mean_of
from eval.questions import Question
from eval.runner import Report, ask_all, evaluate

Build = Callable[..., Any]
TOTAL = "Tổng kinh phí là 12.500 triệu đồng"
SHARE = "85% hồ sơ được giải quyết qua mạng"
BUDGET = "Ngân sách tỉnh bố trí 9.750 triệu đồng"


@pytest.fixture
def questions(ask_for: Build) -> tuple[Question, ...]:
    return (
        ask_for("money", ["12.500"], TOTAL, id="ys-001"),
        ask_for("number", ["85%"], SHARE, id="ys-002", style="lay"),
        ask_for("money", ["9.750"], ("binh-hai-2031", BUDGET), id="bh-001"),
        ask_for("comparison", ["12.500", "9.750"], TOTAL, ("binh-hai-2031", BUDGET), id="ss-001"),
        ask_for("unanswerable", [], id="kh-001", why="general"),
    )


@pytest.fixture
def answers(cite: Build, answer: Build) -> dict[str, Any]:
    """One right, one wrong, one missing, one comparison with one of its values, one answered that should not be."""
    return {
        "ys-001": {**answer("12.500", [cite(TOTAL)]), "seconds": 0.4},
        "ys-002": {**answer("12.500", [cite(TOTAL)]), "seconds": 0.1},
        "ss-001": {**answer("12.500", [cite(TOTAL), cite(BUDGET, "binh-hai-2031")]), "seconds": 0.3},
        "kh-001": {**answer("12.500", [cite(TOTAL)]), "seconds": 0.2},
        "xx-999": answer("hỏi gì?", []),
    }


@pytest.fixture
def report(questions: tuple[Question, ...], answers: dict[str, Any], documents: dict[str, str]) -> Report:
    return evaluate(questions, answers, documents)


def test_a_missing_answer_stays_in_every_mean(report: Report) -> None:
    every = report.group("all", "all")
    worth = {mean.measure: (mean.value, mean.count) for mean in every.means}
    assert every.count == 5
    assert worth["correct"] == (2 / 4, 4)  # of the four that can be answered: ys-001 and ss-001
    assert worth["short"] == (1 / 4, 4)
    assert worth["recall@1"] == (1 / 4, 4)
    assert worth["recall@5"] == (2 / 4, 4)
    assert worth["refused"] == (1 / 4, 4)
    assert worth["declined"] == (0, 1)
    assert worth["missing"] == (1 / 5, 5)
    assert worth["verbatim"] == worth["supported"] == (1, 5)


def test_groups_are_by_kind_style_and_document(report: Report) -> None:
    assert [(group.by, group.name, group.count) for group in report.groups] == [
        ("all", "all", 5),
        *[("kind", "comparison", 1), ("kind", "money", 2), ("kind", "number", 1), ("kind", "unanswerable", 1)],
        *[("style", "formal", 4), ("style", "lay", 1)],
        *[("document", "binh-hai-2031", 2), ("document", "yen-son-2031", 3)],
    ]
    money = report.group("kind", "money").mean("correct")
    assert money is not None
    assert (money.value, money.count) == (0.5, 2)
    assert report.group("kind", "unanswerable").mean("correct") is None
    with pytest.raises(KeyError):
        report.group("kind", "definition")


def test_times_are_the_middle_and_the_95th_of_those_that_are_known(report: Report) -> None:
    every = report.group("all", "all")
    assert (every.p50, every.p95) == (0.3, 0.4)  # of 0.1, 0.2, 0.3, 0.4: the entries 2 and 3, counted from 0
    only_missing = [verdict for verdict in report.verdicts if verdict.question.id == "bh-001"]
    assert only_missing[0].seconds is None


def test_misses_are_listed_in_the_order_of_the_questions(report: Report) -> None:
    assert [(miss.question.id, miss.miss) for miss in report.misses] == [
        ("ys-002", "first citation is beside the evidence"),
        ("bh-001", "no answer"),
        ("kh-001", "should decline: general"),
    ]


def test_asking_gives_question_and_history_and_times_it(ask_for: Build, answer: Build) -> None:
    asked = []

    def ask(question: str, history: Sequence[str]) -> dict[str, Any]:
        asked.append((question, tuple(history)))
        return {**answer("12.500", []), "seconds": 99.0}

    follow_up = ask_for("conversation", ["12.500"], TOTAL, question="Còn Yên Sơn?", history=("Kinh phí Bình Hải?",))
    given = ask_all([follow_up], ask)["ys-001"]
    assert asked == [("Còn Yên Sơn?", ("Kinh phí Bình Hải?",))]
    assert (given["id"], given["question"], given["answer"]) == ("ys-001", "Còn Yên Sơn?", "12.500")
    assert 0 <= given["seconds"] < 1


def test_a_question_that_cannot_be_handled_is_missing_and_the_rest_is_asked(
    questions: tuple[Question, ...], answers: dict[str, Any], documents: dict[str, str]
) -> None:
    given = iter(answers.values())

    def ask(question: str, history: Sequence[str]) -> Any:
        answer = next(given)
        if answer is answers["ys-002"]:
            raise AssistantError("the question is too long; shorten it")
        return answer

    asked = ask_all(questions, ask)
    assert asked["ys-002"]["reason"] == "the question is too long; shorten it"
    assert [verdict.value("missing") for verdict in evaluate(questions, asked, documents).verdicts] == [0, 1, 0, 0, 0]


def test_any_other_error_of_the_assistant_ends_the_run(questions: tuple[Question, ...]) -> None:
    def ask(question: str, history: Sequence[str]) -> Any:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask_all(questions, ask)


def test_an_interval_is_worked_out_from_resampled_means() -> None:
    mean = mean_of("correct", [1.0] * 70 + [0.0] * 30)
    assert (mean.measure, mean.value, mean.count) == ("correct", 0.7, 100)
    # the standard error of a share of 0.7 over 100 is 0.0458; 1.96 of it to each side, to within the resampling
    assert mean.low == pytest.approx(0.61, abs=0.015)
    assert mean.high == pytest.approx(0.79, abs=0.015)
    assert mean_of("correct", [1.0] * 70 + [0.0] * 30) == mean


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=30))
def test_an_interval_lies_between_the_least_and_the_greatest_value(values: list[float]) -> None:
    mean = mean_of("correct", values)
    assert min(values) - 1e-9 <= mean.low <= mean.high <= max(values) + 1e-9


def test_a_saved_baseline_compares_with_itself_as_unchanged(report: Report, tmp_path: Path) -> None:
    save_baseline(report, tmp_path / "baseline.json")
    same = compare(report, load_baseline(tmp_path / "baseline.json"))
    assert {(mean.value, mean.low, mean.high) for mean in same.means} == {(0, 0, 0)}
    assert (same.newly_right, same.newly_wrong, same.added, same.gone) == ((), (), (), ())
    assert [path.name for path in tmp_path.iterdir()] == ["baseline.json"]


def test_a_baseline_shows_what_became_right_and_wrong(
    questions: tuple[Question, ...],
    answers: dict[str, Any],
    documents: dict[str, str],
    report: Report,
    tmp_path: Path,
) -> None:
    save_baseline(report, tmp_path / "baseline.json")
    later = {**answers, "kh-001": {"answered": False}, "bh-001": answers["ys-001"]}
    del later["ys-001"]
    change = compare(evaluate(questions, later, documents), load_baseline(tmp_path / "baseline.json"))
    assert (change.newly_right, change.newly_wrong) == (("kh-001",), ("ys-001",))
    means = {mean.measure: (mean.value, mean.count) for mean in change.means}
    assert means["correct"] == (-1 / 4, 4)
    assert means["declined"] == (1, 1)
    assert means["missing"] == (0, 5)


def test_only_questions_of_both_are_compared(
    questions: tuple[Question, ...], answers: dict[str, Any], documents: dict[str, str], tmp_path: Path
) -> None:
    save_baseline(evaluate(questions[:3], answers, documents), tmp_path / "baseline.json")
    change = compare(evaluate(questions[1:], answers, documents), load_baseline(tmp_path / "baseline.json"))
    assert (change.added, change.gone) == (("ss-001", "kh-001"), ("ys-001",))
    assert {mean.count for mean in change.means} == {2}


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, "cannot be read"),
        (b"\xff", "is not JSON"),
        (b"[]", "is not a baseline of version 1"),
        (b'{"version": 2, "questions": {}}', "is not a baseline of version 1"),
        (b'{"version": 1}', "is a damaged baseline"),
        (b'{"version": 1, "questions": {"ys-001": {"metrics": {}}}}', "is a damaged baseline"),
    ],
)
def test_what_is_no_baseline_is_refused(tmp_path: Path, content: bytes | None, what: str) -> None:
    path = tmp_path / "baseline.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(EvalError, match=what):
        load_baseline(path)


def test_a_baseline_that_cannot_be_written_is_an_error(report: Report, tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="the baseline cannot be written"):
        save_baseline(report, tmp_path / "nowhere" / "baseline.json")
