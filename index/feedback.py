"""What readers think of answers, beside the system of record: it stays when a document is indexed again.

A rating holds what was asked and where the answer was quoted from, never words of a document. It goes with each
document that it names.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.errors import StoreError
from index.connection import Connection
from index.layout import Layout

_TABLES = (
    "CREATE TABLE IF NOT EXISTS ratings (id TEXT PRIMARY KEY, at TEXT NOT NULL, record TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS named (rating TEXT NOT NULL REFERENCES ratings (id) ON DELETE CASCADE, "
    "document TEXT NOT NULL)",
)


class Verdict(StrEnum):
    """What a reader thinks of an answer."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Cited:
    """A place that an answer quoted; `check` tells its words from others (`assistant.sharing`).

    `said` is where, in the quote, the words stand that the answer was given in; None where it was put differently.
    """

    document: str
    start: int
    end: int
    check: str
    said: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """A verdict about the answer to `question`, asked after those of `history`.

    `at` is ISO 8601 in UTC; `reason` is a word of the interface's choice or empty, `comment` what the reader wrote.
    """

    id: str
    at: str
    question: str
    history: tuple[str, ...]
    verdict: Verdict
    reason: str
    comment: str
    answered: bool
    cited: tuple[Cited, ...]


class Feedback:
    """The ratings of the store in `folder`; may be used from several threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._path = Layout(folder).feedback

    def rate(self, rating: Rating) -> None:
        """Keep a rating in the place of an earlier one of the same id; StoreError where it cannot be written."""
        try:
            self._path.touch()
        except OSError as error:
            raise StoreError(f"{self._path}: cannot be written ({error.strerror}); make the folder writable") from error
        record = _adapter().dump_json(rating).decode("utf-8")
        with self._open() as connection, connection.transaction() as sqlite:
            sqlite.execute("DELETE FROM ratings WHERE id = ?", (rating.id,))
            sqlite.execute("INSERT INTO ratings VALUES (?, ?, ?)", (rating.id, rating.at, record))
            named = dict.fromkeys(place.document for place in rating.cited)
            sqlite.executemany("INSERT INTO named VALUES (?, ?)", [(rating.id, document) for document in named])

    def ratings(self) -> tuple[Rating, ...]:
        """All ratings, oldest first."""
        if not self._path.exists():
            return ()
        with self._open() as connection, connection.using() as sqlite:
            rows = sqlite.execute("SELECT record FROM ratings ORDER BY at, id").fetchall()
        try:
            return tuple(_adapter().validate_json(record) for (record,) in rows)
        except ValidationError as error:
            raise StoreError(f"{self._path}: a rating is damaged; delete the file to begin anew") from error

    def forget(self, document: str) -> None:
        """Delete every rating that names a document, and overwrite it."""
        if not self._path.exists():
            return
        with self._open() as connection:
            with connection.transaction() as sqlite:
                named = "SELECT rating FROM named WHERE document = ?"
                gone = sqlite.execute(f"DELETE FROM ratings WHERE id IN ({named})", (document,)).rowcount
            if gone:
                with connection.using() as sqlite:
                    sqlite.execute("VACUUM")  # secure_delete leaves what SQLite moved between pages

    @contextmanager
    def _open(self) -> Iterator[Connection]:
        with closing(Connection(self._path)) as connection:
            with connection.transaction() as sqlite:
                for table in _TABLES:
                    sqlite.execute(table)
            yield connection


@cache
def _adapter() -> TypeAdapter[Rating]:
    return TypeAdapter(Rating)
