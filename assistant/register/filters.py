"""Filters: which entries a user wants, by document, place, year, agency, kind, field, words and date.

What is typed is folded as a question is: any spelling of an agency, old and new names of provinces, no diacritics.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.register.entries import Entry
from corpus.agencies import find_agencies
from corpus.commitments.deadlines import last_day
from corpus.commitments.types import Kind
from corpus.folding import folded
from corpus.province_names import merged_from
from corpus.provinces import find_provinces

_YEAR = re.compile(r"(?:19|20)\d\d")
_GOES_ON = re.compile(r"[,;]? ?(?:và|đến) (?:các|những) năm (?:tiếp theo|sau|kế tiếp)|trở đi\b")
_NEAR = 40  # code points behind a time


@dataclass(frozen=True, slots=True)
class Filter:
    """What is wanted; empty fields want all. Of several values of a field one is enough."""

    documents: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    agencies: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    fields: tuple[str, ...] = ()
    text: str = ""
    past: date | None = None

    def choose(self, entries: Iterable[Entry]) -> list[Entry]:
        """The entries that are wanted, in their order."""
        tests = [test for test in self._tests() if test is not None]
        return [entry for entry in entries if all(test(entry) for test in tests)]

    def _tests(self) -> Iterable[Callable[[Entry], bool] | None]:
        yield (lambda entry: entry.document.id in self.documents) if self.documents else None
        places = frozenset(name for typed in self.provinces for name in places_of(typed))
        yield (lambda entry: entry.province in places) if self.provinces else None
        yield (lambda entry: any(year in years_of(entry) for year in self.years)) if self.years else None
        agencies = [_agency_test(typed) for typed in self.agencies]
        yield (lambda entry: any(test(entry) for test in agencies)) if agencies else None
        yield (lambda entry: entry.commitment.kind in self.kinds) if self.kinds else None
        yield (
            (lambda entry: any(_says(" ".join(entry.section), field) for field in self.fields)) if self.fields else None
        )
        yield (lambda entry: _says(_words(entry), self.text)) if self.text else None
        yield (lambda entry: is_past(entry, self.past)) if self.past else None


def day_of(typed: str) -> date:
    """A day in ISO 8601 or as Vietnamese writes it (31/12/2020); ValueError where it is none."""
    if "/" in typed:
        day, month, year = typed.split("/")
        return date(int(year), int(month), int(day))
    return date.fromisoformat(typed)


def plain(text: str, *, marks: bool = False) -> str:
    """The words of a text as what is typed, without diacritics or with its `marks`, is compared with them."""
    return " ".join(_tokens(text, marks))


def places_of(typed: str) -> tuple[str, ...]:
    """The provinces that a name stands for: itself, and those that today's province was made of."""
    names = [mention.name for mention in find_provinces(f"tỉnh {typed}")] or [typed]
    return tuple(name for one in names for name in (one, *merged_from(one)))


def years_of(entry: Entry) -> range:
    """The years that an entry is about: its deadline, else the period of its plan."""
    years = [int(year) for year in _YEAR.findall(entry.deadline or entry.period or "")]
    return range(years[0], years[-1] + 1) if years else range(0)


def is_past(entry: Entry, day: date | None) -> bool:
    """Whether the deadline of an entry lies before a day; one for every year, or that goes on, never does."""
    last = last_day(entry.deadline) if entry.deadline else ""
    return bool(day and last and last < day.isoformat() and not _goes_on(entry))


def _goes_on(entry: Entry) -> bool:
    """Whether what is said of the time leaves it open ("năm 2031 và các năm tiếp theo")."""
    deadline, text = entry.commitment.deadline, entry.document.text
    if deadline is None or deadline.span is None:
        return False
    return _GOES_ON.match(folded(text[deadline.span.end : deadline.span.end + _NEAR])) is not None


def _agency_test(typed: str) -> Callable[[Entry], bool]:
    """Whether an entry has an agency as a party, in whatever spelling it is typed."""
    keys = {agency.key for agency in find_agencies(typed)}
    plain = folded(typed, marks=False)

    def test(entry: Entry) -> bool:
        parties = (*entry.commitment.lead, *entry.commitment.supporting, *entry.commitment.recipient)
        if keys:
            return any(party.key in keys for party in parties)
        return any(plain in folded(party.name, marks=False) for party in parties)

    return test


def _words(entry: Entry) -> str:
    one = entry.commitment
    return " ".join(filter(None, (one.statement, one.metric, entry.agency, entry.quote)))


def _says(text: str, typed: str) -> bool:
    """Whether all the words that are typed stand in a text; without diacritics they fit any."""
    marks = not typed.isascii()
    inside = f" {plain(text, marks=marks)} "
    return all(f" {word} " in inside for word in _tokens(typed, marks))


def _tokens(typed: str, marks: bool) -> Sequence[str]:
    return [token for word in typed.split() for token in _in_word(word, marks)]


@lru_cache(maxsize=1 << 16)
def _in_word(word: str, marks: bool) -> tuple[str, ...]:
    """The tokens of one word; plans share their words, so that folding each once makes a search ten times faster."""
    return tuple(re.findall(r"[\w%]+", folded(word, marks=marks)))
