"""The reading view: the whole text of a document in its order as paragraphs, headings and tables, a quote marked in it.

A document is composed once into fragments of finished markup; marking a quote rewrites only the fragments it touches.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from assistant.web.fragments import Fragment, element, markup
from assistant.web.reading_table import table_fragments
from corpus.blocks import find_blocks
from corpus.markers import Rank
from corpus.types import Document, SectionKind, Span, Table

_INDENTS = {Rank.LETTER: "item", Rank.BRACKETED: "item", Rank.BULLET: "item", Rank.SUBBULLET: "subitem"}
_LONGEST_HEADING = 90  # code points of a list item that is set as a heading
_MARKDOWN = (".md", ".markdown")
_SYNTAX = re.compile(r"^[ \t]*(?:#{1,6}|>)[ \t]*", re.MULTILINE)  # signs that Markdown does not show
_PAGE = "Trang {number}"  # pages belong to the document, so they are numbered in its language


@dataclass(frozen=True, slots=True)
class Page:
    """A document as fragments; every letter and digit of its text is in exactly one of them."""

    document: Document
    fragments: tuple[Fragment, ...]

    def html(self, quote: Span | None = None) -> str:
        """The page with `quote` in <mark> elements, the first of which has the id "quote"."""
        if quote is None:
            return "".join(fragment.html for fragment in self.fragments)
        done: list[str] = []
        opening = '<mark id="quote" tabindex="-1">'
        for fragment in self.fragments:
            inside = self._inside(fragment, quote)
            if fragment.span is None or inside is None:
                done.append(fragment.html)
                continue
            before, after = Span(fragment.span.start, inside.start), Span(inside.end, fragment.span.end)
            head, marked, tail = (escape(span.of(self.document.text)) for span in (before, inside, after))
            done.append(f"{head}{opening}{marked}</mark>{tail}")
            opening = "<mark>"
        return "".join(done)

    def _inside(self, fragment: Fragment, quote: Span) -> Span | None:
        """The part of the fragment's text to mark, white space at its ends left out."""
        if fragment.span is None or not fragment.span.overlap(quote):
            return None
        start, end = max(fragment.span.start, quote.start), min(fragment.span.end, quote.end)
        inside = Span(start, end).trimmed(self.document.text)
        return inside if len(inside) else None


def compose(document: Document) -> Page:
    """The page of a document; takes time in proportion to its text, so keep what it gives."""
    return Page(document, tuple(_Composer(document).fragments()))


def heading_id(start: int) -> str:
    """The id of the heading of the section that begins at `start`, for outlines that lead there."""
    return f"section-{start}"


class _Composer:
    """Cuts a text at every border of sections, headings, tables, blocks and pages, and writes out the pieces."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.tables = {table.span.start: table for table in _disjoint(document.tables)}
        self.headings = {s.heading.start: s for s in document.sections if s.heading is not None}
        skip = tuple(table.span for table in self.tables.values())
        self.blocks = {block.span.start: block for block in find_blocks(self.text, skip)}
        self.section_starts = [section.span.start for section in document.sections]
        self.page_starts = [span.start for span in document.pages]

    def fragments(self) -> Iterator[Fragment]:
        """The fragments of the page, in the order of the text."""
        turned = 1
        for group in self._groups():
            page = bisect_right(self.page_starts, group[0].start)
            if page > turned:
                turned = page
                yield markup(f'<div class="turned"><span>{escape(_PAGE.format(number=page))}</span></div>')
            if group[0].start in self.tables:
                yield from table_fragments(self.text, self.tables[group[0].start])
            else:
                yield from self._paragraph(group)

    def _groups(self) -> Iterator[list[Span]]:
        """Pieces that make one element: a table, or text together with the signs beside it on its line."""
        group: list[Span] = []
        for piece in self._pieces():
            beside = bool(group) and "\n" not in self.text[group[-1].end : piece.start]
            alone = piece.start in self.tables or (group and group[0].start in self.tables)
            if beside and not alone and (self._is_sign(piece) or all(map(self._is_sign, group))):
                group.append(piece)
                continue
            if group:
                yield group
            group = [piece]
        if group:
            yield group

    def _is_sign(self, piece: Span) -> bool:
        return not any(c.isalnum() for c in piece.of(self.text))

    def _pieces(self) -> Iterator[Span]:
        borders = {0, len(self.text), *self.page_starts, *self.section_starts}
        spans = [table.span for table in self.tables.values()] + [block.span for block in self.blocks.values()]
        spans += [section.heading for section in self.headings.values() if section.heading]
        if self.document.source.path.lower().endswith(_MARKDOWN):
            spans += [Span(*found.span()) for found in _SYNTAX.finditer(self.text)]
        for span in spans:
            borders |= {span.start, span.end}
        shown = 0
        for start, end in pairwise(sorted(borders)):
            if start < shown:
                continue  # inside a table
            if start in self.tables:
                shown = self.tables[start].span.end
                yield self.tables[start].span
            elif len(piece := Span(start, end).trimmed(self.text)):
                yield piece

    def _paragraph(self, group: list[Span]) -> Iterator[Fragment]:
        hidden = self.document.source.path.lower().endswith(_MARKDOWN)
        signs = tuple(p for p in group if hidden and _SYNTAX.fullmatch(p.of(self.text)))
        shown = tuple(p for p in group if p not in signs)
        yield from element(self.text, "span", "syntax", signs)
        if not shown:
            return
        heading = next((self.headings[p.start] for p in shown if p.start in self.headings), None)
        if heading is not None and not self._is_statement(shown):
            level = min(heading.level, 3)
            yield from element(self.text, f"h{level + 3}", f"level-{level}", shown, heading_id(heading.span.start))
        else:
            identity = heading_id(heading.span.start) if heading else ""
            yield from element(self.text, "p", self._kind(shown[0].start), shown, identity)

    def _is_statement(self, pieces: tuple[Span, ...]) -> bool:
        """Whether a heading of the outline is a whole sentence of its own, such as "a) Đào tạo 450 cán bộ …;"."""
        block = self.blocks.get(pieces[0].start)
        listed = block is not None and block.marker is not None and block.marker.rank in _INDENTS
        said = pieces[-1].of(self.text)
        return listed and (len(said) > _LONGEST_HEADING or said.endswith((".", ";", ",")))

    def _kind(self, start: int) -> str:
        """What a paragraph is, as the class of its element."""
        number = bisect_right(self.section_starts, start) - 1
        kind = self.document.sections[number].kind if number >= 0 else SectionKind.BODY
        if kind is not SectionKind.BODY:
            return str(kind)
        block = self.blocks.get(start)
        return _INDENTS.get(block.marker.rank, "") if block and block.marker else ""


def _disjoint(tables: Iterable[Table]) -> Iterator[Table]:
    end = 0
    for table in sorted(tables, key=lambda table: table.span):
        if table.span.start >= end and len(table.span):
            end = table.span.end
            yield table
