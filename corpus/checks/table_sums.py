"""sum: the totals and subtotals of tables, re-added by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.checks.explaining import explain
from corpus.checks.finding import Finding, FindingKind, Severity, Unchecked
from corpus.checks.reading import Reading
from corpus.checks.table_across import check_across
from corpus.checks.table_columns import Column, Nesting, columns_to_add, label, scale_of
from corpus.checks.writing import plain_number
from corpus.types import Row, RowKind, Span, Table

_LONGEST_QUOTE = 200
_HALF = Decimal("0.5")
_SHOWN = 80
_MANY = 4  # figures in a column that surely is one of figures to add


@dataclass(frozen=True, slots=True)
class _Sum:
    """A figure that should be the sum of the figures of other rows, and the name of that set of rows."""

    name: str
    addends: tuple[int, ...]


def check_table_sums(reading: Reading) -> Iterator[Finding | Unchecked]:
    """Totals that are not the sum of their rows."""
    for table in reading.document.tables:
        columns = tuple(columns_to_add(reading.document, table))
        if columns:
            checker = _Checker(reading, table, columns)
            yield from checker.totals()
            yield from checker.groups()
            yield from check_across(reading, table, columns)


class _Checker:
    """Adds up the columns of one table."""

    def __init__(self, reading: Reading, table: Table, columns: Sequence[Column]) -> None:
        self._reading, self._table, self._columns = reading, table, columns
        self._text = reading.document.text
        self._nesting = Nesting.of(self._text, table)
        self._totals = [i for i, row in enumerate(table.rows) if row.kind is RowKind.TOTAL]

    def totals(self) -> Iterator[Finding | Unchecked]:
        """What is wrong with the total rows."""
        for total in self._totals:
            own = [column for column in self._columns if total in column.values]
            options = {column.index: self._options(total, column) for column in own}
            agreeing = {option.name for column in own for option in options[column.index]
                        if self._holds(column, total, option) and len(option.addends) > 1}  # fmt: skip
            for column in own:
                sums = options[column.index]
                if any(self._holds(column, total, option) for option in sums):
                    continue
                yield from self._judge(total, column, self._meant(total, sums, agreeing), bool(agreeing))

    def groups(self) -> Iterator[Finding | Unchecked]:
        """What is wrong with the figures of rows that have rows under them."""
        for i, below in self._nesting.children.items():
            rows = [row for row in below if row not in self._nesting.details]
            wrong: list[tuple[Column, _Sum]] = []
            agreeing = False
            for column in (column for column in self._columns if i in column.values):
                option = _Sum("children", tuple(self._nesting.addends(rows, column)))
                leaves = _Sum("leaves", tuple(self._nesting.leaves(rows, column)))
                if any(self._holds(column, i, each) for each in (option, leaves)):
                    agreeing = agreeing or len(option.addends) > 1
                elif option.addends:
                    wrong.append((column, option))
            sure = self._table.rows[i].kind is RowKind.GROUP and len(rows) == len(below)
            sure = sure and (self._table.certain or agreeing)
            for column, option in wrong:
                yield from self._judge(i, column, option if sure else None, agreeing)

    def _options(self, total: int, column: Column) -> list[_Sum]:
        """The sets of rows that a total may be the sum of."""
        roots = self._nesting.roots
        before = [t for t in self._totals if t < total]
        last, following = (before or [-1])[-1], next((t for t in self._totals if t > total), len(self._table.rows))
        sets = {
            "all": roots,
            "block": [i for i in roots if last < i < total],
            "below": [i for i in roots if total < i < following],
            "after": [i for i in roots if i > total],
            "group": self._group(total),
        }
        found = []
        for name, rows in sets.items():
            found.append(_Sum(name, tuple(self._nesting.addends(rows, column))))
            found.append(_Sum(f"{name} leaves", tuple(self._nesting.leaves(rows, column))))
        found.append(_Sum("totals", tuple(t for t in self._totals if t != total and t in column.values)))
        found.append(_Sum("totals before", tuple(t for t in before if t in column.values)))
        return [option for option in found if option.addends]

    def _group(self, total: int) -> list[int]:
        """The rows directly under the group that a total stands under."""
        groups = self._table.rows[total].groups
        if not groups:
            return []
        for i in self._nesting.roots:
            if label(self._text, self._table.rows[i]) == groups[0] or groups[0] in self._table.rows[i].cells:
                return list(self._nesting.children.get(i, ()))
        return []

    def _meant(self, total: int, sums: Sequence[_Sum], agreeing: set[str]) -> _Sum | None:
        """The set of rows that the total is meant to be the sum of, None where that is not certain."""
        named = {option.name: option for option in sums}
        if agreeing:
            return next((named[name] for name in named if name in agreeing), None)
        if not self._table.certain:
            return None
        if "group" in named:
            return named["group"]
        if len(self._totals) == 1:
            return named.get("all")
        if total == self._totals[-1]:
            subtotals = named.get("totals")
            return subtotals if subtotals and len(subtotals.addends) == len(self._totals) - 1 else None
        return named.get("block")

    def _value(self, column: Column, addends: Sequence[int]) -> Decimal:
        return sum((column.values.get(i, Decimal()) for i in addends), Decimal())

    def _holds(self, column: Column, row: int, option: _Sum) -> bool:
        """Whether the sum is right as far as its decimals go."""
        places = max((_places(column.values[i]) for i in (row, *option.addends) if i in column.values), default=0)
        slack = _HALF.scaleb(-places) * (len(option.addends) + 1) if places else Decimal()
        return abs(self._value(column, option.addends) - column.values[row]) <= slack

    def _adds_up(self, row: int, column: Column) -> bool:
        """Whether a row is the sum of those under it, so far as it has any."""
        below = [i for i in self._nesting.children.get(row, ()) if i not in self._nesting.details]
        sums = (_Sum("", tuple(rows(below, column))) for rows in (self._nesting.addends, self._nesting.leaves))
        return any(not option.addends or self._holds(column, row, option) for option in sums)

    def _judge(self, row: int, column: Column, meant: _Sum | None, agreeing: bool) -> Iterator[Finding | Unchecked]:
        shown = self._shown(self._table.rows[row], column)
        doubtful = meant is None or column.doubtful.intersection(meant.addends) or _mixed(column)
        doubtful = doubtful or any(not self._adds_up(i, column) for i in meant.addends) if meant else True
        if meant is None or doubtful or (len(meant.addends) < 2 and not agreeing and len(column.values) < _MANY):
            yield self._reading.unchecked(FindingKind.SUM, shown[0])
            return
        found, expected = column.values[row], self._value(column, meant.addends)
        named = {i: column.values[i] for i in meant.addends}
        reason = explain(found, expected, {i: (self._name(i), value) for i, value in named.items()})
        rounded = (scale_of(column.unit) or 0) > 1 and abs(found - expected) * 2 <= len(named)
        message = (
            f"Dòng “{self._name(row)}”, cột “{column.name or column.index + 1}”: ghi {plain_number(found)}, cộng lại "
            f"{len(named)} dòng được {plain_number(expected)} (lệch {plain_number(abs(found - expected))})"
        )
        extra = self._shown(self._table.rows[reason.row], column) if reason else ()
        yield self._reading.finding(
            FindingKind.SUM, Severity.NOTE if rounded else Severity.ERROR,
            f"{message}{'; ' + reason.said if reason else ''}{'; có thể do làm tròn' if rounded else ''}.",
            *shown, *extra, expected=plain_number(expected), found=plain_number(found),
        )  # fmt: skip

    def _name(self, row: int) -> str:
        said = " ".join(label(self._text, self._table.rows[row]).of(self._text).split())
        return said if len(said) <= _SHOWN else said[:_SHOWN].rsplit(" ", 1)[0] + "…"

    def _shown(self, row: Row, column: Column) -> tuple[Span, ...]:
        """The figure with the name of its row: as one quote where they stand close."""
        cell, name = row.cells[column.index], label(self._text, row)
        assert cell is not None
        whole = Span(min(cell.start, name.start), max(cell.end, name.end))
        return (whole,) if len(whole) <= _LONGEST_QUOTE else (cell, name)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _mixed(column: Column) -> bool:
    """Whether dots may separate thousands in one cell and decimals in another."""
    return len({_places(value) for value in column.values.values()} & {1, 2}) > 0 and any(
        value >= 1000 and value % 1000 for value in column.values.values()
    )
