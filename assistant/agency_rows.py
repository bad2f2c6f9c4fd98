"""Rows of an agency: the projects and tasks that a plan gives an agency to lead or to support, by tables and labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.involvement import Role
from assistant.kinds import Wanted
from assistant.prepared import PreparedUnit
from assistant.query import Query, plain
from assistant.rows import describe
from assistant.values import tidy
from corpus.agencies import find_agencies
from corpus.folding import folded
from corpus.labels import Label, columns_of
from corpus.tables import column_name
from corpus.types import RowKind, Span

_THINGS = r"(?:du an|tieu du an|nhiem vu|de an|chuong trinh|hang muc|cong trinh|phan mem|noi dung|dau viec|viec)"
_DOES = (
    r"(?:chu tri|lam chu dau tu|phu trach|cam trich|dung dau|dung ra|lam dau moi|lo|lam|thuc hien|trien khai|phoi hop"
    r"|tham gia)"
)
_ASKS = re.compile(
    rf"\b{_THINGS}\b.{{0,40}}\b(?:do|ma|duoc giao cho|giao cho|giao)\b.*\b{_DOES}\b"
    rf"|\b{_THINGS}\b.{{0,30}}\b(?:giao cho|giao)\b"
    rf"|\b{_DOES}\b (?:\w+ ){{0,4}}?{_THINGS}\b|\bprojects?\b|\btasks?\b"
)
_OTHER_ROLE = re.compile(r"theo dõi|đánh giá|phê duyệt|thẩm định")  # of who leads something else than the task
_MOST_QUOTED = 12  # rows; no more of them have room in a short answer
_HEADERS = {Label.LEAD: "chủ trì", Label.SUPPORT: "phối hợp"}
_LABELS = {Role.LEAD: Label.LEAD, Role.SUPPORT: Label.SUPPORT}


@dataclass(frozen=True, slots=True)
class AgencyRows:
    """What an agency leads or supports, by name, and where each is said."""

    names: tuple[str, ...]
    quotes: tuple[Span, ...]


def read_agency_rows(query: Query, around: Sequence[PreparedUnit]) -> AgencyRows | None:
    """The tasks of the one agency that a question for a list or a number of them names; None where there is none."""
    agencies = find_agencies(query.question)
    said = plain(query.question)
    if len(agencies) != 1 or not {Wanted.LIST, Wanted.COUNT} & set(query.kinds[:2]) or not _ASKS.search(said):
        return None
    key, label = agencies[0].key, _LABELS.get(query.role)
    if label is None:
        return None
    found: dict[str, tuple[Span, ...]] = {}
    for unit in around:
        told = _of_row(unit, key, label) or _of_task(unit, key, label)
        if told is not None and all(
            unit.tells_of_year(year, money=False) or year in _own(unit) for year in query.years
        ):
            found.setdefault(*told)
    if not found:
        return None
    quotes = dict.fromkeys(span for spans in list(found.values())[:_MOST_QUOTED] for span in spans)
    return AgencyRows(tuple(found), tuple(quotes))


def _own(unit: PreparedUnit) -> str:
    """What the document of a unit is called: a year in it is that of all its tasks."""
    metadata = unit.document.metadata
    return " ".join(field.value for field in (metadata.title, metadata.period) if field)


def _of_row(unit: PreparedUnit, key: str, label: Label) -> tuple[str, tuple[Span, ...]] | None:
    """The name of the task in a row whose cell under a header with that label names the agency."""
    if unit.unit.table is None or unit.unit.row is None:
        return None
    text, table = unit.document.text, unit.document.tables[unit.unit.table]
    row = table.rows[unit.unit.row]
    if row.kind is not RowKind.DATA:
        return None
    for column, labelled in enumerate(columns_of(text, table)):
        cell = row.cells[column]
        header = folded(column_name(text, table, column))
        if cell is None or _OTHER_ROLE.search(header) or not (labelled is label or _HEADERS[label] in header):
            continue
        if any(agency.key == key for agency in find_agencies(text, cell)):
            return describe(text, table, row), (unit.unit.span, *table.columns[column][-1:])
    return None


def _of_task(unit: PreparedUnit, key: str, label: Label) -> tuple[str, tuple[Span, ...]] | None:
    """The item whose labelled line names the agency."""
    line, item = unit.task.line(label), unit.task.item
    text = unit.document.text
    if line is None or item is None or item != unit.unit.block or line.span.contains(item):
        return None
    if not any(agency.key == key for agency in find_agencies(text, line.value)):
        return None
    return tidy(item.of(text)), (item, line.span)
