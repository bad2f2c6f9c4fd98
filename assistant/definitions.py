"""What an abbreviation stands for, and how something is abbreviated, from the words by which a document defines it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.kinds import Wanted
from assistant.query import Query
from corpus.folding import folded
from corpus.types import Abbreviation, Document, Span

_SHORTENS = ("viet tat", "goi tat", "goi ngan", "abbreviat", "short for")


@dataclass(frozen=True, slots=True)
class Definition:
    """What to say, and the place in a document that says it."""

    said: str
    document: Document
    span: Span


def read_definition(query: Query, documents: Iterable[Document]) -> Definition | None:
    """The definition that the question asks for, from the first document that has it; None where none does.

    Of several abbreviations in the question the longest is meant.
    """
    if Wanted.DEFINITION not in query.kinds or query.quoted:
        return None
    asked = folded(query.question, marks=False)
    typed = {word.span.of(query.question) for word in query.words}  # without those of a document's number
    known = {word.upper() for word in typed if not word.islower() or not query.marks}
    listed = list(documents)
    for document in listed:
        fitting = [a for a in document.abbreviations if a.short.upper() in known]
        if fitting:
            best = max(fitting, key=lambda a: len(a.short))
            return Definition(_long(document, best), document, best.span)
    if not any(cue in asked for cue in _SHORTENS):
        return None
    for document in listed:
        said = [a for a in document.abbreviations if folded(_long(document, a), marks=False) in asked]
        if said:
            best = max(said, key=lambda a: len(a.long))
            return Definition(best.short, document, best.span)
    return None


def _long(document: Document, abbreviation: Abbreviation) -> str:
    return " ".join(abbreviation.long.of(document.text).split())
