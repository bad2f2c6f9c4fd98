from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import pytest

from corpus.errors import EvalError
from eval.command import add_arguments, main, run
from eval.runner import Ask

TEXT = "Tổng kinh phí là 12.500 triệu đồng. Có 128 điểm phục vụ.\n"
DOCUMENTS = {"yen-son-2031": TEXT}


def question_set(folder: Path, *quotes: str) -> Path:
    lines = [
        {
            **{
                "id": f"ys-{i:03}",
                "question": "Bao nhiêu?",
                "kind": "money",
                "docs": ["yen-son-2031"],
                "style": "formal",
            },
            **{"answers": ["12.500"], "evidence": [{"doc": "yen-son-2031", "quote": quote, "section": ""}]},
        }
        for i, quote in enumerate(quotes)
    ]
    path = folder / "bo.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


def right(question: str, history: Sequence[str]) -> Mapping[str, Any]:
    hit = {"source": "yen-son-2031.pdf", "start": 0, "end": 34, "quote": TEXT[:34]}
    return {"answered": True, "answer": "12.500 triệu đồng", "citations": [hit], "passages": [hit]}


def declining(question: str, history: Sequence[str]) -> Mapping[str, Any]:
    return {"answered": False, "answer": "", "citations": [], "passages": []}


def parsed(*arguments: object) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args([str(argument) for argument in arguments])


def opened(ask: Ask) -> Any:
    return lambda: (ask, DOCUMENTS)


def test_the_command_prints_figures_and_writes_report_and_baseline(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions, baseline = question_set(tmp_path, "Tổng kinh phí", "12.500 triệu"), tmp_path / "baseline.json"
    assert main(parsed(questions, "--save-baseline", baseline), opened(declining)) == 0
    assert "0 of 2 questions are right" in capsys.readouterr().out
    folder = tmp_path / "report"
    assert main(parsed(questions, "--baseline", baseline, "--report", folder), opened(right)) == 0
    shown = capsys.readouterr().out
    assert "2 of 2 questions are right" in shown
    assert "correct +100.0" in shown
    assert "newly right (2): ys-000, ys-001" in shown
    assert "newly wrong (0): none" in shown
    assert (folder / "report.md").is_file()


def test_an_open_assistant_is_evaluated_by_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([question_set(tmp_path, "Tổng kinh phí")], right, DOCUMENTS, tmp_path / "report") == 0
    assert "1 of 1 questions are right" in capsys.readouterr().out


def test_a_quote_that_stands_twice_is_warned_of_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run([question_set(tmp_path, "T", "đ")], right, DOCUMENTS)
    assert capsys.readouterr().err == (
        "warning: ys-001: the quote 'đ' stands 2 times in 'yen-son-2031'; make it longer\n"
    )


def test_question_sets_and_baseline_are_checked_before_the_assistant_is_opened(tmp_path: Path) -> None:
    def unopened() -> NoReturn:
        raise AssertionError

    broken = tmp_path / "broken.jsonl"
    broken.write_text("{")
    with pytest.raises(EvalError, match="is not JSON"):
        main(parsed(broken), unopened)
    with pytest.raises(EvalError, match="is not JSON"):
        main(parsed(question_set(tmp_path, "Tổng"), "--baseline", broken), unopened)


def test_evidence_is_checked_before_anything_is_asked(tmp_path: Path) -> None:
    def unasked(question: str, history: Sequence[str]) -> NoReturn:
        raise AssertionError

    with pytest.raises(EvalError, match="'Tổng chi' is not in 'yen-son-2031'"):
        run([question_set(tmp_path, "Tổng kinh phí", "Tổng chi")], unasked, DOCUMENTS)
