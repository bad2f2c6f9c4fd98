"""The layout of architecture.md: layers, where heavy libraries are imported, names, errors."""

from __future__ import annotations

import ast
import graphlib
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp
import pytest

from corpus import errors

ROOT = Path(__file__).resolve().parents[1]
LAYERS = ("corpus", "index", "assistant", "eval")  # each may import those before it
HEAVY = ("torch", "sentence_transformers", "faiss", "gradio", "pymilvus", "distributed")  # seconds to import
WORKSHOPS = ("index.training", "corpus.restating")  # make what ships, run by hand


@cache
def modules() -> dict[str, Path]:
    """Every module of the product by its dotted name."""
    files = [path for layer in LAYERS for path in sorted((ROOT / layer).rglob("*.py"))]
    named = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in files}
    return named | {"plan_assistant": ROOT / "plan_assistant.py"}


def is_workshop(module: str) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in WORKSHOPS)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> Iterator[str]:
    """The dotted names that a file imports, anywhere in it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: a relative import; name the package in full"
            yield node.module or ""


def importers(library: str) -> set[str]:
    """The modules of what runs that import `library`."""
    return {
        module
        for module, path in modules().items()
        if not is_workshop(module) and any(name.partition(".")[0] == library for name in imported(path))
    }


@pytest.mark.parametrize("module", modules())
def test_imports_go_down_the_layers(module: str) -> None:
    layer = module.partition(".")[0]
    above = ("plan_assistant", *LAYERS[LAYERS.index(layer) + 1 :]) if layer in LAYERS else ()
    assert not [name for name in imported(modules()[module]) if name.partition(".")[0] in above]


def test_import_linter_holds_the_same_layers() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    assert tuple(layers) == LAYERS[::-1]


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = grimp.build_graph(*LAYERS, exclude_type_checking_imports=True, cache_dir=None)
    needs = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    graphlib.TopologicalSorter(needs).prepare()  # CycleError names the circle


def test_what_runs_does_not_import_the_workshops() -> None:
    assert not [
        (module, name)
        for module, path in modules().items()
        for name in imported(path)
        if is_workshop(name) and not is_workshop(module)
    ]


@pytest.mark.parametrize("library", [*HEAVY, "tantivy"])
def test_a_heavy_library_is_imported_in_one_module(library: str) -> None:
    found = importers(library)
    if library == "gradio":  # the views are made of its parts; `assistant.web.server` imports them when it serves
        found = {".".join(module.split(".")[:2]) for module in found}
    assert len(found) <= 1, f"{library} is imported by {sorted(found)}"


def test_heavy_libraries_wait_until_they_are_needed() -> None:
    """Importing everything else, as the command line may, loads none of them."""
    owners = set().union(*map(importers, HEAVY))
    views = {module for module in modules() if module.startswith("assistant.web.")} - {"assistant.web.server"}
    light = [module for module in modules() if not is_workshop(module) and module not in owners | views]
    code = f"import sys, {', '.join(light)}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "corpus.types" in loaded.split()
    assert not set(HEAVY) & set(loaded.split())


def test_a_module_is_named_after_what_it_holds() -> None:
    vague = {"util", "utils", "helper", "helpers", "common", "base", "misc", "shared"}
    assert not [module for module in modules() if vague & set(re.split(r"[._]", module))]


def exceptions(module: str) -> Iterator[type[BaseException]]:
    """The exceptions that `module` defines at its top level."""
    names = [
        node.name
        for node in tree(modules()[module]).body
        if isinstance(node, ast.ClassDef)
        and any(re.search(r"(Error|Exception|Warning)$", ast.unparse(base)) for base in node.bases)
    ]
    if names:
        loaded = importlib.import_module(module)
        yield from (getattr(loaded, name) for name in names)


def test_every_error_is_a_plan_assistant_error() -> None:
    defined = [error for module in modules() if not is_workshop(module) for error in exceptions(module)]
    faults = [error for error in defined if issubclass(error, Exception)]  # a signal to stop, like SIGINT's, is none
    assert not [error for error in faults if not issubclass(error, errors.PlanAssistantError)]


def test_the_public_errors_are_the_tree_of_the_docstring() -> None:
    drawn = re.findall(r"^ [├└]── (\w+)  ", errors.__doc__ or "", re.MULTILINE)
    defined = {error.__name__: error.__bases__ for error in exceptions("corpus.errors")}
    assert defined.pop("PlanAssistantError") == (Exception,)
    assert defined == dict.fromkeys(drawn, (errors.PlanAssistantError,))
    assert drawn == ["CorpusError", "StoreError", "AssistantError", "EvalError"]
