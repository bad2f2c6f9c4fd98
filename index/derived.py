"""Both indexes of a store as one folder: made complete or not at all, with a manifest by which damage is seen."""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from corpus.errors import StoreError
from index.layout import Layout
from index.lexical import LexicalIndex
from index.published import IndexRow
from index.vectors import VectorIndex

FORMAT = 1  # raise it when tokens or fields change: indexes of another format are made again
_MANIFEST = "manifest.json"
_PIECE = 1 << 20  # bytes of a file that are checked at a time


def build_indexes(folder: Path, rows: Sequence[IndexRow], dimension: int) -> None:
    """Make the indexes of `rows` in `folder`, in place of what is there; the caller holds the right to build.

    StoreError where they cannot be written; what was in place stays then.
    """
    unfinished = folder.with_name(f"{folder.name}.part")
    delete(unfinished)
    try:
        unfinished.mkdir()
        LexicalIndex.build(words_in(unfinished), ((number, passage, text) for number, passage, text, _ in rows))
        ids = np.array([row[0] for row in rows], dtype=np.int64)
        vectors = np.stack([row[3] for row in rows]) if rows else np.zeros((0, dimension), dtype=np.float32)
        VectorIndex.build(ids, vectors, vectors_in(unfinished))
        manifest = {"format": FORMAT, "passages": len(rows), "files": dict(_files(unfinished))}
        (unfinished / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        _let_others_read(unfinished)
        delete(folder)
        unfinished.rename(folder)
    except (OSError, ValueError, RuntimeError) as error:  # as the file system, tantivy and FAISS tell of a full disk
        shutil.rmtree(unfinished, ignore_errors=True)  # the first error says more than one of cleaning up
        said = (str(error).splitlines() or [type(error).__name__])[0][:200]
        raise StoreError(
            f"{folder.parent}: its indexes cannot be written ({said}); free some disk space and run this again"
        ) from error


def open_indexes(folder: Path) -> tuple[LexicalIndex, VectorIndex] | None:
    """The indexes in `folder`; None where they are missing, damaged or of another format."""
    try:
        if index_damage(folder) is None:
            return LexicalIndex(words_in(folder)), VectorIndex.open(vectors_in(folder))
    except (OSError, ValueError, RuntimeError):  # a writer deleted them between the check and the opening
        pass
    return None


def index_damage(folder: Path) -> str | None:
    """What is wrong with the files in `folder`, None where they are as they were made."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        expected = manifest["files"]
        if manifest["format"] != FORMAT:
            return f"{folder.name}: made by another version of this program"
        found = {name: list(facts) for name, facts in _files(folder)}
    except FileNotFoundError:
        return f"{folder.name}: missing or incomplete"
    except (OSError, ValueError, KeyError, TypeError):
        return f"{folder.name}/{_MANIFEST}: unreadable"
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            return f"{folder.name}/{name}: damaged"
    return None


def sweep(layout: Layout, generation: int) -> None:
    """Delete the indexes of other generations; the caller holds the right to build, so none is being made."""
    for path in layout.derived():
        if path != layout.indexes(generation):
            delete(path)


def words_in(folder: Path) -> Path:
    """The folder of the inverted index."""
    return folder / "words"


def vectors_in(folder: Path) -> Path:
    """The file of the vector index."""
    return folder / "vectors.faiss"


def delete(path: Path) -> None:
    """Delete a file or folder that may be gone already."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _let_others_read(folder: Path) -> None:
    """Give every file the rights that this user's files have: tantivy keeps some of its own to one user."""
    rights = (folder / _MANIFEST).stat().st_mode
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(rights)


def _files(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """The size and checksum of every file but the locks that tantivy makes at each opening."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".lock" and path.name != _MANIFEST:
            yield path.relative_to(folder).as_posix(), (path.stat().st_size, _checksum(path))


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            checksum = zlib.crc32(piece, checksum)
    return checksum
