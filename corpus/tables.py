"""The tables of a document: rows under named columns, whether the format marks the cells or the text lost them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from corpus.alignment import total_groups
from corpus.cells import CellKind, amount, classify, is_total, kind_of, plain
from corpus.delimited import marked_grids
from corpus.flattened import flattened_tables
from corpus.headers import grid_columns, header_height, meaning
from corpus.types import Grid, Row, Span, Table

_MARKS = "[\u0300-\u036f]*"  # decomposed text has them after the letter
_UNIT_LINE = re.compile(
    rf"\b(?:[ĐÐ]\.?V\.?T|[ĐÐ][oơ]{_MARKS}n\s+v[iị]{_MARKS}(?P<plain>(?!\s+t))?(?:\s+t[ií]{_MARKS}nh)?)\s*:\s*"
    r"(?P<unit>[^\n()|;]{1,40}?)\s*(?=[)\n|;.]|\Z)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\((?P<unit>[^()]{1,40})\)")
_UNIT = re.compile(
    r"(?:1\.?000 ?)?(?:(?:nghin|ngan|trieu|ty|ti)(?: (?:dong|vnd|d|usd))?|dong|vnd|usd|d|tr\.? ?d(?:ong)?|%|nguoi|lop"
    r"|ha|km2?|m2|m3|tan|ho|xa|don vi)"
)
_NEAR = 400  # characters before a table in which its unit line may stand
_COUNTED = re.compile(r"so luong|so \w+$|ty le|ti le|%|khoi luong")


def find_tables(text: str) -> tuple[Table, ...]:
    """The tables of a plain text in order of their spans, which do not overlap."""
    marked: list[Table] = []
    for grid in marked_grids(text):
        first = next(cell for row in grid.rows for cell in row if cell is not None)
        end = marked[-1].span.end if marked else 0
        table = table_from_grid(text, grid, Span(max(end, first.start - _NEAR), first.start))
        if table.rows:
            marked.append(table)
    spans = [table.span for table in marked]
    tables = list(marked)
    for table in flattened_tables(text, spans):
        at = bisect_left(spans, Span(table.span.end, table.span.end))
        if at and spans[at - 1].end > table.span.start:
            continue
        above = Span(max(0, table.span.start - _NEAR), table.span.start)
        tables.append(table if table.unit else replace(table, unit=_unit_line(text, above)))
    return tuple(sorted(tables, key=lambda table: table.span))


def table_from_grid(text: str, grid: Grid, above: Span) -> Table:
    """The table of a grid that the format marks.

    `above` is the text just before it, where its unit line may stand. Rows without any text are left out, and so are
    rows that repeat the header.
    """
    rows = [tuple(None if cell is None else cell.trimmed(text) for cell in row) for row in grid.rows]
    width = max((len(row) for row in rows), default=0)
    height = header_height(text, grid)
    heads = [_texts(text, row) for row in rows[:height]]
    body = [_unmerged(text, (*row, *[None] * width)[:width]) for row in rows[height:]
            if any(row) and _texts(text, row) not in heads]  # fmt: skip
    kinds, groups = classify([[cell.of(text) for cell in row if cell] for row in body], width)
    groups = total_groups(kinds, groups, [_figures(text, row) for row in body])
    labels = [_label(row) for row in body]
    made = tuple(
        Row(_cover(row), kind, row, tuple(labels[g] for g in under))
        for row, kind, under in zip(body, kinds, groups, strict=True)
    )
    header_cells = [cell for row in rows[:height] for cell in row if cell]
    header = _cover(header_cells) if header_cells else None
    spans = [*header_cells, *(row.span for row in made)]
    return Table(
        span=_cover(spans) if spans else Span(above.end, above.end),
        header=header,
        columns=grid_columns(rows[:height], width),
        unit=_unit_line(text, above) or (_unit_line(text, header) if header else None),
        rows=made,
    )


def column_name(text: str, table: Table, i: int) -> str:
    """The header cells over column `i`, outside in, joined with " > ", white space folded; empty without a header."""
    return " > ".join(" ".join(cell.of(text).split()) for cell in table.columns[i])


def row_cells(text: str, table: Table, row: Row) -> tuple[tuple[str, str], ...]:
    """The name of the column and the text of each filled cell of a row, white space folded."""
    return tuple(
        (column_name(text, table, i), " ".join(cell.of(text).split())) for i, cell in enumerate(row.cells) if cell
    )


def unit_of(text: str, table: Table, i: int) -> str | None:
    """The unit of the figures in column `i` ("triệu đồng"): what its header says, else the table's unit line.

    None for a column without figures, and where the unit line cannot be meant: numbers of things and shares.
    """
    for header in reversed(table.columns[i]):
        for found in _IN_BRACKETS.finditer(header.of(text)):
            unit = found["unit"].rpartition(":")[2]
            if _UNIT.fullmatch(plain(unit)):
                return " ".join(unit.split())
    name = column_name(text, table, i)
    if not table.unit or meaning(name) is CellKind.ORDINAL or _COUNTED.search(plain(name.rpartition(" > ")[2])):
        return None
    cells = [cell.of(text) for row in table.rows if (cell := row.cells[i])]
    if not any(kind_of(cell) is CellKind.AMOUNT for cell in cells):
        return None
    stated = _UNIT_LINE.search(table.unit.of(text))
    return " ".join(stated["unit"].split()) if stated else None


def _unit_line(text: str, span: Span) -> Span | None:
    """The last unit line in a span, without brackets around it; "Đơn vị: ..." only where a unit follows."""
    lines = [
        Span(found.start(), found.end("unit"))
        for found in _UNIT_LINE.finditer(text, span.start, span.end)
        if found["plain"] is None or _UNIT.match(plain(found["unit"]))
    ]
    return lines[-1] if lines else None


def _texts(text: str, row: Sequence[Span | None]) -> tuple[str, ...]:
    """The folded texts of the filled cells of a row."""
    return tuple(plain(cell.of(text)) for cell in row if cell)


def _unmerged(text: str, row: tuple[Span | None, ...]) -> tuple[Span | None, ...]:
    """The row without the copies of its first filled cell, where a label was repeated in the columns it spans."""
    filled = [(i, plain(cell.of(text))) for i, cell in enumerate(row) if cell]
    label = filled[0][1]
    copies = list(takewhile(lambda entry: entry[1] == label, filled))
    row = tuple(cell or None for cell in row)
    if not is_total(label) and (len(copies) < len(filled) or kind_of(label) is CellKind.AMOUNT):
        return row
    doubled = {i for i, _ in copies[1:]}
    return tuple(None if i in doubled else cell for i, cell in enumerate(row))


def _figures(text: str, row: Sequence[Span | None]) -> dict[int, Decimal]:
    """The figures of a row by column, its ordinal left out."""
    found = ((c, amount(cell.of(text))) for c, cell in enumerate(row) if cell and c)
    return {c: figure for c, figure in found if figure is not None}


def _label(row: Sequence[Span | None]) -> Span:
    """The name in a group row: its first cell that is not the ordinal, else the ordinal."""
    filled = [cell for cell in row if cell]
    return filled[1] if len(filled) > 1 and len(filled[0]) < len(filled[1]) else filled[0]


def _cover(spans: Sequence[Span | None]) -> Span:
    """The smallest span over all."""
    present = [span for span in spans if span]
    return Span(min(span.start for span in present), max(span.end for span in present))
