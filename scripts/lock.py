"""Writes constraints.txt: every distribution that pyproject.toml asks for, directly or in turn, as installed here.

    make lock            or: .venv/bin/python scripts/lock.py [--check]

To change a version: edit its pin in pyproject.toml, empty constraints.txt, `make clean lock` with the oldest Python
that is supported (PYTHON=/usr/bin/python3 on Debian 12), and look at the difference. A distribution that asks for a
newer Python is refused here, before it is refused on somebody's machine.
"""

import argparse
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
OLDEST = "3.11.2"  # Debian 12's
HEAD = """\
# Every distribution in .venv that pyproject.toml asks for, directly or in turn, torch first.
# Made by `make lock`; do not edit.
"""


def wanted(project: dict[str, object]) -> list[Requirement]:
    """The requirements of pyproject.toml's [project] table, those of its extras too."""
    match project:
        case {"dependencies": list(needed), "optional-dependencies": dict(extras)}:
            return [Requirement(line) for line in [*needed, *(line for lines in extras.values() for line in lines)]]
    raise SystemExit("pyproject.toml: [project] lacks dependencies or optional-dependencies; add them")


def installed(requirements: list[Requirement]) -> dict[str, Version]:
    """Name and version of each distribution that is required, directly or in turn, where its marker holds here."""
    found: dict[str, Version] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(requirement, "") for requirement in requirements]
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        try:
            known = distribution(name)
        except PackageNotFoundError:
            raise SystemExit(f"{name} is not installed: run 'make ready', then try again") from None
        pythons = ",".join(known.metadata.get_all("Requires-Python", []))
        if OLDEST not in SpecifierSet(pythons):
            raise SystemExit(f"{name} {known.version} needs Python {pythons}, not {OLDEST}: lock with that Python")
        found[name] = Version(known.version)
        for wanted_extra in ("", *requirement.extras):
            if (name, wanted_extra) not in seen:
                seen.add((name, wanted_extra))
                waiting += [(Requirement(line), wanted_extra) for line in known.requires or ()]
    return found


def lock() -> str:
    """What constraints.txt has to hold."""
    versions = installed(wanted(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]))
    names = sorted(versions, key=lambda name: (name != "torch", name))
    # The public version alone: torch's local one ("+cpu") names the build, which the machine decides.
    return HEAD + "".join(f"{name}=={versions[name].public}\n" for name in names)


def main() -> int:
    """Write the lock, or with --check say whether it is what is installed."""
    parser = argparse.ArgumentParser(description="Lock the versions of what is installed.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the lock is out of date")
    target = ROOT / "constraints.txt"
    if not parser.parse_args().check:
        target.write_text(lock())
    elif target.read_text() != lock():
        print(f"{target.name} is not what is installed: run 'make lock'", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
