"""Extremes: which row of a table, or item of a list, has the largest or the smallest figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.kinds import Wanted
from assistant.prepared import PreparedUnit
from assistant.query import Query, plain
from assistant.rows import choose_cell, describe
from assistant.values import choose_value, tidy
from corpus.figures import find_figures
from corpus.tokens import tokens
from corpus.types import RowKind, Span
from corpus.units import UnitKind

_PURSE = r"(?:tien |kinh phi |von |ngan sach )?"
_MOST = rf"nhieu {_PURSE}nhat|cao nhat|lon nhat|dat nhat|ton kem nhat|to nhat|nang nhat|most|highest|largest|biggest"
_LEAST = rf"it {_PURSE}nhat|thap nhat|nho nhat|re nhat|least|lowest|smallest|cheapest"
_EXTREME = re.compile(rf"\b(?:(?P<most>{_MOST})|(?P<least>{_LEAST}))\b(?! (?:la )?(?:bao nhieu|may|mot|\d))")
_WHICH = re.compile(r"\b(?P<noun>[^\W\d_]+(?: [^\W\d_]+)?) (?:nao|gi)\b|\b(?:which|what) (?P<english>\w+)")
_MONEY = re.compile(
    r"\b(?:tien|kinh phi|von|ton|ton kem|dat|re|ngan sach|chi phi|du toan|dong|cost|expensive|budget|money|funding"
    r"|cheapest)\b"
)
_TASKS = {"du an", "nhiem vu", "de an", "chuong trinh", "hang muc", "cong trinh", "viec", "khoan", "hoat dong"}
_ANY_TASK = _TASKS | {"project", "task", "item", "projects", "tasks", "items"}
_SAYS_NOTHING_TEXT = """
    du an nhiem vu de an chuong trinh hang muc cong trinh viec khoan hoat dong tien kinh phi von ton kem dat re ngan
    sach chi du toan dong nhieu it cao thap lon nho nhat trong cua bang danh muc ke hoach tinh thanh pho so voi cac
    nhung bo ra can dung het cho muc nao project task cost money budget most least expensive highest lowest which what
    plan to nang tong giai doan uu tien dau tu bo tri cap duoc nhan phan
