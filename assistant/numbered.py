"""Numbered things: levels, quarters, groups, projects by number ("mức độ 3, 4", "Dự án 6", "quý II").

What is said of levels 3 and 4 together is no answer for level 4, nor the other way round.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.folding import bare, folded

# Nouns of one row mean the same; a level is asked for as "nấc" and written as "mức độ".
_NOUNS = (
    ("mức độ", "mức", "cấp độ", "nấc", "level", "levels"),
    ("quí",),
    ("nhóm",),
    ("dự án", "dự án số", "dự án thành phần", "dự án thành phần số"),
    ("tiểu dự án", "tiểu dự án số"),
    ("hợp phần", "hợp phần số"),
    ("phụ lục", "phụ lục số"),
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_ROMAN)})(?![\w%./]\w|\w|%)"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A thing with the numbers that are told of it together; `noun` is the first of the nouns that mean the same."""

    noun: str
    numbers: frozenset[int]


def _pattern(*, marks: bool) -> re.Pattern[str]:
    nouns = "|".join(sorted((noun for row in _NOUNS for noun in row), key=len, reverse=True))
    more = rf"(?: ?(?:,|và|hoặc|and|-) ?(?:(?:{nouns}) )?{_NUMBER})*"
    said = rf"\b({nouns}) ({_NUMBER}{more})"
    return re.compile(said if marks else bare(said))


_PATTERNS = {marks: _pattern(marks=marks) for marks in (True, False)}
_FIRST = {form: row[0] for row in _NOUNS for noun in row for form in (noun, bare(noun))}
_ONE = re.compile(rf"(?<!\w){_NUMBER}")


def find_numbered(text: str) -> frozenset[Numbered]:
    """The numbered things that a text names, in Vietnamese with diacritics or wholly without."""
    found = _PATTERNS[not text.isascii()].finditer(folded(text))
    return frozenset(
        Numbered(_FIRST[match[1]], frozenset(_read(one) for one in _ONE.findall(match[2]))) for match in found
    )


def same_numbers(asked: frozenset[Numbered], told: frozenset[Numbered], *, exactly: bool) -> bool | None:
    """Whether a text tells of the very things that are asked for; None where it names none of the kind.

    Unless `exactly`, it does also where it tells of them together with others.
    """
    nouns = {thing.noun for thing in asked}
    alike = [thing for thing in told if thing.noun in nouns]
    if not alike:
        return None
    if asked & told:
        return True
    return not exactly and any(a.noun == t.noun and a.numbers <= t.numbers for a in asked for t in alike)


def _read(number: str) -> int:
    return _ROMAN[number] if number in _ROMAN else int(number)
