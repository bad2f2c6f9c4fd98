"""Indexing: files and folders into a store, one document at a time, what is unchanged left alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus.document import make_document, slug
from corpus.errors import CorpusError
from corpus.readers import SUFFIXES
from index.store import Store


class Outcome(StrEnum):
    """What became of a file."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileResult:
    """A file with its outcome; `document` is the id, `reason` says why it failed."""

    path: Path
    outcome: Outcome
    document: str | None = None
    reason: str | None = None


def find_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files to index: those named, and in folders all that can be read, sorted; hidden ones left out.

    CorpusError where a path does not exist.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
            found += [p for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts)]
        elif path.exists():
            found.append(path)
        else:
            raise CorpusError(f"{path}: no such file or folder; check the path")
    return tuple(dict.fromkeys(p.resolve() for p in found))


def index_files(store: Store, files: Iterable[Path], done: Callable[[FileResult], None] | None = None) -> tuple[FileResult, ...]:
    """Index `files`, calling `done` after each; a file that fails leaves its earlier state in the store."""
    results = []
    with store.writing():
        for result in _index(store, files):
            results.append(result)
            if done:
                done(result)
        store.publish()
    return tuple(results)


def _index(store: Store, files: Iterable[Path]) -> Iterator[FileResult]:
    known = store.database.hashes()
    taken = {identity for identity, _ in known.values()}
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            yield FileResult(path, Outcome.FAILED, reason=f"{path.name}: cannot be read ({error.strerror}); check it")
            continue
        identity, sha256 = known.get(str(path), (None, None))
        if sha256 == hashlib.sha256(data).hexdigest():
            yield FileResult(path, Outcome.UNCHANGED, identity)
            continue
        outcome = Outcome.UPDATED if identity else Outcome.ADDED
        identity = identity or _free(slug(path.stem), taken)
        try:
            document = make_document(path, data, identity)
        except CorpusError as error:
            yield FileResult(path, Outcome.FAILED, reason=str(error))
            continue
        store.put(document)
        taken.add(identity)
        yield FileResult(path, outcome, identity)


def _free(wanted: str, taken: set[str]) -> str:
    """`wanted`, or with the first number behind it that no other document has."""
    identity, count = wanted, 1
    while identity in taken:
        count += 1
        identity = f"{wanted}-{count}"
    return identity
