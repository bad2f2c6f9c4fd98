"""Rows: the promises of tables, one for each row - a project with its money, a task with its agency, a target."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.cells import amount, ordinal
from corpus.commitments.budgets import source_in
from corpus.commitments.clauses import tidied
from corpus.commitments.columns import Columns, Role, read_columns
from corpus.commitments.context import Context
from corpus.commitments.deadlines import deadline_of, period_of_heading
from corpus.commitments.listings import listed
from corpus.commitments.measures import measures_in
from corpus.commitments.parties import parties_in
from corpus.commitments.reporting import frequency_of
from corpus.commitments.types import Amount, Commitment, Deadline, Kind, Origin, Party
from corpus.figures import FigureKind
from corpus.folding import folded
from corpus.tables import column_name
from corpus.types import Row, RowKind, Span

_SCALES = (
    ("ti", 10**9),
    ("tỉ", 10**9),
    ("triệu", 10**6),
    ("tr", 10**6),
    ("nghìn", 10**3),
    ("ngàn", 10**3),
    ("1.000", 10**3),
    ("1000", 10**3),
)
_TOTAL_NAME = re.compile(r"tổng")
_REPORT = re.compile(r"(?:tổng hợp,? |xây dựng |lập |gửi |thực hiện |định kì )*báo cáo\b(?! nghiên cứu)")


def row_commitments(context: Context, number: int, section: int) -> Iterator[Commitment]:
    """The commitments of table `number`, which stands in `section`."""
    read = read_columns(context.document.text, context.document.tables[number])
    if read is None:
        return
    for row in read.table.rows:
        made = _commitment(context, read, row, section)
        if made is not None:
            yield made


def _commitment(context: Context, read: Columns, row: Row, section: int) -> Commitment | None:
    text = context.document.text
    name = read.cell(row, Role.NAME)
    if name is None or ordinal(name.of(text)):
        return None
    amounts = tuple(_amounts(text, read, row))
    values = tuple(_values(text, read, row))
    if row.kind is RowKind.GROUP and not amounts:
        return None
    if row.kind is RowKind.TOTAL and not amounts:
        return None
    deadline, frequency = _time(context, read, row, section)
    lead, supporting = _parties(text, read, row)
    statement = _statement(text, row, name)
    kind = _kind(text, name, amounts, values)
    if row.kind is RowKind.DATA and not (amounts or values or lead or read.cell(row, Role.TIME)):
        return None
    made = Commitment(
        kind, row.span, section, statement, deadline=deadline, frequency=frequency, lead=lead, supporting=supporting
    )
    if amounts:
        return _with_money(text, made, row, amounts)
    return _with_value(text, made, read, row, values)


def _kind(text: str, name: Span, amounts: Sequence[Amount], values: Sequence[Amount]) -> Kind:
    if amounts:
        return Kind.BUDGET
    if values:
        return Kind.TARGET
    return Kind.REPORTING if _REPORT.match(folded(name.of(text))) else Kind.TASK


def _with_money(text: str, made: Commitment, row: Row, amounts: tuple[Amount, ...]) -> Commitment:
    chosen = _whole(amounts)
    sources = [chosen.label, *(group.of(text) for group in reversed(row.groups))]
    label = chosen.label if chosen.label else "kinh phí"
    return replace(
        made,
        metric=label,
        value=chosen.value,
        unit=chosen.unit,
        funding=source_in(sources),
        amounts=amounts if len(amounts) > 1 else (),
    )


def _whole(amounts: tuple[Amount, ...]) -> Amount:
    """The amount that holds the others: their sum, the column called total, else the first."""
    if len(amounts) > 2:
        total = sum((one.value for one in amounts), Decimal(0))
        for one in amounts:
            if one.value * 2 == total:
                return Amount("tổng kinh phí", one.value, one.unit)
    named = [one for one in amounts if _TOTAL_NAME.search(folded(one.label.rpartition(" > ")[2]))]
    if named:
        return named[0]
    named = [one for one in amounts if _TOTAL_NAME.search(folded(one.label))]
    largest = max(amounts, key=lambda one: one.value)
    return largest if len(named) == len(amounts) else (named or [amounts[0]])[0]


def _with_value(text: str, made: Commitment, read: Columns, row: Row, values: tuple[Amount, ...]) -> Commitment:
    if not values:
        return made
    last = values[-1]
    column = next(i for i in reversed(read.of(Role.VALUE)) if row.cells[i])
    cell, headers = row.cells[column], read.table.columns[column]
    measures = measures_in(text, cell) if cell else ()
    deadline = made.deadline
    period = period_of_heading(text, headers[-1]) if headers else None
    if period is not None and (deadline is None or deadline.origin is not Origin.ROW):
        deadline = Deadline(period.value, Origin.ROW, period.span)
    return replace(
        made, metric=made.statement, value=last.value, unit=last.unit or None, deadline=deadline,
        bound=measures[0].bound if measures else None, amounts=values if len(values) > 1 else (),
    )  # fmt: skip


def _amounts(text: str, read: Columns, row: Row) -> Iterator[Amount]:
    """The money of a row by column, in đồng."""
    columns = [(i, read.units[i]) for i, role in enumerate(read.roles) if role is Role.MONEY]
    if row.kind is not RowKind.DATA and columns:  # a sum may have slipped into the column of notes
        unit = columns[-1][1]
        columns += [(i, unit) for i, role in enumerate(read.roles) if role is Role.OTHER and i > columns[-1][0]]
    for i, unit in columns:
        cell = row.cells[i]
        value = amount(cell.of(text)) if cell else None
        if cell is None or not value:
            continue
        scale = _scale(re.sub(r"[\d.,]+", " ", folded(cell.of(text)))) or _scale(folded(unit or ""))
        name = column_name(text, read.table, i).replace(" > ", " – ")
        yield Amount(name if read.roles[i] is Role.MONEY else "tổng kinh phí", value * (scale or 1), "đồng")


def _scale(unit: str) -> int | None:
    return next((scale for word, scale in _SCALES if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", unit)), None)


def _values(text: str, read: Columns, row: Row) -> Iterator[Amount]:
    """The values of a row of a table of targets, by column."""
    unit_cell = read.cell(row, Role.UNIT)
    stated = " ".join(unit_cell.of(text).split()) if unit_cell else ""
    for i, role in enumerate(read.roles):
        cell = row.cells[i]
        if role is not Role.VALUE or cell is None:
            continue
        found = measures_in(text, cell)
        value = found[0].value if found else amount(re.sub(r"^[≥>≤<=\s]+", "", cell.of(text)))
        if value is None:
            continue
        unit = "%" if found and found[0].kind is FigureKind.SHARE else stated or (found[0].unit if found else "")
        yield Amount(column_name(text, read.table, i), value, unit)


def _time(context: Context, read: Columns, row: Row, section: int) -> tuple[Deadline | None, str | None]:
    text = context.document.text
    if row.kind is RowKind.TOTAL and (whole := _time_of_all(context, read, row)) is not None:
        return whole, None
    cell = read.cell(row, Role.TIME)
    frequency = frequency_of(folded(cell.of(text))) if cell else None
    found = deadline_of(text, cell, Origin.ROW, context.year) if cell else None
    for group in () if found else reversed(row.groups):
        if (period := period_of_heading(text, group)) is not None and "đồng" not in folded(group.of(text)):
            found = period
            break
    return found or context.period(section), str(frequency) if frequency else None


def _time_of_all(context: Context, read: Columns, total: Row) -> Deadline | None:
    """The period from the first to the last year of the rows that a total sums up."""
    text = context.document.text
    rows = [row for row in read.table.rows if row.kind is RowKind.DATA and row.groups[:1] == total.groups[:1]]
    rows = rows if total.groups else [row for row in read.table.rows if row.kind is RowKind.DATA]
    cells = [cell for row in rows if (cell := read.cell(row, Role.TIME))]
    times = [found for cell in cells if (found := deadline_of(text, cell, Origin.ROW, context.year))]
    years = sorted({year for found in times for year in re.findall(r"(?:19|20)\d\d", found.value)})
    if not years:
        return None
    return Deadline("/".join(dict.fromkeys((years[0], years[-1]))), Origin.ROW, times[0].span)


def _parties(text: str, read: Columns, row: Row) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    lead, support = read.cell(row, Role.LEAD), read.cell(row, Role.SUPPORT)
    leading = listed(text, lead, Origin.ROW) if lead else ()
    supporting = listed(text, support, Origin.ROW) if support else ()
    if lead and not support and re.search(r"phối hợp", folded(lead.of(text))):
        inside = parties_in(text, lead, Origin.ROW)
        leading, supporting = inside.lead or leading[:1], inside.supporting
    return leading, supporting


def _statement(text: str, row: Row, name: Span) -> str:
    said = tidied(text, name)
    if row.kind is RowKind.TOTAL and row.groups:
        return f"{said} – {tidied(text, row.groups[-1])}"
    return said
