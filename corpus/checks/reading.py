"""A document as the checks read it: its paragraphs and table cells in order, with their sections and figures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from corpus.blocks import find_blocks
from corpus.checks.finding import Finding, FindingKind, Severity, Unchecked
from corpus.figures import Figure, find_figures
from corpus.folding import Folded, fold
from corpus.markers import Marker
from corpus.types import Document, Section, SectionKind, Span


@dataclass(frozen=True, eq=False)
class Piece:
    """A paragraph, list item, heading or table cell; what stands in one is said together. It equals itself alone."""

    span: Span
    marker: Marker | None
    section: Section
    cell: bool
    text: str  # of the whole document

    @cached_property
    def folded(self) -> Folded:
        """The folded text of the piece, its offsets from the start of the piece."""
        return fold(self.span.of(self.text))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the piece."""
        return find_figures(self.text, self.span)

    def at(self, start: int, end: int) -> Span:
        """The span in the document of [start, end) in the folded text."""
        span = self.folded.span(start, end)
        return Span(self.span.start + span.start, self.span.start + span.end)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its pieces in the order of the text; pieces that the web page put around it are left out."""

    document: Document
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, document: Document) -> Reading:
        """Read a document."""
        text, sections = document.text, document.sections
        starts = [section.span.start for section in sections]

        def made(span: Span, marker: Marker | None, cell: bool) -> Piece:
            return Piece(span, marker, sections[max(0, bisect_right(starts, span.start) - 1)], cell, text)

        pieces = [made(b.span, b.marker, False) for b in find_blocks(text, tuple(t.span for t in document.tables))]
        pieces += [made(cell, None, True) for table in document.tables for row in table.rows for cell in row.cells
                   if cell and len(cell)]  # fmt: skip
        kept = {piece.span: piece for piece in pieces if piece.section.kind is not SectionKind.RESIDUE}
        return cls(document, tuple(kept[span] for span in sorted(kept)))

    def body(self) -> Iterator[Piece]:
        """The pieces that hold what the plan says, heads, signatures and recipients left out."""
        return (piece for piece in self.pieces if piece.section.kind is SectionKind.BODY)

    def finding(
        self,
        kind: FindingKind,
        severity: Severity,
        message: str,
        *spans: Span,
        expected: str | None = None,
        found: str | None = None,
    ) -> Finding:
        """A finding of this document that quotes the spans."""
        quotes = tuple(self.document.quote(span) for span in spans)
        return Finding(self.document.id, kind, severity, message, expected, found, quotes)

    def unchecked(self, kind: FindingKind, span: Span) -> Unchecked:
        """A place of this document that was left alone."""
        return Unchecked(kind, self.document.quote(span))
