"""What readers see of the system of record: documents with all that was found in them, each read when it is asked for.

Passages and contents never change under their number, and no number is used again, so what was read once may be kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.checks import Report
from corpus.commitments.types import Commitment
from corpus.types import Document, Source, Span
from index.caches import Cache
from index.connection import Connection
from index.schema import FOR_READERS, FOR_WRITER, commitment_of, document_of, report_of
from index.types import DocumentCard, Passage

CARD = "d.key, d.id, d.path, d.sha256, c.length, c.passages, c.commitments, c.title, c.number, c.kind, c.issuer, "
CARD += "c.province, c.date, c.period, c.signer, c.terms"
_AT_ONCE = 500  # values that one query names

Value = TypeVar("Value")


class Kept:
    """What was read of a store, shared by all its connections."""

    def __init__(self) -> None:
        self.documents: Cache[int, Document] = Cache(64_000_000)  # bytes, as `_weight` takes them
        self.cards: Cache[int, DocumentCard] = Cache(20_000)
        self.passages: Cache[int, Passage] = Cache(20_000)
        self.of_document: Cache[int, tuple[tuple[int, Passage], ...]] = Cache(20_000)  # passages


class Published:
    """The published documents in the file of a store, over one connection."""

    def __init__(self, path: Path, kept: Kept | None = None) -> None:
        self.path = path
        self._connection = Connection(path)
        self._kept = kept or Kept()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def follow(self) -> None:
        """See what another process wrote where this one may not write (see `Connection`)."""
        self._connection.follow()

    def snapshot(self) -> AbstractContextManager[None]:
        """Read one state of the file throughout, whatever other processes write meanwhile."""
        return self._connection.snapshot()

    def meta(self, key: str) -> str | None:
        """A setting of the store, None where it has none of that name."""
        row = self._one("SELECT value FROM meta WHERE key = ?", key)
        return None if row is None else str(row[0])

    @property
    def generation(self) -> int:
        """The count of publications; read anew every time, so that one by another process is seen."""
        self.follow()
        return int(self.meta("generation") or 0)

    def ids(self) -> list[str]:
        """The ids of the published documents, sorted."""
        return [row[0] for row in self._all(f"SELECT id FROM documents WHERE {FOR_READERS} ORDER BY id")]

    def cards(self) -> tuple[DocumentCard, ...]:
        """The cards of the published documents, by id."""
        rows = self._all(
            f"SELECT {CARD} FROM documents d JOIN cards c ON c.document = d.key WHERE {FOR_READERS} ORDER BY d.id"
        )
        return tuple(DocumentCard(*row) for row in rows)

    def cards_by_key(self, keys: Iterable[int]) -> list[DocumentCard]:
        """The cards of the published documents with those keys, in their order."""
        wanted = list(dict.fromkeys(keys))
        found = {key: card for key in wanted if (card := self._kept.cards.get(key)) is not None}
        for part in _parts([key for key in wanted if key not in found]):
            for row in self._all(
                f"SELECT {CARD} FROM documents d JOIN cards c ON c.document = d.key "
                f"WHERE d.key IN ({', '.join('?' * len(part))}) AND {FOR_READERS}",
                *part,
            ):
                found[row[0]] = DocumentCard(*row)
                self._kept.cards.put(row[0], found[row[0]])
        return [found[key] for key in wanted if key in found]

    def cards_by_id(self, identities: Iterable[str]) -> list[DocumentCard]:
        """The cards of those documents that are there, in their order."""
        wanted = list(dict.fromkeys(identities))
        keys: dict[str, int] = {}
        for part in _parts(wanted):
            keys |= self._all(
                f"SELECT id, key FROM documents WHERE id IN ({', '.join('?' * len(part))}) AND {FOR_READERS}", *part
            )
        return self.cards_by_key([keys[identity] for identity in wanted if identity in keys])

    def first_cards(self, count: int) -> list[DocumentCard]:
        """The cards of the first documents by id."""
        rows = self._all(f"SELECT key FROM documents WHERE {FOR_READERS} ORDER BY id LIMIT ?", count)
        return self.cards_by_key([row[0] for row in rows])

    def document_count(self) -> int:
        """The number of the published documents."""
        row = self._one(f"SELECT count(*) FROM documents WHERE {FOR_READERS}")
        return 0 if row is None else int(row[0])

    def notes_of(self, identities: Iterable[str]) -> dict[str, tuple[int, bytes]]:
        """The keys and the notes (see `corpus.notes`) of those documents, by id."""
        found = {}
        for part in _parts(list(dict.fromkeys(identities))):
            for identity, key, notes in self._all(
                f"SELECT d.id, d.key, t.notes FROM documents d JOIN contents t ON t.document = d.key "
                f"WHERE d.id IN ({', '.join('?' * len(part))}) AND {FOR_READERS}",
                *part,
            ):
                found[identity] = (key, notes)
        return found

    def document(self, identity: str) -> Document | None:
        """The published document with that id, None where there is none."""
        row = self._one(f"SELECT key, path, sha256 FROM documents WHERE id = ? AND {FOR_READERS}", identity)
        if row is None:
            return None
        key, path, sha256 = row
        known = self._kept.documents.get(key)
        if known is None:
            content = self._one("SELECT structure, text FROM contents WHERE document = ?", key)
            if content is None:  # removed between the two looks
                return None
            structure, text = content
            known = document_of((identity, path, sha256, structure, text))
            self._kept.documents.put(key, known, _weight(structure, text))
        elif known.source.path != path:
            known = replace(known, source=Source(path, sha256))
        return known

    def documents(self) -> dict[str, Document]:
        """The published documents by id, in its order; all at once in memory."""
        with self.snapshot():
            found = {identity: self.document(identity) for identity in self.ids()}
        return {identity: document for identity, document in found.items() if document is not None}

    def count(self, *, pending: bool = False) -> int:
        """The number of passages of the published documents; with `pending` after the next publication."""
        view = FOR_WRITER if pending else FOR_READERS
        row = self._one(f"SELECT sum(c.passages) FROM documents d JOIN cards c ON c.document = d.key WHERE {view}")
        return 0 if row is None else int(row[0] or 0)

    def passage_ids(self) -> NDArray[np.int64]:
        """The ids of the passages of the published documents, in order."""
        rows = self._all(
            f"SELECT p.id FROM passages p JOIN documents d ON d.key = p.document WHERE {FOR_READERS} ORDER BY p.id"
        )
        return np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))

    def passages(self, ids: Iterable[int] | None = None) -> dict[int, Passage]:
        """The passages of the published documents by their id, in its order: all, or those of `ids`."""
        if ids is None:
            return dict(self._passages(""))
        wanted = list(ids)
        found = {n: p for n in wanted if (p := self._kept.passages.get(n)) is not None}
        for part in _parts([n for n in wanted if n not in found]):
            for number, passage in self._passages(f"AND p.id IN ({', '.join('?' * len(part))})", *part):
                self._kept.passages.put(number, passage)
                found[number] = passage
        return {n: found[n] for n in sorted(found)}

    def passages_of(self, identity: str) -> tuple[tuple[int, Passage], ...]:
        """The passages of a document with their ids, in the order of the text; none where there is no such document."""
        row = self._one(f"SELECT key FROM documents WHERE id = ? AND {FOR_READERS}", identity)
        if row is None:
            return ()
        known = self._kept.of_document.get(row[0])
        if known is None:
            known = tuple(self._passages("AND d.key = ?", row[0]))
            known = tuple(sorted(known, key=lambda pair: pair[1].span))
            self._kept.of_document.put(row[0], known, len(known))
        return known

    def passage_ids_of(self, identities: Iterable[str]) -> NDArray[np.int64]:
        """The ids of the passages of those documents, in order."""
        found = []  # those of a document follow one another, as they are put in one go
        for part in _parts(list(dict.fromkeys(identities))):
            found += self._all(
                f"SELECT (SELECT min(p.id) FROM passages p WHERE p.document = d.key), c.passages "
                f"FROM documents d JOIN cards c ON c.document = d.key "
                f"WHERE d.id IN ({', '.join('?' * len(part))}) AND {FOR_READERS} AND c.passages > 0",
                *part,
            )
        return np.concatenate(
            [np.zeros(0, dtype=np.int64), *(np.arange(first, first + count) for first, count in sorted(found))]
        )

    def commitments_of(self, identity: str) -> tuple[Commitment, ...]:
        """The commitments of a document in the order of the text; none where there is no such document."""
        rows = self._all(
            f"SELECT c.record FROM commitments c JOIN documents d ON d.key = c.document "
            f"WHERE d.id = ? AND {FOR_READERS} ORDER BY c.id",
            identity,
        )
        return tuple(commitment_of(identity, record) for (record,) in rows)

    def commitments(self) -> dict[str, tuple[Commitment, ...]]:
        """The commitments of the published documents by their id, in the order of the text."""
        with self.snapshot():
            return {identity: self.commitments_of(identity) for identity in self.ids()}

    def report(self, identity: str) -> Report | None:
        """What the checks say of a document, None where there is no such document."""
        row = self._one(
            f"SELECT t.report FROM contents t JOIN documents d ON d.key = t.document WHERE d.id = ? AND {FOR_READERS}",
            identity,
        )
        return None if row is None else report_of(identity, row[0])

    def _passages(self, condition: str, *values: int) -> Iterator[tuple[int, Passage]]:
        rows = self._all(
            f"SELECT p.id, d.id, p.start, p.end, p.section, p.context "
            f"FROM passages p JOIN documents d ON d.key = p.document WHERE {FOR_READERS} {condition} ORDER BY p.id",
            *values,
        )
        for number, identity, start, end, section, context in rows:
            yield number, Passage(identity, Span(start, end), section, context)

    def _all(self, query: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]  # SQLite's columns
        with self._connection.using() as connection:
            return connection.execute(query, values).fetchall()

    def _one(self, query: str, *values: object) -> tuple | None:  # type: ignore[type-arg]  # SQLite's columns
        with self._connection.using() as connection:
            return connection.execute(query, values).fetchone()  # type: ignore[no-any-return]


def _parts(values: list[Value]) -> Iterator[list[Value]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def _weight(structure: str, text: str) -> int:
    """About the bytes that a document takes: two a code point, and objects of six times their JSON."""
    return 2 * len(text) + 6 * len(structure)
