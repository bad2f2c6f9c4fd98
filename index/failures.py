"""The files that could not be read, and why, until they can be or somebody dismisses them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import StoreError
from index.beside import Beside, load, save
from index.indexing import FileResult, Outcome

_MOST = 500  # the newest are kept


@dataclass(frozen=True, slots=True)
class Failure:
    """A file with the line that says why it was not read; `time` is ISO 8601, UTC."""

    name: str
    reason: str
    time: str


def failures_of(folder: Path) -> tuple[Failure, ...]:
    """What could not be read into the store in `folder`, newest first."""
    path = Beside(folder).failures
    try:
        return tuple(Failure(str(f["name"]), str(f["reason"]), str(f["time"])) for f in load(path) or ())
    except (KeyError, TypeError) as error:
        raise StoreError(f"{path}: damaged ({error!r}); delete it") from error


def note(folder: Path, results: Iterable[FileResult]) -> None:
    """Add the files that failed, in place of earlier failures of that name; take out those that were read."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    results = tuple(results)
    failed = {r.path.name: Failure(r.path.name, r.reason or "", now) for r in results if r.outcome is Outcome.FAILED}
    tried = {result.path.name for result in results}
    known = failures_of(folder)
    kept = [failure for failure in known if failure.name not in tried]
    if failed or len(kept) < len(known):
        _save(folder, [*failed.values(), *kept])


def dismiss(folder: Path, name: str) -> None:
    """Take a file out of the list."""
    _save(folder, [failure for failure in failures_of(folder) if failure.name != name])


def _save(folder: Path, failures: Iterable[Failure]) -> None:
    save(Beside(folder).failures, [asdict(failure) for failure in failures][:_MOST])
