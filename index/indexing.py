"""Indexing: files and folders into a store, one document at a time, what is unchanged left alone."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus.document import make_document, slug
from corpus.errors import CorpusError
from corpus.readers import SUFFIXES
from index.corrections import Corrections
from index.identities import free
from index.store import Store

_LOG = logging.getLogger(__name__)


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
    """The files to index: those named, and in folders all that can be read, sorted.

    Left out in folders: hidden files, and a README, which is about the documents and none of them. CorpusError where a
    path does not exist.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
            inside = [p for p in inside if p.stem.casefold() != "readme"]
            found += [p for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts)]
        elif path.exists():
            found.append(path)
        else:
            raise CorpusError(f"{path}: no such file or folder; check the path")
    return tuple(dict.fromkeys(p.resolve() for p in found))


def index_files(
    store: Store, files: Iterable[Path], done: Callable[[FileResult], None] | None = None
) -> tuple[FileResult, ...]:
    """Index `files`, calling `done` after each; a file that fails leaves its earlier state in the store.

    Readers see all of it at the end. A run that was interrupted is finished by the next one, which skips what is done.
    """
    results = []
    with store.writing():
        run = _Run(store)
        for path in files:
            result = run.index(path)
            results.append(result)
            if done:
                done(result)
        store.publish()
    return tuple(results)


class _Run:
    """One run over files: what the store holds, kept up to date file by file."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known = store.database.hashes()
        self._taken = {identity for identity, _ in self._known.values()}
        self._corrections = Corrections.of_store(store.layout.folder)

    def index(self, path: Path) -> FileResult:
        try:
            data = path.read_bytes()
        except OSError as error:
            return _failed(path, f"{path.name}: cannot be read ({error.strerror}); check it")
        sha256 = hashlib.sha256(data).hexdigest()
        self._follow(path, sha256)
        identity, before = self._known.get(str(path), (None, None))
        if sha256 == before:
            return FileResult(path, Outcome.UNCHANGED, identity)
        outcome = Outcome.UPDATED if identity else Outcome.ADDED
        identity = identity or free(slug(path.stem), self._taken)
        try:
            document = make_document(path, data, identity)
        except CorpusError as error:
            return _failed(path, str(error))
        except Exception as error:  # a reader's own fault must not cost the user the rest of the folder
            _LOG.exception("%s: not understood", path)
            return _failed(path, f"{path.name}: not understood ({type(error).__name__}); please report this file")
        self._store.put(self._corrections.applied(document))
        self._taken.add(identity)
        self._known[str(path)] = (identity, sha256)
        return FileResult(path, outcome, identity)

    def _follow(self, path: Path, sha256: str) -> None:
        """Note the new place of a file that was moved, so that it does not become a second document."""
        if str(path) in self._known:
            return
        for earlier, (identity, before) in self._known.items():
            if before == sha256 and Path(earlier).name == path.name and not Path(earlier).exists():
                self._store.database.move(identity, str(path))
                self._known[str(path)] = self._known.pop(earlier)
                return


def _failed(path: Path, reason: str) -> FileResult:
    return FileResult(path, Outcome.FAILED, reason=reason)
