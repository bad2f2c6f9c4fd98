"""Changes made by a process of their own, so that whoever answers questions is not held up by it, or brought down."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from corpus.errors import PlanAssistantError, StoreError
from index.apart import Limits
from index.changes import Change, Correction, Removal, Upload, apply_changes
from index.indexing import FileResult, Outcome
from index.store import Store

_KINDS: dict[str, type[Change]] = {"upload": Upload, "removal": Removal, "correction": Correction}
_PATIENCE = 600.0  # seconds without a word after which the process is stopped


@dataclass(frozen=True, slots=True)
class Step:
    """The change of that ordinal began, or is done with `result`."""

    number: int
    result: FileResult | None


def change(folder: Path, changes: Sequence[Change], limits: Limits | None = None) -> Iterator[Step]:
    """Make changes to the store in `folder`; when the last step has been told, readers see all of them.

    StoreError where they cannot be made.
    """
    job = {"store": str(folder), "changes": [_written(c) for c in changes], "limits": asdict(limits or Limits())}
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "index.changing"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True
    ) as process:
        watch = _watched(process)
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(job))
            process.stdin.close()
            yield from _steps(process.stdout, watch)
        finally:
            watch.cancel()
            process.kill()


class _Watch:
    """Stops a process that has not been heard of for long."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._timer: threading.Timer | None = None

    def heard(self) -> None:
        self.cancel()
        self._timer = threading.Timer(_PATIENCE, self._process.kill)
        self._timer.daemon = True
        self._timer.start()

    def cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()


def _watched(process: subprocess.Popen[str]) -> _Watch:
    watch = _Watch(process)
    watch.heard()
    return watch


def _steps(said: IO[str], watch: _Watch) -> Iterator[Step]:
    for line in said:
        watch.heard()
        told = json.loads(line)
        if "error" in told:
            raise StoreError(told["error"])
        if "done" in told:
            return
        result = told["result"]
        yield Step(told["number"], _result(result) if result else None)
    raise StoreError("the process that changes the store ended too early; see what it wrote above, then try again")


def _written(change: Change) -> dict[str, Any]:
    kind = next(kind for kind, class_ in _KINDS.items() if isinstance(change, class_))
    return {"kind": kind} | asdict(change) | ({"path": str(change.path)} if isinstance(change, Upload) else {})


def _read(record: dict[str, Any]) -> Change:
    values = {name: value for name, value in record.items() if name != "kind"}
    if record["kind"] == "upload":
        values["path"] = Path(values["path"])
    return _KINDS[record["kind"]](**values)


def _result(record: dict[str, Any]) -> FileResult:
    return FileResult(Path(record["path"]), Outcome(record["outcome"]), record["document"], record["reason"])


def main() -> None:
    """Make the changes that standard input names, telling each step in a line of standard output."""

    def say(told: dict[str, Any]) -> None:
        print(json.dumps(told), flush=True)

    def tell(number: int, result: FileResult | None) -> None:
        say({"number": number, "result": asdict(result) | {"path": str(result.path)} if result else None})

    job = json.load(sys.stdin)
    try:
        with Store(Path(job["store"])) as store:
            apply_changes(store, [_read(record) for record in job["changes"]], tell, Limits(**job["limits"]))
    except PlanAssistantError as error:
        say({"error": str(error)})
    else:
        say({"done": True})


if __name__ == "__main__":
    main()
