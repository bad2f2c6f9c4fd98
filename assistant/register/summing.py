"""Sums: the money of a selection added up once, never a total together with its parts.

A plan tells the same money several times: as a total and its parts, by kind and again by year, in words and again in
an annex. Each row has rivals, the rows of its document that tell its money; where one of them is chosen it is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from assistant.register.entries import Entry
from assistant.register.filters import plain
from corpus.commitments.types import Kind
from corpus.types import Row, RowKind, Span, Table

MONEY = "đồng"
_TOTAL = re.compile(r"(?:[a-z0-9]{1,3} )?(?:tổng|cộng)\b")
_NAMES_TOTAL = re.compile(r"\btổng\b")


class Reason(StrEnum):
    """Why a row is left out of a sum."""

    TOTAL = "total"  # its parts are summed
    PART = "part"  # the total is summed, as the parts that are told do not make it up
    RETOLD = "retold"  # the same money is told elsewhere in the document


@dataclass(frozen=True, slots=True)
class Sum:
    """The money of some rows: what was added, and what was left out and why; in the order of the rows."""

    value: Decimal
    counted: tuple[Entry, ...]
    left_out: tuple[tuple[Entry, Reason], ...]

    def by_document(self) -> dict[str, Decimal]:
        """The part of each document that has one."""
        parts: dict[str, Decimal] = defaultdict(Decimal)
        for entry in self.counted:
            parts[entry.document.id] += _value(entry)
        return dict(parts)


def is_money(entry: Entry) -> bool:
    """Whether an entry is an amount to be spent."""
    one = entry.commitment
    return one.kind is Kind.BUDGET and one.unit == MONEY and one.value is not None


def money_of(chosen: Sequence[Entry], everything: Sequence[Entry]) -> Sum:
    """The money of `chosen`; which rows are totals and parts of one is read from `everything`."""
    counted: list[Entry] = []
    left_out: list[tuple[Entry, Reason]] = []
    wanted = [entry for entry in chosen if is_money(entry)]
    identities = {entry.document.id for entry in wanted}
    documents: dict[str, list[Entry]] = defaultdict(list)
    for entry in everything:
        if entry.document.id in identities and is_money(entry):
            documents[entry.document.id].append(entry)
    rivals = {identity: _rivals(own) for identity, own in documents.items()}
    places = {id(entry): number for own in documents.values() for number, entry in enumerate(own)}
    present: dict[str, set[int]] = defaultdict(set)
    for entry in wanted:
        present[entry.document.id].add(places[id(entry)])
    for entry in wanted:
        known = rivals[entry.document.id].get(places[id(entry)], {})
        reason = next((why for rival, why in known.items() if rival in present[entry.document.id]), None)
        if reason is None:
            counted.append(entry)
        else:
            left_out.append((entry, reason))
    return Sum(sum((_value(entry) for entry in counted), Decimal()), tuple(counted), tuple(left_out))


Rivals = dict[int, dict[int, Reason]]  # for each row the rows that tell its money, and why it gives way to them


def _rivals(entries: Sequence[Entry]) -> Rivals:
    """The rivals of each amount of a document."""
    rivals: Rivals = defaultdict(dict)
    tables: dict[int, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        tables[_table(entry)].append(number)
    prose = tables.pop(-1, [])
    found = entries[0].document.tables
    sides = [_in_table(entries, found[number], rows, rivals) for number, rows in tables.items()]
    written = _in_prose(entries, prose, rivals)
    told: set[int] = set()
    known: dict[Decimal, list[int]] = {}
    for details in sides:  # a table that adds up to the same as one before shows the same money in another way
        value = sum((_value(entries[n]) for n in details), Decimal())
        if value in known:
            _give_way(rivals, details, known[value], Reason.RETOLD)
        else:
            known[value] = details
            told |= set(details)
    in_tables = sum((_value(entries[n]) for n in told), Decimal())
    in_words = sum((_value(entries[n]) for n in written), Decimal())
    every = [n for rows in tables.values() for n in rows]
    if every and prose:  # what an annex lists, the text tells too; the side that tells more is summed
        yielding, winning = (prose, every) if in_tables >= in_words else (every, prose)
        _give_way(rivals, yielding, winning, Reason.RETOLD)
    return rivals


def _give_way(rivals: Rivals, yielding: Sequence[int], winning: Sequence[int], reason: Reason) -> None:
    for one in yielding:
        for other in winning:
            rivals[one].setdefault(other, reason)


def _table(entry: Entry) -> int:
    """The number of the table that an entry stands in, -1 where it stands in none."""
    tables = enumerate(entry.document.tables)
    return next((number for number, table in tables if table.span.contains(entry.commitment.span)), -1)


def _in_table(entries: Sequence[Entry], table: Table, numbers: Sequence[int], rivals: Rivals) -> list[int]:
    """Totals of a table give way to the rows that they stand behind, above or over; gives the rows of single items."""
    rows = {n: _row(table, entries[n].commitment.span) for n in numbers}
    totals = {n for n, row in rows.items() if _is_total(entries[n], row)}
    details = [n for n in numbers if n not in totals]
    since: list[int] = []
    for n in numbers:
        if n not in totals:
            since.append(n)
            continue
        _give_way(rivals, [n], since or details, Reason.TOTAL)
        since = []
    labels = {
        group: n for n in details for group in _groups(rows.values()) if entries[n].commitment.span.overlap(group)
    }
    for n in details:  # the label of a group may have an amount of its own
        for group in _groups([rows[n]]):
            if group in labels and labels[group] != n:
                _give_way(rivals, [labels[group]], [n], Reason.TOTAL)
    return [n for n in details if n not in rivals]


def _row(table: Table, span: Span) -> Row | None:
    return next((row for row in table.rows if row.span.overlap(span)), None)


def _groups(rows: Iterable[Row | None]) -> Iterator[Span]:
    return (group for row in rows if row is not None for group in row.groups)


def _is_total(entry: Entry, row: Row | None) -> bool:
    return (row is not None and row.kind is RowKind.TOTAL) or bool(
        _TOTAL.match(plain(entry.commitment.statement, marks=True))
    )


@dataclass(slots=True)
class _Item:
    """An amount told in words, with those that it is made up of, in each way that the text divides it."""

    number: int
    value: Decimal
    divisions: list[list[_Item]] = field(default_factory=list)

    def leaves(self) -> list[int]:
        """The amounts that are not divided further, in the first of its divisions."""
        if not self.divisions:
            return [self.number]
        return [n for item in self.divisions[0] for n in item.leaves()]

    def everything(self) -> Iterator[int]:
        """Its number and those of all that it is divided into."""
        yield self.number
        for division in self.divisions:
            for item in division:
                yield from item.everything()


def _in_prose(entries: Sequence[Entry], numbers: Sequence[int], rivals: Rivals) -> list[int]:
    """Amounts that are the sum of those behind or before them give way to these; gives the undivided ones."""
    top: list[_Item] = []
    for item in reversed([_Item(n, _value(entries[n])) for n in numbers]):
        if parts := _adding_up(item.value, top):
            item.divisions.append(top[:parts])
            del top[:parts]
        top.insert(0, item)
    kept: list[_Item] = []
    for item in top:
        if parts := _adding_up(item.value, kept[::-1]):
            item.divisions.insert(0, kept[-parts:])
            del kept[-parts:]
        kept.append(item)
    totals: dict[Decimal, list[int]] = {}
    undivided = [n for item in kept for n in _settle(entries, item, rivals, totals)]
    parts_of_unmade = set(_unmade(entries, [item.number for item in kept if not item.divisions], rivals))
    return [n for n in undivided if n not in parts_of_unmade]


def _adding_up(value: Decimal, items: Sequence[_Item]) -> int:
    """How many of the first items, two or more, make up `value`; 0 where none do."""
    total = Decimal()
    for count, item in enumerate(items, 1):
        total += item.value
        if total == value and count > 1:
            return count
        if total > value:
            return 0
    return 0


def _settle(entries: Sequence[Entry], item: _Item, rivals: Rivals, totals: dict[Decimal, list[int]]) -> list[int]:
    """An item and its further divisions give way to its first one; gives what is left of it to sum."""
    if item.value in totals:
        _give_way(rivals, list(item.everything()), totals[item.value], Reason.RETOLD)
        return []
    if not item.divisions:
        return [item.number]
    leaves = item.leaves()
    totals[item.value] = leaves
    for number in item.everything():
        if number not in leaves:
            divided = number == item.number or _names_total(entries[number])
            _give_way(rivals, [number], leaves, Reason.TOTAL if divided else Reason.RETOLD)
    return leaves


def _unmade(entries: Sequence[Entry], alone: Sequence[int], rivals: Rivals) -> Iterator[int]:
    """Behind a total that nothing adds up to, smaller amounts of its section are parts of it and give way."""
    total: int | None = None
    for n in alone:
        if _names_total(entries[n]):
            total = n
        elif total is not None and _is_below(entries[n], entries[total]):
            _give_way(rivals, [n], [total], Reason.PART)
            yield n


def _is_below(entry: Entry, total: Entry) -> bool:
    return entry.commitment.section == total.commitment.section and _value(entry) <= _value(total)


def _names_total(entry: Entry) -> bool:
    return bool(_NAMES_TOTAL.search(plain(entry.commitment.statement, marks=True)))


def _value(entry: Entry) -> Decimal:
    return entry.commitment.value or Decimal()
