"""Both indexes of a store as one folder: made complete or not at all, with a manifest by which damage is seen.

Few passages are indexed exactly and all anew each time. Of many, the folder of a generation shares with the one before
the files that did not change, so that one document comes and goes in the time that it takes itself.
"""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np

from corpus.errors import StoreError
from index.large_vectors import LargeVectorIndex
from index.layout import Layout
from index.lexical import LexicalIndex, share
from index.types import IndexRow
from index.vectors import Ids, VectorIndex
from index.vocabulary import Vocabulary

FORMAT = 2  # raise it when tokens or fields change: indexes of another format are made again
FEW = 20_000  # passages that are indexed exactly, and anew each time
MOST_GONE = 0.2  # share of the passages that may be in the files though they are gone
_CHECKED = 64_000_000  # bytes of files whose checksums are looked at whenever they are opened
_MANIFEST = "manifest.json"
_REWRITTEN = {  # what has its name in every generation
    "words/meta.json",
    "words/.managed.json",
    *(f"vectors/{name}.npy" for name in ("later.ids", "later.vectors", "gone")),
}
_PIECE = 1 << 20  # bytes of a file that are checked at a time

Indexes = tuple[LexicalIndex, VectorIndex | LargeVectorIndex]
_Facts = tuple[int, int]  # the size of a file and its checksum


@dataclass(frozen=True, slots=True)
class Change:
    """What comes and goes between two generations: keys of documents, ids of passages, rows."""

    gone: list[int]
    gone_passages: Ids
    rows: Iterable[IndexRow]
    count: int  # of the rows
    gone_rows: Iterable[IndexRow] = ()  # those of the documents that go


def build_indexes(folder: Path, rows: Iterable[IndexRow], count: int, dimension: int) -> None:
    """Make the indexes of `count` rows in `folder`, in place of what is there; the caller holds the right to build.

    StoreError where they cannot be written; what was in place stays then.
    """

    def make(unfinished: Path) -> int:
        if count < FEW:
            kept = list(rows)
            LexicalIndex.build(words_in(unfinished), kept)
            ids = np.array([row.id for row in kept], dtype=np.int64)
            vectors = np.stack([row.vector for row in kept]) if kept else np.zeros((0, dimension), dtype=np.float32)
            VectorIndex.build(ids, vectors, vectors_in(unfinished))
        else:
            place = many_vectors_in(unfinished)
            place.mkdir()
            found: list[int] = []
            LexicalIndex.build(words_in(unfinished), _with_vectors_written(rows, count, dimension, place, found))
            vectors = np.load(place / "base.vectors.npy", mmap_mode="r")
            LargeVectorIndex.build(place, np.array(found, dtype=np.int64), vectors)
        Vocabulary.counted(LexicalIndex(words_in(unfinished))).save(vocabulary_in(unfinished))
        return 0

    complete(folder, count, make)


def change_indexes(before: Path, folder: Path, change: Change, count: int) -> bool:
    """Make the indexes in `folder` from those in `before`, which had `count` passages; False where that does not pay.

    Then nothing was made, and they are to be built. StoreError where they cannot be written.
    """
    after = count - len(change.gone_passages) + change.count
    try:
        manifest = json.loads((before / _MANIFEST).read_text(encoding="utf-8"))
        gone = manifest["gone"] + len(change.gone_passages)
        if not many_vectors_in(before).is_dir() or after < FEW or gone > MOST_GONE * after:
            return False
        old = LargeVectorIndex(many_vectors_in(before))
    except (OSError, ValueError, KeyError, TypeError, RuntimeError):
        return False

    def make(unfinished: Path) -> int:
        ids: list[int] = []
        halves: list[bytes] = []
        rows = _noted(change.rows, ids, halves)
        LexicalIndex.change(words_in(before), words_in(unfinished), change.gone, rows)
        vectors = np.frombuffer(b"".join(halves), dtype=np.float16).reshape(-1, old.dimension)
        old.change(
            many_vectors_in(before),
            many_vectors_in(unfinished),
            change.gone_passages,
            np.array(ids, dtype=np.int64),
            vectors,
        )
        share(vocabulary_in(before), vocabulary_in(unfinished))  # a little behind until all is built anew
        return int(gone)

    complete(folder, after, make, {name: tuple(facts) for name, facts in manifest["files"].items()})
    return True


def open_indexes(folder: Path) -> Indexes | None:
    """The indexes in `folder`; None where they are missing, of another format, or damaged at a short look."""
    try:
        if index_damage(folder, thorough=False) is None:
            many = many_vectors_in(folder)
            vectors = LargeVectorIndex(many) if many.is_dir() else VectorIndex.open(vectors_in(folder))
            return LexicalIndex(words_in(folder)), vectors
    except (OSError, ValueError, RuntimeError, KeyError, TypeError):  # deleted between the check and the opening
        pass
    return None


def index_damage(folder: Path, *, thorough: bool = True) -> str | None:
    """What is wrong with the files in `folder`, None where they are as they were made.

    Where it need not be thorough, checksums are left out for files that are large together.
    """
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        expected = {name: (size, checksum) for name, (size, checksum) in manifest["files"].items()}
        if manifest["format"] != FORMAT:
            return f"{folder.name}: made by another version of this program"
        all_of_it = thorough or sum(size for size, _ in expected.values()) <= _CHECKED
        found = _facts(folder, {} if all_of_it else expected)
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
    """The file of the vector index of few passages."""
    return folder / "vectors.faiss"


def many_vectors_in(folder: Path) -> Path:
    """The folder of the vector index of many passages."""
    return folder / "vectors"


def vocabulary_in(folder: Path) -> Path:
    """The file of the vocabulary."""
    return folder / "vocabulary.json"


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


def complete(
    folder: Path, count: int, make: Callable[[Path], int], known: Mapping[str, _Facts] = MappingProxyType({})
) -> None:
    """Fill `folder` by `make`, which tells how many passages are in it though they are gone."""
    unfinished = folder.with_name(f"{folder.name}.part")
    delete(unfinished)
    try:
        unfinished.mkdir()
        gone = make(unfinished)
        manifest = {"format": FORMAT, "passages": count, "gone": gone, "files": _facts(unfinished, known)}
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


def _with_vectors_written(
    rows: Iterable[IndexRow], count: int, dimension: int, place: Path, ids: list[int]
) -> Iterator[IndexRow]:
    """The rows as they pass, their ids noted and their vectors written into a file."""
    with (place / "base.vectors.npy").open("wb") as file:
        shape = {"descr": "<f2", "fortran_order": False, "shape": (count, dimension)}
        np.lib.format.write_array_header_1_0(file, shape)
        for row in rows:
            ids.append(row.id)
            file.write(row.vector.astype(np.float16).tobytes())
            yield row


def _noted(rows: Iterable[IndexRow], ids: list[int], halves: list[bytes]) -> Iterator[IndexRow]:
    for row in rows:
        ids.append(row.id)
        halves.append(row.vector.astype(np.float16).tobytes())
        yield row


def _facts(folder: Path, known: Mapping[str, _Facts]) -> dict[str, _Facts]:
    """The size and checksum of every file but the locks that tantivy makes at each opening.

    Of a file that is known and has its size, the checksum is not made again, as files never change once they are made.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".lock" and path.name != _MANIFEST:
            name, size = path.relative_to(folder).as_posix(), path.stat().st_size
            same = known.get(name)
            keeps = same is not None and same[0] == size and name not in _REWRITTEN
            found[name] = same if keeps and same is not None else (size, _checksum(path))
    return found


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            checksum = zlib.crc32(piece, checksum)
    return checksum
