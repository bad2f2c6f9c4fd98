"""Units: the sentences and table rows of a document, each with the context that makes it understood.

A passage is found by its units; an answer is read from one and quotes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.blocks import Block, Rank, find_blocks
from corpus.sentences import sentences
from corpus.tables import column_name
from corpus.types import Document, Row, Section, SectionKind, Span, Table

_CAPTION = 300  # code points before a table that may be its caption


class UnitKind(StrEnum):
    """What a unit is."""

    SENTENCE = "sentence"
    ROW = "row"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, a table row or a heading.

    `block` is the paragraph or list item it stands in (the row itself for a row), `leads` are the blocks that introduce
    it, outside in ("... như sau:"), `section` is the ordinal of its section, `table` and `row` locate a row.
    """

    span: Span
    kind: UnitKind
    section: int
    block: Span
    leads: tuple[Span, ...] = ()
    table: int | None = None
    row: int | None = None


def find_units(document: Document) -> tuple[Unit, ...]:
    """The units of a document in the order of the text."""
    tables = tuple(table.span for table in document.tables)
    blocks = find_blocks(document.text, tables)
    found: list[Unit] = list(_rows(document))
    position = 0
    for ordinal, section in enumerate(document.sections):
        inside: list[Block] = []
        while position < len(blocks) and blocks[position].span.start < section.span.end:
            inside.append(blocks[position])
            position += 1
        found.extend(_sentences(document.text, ordinal, section, inside))
    return tuple(sorted(found, key=lambda unit: unit.span))


def near_context(document: Document, unit: Unit) -> str:
    """What introduces a unit: leads, its section's own heading, the caption of its table and the groups of its row."""
    parts = [lead.of(document.text) for lead in unit.leads]
    section = document.sections[unit.section]
    if section.path:
        parts.append(section.path[-1])
    if unit.table is not None:
        table = document.tables[unit.table]
        parts.append(_caption(document, unit.section, table))
        if unit.row is not None:
            row = table.rows[unit.row]
            parts += [group.of(document.text) for group in row.groups]
    return "\n".join(parts)


def far_context(document: Document, unit: Unit) -> str:
    """The outer headings of a unit, and the header of its table."""
    parts = list(document.sections[unit.section].path[:-1])
    if unit.table is not None:
        table = document.tables[unit.table]
        parts += [column_name(document.text, table, i) for i in range(len(table.columns))]
    return "\n".join(parts)


def _rows(document: Document) -> Iterator[Unit]:
    for number, table in enumerate(document.tables):
        section = _section_at(document, table.span.start)
        for ordinal, row in enumerate(table.rows):
            yield Unit(row.span, UnitKind.ROW, section, row.span, (), number, ordinal)
        header = _header_end(table)
        if header is not None and len(header):
            yield Unit(header, UnitKind.HEADING, section, header, (), number, None)


def _caption(document: Document, section: int, table: Table) -> str:
    """The lines that stand over a table: the title of its annex or the end of the text before it."""
    start = max(document.sections[section].span.start, table.span.start - _CAPTION)
    part = document.sections[section].part
    heads = [s.span.of(document.text) for s in document.sections if s.part == part and s.kind is SectionKind.HEAD]
    return "\n".join([*heads[:1], document.text[start : table.span.start]])


def _header_end(table: Table) -> Span | None:
    first: Row | None = table.rows[0] if table.rows else None
    if table.header is not None:
        return table.header
    return None if first is None or first.span.start <= table.span.start else Span(table.span.start, first.span.start)


def _section_at(document: Document, position: int) -> int:
    for ordinal, section in enumerate(document.sections):
        if section.span.start <= position < section.span.end:
            return ordinal
    return len(document.sections) - 1


def _sentences(text: str, ordinal: int, section: Section, blocks: list[Block]) -> Iterator[Unit]:
    if section.kind in (SectionKind.RECIPIENTS, SectionKind.SIGNATURE):
        whole = section.span.trimmed(text)  # a list of names is read as a whole
        if len(whole):
            yield Unit(whole, UnitKind.SENTENCE, ordinal, whole)
        return
    leads: list[tuple[int, Span]] = []
    for block in blocks:
        rank = int(block.marker.rank) if block.marker else int(Rank.DIVISION)
        leads = [lead for lead in leads if lead[0] < rank]
        above = tuple(span for _, span in leads)
        heading = section.heading is not None and section.heading.overlap(block.span) > 0
        for span in sentences(text, block.span):
            kind = (
                UnitKind.HEADING
                if heading and section.heading and section.heading.contains(span)
                else UnitKind.SENTENCE
            )
            yield Unit(span, kind, ordinal, block.span, above)
        if block.marker is not None or text[block.span.end - 1] == ":":
            leads.append((rank, block.span))
        else:
            leads = []
