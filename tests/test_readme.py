"""The README: its examples do and print what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from plan_assistant import main

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ASKED = re.findall(r'^    \$ \.venv/bin/plan-assistant ask "(.+)"\n    (.+)$', README, re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of the shipped plans where the commands look for it."""
    folder = tmp_path_factory.mktemp("readme")
    assert main(["index", str(ROOT / "corpus/plans"), "--store", str(folder / "store")]) == 0
    return folder


def test_there_are_examples() -> None:
    assert len(ASKED) >= 2


@pytest.mark.parametrize(("question", "answer"), ASKED)
def test_the_answer_in_the_readme_is_the_answer(
    folder: Path, capsys: pytest.CaptureFixture[str], question: str, answer: str
) -> None:
    assert main(["ask", question, "--store", str(folder / "store")]) == 0
    assert capsys.readouterr().out.splitlines()[0] == answer


def test_the_python_example_runs_and_prints_an_answer_with_its_quote(folder: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert re.match(r"11\.565\.000\.000 đồng \['.+\]$", done.stdout)
