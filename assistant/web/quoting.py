"""A quote as it is shown under an answer: its exact words, a row of a table as a row under its header."""

from __future__ import annotations

from html import escape

from assistant.web.catalogue import fold
from assistant.web.reading_table import SCROLLED, cell_kind
from corpus.types import Document, Row, Span, Table


def quote_html(document: Document, span: Span) -> str:
    """The characters of `span`, line breaks folded; as a small table where they are cells of rows."""
    for table in document.tables:
        if not table.span.contains(span):
            continue
        rows = [row for row in table.rows if row.span.overlap(span)]
        if _are_cells(document.text, span, rows):
            draw = _upright if len(rows) == 1 and table.columns else _small_table
            return draw(document.text, span, table, rows)
    return f"<p>{escape(fold(span.of(document.text)))}</p>"


def _are_cells(text: str, span: Span, rows: list[Row]) -> bool:
    """Whether `span` holds several cells of `rows` and no word besides."""
    inside = {cell for row in rows for cell in row.cells if cell is not None and cell.overlap(span)}
    words = sum(c.isalnum() for c in span.of(text))
    return len(inside) > 1 and words == sum(sum(c.isalnum() for c in _clipped(cell, span).of(text)) for cell in inside)


def _upright(text: str, span: Span, table: Table, rows: list[Row]) -> str:
    """One row with a line for each of its cells: a row of many columns is wider than the place for it."""
    lines = ""
    for number in range(len(rows[0].cells)):
        cell = _inside(rows[0], number, span)
        if cell is not None:
            name = escape(_named(text, table, number))
            lines += f'<tr><th scope="row">{name}</th>{_cell(text, cell)}</tr>'
    return f'<div class="table upright" {SCROLLED}><table><tbody>{lines}</tbody></table></div>'


def _small_table(text: str, span: Span, table: Table, rows: list[Row]) -> str:
    """The cells of `rows` inside `span`; columns that are empty in all of them are left out."""
    width = max(len(row.cells) for row in rows)
    filled = [n for n in range(width) if any(_inside(row, n, span) is not None for row in rows)]
    header = "".join(f"<th>{escape(_named(text, table, n))}</th>" for n in filled)
    body = "".join("<tr>" + "".join(_cell(text, _inside(row, n, span)) for n in filled) + "</tr>" for row in rows)
    above = f"<thead><tr>{header}</tr></thead>" if any(_named(text, table, n) for n in filled) else ""
    return f'<div class="table" {SCROLLED}><table>{above}<tbody>{body}</tbody></table></div>'


def _inside(row: Row, column: int, span: Span) -> Span | None:
    cell = row.cells[column] if column < len(row.cells) else None
    return _clipped(cell, span) if cell is not None and cell.overlap(span) else None


def _cell(text: str, cell: Span | None) -> str:
    if cell is None:
        return "<td></td>"
    said = fold(cell.of(text))
    return f'<td class="{cell_kind(said)}">{escape(said)}</td>'


def _named(text: str, table: Table, column: int) -> str:
    cells = table.columns[column] if column < len(table.columns) else ()
    return " / ".join(fold(cell.of(text)) for cell in cells)


def _clipped(cell: Span, span: Span) -> Span:
    return Span(max(cell.start, span.start), min(cell.end, span.end))
