"""A connection to the SQLite file of a store: one thread at a time, snapshots, transactions, errors in one line."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from corpus.errors import StoreError
from index.layout import Layout
from index.locks import Gate

PATIENCE = 30.0  # seconds to wait for another process's lock
_ADVICE = {
    sqlite3.SQLITE_BUSY: "another process holds it; try again when that is done",
    sqlite3.SQLITE_READONLY: "make the folder writable",
    sqlite3.SQLITE_CANTOPEN: "make the folder writable",
    sqlite3.SQLITE_IOERR: "check the disk and its free space, then run this again",
    sqlite3.SQLITE_FULL: "free some disk space, then run this again",
}
_DAMAGED = "not a store or damaged; try: plan-assistant verify --repair, or delete the folder and index the files again"


class Connection:
    """The connection to `path`, which must be there; StoreError where it cannot be read.

    Where nothing can be written beside the file, it is read as it lies, without a log.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.gate = Gate(Layout(path.parent).gate)
        self._guard = RLock()
        self._open()

    def close(self) -> None:
        """Close it; nothing can be read afterwards."""
        self._sqlite.close()

    def follow(self) -> None:
        """Open the file anew where it is read without a log and somebody else has written it."""
        with self._guard:
            if self._stamp is not None and not self._sqlite.in_transaction and self._stamp != _stamp(self._path):
                self._sqlite.close()
                self._open()

    @contextmanager
    def using(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread at a time; SQLite's errors become ours."""
        with self._guard:
            try:
                yield self._sqlite
            except sqlite3.ProgrammingError:
                raise  # ours: nothing that a user could mend
            except sqlite3.Error as error:
                raise _told(self._path, error) from error

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one state of the file throughout; may be nested."""
        with self.using() as sqlite:
            if sqlite.in_transaction:
                yield
                return
            try:
                with self.gate.passed():
                    sqlite.execute("BEGIN")
                    sqlite.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # only now its state is chosen
                yield
            finally:
                if sqlite.in_transaction:
                    sqlite.execute("ROLLBACK")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write all of what is done inside, or nothing."""
        with self.using() as sqlite:
            sqlite.execute("BEGIN IMMEDIATE")
            try:
                yield sqlite
                sqlite.execute("COMMIT")
            except BaseException:
                if sqlite.in_transaction:  # SQLite itself rolls back when the disk is full
                    sqlite.execute("ROLLBACK")
                raise

    def _open(self) -> None:
        address = self._path.absolute().as_uri()
        self._stamp: tuple[int, int] | None = None
        try:
            self._sqlite = _connect(f"{address}?mode=rw")
        except sqlite3.Error as error:
            log = self._path.with_name(f"{self._path.name}-wal")
            if os.access(self._path.parent, os.W_OK) or log.exists():
                raise _told(self._path, error) from error
            self._stamp = _stamp(self._path)
            try:
                self._sqlite = _connect(f"{address}?immutable=1")
            except sqlite3.Error as second:
                raise _told(self._path, second) from second


def _connect(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False, timeout=PATIENCE)
    try:
        for pragma in ("foreign_keys = ON", "secure_delete = ON", "synchronous = FULL", "cache_size = -32000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # the first look into the file
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _told(path: Path, error: sqlite3.Error) -> StoreError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    said = str(error).partition(" with text ")[0]  # no bytes of a text that cannot be decoded
    return StoreError(f"{path}: {said}; {_ADVICE.get(code, _DAMAGED)}")


def _stamp(path: Path) -> tuple[int, int]:
    facts = path.stat()
    return facts.st_mtime_ns, facts.st_size
