"""Backends: who keeps and searches what is derived from the system of record.

`Local` keeps it in files beside the database, `index.milvus_backend` on a server of vectors. A store remembers which
one it has; nothing else of it knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.database import Database
from index.derived import Change, build_indexes, change_indexes, index_damage, open_indexes, sweep, vocabulary_in
from index.layout import Layout
from index.lexical import LexicalIndex, Term, TextField
from index.types import IndexRow
from index.vectors import Ids, Vectors
from index.vocabulary import Vocabulary

LOCAL, MILVUS = "local", "milvus"
KINDS = (LOCAL, MILVUS)


class Words(Protocol):
    """Search by words in the passages of one generation; `LexicalIndex` says what the methods promise."""

    def __len__(self) -> int: ...

    def ids(self) -> tuple[int, ...]:
        """The ids of the passages, in ascending order."""

    def frequency(self, field: TextField, form: str) -> int:
        """In how many passages `form` stands in `field`."""

    def search(self, terms: Iterable[Term], limit: int, documents: Sequence[str] = ()) -> Mapping[int, float]:
        """The `limit` best passages, of all documents or of those named: id to BM25 score, best first."""

    def cards(self, must: Iterable[str], any_of: Iterable[str] = (), limit: int = 10_000) -> list[int]:
        """The keys of the documents whose cards have every term of `must` and one of `any_of`, ascending."""

    def cards_with(self, term: str) -> int:
        """How many documents have a term on their cards."""

    def keys_with(self, field: TextField, form: str, limit: int) -> list[int]:
        """The keys of the documents of `limit` passages in which `form` stands, ascending."""


class Nearest(Protocol):
    """Search by vectors in the same passages, as `VectorIndex` has it."""

    def __len__(self) -> int: ...

    @property
    def dimension(self) -> int:
        """The length of the vectors."""

    def ids(self) -> tuple[int, ...]:
        """The ids of the passages, in ascending order."""

    def search(self, vector: Vectors, limit: int, inside: Ids | None = None) -> Mapping[int, float]:
        """The `limit` nearest passages, of all or of those `inside`: id to cosine, best first."""


class Backend(Protocol):
    """What makes, changes and opens the indexes of a generation; StoreError where that cannot be done."""

    def build(self, generation: int, rows: Iterable[IndexRow], count: int, dimension: int) -> None:
        """Make the indexes of `count` rows; the caller holds the right to build."""

    def change(self, generation: int, change: Change, count: int) -> bool:
        """Make them from those of the generation before, of `count` passages; False where that does not pay."""

    def open(self, generation: int) -> tuple[Words, Nearest] | None:
        """The indexes, None where they are missing or damaged."""

    def vocabulary(self, generation: int, words: Words) -> Vocabulary:
        """The vocabulary of the generation with those words, or what is left of it where a later one is in place."""

    def damage(self, generation: int) -> str | None:
        """What is wrong with them at a thorough look, None where nothing is."""

    def sweep(self, generation: int) -> None:
        """Delete what belongs to other generations; the caller holds the right to build."""

    def clear(self) -> None:
        """Delete everything: another backend takes over."""

    def close(self) -> None:
        """Let go of what is held open."""


class Local:
    """The indexes as files in the folder of the store."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def build(self, generation: int, rows: Iterable[IndexRow], count: int, dimension: int) -> None:
        """Make the indexes of `count` rows."""
        build_indexes(self._layout.indexes(generation), rows, count, dimension)

    def change(self, generation: int, change: Change, count: int) -> bool:
        """Make them from those of the generation before."""
        return change_indexes(self._layout.indexes(generation - 1), self._layout.indexes(generation), change, count)

    def open(self, generation: int) -> tuple[Words, Nearest] | None:
        """The indexes, None where they are missing or damaged."""
        return open_indexes(self._layout.indexes(generation))

    def vocabulary(self, generation: int, words: Words) -> Vocabulary:
        """The vocabulary of the generation; counted where its file was deleted for a later one."""
        try:
            return Vocabulary.open(vocabulary_in(self._layout.indexes(generation)))
        except (OSError, ValueError):
            assert isinstance(words, LexicalIndex)
            return Vocabulary.counted(words)

    def damage(self, generation: int) -> str | None:
        """What is wrong with the files."""
        return index_damage(self._layout.indexes(generation))

    def sweep(self, generation: int) -> None:
        """Delete the folders of other generations."""
        sweep(self._layout, generation)

    def clear(self) -> None:
        """Leave the folder of the generation to the other backend, which puts its own in its place."""

    def close(self) -> None:
        """Nothing is held open."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a store keeps its indexes: the kind of backend and, of a server, its address, none for one of its own."""

    kind: str = LOCAL
    address: str = ""


def place_of(database: Database) -> Place:
    """Where the store with that database keeps its indexes."""
    return Place(database.meta("backend") or LOCAL, database.meta("address") or "")


def open_backend(folder: Path, place: Place, prefix: str) -> Backend:
    """The backend of the store in `folder`; `prefix` begins the names of what it has on a server. Connects later."""
    if place.kind == LOCAL:
        return Local(Layout(folder))
    from index.milvus_backend import MilvusBackend

    return MilvusBackend(Layout(folder), place.address, prefix)
