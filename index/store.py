"""The store: documents, passages and both indexes as one thing that is always whole.

SQLite is the system of record; the indexes are made from it. A writer puts and removes documents, which no reader
sees, then publishes: it makes the indexes of the next generation beside those of the present one and switches to them
in one transaction. Whatever is killed, and whenever, readers have one generation with the indexes that belong to it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

from corpus.commitments.types import Commitment
from corpus.errors import StoreError
from corpus.types import Document
from index.database import Database
from index.derived import Change, build_indexes, change_indexes, open_indexes, sweep
from index.encoder import SHIPPED_NAME, Encoder, full_name, is_shipped, load_encoder
from index.large_vectors import LargeVectorIndex
from index.layout import Layout
from index.lexical import LexicalIndex
from index.locks import WriterLock, building
from index.published import Kept, Published
from index.records import Record
from index.types import DocumentCard, Passage
from index.vectors import Ids, VectorIndex

_ATTEMPTS = 20  # at loading a generation while a writer publishes one after the other


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The indexes of one generation; nothing that a writer does later changes them."""

    generation: int
    words: LexicalIndex
    vectors: VectorIndex | LargeVectorIndex


class _Pinned(threading.local):
    """What the thread reads inside of `Store.reading`."""

    database: Database | None = None
    snapshot: Snapshot | None = None


