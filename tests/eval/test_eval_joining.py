"""Joining: the weights are fitted on other provinces than they are measured on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.assistant import Assistant
from eval.joining import NAMES, Case, cases_of, fit, left_out, recalls, table
from eval.questions import Question, load_question_sets
from index.indexing import find_files, index_files
from index.store import Store

ROOT = Path(__file__).parents[2]
ALL = np.ones(len(NAMES), dtype=bool)


def case(group: str, *units: tuple[dict[str, float], int, bool], style: str = "lay") -> Case:
    """A case of units, each with its signals, its passage and whether it is right."""
    signals = np.array([[told.get(name, 0.0) for name in NAMES] for told, _, _ in units])
    question = Question("q", "?", "fact", (group,), (), (), style)
    passages, right = np.array([p for _, p, _ in units]), np.array([r for _, _, r in units])
    return Case(question, group, signals, passages, right)


def test_a_signal_that_tells_right_from_wrong_gains_weight_and_one_that_misleads_loses_it() -> None:
    cases = [case("A", ({"meaning": 0.6, "own": 0.2}, 1, True), ({"own": 0.5}, 2, False))] * 5
    weights = dict(zip(NAMES, fit(cases, ALL), strict=True))
    assert weights["meaning"] > 0.6
    assert weights["own"] < 0.9
    assert min(weights.values()) >= 0


def test_a_signal_that_is_not_used_has_no_weight() -> None:
    cases = [case("A", ({"meaning": 0.6, "own": 0.6}, 1, True), ({"own": 0.5}, 2, False))]
    weights = fit(cases, np.array([name == "own" for name in NAMES]))
    assert [name for name, weight in zip(NAMES, weights, strict=True) if weight] == ["own"]


def test_recall_counts_passages_by_their_best_units() -> None:
    units = [({"own": 0.9}, 1, False), ({"own": 0.8}, 1, False), ({"own": 0.7}, 2, True)]
    only_own = np.array([float(name == "own") for name in NAMES])
    assert recalls(case("A", *units), only_own) == [0.0, 1.0, 1.0]


def test_a_province_is_measured_with_weights_of_the_others_alone() -> None:
    words = case("A", ({"own": 0.5}, 1, True), ({"meaning": 0.9}, 2, False))
    meaning = case("B", ({"meaning": 0.5}, 1, True), ({"own": 0.4}, 2, False))
    found = left_out([words] * 4 + [meaning] * 4, ALL)
    assert found[:, 0].tolist() == [0.0] * 8  # each misleads the other
    for seen in (words, meaning):
        assert recalls(seen, fit([seen] * 4, ALL))[0] == 1.0


def test_the_table_has_a_line_for_each_set_of_signals_and_a_column_for_each_group() -> None:
    cases = [case("A", ({}, 1, True)), case("B", ({}, 1, True), style="typo")]
    lines = {"all": np.array([[1.0, 1, 1], [0, 0, 1]])}
    assert table(cases, lines, lambda c: c.group).splitlines() == [
        "| | all (2) | A (1) | B (1) |",
        "|---|---|---|---|",
        "| all | 50.0/50.0/100.0 | 100.0/100.0/100.0 | 0.0/0.0/100.0 |",
    ]


@pytest.fixture(scope="session")
def shipped_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("joining") / "store"
    with Store.create_or_open(folder) as store:
        index_files(store, find_files([ROOT / "corpus/plans"]))
    return folder


def test_our_questions_become_cases_with_their_right_units(shipped_store: Path) -> None:
    questions = load_question_sets([ROOT / "eval/questions/phu-tho-2014.jsonl"])
    with Assistant.open(shipped_store) as assistant:
        cases = list(cases_of(assistant, questions))
    assert {c.group for c in cases} == {"Phú Thọ"}
    assert len(cases) == sum(q.answerable for q in questions)
    assert all(c.right.any() for c in cases)


def test_the_command_prints_the_tables_and_the_weights(shipped_store: Path) -> None:
    files = [str(ROOT / f"eval/questions/{name}.jsonl") for name in ("phu-tho-2014", "ca-mau-2014")]
    done = subprocess.run(
        [sys.executable, "-m", "eval.joining", "--set", str(shipped_store), *files],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert [line.split(":")[0] for line in lines[-len(NAMES) :]] == list(NAMES)
    assert any(line.startswith("| + encoder, units | ") for line in lines)
    assert any("Cà Mau (" in line and "Phú Thọ (" in line for line in lines)
