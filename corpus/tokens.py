"""Tokens: the units that texts and questions are compared by.

A word token is one folded syllable or abbreviation; words that were glued together come apart. A figure token has the
same form for every spelling of the value: "34.060.000.000" and "34060000000", "131/KH-UBND" and "131/kh-ubnd".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from corpus.figures import canonical
from corpus.folding import bare, fold
from corpus.syllables import split_glued
from corpus.types import Span

_TOKEN = re.compile(
    r"(?P<document>\d+[a-z]?(?:/\d{4})?[/-][a-zđ][\wđ&]*(?:[-/][\wđ&]+)*)"
    r"|(?P<date>\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2})"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:&[^\W\d_]+)*)"
)
_RUN = re.compile(r"\S+")  # no token reaches over white space, and folding looks no further either
_LONGEST_KEPT = 40  # characters of a run that is worth a place in the cache
_PART = re.compile(r"\d+|[^\W\d_]+")
_SHORTEST_ABBREVIATION = 3  # capitals; TTg and TTr are not an abbreviation with a word glued to it
_SHORTEST_WORD = 2  # letters in front of an abbreviation


_Found = tuple[str, str, int, int]  # a token: form, bare form, start and end in its run


@dataclass(frozen=True, slots=True)
class Token:
    """A folded form, the same without diacritics, and where it stands in the text it was read from."""

    form: str
    bare: str
    span: Span


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of `text` in order; parts of a document number or date follow the whole as tokens of their own."""
    return tuple(
        [
            Token(form, plain, Span(run.start() + start, run.start() + end))
            for run in _RUN.finditer(text)
            for form, plain, start, end in _read(run.group())
        ]
    )


def forms_of(text: str) -> tuple[list[str], list[str]]:
    """The forms of the tokens of `text`, and their bare forms, where nobody asks where they stand."""
    runs = text.split()
    known = _known if len(max(runs, key=len, default="")) <= _LONGEST_KEPT else _read
    found = list(chain.from_iterable(map(known, runs)))
    return [token[0] for token in found], [token[1] for token in found]


def pairs(forms: list[str]) -> list[str]:
    """Neighbouring forms joined two by two; most Vietnamese words are two syllables."""
    return [f"{a}_{b}" for a, b in pairwise(forms)]


def _read(run: str) -> tuple[_Found, ...]:
    """The tokens of a text without white space; most runs of a plan are among those that were read before."""
    return _known(run) if len(run) <= _LONGEST_KEPT else _known.__wrapped__(run)


@lru_cache(maxsize=1 << 16)
def _known(run: str) -> tuple[_Found, ...]:
    whole = fold(run)
    written = whole.written(run)
    found: list[_Found] = []
    in_place = isinstance(whole.starts, range)  # every character stands where it stood

    def add(form: str, start: int, end: int) -> None:
        if not in_place:
            span = whole.span(start, end)
            start, end = span.start, span.end
        found.append((form, bare(form), start, end))

    for match in _TOKEN.finditer(whole.text):
        start, end = match.span()
        if match["document"]:
            add(match["document"], start, end)
            for part in _PART.finditer(match["document"]):
                form = part.group()
                add(canonical(form) if form[0].isdecimal() else form, start + part.start(), start + part.end())
        elif match["date"]:
            day, month, year = re.findall(r"\d+", match["date"])
            add(f"{year}-{month:0>2}-{day:0>2}", start, end)
            add(year, end - 4, end)
        elif match["number"]:
            add(canonical(match["number"]), start, end)
        else:
            for piece in _pieces(match["word"], written[start:end]):
                add(piece, start, start + len(piece))
                start += len(piece)
    return tuple(found)


def _pieces(word: str, written: str) -> tuple[str, ...]:
    """The syllables of a word that may be glued together, also to an abbreviation ("CNTTtrong")."""
    cut = _abbreviation_border(written)
    return (*split_glued(word[:cut]), *split_glued(word[cut:])) if cut else split_glued(word)


def _abbreviation_border(written: str) -> int:
    """Where a word changes between capitals and small letters, 0 where that makes no abbreviation and word."""
    if written.isupper() or written.islower():
        return 0
    first = written[0].isupper()
    cut = next((i for i, char in enumerate(written) if char.isupper() != first), 0)
    before, after = written[:cut], written[cut:]
    capitals, small = (before, after) if first else (after, before)
    long_enough = len(capitals) >= _SHORTEST_ABBREVIATION and (first or len(small) >= _SHORTEST_WORD)
    return cut if long_enough and capitals.isupper() and small.islower() else 0
