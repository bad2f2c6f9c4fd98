"""The card of a document as terms: what a question may name it by, to be looked up without reading it.

A term is a letter, a colon and a value without blanks. All cards have EVERY; the others are made by the functions
here, for those who write cards and those who look for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.figures import FigureKind, find_figures
from corpus.folding import bare, folded
from corpus.tokens import forms_of
from corpus.types import Document, SectionKind

EVERY = "card"
_YEAR = re.compile(r"\d{4}")
_MOST_YEARS = 60  # of a period; a longer one is a slip
_NUMBER = "n:"


def card_terms(document: Document) -> str:
    """The terms of a document, with blanks between them."""
    metadata = document.metadata
    found = [EVERY]
    if metadata.province is not None:
        found.append(of_province(metadata.province.value))
    if metadata.period is not None:
        found.append(of_period(metadata.period.value))
        found += [of_year(year) for year in years_of(metadata.period.value)]
    for number in sorted(numbers_of(document)):
        found += [of_number(number), of_digits(number.split("/")[0])]
    title = forms_of(metadata.title.value)[1] if metadata.title is not None else []
    found += [of_title_word(word) for word in title] + [of_title_pair(*pair) for pair in pairwise(title)]
    found += _abbreviations(document)
    return " ".join(dict.fromkeys(found))


def numbers_of(document: Document) -> frozenset[str]:
    """The folded numbers of a document: its own and those in the heads of its parts."""
    number = document.metadata.number
    found = {number.value} if number is not None else set()
    for section in document.sections:
        if section.kind is SectionKind.HEAD:
            found |= {
                f.key for f in find_figures(document.text, section.span) if f.kind is FigureKind.NUMBER_OF_DOCUMENT
            }
    return frozenset(folded(one) for one in found)


def numbers_in(terms: str) -> frozenset[str]:
    """The numbers of a document from its terms."""
    return frozenset(_read(term.removeprefix(_NUMBER)) for term in terms.split() if term.startswith(_NUMBER))


def years_of(period: str | None) -> frozenset[int]:
    """The years of a period ("2014", "2016-2020")."""
    named = [int(year) for year in _YEAR.findall(period or "")]
    return frozenset(range(min(named), min(max(named), min(named) + _MOST_YEARS) + 1)) if named else frozenset()


def of_province(name: str) -> str:
    """The term of the documents of a province."""
    return f"p:{_written(folded(name))}"


def of_period(period: str) -> str:
    """The term of the documents of exactly that period."""
    return f"s:{_written(period)}"


def of_year(year: int) -> str:
    """The term of the documents whose period holds a year."""
    return f"y:{year}"


def of_number(number: str) -> str:
    """The term of the documents with a folded number in a head."""
    return f"{_NUMBER}{_written(number)}"


def of_digits(digits: str) -> str:
    """The same by what stands before the first slash."""
    return f"m:{_written(digits)}"


def of_title_word(word: str) -> str:
    """The term of the documents with a bare word in their title."""
    return f"w:{word}"


def of_title_pair(one: str, two: str) -> str:
    """The same of two neighbouring ones."""
    return f"t:{one}_{two}"


def of_abbreviation(form: str, *, marks: bool) -> str:
    """The term of the documents that define a short form, or write out a long one, given as folded tokens.

    With `marks` False the form has lost its diacritics.
    """
    return f"{'a' if marks else 'b'}:{_written(form)}"


def sides_of(short: str, long: str) -> tuple[str, str]:
    """An abbreviation and what it stands for, as folded tokens with one blank between them."""
    return " ".join(forms_of(short)[0]), " ".join(forms_of(long)[0])


def _abbreviations(document: Document) -> Iterator[str]:
    for abbreviation in document.abbreviations:
        for side in sides_of(abbreviation.short, abbreviation.long.of(document.text)):
            yield of_abbreviation(side, marks=True)
            yield of_abbreviation(bare(side), marks=False)


def _written(value: str) -> str:
    return "_".join(value.split())


def _read(value: str) -> str:
    return value.replace("_", " ")
