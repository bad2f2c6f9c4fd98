"""The layout of a store's folder: one place that names its files.

    store.sqlite           system of record: documents, passages, embeddings
    store.lock             held by the one writer, with its process number inside
    feedback.sqlite        what readers think of answers, where anyone said so
    build.lock             held by whoever makes or deletes indexes
    gate.lock              passed by readers when they begin, held by whoever erases
    milvus.db/             the embedded server of vectors, where the store has one
    index-GENERATION/      what is made from the system of record, with a manifest of its files
        words/             the inverted index; of many passages it shares files with the generation before
        vocabulary.json    its forms, counted when it was last built anew
        vectors.faiss      the vectors of few passages
        vectors/           those of many (see `index.large_vectors`)

The generation is a counter in the database that every publication raises. An index folder is renamed into place when
it is complete; one of another generation, or one that is still called .part, is the left-over of an interrupted run.
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
    def feedback(self) -> Path:
        """What readers think of answers."""
        return self.folder / "feedback.sqlite"

    @property
    def lock(self) -> Path:
        """The file that the one writer holds locked."""
        return self.folder / "store.lock"

    @property
    def build_lock(self) -> Path:
        """The file that is held locked while indexes are made or deleted."""
        return self.folder / "build.lock"

    @property
    def gate(self) -> Path:
        """The file that is held locked while nobody may begin to read."""
        return self.folder / "gate.lock"

    @property
    def milvus(self) -> Path:
        """The folder of the embedded Milvus, which tells by the ending that it is one."""
        return self.folder / "milvus.db"

    def indexes(self, generation: int) -> Path:
        """The folder of both indexes of a generation."""
        return self.folder / f"index-{generation}"

    def derived(self) -> Iterator[Path]:
        """Every index folder that is there, of any generation, unfinished ones included."""
        yield from self.folder.glob("index-*")
