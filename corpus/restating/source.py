"""The sources of the shipped documents: a small Markdown, read as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from markdown_it import MarkdownIt

WIDE = 6  # columns from which a table needs a page across
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_OWN_MARK = re.compile(r"(?:[a-zđ]\)|\d{1,2}[.)])\s")
_FIGURE = re.compile(r"[\d.,%\s]*\d[\d.,%\s]*")
_MOSTLY = 0.8
_TOTAL = re.compile(r"\s*(?:tổng|cộng)\b", re.IGNORECASE)


class Kind(StrEnum):
    """What a block of a source is."""

    TITLE = "title"
    NOTICE = "notice"
    FACT = "fact"  # number, issuer, date, signer: the paragraphs before the first heading
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a source; `level` is that of a heading (1 for "##") or an item (1 outermost)."""

    kind: Kind
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def parse(source: str) -> tuple[Block, ...]:
    """The blocks of a Markdown source in order, their characters as they stand."""
    blocks: list[Block] = []
    rows: list[list[str]] = []
    around: list[str] = []
    number = ""  # "2." of an item, which Markdown takes for a mark and the plans for text
    for token in MarkdownIt("commonmark").enable("table").parse(source):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            blocks.append(Block(Kind.TABLE, rows=tuple(map(tuple, rows))))
            rows = []
        elif token.type == "list_item_open" and token.info:
            number = f"{token.info}{token.markup} "
        elif token.type == "inline" and "table_open" in around:
            rows[-1].append(token.content)
        elif token.type == "inline":
            below_heading = any(block.kind is Kind.HEADING for block in blocks)
            blocks.append(_text_block(number + token.content, around, below_heading))
            number = ""
        if token.nesting == 1:
            around.append(token.tag if token.type == "heading_open" else token.type)
        elif token.nesting == -1:
            around.pop()
    return tuple(blocks)


def _text_block(text: str, around: list[str], below_heading: bool) -> Block:
    if around[-1] in _HEADINGS:
        level = _HEADINGS.index(around[-1])
        return Block(Kind.HEADING, text, level) if level else Block(Kind.TITLE, text)
    if "blockquote_open" in around:
        return Block(Kind.NOTICE, text)
    if "list_item_open" in around:
        return Block(Kind.ITEM, text, max(1, around.count("bullet_list_open")))
    return Block(Kind.PARAGRAPH if below_heading else Kind.FACT, text)


def chapters(blocks: tuple[Block, ...]) -> Iterator[tuple[bool, list[Block]]]:
    """The blocks in runs that share a page format: a heading takes what stands under it along; True is across."""
    run: list[Block] = []
    for block in blocks:
        if block.kind is Kind.HEADING and run and run[-1].kind is not Kind.HEADING:
            yield _is_wide(run), run
            run = []
        run.append(block)
    yield _is_wide(run), run


def _is_wide(run: list[Block]) -> bool:
    return any(len(block.rows[0]) >= WIDE for block in run if block.rows)


def group_start(row: tuple[str, ...]) -> int | None:
    """The column from which the name of a group runs to the end of its row; None for rows of another kind."""
    filled = [column for column, cell in enumerate(row) if cell]
    return filled[-1] if len(row) > 2 and filled in ([0], [0, 1]) and filled[-1] < len(row) - 1 else None


def is_total(row: tuple[str, ...]) -> bool:
    """Whether a row gives sums of others."""
    return any(_TOTAL.match(cell) for cell in row[:2])


def brings_own_mark(item: Block) -> bool:
    """Whether an item begins with its number or letter, such as "a)", and needs no bullet."""
    return bool(_OWN_MARK.match(item.text))


def is_figures(table: Block, column: int) -> bool:
    """Whether the cells of a column are figures, to be set to the right; the first column numbers the rows."""
    cells = [row[column] for row in table.rows[1:] if row[column] and group_start(row) is None]
    return column > 0 and sum(bool(_FIGURE.fullmatch(cell)) for cell in cells) > _MOSTLY * len(cells)
