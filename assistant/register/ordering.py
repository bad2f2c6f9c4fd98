"""Orders of a register: what a column sorts by; entries that say nothing there come last either way."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from assistant.register.entries import Entry
from assistant.register.filters import plain
from corpus.commitments.deadlines import last_day

Key = tuple[str, ...] | tuple[str, float]


class Order(StrEnum):
    """What entries are sorted by."""

    TEXT = "text"  # document by document, in the order of the text
    STATEMENT = "statement"
    KIND = "kind"
    VALUE = "value"  # unit by unit: amounts of unlike units are not compared
    DEADLINE = "deadline"
    AGENCY = "agency"
    DOCUMENT = "document"


def ordered(entries: Sequence[Entry], order: Order, *, descending: bool = False) -> list[Entry]:
    """The entries sorted; what is equal keeps its order."""
    if order is Order.TEXT:
        return list(entries[::-1] if descending else entries)
    keyed = [(_key(entry, order), entry) for entry in entries]
    told = [(key, entry) for key, entry in keyed if key is not None]
    told.sort(key=lambda pair: pair[0], reverse=descending)
    return [entry for _, entry in told] + [entry for key, entry in keyed if key is None]


def _key(entry: Entry, order: Order) -> Key | None:
    one = entry.commitment
    match order:
        case Order.STATEMENT:
            return (plain(one.statement), one.statement)
        case Order.KIND:
            return (str(one.kind),)
        case Order.VALUE:
            return None if one.value is None else (one.unit or "", float(one.value))
        case Order.DEADLINE:
            day = last_day(entry.deadline) if entry.deadline else ""
            return (day,) if day else None
        case Order.AGENCY:
            return (plain(entry.agency),) if entry.agency else None
        case _:
            return (plain(entry.province or ""), entry.period or "", entry.document.id)
