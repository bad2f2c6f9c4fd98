"""Verification: that a store holds what it should, and that all its parts agree."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from corpus.errors import StoreError
from corpus.types import Document, Row, Span
from index.database import Database
from index.records import FIELDS, digest_of, fields_of
from index.schema import CommitmentRow, commitment_of, report_of
from index.store import Store

_ROUNDING = 4e-3  # that a vector kept in half precision may be off unit length


def verify(store: Store) -> tuple[str, ...]:
    """What is wrong with the store, one line each; none where it is sound. Changes nothing.

    Works on what readers see, in one state of the database.
    """
    with Database(store.layout.database) as database, database.snapshot():  # nothing that was read before
        found = [f"{store.layout.database.name}: {line}" for line in database.problems()]
        ids = tuple(map(int, database.passage_ids()))
        for identity in database.ids():
            found += [f"{identity}: {line}" for line in document_problems(database, identity)]
        generation = database.generation
    try:
        store.encoder  # noqa: B018 - that it can be had, of this name and dimension
    except StoreError as error:
        found.append(f"{store.layout.database.name}: {error}")
    return (*found, *_index_problems(store, generation, ids))


def changes_since(store: Store) -> tuple[str, ...]:
    """What no longer is as it was when it was indexed, one line each; nothing that makes the store unsound."""
    found = []
    if store.database.pending:
        found.append("an interrupted run has not published its changes; index again to finish it")
    if store.database.meta("erase") == "1":
        found.append("bytes of a removed text are not overwritten yet; index again to finish that")
    for path, (identity, sha256) in sorted(store.database.hashes().items()):
        try:
            same = hashlib.sha256(Path(path).read_bytes()).hexdigest() == sha256
        except OSError as error:
            found.append(f"{identity}: its file {path} cannot be read ({error.strerror})")
        else:
            if not same:
                found.append(f"{identity}: its file {path} has changed since; index it again")
    return tuple(found)


def document_problems(database: Database, identity: str) -> Iterator[str]:
    """What is wrong with one document and its passages, one line each."""
    try:
        stored = database.stored(identity)
        passages = [passage for _, passage in database.passages_of(identity)]
    except StoreError as error:  # a text that is no UTF-8 any more
        yield f"damaged; remove it and index it again ({error})"
        return
    if stored is None:
        return
    text, _, _, _, report, rows, register = stored.content
    if digest_of(identity, stored.path, stored.sha256, stored.content) != stored.digest:
        yield "stored text, structure, report, passages or commitments damaged (checksum); remove it and index it again"
    try:
        document = database.document(identity)
    except StoreError as error:
        yield str(error)
        return
    if document is None:
        return
    card = stored.card
    fields = tuple(getattr(card, name) for name in FIELDS)
    if (fields, card.length, card.passages, card.commitments) != (
        fields_of(document.metadata),
        len(text),
        len(rows),
        len(register),
    ):
        yield "its card does not tell what it holds; remove it and index it again"
    whole = Span(0, len(text))
    if not _partition(whole, (section.span for section in document.sections)):
        yield "its sections do not partition its text"
    inside: dict[int, list[Span]] = defaultdict(list)
    for passage in passages:
        inside[passage.section].append(passage.span)
    for ordinal, section in enumerate(document.sections):
        if not _partition(section.span, sorted(inside.pop(ordinal, []))):
            yield f"its passages do not partition section {ordinal}"
    if inside:
        yield "it has passages of sections that it has not"
    if not all(whole.contains(span) for span in _spans(document)):
        yield "a page, heading, table, metadata field or abbreviation lies outside its text"
    yield from _embedding_problems(int(database.meta("dimension") or 0), [row[4] for row in rows])
    yield from _commitment_problems(identity, document, register)
    yield from _report_problems(document, report)


def _commitment_problems(identity: str, document: Document, register: Sequence[CommitmentRow]) -> Iterator[str]:
    """Every quote must be the words at its place, and every span of its record lie in the text."""
    whole = Span(0, len(document.text))
    for start, end, quote, record in register:
        if document.text[start:end] != quote:
            yield f"the quote of a commitment is not what stands at {start}–{end}; index the document again"
        try:
            commitment = commitment_of(identity, record)
        except StoreError as error:
            yield str(error)
            return
        named = [party.span for party in (*commitment.lead, *commitment.supporting, *commitment.recipient)]
        if commitment.span != Span(start, end) or not all(whole.contains(span) for span in named):
            yield f"a commitment at {start}–{end} names a place outside of its text; index the document again"


def _report_problems(document: Document, stored: str) -> Iterator[str]:
    """Every quote of the report must be the words at its place."""
    try:
        report = report_of(document.id, stored)
    except StoreError as error:
        yield str(error)
        return
    quotes = [quote for finding in report.findings for quote in finding.quotes]
    for quote in (*quotes, *(place.quote for place in report.unchecked)):
        start, end = quote.span.start, quote.span.end
        if quote != document.quote(quote.span):
            yield f"the quote of a finding is not what stands at {start}–{end}; index the document again"


def _embedding_problems(dimension: int, embeddings: list[bytes]) -> Iterator[str]:
    width = dimension * np.dtype(np.float16).itemsize
    if any(len(embedding) != width for embedding in embeddings):
        yield f"an embedding is not {dimension} numbers long"
        return
    if not embeddings:
        return
    vectors = np.frombuffer(b"".join(embeddings), dtype=np.float16).astype(np.float32).reshape(-1, dimension)
    lengths = np.linalg.norm(vectors, axis=1)
    if not np.all((lengths == 0) | (np.abs(lengths - 1) < _ROUNDING)):
        yield "an embedding is neither of unit length nor zero"


def _index_problems(store: Store, generation: int, ids: tuple[int, ...]) -> Iterator[str]:
    folder = store.layout.indexes(generation)
    if not ids and not folder.exists():  # nothing was published yet
        return
    damage = store.backend.damage(generation)
    found = None if damage else store.backend.open(generation)
    if found is None:
        if store.database.generation == generation:  # else a writer published and deleted them meanwhile
            yield f"{damage or folder.name + ': cannot be opened'}; it is made again when a question is asked"
        return
    for name, index_ids in (("inverted index", found[0].ids()), ("vector index", found[1].ids())):
        if index_ids != ids:
            missing, extra = len(set(ids) - set(index_ids)), len(set(index_ids) - set(ids))
            yield f"{folder.name}: the {name} lacks {missing} passages and has {extra} too many; delete that folder"


def _partition(whole: Span, parts: Iterable[Span]) -> bool:
    """Whether `parts`, in order, cover `whole` without gap or overlap."""
    position = whole.start
    for part in parts:
        if part.start != position:
            return False
        position = part.end
    return position == whole.end


def _spans(document: Document) -> Iterator[Span]:
    yield from document.pages
    for abbreviation in document.abbreviations:
        yield abbreviation.long
        yield abbreviation.span
    yield from (section.heading for section in document.sections if section.heading is not None)
    for table in document.tables:
        yield table.span
        yield from (span for span in (table.header, table.unit) if span is not None)
        yield from (span for column in table.columns for span in column)
        for row in table.rows:
            yield from _row_spans(row)
    for name in document.metadata.__slots__:
        field = getattr(document.metadata, name)
        if field is not None and field.span is not None:
            yield field.span


def _row_spans(row: Row) -> Iterator[Span]:
    yield row.span
    yield from (cell for cell in row.cells if cell is not None)
    yield from row.groups
