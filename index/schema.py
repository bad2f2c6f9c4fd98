"""The tables of the system of record, and how a document is put into rows and read back.

`state` tells what a row of `documents` is to whom (see `State`). Rows are added at the end of their tables and never
deleted one by one: what is removed is overwritten in place by as many blanks, so that SQLite moves no row to another
page, where a copy of it would stay behind. Writing the file anew (VACUUM) takes the blanks away.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from pydantic import TypeAdapter, ValidationError

from corpus.checks import Report
from corpus.commitments.types import Commitment
from corpus.errors import StoreError
from corpus.types import Abbreviation, Document, Metadata, Section, Source, Span, Table

VERSION = 6


class State(IntEnum):
    """What a document is to whom; all take one byte in SQLite, so that a change moves nothing."""

    PUBLISHED = 2
    NEW = 3  # for the writer alone until the next publication
    WITHDRAWN = 4  # removed or replaced; for readers alone until then
    DEAD = 5  # for nobody; its words are blanks


SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    key INTEGER PRIMARY KEY AUTOINCREMENT, state INTEGER NOT NULL, id TEXT NOT NULL, path TEXT NOT NULL,
    sha256 TEXT NOT NULL, digest TEXT NOT NULL
);
CREATE INDEX documents_by_id ON documents (id);
CREATE UNIQUE INDEX one_document_an_id ON documents (id) WHERE state <= 3;
CREATE UNIQUE INDEX one_document_a_path ON documents (path) WHERE state <= 3;
CREATE INDEX not_published ON documents (state) WHERE state >= 3;
CREATE TABLE cards (
    document INTEGER PRIMARY KEY REFERENCES documents (key) ON DELETE CASCADE,
    length INTEGER NOT NULL, passages INTEGER NOT NULL, commitments INTEGER NOT NULL,
    title TEXT, number TEXT, kind TEXT, issuer TEXT, province TEXT, date TEXT, period TEXT, signer TEXT,
    terms TEXT NOT NULL
);
CREATE TABLE contents (
    document INTEGER PRIMARY KEY REFERENCES documents (key) ON DELETE CASCADE,
    notes BLOB NOT NULL, report TEXT NOT NULL, structure TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    start INTEGER NOT NULL, end INTEGER NOT NULL, section INTEGER NOT NULL, context TEXT NOT NULL,
    embedding BLOB NOT NULL
);
CREATE INDEX passages_of_document ON passages (document);
CREATE TABLE commitments (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
    start INTEGER NOT NULL, end INTEGER NOT NULL, quote TEXT NOT NULL, record TEXT NOT NULL
);
CREATE INDEX commitments_of_document ON commitments (document);
"""
WORDS = {
    "cards": ("title", "number", "kind", "issuer", "province", "date", "period", "signer", "terms"),
    "contents": ("notes", "report", "structure", "text"),
    "passages": ("context", "embedding"),
    "commitments": ("quote", "record"),
}  # the columns that hold words of a document, or what was made from them
FOR_READERS = f"state IN ({State.PUBLISHED:d}, {State.WITHDRAWN:d})"
FOR_WRITER = f"state <= {State.NEW:d}"

PassageRow = tuple[int, int, int, str, bytes]  # start, end, section, context, embedding
CommitmentRow = tuple[int, int, str, str]  # start, end, quote, record


@dataclass(frozen=True, slots=True)
class _Structure:
    """What is known of a document besides its text."""

    pages: tuple[Span, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    metadata: Metadata
    abbreviations: tuple[Abbreviation, ...]


@cache
def _adapter() -> TypeAdapter[_Structure]:
    return TypeAdapter(_Structure)


def structure_of(document: Document) -> str:
    """What is known of `document` besides its text, as JSON."""
    known = _Structure(document.pages, document.sections, document.tables, document.metadata, document.abbreviations)
    return _adapter().dump_json(known).decode("utf-8")


def document_of(row: tuple[str, str, str, str, str]) -> Document:
    """The document of a row (id, path, sha256, structure, text); StoreError where its structure is damaged."""
    identity, path, sha256, structure, text = row
    try:
        known = _adapter().validate_json(structure)
    except ValidationError as error:
        raise StoreError(f"{identity}: stored structure damaged; remove the document and index it again") from error
    source = Source(path, sha256)
    return Document(
        identity, source, text, known.pages, known.sections, known.tables, known.metadata, known.abbreviations
    )


@cache
def _commitment() -> TypeAdapter[Commitment]:
    return TypeAdapter(Commitment)


def commitment_row(document: Document, commitment: Commitment) -> CommitmentRow:
    """What is stored of a commitment of `document`: its span, the words there, and the whole as JSON."""
    span = commitment.span
    record = _commitment().dump_json(commitment).decode("utf-8")
    return span.start, span.end, document.quote(span).text, record


def commitment_of(identity: str, record: str) -> Commitment:
    """The commitment of a record of the document with that id; StoreError where it is damaged."""
    try:
        return _commitment().validate_json(record)
    except ValidationError as error:
        raise StoreError(f"{identity}: stored commitment damaged; remove the document and index it again") from error


@cache
def _report() -> TypeAdapter[Report]:
    return TypeAdapter(Report)


def report_json(report: Report) -> str:
    """What the checks say of a document, as it is stored."""
    return _report().dump_json(report).decode("utf-8")


def report_of(identity: str, stored: str) -> Report:
    """The report that is stored of the document with that id; StoreError where it is damaged."""
    try:
        return _report().validate_json(stored)
    except ValidationError as error:
        raise StoreError(f"{identity}: stored report damaged; remove the document and index it again") from error
