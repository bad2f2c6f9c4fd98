"""Units: the sentences and table rows of a document, each with the context that makes it understood.

A passage is found by its units; an answer is read from one and quotes it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.blocks import Block, find_blocks
from corpus.markers import Rank
from corpus.sentences import sentences
from corpus.tables import column_name
from corpus.types import Document, Section, SectionKind, Span, Table

_CAPTION = 300  # code points before a table that may be its caption
_LONGEST_LIST_OF_NAMES = 2_000  # code points of recipients or a signature; more is text that was taken for it


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
    """The units of a document in the order of the text; none reaches over the border of a section."""
    tables = tuple(table.span for table in document.tables)
    found: list[Unit] = list(_rows(document))
    inside = _by_section(document, find_blocks(document.text, tables))
    for ordinal, (section, blocks) in enumerate(zip(document.sections, inside, strict=True)):
        found.extend(_sentences(document.text, ordinal, section, blocks))
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


def _by_section(document: Document, blocks: tuple[Block, ...]) -> list[list[Block]]:
    """The blocks that each section holds; one that a marked heading cuts is divided."""
    found = []
    waiting = list(reversed(blocks))
    for section in document.sections:
        inside: list[Block] = []
        end = section.span.end
        while waiting and waiting[-1].span.start < end:
            block = waiting.pop()
            if block.span.end > end:
                waiting.append(Block(Span(end, block.span.end).trimmed(document.text), None))
                block = Block(Span(block.span.start, end).trimmed(document.text), block.marker)
            inside.append(block)
        found.append(inside)
    return found


def _rows(document: Document) -> Iterator[Unit]:
    for number, table in enumerate(document.tables):
        section = _section_at(document, table.span.start)
        if _is_read_as_whole(document.sections[section]):
            continue
        for ordinal, row in enumerate(table.rows):
            yield Unit(row.span, UnitKind.ROW, section, row.span, (), number, ordinal)
        if table.header is not None and len(table.header):
            yield Unit(table.header, UnitKind.HEADING, section, table.header, (), number, None)


def _caption(document: Document, section: int, table: Table) -> str:
    """The lines that stand over a table: the title of its annex and the end of the text before it."""
    start = max(document.sections[section].span.start, table.span.start - _CAPTION)
    part = document.sections[section].part
    first = document.sections[bisect_left(document.sections, part, key=lambda s: s.part)]
    head = [first.span.of(document.text)] if first.kind is SectionKind.HEAD else []
    return "\n".join([*head, document.text[start : table.span.start]])


def _section_at(document: Document, position: int) -> int:
    return bisect_right(document.sections, position, key=lambda section: section.span.start) - 1


def _is_read_as_whole(section: Section) -> bool:
    """Whether a section is one unit: a list of names says nothing line by line."""
    names = section.kind in (SectionKind.RECIPIENTS, SectionKind.SIGNATURE)
    return names and len(section.span) <= _LONGEST_LIST_OF_NAMES


def _sentences(text: str, ordinal: int, section: Section, blocks: list[Block]) -> Iterator[Unit]:
    if _is_read_as_whole(section):
        whole = section.span.trimmed(text)
        if len(whole):
            yield Unit(whole, UnitKind.SENTENCE, ordinal, whole)
        return
    leads: list[tuple[tuple[int, int], Span]] = []
    for block in blocks:
        marker = block.marker
        depth = (int(marker.rank), len(marker.ordinals)) if marker else (int(Rank.DIVISION), 0)
        if marker is not None or not leads or text[leads[-1][1].end - 1] != ":":  # else it is introduced by that
            leads = [lead for lead in leads if lead[0] < depth]
        above = tuple(span for _, span in leads)
        for span in sentences(text, block.span):
            heading = section.heading is not None and section.heading.contains(span)
            yield Unit(span, UnitKind.HEADING if heading else UnitKind.SENTENCE, ordinal, block.span, above)
        if marker is not None or text[block.span.end - 1] == ":":
            leads.append((depth, block.span))
        elif text[block.span.end - 1] not in ";,":  # an item without a marker: the next one is introduced with it
            leads = []
