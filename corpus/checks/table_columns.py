"""The figures of a table by column, and its rows as they nest: what sums are checked on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.cells import FAMILIES, CellKind, Ordinal, amount, kind_of, ordinal, plain
from corpus.figures import FigureKind, find_figures
from corpus.tables import column_name, unit_of
from corpus.types import Document, Row, RowKind, Span, Table

_WORDS_OF_UNIT = re.compile(r"\b(?:ty|ti|trieu|tr|nghin|ngan|dong|vnd|d)\b")
_SCALES = (("ty", 10**9), ("ti", 10**9), ("trieu", 10**6), ("tr", 10**6), ("nghin", 10**3), ("ngan", 10**3))
_NOT_ADDED = re.compile(
    r"don gia|ty le|ti le|%|binh quan|trung binh|thoi gian|nam hoan thanh|^(?:stt|tt|so tt)$|ma so|dinh muc|mat do"
    r"|toc do|thu tu|ghi chu|tien do|\bnam (?:bat dau|xay dung)|diem|xep hang|he so"
)
_BELOW = (len(FAMILIES), 0)
_DETAIL = re.compile(r"[-–+•*]|trong do|bao gom")


@dataclass(frozen=True, slots=True)
class Column:
    """The figures of a column by row, in one unit; `doubtful` are the rows whose cell is filled and holds no figure."""

    index: int
    name: str
    unit: str | None
    values: dict[int, Decimal]
    doubtful: frozenset[int]


def columns_to_add(document: Document, table: Table) -> Iterator[Column]:
    """The columns whose figures can be added up: money and numbers of things, no shares, prices or years."""
    for index in range(len(table.columns)):
        name = column_name(document.text, table, index)
        if _NOT_ADDED.search(plain(name)) or _NOT_ADDED.search(plain(name.rpartition(" > ")[2])):
            continue
        unit = unit_of(document.text, table, index)
        if unit is not None and "%" in unit:
            continue
        column = _column(document.text, table, index, name, unit)
        if column is not None and len(column.values) > 1:
            yield column


def _column(text: str, table: Table, index: int, name: str, unit: str | None) -> Column | None:
    bare: dict[int, Decimal] = {}
    money: dict[int, Decimal] = {}
    doubtful = set()
    for i, row in enumerate(table.rows):
        cell = row.cells[index] if index < len(row.cells) else None
        said = cell.of(text) if cell else ""
        kind = kind_of(said)
        if kind is CellKind.EMPTY or plain(said) in ("-", "–", "—"):
            continue
        value = amount(said)
        if value is None or cell is None:
            doubtful.add(i)
        elif _WORDS_OF_UNIT.search(plain(said)):
            figures = [f for f in find_figures(text, cell) if f.kind is FigureKind.MONEY and f.value is not None]
            if len(figures) == 1 and figures[0].value is not None:
                money[i] = figures[0].value
            else:
                doubtful.add(i)
        else:
            bare[i] = value
    if not money:
        return Column(index, name, unit, bare, frozenset(doubtful))
    scale = scale_of(unit)
    if bare and scale is None:
        return None
    return Column(index, name, "đồng", money | {i: v * (scale or 1) for i, v in bare.items()}, frozenset(doubtful))


def scale_of(unit: str | None) -> int | None:
    """How many đồng a unit of money is, None for no money."""
    words = plain(unit or "").split()
    scale = next((value for word, value in _SCALES if word in words), None)
    return scale if scale is not None else 1 if words and words[0] in ("dong", "vnd", "d") else None


@dataclass(frozen=True, slots=True)
class Nesting:
    """The rows of a table but for its totals as a forest: the children of each row, and the rows under none."""

    children: dict[int, tuple[int, ...]]
    roots: tuple[int, ...]
    details: frozenset[int]  # "trong đó", "- ...": what they are part of need not be all of it

    @classmethod
    def of(cls, text: str, table: Table) -> Nesting:
        """Rows nest by their numbers, as far as they have any."""
        numbers = [_number(text, row) for row in table.rows]
        letters_first = next((n.family for n in numbers if n and n.family in FAMILIES[:2]), "letter") == "letter"
        children: dict[int, list[int]] = {}
        roots: list[int] = []
        details: set[int] = set()
        stack: list[tuple[tuple[int, int], int]] = []
        for i, (row, number) in enumerate(zip(table.rows, numbers, strict=True)):
            if row.kind is RowKind.TOTAL:
                continue
            level = _level(number, letters_first) if number else _BELOW
            if number is None and row.kind is RowKind.GROUP:
                level = (-1, 0)
            if number is None and _DETAIL.match(plain(label(text, row).of(text))):
                details.add(i)
            stack = [entry for entry in stack if entry[0] < level]
            if stack:
                children.setdefault(stack[-1][1], []).append(i)
            else:
                roots.append(i)
            stack.append((level, i))
        return cls({i: tuple(below) for i, below in children.items()}, tuple(roots), frozenset(details))

    def addends(self, rows: Sequence[int], column: Column) -> list[int]:
        """The rows whose figures make up `rows`: a row's own figure, else those of the rows under it."""
        found: list[int] = []
        for i in rows:
            if i in column.values or i in column.doubtful:
                found.append(i)
            else:
                found += self.addends(self.children.get(i, ()), column)
        return found

    def leaves(self, rows: Sequence[int], column: Column) -> list[int]:
        """The rows at the bottom that have figures, under `rows`."""
        found: list[int] = []
        for i in rows:
            below = self.leaves([r for r in self.children.get(i, ()) if r not in self.details], column)
            found += below or [r for r in (i,) if r in column.values]
        return found


def label(text: str, row: Row) -> Span:
    """The name of a row: the longest of its first two filled cells that hold no figure, if there is one."""
    filled = [cell for cell in row.cells if cell and len(cell)]
    named = [cell for cell in filled[:2] if kind_of(cell.of(text)) is not CellKind.AMOUNT]
    return max(named or filled[:1], key=len)


def _number(text: str, row: Row) -> Ordinal | None:
    first = next((cell for cell in row.cells if cell and len(cell)), None)
    return ordinal(first.of(text)) if first is not None and first == row.cells[0] else None


def _level(number: Ordinal, letters_first: bool) -> tuple[int, int]:
    rank, depth = number.level
    return (rank if letters_first or rank > 1 else 1 - rank), depth
