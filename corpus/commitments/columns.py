"""Columns: what each column of a table tells of the promise in a row, by its header and by what stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from corpus.cells import CellKind, kind_of
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
class Columns:
    """A table with what its columns tell: roles, names (folded) and units."""

    table: Table
    roles: tuple[Role, ...]
    names: tuple[str, ...]
    units: tuple[str | None, ...]

    def cell(self, row: Row, role: Role) -> Span | None:
        """The first filled cell of a row with a role."""
        return next((cell for cell, own in zip(row.cells, self.roles, strict=True) if own is role and cell), None)

    def of(self, role: Role) -> tuple[int, ...]:
        """The columns with a role."""
        return tuple(i for i, own in enumerate(self.roles) if own is role)


_MONEY_UNIT = re.compile(r"đồng|vnđ|vnd|triệu|tỉ\b|nghìn|tr\.? ?đ|\bđ\b")
_MONEY_NAME = re.compile(r"kinh phí|vốn|ngân sách|dự toán|nguồn vốn|\bns |thành tiền|mức đầu tư")
_NAME = re.compile(
    r"tên|nội dung|nhiệm vụ|dự án|hạng mục|chỉ tiêu|hoạt động|công việc|mục tiêu|giải pháp|đề án|chương trình"
    r"|danh mục|công trình|tiêu chí|chỉ số"
)
_UNIT_NAME = re.compile(r"(?:đơn vị(?: tính)?|đvt|đv tính)$")
_VALUE_NAME = re.compile(
    r"chỉ tiêu|mục tiêu|kế hoạch|kết quả|giá trị|đến năm|năm \d{4}|^\d{4}$|giai đoạn|phấn đấu|yêu cầu|mức|số lượng"
    r"|tỉ lệ|khối lượng|định mức"
)
_TOLD_VALUE = re.compile(r"thực hiện(?: năm)? \d{4}|hiện trạng|ước|đã |kỳ gốc|hiện có|kết quả năm")
_APPROVES = re.compile(r"phê duyệt|thẩm định|ghi chú|căn cứ|sản phẩm|kết quả")


def read_columns(text: str, table: Table) -> Columns | None:
    """The roles of the columns; None for a table that names nothing that is promised."""
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
    return Columns(table, tuple(roles), names, units)


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


def _share(text: str, table: Table, i: int, kind: CellKind) -> float:
    cells = [cell.of(text) for row in table.rows if row.kind is RowKind.DATA and (cell := row.cells[i])]
    return sum(kind_of(cell) is kind for cell in cells) / len(cells) if cells else 0.0


def _measured_share(text: str, table: Table, i: int) -> float:
    cells = [cell.of(text) for row in table.rows if row.kind is RowKind.DATA and (cell := row.cells[i])]
    kinds = [kind_of(re.sub(r"^[≥>≤<=\s]+", "", cell)) for cell in cells]
    return sum(kind in (CellKind.AMOUNT, CellKind.SHARE) for kind in kinds) / len(kinds) if kinds else 0.0
