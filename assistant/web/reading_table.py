"""Tables of the reading view: header cells over their columns, rows with their cells, and what else stands there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise, takewhile

from assistant.web.fragments import Fragment, element, markup, written
from corpus.types import Row, RowKind, Span, Table

_NUMBER = re.compile(r"[\d.,\s%+()-]*\d[\d.,\s%+()-]*")
_LONG = 40  # code points
SCROLLED = 'tabindex="0" role="region" aria-label="Bảng"'  # a wide table scrolls, by keyboard too
_RULES = re.compile(r"[\s|:+=_-]*")  # what draws a table in a plain text


def table_fragments(text: str, table: Table) -> Iterator[Fragment]:
    """The fragments of a table: every letter and digit of its span once, also those outside its cells."""
    cells = sorted({cell for cell in _cells(table) if len(cell)})
    if any(later.start < earlier.end for earlier, later in pairwise(cells)):
        yield from _as_lines(text, table.span)
        return
    loose = list(_loose(text, table.span, cells))
    top = min((cell.start for cell in cells), default=table.span.end)
    yield from element(text, "p", "unit", tuple(span for span in loose if span.start < top))
    loose = [span for span in loose if span.start >= top]
    width = max((len(row.cells) for row in table.rows), default=1)
    drawn: set[Span] = set()  # a merged cell may belong to several columns or rows; its text is written once
    yield markup(f'<div class="table" {SCROLLED}><table>')
    yield from _header(text, table, drawn)
    yield markup("<tbody>")
    for number, row in enumerate(table.rows):
        yield from _row(text, row, drawn)
        following = table.rows[number + 1].span.start if number + 1 < len(table.rows) else table.span.end
        while loose and loose[0].start < following:
            yield markup(f'<tr class="loose"><td colspan="{width}">')
            yield written(text, loose.pop(0))
            yield markup("</td></tr>")
    yield markup("</tbody></table></div>")
    yield from element(text, "p", "unit", tuple(loose))


def cell_kind(text: str) -> str:
    """The class of a cell: a figure stands on the right, a long text needs a wide column."""
    if _NUMBER.fullmatch(text.strip()):
        return "figure"
    return "long" if len(text) > _LONG else "words"


def _cells(table: Table) -> Iterator[Span]:
    for column in table.columns:
        yield from column
    for row in table.rows:
        yield from (cell for cell in row.cells if cell is not None)


def _loose(text: str, span: Span, cells: Iterable[Span]) -> Iterator[Span]:
    """What stands in `span` outside the cells and is more than lines and blanks."""
    position = span.start
    for cell in [*cells, Span(span.end, span.end)]:
        if cell.start > position:
            piece = Span(position, cell.start).trimmed(text)
            if not _RULES.fullmatch(piece.of(text)):
                yield piece
        position = max(position, cell.end)


def _header(text: str, table: Table, drawn: set[Span]) -> Iterator[Fragment]:
    depth = max((len(column) for column in table.columns), default=0)
    if not depth:
        return
    yield markup("<thead>")
    closed: set[int] = set()  # columns whose last header cell reaches down to the rows
    for level in range(depth):
        yield markup("<tr>")
        open_columns = (n for n in range(len(table.columns)) if n not in closed)
        for cell, group in groupby(open_columns, key=lambda n: _cell_at(table, n, level)):
            members = list(group)
            ends = all(len(table.columns[n]) <= level + 1 for n in members)
            yield markup(f'<th scope="col" colspan="{len(members)}" rowspan="{depth - level if ends else 1}">')
            yield from _once(text, cell, drawn)
            yield markup("</th>")
            if ends:
                closed.update(members)
        yield markup("</tr>")
    yield markup("</thead>")


def _cell_at(table: Table, column: int, level: int) -> Span | None:
    cells = table.columns[column]
    return cells[level] if level < len(cells) else None


def _row(text: str, row: Row, drawn: set[Span]) -> Iterator[Fragment]:
    yield markup(f'<tr class="{row.kind}">')
    number = 0
    while number < len(row.cells):
        cell = row.cells[number]
        wide = 1
        if row.kind is RowKind.GROUP and cell is not None:
            wide += sum(1 for _ in takewhile(lambda c: c is None, row.cells[number + 1 :]))
        number += wide
        kind = cell_kind(cell.of(text)) if cell is not None and wide == 1 else "words"
        yield markup(f'<td class="{kind}" colspan="{wide}">')
        yield from _once(text, cell, drawn)
        yield markup("</td>")
    yield markup("</tr>")


def _once(text: str, cell: Span | None, drawn: set[Span]) -> Iterator[Fragment]:
    if cell is not None and len(cell) and cell not in drawn:
        drawn.add(cell)
        yield written(text, cell)


def _as_lines(text: str, span: Span) -> Iterator[Fragment]:
    """A table whose cells overlap, so that it cannot be drawn, as the lines of its text."""
    for line in re.finditer(r"[^\r\n]+", span.of(text)):
        piece = Span(span.start + line.start(), span.start + line.end()).trimmed(text)
        if len(piece):
            yield from element(text, "p", "line", (piece,))
