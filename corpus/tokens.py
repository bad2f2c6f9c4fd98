"""Tokens: the units that texts and questions are compared by.

A word token is one folded syllable or abbreviation; words that were glued together come apart. A figure token has the
same form for every spelling of the value: "34.060.000.000" and "34060000000", "131/KH-UBND" and "131/kh-ubnd".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.figures import number
from corpus.folding import bare, fold
from corpus.syllables import split_glued
from corpus.types import Span

_TOKEN = re.compile(
    r"(?P<document>\d+[a-z]?(?:/\d{4})?[/-][a-zđ][\wđ&]*(?:[-/][\wđ&]+)*)"
    r"|(?P<date>\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2})"
    r"|(?P<number>\d+(?:[.,]\d+)*)(?P<tail>[^\W\d_]*)"
    r"|(?P<word>[^\W\d_]+(?:&[^\W\d_]+)*)"
)
_PART = re.compile(r"\d+|[^\W\d_]+")
_ABBREVIATION_GLUED = re.compile(r"([A-ZĐ]{3,})([a-zà-ỹđ]+)|([a-zà-ỹđ]{2,})([A-ZĐ]{3,})")


@dataclass(frozen=True, slots=True)
class Token:
    """A folded form, the same without diacritics, and where it stands in the text it was read from."""

    form: str
    bare: str
    span: Span


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of `text` in order; parts of a document number or date follow the whole as tokens of their own."""
    whole = fold(text)
    found: list[Token] = []

    def add(form: str, start: int, end: int) -> None:
        found.append(Token(form, bare(form), whole.span(start, end)))

    for match in _TOKEN.finditer(whole.text):
        start, end = match.span()
        if match["document"]:
            add(match["document"], start, end)
            for part in _PART.finditer(match["document"]):
                add(_canonical(part.group()), start + part.start(), start + part.end())
        elif match["date"]:
            day, month, year = re.findall(r"\d+", match["date"])
            add(f"{year}-{month:0>2}-{day:0>2}", start, end)
            add(year, end - 4, end)
        elif match["number"]:
            add(_canonical(match["number"]), start, match.end("number"))
            if match["tail"]:
                add(match["tail"], match.start("tail"), end)
        else:
            position = start
            for piece in _pieces(match["word"], whole.span(start, end).of(text)):
                add(piece, position, position + len(piece))
                position += len(piece)
    return tuple(found)


def pairs(forms: list[str]) -> list[str]:
    """Neighbouring forms joined two by two; most Vietnamese words are two syllables."""
    return [f"{a}_{b}" for a, b in zip(forms, forms[1:], strict=False)]


def _canonical(part: str) -> str:
    return f"{number(part).normalize():f}" if part[0].isdigit() else part


def _pieces(word: str, written: str) -> tuple[str, ...]:
    """The syllables of a word that may be glued together, also to an abbreviation ("CNTTtrong")."""
    if len(written) == len(word) and (glued := _ABBREVIATION_GLUED.fullmatch(written)):
        cut = len(glued[1] or glued[3])
        return (*split_glued(word[:cut]), *split_glued(word[cut:]))
    return split_glued(word)
