"""What somebody at the desk changes in a store: files put in, documents removed, their metadata corrected."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

from corpus.document import slug
from corpus.errors import CorpusError
from corpus.readers.refusal import refusal
from index.apart import Limits, read_apart, within
from index.corrections import Corrections, Fields, uncorrected
from index.failures import note
from index.identities import free
from index.indexing import FileResult, Outcome
from index.originals import keep, place_of, sweep_originals
from index.reports import sweep_reports
from index.store import Store


@dataclass(frozen=True, slots=True)
class Upload:
    """A file at `path` that is called `name`; `replaces` is the id of the document whose place it takes."""

    path: Path
    name: str
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Removal:
    """The document with that id is to go."""

    document: str


@dataclass(frozen=True, slots=True)
class Correction:
    """The corrected fields of a document, all of them; none gives back what was read."""

    document: str
    fields: Fields


Change = Upload | Removal | Correction
Tell = Callable[[int, FileResult | None], None]  # the ordinal of a change that begins, or is done with its result


def apply_changes(store: Store, changes: Iterable[Change], tell: Tell, limits: Limits | None = None) -> None:
    """Make `changes` one after the other and publish them together; `tell` hears of each as it begins and ends.

    An upload that fails is told as such, and noted; the others are still made. StoreError ends them all.
    """
    folder = store.layout.folder
    with store.writing():
        run = _Run(store, limits or Limits())
        run.finish_corrections()
        results = []
        for number, change in enumerate(changes):
            tell(number, None)
            result = run.made(change)
            results.append(result)
            tell(number, result)
        store.publish()
        Corrections.of_store(folder).shown().save(folder)
        note(folder, results)
        tidy(store)


def remove_document(store: Store, identity: str) -> None:
    """Remove a document with what is kept of it beside the system of record."""
    with store.writing():
        store.remove(identity)
        tidy(store)


def tidy(store: Store) -> None:
    """Delete what is kept beside the system of record of documents that are gone."""
    folder = store.layout.folder
    known = store.database.hashes()
    identities = {identity for identity, _ in known.values()}
    corrections = Corrections.of_store(folder)
    if corrections != corrections.only(identities):
        corrections.only(identities).save(folder)
    sweep_originals(folder, known)
    sweep_reports(folder, identities)


def same_name(name: str, paths: Iterable[str]) -> str | None:
    """The one of `paths` whose file has that name but for its ending, by which question sets name documents."""
    wanted = _stem(name)
    return next((path for path in paths if _stem(path) == wanted), None)


def _stem(path: str) -> str:
    return unicodedata.normalize("NFC", PurePath(path).stem).casefold()


class _Run:
    """Changes to one store, with what it holds by now."""

    def __init__(self, store: Store, limits: Limits) -> None:
        self._store = store
        self._limits = limits
        self._known = store.database.hashes()

    def finish_corrections(self) -> None:
        """Show what an interrupted run left waiting."""
        for identity in sorted(Corrections.of_store(self._store.layout.folder).waiting):
            if identity in self._store.ids():
                self._show(identity)

    def made(self, change: Change) -> FileResult:
        """Make one change."""
        if isinstance(change, Upload):
            try:
                return self._upload(change)
            except CorpusError as error:
                return FileResult(Path(change.name), Outcome.FAILED, reason=str(error))
        if isinstance(change, Removal):
            self._store.remove(change.document)
            self._known = self._store.database.hashes()
            return FileResult(Path(), Outcome.UPDATED, change.document)
        folder = self._store.layout.folder
        self._store.document(change.document)  # StoreError where there is none
        Corrections.of_store(folder).with_fields(change.document, change.fields).save(folder)
        self._show(change.document)
        return FileResult(Path(), Outcome.UPDATED, change.document)

    def _show(self, identity: str) -> None:
        document = uncorrected(self._store.document(identity))
        self._store.put(Corrections.of_store(self._store.layout.folder).applied(document))

    def _upload(self, upload: Upload) -> FileResult:
        name, folder = upload.name, self._store.layout.folder
        try:
            data = upload.path.read_bytes()
        except OSError as error:
            raise refusal(name, f"không mở được ({error.strerror})", "hãy tải lên lại") from error
        sha256 = hashlib.sha256(data).hexdigest()
        for identity, known in self._known.values():
            if known == sha256 and upload.replaces in (None, identity):
                return FileResult(Path(name), Outcome.UNCHANGED, identity)
        taken = {identity: path for path, (identity, _) in self._known.items()}
        namesake = same_name(name, (path for path in self._known if self._known[path][0] != upload.replaces))
        if namesake:
            raise refusal(name, f"trùng tên với {PurePath(namesake).name} đã nạp", "hãy đổi tên tệp hoặc chọn thay thế")
        if upload.replaces is not None and upload.replaces not in taken:
            raise refusal(name, "tài liệu cần thay không còn trong kho", "hãy nạp tệp này như tài liệu mới")
        identity = upload.replaces or free(slug(PurePath(name).stem), taken)
        document = read_apart(place_of(folder, sha256, name), data, identity, self._limits)
        keep(folder, sha256, name, data)
        with within(name, self._limits):
            self._store.put(Corrections.of_store(folder).applied(document))
        self._known = {path: known for path, known in self._known.items() if known[0] != identity}
        self._known[document.source.path] = (identity, sha256)
        outcome = Outcome.UPDATED if upload.replaces else Outcome.ADDED
        return FileResult(Path(name), outcome, identity)
