"""Wording: the words of a span to look for cues in, with those taken apart that lost the blank between them."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.folding import folded
from corpus.syllables import frequencies, split_glued
from corpus.types import Span

_GLUED_COMMA = re.compile(r"(?<=[^\W\d_]),(?=[^\W\d_]{2})")
_HEAD = re.compile(r"(?<=[a-zđà-ỹ]{2})(?=[A-ZĐ]{3})")  # before an abbreviation
_TAIL = re.compile(r"(?:(?<=[A-ZĐ]{3})|(?<=\d))[a-zđà-ỹ]{3,}")  # glued to an abbreviation or a number
_MAY_BE_GLUED = tuple(map(re.compile, (r",[^\W\d_]", "[A-ZĐ]{3}", r"\d[a-zđà-ỹ]{3}")))  # found fast, each by itself
_WORD = re.compile(r"[^\W\d_]{4,}")


def said(text: str, span: Span) -> str:
    """The words of a span, folded, words that are glued together taken apart."""
    return folded(spaced(span.of(text)))


@lru_cache(maxsize=1 << 11)
def spaced(written: str) -> str:
    """A text with a blank between words that were glued together ("quảnlý"), white space folded."""
    words = _WORD.findall(written)
    if list(map(_apart, words)) != words:  # seldom, and much cheaper to see than to replace each by itself
        written = _WORD.sub(lambda match: _apart(match.group()), written)
    if any(pattern.search(written) for pattern in _MAY_BE_GLUED):
        written = _TAIL.sub(_after_tail, _HEAD.sub(" ", _GLUED_COMMA.sub(", ", written)))
    return " ".join(written.split())


def _after_tail(match: re.Match[str]) -> str:
    return f" {match.group()}" if folded(match.group()) in frequencies() else match.group()


@lru_cache(maxsize=1 << 14)
def _apart(word: str) -> str:
    pieces = split_glued(folded(word))
    if len(pieces) == 1 or sum(map(len, pieces)) != len(word):
        return word
    parts, start = [], 0
    for piece in pieces:
        parts.append(word[start : start + len(piece)])
        start += len(piece)
    return " ".join(parts)
