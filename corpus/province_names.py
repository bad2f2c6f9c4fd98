"""The 63 provinces and centrally run cities of before July 2025, their spellings, and what they are part of since.

The mergers are those of Resolution 202/2025/QH15, which left 34.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.folding import one_spelling
from corpus.surface import without_marks

_FILE = Path(__file__).with_name("provinces.tsv")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Province:
    """A province of before July 2025; `level` is "tỉnh" or "thành phố", `today` the province that it is part of since.

    `ordinary` is "marked" where the name is an ordinary word too, "bare" where it is one only without diacritics.
    `spellings` begin with the name.
    """

    name: str
    level: str
    today: str
    ordinary: str
    spellings: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """The name with its level, as official texts write it in a sentence."""
        return f"{self.level} {self.name}"

    def is_written(self, lower: str) -> bool:
        """Whether `lower` (folded to one spelling) is the name with its diacritics, whatever stands between letters."""
        return letters(lower) in _letters_of(self)


def _load() -> tuple[Province, ...]:
    rows = (line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return tuple(
        Province(name, level, today, ordinary, (name, *filter(None, spellings.split("|"))))
        for name, level, today, ordinary, spellings in rows
    )


PROVINCES: tuple[Province, ...] = _load()
_BY_NAME = {province.name: province for province in PROVINCES}


def province(name: str) -> Province:
    """The province with the canonical `name`; KeyError where there is none."""
    return _BY_NAME[name]


def merged_into(name: str) -> str | None:
    """The province that took in `name` in July 2025; None for one that goes on under its name, and for no province."""
    found = _BY_NAME.get(name)
    return None if found is None or found.today == name else found.today


def merged_from(name: str) -> tuple[str, ...]:
    """The provinces of before July 2025 that make up today's `name`, itself included; empty where it is none."""
    return tuple(found.name for found in PROVINCES if found.today == name)


def letters(text: str) -> str:
    """The letters of `text` without anything that stands between them."""
    return "".join(_WORD.findall(text))


@cache
def _letters_of(one: Province) -> frozenset[str]:
    return frozenset(letters(one_spelling(spelling.lower())) for spelling in one.spellings)


@cache
def names() -> tuple[re.Pattern[str], dict[str, Province]]:
    """A pattern for every spelling in lower case without diacritics, and from the letters it matched to the province.

    The pattern asks for a border on the left (glued to "tỉnh" or "phố" is fine), none on the right.
    """
    by_letters: dict[str, Province] = {}
    patterns: dict[str, set[str]] = {}
    for one in PROVINCES:
        for spelling in one.spellings:
            plain = without_marks(spelling.lower())
            by_letters[letters(plain)] = one
            patterns.setdefault(plain[0], set()).add(r"[\s.–-]*".join(_WORD.findall(plain)))
    choices = (
        f"{first}(?:{'|'.join(found[1:] for found in sorted(same, key=len, reverse=True))})"
        for first, same in patterns.items()
    )
    left = r"(?:(?<![a-z0-9])|(?<=tinh)|(?<=pho)|(?<=tp))"
    return re.compile(f"{left}(?:{'|'.join(choices)})"), by_letters


def named(match: re.Match[str]) -> Province:
    """The province whose name the pattern of `names` matched."""
    return names()[1][letters(match.group())]
