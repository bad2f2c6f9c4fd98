"""The layout of a store's folder: one place that names its files.

    store.sqlite           system of record: documents, passages, embeddings
    store.lock             held by the one writer
    words-GENERATION/      inverted index, made from the system of record
    vectors-GENERATION.faiss

The generation is a counter in the database that every change of a document raises; files of another generation are
left-overs of an interrupted run and are made anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of the store in `folder`."""

    folder: Path

    @property
    def database(self) -> Path:
        """The system of record."""
        return self.folder / "store.sqlite"

    @property
    def lock(self) -> Path:
        """The file that the one writer holds locked."""
        return self.folder / "store.lock"

    def words(self, generation: int) -> Path:
        """The folder of the inverted index."""
        return self.folder / f"words-{generation}"

    def vectors(self, generation: int) -> Path:
        """The file of the vector index."""
        return self.folder / f"vectors-{generation}.faiss"

    def derived(self) -> Iterator[Path]:
        """Every derived file or folder that is there, of any generation, half-written ones included."""
        yield from self.folder.glob("words-*")
        yield from self.folder.glob("vectors-*")
