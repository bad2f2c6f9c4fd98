"""Rows: the promises of tables, one for each row - a project with its money, a task with its agency, a target."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from corpus.cells import CellKind, amount, kind_of, ordinal
from corpus.commitments.budgets import source_in
from corpus.commitments.clauses import tidied
from corpus.commitments.context import Context
from corpus.commitments.deadlines import deadline_of, period_of_heading
from corpus.commitments.measures import measures_in
from corpus.commitments.parties import listed, parties_in
from corpus.commitments.reporting import frequency_of
from corpus.commitments.types import Amount, Commitment, Deadline, Kind, Origin, Party
from corpus.figures import FigureKind
from corpus.folding import folded
from corpus.headers import meaning
from corpus.labels import Label, label_of
from corpus.tables import column_name, unit_of
from corpus.types import Row, RowKind, Span, Table


class Role(Enum):
    """What a column of a table tells of the promise in a row."""

    ORDINAL = 0
    NAME = 1
    LEAD = 2
    SUPPORT = 3
    TIME = 4
    MONEY = 5
    UNIT = 6
    VALUE = 7
    OTHER = 8


@dataclass(frozen=True, slots=True)
class _Read:
    """A table with the roles of its columns."""

    table: Table
    roles: tuple[Role, ...]
    names: tuple[str, ...]
    units: tuple[str | None, ...]


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
_MONEY_UNIT = re.compile(r"đồng|vnđ|vnd|triệu|tỉ\b|nghìn|tr\.? ?đ|\bđ\b")
_MONEY_NAME = re.compile(r"kinh phí|vốn|ngân sách|dự toán|nguồn vốn|\bns |thành tiền|mức đầu tư")
_NAME = re.compile(
    r"tên|nội dung|nhiệm vụ|dự án|hạng mục|chỉ tiêu|hoạt động|công việc|mục tiêu|giải pháp|đề án|chương trình|danh mục|công trình|tiêu chí|chỉ số"
)
_UNIT_NAME = re.compile(r"(?:đơn vị(?: tính)?|đvt|đv tính)$")
_VALUE_NAME = re.compile(
    r"chỉ tiêu|mục tiêu|kế hoạch|kết quả|giá trị|đến năm|năm \d{4}|^\d{4}$|giai đoạn|phấn đấu|yêu cầu|mức|số lượng|tỉ lệ|khối lượng|định mức"
)
_TOLD_VALUE = re.compile(r"thực hiện(?: năm)? \d{4}|hiện trạng|ước|đã |kỳ gốc|hiện có|kết quả năm")
_APPROVES = re.compile(r"phê duyệt|thẩm định|ghi chú|căn cứ|sản phẩm|kết quả")
_TOTAL_NAME = re.compile(r"tổng")
_REPORT = re.compile(r"(?:tổng hợp,? |xây dựng |lập |gửi |thực hiện |định kì )*báo cáo\b(?! nghiên cứu)")
_BY_WORDS = re.compile(r"chủ trì|thực hiện|đầu mối")


def row_commitments(context: Context, number: int, section: int) -> Iterator[Commitment]:
    """The commitments of table `number`, which stands in `section`."""
    read = _columns(context, context.document.tables[number])
    if read is None:
        return
    for row in read.table.rows:
        made = _commitment(context, read, row, section)
        if made is not None:
            yield made


def _columns(context: Context, table: Table) -> _Read | None:
    """The roles of the columns; None for a table that names nothing that is promised."""
    text = context.document.text
    names = tuple(folded(column_name(text, table, i)).strip(" :.") for i in range(len(table.columns)))
    units = tuple(unit_of(text, table, i) for i in range(len(table.columns)))
    roles = [_role(text, table, i, names[i], units[i]) for i in range(len(table.columns))]
    if Role.NAME not in roles:
        named = [i for i in range(len(roles)) if roles[i] is Role.OTHER and _share(text, table, i, CellKind.TEXT) > 0.5]
        if not named:
            return None
        roles[named[0]] = Role.NAME
    first = roles.index(Role.NAME)
    roles = [Role.OTHER if role is Role.NAME and i != first else role for i, role in enumerate(roles)]
    if Role.LEAD not in roles:
        agencies = [
            i for i, role in enumerate(roles) if role is Role.OTHER and _share(text, table, i, CellKind.AGENCY) > 0.5
        ]
        if agencies and not _APPROVES.search(names[agencies[0]]):
            roles[agencies[0]] = Role.LEAD
    if set(roles) <= {Role.ORDINAL, Role.NAME, Role.OTHER, Role.UNIT}:
        return None
    return _Read(table, tuple(roles), names, units)


def _role(text: str, table: Table, i: int, name: str, unit: str | None) -> Role:
    last = name.rpartition(" > ")[2]
    if meaning(name) is CellKind.ORDINAL:
        return Role.ORDINAL
    if _UNIT_NAME.fullmatch(last):
        agencies = _share(text, table, i, CellKind.AGENCY)
        return Role.LEAD if agencies > 0.6 else Role.UNIT
    if (unit and _MONEY_UNIT.search(folded(unit))) or (
        _MONEY_NAME.search(name) and _share(text, table, i, CellKind.AMOUNT) > 0.5
    ):
        return Role.MONEY if _share(text, table, i, CellKind.AMOUNT) > 0.3 else Role.OTHER
    if _measured_share(text, table, i) > 0.5 and _VALUE_NAME.search(name) and not _TOLD_VALUE.search(name):
        return Role.VALUE
    match label_of(last):
        case Label.LEAD:
            return Role.LEAD
        case Label.SUPPORT:
            return Role.SUPPORT
        case Label.TIME:
            return Role.TIME
        case _ if _NAME.search(last) and _share(text, table, i, CellKind.TEXT) > 0.4:
            return Role.NAME
    return Role.TIME if _share(text, table, i, CellKind.PERIOD) > 0.5 and "thời gian" in name else Role.OTHER


def _commitment(context: Context, read: _Read, row: Row, section: int) -> Commitment | None:
    text = context.document.text
    name = _cell(read, row, Role.NAME)
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
    if row.kind is RowKind.DATA and not (amounts or values or lead or _cell(read, row, Role.TIME)):
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
    return _replaced(made, label, chosen.value, chosen.unit, source_in(sources), amounts if len(amounts) > 1 else ())


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


def _with_value(text: str, made: Commitment, read: _Read, row: Row, values: tuple[Amount, ...]) -> Commitment:
    if not values:
        return made
    last = values[-1]
    cell = _cell_of(read, row, last.label)
    measures = measures_in(text, cell) if cell else ()
    deadline, header = made.deadline, _header(read, last.label)
    period = period_of_heading(text, header) if header else None
    if period is not None and (deadline is None or deadline.origin is not Origin.ROW):
        deadline = Deadline(period.value, Origin.ROW, period.span)
    return replace(
        made, metric=made.statement, value=last.value, unit=last.unit or None, deadline=deadline,
        bound=measures[0].bound if measures else None, amounts=values if len(values) > 1 else (),
    )  # fmt: skip


def _replaced(
    made: Commitment, metric: str, value: Decimal, unit: str, funding: str | None, amounts: tuple[Amount, ...]
) -> Commitment:
    return replace(made, metric=metric, value=value, unit=unit, funding=funding, amounts=amounts)


def _amounts(text: str, read: _Read, row: Row) -> Iterator[Amount]:
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


def _values(text: str, read: _Read, row: Row) -> Iterator[Amount]:
    """The values of a row of a table of targets, by column."""
    unit_cell = _cell(read, row, Role.UNIT)
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


def _time(context: Context, read: _Read, row: Row, section: int) -> tuple[Deadline | None, str | None]:
    text = context.document.text
    if row.kind is RowKind.TOTAL and (whole := _time_of_all(context, read, row)) is not None:
        return whole, None
    cell = _cell(read, row, Role.TIME)
    frequency = frequency_of(folded(cell.of(text))) if cell else None
    found = deadline_of(text, cell, Origin.ROW, context.year) if cell else None
    for group in () if found else reversed(row.groups):
        if (period := period_of_heading(text, group)) is not None and "đồng" not in folded(group.of(text)):
            found = period
            break
    return found or context.period(section), str(frequency) if frequency else None


def _time_of_all(context: Context, read: _Read, total: Row) -> Deadline | None:
    """The period from the first to the last year of the rows that a total sums up."""
    text = context.document.text
    rows = [row for row in read.table.rows if row.kind is RowKind.DATA and row.groups[:1] == total.groups[:1]]
    rows = rows if total.groups else [row for row in read.table.rows if row.kind is RowKind.DATA]
    cells = [cell for row in rows if (cell := _cell(read, row, Role.TIME))]
    times = [found for cell in cells if (found := deadline_of(text, cell, Origin.ROW, context.year))]
    years = sorted({year for found in times for year in re.findall(r"(?:19|20)\d\d", found.value)})
    if not years:
        return None
    return Deadline("/".join(dict.fromkeys((years[0], years[-1]))), Origin.ROW, times[0].span)


def _parties(text: str, read: _Read, row: Row) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    lead, support = _cell(read, row, Role.LEAD), _cell(read, row, Role.SUPPORT)
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


def _cell(read: _Read, row: Row, role: Role) -> Span | None:
    return next((cell for cell, own in zip(row.cells, read.roles, strict=True) if own is role and cell), None)


def _cell_of(read: _Read, row: Row, label: str) -> Span | None:
    own = [i for i, role in enumerate(read.roles) if role is Role.VALUE and folded(label).strip(" :.") == read.names[i]]
    return row.cells[own[0]] if own else None


def _header(read: _Read, label: str) -> Span | None:
    own = [i for i, name in enumerate(read.names) if name == folded(label).strip(" :.")]
    return read.table.columns[own[0]][-1] if own and read.table.columns[own[0]] else None


def _share(text: str, table: Table, i: int, kind: CellKind) -> float:
    cells = [cell.of(text) for row in table.rows if row.kind is RowKind.DATA and (cell := row.cells[i])]
    return sum(kind_of(cell) is kind for cell in cells) / len(cells) if cells else 0.0


def _measured_share(text: str, table: Table, i: int) -> float:
    cells = [cell.of(text) for row in table.rows if row.kind is RowKind.DATA and (cell := row.cells[i])]
    kinds = [kind_of(re.sub(r"^[≥>≤<=\s]+", "", cell)) for cell in cells]
    return sum(kind in (CellKind.AMOUNT, CellKind.SHARE) for kind in kinds) / len(kinds) if kinds else 0.0
