"""The rows of the register as the view and the downloads read them: those of the last choices are kept."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from assistant.register.comparison import Group, compare
from assistant.register.entries import Entry
from assistant.register.filters import years_of
from assistant.register.ordering import ordered
from assistant.register.summing import Sum, money_of
from assistant.web.commitments.choice import Choice
from assistant.web.desk import Desk
from corpus.commitments.types import Kind

_KEPT = 16  # choices whose rows are kept, so that turning a page does not filter again
Made = TypeVar("Made")


@dataclass
class Shown:
    """What can be chosen: each value once, in the order in which it is offered."""

    entries: Sequence[Entry]

    @cached_property
    def years(self) -> list[int]:
        """The years that any entry is about."""
        periods = {years_of(entry) for entry in self.entries}
        return sorted({year for period in periods for year in period})

    @cached_property
    def agencies(self) -> list[tuple[str, int]]:
        """The agencies that lead, support or are reported to, with the number of entries, most first."""
        counts = Counter(
            name
            for entry in self.entries
            for name in {
                party.name
                for party in (*entry.commitment.lead, *entry.commitment.supporting, *entry.commitment.recipient)
            }
        )
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))

    @cached_property
    def provinces(self) -> list[tuple[str, str]]:
        """The provinces of the plans, and what each is part of today."""
        pairs = {(entry.province, entry.province_now or "") for entry in self.entries if entry.province}
        return sorted(pairs)


def targets_of(entries: Sequence[Entry]) -> list[Entry]:
    """The targets among entries that have a value, which can be compared."""
    return [entry for entry in entries if entry.commitment.kind is Kind.TARGET and entry.commitment.value is not None]


class Rows:
    """Chooses entries of the register; for any thread."""

    def __init__(self, desk: Desk, store: threading.RLock) -> None:
        self._desk = desk
        self._store = store
        self._shown = Shown(())
        self._rows: dict[Choice, Sequence[Entry]] = {}
        self._sums: dict[Choice, Sum] = {}
        self._groups: dict[Choice, Sequence[Group]] = {}

    def shown(self) -> Shown:
        """The whole register, as it is now."""
        with self._store:
            entries = self._desk.commitments()
            if entries is not self._shown.entries:
                self._shown, self._rows, self._sums, self._groups = Shown(entries), {}, {}, {}
            return self._shown

    def money(self, choice: Choice) -> Sum:
        """The money of the chosen entries."""
        kept = self._sums
        found = kept.get(choice)
        if found is None:
            found = money_of(self.rows(choice), self.shown().entries)
            self._keep(kept, choice, found)
        return found

    def groups(self, choice: Choice) -> Sequence[Group]:
        """The chosen targets that stand in several plans."""
        kept = self._groups
        found = kept.get(choice)
        if found is None:
            found = compare(targets_of(self.rows(choice)))
            self._keep(kept, choice, found)
        return found

    def rows(self, choice: Choice) -> Sequence[Entry]:
        """The chosen entries in their order."""
        shown, kept = self.shown(), self._rows
        found = kept.get(choice)
        if found is None:
            found = ordered(choice.wanted.choose(shown.entries), choice.order, descending=choice.descending)
            self._keep(kept, choice, found)
        return found

    def _keep(self, kept: dict[Choice, Made], choice: Choice, made: Made) -> None:
        with self._store:
            while len(kept) >= _KEPT:
                del kept[next(iter(kept))]
            kept[choice] = made
