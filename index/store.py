"""The store: documents, passages and both indexes as one thing that is always whole.

SQLite is the system of record; the indexes are made from it. A writer puts and removes documents, which no reader
sees, then publishes: it makes the indexes of the next generation beside those of the present one and switches to them
in one transaction. Whatever is killed, and whenever, readers have one generation with the indexes that belong to it.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

import numpy as np

from corpus.commitments.extraction import find_commitments
from corpus.commitments.types import Commitment
from corpus.errors import StoreError
from corpus.types import Document
from index.database import Database
from index.derived import Row, build_indexes, open_indexes, sweep
from index.encoder import SHIPPED_NAME, Encoder, full_name, is_shipped, load_encoder
from index.feedback import Feedback
from index.layout import Layout
from index.lexical import LexicalIndex
from index.locks import WriterLock, building
from index.passages import find_passages
from index.types import Passage
from index.vectors import VectorIndex

_BATCH = 256  # passages encoded at a time
_ATTEMPTS = 20  # at loading a generation while a writer publishes one after the other


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One generation of a store, whole; nothing that a writer does later changes it."""

    generation: int
    documents: dict[str, Document]
    passages: dict[int, Passage]
    words: LexicalIndex
    vectors: VectorIndex


class Store:
    """An open store. The constructor opens one, `create_or_open` makes it when it is not there.

    What is read stays the same, however much is written meanwhile, until `refresh`.
    """

    def __init__(self, folder: Path, encoder: Encoder | None = None) -> None:
        """Open the store in `folder`; StoreError where there is none or `encoder` is not the one it was built with."""
        self.layout = Layout(folder)
        if not self.layout.database.is_file():
            raise StoreError(f"{folder}: no store here; make one with: plan-assistant index PATH --store {folder}")
        self.database = Database(self.layout.database)
        self._built_with = self.database.meta("encoder") or SHIPPED_NAME
        self._encoder: Encoder | None = None
        self._snapshot: Snapshot | None = None
        self._told = -1  # the generation that `refresh` last told of
        self._guard = RLock()
        self._writer = WriterLock(self.layout.lock)
        if encoder is not None:
            try:
                self._use(encoder)
            except StoreError:
                self.close()
                raise

    @classmethod
    def create_or_open(cls, folder: Path, encoder_name: str = SHIPPED_NAME) -> Store:
        """The store in `folder`, made empty with that encoder where there is none yet."""
        layout = Layout(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"{folder}: cannot be made ({error.strerror}); choose another folder with --store"
            ) from error
        name = full_name(encoder_name)
        if layout.database.exists():
            store = cls(folder)
            if store.encoder_name == name and not is_shipped(name):
                return store  # its encoder, which takes seconds to load, may not be needed
            store.close()
        encoder = load_encoder(name)
        if not layout.database.exists():
            with building(layout.build_lock):
                if not layout.database.exists():
                    Database.create(layout.database, encoder.name, encoder.dimension).close()
        return cls(folder, encoder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    @property
    def encoder_name(self) -> str:
        """The name of the encoder that the store was built with."""
        return self._built_with

    @property
    def encoder(self) -> Encoder:
        """The encoder that the store was built with, loaded when first needed."""
        if self._encoder is None:
            self._use(load_encoder(self._built_with))
        assert self._encoder is not None
        return self._encoder

    @property
    def dimension(self) -> int:
        """The length of the vectors in the store."""
        return int(self.database.meta("dimension") or 0)

    @property
    def snapshot(self) -> Snapshot:
        """The generation that was loaded last, loaded when first needed; take it once to read several things of it."""
        with self._guard:
            if self._snapshot is None:
                self._snapshot = self._load()
            return self._snapshot

    def refresh(self) -> bool:
        """Move to the present generation; whether it is another one than at the last call."""
        with self._guard:
            if self._snapshot is None or self._snapshot.generation != self.database.generation:
                self._snapshot = self._load()
            changed = self._snapshot.generation != self._told
            self._told = self._snapshot.generation
            return changed

    @property
    def generation(self) -> int:
        """The number of the generation that was loaded last."""
        return self.snapshot.generation

    @property
    def words(self) -> LexicalIndex:
        """The inverted index."""
        return self.snapshot.words

    @property
    def vectors(self) -> VectorIndex:
        """The vector index."""
        return self.snapshot.vectors

    @property
    def passages(self) -> dict[int, Passage]:
        """The passages by id."""
        return self.snapshot.passages

    def ids(self) -> list[str]:
        """The ids of the documents, sorted; loads no index."""
        return self.database.ids() if self._snapshot is None else list(self._snapshot.documents)

    def document(self, identity: str) -> Document:
        """The document with that id; StoreError where there is none. Loads no index."""
        known = self._snapshot
        found = self.database.document(identity) if known is None else known.documents.get(identity)
        if found is None:
            raise self._no_such(identity)
        return found

    def commitments(self) -> dict[str, tuple[Commitment, ...]]:
        """The commitments of every published document by its id, extracted when it was indexed; loads no index."""
        return self.database.commitments()

    def put(self, document: Document) -> None:
        """Add or replace a document; readers see it after `publish`."""
        passages = find_passages(document)
        texts = [f"{p.context}\n{p.span.of(document.text)}" for p in passages]
        batches = [self.encoder.encode(texts[i : i + _BATCH]) for i in range(0, len(texts), _BATCH)]
        vectors = np.concatenate(batches) if batches else np.zeros((0, self.dimension), dtype=np.float32)
        register = find_commitments(document)
        with self.writing():
            self.database.put(document, passages, vectors, register)

    def remove(self, identity: str) -> None:
        """Remove a document with every trace; StoreError where there is none."""
        with self.writing():
            if not self.database.remove(identity):
                raise self._no_such(identity)
            Feedback(self.layout.folder).forget(identity)  # first: who is killed here finds the document, not its trace
            self.publish()

    def publish(self) -> None:
        """Make the indexes of what was put and removed, switch to them, and delete what is left over."""
        with self.writing():
            with building(self.layout.build_lock):
                generation = self.database.generation
                if self.database.pending:
                    generation += 1
                    self._build(generation, self.database.rows(pending=True))
                    self.database.publish()
                elif open_indexes(self.layout.indexes(generation)) is None:
                    self._build(generation, self.database.rows(pending=False))
                sweep(self.layout, generation)
            self.database.erase()
        with self._guard:
            if self._snapshot is not None and self._snapshot.generation != generation:
                self._snapshot = self._load()

    def writing(self) -> AbstractContextManager[None]:
        """Hold the store as its one writer; StoreError says who else does. May be nested."""
        return self._writer.held()

    def _use(self, encoder: Encoder) -> None:
        folder = self.layout.folder
        if encoder.name != self._built_with:
            raise StoreError(
                f"{folder}: built with encoder {self._built_with}, not {encoder.name}; "
                f"use that one, or delete the folder and index again"
            )
        if encoder.dimension != self.dimension:
            raise StoreError(
                f"{folder}: encoder {encoder.name} gives vectors of {encoder.dimension} numbers now, the store has "
                f"{self.dimension}; delete the folder and index again"
            )
        self._encoder = encoder

    def _load(self) -> Snapshot:
        """The present generation, its indexes made first where they are missing or damaged."""
        for _ in range(_ATTEMPTS):
            with self.database.snapshot():
                generation = self.database.generation
                documents, passages = self.database.documents(), self.database.passages()
            found = open_indexes(self.layout.indexes(generation))
            if found is not None and len(found[0]) == len(found[1]) == len(passages):
                return Snapshot(generation, documents, passages, *found)
            if self.database.generation == generation:
                self._mend(generation)
        raise StoreError(
            f"{self.layout.folder}: its indexes cannot be opened; delete the folder and index the files again"
        )

    def _mend(self, generation: int) -> None:
        """Make the indexes of `generation` anew, unless another process did, or published, while this one waited."""
        with building(self.layout.build_lock):
            with self.database.snapshot():
                if self.database.generation != generation:
                    return
                rows = self.database.rows(pending=False)
            found = open_indexes(self.layout.indexes(generation))
            if found is None or not len(found[0]) == len(found[1]) == len(rows):
                self._build(generation, rows)

    def _build(self, generation: int, rows: list[Row]) -> None:
        build_indexes(self.layout.indexes(generation), rows, self.dimension)

    def _no_such(self, identity: str) -> StoreError:
        return StoreError(f"{identity}: no such document in {self.layout.folder}; see: plan-assistant documents list")
