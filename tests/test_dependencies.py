"""What the program does to the machine it runs on: measured with an audit hook, not believed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
WATCHED = """
    import json, os, sys

    seen = {"network": [], "processes": [], "written": []}

    def watch(event, arguments):
        if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
            seen["network"].append(event)
        elif event in ("subprocess.Popen", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.system"):
            seen["processes"].append(event)
        elif event == "open" and isinstance(arguments[0], (str, bytes)) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
            seen["written"].append(os.fsdecode(arguments[0]))

    sys.addaudithook(watch)
    sys.dont_write_bytecode = True
    from plan_assistant import main
    codes = [main(command) for command in json.loads(sys.argv[1])]
    print(json.dumps({"codes": codes, **seen}))
"""


def test_indexing_and_asking_open_no_connection_start_no_process_and_write_in_the_store_only(tmp_path: Path) -> None:
    store = ["--store", str(tmp_path / "store")]
    commands = [
        ["index", str(ROOT / "corpus" / "plans"), *store],
        ["ask", "Tổng kinh phí của Cà Mau năm 2014 là bao nhiêu?", *store],
        ["commitments", "--province", "Cà Mau", *store],
        ["verify", *store],
        ["documents", "remove", "ca-mau-2014", *store],
    ]
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(WATCHED), json.dumps(commands)],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["codes"] == [0] * len(commands)
    assert seen["network"] == seen["processes"] == []
    assert [path for path in seen["written"] if not path.startswith((str(tmp_path), "/dev/"))] == []


def test_every_dependency_is_told_of_with_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    needed = [Requirement(line).name for line in tomllib.loads(text)["project"]["dependencies"]]
    said = dict(re.findall(r'^    "([\w.-]+)==[\w.]+", *# (.+)$', text, re.MULTILINE))
    told = dict(re.findall(r"^\| ([\w.-]+) \| (.+?) \| (?:could|-) \|", PAGE, re.MULTILINE))
    assert told == {name: said[name] for name in needed}


@pytest.mark.parametrize("name", ["pypdf", "lxml", "python-docx", "pdfplumber"])
def test_parsers_are_told_of_as_reading_what_strangers_wrote(name: str) -> None:
    assert name in PAGE.partition("The parsers")[2].partition("They are kept")[0]