"""
_SAYS_NOTHING = frozenset(_SAYS_NOTHING_TEXT.split())
_LEAST_COMPARED = 2
_MET = 0.6  # of the other words of the question that must stand in a row or around it


@dataclass(frozen=True, slots=True)
class Compared:
    """An item with its figure: what to say of both, what to quote for it, and the figure to compare."""

    name: str
    said: str
    quotes: tuple[Span, ...]
    figure: Decimal


@dataclass(frozen=True, slots=True)
class Extreme:
    """What has the largest or smallest figure, as said, and the quotes: its own and that of the next."""

    said: str
    unit: PreparedUnit
    quotes: tuple[Span, ...]


def read_extreme(query: Query, best: Sequence[PreparedUnit], around: Sequence[PreparedUnit]) -> Extreme | None:
    """The row or item with the extreme figure that is asked for, beside the best units or in their document.

    None where it asks for no extreme, or where nothing that can be compared is about what it asks.
    """
    said = plain(query.question)
    asked, which = _EXTREME.search(said), _WHICH.search(said)
    if asked is None or which is None:
        return None
    kinds = (Wanted.MONEY,) if _MONEY.search(said) else (Wanted.COUNT, Wanted.SHARE)
    of_kind = replace(query, kinds=kinds)
    noun = which["noun"] or which["english"]
    for units in _groups(best, around, money=kinds[0] is Wanted.MONEY):
        about = _about(query, noun, units)
        found = [(u, item) for u in about if (item := _compared(of_kind, u)) is not None]
        if len(found) < _LEAST_COMPARED or (len(found) < len(about) / 2):
            continue
        found.sort(key=lambda pair: pair[1].figure, reverse=asked["most"] is not None)
        first = [item for _, item in found if item.figure == found[0][1].figure]
        told = "; ".join(f"{item.name}: {item.said}" for item in first)
        degree = "lớn nhất" if asked["most"] else "nhỏ nhất"
        where = "các dòng của bảng" if found[0][0].unit.kind is UnitKind.ROW else "các mục này"
        following = [item for _, item in found[len(first) : len(first) + 1]]
        quotes = dict.fromkeys(span for item in (*first, *following) for span in item.quotes)
        return Extreme(f"{told} ({degree} trong {where})", found[0][0], tuple(quotes))
    return None


def _groups(best: Sequence[PreparedUnit], around: Sequence[PreparedUnit], *, money: bool) -> list[list[PreparedUnit]]:
    """What may be compared: the items of the lists and the rows of the tables of the best units, then every table."""
    listed = dict.fromkeys(u.unit.leads for u in best if u.unit.table is None and u.unit.leads)
    groups = [[u for u in around if u.unit.leads == leads and u.unit.table is None] for leads in listed]
    opening = {_opening(u): u.unit.section for u in best if u.unit.table is None and u.text.strip()}
    groups += [
        [u for u in around if u.unit.section == section and u.unit.table is None and _opening(u) == word]
        for word, section in opening.items()
    ]
    lengths = {u.unit.table: len(u.document.tables[u.unit.table].rows) for u in around if u.unit.table is not None}
    first = [u.unit.table for u in best if u.unit.table is not None]
    tables = dict.fromkeys([*first, *sorted(lengths, key=lambda n: -lengths[n])])
    for number in tables:
        rows = [u for u in around if u.unit.table == number and u.unit.row is not None]
        if not money or any(u.in_money_table for u in rows):
            groups.append(_leaves(rows))
    return groups


def _opening(unit: PreparedUnit) -> str:
    """The first word of a unit: items of a kind begin alike ("Năm 2008: ...", "Năm 2009: ...")."""
    return next((token.bare for token in tokens(unit.text)), "")


def _leaves(rows: Sequence[PreparedUnit]) -> list[PreparedUnit]:
    """The rows of data that no other rows are parts of (1, not 1.1)."""
    ordinals = {id(u): u.text.split(maxsplit=1)[0].rstrip(".)") for u in rows if u.text.strip()}
    data = [u for u in rows if u.document.tables[u.unit.table or 0].rows[u.unit.row or 0].kind is RowKind.DATA]
    known = set(ordinals.values())
    return [u for u in data if not any(other.startswith(f"{ordinals.get(id(u), '-')}.") for other in known)]


def _about(query: Query, noun: str, units: Sequence[PreparedUnit]) -> list[PreparedUnit]:
    """Of the units those that are about what is asked: they are the things of that name, and meet its other words."""
    word = noun.rsplit(maxsplit=1)[-1]
    if not _ANY_TASK & {noun, word} or (units and units[0].unit.kind is not UnitKind.ROW):
        units = [u for u in units if word in u.bares]
    others = [
        w.bare
        for w in query.words
        if w.bare not in _SAYS_NOTHING and not w.bare.isdigit() and w.bare not in noun.split()
    ]
    title = _title(units[0]) if units else frozenset()
    others = [word for word in others if word not in title]
    if not others:
        return list(units)
    met = [sum(word in u.bares or word in u.context for word in others) for u in units]
    most = max(met, default=0)
    return [u for u, n in zip(units, met, strict=True) if n == most] if most >= _MET * len(others) else []


def _title(unit: PreparedUnit) -> frozenset[str]:
    title = unit.document.metadata.title
    return frozenset(token.bare for token in tokens(title.value)) if title else frozenset()


def _compared(query: Query, unit: PreparedUnit) -> Compared | None:
    """A unit with the figure of it that is compared; None where it has none."""
    text = unit.document.text
    if unit.unit.table is not None and unit.unit.row is not None:
        cell = choose_cell(query, unit, plain(query.text))
        figures = find_figures(cell.said) if cell else ()
        if cell is None or not figures or figures[0].value is None:
            return None
        table = unit.document.tables[unit.unit.table]
        name = describe(text, table, table.rows[unit.unit.row])
        return Compared(name, cell.said, (unit.unit.span, *cell.also), figures[0].value)
    value = choose_value(query, unit)
    if value is None or value.figure.value is None:
        return None
    name = tidy(text[unit.unit.span.start : value.span.start]).rstrip(" :,")
    return Compared(name, tidy(value.span.of(text)), (unit.unit.span,), value.figure.value)
