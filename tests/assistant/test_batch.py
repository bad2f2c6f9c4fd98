"""Many questions in one process: ids and history kept, the file of answers whole or not there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.batch import answer_batch
from assistant.types import Answer
from corpus.errors import AssistantError

BUDGET = "Tổng kinh phí thực hiện kế hoạch của Quảng Bình là bao nhiêu?"
Run = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def run(plan_assistant: Assistant, tmp_path: Path) -> Run:
    """Answer the lines of a question file."""

    def answers(lines: str) -> list[dict[str, Any]]:
        questions, output = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
        questions.write_text(lines, encoding="utf-8", newline="")
        count = answer_batch(plan_assistant, questions, output)
        rows = [json.loads(line) for line in output.read_text(encoding="utf-8").split("\n")[:-1]]
        assert len(rows) == count
        return rows

    return answers


def line(identity: str, question: str, **more: object) -> str:
    return json.dumps({"id": identity, "question": question, **more}, ensure_ascii=False) + "\n"


def test_ids_and_order_are_kept(run: Run) -> None:
    rows = run(line("b", BUDGET) + "\n" + line("a", "Hà Giang xây mới bao nhiêu cầu?") + line("b", BUDGET))
    assert [row["id"] for row in rows] == ["b", "a", "b"]
    assert [row["answered"] for row in rows] == [True, False, True]


def test_an_answer_is_that_of_a_single_question(run: Run, ask: Callable[..., Answer]) -> None:
    (row,) = run(line("a", BUDGET))
    assert row["answer"] == ask(BUDGET).text == "48.600 triệu đồng"


def test_history_is_honoured(run: Run) -> None:
    rows = run(
        line("a", "Còn ngân sách tỉnh bố trí bao nhiêu?", history=[BUDGET])
        + line("b", "Thế còn tỉnh Bình Thuận thì sao?", history=[BUDGET])
        + line("c", BUDGET, history=None)
    )
    assert [row["answer"] for row in rows] == ["31.250 triệu đồng", "19.750 triệu đồng", "48.600 triệu đồng"]


def test_further_keys_of_a_question_are_no_matter(run: Run) -> None:
    (row,) = run(line("a", BUDGET, kind="money", answers=["1"]))
    assert row["answered"]


def test_no_questions_are_no_answers(run: Run) -> None:
    assert run("") == []


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_lines_may_end_as_on_windows(run: Run, end: str) -> None:
    assert len(run(line("a", BUDGET).strip() + end + line("b", BUDGET).strip())) == 2


@pytest.mark.parametrize("character", ["\u2028", "\u0085"])
def test_a_line_separator_inside_a_question_does_not_end_the_line(run: Run, character: str) -> None:
    (row,) = run(line("a", BUDGET + character))
    assert row["answered"]


def test_a_byte_order_mark_is_no_matter(run: Run) -> None:
    (row,) = run("\ufeff" + line("a", BUDGET))
    assert row["answered"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("{", "not JSON"),
        ("[]", '"id" and "question"'),
        ('{"id": "a"}', '"id" and "question"'),
        ('{"id": 7, "question": "x"}', '"id" and "question"'),
        ('{"id": "a", "question": null}', '"id" and "question"'),
        ('{"id": "a", "question": "x", "history": "y"}', '"history"'),
        ('{"id": "a", "question": "x", "history": [1]}', '"history"'),
        ('{"id": "a", "question": " "}', "empty"),
    ],
)
def test_a_wrong_line_is_named_and_leaves_no_file(run: Run, tmp_path: Path, wrong: str, message: str) -> None:
    with pytest.raises(AssistantError) as raised:
        run(line("a", BUDGET) + wrong + "\n")
    assert str(raised.value).startswith("questions.jsonl:2: ")
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)
    assert [path.name for path in tmp_path.iterdir()] == ["questions.jsonl"]


def test_earlier_answers_stay_when_a_run_fails(run: Run, tmp_path: Path) -> None:
    run(line("a", BUDGET))
    before = (tmp_path / "answers.jsonl").read_bytes()
    with pytest.raises(AssistantError):
        run("{")
    assert (tmp_path / "answers.jsonl").read_bytes() == before


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_questions_that_cannot_be_read_are_an_error(
    plan_assistant: Assistant, tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "q.jsonl").write_bytes(content)
    with pytest.raises(AssistantError, match="cannot be read"):
        answer_batch(plan_assistant, tmp_path / "q.jsonl", tmp_path / "a.jsonl")
    assert not (tmp_path / "a.jsonl").exists()


@pytest.mark.parametrize("place", ["nowhere/a.jsonl", "folder"])
def test_answers_that_cannot_be_written_are_an_error(plan_assistant: Assistant, tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "q.jsonl").write_text(line("a", BUDGET), encoding="utf-8")
    with pytest.raises(AssistantError, match="cannot be written"):
        answer_batch(plan_assistant, tmp_path / "q.jsonl", tmp_path / place)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "q.jsonl"]
