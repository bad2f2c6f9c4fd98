"""The data of retrieval: passages and hits."""

from __future__ import annotations

from dataclasses import dataclass

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
