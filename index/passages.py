"""Passages: the sections of a document cut at blocks, sentences and table rows.

They partition the sections, so no text is lost and none is doubled. (langchain-text-splitters would cut by characters
here; the blocks, sentences and rows are already known with exact offsets, so it is not needed.)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from corpus.blocks import find_blocks
from corpus.sentences import sentences
from corpus.tables import column_name
from corpus.types import Document, Section, Span, Table
from index.types import Passage

USUAL = 900  # code points that a passage is filled up to
LONGEST = 1_500  # no passage is longer than this


def find_passages(document: Document) -> tuple[Passage, ...]:
    """The passages of a document in order."""
    starts = _starts(document)
    found = []
    for ordinal, section in enumerate(document.sections):
        for span in _pack(document.text, section.span, starts):
            context = context_of(document, section, span)
            found.append(Passage(document.id, span, ordinal, context))
    return tuple(found)


def context_of(document: Document, section: Section, span: Span) -> str:
    """What is indexed with a passage but never quoted: title, section path and the header of its table."""
    title = document.metadata.title.value if document.metadata.title else ""
    province = document.metadata.province.value if document.metadata.province else ""
    period = document.metadata.period.value if document.metadata.period else ""
    headers = [
        column_name(document.text, table, column)
        for table in document.tables
        if table.span.overlap(span)
        for column in range(len(table.columns))
    ]
    return "\n".join(filter(None, (title, province, period, *section.path, " | ".join(headers))))


def _starts(document: Document) -> list[int]:
    """Every position at which a passage may begin, in order."""
    found: set[int] = set()
    tables = tuple(table.span for table in document.tables)
    for block in find_blocks(document.text, tables):
        found.update(sentence.start for sentence in sentences(document.text, block.span))
    for table in document.tables:
        found.update(_row_starts(table))
    return sorted(found)


def _row_starts(table: Table) -> Iterator[int]:
    yield table.span.start
    for row in table.rows:
        yield row.span.start


def _pack(text: str, section: Span, starts: list[int]) -> Iterator[Span]:
    """Cut a section into spans of the usual length at the given starts; a longer stretch is cut at white space."""
    first = section.start
    last = first
    for start in starts[bisect_right(starts, section.start) :]:
        if start >= section.end:
            break
        if start - first > USUAL and last > first:
            yield from _cut(text, Span(first, last))
            first = last
        last = start
    if section.end - first > USUAL and last - first > USUAL // 3:
        yield from _cut(text, Span(first, last))
        first = last
    yield from _cut(text, Span(first, section.end))


def _cut(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while span.end - start > LONGEST:
        cut = max(text.rfind(" ", start, start + LONGEST), text.rfind("\n", start, start + LONGEST)) + 1
        cut = cut if cut > start else start + LONGEST
        yield Span(start, cut)
        start = cut
    if start < span.end:
        yield Span(start, span.end)
