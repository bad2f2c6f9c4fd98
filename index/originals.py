"""The originals of uploaded documents, by the checksum of what is in them."""

from __future__ import annotations

import re
import shutil
import time
import unicodedata
from collections.abc import Collection
from pathlib import Path, PurePath

from corpus.types import Source
from index.beside import Beside, replace

_LONGEST_NAME = 180  # bytes, of the 255 that file systems take
_STALE = 3600.0  # seconds after which an upload that nobody asked to read is deleted


def plain_name(name: str) -> str:
    """The last part of an uploaded file's name, without what no file system or reader takes; may be empty."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    path = PurePath(" ".join(shown.split()).lstrip(". "))
    room = max(0, _LONGEST_NAME - len(path.suffix.encode()))
    return path.stem.encode()[:room].decode(errors="ignore") + path.suffix[:20] if path.stem else ""


def place_of(folder: Path, sha256: str, name: str) -> Path:
    """Where the original of that checksum and name stands in the store in `folder`."""
    return Beside(folder.resolve()).files / sha256 / name


def keep(folder: Path, sha256: str, name: str, data: bytes) -> Path:
    """Keep an original; where it stands."""
    path = place_of(folder, sha256, name)
    replace(path, data)
    return path


def original_of(folder: Path, source: Source) -> Path | None:
    """The file that a document was read from; None where it is gone. Its content may have changed since.

    The store may have been moved: an original that it keeps is found where the store is now.
    """
    kept = place_of(folder, source.sha256, PurePath(source.path).name)
    return next((path for path in (kept, Path(source.path)) if path.is_file()), None)


def sweep_originals(folder: Path, used: Collection[str]) -> None:
    """Delete the originals that no document of the store was read from, and uploads that were given up."""
    beside = Beside(folder)
    known = {PurePath(path).parent.name for path in used}
    for kept in beside.files.glob("*"):
        if kept != beside.incoming and kept.name not in known:
            shutil.rmtree(kept)
    for waiting in beside.incoming.glob("*"):
        if time.time() - waiting.stat().st_mtime > _STALE:
            waiting.unlink(missing_ok=True)
