"""sum across: a column of totals against the columns it adds up, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corpus.cells import plain
from corpus.checks.finding import Finding, FindingKind, Severity, Unchecked
from corpus.checks.reading import Reading
from corpus.checks.table_columns import Column
from corpus.checks.writing import plain_number
from corpus.types import Table

_TOTAL = re.compile(r"(?:tong|cong)\b")
_LEAST_ROWS = 3  # that hold, which shows what the column adds up
_MOST_WRONG = 4  # one row in so many


def check_across(reading: Reading, table: Table, columns: Sequence[Column]) -> Iterator[Finding | Unchecked]:
    """Rows whose total is not the sum of the columns that it is the sum of in the other rows."""
    for total in columns:
        if not table.certain or not _TOTAL.match(plain(total.name.rpartition(" > ")[2])):
            continue
        for parts in _options(total, columns):
            rows = [i for i in total.values if any(i in part.values for part in parts)]
            rows = [i for i in rows if not any(i in part.doubtful for part in parts)]
            wrong = [i for i in rows if _sum(parts, i) != total.values[i]]
            if len(rows) - len(wrong) >= _LEAST_ROWS and len(wrong) * _MOST_WRONG <= len(rows):
                for i in wrong:
                    yield _finding(reading, table, total, parts, i)
                break


def _options(total: Column, columns: Sequence[Column]) -> Iterator[list[Column]]:
    """The columns that may be added up: those under the same header, those behind, those before."""
    above = total.name.rpartition(" > ")[0]
    others = [column for column in columns if column is not total]
    yield from (
        parts
        for parts in (
            [column for column in others if above and column.name.rpartition(" > ")[0] == above],
            [column for column in others if column.index > total.index],
            [column for column in others if column.index < total.index],
        )
        if len(parts) > 1
    )


def _sum(parts: Sequence[Column], row: int) -> Decimal:
    return sum((part.values.get(row, Decimal()) for part in parts), Decimal())


def _finding(reading: Reading, table: Table, total: Column, parts: Sequence[Column], row: int) -> Finding:
    cells = [table.rows[row].cells[column.index] for column in (total, *parts)]
    found, expected = plain_number(total.values[row]), plain_number(_sum(parts, row))
    return reading.finding(
        FindingKind.SUM,
        Severity.ERROR,
        f"Cột “{total.name}” ghi {found}, cộng các cột cùng dòng được {expected}.",
        *(cell for cell in cells if cell and len(cell)),
        expected=expected,
        found=found,
    )
