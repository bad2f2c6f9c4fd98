"""What an abbreviation stands for, and how something is abbreviated, from the words by which a document defines it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.kinds import Wanted
from assistant.query import Query, plain
from assistant.shortenings import find_shortening
from assistant.understanding import is_abbreviation
from corpus.folding import folded
from corpus.types import Abbreviation, Document, Span

_NAME = re.compile(r"(?<![\w/&.-])[^\W\d_][\w&]*(?:-[A-ZĐ][\w&]*)*(?![\w/&])")
_QUOTED = re.compile(r"[\"“”'‘]([^\"“”'’]{2,40})[\"“”'’]")
_WHAT_IT_IS = r"\bla (?:\w+ ){0,3}gi\b|\bla (?:\w+ )?nao\b|\bla gi\b"
_SHORTENS = ("viet tat", "goi tat", "goi ngan", "abbreviat", "short for")


@dataclass(frozen=True, slots=True)
class Definition:
    """What to say, and the place in a document that says it."""

    said: str
    document: Document
    span: Span


def asks_definition(query: Query) -> bool:
    """Whether a question may ask what an abbreviation stands for, or how something is abbreviated."""
    names = _asked_names(query)
    return Wanted.DEFINITION in query.kinds or (bool(names) and _asks_what_it_is(query, names[0]))


def read_definition(query: Query, documents: Iterable[Document]) -> Definition | None:
    """The definition that the question asks for, from the first document that has it; None where none does.

    Of several abbreviations in the question the longest is meant.
    """
    names = _asked_names(query)
    if Wanted.DEFINITION not in query.kinds:
        return _shortened(names, documents) if names and _asks_what_it_is(query, names[0]) else None
    listed = list(documents)
    if query.quoted:
        return _shortened(names, listed)
    asked = folded(query.question, marks=False)
    typed = {word.span.of(query.question) for word in query.words}  # without those of a document's number
    known = {word.upper() for word in typed if not word.islower() or not query.marks}
    for document in listed:
        fitting = [a for a in document.abbreviations if a.short.upper() in known]
        if fitting:
            best = max(fitting, key=lambda a: len(a.short))
            return Definition(_long(document, best), document, best.span)
    if any(cue in asked for cue in _SHORTENS):
        for document in listed:
            said = [a for a in document.abbreviations if folded(_long(document, a), marks=False) in asked]
            if said:
                best = max(said, key=lambda a: len(a.long))
                return Definition(best.short, document, best.span)
    return _shortened(names, listed)


def _asked_names(query: Query) -> tuple[str, ...]:
    """The short forms that a question may ask about: those it quotes, else its abbreviations, the longest first."""
    quoted = _QUOTED.findall(query.question)
    if quoted:
        return tuple(quoted)
    words = _NAME.findall(query.question)
    names = [w for w in words if is_abbreviation(w.replace("&", "").replace("-", ""))]
    if not names and not query.marks:
        names = [w.upper() for w in words[:1] if len(w) > 1]
    return tuple(sorted(dict.fromkeys(names), key=len, reverse=True))


def _asks_what_it_is(query: Query, name: str) -> bool:
    """Whether a question that says no word of defining asks what `name` is: it begins with it and ends with "là gì"."""
    opening = query.question.lstrip('"“ ')
    return opening.startswith(name) and re.search(_WHAT_IT_IS, plain(query.question)) is not None


def _shortened(names: Iterable[str], documents: Iterable[Document]) -> Definition | None:
    """What the first of `names` that a document says it of stands for."""
    for document in documents:
        for name in names:
            found = find_shortening(document.text, name)
            if found is not None:
                return Definition(" ".join(found.long.of(document.text).split()), document, found.span)
    return None


def _long(document: Document, abbreviation: Abbreviation) -> str:
    return " ".join(abbreviation.long.of(document.text).split())
