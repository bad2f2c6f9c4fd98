"""Reading a store: one state at a time for each thread, each document and passage when it is asked for."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from threading import RLock

from corpus.checks import Report
from corpus.commitments.types import Commitment
from corpus.errors import StoreError
from corpus.types import Document
from index.backends import Nearest, Words, open_backend, place_of
from index.database import Database
from index.layout import Layout
from index.published import Kept, Published
from index.types import DocumentCard, Passage
from index.vectors import Ids

_ATTEMPTS = 20  # at loading a generation while a writer publishes one after the other


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The indexes of one generation; nothing that a writer does later changes them."""

    generation: int
    words: Words
    vectors: Nearest


class _Pinned(threading.local):
    """What the thread reads inside of `Store.reading`."""

    database: Database | None = None
    snapshot: Snapshot | None = None


class Reading(ABC):
    """What is read of the store in a folder; `_mend` makes its indexes where they are missing or damaged."""

    def __init__(self, layout: Layout) -> None:
        """Open the database; StoreError where it is none of ours or damaged."""
        self.layout = layout
        self._kept = Kept()
        self.database = Database(layout.database, self._kept)
        self.backend = open_backend(layout.folder, place_of(self.database), self.database.meta("collection") or "")
        self._free: list[Database] = []  # connections that no thread reads over
        self._pinned = _Pinned()
        self._snapshot: Snapshot | None = None
        self._told = -1  # the generation that `refresh` last told of
        self._guard = RLock()

    def close(self) -> None:
        """Close the database and what the backend holds open."""
        with self._guard:
            while self._free:
                self._free.pop().close()
        self.backend.close()
        self.database.close()

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """Let this thread read one state until the end; may be nested.

        It keeps a writer who erases waiting, and with it those who then want to begin.
        """
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
    def words(self) -> Words:
        """The inverted index."""
        return self.snapshot.words

    @property
    def vectors(self) -> Nearest:
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

    def checked(self, identities: Iterable[str]) -> Iterator[tuple[Document, Report]]:
        """Those of the documents that are there, with what the checks said of each when it was indexed.

        They are read one by one, each with its report in one state. Loads no index.
        """
        for identity in identities:
            published = self.published
            with published.snapshot():
                document, report = published.document(identity), published.report(identity)
            if document is not None and report is not None:
                yield document, report

    @abstractmethod
    def _mend(self, generation: int) -> None: ...

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
        found = self.backend.open(generation)
        if found is None or not len(found[0]) == len(found[1]) == database.count():
            return None
        snapshot = Snapshot(generation, *found)
        with self._guard:
            if self._snapshot is None or self._snapshot.generation < generation:
                self._snapshot = snapshot
        return snapshot

    def _no_such(self, identity: str) -> StoreError:
        return StoreError(f"{identity}: no such document in {self.layout.folder}; see: plan-assistant documents list")
