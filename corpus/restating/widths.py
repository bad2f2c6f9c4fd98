"""The embedded font, and the widths that the columns of a table get from what they hold."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase.pdfmetrics import (  # type: ignore[import-untyped]
    getRegisteredFontNames,
    registerFont,
    registerFontFamily,
    stringWidth,
)
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]

from corpus.errors import CorpusError
from corpus.restating.source import Block, group_start

FONT = "LiberationSerif"
_FOLDERS = tuple(Path("/usr/share/fonts/truetype", folder) for folder in ("liberation2", "liberation"))
_FACES = ("Regular", "Bold", "Italic", "BoldItalic")
_SIZES = ((5, 10.5), (8, 9.0), (99, 8.0))  # up to so many columns, so many points
_SHORT = 11


def register_fonts() -> None:
    """Make the four faces of the font known to reportlab; CorpusError where it is not installed."""
    if FONT in getRegisteredFontNames():
        return
    folder = next((folder for folder in _FOLDERS if (folder / f"{FONT}-Regular.ttf").exists()), None)
    if folder is None:
        raise CorpusError(f"{_FOLDERS[0]}: không có phông Liberation Serif; hãy cài gói fonts-liberation2")
    names = [FONT, *(f"{FONT}-{face}" for face in _FACES[1:])]
    for name, face in zip(names, _FACES, strict=True):
        registerFont(TTFont(name, folder / f"{FONT}-{face}.ttf"))
    registerFontFamily(FONT, *names)


def font_size(table: Block) -> float:
    """The size of a table's letters: smaller for more columns."""
    return next(size for columns, size in _SIZES if len(table.rows[0]) <= columns)


def column_widths(table: Block, room: float, padding: float) -> list[float]:
    """Widths that fill `room`: no word is broken, and what is left goes where most text stands."""
    register_fonts()
    size = font_size(table)
    rows = [row if group_start(row) is None else row[: group_start(row)] for row in table.rows]
    columns = [[row[column] for row in rows if column < len(row)] for column in range(len(table.rows[0]))]
    least = [max(_width(part, size) for cell in cells for part in _unbroken(cell)) for cells in columns]
    least = [width + 2 * padding + 1 for width in least]
    whole = [max(_width(cell, size) for cell in cells[1:] or [""]) + 2 * padding + 1 for cells in columns]
    wishes = [max(0.0, full - word) ** 0.6 for full, word in zip(whole, least, strict=True)]
    spare = max(0.0, room - sum(least))
    shares = [spare * wish / (sum(wishes) or 1) for wish in wishes]
    widths = [width + share for width, share in zip(least, shares, strict=True)]
    return [width * room / sum(widths) for width in widths]


def _unbroken(cell: str) -> list[str]:
    """What should stand on one line: a short cell as a whole, such as "2016 - 2020", else each word."""
    return [cell] if len(cell) <= _SHORT else cell.split()


def _width(text: str, size: float) -> float:
    return float(stringWidth(text, f"{FONT}-Bold", size))
