"""Addresses that open the app at a place of a document."""

from __future__ import annotations

import hashlib
from urllib.parse import urlencode

from corpus.types import Document, Span

_DIGITS = 16  # of the hash that tells whether the place still holds the same words


def shared(document: Document, span: Span) -> str:
    """The query that opens the app at a span; it holds what tells whether the document has changed there since."""
    place = {"document": document.id, "start": span.start, "end": span.end, "check": check_of(span.of(document.text))}
    return f"?{urlencode(place)}"


def check_of(quote: str) -> str:
    """A short hash of the words of a quote."""
    return hashlib.sha256(quote.encode("utf-8")).hexdigest()[:_DIGITS]