class Store:
    """An open store. The constructor opens one, `create_or_open` makes it when it is not there.

    Inside of `reading` a thread reads one state, however much is written meanwhile; outside of it each call reads the
    present documents, and the indexes of the last `refresh`.
    """

    def __init__(self, folder: Path, encoder: Encoder | None = None) -> None:
        """Open the store in `folder`; StoreError where there is none or `encoder` is not the one it was built with."""
        self.layout = Layout(folder)
        if not self.layout.database.is_file():
            raise StoreError(f"{folder}: no store here; make one with: plan-assistant index PATH --store {folder}")
        self._kept = Kept()
        self.database = Database(self.layout.database, self._kept)
        self._free: list[Database] = []  # connections that no thread reads over
        self._pinned = _Pinned()
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
        with self._guard:
            while self._free:
                self._free.pop().close()
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

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """Let this thread read one state until the end; may be nested. It keeps a writer waiting who erases."""
        pinned = self._pinned
        if pinned.snapshot is not None:
            yield pinned.snapshot
            return
        with self._guard:
            database = self._free.pop() if self._free else Database(self.layout.database, self._kept)
        try:
            with self._at_one_state(database) as snapshot:
                pinned.database, pinned.snapshot = database, snapshot
                try:
                    yield snapshot
                finally:
                    pinned.database = pinned.snapshot = None
        finally:
            with self._guard:
                self._free.append(database)

    @property
    def snapshot(self) -> Snapshot:
        """The indexes that this thread reads: inside of `reading` those of its state, else those loaded last."""
        if self._pinned.snapshot is not None:
            return self._pinned.snapshot
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
        """The number of the generation that this thread reads."""
        return self.snapshot.generation

    @property
    def words(self) -> LexicalIndex:
        """The inverted index."""
        return self.snapshot.words

    @property
    def vectors(self) -> VectorIndex | LargeVectorIndex:
        """The vector index."""
        return self.snapshot.vectors

    @property
    def published(self) -> Published:
        """The documents as this thread reads them."""
        return self._pinned.database or self.database

    @property
    def passages(self) -> dict[int, Passage]:
        """All passages by id, in memory at once: for small stores."""
        return self.published.passages()

    def passage(self, number: int) -> Passage:
        """The passage with that id; StoreError where there is none (any more)."""
        found = self.published.passages([number])
        if number not in found:
            raise StoreError(f"passage {number}: not in {self.layout.folder} any more; ask again")
        return found[number]

    def passages_by_id(self, numbers: Iterable[int]) -> dict[int, Passage]:
        """The passages with those ids that are there, by id."""
        return self.published.passages(numbers)

    def passages_of(self, identity: str) -> tuple[tuple[int, Passage], ...]:
        """The passages of a document with their ids, in the order of the text."""
        return self.published.passages_of(identity)

    def passage_ids_of(self, identities: Iterable[str]) -> Ids:
        """The ids of the passages of those documents, in order."""
        return self.published.passage_ids_of(identities)

    def ids(self) -> list[str]:
        """The ids of the documents, sorted; loads no index."""
        return self.published.ids()

    def document(self, identity: str) -> Document:
        """The document with that id; StoreError where there is none. Loads no index."""
        found = self.published.document(identity)
        if found is None:
            raise self._no_such(identity)
        return found

    def documents_by_id(self, identities: Iterable[str]) -> dict[str, Document]:
        """The documents with those ids that are there, by id."""
        return {d.id: d for i in identities if (d := self.published.document(i)) is not None}

    def notes_of(self, identities: Iterable[str]) -> dict[str, tuple[int, bytes]]:
        """The keys and the notes (see `corpus.notes`) of those documents, by id."""
        return self.published.notes_of(identities)

    def cards(self) -> tuple[DocumentCard, ...]:
        """What is known of all documents without reading them, by id."""
        return self.published.cards()

    def commitments(self) -> dict[str, tuple[Commitment, ...]]:
        """The commitments of every published document by its id, extracted when it was indexed; loads no index."""
        return self.published.commitments()

    def commitments_of(self, identity: str) -> tuple[Commitment, ...]:
        """The commitments of a document in the order of its text; loads no index."""
        return self.published.commitments_of(identity)

    def put(self, document: Document) -> None:
        """Add or replace a document; readers see it after `publish`."""
        from index.making import make_record

        self.put_records(make_record(document, self.encoder))

    def put_records(self, *records: Record) -> None:
        """Add or replace documents by what was found in them, all or none; readers see them after `publish`."""
        with self.writing():
            self.database.put(*records)

    def remove(self, identity: str) -> None:
        """Remove a document with every trace; StoreError where there is none."""
        with self.writing():
            if not self.database.remove(identity) and self.database.document(identity) is None:
                raise self._no_such(identity)  # else an interrupted run withdrew it, and readers still see it
            self.publish()

    def publish(self) -> None:
        """Make the indexes of what was put and removed, switch to them, and delete what is left over."""
        with self.writing():
            with building(self.layout.build_lock):
                generation = self.database.generation
                if self.database.pending:
                    generation += 1
                    self._advance(generation)
                    self.database.publish()
                elif open_indexes(self.layout.indexes(generation)) is None:
                    self._build(generation, self.database, pending=False)
                sweep(self.layout, generation)
            self.database.erase()
        with self._guard:
            if self._snapshot is not None and self._snapshot.generation != generation:
                self._snapshot = self._load()

    def _advance(self, generation: int) -> None:
        """Make the indexes of the next generation, of the present ones where that pays."""
        came, gone = self.database.changes()
        change = Change(
            gone, self.database.passages_in(gone), self.database.rows(came), len(self.database.passages_in(came))
        )
        before = self.layout.indexes(generation - 1)
        if not change_indexes(before, self.layout.indexes(generation), change, self.database.count()):
            self._build(generation, self.database, pending=True)

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
        with Database(self.layout.database, self._kept) as database, self._at_one_state(database) as snapshot:
            return snapshot

    @contextmanager
    def _at_one_state(self, database: Database) -> Iterator[Snapshot]:
        """The snapshot of the generation that `database` reads until the end."""
        for _ in range(_ATTEMPTS):
            with ExitStack() as stack:
                database.follow()
                stack.enter_context(database.snapshot())
                generation = database.generation
                found = self._indexes(generation, database)
                if found is not None:
                    yield found
                    return
            if self.database.generation == generation:
                self._mend(generation)
        raise StoreError(
            f"{self.layout.folder}: its indexes cannot be opened; delete the folder and index the files again"
        )

    def _indexes(self, generation: int, database: Database) -> Snapshot | None:
        """The loaded indexes where they are of that generation, else those on disk, where they are whole."""
        with self._guard:
            if self._snapshot is not None and self._snapshot.generation == generation:
                return self._snapshot
        found = open_indexes(self.layout.indexes(generation))
        if found is None or not len(found[0]) == len(found[1]) == database.count():
            return None
        snapshot = Snapshot(generation, *found)
        with self._guard:
            if self._snapshot is None or self._snapshot.generation < generation:
                self._snapshot = snapshot
        return snapshot

    def _mend(self, generation: int) -> None:
        """Make the indexes of `generation` anew, unless another process did, or published, while this one waited."""
        with (
            building(self.layout.build_lock),
            Database(self.layout.database, self._kept) as database,
            database.snapshot(),
        ):
            if database.generation != generation:
                return
            found = open_indexes(self.layout.indexes(generation))
            if found is None or not len(found[0]) == len(found[1]) == database.count():
                self._build(generation, database, pending=False)

    def _build(self, generation: int, database: Database, *, pending: bool) -> None:
        keys = database.keys(pending=pending)
        count = database.count(pending=pending)
        build_indexes(self.layout.indexes(generation), database.rows(keys), count, self.dimension)

    def _no_such(self, identity: str) -> StoreError:
        return StoreError(f"{identity}: no such document in {self.layout.folder}; see: plan-assistant documents list")
