"""The system of record: documents and passages with their embeddings in SQLite.

What a writer puts and removes is for it alone until it is published; then readers see all of it at once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.commitments.types import Commitment
from corpus.errors import StoreError
from corpus.types import Document, Span
from index.connection import Connection
from index.schema import (
    FOR_READERS,
    FOR_WRITER,
    SCHEMA,
    VERSION,
    CommitmentRow,
    PassageRow,
    commitment_of,
    commitment_row,
    digest_of,
    document_of,
    structure_of,
)
from index.types import Passage

_DOCUMENT = "id, path, sha256, structure, text"


class Database:
    """The SQLite file of a store, open; `create` makes a new one. May be used from several threads."""

    def __init__(self, path: Path) -> None:
        """Open the file; StoreError where it is none of ours, damaged, or of another version."""
        self.path = path
        self._connection = Connection(path)
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
        with self._connection.using() as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    @property
    def generation(self) -> int:
        """The count of publications; read anew every time, so that one by another process is seen."""
        self._connection.follow()
        return int(self.meta("generation") or 0)

    @property
    def pending(self) -> bool:
        """Whether anything waits to be published."""
        with self._connection.using() as connection:
            return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM documents WHERE state <> 0)").fetchone()[0])

    def hashes(self) -> dict[str, tuple[str, str]]:
        """Path to (id, SHA-256) of every document, those included that are not published yet."""
        with self._connection.using() as connection:
            rows = connection.execute(f"SELECT path, id, sha256 FROM documents WHERE {FOR_WRITER}").fetchall()
        return {path: (identity, sha256) for path, identity, sha256 in rows}

    def ids(self) -> list[str]:
        """The ids of the published documents, sorted."""
        with self._connection.using() as connection:
            rows = connection.execute(f"SELECT id FROM documents WHERE {FOR_READERS} ORDER BY id").fetchall()
        return [row[0] for row in rows]

    def document(self, identity: str) -> Document | None:
        """The published document with that id, None where there is none."""
        with self._connection.using() as connection:
            row = connection.execute(
                f"SELECT {_DOCUMENT} FROM documents WHERE id = ? AND {FOR_READERS}", (identity,)
            ).fetchone()
        return None if row is None else document_of(row)

    def documents(self) -> dict[str, Document]:
        """The published documents by id, in its order."""
        with self._connection.using() as connection:
            rows = connection.execute(f"SELECT {_DOCUMENT} FROM documents WHERE {FOR_READERS} ORDER BY id").fetchall()
        return {row[0]: document_of(row) for row in rows}

    def passages(self) -> dict[int, Passage]:
        """The passages of the published documents by their id, in its order."""
        with self._connection.using() as connection:
            rows = connection.execute(
                f"SELECT p.id, d.id, p.start, p.end, p.section, p.context "
                f"FROM passages p JOIN documents d ON d.key = p.document WHERE {FOR_READERS} ORDER BY p.id"
            ).fetchall()
        return {number: Passage(d, Span(start, end), section, c) for number, d, start, end, section, c in rows}

    def commitments(self) -> dict[str, tuple[Commitment, ...]]:
        """The commitments of the published documents by their id, in the order of the text."""
        with self._connection.using() as connection:
            rows = connection.execute(
                f"SELECT d.id, c.record FROM documents d LEFT JOIN commitments c ON c.document = d.key "
                f"WHERE {FOR_READERS} ORDER BY d.id, c.rowid"
            ).fetchall()
        found: dict[str, list[Commitment]] = {}
        for identity, record in rows:
            own = found.setdefault(identity, [])
            if record is not None:
                own.append(commitment_of(identity, record))
        return {identity: tuple(own) for identity, own in found.items()}

    def rows(self, *, pending: bool) -> list[tuple[int, Passage, str, NDArray[np.float32]]]:
        """What indexes are made from: passage id, passage, its characters and its embedding, by id.

        With `pending` as they will be after the next publication.
        """
        view = FOR_WRITER if pending else FOR_READERS
        with self.snapshot(), self._connection.using() as connection:
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

    def put(
        self,
        document: Document,
        passages: Sequence[Passage],
        vectors: NDArray[np.float32],
        commitments: Sequence[Commitment] = (),
    ) -> None:
        """Add `document` with what was found in it for the next publication, in place of what has its id or path."""
        structure = structure_of(document)
        rows: list[PassageRow] = [
            (p.span.start, p.span.end, p.section, p.context, vector.astype(np.float16).tobytes())
            for p, vector in zip(passages, vectors, strict=True)
        ]
        register = [commitment_row(document, commitment) for commitment in commitments]
        digest = digest_of(document.text, structure, rows, register)
        source = document.source
        with self._connection.transaction() as connection:
            self._withdraw(connection, "id = ? OR path = ?", (document.id, source.path))
            key = connection.execute(
                "INSERT INTO documents (state, id, path, sha256, digest, structure, text) VALUES (1, ?, ?, ?, ?, ?, ?)",
                (document.id, source.path, source.sha256, digest, structure, document.text),
            ).lastrowid
            connection.executemany(
                "INSERT INTO passages (document, start, end, section, context, embedding) VALUES (?, ?, ?, ?, ?, ?)",
                [(key, *row) for row in rows],
            )
            connection.executemany(
                "INSERT INTO commitments (document, start, end, quote, record) VALUES (?, ?, ?, ?, ?)",
                [(key, *row) for row in register],
            )

    def remove(self, identity: str) -> bool:
        """Remove a document for the next publication; False where there is none of that id."""
        with self._connection.transaction() as connection:
            return self._withdraw(connection, "id = ?", (identity,)) > 0

    def move(self, identity: str, path: str) -> None:
        """Note that the file of a document stands at another place now."""
        with self._connection.transaction() as connection:
            connection.execute(f"UPDATE documents SET path = ? WHERE id = ? AND {FOR_WRITER}", (path, identity))

    def publish(self) -> None:
        """Let readers see what was put and removed, all at once, under the next generation."""
        with self._connection.transaction() as connection:
            if connection.execute("DELETE FROM documents WHERE state < 0").rowcount:
                _must_erase(connection)
            connection.execute("UPDATE documents SET state = 0 WHERE state > 0")
            connection.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'")

    def erase(self) -> None:
        """Overwrite what was removed, in the file and in its write-ahead log, where that is still to be done.

        SQLite's secure_delete alone leaves bytes behind where it moved rows between pages, so the file is written anew.
        """
        if self.meta("erase") != "1":
            return
        with self._connection.using() as connection:
            connection.execute("VACUUM")
            if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise StoreError(
                    f"{self.path}: bytes of a removed text are still in it because another process reads it; "
                    f"stop that and index again"
                )
            connection.execute("UPDATE meta SET value = '0' WHERE key = 'erase'")

    def problems(self) -> tuple[str, ...]:
        """What SQLite finds wrong with the file."""
        with self._connection.using() as connection:
            said = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            loose = connection.execute("PRAGMA foreign_key_check").fetchall()
        return (
            *(line for line in said if line != "ok"),
            *(f"row {row[1]} of {row[0]} has no document" for row in loose),
        )

    def stored(self, identity: str) -> tuple[str, str, str, list[PassageRow], list[CommitmentRow]] | None:
        """Digest, structure, text, passage rows and commitment rows of a published document; None for no such."""
        with self.snapshot(), self._connection.using() as connection:
            row = connection.execute(
                f"SELECT key, digest, structure, text FROM documents WHERE id = ? AND {FOR_READERS}", (identity,)
            ).fetchone()
            if row is None:
                return None
            passages = connection.execute(
                "SELECT start, end, section, context, embedding FROM passages WHERE document = ? ORDER BY id", row[:1]
            ).fetchall()
            register = connection.execute(
                "SELECT start, end, quote, record FROM commitments WHERE document = ? ORDER BY rowid", row[:1]
            ).fetchall()
        return row[1], row[2], row[3], passages, register

    def snapshot(self) -> AbstractContextManager[None]:
        """Read one state of the file throughout, whatever other processes write meanwhile."""
        return self._connection.snapshot()

    def _withdraw(self, connection: sqlite3.Connection, condition: str, values: tuple[str, ...]) -> int:
        """Take the rows of a document out of the writer's sight; how many there were."""
        run = connection.execute
        unpublished = run(f"DELETE FROM documents WHERE state > 0 AND ({condition})", values).rowcount
        if unpublished:
            _must_erase(connection)
        return unpublished + run(f"UPDATE documents SET state = -1 WHERE state = 0 AND ({condition})", values).rowcount


def _must_erase(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE meta SET value = '1' WHERE key = 'erase'")
