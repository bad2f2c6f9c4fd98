"""A text under construction: blocks one under another, with the exact places of headings and table cells.

The conventions of all extracted texts: a blank line between paragraphs; list items and table rows one a line; a row is
its cells with " | " between them, cells that are merged away or empty included, so that the bars count the columns, but
for those at the end of the row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from corpus.types import Extract, Grid, Span

Cells = Sequence[str | None]

BAR = " | "
LINE, PARAGRAPH = "\n", "\n\n"  # what stands between two blocks
_ITEM_MARK = re.compile(
    r"(?:[-+*\u2010-\u2015\u2022\u00b7\u25aa\u25ab\u25cf\u25cb\u25a0\u25a1\u25e6\u27a2\u2713\uf0b7]"
    r"|\(?(?:\d{1,3}|[a-zđ]|[ivxIVX]{1,5})[.)/]|\d{1,2}(?:\.\d{1,2})+\.?\s)"
)
_MOTTO_OR_RECIPIENTS = re.compile(r"doc lap\W+tu do\W+hanh phuc|\bnoi nhan\s*:")
_LAYOUT_COLUMNS = 3  # issuer, perhaps a gap, motto; recipients, gap, signature
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


class Blocks:
    """Collects blocks in the order of reading; `extract` gives the whole."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._grids: list[Grid] = []
        self._headings: list[tuple[Span, int]] = []
        self._after_item = False
        self.size = 0

    def add(self, text: str, joint: str = PARAGRAPH) -> Span:
        """Put `text` under what stands already, `joint` between them."""
        if self._parts:
            self._append(joint)
        start = self.size
        self._append(text)
        self._after_item = False
        return Span(start, self.size)

    def item(self, text: str) -> None:
        """Add a list item, close to the item before it."""
        self.add(text, LINE if self._after_item else PARAGRAPH)
        self._after_item = True

    def heading(self, text: str, level: int) -> None:
        """Add a heading that the format marks as one."""
        self._headings.append((self.add(text), level))

    def row(self, cells: Cells, joint: str) -> tuple[Span | None, ...]:
        """Add a table row and say where each cell stands."""
        texts = [cell or "" for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        line = self.add(BAR.join(texts), joint)
        spans: list[Span | None] = []
        position = line.start
        for number, cell in enumerate(cells):
            start = position if number < len(texts) else line.end
            end = start + len(cell or "")
            spans.append(None if cell is None else Span(start, end))
            position = end + len(BAR)
        return tuple(spans)

    def table(self, rows: Sequence[Cells], header_rows: int) -> None:
        """Add a table; blank rows say nothing and are left out."""
        spans: list[tuple[Span | None, ...]] = []
        for number, cells in enumerate(rows):
            if any(cells):
                spans.append(self.row(cells, LINE if spans else PARAGRAPH))
            elif number < header_rows:
                header_rows -= 1
        self.grid(spans, header_rows)

    def grid(self, rows: Sequence[tuple[Span | None, ...]], header_rows: int) -> None:
        """Note a table whose rows were added one by one."""
        self._grids.append(Grid(tuple(rows), header_rows))

    def extract(self, pages: tuple[Span, ...] = ()) -> Extract:
        """All that was added."""
        return Extract("".join(self._parts), pages, tuple(self._grids), tuple(self._headings))

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self.size += len(text)


def is_layout(rows: Sequence[Cells], least_rows: int = 2) -> bool:
    """Whether a table only places text on the page: few rows, one column, or the head or foot of a document."""
    width = max((len(cells) for cells in rows), default=0)
    filled = [cells for cells in rows if any(cells)]
    if width < 2 or len(filled) < least_rows:
        return True
    if width > _LAYOUT_COLUMNS:
        return False
    text = unicodedata.normalize("NFD", " ".join(cell for cells in rows for cell in cells if cell).lower())
    plain = "".join(char for char in text if not unicodedata.combining(char)).translate({0x111: "d", 0xF0: "d"})
    return bool(_MOTTO_OR_RECIPIENTS.search(plain))


def header_depth(rows: Sequence[Cells]) -> int:
    """The number of header rows of a table that marks none: the first, and those its first cell is merged over.

    A first row that is one cell over all columns is a caption, and the row under it belongs to the header too.
    """
    depth = 2 if all(cell is None for cell in rows[0][1:]) else 1
    while depth < len(rows) and rows[depth][0] is None:
        depth += 1
    return max(1, min(depth, len(rows) - 1))


def item_text(text: str, marker: str) -> str:
    """A list item's text behind `marker`, unless it brings a number or a bullet of its own."""
    return text if _ITEM_MARK.match(text) else f"{marker} {text}"


def bullet(depth: int) -> str:
    """The bullet that official documents set before items of depth 1, and of any deeper one."""
    return "-" if depth <= 1 else "+"


def numeral(style: str, number: int) -> str:
    """`number` as "decimal", "lowerLetter", "upperLetter", "lowerRoman" or "upperRoman"; other styles as decimal."""
    if number < 1 or style not in ("lowerLetter", "upperLetter", "lowerRoman", "upperRoman"):
        return str(number)
    if style.endswith("Letter"):
        written = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    else:
        written, rest = "", number
        for value, letters in _ROMAN:
            written += letters * (rest // value)
            rest %= value
    return written.lower() if style.startswith("lower") else written
