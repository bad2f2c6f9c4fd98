"""Setting up: pins and lock, what is shipped, the Makefile, and what is said when something is missing."""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import setuptools  # type: ignore[import-untyped]
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
OWN = {"corpus", "index", "assistant", "eval", "bench", "tests", "plan_assistant"}
TOOLS = {"import-linter", "mypy", "pre-commit", "pytest-xdist", "ruff", "types-lxml", "types-tqdm"}  # used without being imported
DEVELOPERS = ("tests", "scripts", "bench", "corpus/restating")
PEERS = "bench/peer/"  # what is measured beside us lives in environments of its own, pinned there


def settings() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def requirements() -> tuple[dict[str, Requirement], dict[str, Requirement]]:
    """What the program needs, in its extras too, and what only developers need, by name."""
    project = settings()["project"]
    extras = project["optional-dependencies"]
    lists = ([*project["dependencies"], *extras["milvus"], *extras["dask"]], extras["test"])
    needed, tools = ({r.name: r for r in map(Requirement, lines)} for lines in lists)
    return needed, tools


@cache
def imports() -> tuple[set[str], set[str]]:
    """The distributions that the program imports, and those that developers' code does."""
    distributions = importlib.metadata.packages_distributions()
    program: set[str] = set()
    developers: set[str] = set()
    for path in ROOT.rglob("*.py"):
        inside = path.relative_to(ROOT).as_posix()
        if inside.startswith((".", "build/", "store", PEERS)):
            continue
        found = developers if inside.startswith(DEVELOPERS) else program
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in {name.partition(".")[0] for name in names} - OWN - sys.stdlib_module_names:
                found.update(map(canonicalize_name, distributions.get(name, [name])))
    return program, developers


def test_every_pin_is_exact_and_says_why_it_is_there() -> None:
    needed, tools = requirements()
    assert all(str(r.specifier).startswith("==") for r in (*needed.values(), *tools.values()))
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert len(re.findall(r'^    "[\w.-]+==[\w.]+", *# \w.+$', text, re.MULTILINE)) == len(needed) + len(tools)


