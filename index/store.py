"""The store: documents, passages and both indexes as one thing that is always whole.

SQLite is the system of record; the indexes are made from it. A writer puts and removes documents, which no reader
sees, then publishes: it makes the indexes of the next generation beside those of the present one and switches to them
in one transaction. Whatever is killed, and whenever, readers have one generation with the indexes that belong to it.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

from corpus.errors import StoreError
from corpus.types import Document
from index.backends import Place, open_backend, place_of
from index.database import Database
from index.derived import Change
from index.encoder import SHIPPED_NAME, Encoder, full_name, is_shipped, load_encoder
from index.feedback import Feedback
from index.layout import Layout
from index.locks import WriterLock, building
from index.reading import Reading
from index.records import Record


class Store(Reading):
    """An open store. The constructor opens one, `create_or_open` makes it when it is not there.

    Inside of `reading` a thread reads one state, however much is written meanwhile; outside of it each call reads the
    present documents, and the indexes of the last `refresh`.
    """

    def __init__(self, folder: Path, encoder: Encoder | None = None) -> None:
        """Open the store in `folder`; StoreError where there is none or `encoder` is not the one it was built with."""
        layout = Layout(folder)
        if not layout.database.is_file():
            raise StoreError(f"{folder}: no store here; make one with: plan-assistant index PATH --store {folder}")
        super().__init__(layout)
        self._built_with = self.database.meta("encoder") or SHIPPED_NAME
        self._encoder: Encoder | None = None
        self._writer = WriterLock(self.layout.lock)
        if encoder is not None:
            try:
                self._use(encoder)
            except StoreError:
                self.close()
                raise

    @classmethod
    def create_or_open(cls, folder: Path, encoder_name: str = SHIPPED_NAME, place: Place | None = None) -> Store:
        """The store in `folder`, made empty with that encoder where there is none yet; with its indexes at `place`."""
        store = cls._made_or_opened(folder, encoder_name)
        try:
            if place is not None:
                store.move_to(place)
        except StoreError:
            store.close()
            raise
        return store

    @classmethod
    def _made_or_opened(cls, folder: Path, encoder_name: str) -> Store:
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
            Feedback(self.layout.folder).forget(identity)  # first: who is killed here finds the document, not its trace
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
                elif self.backend.open(generation) is None:
                    self._build(generation, self.database, pending=False)
                self.backend.sweep(generation)
            self.database.erase()
        with self._guard:
            if self._snapshot is not None and self._snapshot.generation != generation:
                self._snapshot = self._load()

    def _advance(self, generation: int) -> None:
        """Make the indexes of the next generation, of the present ones where that pays."""
        came, gone = self.database.changes()
        change = Change(
            gone,
            self.database.passages_in(gone),
            self.database.rows(came),
            len(self.database.passages_in(came)),
            self.database.rows(gone),
        )
        if not self.backend.change(generation, change, self.database.count()):
            self._build(generation, self.database, pending=True)

    def move_to(self, place: Place) -> None:
        """Keep the indexes there from now on, made from the system of record; no other process may have the store."""
        if place == place_of(self.database):
            return
        with self.writing():
            prefix = f"plans_{uuid4().hex}"
            before, after = self.backend, open_backend(self.layout.folder, place, prefix)
            after.clear()  # there is nothing, but the server answers
            self.database.set(backend=place.kind, address=place.address, collection=prefix)
            with self._guard:
                self.backend, self._snapshot = after, None
            if self.database.generation:
                self.publish()
            before.clear()
            before.close()

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

    def _mend(self, generation: int) -> None:
        """Make the indexes of `generation` anew, unless another process did, or published, while this one waited."""
        with (
            building(self.layout.build_lock),
            Database(self.layout.database, self._kept) as database,
            database.snapshot(),
        ):
            if database.generation != generation:
                return
            found = self.backend.open(generation)
            if found is None or not len(found[0]) == len(found[1]) == database.count():
                self._build(generation, database, pending=False)

    def _build(self, generation: int, database: Database, *, pending: bool) -> None:
        keys = database.keys(pending=pending)
        count = database.count(pending=pending)
        self.backend.build(generation, database.rows(keys), count, self.dimension)
