"""Cards: what is known of each document for finding out which ones a question is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.figures import FigureKind, find_figures
from corpus.folding import bare, folded
from corpus.tokens import tokens
from corpus.types import Document


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of a document for finding out whether a question is about it."""

    id: str
    province: str | None
    years: frozenset[int]
    period: str | None
    numbers: frozenset[str]
    terms: frozenset[str]  # bare tokens of its title
    title: tuple[str, ...]  # the same in order
    initials: str  # the first letters of the title's words, in which an abbreviation of some of them stands
    folded: str  # its folded text
    bare: str  # the same without diacritics

    def covers(self, year: int) -> bool:
        """Whether a year is in the period or the title of the document."""
        return year in self.years or str(year) in self.terms


def card_of(document: Document) -> Card:
    """The card of a document."""
    metadata = document.metadata
    period = metadata.period.value if metadata.period else None
    years = [int(y) for y in re.findall(r"\d{4}", period or "")]
    numbers = {metadata.number.value} if metadata.number else set()
    for section in document.sections:
        if section.kind == "head":
            numbers |= {
                f.key for f in find_figures(document.text, section.span) if f.kind is FigureKind.NUMBER_OF_DOCUMENT
            }
    text = folded(document.text)
    title = tuple(t.bare for t in tokens(metadata.title.value)) if metadata.title else ()
    return Card(
        id=document.id,
        province=metadata.province.value if metadata.province else None,
        years=frozenset(range(min(years), max(years) + 1)) if years else frozenset(),
        period=period,
        numbers=frozenset(folded(n) for n in numbers),
        terms=frozenset(title),
        title=title,
        initials="".join(word[0] for word in title),
        folded=text,
        bare=bare(text),
    )
