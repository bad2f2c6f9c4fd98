"""The data of retrieval: passages and hits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.types import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval: a span inside one section of one document.

    `section` is the ordinal of its section. `context` is what is indexed and embedded with it but never quoted: title,
    province, period, section path, table header.
    """

    document: str
    span: Span
    section: int
    context: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its score (higher is better, comparable within one ranking only) and its rank from 1."""

    passage: Passage
    score: float
    rank: int


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """What is known of a document without reading it: where it came from, its metadata and how much it holds.

    `key` is the number of this content: a document that is replaced gets another, and none is used again.
    """

    key: int
    id: str
    path: str
    sha256: str
    length: int  # code points of its text
    passages: int
    commitments: int
    title: str | None
    number: str | None
    kind: str | None
    issuer: str | None
    province: str | None
    date: str | None
    period: str | None
    signer: str | None
    terms: str  # what a question may name it by (see `corpus.cards`)


class IndexRow(NamedTuple):
    """What the indexes keep of a passage."""

    id: int
    key: int  # of its document
    passage: Passage
    text: str
    terms: str  # of its document, for the first passage of it; else none
    vector: NDArray[np.float32]
