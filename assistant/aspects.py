"""Aspects: the years, levels, agencies or sources that a question sets against each other inside one plan.

"Kinh phí năm 2031 so với năm 2032 tăng bao nhiêu?" asks the same plan twice, once with each year and without the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from assistant.cards import Card
from assistant.prepared import FAR, NEAR, PreparedUnit
from assistant.query import YEAR
from corpus.agencies import find_agencies
from corpus.folding import fold
from corpus.tokens import tokens
from corpus.types import Span

_ONE_YEAR = r"(?:19|20)\d{2}"
_PERIOD = rf"{_ONE_YEAR} ?[-–] ?{_ONE_YEAR}"
_CLASSES = tuple(
    re.compile(rf"(?<![\w/.-]){pattern}(?!\w)")
    for pattern in (
        rf"(?:giai doan |tu )?{_PERIOD}",
        rf"(?:nam |in )?{_ONE_YEAR}(?![/]|[.-]\d| ?[-–] ?\d)",
        r"(?:cap|khoi) (?:tinh|thanh pho|huyen|xa|so|trung uong)|(?:provincial|district|commune) level",
        r"(?:muc do|muc|level) [1-5]",
        r"(?:nguon )?(?:von dau tu(?: phat trien| xay dung co ban)?|von su nghiep"
        r"|ngan sach (?:trung uong|nha nuoc|dia phuong|tinh|thanh pho|huyen|xa)|von (?:trung uong|dia phuong|vay|oda))",
    )
)
_JOINING = r"(?:so với|so voi|với|voi|và|va|hay|hoặc|hoac|and|or|than|compared to)"
_BEFORE = re.compile(rf"[\s,:]*(?:\b{_JOINING}\s+)?(?:\b(?:của|cua|trong|cho|ở|o|in|of)\s+)?$", re.IGNORECASE)
_NOUN = re.compile(r"^(?:năm|nam|giai đoạn|giai doan|cấp|cap|khối|khoi|mức độ|muc do|mức|muc) ", re.IGNORECASE)
_AFTER = re.compile(rf"\s*,?\s*(?:\b{_JOINING}\b)?", re.IGNORECASE)
_YEAR_WORDS = 2  # of a label that is a year and not a period
_FEW = 4  # things that are set against each other; more are an enumeration


class Place(Enum):
    """Where the value of an aspect stands: what is surest comes first."""

    OWN = "a unit that says this aspect and no other"
    AROUND = "a unit that stands under it"
    SHARED = "a unit that says all of them"


@dataclass(frozen=True, slots=True)
class Aspect:
    """One of the things set against each other: what it is called and the question about it alone."""

    label: str
    question: str

    def speaks_of(self, unit: PreparedUnit, card: Card | None) -> bool:
        """Whether a unit, or what stands around it, says the aspect's own words; a plan of one year need not say it."""
        year = self._year
        if year is not None and card is not None and card.years == {year}:
            return True
        least = FAR if YEAR.search(self.label) else NEAR  # a year may head a column
        return all(term in unit.bares or unit.context.get(term, 0.0) >= least for term in self._terms)

    def stands_in(self, unit: PreparedUnit, card: Card | None, others: Sequence[Aspect], place: Place) -> bool:
        """Whether a unit is about this aspect rather than `others`, as surely as `place` wants."""
        year = self._year
        if year is not None and unit.years - {str(year)} and place is not Place.SHARED:
            return False  # what is said of 2031-2033 is not said of 2031
        about_others = [other.is_said_in(unit) for other in others]
        match place:
            case Place.OWN:
                return self.is_said_in(unit) and not any(about_others)
            case Place.AROUND:
                return self.speaks_of(unit, card) and not any(about_others)
            case Place.SHARED:
                return self.is_said_in(unit) and all(about_others)

    def is_said_in(self, unit: PreparedUnit) -> bool:
        """Whether the unit itself says the aspect's words."""
        if all(term in unit.bares for term in self._terms):
            return True
        level = self.label[-1] if self.label[-1:].isdigit() and not YEAR.search(self.label) else ""
        return bool(level) and re.search(rf"\d(?:,| và| hoặc) ?{level}\b", unit.folded) is not None  # "mức độ 3, 4"

    @property
    def _year(self) -> int | None:
        found = YEAR.search(self.label)
        return int(found.group()) if found and len(self.label.split()) <= _YEAR_WORDS else None

    @property
    def _terms(self) -> list[str]:
        """What a unit must say: the year alone, else the bare syllables as they stand side by side."""
        words = [token.bare for token in tokens(self.label)]
        if YEAR.search(self.label):
            return [word for word in words if YEAR.fullmatch(word)]
        return [f"{one}_{two}" for one, two in pairwise(words)] or words


def find_aspects(question: str) -> tuple[Aspect, ...]:
    """What `question` sets against each other, in its order; empty where it names fewer than two of one class."""
    whole = fold(question, marks=False)
    for pattern in _CLASSES:
        matches = list(pattern.finditer(whole.text))
        if 1 < len({match.group() for match in matches}) == len(matches) <= _FEW:
            return tuple(_aspects(question, [whole.span(*match.span()) for match in matches]))
    agencies = list(find_agencies(question))
    if 1 < len({agency.key for agency in agencies}) == len(agencies) <= _FEW:
        return tuple(_aspects(question, [agency.span for agency in agencies]))
    return ()


def _aspects(question: str, found: list[Span]) -> Iterator[Aspect]:
    """Each with the question from which the others, and the words that join them, are taken out."""
    noun = _NOUN.match(found[0].of(question))
    for kept in found:
        text = question
        for span in reversed(found):
            if span == kept:
                continue
            start, end = span.start, span.end
            if span == found[0]:
                after = _AFTER.match(text, end)
                end = after.end() if after else end
            elif joined := _BEFORE.search(text, 0, start):
                start = joined.start()
            text = f"{text[:start]} {text[end:]}"
        name = kept.of(question)
        if name[0].isdigit():  # "năm 2031 và 2032"
            name = f"{noun[0] if noun else 'năm '}{name}"
        yield Aspect(name[0].upper() + name[1:], " ".join(text.split()))
