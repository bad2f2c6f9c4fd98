"""Writes the table of docs/dependencies.md: each distribution that the program needs, and what its code could do.

    .venv/bin/python scripts/dependencies.py [--check]

What it could do is what the modules that it imports allow; what it does here is measured by tests/test_dependencies.py.
"""

import argparse
import re
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "dependencies.md"
HEAD = "| distribution | what for | network | processes | native code |\n|---|---|---|---|---|\n"
_BEGIN, _END = "<!-- made by scripts/dependencies.py -->\n", "<!-- end -->\n"
_PIN = re.compile(r'^    "([\w.-]+)==[\w.]+", *# (.+)$', re.MULTILINE)
_NETWORK = "socket|ssl|http|urllib\\.request|urllib3|requests|httpx|aiohttp|websockets|ftplib|smtplib|anyio|uvicorn"
_PROCESSES = "subprocess|multiprocessing|pty"
_IMPORTS = re.compile(rf"^\s*(?:import|from)\s+(?:(?P<network>{_NETWORK})|(?P<processes>{_PROCESSES}))\b", re.MULTILINE)


def reasons() -> dict[str, str]:
    """What the program needs, by name, with the reason that stands beside its pin."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    needed = [Requirement(line).name for line in tomllib.loads(text)["project"]["dependencies"]]
    said = dict(_PIN.findall(text))
    return {name: said[name] for name in needed}


def abilities(name: str) -> tuple[bool, bool, bool]:
    """Whether the installed code imports what opens connections, or starts processes; whether some of it is native."""
    network = processes = native = False
    for file in distribution(name).files or ():
        if file.suffix == ".so" or ".so." in file.name:
            native = True
        elif file.suffix == ".py" and "test" not in file.as_posix():
            for found in _IMPORTS.finditer(Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")):
                network, processes = network or bool(found["network"]), processes or bool(found["processes"])
    return network, processes, native


def table() -> str:
    """The table as it has to be."""
    rows = []
    for name, reason in reasons().items():
        could = " | ".join("could" if one else "-" for one in abilities(name)[:2])
        rows.append(f"| {name} | {reason} | {could} | {'yes' if abilities(name)[2] else '-'} |\n")
    return HEAD + "".join(rows)


def main() -> int:
    """Write the table, or with --check say whether it is up to date."""
    parser = argparse.ArgumentParser(description="Tell what each dependency could do.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the table is out of date")
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    made = before + _BEGIN + table() + _END + rest.partition(_END)[2]
    if not parser.parse_args().check:
        PAGE.write_text(made, encoding="utf-8")
    elif made != text:
        print("docs/dependencies.md is out of date: run scripts/dependencies.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
