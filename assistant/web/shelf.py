"""The documents as they are changed from the web: uploads on their way, one change to the store at a time."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePath

from corpus.errors import PlanAssistantError
from index.apart import Limits, too_large
from index.beside import Beside
from index.changes import Change, Upload, same_name
from index.changing import change
from index.corrections import Corrections
from index.failures import Failure, dismiss, failures_of, note
from index.indexing import FileResult, Outcome
from index.originals import plain_name
from index.store import Store

_LISTED = 200  # results that are still shown


class Stage(StrEnum):
    """How far an upload is."""

    WAITING = "waiting"
    READING = "reading"
    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"

    @property
    def over(self) -> bool:
        """Whether nothing more is done with it."""
        return self not in (Stage.WAITING, Stage.READING)


@dataclass(frozen=True, slots=True)
class Line:
    """An upload in the list of results; `reason` says why it failed."""

    upload: Upload
    stage: Stage = Stage.WAITING
    document: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """The uploads since the list was last cleared, whether any is under way, and what went wrong with all of them."""

    lines: tuple[Line, ...] = ()
    running: bool = False
    error: str | None = None

    @property
    def done(self) -> int:
        """How many are over."""
        return sum(line.stage.over for line in self.lines)


@dataclass(frozen=True, slots=True)
class Namesake:
    """A document whose file has the name of an upload, but another content."""

    document: str
    name: str


class Shelf:
    """What is changed in the store in `folder`; may be called from any thread."""

    def __init__(self, folder: Path, limits: Limits | None = None) -> None:
        self.folder = folder
        self.limits = limits or Limits()
        self._incoming: dict[str, Upload] = {}
        self._progress = Progress()
        self._guard = threading.Lock()  # held for a moment, while what is known of uploads changes
        self._changing = threading.Lock()  # held while the store is changed

    @property
    def progress(self) -> Progress:
        """How far the uploads are."""
        return self._progress

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The files that could not be read, newest first."""
        return failures_of(self.folder)

    def dismiss(self, name: str) -> None:
        """Take a file out of `failures`."""
        with self._changing:
            dismiss(self.folder, name)

    def corrected(self, identity: str) -> Mapping[str, str]:
        """The corrected fields of a document."""
        return Corrections.of_store(self.folder).fields.get(identity, {})

    def incoming(self, name: str) -> tuple[str, Path]:
        """A token for an upload of that name, and where its bytes go."""
        token = secrets.token_urlsafe(16)
        path = Beside(self.folder).incoming / token
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._guard:
            self._incoming[token] = Upload(path, plain_name(name) or "tep")
        return token, path

    def forget(self, token: str) -> None:
        """Give up an upload."""
        with self._guard:
            upload = self._incoming.pop(token, None)
        if upload is not None:
            upload.path.unlink(missing_ok=True)

    def name_of(self, token: str) -> str:
        """The name of an upload."""
        return self._incoming[token].name

    def refusal(self, token: str, size: int) -> str:
        """What is said of an upload of too many bytes; it is noted with those that could not be read."""
        upload = self._incoming[token]
        reason = str(too_large(upload.name, size, self.limits))
        self._note(Line(upload, Stage.FAILED, reason=reason))
        with self._changing:
            note(self.folder, [FileResult(Path(upload.name), Outcome.FAILED, reason=reason)])
        return reason

    def namesake(self, name: str, sha256: str) -> Namesake | None:
        """The document that an upload would take the place of."""
        with Store(self.folder) as store:
            known = store.database.hashes()
        if any(sha256 == other for _, other in known.values()):
            return None
        path = same_name(name, known)
        return Namesake(known[path][0], PurePath(path).name) if path else None

    def load(self, replacing: Mapping[str, str | None]) -> None:
        """Begin to index uploads: token to the id of the document that each replaces."""
        with self._guard:
            found = [(self._incoming.pop(token, None), identity) for token, identity in replacing.items()]
            lines = [Line(replace(upload, replaces=identity)) for upload, identity in found if upload is not None]
            if not lines:
                return
            begins = not self._progress.running
            self._progress = Progress((*self._progress.lines, *lines)[-_LISTED:], running=True)
        if begins:
            threading.Thread(target=self._work, daemon=True).start()

    def clear(self) -> None:
        """Forget the results of uploads that are over."""
        with self._guard:
            left = tuple(line for line in self._progress.lines if not line.stage.over)
            self._progress = replace(self._progress, lines=left, error=None)

    def make(self, changes: Sequence[Change]) -> None:
        """Make changes that are no uploads, when those before them are made; a PlanAssistantError says why not."""
        with self._changing:
            for _ in change(self.folder, changes, self.limits):
                pass

    def _work(self) -> None:
        """Index what waits until nothing does."""
        while True:
            with self._guard:
                waiting = [line.upload for line in self._progress.lines if line.stage is Stage.WAITING]
                if not waiting:
                    self._progress = replace(self._progress, running=False)
                    return
            try:
                self._index(waiting)
            except PlanAssistantError as error:
                self._give_up(str(error))
            except BaseException:
                self._give_up("chương trình gặp lỗi; chi tiết được ghi ở cửa sổ chạy máy chủ")
                raise
            finally:
                for upload in waiting:
                    upload.path.unlink(missing_ok=True)

    def _index(self, uploads: Sequence[Upload]) -> None:
        with self._changing:
            for step in change(self.folder, uploads, self.limits):
                result, upload = step.result, uploads[step.number]
                if result is None:
                    self._note(Line(upload, Stage.READING))
                else:
                    self._note(Line(upload, Stage(result.outcome), result.document, result.reason))

    def _note(self, line: Line) -> None:
        """Note how far one upload is."""
        with self._guard:
            known = self._progress.lines
            others = [line if other.upload == line.upload else other for other in known]
            lines = tuple(others) if line in others else (*known, line)
            self._progress = replace(self._progress, lines=lines)

    def _give_up(self, reason: str) -> None:
        """End what is under way: nothing of it is sure to be in the store."""
        with self._guard:
            lines = tuple(
                line if line.stage.over else replace(line, stage=Stage.FAILED, reason=reason)
                for line in self._progress.lines
            )
            self._progress = Progress(lines, running=False, error=reason)
