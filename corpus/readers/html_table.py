"""Tables of web pages: rows of cell texts, merged cells resolved; tables that only place text are told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree, html

from corpus.readers.blocks import header_depth, is_layout

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul",
))  # fmt: skip
WHITE = re.compile(r"[ \t\r\n\f]+")

_MOST_COLUMNS = 200
_MOST_PLACES = 200_000
_ROWS = "./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr"


@dataclass(frozen=True, slots=True)
class MarkedTable:
    """The texts of a table's cells, None where another cell is merged over the place."""

    caption: str
    rows: list[list[str | None]]
    header_rows: int


def data_table(table: html.HtmlElement) -> MarkedTable | None:
    """What `table` says as a table; None where it only places text, or holds text outside its cells."""
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return None
    rows = table.xpath(_ROWS)
    texts = _resolved(rows)
    if is_layout(texts):
        return None
    caption = table.find("caption")
    title = "" if caption is None else _shown(caption)
    if _squeezed(title + "".join(cell or "" for cells in texts for cell in cells)) != _squeezed(table.text_content()):
        return None
    marked = _marked_header(rows)
    return MarkedTable(title, texts, min(marked, len(rows) - 1) if marked else header_depth(texts))


def _resolved(rows: list[html.HtmlElement]) -> list[list[str | None]]:
    """The rows as a rectangle: a cell stands at its top left place, None at the others it covers.

    No rows where the cells claim more places than a table can have, which would fill the memory.
    """
    places = 0
    grid: list[dict[int, str | None]] = [{} for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while column in grid[number]:
                column += 1
            width = max(1, min(_span(cell, "colspan"), _MOST_COLUMNS))
            height = _span(cell, "rowspan") or len(rows)  # 0 means to the end of the table
            places += width * min(height, len(rows) - number)
            if places > _MOST_PLACES:
                return []
            for below in grid[number : number + height]:
                below.update(dict.fromkeys(range(column, column + width)))
            grid[number][column] = _shown(cell)
            column += width
    width = max((column + 1 for cells in grid for column in cells), default=0)
    if width * len(rows) > _MOST_PLACES:
        return []
    return [[cells.get(column, "") for column in range(width)] for cells in grid]


def _span(cell: html.HtmlElement, attribute: str) -> int:
    written = cell.get(attribute, "1").strip()
    return int(written) if re.fullmatch(r"\d{1,6}", written) else 1


def _shown(cell: html.HtmlElement) -> str:
    """The text of a cell on one line."""
    pieces = []
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if element.tag in BLOCKS or element.tag == "br":
            pieces.append(" ")
        text = element.text if event == "start" else element.tail if element is not cell else None
        pieces.append(text or "")
    return WHITE.sub(" ", "".join(pieces)).strip()


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _marked_header(rows: list[html.HtmlElement]) -> int:
    """The number of rows on top that are marked as header, by <thead> or by having no cell but <th>."""
    count = 0
    for row in rows:
        parent = row.getparent()
        if not (parent is not None and parent.tag == "thead") and row.find("td") is not None:
            break
        count += 1
    return count
