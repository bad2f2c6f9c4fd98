"""The system of record: documents and passages with their embeddings in SQLite.

What a writer puts and removes is for it alone until it is published; then readers see all of it at once.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreError
from corpus.types import Span
from index.connection import PATIENCE
from index.published import CARD, Kept, Published
from index.records import Content, Record, digest_of
from index.schema import FOR_READERS, FOR_WRITER, SCHEMA, VERSION, WORDS, State
from index.types import DocumentCard, IndexRow, Passage

_CLOSED = (1.0, 2.0, 4.0, 8.0, 16.0)  # seconds that nobody may begin to read while the log is emptied, try after try
_OPEN = 0.1  # seconds between them, in which those who wait get in
_SMALL = 64_000_000  # bytes of a file that is written anew at once when something was removed
_MOST_BLANK = 0.3  # share of a larger file's pages that may be blanks before it is written anew


class Stored(NamedTuple):
    """A document as it lies in the file."""

    path: str
    sha256: str
    digest: str
    card: DocumentCard
    content: Content


class Database(Published):
    """The SQLite file of a store, open; `create` makes a new one. May be used from several threads."""

    def __init__(self, path: Path, kept: Kept | None = None) -> None:
        """Open the file; StoreError where it is none of ours, damaged, or of another version."""
        super().__init__(path, kept)
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

    def set(self, **settings: str) -> None:
        """Remember settings of the store, all or none."""
        with self._connection.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", settings.items())

    @property
    def pending(self) -> bool:
        """Whether anything waits to be published."""
        return self._one(f"SELECT 1 FROM documents WHERE {_PENDING} LIMIT 1") is not None

    def changes(self) -> tuple[list[int], list[int]]:
        """The keys of the documents that the next publication brings, and of those that it takes away."""
        rows = self._all(f"SELECT key, state FROM documents WHERE {_PENDING} ORDER BY key")
        return [k for k, state in rows if state == State.NEW], [k for k, state in rows if state == State.WITHDRAWN]

    def hashes(self) -> dict[str, tuple[str, str]]:
        """Path to (id, SHA-256) of every document, those included that are not published yet."""
        rows = self._all(f"SELECT path, id, sha256 FROM documents WHERE {FOR_WRITER}")
        return {path: (identity, sha256) for path, identity, sha256 in rows}

    def put(self, *records: Record) -> None:
        """Add documents for the next publication, all or none, each in place of what has its id or path."""
        with self._connection.transaction() as connection:
            for record in records:
                self._put(connection, record)

    def _put(self, connection: sqlite3.Connection, record: Record) -> None:
        self._withdraw(connection, id=record.id, path=record.path)
        identity = record.id, record.path, record.sha256
        key = connection.execute(
            "INSERT INTO documents (state, id, path, sha256, digest) VALUES (?, ?, ?, ?, ?)",
            (State.NEW, *identity, digest_of(*identity, record.content)),
        ).lastrowid
        connection.execute(
            f"INSERT INTO cards VALUES ({', '.join('?' * (5 + len(record.fields)))})",
            (key, len(record.text), len(record.passages), len(record.commitments), *record.fields, record.terms),
        )
        connection.execute(
            "INSERT INTO contents VALUES (?, ?, ?, ?, ?)",
            (key, record.notes, record.report, record.structure, record.text),
        )
        connection.executemany(
            "INSERT INTO passages (document, start, end, section, context, embedding) VALUES (?, ?, ?, ?, ?, ?)",
            [(key, *row) for row in record.passages],
        )
        connection.executemany(
            "INSERT INTO commitments (document, start, end, quote, record) VALUES (?, ?, ?, ?, ?)",
            [(key, *row) for row in record.commitments],
        )

    def remove(self, identity: str) -> bool:
        """Remove a document for the next publication; False where there is none of that id."""
        with self._connection.transaction() as connection:
            return self._withdraw(connection, id=identity) > 0

    def move(self, identity: str, path: str) -> None:
        """Note that the file of a document stands at another place now."""
        with self._connection.transaction() as connection:
            key, sha256 = connection.execute(
                f"SELECT key, sha256 FROM documents WHERE id = ? AND {FOR_WRITER}", (identity,)
            ).fetchone()
            digest = digest_of(identity, path, sha256, self._content(key))
            connection.execute("UPDATE documents SET path = ?, digest = ? WHERE key = ?", (path, digest, key))

    def publish(self) -> None:
        """Let readers see what was put and removed, all at once, under the next generation."""
        with self._connection.transaction() as connection:
            gone = [row[0] for row in connection.execute(f"SELECT key FROM documents WHERE state = {State.WITHDRAWN}")]
            _blank(connection, gone)
            connection.execute(f"UPDATE documents SET state = {State.PUBLISHED} WHERE state = {State.NEW}")
            connection.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'")

    def erase(self) -> None:
        """Take what was overwritten out of the write-ahead log too, where that is still to be done.

        A file that is small, or holds many blanks, is written anew.
        """
        if self.meta("erase") != "1":
            return
        with self._connection.using() as connection:
            if self._is_worth_writing_anew(connection):
                connection.execute(f"DELETE FROM documents WHERE state = {State.DEAD}")
                connection.execute("VACUUM")
            if not any(self._is_log_emptied(connection, seconds) for seconds in _CLOSED):
                raise StoreError(
                    f"{self.path}: bytes of a removed text are still in it because another process reads it; "
                    f"stop that and index again"
                )
            connection.execute("UPDATE meta SET value = '0' WHERE key = 'erase'")

    def _is_log_emptied(self, connection: sqlite3.Connection, seconds: float) -> bool:
        """Empty the write-ahead log while no one begins to read; False where those who do take longer."""
        with self._connection.gate.closed():
            connection.execute(f"PRAGMA busy_timeout = {round(1000 * seconds)}")
            try:
                busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                connection.execute(f"PRAGMA busy_timeout = {round(1000 * PATIENCE)}")
        if busy:
            time.sleep(_OPEN)
        return not busy

    def _is_worth_writing_anew(self, connection: sqlite3.Connection) -> bool:
        if self.path.stat().st_size <= _SMALL:
            return True
        dead, everything = (
            connection.execute(
                f"SELECT sum(length) FROM cards c JOIN documents d ON d.key = c.document WHERE {condition}"
            ).fetchone()[0]
            or 0
            for condition in (f"state = {State.DEAD}", "TRUE")
        )
        return bool(dead > _MOST_BLANK * everything)

    def passages_in(self, keys: Iterable[int]) -> NDArray[np.int64]:
        """The ids of the passages of the documents with those keys, published or not, in order."""
        found = [row[0] for key in keys for row in self._all("SELECT id FROM passages WHERE document = ?", key)]
        return np.array(sorted(found), dtype=np.int64)

    def keys(self, *, pending: bool) -> list[int]:
        """The keys of the published documents in order; with `pending` as they will be after the next publication."""
        view = FOR_WRITER if pending else FOR_READERS
        return [row[0] for row in self._all(f"SELECT key FROM documents WHERE {view} ORDER BY key")]

    def rows(self, keys: Iterable[int]) -> Iterator[IndexRow]:
        """What indexes are made from, for the documents with those keys, by id."""
        for key in keys:
            row = self._one(
                "SELECT d.id, c.terms, t.text FROM documents d JOIN cards c ON c.document = d.key "
                "JOIN contents t ON t.document = d.key WHERE d.key = ?",
                key,
            )
            identity, terms, text = row if row is not None else ("", "", "")
            for number, start, end, section, context, embedding in self._all(
                "SELECT id, start, end, section, context, embedding FROM passages WHERE document = ? ORDER BY id", key
            ):
                passage = Passage(identity, Span(start, end), section, context)
                vector = np.frombuffer(embedding, dtype=np.float16).astype(np.float32)
                yield IndexRow(number, key, passage, text[start:end], terms, vector)
                terms = ""

    def stored(self, identity: str) -> Stored | None:
        """A published document as it lies in the file; None for no such."""
        with self.snapshot():
            row = self._one(f"SELECT key, path, sha256, digest FROM documents WHERE id = ? AND {FOR_READERS}", identity)
            if row is None:
                return None
            cards = self._all(
                f"SELECT {CARD} FROM documents d JOIN cards c ON c.document = d.key WHERE d.key = ?", row[0]
            )
            return Stored(row[1], row[2], row[3], DocumentCard(*cards[0]), self._content(row[0]))

    def _content(self, key: int) -> Content:
        notes, report, structure, text, terms = self._all(
            "SELECT t.notes, t.report, t.structure, t.text, c.terms FROM contents t "
            "JOIN cards c ON c.document = t.document WHERE t.document = ?",
            key,
        )[0]
        passages = self._all(
            "SELECT start, end, section, context, embedding FROM passages WHERE document = ? ORDER BY id", key
        )
        register = self._all("SELECT start, end, quote, record FROM commitments WHERE document = ? ORDER BY id", key)
        return text, structure, notes, terms, report, passages, register

    def problems(self) -> tuple[str, ...]:
        """What SQLite finds wrong with the file."""
        with self._connection.using() as connection:
            said = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            loose = connection.execute("PRAGMA foreign_key_check").fetchall()
        return (
            *(line for line in said if line != "ok"),
            *(f"row {row[1]} of {row[0]} has no document" for row in loose),
        )

    def _withdraw(self, connection: sqlite3.Connection, **named: str) -> int:
        """Take the documents of that id or path out of the writer's sight; how many there were."""
        found: dict[int, int] = {}
        for column, value in named.items():
            found.update(
                connection.execute(f"SELECT key, state FROM documents WHERE {column} = ? AND {FOR_WRITER}", (value,))
            )
        _blank(connection, [key for key, state in found.items() if state == State.NEW])
        published = [(key,) for key, state in found.items() if state == State.PUBLISHED]
        connection.executemany(f"UPDATE documents SET state = {State.WITHDRAWN} WHERE key = ?", published)
        return len(found)


_PENDING = f"state >= {State.NEW:d} AND state <= {State.WITHDRAWN:d}"  # as the index on such rows has it


def _blank(connection: sqlite3.Connection, keys: Iterable[int]) -> None:
    """Overwrite the words of documents where they stand: SQLite writes a row of the same length into its place."""
    for key in keys:
        for table, columns in WORDS.items():
            blanks = ", ".join(f"{column} = {_BLANKS.format(column)}" for column in columns)
            connection.execute(f"UPDATE {table} SET {blanks} WHERE document = ?", (key,))
        connection.execute("UPDATE documents SET state = ? WHERE key = ?", (State.DEAD, key))
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'erase'")


_BLANKS = (
    "CASE typeof({0}) WHEN 'blob' THEN zeroblob(length({0})) "
    "WHEN 'text' THEN printf('%*s', length(CAST({0} AS BLOB)), '') END"
)
