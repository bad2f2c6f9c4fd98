"""The store: documents, passages and both indexes as one thing that is always whole.

SQLite is the system of record. The word and vector indexes are made from it, carry its generation in their names and
are put in place complete; whatever is killed, the next opening finds them or makes them again.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from corpus.errors import StoreError
from corpus.types import Document
from index.database import Database
from index.encoder import SHIPPED_NAME, Encoder, load_encoder
from index.layout import Layout
from index.lexical import LexicalIndex
from index.passages import find_passages
from index.types import Passage
from index.vectors import VectorIndex

_BATCH = 256  # passages encoded at a time


class Store:
    """An open store. `open` reads one, `create_or_open` makes it when it is not there."""

    def __init__(self, folder: Path, encoder: Encoder | None = None) -> None:
        """Open the store in `folder`; StoreError where there is none or `encoder` is not the one it was built with."""
        self.layout = Layout(folder)
        if not self.layout.database.is_file():
            raise StoreError(f"{folder}: no store here; make one with: plan-assistant index PATH --store {folder}")
        self.database = Database(self.layout.database)
        built_with = self.database.meta("encoder") or SHIPPED_NAME
        if encoder is not None and encoder.name != built_with:
            self.database.close()
            raise StoreError(
                f"{folder}: built with encoder {built_with}, not {encoder.name}; use that one or index into another store"
            )
        self._encoder = encoder
        self._built_with = built_with
        self._generation = -1
        self._documents: dict[str, Document] = {}
        self._passages: dict[int, Passage] = {}

    @classmethod
    def create_or_open(cls, folder: Path, encoder_name: str = SHIPPED_NAME) -> Store:
        """The store in `folder`, made empty with that encoder where there is none yet."""
        layout = Layout(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{folder}: cannot be made ({error.strerror}); choose another folder with --store") from error
        encoder = load_encoder(encoder_name)
        if not layout.database.exists():
            Database.create(layout.database, encoder.name, encoder.dimension).close()
        return cls(folder, encoder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    @property
    def encoder(self) -> Encoder:
        """The encoder that the store was built with, loaded when first needed."""
        if self._encoder is None:
            self._encoder = load_encoder(self._built_with)
        return self._encoder

    def refresh(self) -> bool:
        """Load what another process changed; whether anything had to be loaded."""
        generation = self.database.generation
        if generation == self._generation:
            return False
        self._documents = {}
        self._words, self._vectors = self._derived(generation)
        self._passages = {number: passage for number, passage, _ in self.database.passages()}
        self._generation = generation
        return True

    @property
    def words(self) -> LexicalIndex:
        """The inverted index of the present generation."""
        self.refresh()
        return self._words

    @property
    def vectors(self) -> VectorIndex:
        """The vector index of the present generation."""
        self.refresh()
        return self._vectors

    @property
    def passages(self) -> dict[int, Passage]:
        """The passages by id."""
        self.refresh()
        return self._passages

    def ids(self) -> list[str]:
        """The ids of the documents, sorted."""
        return self.database.ids()

    def document(self, identity: str) -> Document:
        """The document with that id; StoreError where there is none."""
        self.refresh()
        if identity not in self._documents:
            found = self.database.document(identity)
            if found is None:
                raise StoreError(f"{identity}: no such document in {self.layout.folder}; see: plan-assistant documents list")
            self._documents[identity] = found
        return self._documents[identity]

    def put(self, document: Document) -> None:
        """Add or replace a document; the indexes follow with `publish`."""
        passages = find_passages(document)
        texts = [f"{p.context}\n{p.span.of(document.text)}" for p in passages]
        batches = [self.encoder.encode(texts[i : i + _BATCH]) for i in range(0, len(texts), _BATCH)]
        vectors = np.concatenate(batches) if batches else np.zeros((0, self.encoder.dimension), dtype=np.float32)
        self.database.put(document, passages, vectors)

    def remove(self, identity: str) -> None:
        """Remove a document with every trace; StoreError where there is none."""
        if not self.database.remove(identity):
            raise StoreError(f"{identity}: no such document in {self.layout.folder}; see: plan-assistant documents list")
        self.publish()

    def publish(self) -> None:
        """Make the indexes of the present generation and delete all others."""
        self.database.checkpoint()
        generation = self.database.generation
        self._derived(generation)
        keep = {self.layout.words(generation), self.layout.vectors(generation)}
        for path in self.layout.derived():
            if path not in keep:
                _delete(path)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the store as its one writer; StoreError says who else does."""
        with self.layout.lock.open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                lock.seek(0)
                holder = lock.read().strip() or "unknown"
                raise StoreError(f"{self.layout.folder}: process {holder} is writing to it; wait until it is done") from error
            lock.seek(0)
            lock.truncate()
            lock.write(str(os.getpid()))
            lock.flush()
            yield

    def _derived(self, generation: int) -> tuple[LexicalIndex, VectorIndex]:
        """Open the indexes of `generation`, made first where they are missing or damaged."""
        words, vectors = self.layout.words(generation), self.layout.vectors(generation)
        for attempt in range(2):
            try:
                found = LexicalIndex(words), VectorIndex.open(vectors)
            except (ValueError, RuntimeError, OSError):
                if attempt:
                    raise
            else:
                if len(found[0]) == len(found[1]):
                    return found
            self._build(words, vectors)
        raise StoreError(f"{self.layout.folder}: its indexes cannot be made; index the files again into an empty folder")

    def _build(self, words: Path, vectors: Path) -> None:
        rows = list(self.database.passages())
        texts: dict[str, str] = {}
        for _, passage, _ in rows:
            if passage.document not in texts:
                document = self.database.document(passage.document)
                texts[passage.document] = document.text if document else ""
        suffix = f".{os.getpid()}.part"
        new_words, new_vectors = words.with_name(words.name + suffix), vectors.with_name(vectors.name + suffix)
        _delete(new_words)
        LexicalIndex.build(new_words, ((n, p, p.span.of(texts[p.document])) for n, p, _ in rows))
        ids = np.array([n for n, _, _ in rows], dtype=np.int64)
        dimension = int(self.database.meta("dimension") or self.encoder.dimension)
        stacked = np.stack([v for _, _, v in rows]) if rows else np.zeros((0, dimension), dtype=np.float32)
        VectorIndex.build(ids, stacked, new_vectors)
        _delete(words)
        new_words.rename(words)
        new_vectors.replace(vectors)

    def texts(self, identities: Sequence[str]) -> dict[str, str]:
        """The texts of documents by id."""
        return {identity: self.document(identity).text for identity in identities}


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
