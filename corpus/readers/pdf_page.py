"""One page of a PDF: its lines of text and its ruled tables, from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from corpus.readers.blocks import Cells, is_layout

if TYPE_CHECKING:
    from pdfplumber.page import Page as PlumberPage
    from pdfplumber.table import Table as PlumberTable

_MARGIN = 0.1  # of the page's height, above and below
_PAGE_NUMBER = re.compile(r"[\s\u2013-]*(?:(?:trang|page)\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[\s\u2013-]*", re.IGNORECASE)
_SYMBOL_BULLET = re.compile(r"^[\uf020-\uf0ff]\s+")  # a glyph of a symbol font, which has no character of its own
_BROKEN_AFTER = re.compile(r"\w[-/]$")
_FIGURE = re.compile(r"\d{1,3}(?:\.\d{3})*(?:,\d+)?")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_THICKEST_RULE = 3.0  # points
_FEW_LETTERS = 250  # more than a digital signature writes on a scanned page
_LEAST_ROWS = 1  # what a page break leaves of a table may be one row
_WORD_GAP = 0.15  # of the font size; narrower than any blank, wider than kerning

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and where it stands, in points from the top left corner of the page."""

    text: str
    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table between rules: its rows as a rectangle of cell texts, None where a cell is merged away.

    `columns` are the left edges of the columns and the right edge of the last.
    """

    rows: tuple[Cells, ...]
    columns: tuple[float, ...]
    top: float


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page, in the order of reading, but for a bare page number.

    `is_scan` where it is a picture without its letters; the stamp of a signature may stand on it.
    """

    blocks: tuple[Line | Ruled, ...]
    height: float
    is_scan: bool

    def at_edge(self, line: Line) -> bool:
        """Whether a line stands where running heads and feet do."""
        return line.bottom < _MARGIN * self.height or line.top > (1 - _MARGIN) * self.height

    def is_number(self, block: Line | Ruled) -> bool:
        """Whether a block is the bare number of the page."""
        return isinstance(block, Line) and self.at_edge(block) and bool(_PAGE_NUMBER.fullmatch(block.text))


def read_page(page: PlumberPage) -> Page:
    """The lines and ruled tables of a page."""
    found = [
        (table, rows)
        for table in page.filter(_may_rule).find_tables()
        if not is_layout(rows := _rows(table), _LEAST_ROWS)
    ]
    ruled = [Ruled(tuple(rows), _columns(table.cells), table.bbox[1]) for table, rows in found]
    outside = _Outside([table for table, _ in found])
    prose = page.filter(outside) if found else page
    lines = [
        Line(_SYMBOL_BULLET.sub("- ", line["text"]), line["top"], line["bottom"], line["x0"], line["x1"])
        for line in prose.extract_text_lines(return_chars=False, x_tolerance_ratio=_WORD_GAP)
    ]
    letters = len(page.chars)
    whole = Page((*lines, *ruled), float(page.height), letters < _FEW_LETTERS and _is_picture(page, letters))
    page.close()  # lets go of its characters
    kept = (block for block in whole.blocks if not whole.is_number(block))
    return replace(whole, blocks=tuple(sorted(kept, key=lambda block: block.top)))


def _is_picture(page: PlumberPage, letters: int) -> bool:
    """Whether a page of few letters shows a picture, and nothing else or a large one."""
    areas = [float((image["x1"] - image["x0"]) * (image["bottom"] - image["top"])) for image in page.images]
    return bool(areas) and (not letters or sum(areas) > page.width * page.height / 2)


def _rows(table: PlumberTable) -> list[Cells]:
    """The rows without blank ones, the lines inside a cell joined."""
    rows = [
        [None if cell is None else _joined(cell.split("\n")) for cell in cells]
        for cells in table.extract(x_tolerance_ratio=_WORD_GAP)
    ]
    return [cells for cells in rows if any(cells)]


def _may_rule(thing: dict[str, Any]) -> bool:
    """Whether an object may be a rule: a coloured area, such as a page's background, is none."""
    area = thing["object_type"] == "rect" and not thing["stroke"]
    return not (area and min(thing["width"], thing["height"]) > _THICKEST_RULE)


def is_broken_word(line: str, below: str) -> bool:
    """Whether a line ends within a word that has a hyphen or a slash, such as a document's number or "2013-2015"."""
    return bool(_BROKEN_AFTER.search(line)) and below[:1].isalnum()


def _joined(lines: list[str]) -> str:
    """The lines of a cell as one; a figure that a narrow column broke, as "34.06" above "0", is whole again."""
    lines = [folded for line in lines if (folded := " ".join(line.split()))]
    unbroken = "".join(lines)
    if _GROUPED.fullmatch(unbroken) and not all(_FIGURE.fullmatch(line) for line in lines):
        return unbroken
    text = ""
    for line in lines:
        text += line if not text or is_broken_word(text, line) else f" {line}"
    return text


def _columns(cells: Sequence[Box]) -> tuple[float, ...]:
    return (*sorted({cell[0] for cell in cells}), max(cell[2] for cell in cells))


class _Outside:
    """Tells whether an object stands in no cell; what is between the rules but in no cell of them is not lost."""

    def __init__(self, tables: Iterable[PlumberTable]) -> None:
        self._tables = [(table.bbox, table.cells) for table in tables]

    def __call__(self, thing: dict[str, Any]) -> bool:
        if thing["object_type"] != "char":
            return False
        across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
        return not any(
            _inside(bbox, across, down) and any(_inside(cell, across, down) for cell in cells)
            for bbox, cells in self._tables
        )


def _inside(box: Box, across: float, down: float) -> bool:
    return box[0] <= across < box[2] and box[1] <= down < box[3]
