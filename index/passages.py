"""Passages: the sections of a document cut at blocks, sentences and table rows.

They partition the sections, so no text is lost and none is doubled. (langchain-text-splitters would cut by characters
here; the blocks, sentences and rows are already known with exact offsets, so it is not needed.)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from corpus.blocks import find_blocks
from corpus.sentences import sentences
from corpus.tables import column_name
from corpus.types import Document, Span, Table
from index.types import Passage

USUAL = 900  # code points that a passage is filled up to
LONGEST = 1_500  # no passage is longer than this


def find_passages(document: Document) -> tuple[Passage, ...]:
    """The passages of a document in order."""
    starts = _starts(document)
    metadata = document.metadata
    about = [field.value for field in (metadata.title, metadata.province, metadata.period) if field]
    headers = [_header(document.text, table) for table in document.tables]
    begins, ends = [table.span.start for table in document.tables], [table.span.end for table in document.tables]
    found = []
    for ordinal, section in enumerate(document.sections):
        for span in _pack(document.text, section.span, starts):
            above = headers[bisect_right(ends, span.start) : bisect_left(begins, span.end)]
            context = "\n".join([*about, *section.path, *filter(None, above)])
            found.append(Passage(document.id, span, ordinal, context))
    return tuple(found)


def _header(text: str, table: Table) -> str:
    return " | ".join(column_name(text, table, column) for column in range(len(table.columns)))


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
        latest = start + LONGEST
        cut = max(text.rfind(" ", start, latest), text.rfind("\n", start, latest)) + 1
        cut = cut or latest
        yield Span(start, cut)
        start = cut
    if start < span.end:
        yield Span(start, span.end)
