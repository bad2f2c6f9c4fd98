"""Records: all that is stored of one document, made where it is read and put into the database as it is.

Plain numbers, texts and bytes, so that a record is cheap to hand from one process to another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.cards import card_terms
from corpus.checks import Report
from corpus.commitments.types import Commitment
from corpus.notes import pack_notes
from corpus.types import Document, Metadata
from index.schema import CommitmentRow, PassageRow, commitment_row, report_json, structure_of
from index.types import Passage

FIELDS = tuple(Metadata.__slots__)  # the metadata that a card holds, in its order
Content = tuple[str, str, bytes, str, str, Sequence[PassageRow], Sequence[CommitmentRow]]


@dataclass(frozen=True, slots=True)
class Record:
    """A document as it is stored; `digest` is a checksum over everything but where its file stands."""

    id: str
    path: str
    sha256: str
    text: str
    structure: str
    notes: bytes
    terms: str
    report: str
    fields: tuple[str | None, ...]
    passages: tuple[PassageRow, ...]
    commitments: tuple[CommitmentRow, ...]

    @property
    def content(self) -> Content:
        """What the digest is made of."""
        return self.text, self.structure, self.notes, self.terms, self.report, self.passages, self.commitments


def record_of(
    document: Document,
    passages: Sequence[Passage],
    vectors: NDArray[np.float32],
    commitments: Iterable[Commitment],
    report: Report,
) -> Record:
    """The record of a document with what was found in it."""
    return Record(
        id=document.id,
        path=document.source.path,
        sha256=document.source.sha256,
        text=document.text,
        structure=structure_of(document),
        notes=pack_notes(document),
        terms=card_terms(document),
        report=report_json(report),
        fields=fields_of(document.metadata),
        passages=tuple(
            (p.span.start, p.span.end, p.section, p.context, vector.astype(np.float16).tobytes())
            for p, vector in zip(passages, vectors, strict=True)
        ),
        commitments=tuple(commitment_row(document, commitment) for commitment in commitments),
    )


def fields_of(metadata: Metadata) -> tuple[str | None, ...]:
    """The values of the metadata, as a card holds them."""
    fields = [getattr(metadata, name) for name in FIELDS]
    return tuple(field.value if field is not None else None for field in fields)


def digest_of(identity: str, path: str, sha256: str, content: Content) -> str:
    """A checksum over all that is stored of a document, so that a flipped bit is seen."""
    text, structure, notes, terms, report, passages, commitments = content
    digest = hashlib.blake2b(notes, digest_size=16)
    for part in (identity, path, sha256, terms, text, structure, report):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    for start, end, section, context, embedding in passages:
        digest.update(f"{start} {end} {section} {context}\0".encode("utf-8", "surrogatepass") + embedding)
    rows = "".join([f"{first} {last} {quote}\0{record}\0" for first, last, quote, record in commitments])
    digest.update(rows.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
