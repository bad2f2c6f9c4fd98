"""Folding: a copy of a text in which equal words look equal, with the way back to the offsets of the original.

Folded are case, NFD, the Icelandic Eth that old converters put for Đ, the place of the tone mark (hoà = hòa,
thuỷ = thủy), i and y after one consonant (kĩ = kỹ), and white space of every kind and length, hard wraps included.
Without `marks` diacritics go too, đ becoming d.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from dataclasses import dataclass

from corpus.types import Span

_ETH = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ"})
_NEW_STYLE = re.compile(r"o[àáảãạ](?![a-zà-ỹđ])|o[èéẻẽẹ](?![a-zà-ỹđ])|(?<!q)u[ỳýỷỹỵ](?![a-zà-ỹđ])")
_Y_FOR_I = re.compile(r"(?<![a-zà-ỹđ])(?:[hklmst]|qu)[yỳýỷỹỵ](?![a-zà-ỹđ])")
_TO_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `starts[i]` is where in the original the folded character i begins, one entry more for the end."""

    text: str
    starts: array[int]

    def span(self, start: int, end: int) -> Span:
        """The original's span behind folded[start:end); white space before `end` stays outside."""
        if start == end:
            return Span(self.starts[start], self.starts[start])
        return Span(self.starts[start], self.starts[end])

    def position(self, original: int) -> int:
        """The first folded position that begins at or after `original`."""
        return bisect_left(self.starts, original)


def fold(text: str, *, marks: bool = True) -> Folded:
    """Fold `text` and keep the map back; one blank for each run of white space."""
    chars: list[str] = []
    starts = array("q")
    position, size = 0, len(text)
    blank = False
    while position < size:
        char = text[position]
        following = position + 1
        if char.isspace() or char in _INVISIBLE:
            if char.isspace() and not blank:
                chars.append(" ")
                starts.append(position)
                blank = True
            position = following
            continue
        while following < size and unicodedata.combining(text[following]):
            following += 1
        for folded in _cluster(text[position:following], marks):
            chars.append(folded)
            starts.append(position)
        blank = False
        position = following
    starts.append(size)
    return Folded(one_spelling("".join(chars)), starts)


def folded(text: str, *, marks: bool = True) -> str:
    """The folded text alone, white space at its ends removed."""
    plain = unicodedata.normalize("NFC", text).translate(_ETH).lower()
    plain = " ".join("".join(c for c in plain if c not in _INVISIBLE).split())
    return one_spelling(plain if marks else bare(plain))


def bare(text: str) -> str:
    """`text` without diacritics, đ as d; case is kept."""
    decomposed = unicodedata.normalize("NFD", text.translate(_ETH))
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    return kept.replace("đ", "d").replace("Đ", "D")


def locate(text: str, quote: str, start: int = 0) -> Span | None:
    """Where `quote` stands in `text` at or after `start`, as exactly as can be found.

    Tried in this order: character for character, folded, folded without diacritics and without white space (words
    glued together or torn apart). None where it is not there.
    """
    exact = text.find(quote, start)
    if exact >= 0 and quote:
        return Span(exact, exact + len(quote))
    if not quote.strip():
        return None
    whole = fold(text)
    wanted = folded(quote)
    found = whole.text.find(wanted, whole.position(start))
    if found >= 0:
        return whole.span(found, found + len(wanted))
    whole = fold(text, marks=False)
    kept = [i for i, char in enumerate(whole.text) if char != " "]
    letters = "".join(whole.text[i] for i in kept)
    wanted = folded(quote, marks=False).replace(" ", "")
    found = letters.find(wanted, bisect_left(kept, whole.position(start)))
    if found < 0:
        return None
    return whole.span(kept[found], kept[found + len(wanted) - 1] + 1)


def _cluster(cluster: str, marks: bool) -> str:
    """One base character with its combining marks, folded."""
    composed = unicodedata.normalize("NFC", cluster).translate(_ETH).lower()
    composed = unicodedata.normalize("NFC", composed)
    return composed if marks else bare(composed)


def one_spelling(text: str) -> str:
    """Lower-case NFC text with one spelling for the tone mark's place and for i and y; its length stays."""
    text = _NEW_STYLE.sub(_tone_forward, text)
    return _Y_FOR_I.sub(lambda m: m.group().translate(_TO_I), text)


def _tone_forward(match: re.Match[str]) -> str:
    """Move the tone mark from the second vowel to the first: oà becomes òa."""
    first, second = match.group()
    vowel, tone = unicodedata.normalize("NFD", second)
    return unicodedata.normalize("NFC", first + tone) + vowel
