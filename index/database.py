"""The system of record: documents and passages with their embeddings in SQLite, changed one document a transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from corpus.errors import StoreError
from corpus.types import Document, Metadata, Section, Source, Span, Table
from index.types import Passage

VERSION = 1
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, path TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, structure TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, end INTEGER NOT NULL, section INTEGER NOT NULL, context TEXT NOT NULL, embedding BLOB NOT NULL
);
CREATE INDEX passages_of_document ON passages (document);
"""


@dataclass(frozen=True, slots=True)
class _Structure:
    """What is known of a document besides its text."""

    pages: tuple[Span, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    metadata: Metadata


@cache
def _adapter() -> TypeAdapter[_Structure]:
    return TypeAdapter(_Structure)


class Database:
    """The SQLite file of a store; use `create` for a new one."""

    def __init__(self, path: Path) -> None:
        """Open the file; StoreError where it is none of ours, damaged, or of another version."""
        self.path = path
        try:
            self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
            for pragma in ("foreign_keys = ON", "secure_delete = ON", "synchronous = FULL"):
                self._connection.execute(f"PRAGMA {pragma}")
            version = self.meta("version")
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{path}: not a store or damaged ({error}); index the files again into an empty folder") from error
        if version != str(VERSION):
            raise StoreError(f"{path}: store version {version}, this program reads {VERSION}; index the files again")

    @classmethod
    def create(cls, path: Path, encoder: str, dimension: int) -> Database:
        """Make the file in one step: it is either not there or complete."""
        unfinished = path.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        connection = sqlite3.connect(unfinished, isolation_level=None)
        connection.executescript(_SCHEMA)
        values = {"version": VERSION, "encoder": encoder, "dimension": dimension, "generation": 0}
        connection.executemany("INSERT INTO meta VALUES (?, ?)", [(k, str(v)) for k, v in values.items()])
        connection.execute("PRAGMA journal_mode = WAL")
        connection.close()
        unfinished.replace(path)
        return cls(path)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def meta(self, key: str) -> str | None:
        """A setting of the store, None where it has none of that name."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    @property
    def generation(self) -> int:
        """The count of changes; read anew every time, so that a change by another process is seen."""
        return int(self.meta("generation") or 0)

    def hashes(self) -> dict[str, tuple[str, str]]:
        """Path to (id, SHA-256) of every document."""
        rows = self._connection.execute("SELECT path, id, sha256 FROM documents")
        return {path: (identity, sha256) for path, identity, sha256 in rows}

    def ids(self) -> list[str]:
        """The ids of the documents, sorted."""
        return [row[0] for row in self._connection.execute("SELECT id FROM documents ORDER BY id")]

    def document(self, identity: str) -> Document | None:
        """The document with that id, None where there is none."""
        row = self._connection.execute(
            "SELECT id, path, sha256, structure, text FROM documents WHERE id = ?", (identity,)
        ).fetchone()
        if row is None:
            return None
        known = _adapter().validate_json(row[3])
        source = Source(row[1], row[2])
        return Document(row[0], source, row[4], known.pages, known.sections, known.tables, known.metadata)

    def passages(self) -> Iterator[tuple[int, Passage, NDArray[np.float32]]]:
        """Every passage with its id and embedding, by id."""
        rows = self._connection.execute(
            "SELECT id, document, start, end, section, context, embedding FROM passages ORDER BY id"
        )
        for number, document, start, end, section, context, embedding in rows:
            vector = np.frombuffer(embedding, dtype=np.float16).astype(np.float32)
            yield number, Passage(document, Span(start, end), section, context), vector

    def put(self, document: Document, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> None:
        """Add `document` with its passages, in place of an earlier state of it, in one transaction."""
        known = _Structure(document.pages, document.sections, document.tables, document.metadata)
        structure = _adapter().dump_json(known).decode("utf-8")
        with self._transaction():
            self._connection.execute("DELETE FROM documents WHERE id = ?", (document.id,))
            self._connection.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?)",
                (document.id, document.source.path, document.source.sha256, structure, document.text),
            )
            self._connection.executemany(
                "INSERT INTO passages (document, start, end, section, context, embedding) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (p.document, p.span.start, p.span.end, p.section, p.context, vector.astype(np.float16).tobytes())
                    for p, vector in zip(passages, vectors, strict=True)
                ],
            )

    def remove(self, identity: str) -> bool:
        """Remove a document and its passages and overwrite their bytes; False where there is none of that id."""
        with self._transaction():
            count = self._connection.execute("DELETE FROM documents WHERE id = ?", (identity,)).rowcount
        self._connection.execute("VACUUM")
        self.checkpoint()
        return count > 0

    def checkpoint(self) -> None:
        """Move the write-ahead log into the file and cut the log to nothing."""
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def check(self) -> str | None:
        """What SQLite finds wrong with the file, None where it is sound."""
        said = self._connection.execute("PRAGMA integrity_check").fetchone()[0]
        return None if said == "ok" else str(said)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'")
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")
