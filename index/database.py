"""The system of record: documents and passages with their embeddings in SQLite.

What a writer puts and removes is for it alone until it is published; then readers see all of it at once.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreError
from corpus.types import Document, Span
from index.schema import (
    FOR_READERS,
    FOR_WRITER,
    SCHEMA,
    VERSION,
    PassageRow,
    advice,
    digest_of,
    document_of,
    structure_of,
)
from index.types import Passage

PATIENCE = 30.0  # seconds to wait for another process's lock
_DOCUMENT = "id, path, sha256, structure, text"


class Database:
    """The SQLite file of a store, open; `create` makes a new one. May be used from several threads."""

    def __init__(self, path: Path) -> None:
        """Open the file; StoreError where it is none of ours, damaged, or of another version."""
        self.path = path
        self._guard = RLock()
        self._open()
        try:
            version = self.meta("version")
            if version != str(VERSION):
                raise StoreError(
                    f"{path}: store of version {version}, this program reads {VERSION}; "
                    f"delete the folder and index the files again"
                )
        except StoreError:
            self.close()
            raise

    @classmethod
    def create(cls, path: Path, encoder: str, dimension: int) -> Database:
        """Make the file in one step: it is either not there or complete; the caller holds the right to build."""
        unfinished = path.with_suffix(".new")
        try:
            unfinished.unlink(missing_ok=True)
            connection = sqlite3.connect(unfinished, isolation_level=None)
            connection.executescript(SCHEMA)
            values = {"version": VERSION, "encoder": encoder, "dimension": dimension, "generation": 0, "erase": 0}
            connection.executemany("INSERT INTO meta VALUES (?, ?)", [(k, str(v)) for k, v in values.items()])
            connection.execute("PRAGMA journal_mode = WAL")
            connection.close()
            unfinished.replace(path)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{path}: cannot be made ({error}); check the folder and the free space") from error
        return cls(path)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def meta(self, key: str) -> str | None:
        """A setting of the store, None where it has none of that name."""
        with self._using() as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    @property
    def generation(self) -> int:
        """The count of publications; read anew every time, so that one by another process is seen."""
        if self._stamp is not None and self._stamp != _stamp(self.path):
            self.close()
            self._open()
        return int(self.meta("generation") or 0)

    @property
    def pending(self) -> bool:
        """Whether anything waits to be published."""
        with self._using() as connection:
            return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM documents WHERE state <> 0)").fetchone()[0])

    def hashes(self) -> dict[str, tuple[str, str]]:
        """Path to (id, SHA-256) of every document, those included that are not published yet."""
        with self._using() as connection:
            rows = connection.execute(f"SELECT path, id, sha256 FROM documents WHERE {FOR_WRITER}").fetchall()
        return {path: (identity, sha256) for path, identity, sha256 in rows}

    def ids(self) -> list[str]:
        """The ids of the published documents, sorted."""
        with self._using() as connection:
            rows = connection.execute(f"SELECT id FROM documents WHERE {FOR_READERS} ORDER BY id").fetchall()
        return [row[0] for row in rows]

    def document(self, identity: str) -> Document | None:
        """The published document with that id, None where there is none."""
        with self._using() as connection:
            row = connection.execute(
                f"SELECT {_DOCUMENT} FROM documents WHERE id = ? AND {FOR_READERS}", (identity,)
            ).fetchone()
        return None if row is None else document_of(row)

    def documents(self) -> dict[str, Document]:
        """The published documents by id, in its order."""
        with self._using() as connection:
            rows = connection.execute(f"SELECT {_DOCUMENT} FROM documents WHERE {FOR_READERS} ORDER BY id").fetchall()
        return {row[0]: document_of(row) for row in rows}

    def passages(self) -> dict[int, Passage]:
        """The passages of the published documents by their id, in its order."""
        with self._using() as connection:
            rows = connection.execute(
                f"SELECT p.id, d.id, p.start, p.end, p.section, p.context "
                f"FROM passages p JOIN documents d ON d.key = p.document WHERE {FOR_READERS} ORDER BY p.id"
            ).fetchall()
        return {number: Passage(d, Span(start, end), section, c) for number, d, start, end, section, c in rows}

    def rows(self, *, pending: bool) -> list[tuple[int, Passage, str, NDArray[np.float32]]]:
        """What indexes are made from: passage id, passage, its characters and its embedding, by id.

        With `pending` as they will be after the next publication.
        """
        view = FOR_WRITER if pending else FOR_READERS
        with self.snapshot(), self._using() as connection:
            texts = dict(connection.execute(f"SELECT key, text FROM documents WHERE {view}"))
            rows = connection.execute(
                f"SELECT p.id, d.id, d.key, p.start, p.end, p.section, p.context, p.embedding "
                f"FROM passages p JOIN documents d ON d.key = p.document WHERE {view} ORDER BY p.id"
            ).fetchall()
        return [
            (
                number,
                Passage(document, Span(start, end), section, context),
                texts[key][start:end],
                np.frombuffer(embedding, dtype=np.float16).astype(np.float32),
            )
            for number, document, key, start, end, section, context, embedding in rows
        ]

    def put(self, document: Document, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> None:
        """Add `document` with its passages for the next publication, in place of what has its id or path."""
        structure = structure_of(document)
        rows: list[PassageRow] = [
            (p.span.start, p.span.end, p.section, p.context, vector.astype(np.float16).tobytes())
            for p, vector in zip(passages, vectors, strict=True)
        ]
        digest = digest_of(document.text, structure, rows)
        source = document.source
        with self._transaction() as connection:
            self._withdraw("id = ? OR path = ?", (document.id, source.path))
            key = connection.execute(
                "INSERT INTO documents (state, id, path, sha256, digest, structure, text) VALUES (1, ?, ?, ?, ?, ?, ?)",
                (document.id, source.path, source.sha256, digest, structure, document.text),
            ).lastrowid
            connection.executemany(
                "INSERT INTO passages (document, start, end, section, context, embedding) VALUES (?, ?, ?, ?, ?, ?)",
                [(key, *row) for row in rows],
            )

    def remove(self, identity: str) -> bool:
        """Remove a document for the next publication; False where there is none of that id."""
        with self._transaction():
            return self._withdraw("id = ?", (identity,)) > 0

    def move(self, identity: str, path: str) -> None:
        """Note that the file of a document stands at another place now."""
        with self._transaction() as connection:
            connection.execute(f"UPDATE documents SET path = ? WHERE id = ? AND {FOR_WRITER}", (path, identity))

    def publish(self) -> None:
        """Let readers see what was put and removed, all at once, under the next generation."""
        with self._transaction() as connection:
            if connection.execute("DELETE FROM documents WHERE state < 0").rowcount:
                self._must_erase()
            connection.execute("UPDATE documents SET state = 0 WHERE state > 0")
            connection.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'")

    def erase(self) -> None:
        """Overwrite what was removed, in the file and in its write-ahead log, where that is still to be done.

        SQLite's secure_delete alone leaves bytes behind where it moved rows between pages, so the file is written anew.
        """
        if self.meta("erase") != "1":
            return
        with self._using() as connection:
            connection.execute("VACUUM")
            if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise StoreError(
                    f"{self.path}: bytes of a removed text are still in it because another process reads it; "
                    f"stop that and index again"
                )
            connection.execute("UPDATE meta SET value = '0' WHERE key = 'erase'")

    def problems(self) -> tuple[str, ...]:
        """What SQLite finds wrong with the file."""
        with self._using() as connection:
            said = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            loose = connection.execute("PRAGMA foreign_key_check").fetchall()
        return (
            *(line for line in said if line != "ok"),
            *(f"row {row[1]} of {row[0]} has no document" for row in loose),
        )

    def stored(self, identity: str) -> tuple[str, str, str, list[PassageRow]] | None:
        """The digest, structure, text and passage rows of a published document, None where there is none."""
        with self.snapshot(), self._using() as connection:
            row = connection.execute(
                f"SELECT key, digest, structure, text FROM documents WHERE id = ? AND {FOR_READERS}", (identity,)
            ).fetchone()
            if row is None:
                return None
            passages = connection.execute(
                "SELECT start, end, section, context, embedding FROM passages WHERE document = ? ORDER BY id", row[:1]
            ).fetchall()
        return row[1], row[2], row[3], passages

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one state of the file throughout, whatever other processes write meanwhile."""
        with self._using() as connection:
            if connection.in_transaction:
                yield
                return
            connection.execute("BEGIN")
            try:
                yield
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def _open(self) -> None:
        """Connect; where nothing can be written beside the file it is read as it lies, without a log."""
        address = self.path.absolute().as_uri()
        self._stamp: tuple[int, int] | None = None
        self._connection = _connect(f"{address}?mode=rw")
        try:
            self.meta("version")
        except StoreError:
            log = self.path.with_name(f"{self.path.name}-wal")
            if os.access(self.path.parent, os.W_OK) or log.exists():
                self._connection.close()
                raise
            self._connection.close()
            self._stamp = _stamp(self.path)
            self._connection = _connect(f"{address}?immutable=1")

    def _withdraw(self, condition: str, values: tuple[str, ...]) -> int:
        """Take the rows of a document out of the writer's sight; how many there were."""
        run = self._connection.execute
        unpublished = run(f"DELETE FROM documents WHERE state > 0 AND ({condition})", values).rowcount
        if unpublished:
            self._must_erase()
        return unpublished + run(f"UPDATE documents SET state = -1 WHERE state = 0 AND ({condition})", values).rowcount

    def _must_erase(self) -> None:
        self._connection.execute("UPDATE meta SET value = '1' WHERE key = 'erase'")

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread at a time; SQLite's errors become ours."""
        with self._guard:
            try:
                yield self._connection
            except sqlite3.Error as error:
                raise StoreError(f"{self.path}: {error}; {advice(error)}") from error

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._using() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # SQLite itself rolls back when the disk is full
                    connection.execute("ROLLBACK")
                raise


def _connect(address: str) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False, timeout=PATIENCE)
        for pragma in ("foreign_keys = ON", "secure_delete = ON", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error as error:
        raise StoreError(f"{address}: {error}; {advice(error)}") from error
    return connection


def _stamp(path: Path) -> tuple[int, int]:
    facts = path.stat()
    return facts.st_mtime_ns, facts.st_size