@pytest.mark.parametrize("peer", sorted((ROOT / PEERS).glob("*.txt")), ids=lambda path: path.stem)
def test_every_pin_of_a_peer_is_exact_and_torch_comes_first(peer: Path) -> None:
    lines = [line for line in peer.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert all(str(Requirement(line).specifier).startswith("==") for line in lines)
    assert not any(line.startswith("torch==") for line in lines[1:])


def test_torch_comes_first() -> None:
    assert next(iter(requirements()[0])) == "torch"
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    assert lines[0].startswith("torch==")


def test_every_pin_is_used() -> None:
    program, developers = imports()
    needed, tools = requirements()
    assert set(needed) - program == set()
    assert set(tools) - TOOLS - developers == set()


def test_everything_imported_is_pinned() -> None:
    program, developers = imports()
    needed, tools = requirements()
    assert program - set(needed) == set()
    assert developers - set(needed) - set(tools) - {"setuptools"} == set()  # build-system.requires pins that one


def test_the_lock_is_what_is_installed() -> None:
    check = run(sys.executable, "scripts/lock.py", "--check")
    assert (check.returncode, check.stderr) == (0, "")


def test_every_file_that_a_package_reads_is_shipped() -> None:
    configured = settings()["tool"]["setuptools"]
    find = configured["packages"]["find"]
    packages = setuptools.find_packages(str(ROOT), exclude=find["exclude"], include=find["include"])
    patterns = {name: globs for name, globs in configured["package-data"].items() if name != "*"}
    assert set(patterns) <= set(packages)
    shipped = {
        path for name, globs in patterns.items() for g in globs for path in (ROOT / name.replace(".", "/")).glob(g)
    }
    shipping = OWN - {"bench", "tests"}
    held = {
        path for layer in shipping for path in (ROOT / layer).rglob("*") if path.is_file() and path.suffix != ".pyc"
    }
    making = {p for p in held if any(p.is_relative_to(ROOT / part) for part in ("corpus/restating", "index/training"))}
    code = {path for path in held if path.suffix == ".py" and ".".join(path.parent.relative_to(ROOT).parts) in packages}
    assert {str(path.relative_to(ROOT)) for path in held - shipped - making - code} == set()


def test_the_command_is_there() -> None:
    (command,) = importlib.metadata.entry_points(group="console_scripts", name="plan-assistant")
    assert command.value == "plan_assistant:main"
    assert callable(command.load())


def test_commit_hooks_download_nothing() -> None:
    text = (ROOT / ".pre-commit-config.yaml").read_text()
    assert re.findall(r"- repo: (\S+)", text) == ["local"]
    assert all(entry.startswith(".venv/bin/") for entry in re.findall(r"entry: (\S+)", text))


def run(*command: str, path: str | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": path or os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **variables}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def one_line(text: str) -> str:
    (line,) = text.splitlines()
    return line


def test_make_help_tells_of_every_target() -> None:
    text = (ROOT / "Makefile").read_text()
    (phony,) = re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    told = re.findall(r"^make (\w+)", run("make", "--no-print-directory").stdout, re.MULTILINE)
    assert told == phony.split()


def test_the_folder_of_shipped_plans_holds_the_five_and_nothing_else() -> None:
    planned = run("make", "--dry-run", "index", "STORE=/tmp/a store").stdout
    assert "index corpus/plans --store" in planned
    shipped = sorted(path.suffix for path in (ROOT / "corpus/plans").rglob("*"))
    assert shipped == [".docx", ".html", ".md", ".pdf", ".pdf"]
    assert '--store "/tmp/a store"' in planned


@pytest.mark.parametrize("script", ["scripts/find_python.sh", ".ci/run"])
def test_a_script_can_be_run(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    assert run("bash", "-n", script).stderr == ""


def a_python(folder: Path, name: str, body: str) -> None:
    """A stand-in for an interpreter of the system: `body` decides with $2, the program, what -c does."""
    program = folder / name
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)


def find_python(path: Path) -> subprocess.CompletedProcess[str]:
    return run("/bin/sh", "scripts/find_python.sh", path=str(path))


def test_a_python_that_can_make_an_environment_is_found(tmp_path: Path) -> None:
    (tmp_path / "python3.12").symlink_to(Path(sys.base_prefix) / "bin/python3")
    a_python(tmp_path, "python3.11", "exit 127")  # as pyenv's, for a version that is not chosen
    found = find_python(tmp_path)
    assert (found.returncode, found.stdout, found.stderr) == (0, "python3.12\n", "")


def test_no_python_is_told_in_one_line(tmp_path: Path) -> None:
    found = find_python(tmp_path)
    assert found.returncode == 1
    assert one_line(found.stderr).startswith("Python was not found: install 3.11 or newer")


def test_an_old_python_is_told_in_one_line(tmp_path: Path) -> None:
    a_python(tmp_path, "python3", 'if [ "$1" = --version ]; then echo Python 3.9.2; else exit 1; fi')
    found = find_python(tmp_path)
    assert found.returncode == 1
    assert one_line(found.stderr).startswith("Python 3.9.2 is too old: install Python 3.11 or newer")


def test_a_missing_venv_module_is_told_in_one_line(tmp_path: Path) -> None:
    a_python(tmp_path, "python3", "case $2 in *venv*) exit 1 ;; *) exit 0 ;; esac")
    found = find_python(tmp_path)
    assert found.returncode == 1
    assert "python3 has no venv module: run 'sudo apt-get install python3-venv'" in one_line(found.stderr)


@pytest.fixture(scope="module")
def prepare() -> ModuleType:
    spec = importlib.util.spec_from_file_location("prepare", ROOT / "scripts/prepare.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder that can be set up as the project's own."""
    (tmp_path / "scripts").mkdir()
    for name in ("pyproject.toml", "constraints.txt", "scripts/prepare.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def stamp(project: Path, prepare: ModuleType, *extras: str) -> None:
    (project / ".venv").mkdir(exist_ok=True)
    (project / ".venv/installed").write_text("\n".join([prepare.fingerprint(project), *extras]))


def set_up(project: Path, *arguments: str, variables: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, str(project / "scripts/prepare.py"), *arguments, **variables)


OFFLINE = {  # an index that nothing listens at, asked twice
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_RETRIES": "1",
}


def test_what_is_installed_is_not_installed_again(project: Path, prepare: ModuleType) -> None:
    stamp(project, prepare, "test")
    for arguments in ((), ("--test",)):
        done = set_up(project, *arguments, variables=OFFLINE)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_changed_pin_asks_for_another_installation(project: Path, prepare: ModuleType, name: str) -> None:
    before = prepare.fingerprint(project)
    (project / name).write_text((project / name).read_text() + "\n")
    assert prepare.fingerprint(project) != before


def test_a_moved_folder_asks_for_another_installation(project: Path, prepare: ModuleType, tmp_path: Path) -> None:
    before = prepare.fingerprint(project)
    moved = project.rename(tmp_path.with_name(f"{tmp_path.name}-moved"))
    assert prepare.fingerprint(moved) != before


def test_no_network_is_told_in_one_line(project: Path, prepare: ModuleType) -> None:
    stamp(project, prepare)  # without the packages of the tests, which are asked for
    done = set_up(project, "--test", variables=OFFLINE)
    assert done.returncode == 1
    assert one_line(done.stderr).startswith("pip cannot reach its package index: check the network, then try again")
    assert not (project / ".venv/installed").exists()


def test_too_little_disk_is_told_in_one_line(prepare: ModuleType) -> None:
    free = shutil.disk_usage(ROOT).free
    prepare.check_disk(ROOT, free // 2)
    with pytest.raises(prepare.SetupError, match=r"GB are free and the packages need \d+ GB: free some space") as told:
        prepare.check_disk(ROOT, free * 2)
    one_line(str(told.value))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("ERROR: Could not install packages: [Errno 28] No space left on device\n", "SetupError"),
        (
            "WARNING: Retrying after NewConnectionError\nERROR: No matching distribution found for torch\n",
            "NetworkError",
        ),
        ("ERROR: No matching distribution found for torch==2.13.0+cpu\n", "NotFoundError"),
        ("ERROR: Cannot install a and b: they conflict\n", "SetupError"),
        ("", "SetupError"),
    ],
)
def test_a_failure_of_pip_is_told_in_one_line(prepare: ModuleType, said: str, kind: str) -> None:
    failed = prepare.failure(said, ROOT / ".venv/install.log")
    assert type(failed).__name__ == kind
    assert re.search(r"try(?:, then)? again|then try again", one_line(str(failed)))
