"""Tables in plain text that still mark their cells: rows with pipes, rows with tabs, cells each led by a tab."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.cells import is_total, ordinal
from corpus.types import Grid, Span

_RULE = re.compile(r"[\s|:+=-]*-{2,}[\s|:+=-]*")
_MOST_HEADER_ROWS = 4

Cells = tuple[Span, ...]


def marked_grids(text: str) -> tuple[Grid, ...]:
    """The tables of a text whose cells are marked, in order; their rows have all the same number of cells."""
    grids: list[Grid] = []
    lines = [Span(found.start(), found.end()) for found in re.finditer(r"[^\n]*\n?", text) if found[0]]
    i = 0
    while i < len(lines):
        line = lines[i].of(text)
        grid, after = None, i + 1
        if "|" in line:
            grid, after = _piped(text, lines, i)
        elif line.startswith("\t") and "\t" not in line[1:].rstrip("\n"):
            grid, after = _led_by_tabs(text, lines, i)
        elif "\t" in line.strip():
            grid, after = _tabbed(text, lines, i)
        if grid:
            grids.append(grid)
        i = after
    return tuple(grids)


def split_cells(text: str, line: Span, mark: str) -> Cells:
    """The trimmed cells of a line, without the empty ones that marks at its ends make."""
    edges = [line.start - 1, *(line.start + m.start() for m in re.finditer(re.escape(mark), line.of(text))), line.end]
    cells = [Span(a + 1, max(a + 1, b)).trimmed(text) for a, b in pairwise(edges)]
    if mark == "|":
        cells = cells[not cells[0] :]
        cells = cells[: len(cells) - (bool(cells) and not cells[-1])]
    return tuple(cells)


def _piped(text: str, lines: Sequence[Span], first: int) -> tuple[Grid | None, int]:
    """The table of lines with pipes that starts at a line, and the line after them.

    Without a rule under its header it must have three columns and three rows at least.
    """
    rows: list[Cells] = []
    ruled, i = False, first
    while i < len(lines) and "|" in (line := lines[i].of(text)):
        if _RULE.fullmatch(line):
            ruled = ruled or len(rows) == 1
        else:
            cells = split_cells(text, lines[i], "|")
            if rows and len(cells) != len(rows[0]):
                break
            rows.append(cells)
        i += 1
    wide = len(rows[0]) if rows else 0
    if (ruled and len(rows) > 1 and wide > 1) or (len(rows) > 2 and wide > 2 and all(rows[0])):
        return Grid(tuple(rows)), i
    return None, max(i, first + 1)


def _tabbed(text: str, lines: Sequence[Span], first: int) -> tuple[Grid | None, int]:
    """The table of lines with tabs between cells: three columns and three rows at least, no gap in the header."""
    rows: list[Cells] = []
    i = first
    while i < len(lines) and "\t" in lines[i].of(text).strip():
        cells = split_cells(text, lines[i], "\t")
        if rows and len(cells) != len(rows[0]):
            break
        rows.append(cells)
        i += 1
    if len(rows) > 2 and len(rows[0]) > 2 and all(rows[0]):
        return Grid(tuple(rows)), i
    return None, max(i, first + 1)


def _led_by_tabs(text: str, lines: Sequence[Span], first: int) -> tuple[Grid | None, int]:
    """The table of cells each led by a tab, a blank line between rows: three columns and three rows at least."""
    rows: list[Cells] = []
    row: list[Span] = []
    i = first
    while i < len(lines) and (lines[i].of(text).startswith("\t") or (row and not lines[i].of(text).strip())):
        if lines[i].of(text).startswith("\t"):
            row.append(lines[i].trimmed(text))
        else:
            if rows and len(row) != len(rows[0]):
                break
            rows.append(tuple(row))
            row = []
        i += 1
    if row and (not rows or len(row) == len(rows[0])):
        rows.append(tuple(row))
    if len(rows) < 3 or len(rows[0]) < 3:
        return None, max(i, first + 1)
    height = next((h for h, cells in enumerate(rows) if h and _is_body(text, cells)), 1)
    height = height if height <= _MOST_HEADER_ROWS else 1
    header = tuple(_merged(text, cells) for cells in rows[:height])
    return Grid((*header, *rows[height:]), height), i


def _is_body(text: str, cells: Cells) -> bool:
    """Whether a row belongs to the body by its first cell."""
    first = cells[0].of(text)
    return ordinal(first) is not None or is_total(first)


def _merged(text: str, cells: Cells) -> tuple[Span | None, ...]:
    """The cells of a header row with None for those that repeat the cell before them, which spans both."""
    return tuple(
        None if i and cell and cell.of(text) == cells[i - 1].of(text) and not ordinal(cell.of(text)) else cell
        for i, cell in enumerate(cells)
    )
