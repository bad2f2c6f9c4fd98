"""Citations: quotes sliced from the document, with what a reader needs to find them."""

from __future__ import annotations

from pathlib import Path

from assistant.reading import Reading
from assistant.types import Citation, Statement
from corpus.folding import folded
from corpus.types import Document, Span


def statement_of(reading: Reading, document: Document) -> Statement:
    """What was read out, with a citation for each of its places, each once."""
    spans = tuple(dict.fromkeys(reading.quotes))
    return Statement(reading.said, tuple(citation_of(document, span) for span in spans))


def citation_of(document: Document, span: Span) -> Citation:
    """The citation of a place: quote, title, section path below the title, page."""
    section = next(s for s in document.sections if s.span.start <= span.start < s.span.end)
    title = document.metadata.title.value if document.metadata.title else document.id
    return Citation(
        quote=document.quote(span),
        title=title,
        source=Path(document.source.path).name,
        section=_below_title(section.path, title),
        page=document.page(span.start),
    )


def _below_title(path: tuple[str, ...], title: str) -> tuple[str, ...]:
    """A section path without the title of the document, where it begins with it."""
    return path[1:] if path and folded(path[0]).startswith(folded(title)) else path
