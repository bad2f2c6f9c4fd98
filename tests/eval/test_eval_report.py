from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from corpus.errors import EvalError
from eval.baseline import compare, load_baseline, save_baseline
from eval.markdown import render_markdown
from eval.report import FILES, render_table, write_report
from eval.runner import Report, evaluate

Build = Callable[..., Any]
TOTAL = "Tổng kinh phí là 12.500 triệu đồng"


@pytest.fixture
def report(ask_for: Build, cite: Build, answer: Build, documents: dict[str, str]) -> Report:
    """One right, one with a figure of its own and an altered quote, one missing, one refused with a reason."""
    questions = (
        ask_for("money", ["12.500"], TOTAL, id="ys-001"),
        ask_for("money", ["85% | *hồ sơ*"], TOTAL, id="ys-002", question="Kinh phí\n# bao nhiêu <b>?", style="lay"),
        ask_for("unanswerable", [], id="kh-001", why="general"),
        ask_for("conversation", ["12.500"], TOTAL, id="ys-003", history=("Về Yên Sơn",)),
    )
    altered = {**cite(TOTAL), "quote": "```\nTổng kinh phí là 77 | đồng"}
    answers = {
        "ys-001": answer("12.500", [cite(TOTAL)]),
        "ys-002": answer("khoảng 99 đồng", [altered]),
        "ys-003": {"id": "ys-003", "answered": False, "reason": "không đủ căn cứ", "seconds": 0.03},
    }
    return evaluate(questions, answers, documents)


def test_the_table_has_a_line_for_each_group_and_the_bounds_of_all(report: Report) -> None:
    lines = render_table(report).split("\n")
    assert [line.split("  ")[0] for line in lines[1:4]] == ["all", "", ""]
    assert [line.split()[0] for line in lines[2:4]] == ["from", "to"]
    assert len(lines) == 1 + 3 + 3 + 2 + 1  # head, all, kinds, styles, one document
    head, every = lines[0].split(), lines[1].split()
    row = dict(zip(head[:-4], every[1:], strict=False))
    assert (row["n"], row["correct"], row["refused"], row["verbatim"], row["missing"]) == (
        "4",
        "33.3",
        "33.3",
        "75.0",
        "25.0",
    )
    assert every[-2:] == ["20.0", "30.0"]
    assert len({len(line) for line in lines[:2]}) == 1


def test_the_markdown_is_well_formed_and_names_every_miss(report: Report) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(render_markdown(report))
    headings = [tokens[i + 1].content for i, token in enumerate(tokens) if token.type == "heading_open"]
    assert headings == [
        "Evaluation",
        *["All questions", "By kind", "By style", "By document", "Confidence", "Misses"],
        "ys-002: the answer is not in what is cited",
        "kh-001: no answer",
        "ys-003: refused",
        *["Quotes that are not verbatim", "Figures that stand in no quote"],
    ]
    assert sum(token.type == "table_open" for token in tokens) == 4
    fences = [token.content for token in tokens if token.type == "fence"]
    assert fences == [f"{TOTAL}\n", "```\nTổng kinh phí là 77 | đồng\n", f"{TOTAL}\n"]
    shown = MarkdownIt("commonmark").render(render_markdown(report))
    for text in (
        "Question: Kinh phí # bao nhiêu &lt;b&gt;?",
        "Expected: 85% | *hồ sơ*",
        "Expected: to be declined (general)",
        "Earlier turn: Về Yên Sơn",
        "Given: khoảng 99 đồng",
        "Given: declined: không đủ căn cứ",
        "Given: nothing",
        "Evidence, yen-son-2031, I. Mục tiêu:",
        "Quoted, yen-son-2031.md [",
        "ys-002: 99",
    ):
        assert text in shown


def test_the_markdown_gives_intervals_and_the_difference_to_a_baseline(report: Report, tmp_path: Path) -> None:
    save_baseline(report, tmp_path / "baseline.json")
    plain = render_markdown(report)
    compared = render_markdown(report, compare(report, load_baseline(tmp_path / "baseline.json")))
    assert "33.3 (0.0 to 100.0)" in plain
    assert "## Difference" not in plain
    assert "| correct | +0.0 | +0.0 to +0.0 | 3 |" in compared
    assert "- Newly wrong (0): none" in compared


def test_a_report_folder_holds_figures_and_answers(report: Report, tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "first"
    write_report(report, folder)
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    assert (folder / "report.md").read_text(encoding="utf-8") == render_markdown(report)
    record = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert [question["right"] for question in record["questions"]] == [True, False, False, False]
    assert record["questions"][0]["metrics"]["correct"] == 1
    assert record["questions"][1]["question"]["evidence"][0]["quote"] == TOTAL
    assert record["groups"][0]["name"] == "all"
    assert (record["calibrations"], record["questions"][0]["confidence"]) == ([], None)
    assert record["difference"] is None


def test_the_answers_of_a_report_score_the_same_again(
    report: Report, documents: dict[str, str], tmp_path: Path
) -> None:
    write_report(report, tmp_path)
    lines = (tmp_path / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    answers = {answer["id"]: answer for answer in map(json.loads, lines)}
    again = evaluate([verdict.question for verdict in report.verdicts], answers, documents)
    assert again.groups == report.groups
    assert [verdict.miss for verdict in again.verdicts] == [verdict.miss for verdict in report.verdicts]


def test_a_report_that_cannot_be_written_is_an_error(report: Report, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EvalError, match="the report cannot be written"):
        write_report(report, tmp_path / "file")
