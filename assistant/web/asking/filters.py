"""Which documents a question is asked of: those named, of the provinces and for the years that are chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.web.catalogue import Entry

_YEAR = re.compile(r"\d{4}")
_LONGEST_PERIOD = 30  # years; what is longer is no period of a plan


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen; what nothing is chosen of does not narrow the search."""

    documents: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    years: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.documents or self.provinces or self.years)

    def fits(self, entry: Entry) -> bool:
        """Whether a document is one of those chosen in every respect."""
        return (not self.documents or entry.id in self.documents) and self.suits(entry)

    def suits(self, entry: Entry) -> bool:
        """Whether a document is of the provinces and for the years, whichever documents are named."""
        years = years_of(entry)
        return (not self.provinces or entry.province in self.provinces) and (
            not self.years or any(year in years for year in self.years)
        )


def years_of(entry: Entry) -> tuple[str, ...]:
    """The years that a plan is for, the year of its date where it names none."""
    named = [int(year) for year in _YEAR.findall(entry.period or entry.date[-4:])]
    if not named or not 0 <= max(named) - min(named) <= _LONGEST_PERIOD:
        return tuple(str(year) for year in named)
    return tuple(str(year) for year in range(min(named), max(named) + 1))


def provinces_in(entries: Iterable[Entry]) -> list[str]:
    """The provinces of the documents, each once, sorted."""
    return sorted({entry.province for entry in entries if entry.province})


def years_in(entries: Iterable[Entry]) -> list[str]:
    """The years of the documents, each once, sorted."""
    return sorted({year for entry in entries for year in years_of(entry)})


def labels_of(entries: Sequence[Entry], chosen: Chosen) -> list[tuple[str, str]]:
    """The documents to choose from, label and id, of the provinces and years that are chosen."""
    return [(entry.label, entry.id) for entry in entries if chosen.suits(entry)]
