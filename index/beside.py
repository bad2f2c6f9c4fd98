"""What a store's folder holds beside the system of record, each file whole at every moment.

files/SHA-256/NAME     the original of an uploaded document, under the name that it came with
files/incoming/        uploads that have not been read yet
corrections.json       metadata as somebody corrected it
failures.json          the files that could not be read, and why
reports/               evaluations, each with the ids of the documents that it quotes
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import StoreError


@dataclass(frozen=True, slots=True)
class Beside:
    """The files beside the system of record of the store in `folder`."""

    folder: Path

    @property
    def files(self) -> Path:
        """The originals of uploaded documents."""
        return self.folder / "files"

    @property
    def incoming(self) -> Path:
        """Uploads that wait to be read."""
        return self.files / "incoming"

    @property
    def corrections(self) -> Path:
        """Corrected metadata."""
        return self.folder / "corrections.json"

    @property
    def failures(self) -> Path:
        """Files that could not be read."""
        return self.folder / "failures.json"

    @property
    def reports(self) -> Path:
        """Evaluations that are kept."""
        return self.folder / "reports"


def load(path: Path) -> Any:
    """The JSON of a file, None where there is none; StoreError where it is damaged."""
    try:
        return json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: cannot be read ({error}); mend it or delete it") from error


def save(path: Path, value: Any) -> None:
    """Write `value` as JSON: the file has either the old or the new content, whatever is killed."""
    try:
        replace(path, (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written ({error.strerror}); free some disk space, run this again"
        ) from error


def replace(path: Path, data: bytes) -> None:
    """Write a file beside its place, then move it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.new")
    with unfinished.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
