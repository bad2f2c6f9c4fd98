"""Indexing: files and folders into a store, what is unchanged left alone.

Many files are read in worker processes (`index.workers`); this process alone writes, a batch of documents at a time,
and what was written stays when it is killed.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus.document import make_document, slug
from corpus.errors import CorpusError
from corpus.readers import SUFFIXES
from index.corrections import Corrections
from index.dask_workers import DaskWorkers
from index.encoder import Encoder, is_shipped
from index.identities import free
from index.making import make_record
from index.records import Record
from index.store import Store
from index.workers import Job, Workers

FEW_FILES = 32  # that are read here: to start workers takes longer
_AT_ONCE = 2_000  # passages that are written at a time
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
    store: Store, files: Iterable[Path], done: Callable[[FileResult], None] | None = None, dask: str = ""
) -> tuple[FileResult, ...]:
    """Index `files`, calling `done` after each; a file that fails leaves its earlier state in the store.

    Workers at the address `dask` read them, where there is one (see `DaskWorkers`).
    Readers see all of it at the end. A run that was interrupted is finished by the next one, which skips what is done.
    """
    results: list[FileResult] = []
    with store.writing():
        run = _Run(store)
        for batch in run.batches(list(files), dask):
            store.put_records(*(record for _, record in batch if record is not None))
            for result, _ in batch:
                results.append(result)
                if done:
                    done(result)
        store.publish()
    return tuple(results)


def read_job(job: Job, encoder: Encoder) -> Record | str:
    """What indexing finds in a file, or why it cannot be indexed."""
    try:
        return make_record(job.corrections.applied(make_document(job.path, job.data, job.identity)), encoder)
    except CorpusError as error:
        return str(error)
    except Exception as error:  # a reader's own fault must not cost the user the rest of the folder
        _LOG.exception("%s: not understood", job.path)
        return f"{job.path.name}: not understood ({type(error).__name__}); please report this file"


_Done = tuple[FileResult, Record | None]


class _Run:
    """One run over files: what the store holds, kept up to date file by file."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known = store.database.hashes()
        self._taken = {identity for identity, _ in self._known.values()}
        self._corrections = Corrections.of_store(store.layout.folder)
        self._places: dict[str, list[str]] = {}  # the paths of files with a hash
        for path, (_, sha256) in self._known.items():
            self._places.setdefault(sha256, []).append(path)

    def batches(self, files: list[Path], dask: str) -> Iterator[list[_Done]]:
        """What became of the files, in their order, with what is to be written, as much as is written at once."""
        jobs = map(self._job, files)
        name = self._store.encoder_name
        if not dask and (len(files) < FEW_FILES or not is_shipped(name)):
            for job in jobs:
                found = job if isinstance(job, FileResult) else read_job(job, self._store.encoder)
                yield [self._result(job, found)]
            return
        with DaskWorkers(read_job, name, dask) if dask else Workers(read_job, name) as workers:
            batch: list[_Done] = []
            for job, found in workers.run(jobs):
                batch.append(self._result(job, found))
                if sum(len(record.passages) for _, record in batch if record is not None) >= _AT_ONCE:
                    yield batch
                    batch = []
            yield batch

    def _job(self, path: Path) -> Job | FileResult:
        """What is to be done about a file, or what became of it where nothing is."""
        try:
            data = path.read_bytes()
        except OSError as error:
            return _failed(path, f"{path.name}: cannot be read ({error.strerror}); check it")
        sha256 = hashlib.sha256(data).hexdigest()
        self._follow(path, sha256)
        identity, before = self._known.get(str(path), (None, None))
        if sha256 == before:
            return FileResult(path, Outcome.UNCHANGED, identity)
        if identity is None:
            identity = free(slug(path.stem), self._taken)
            self._taken.add(identity)
        return Job(path, data, identity, before is None, self._corrections.only([identity]))

    def _result(self, job: Job | FileResult, found: Record | FileResult | str) -> _Done:
        if isinstance(job, FileResult):
            return job, None
        if isinstance(found, Record):
            self._known[str(job.path)] = (job.identity, found.sha256)
            self._places.setdefault(found.sha256, []).append(str(job.path))
            return FileResult(job.path, Outcome.ADDED if job.is_new else Outcome.UPDATED, job.identity), found
        if job.is_new:
            self._taken.discard(job.identity)
        return _failed(job.path, str(found)), None

    def _follow(self, path: Path, sha256: str) -> None:
        """Note the new place of a file that was moved, so that it does not become a second document."""
        if str(path) in self._known:
            return
        for earlier in self._places.get(sha256, ()):
            if earlier in self._known and Path(earlier).name == path.name and not Path(earlier).exists():
                identity, _ = self._known[str(path)] = self._known.pop(earlier)
                self._store.database.move(identity, str(path))
                return


def _failed(path: Path, reason: str) -> FileResult:
    return FileResult(path, Outcome.FAILED, reason=reason)
