"""Folding: a copy of a text in which equal words look equal, with the way back to the offsets of the original.

Folded are case, NFD, the Icelandic Eth that old converters put for Đ, the place of the tone mark (hoà = hòa,
thuỷ = thủy), i and y after one consonant (kĩ = kỹ), and white space of every kind and length, hard wraps included.
Characters that nobody sees are left out. Without `marks` diacritics go too, đ becoming d.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.types import Span

_ETH = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ"})
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_LETTER = r"[^\W\d_]"
_NEW_STYLE = re.compile(rf"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!{_LETTER})")
_Y_FOR_I = re.compile(rf"(?<!{_LETTER})(?:[hklmst]|qu)[yỳýỷỹỵ](?!{_LETTER})")
_TO_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_LONGEST_SENTENCE = 1_000  # characters of a text that is worth a place in the cache
_LONGEST_KEPT = 40  # characters of a run that is worth a place in the cache
_RUN = re.compile(rf"[^\s{_INVISIBLE}]+")
_WORD = re.compile(r"\S+")
# Text of these characters alone is folded word by word: in it lower case and NFC look at one character at a time.
_PLAIN = re.compile("[\\x00-\u00ac\u00ae-\u012f\u0131-\u02ff\u1e00-\u1eff\u2000-\u200a\u200e-\u205f\u2061-\u206f]*")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `starts[i]` is where in the original the folded character i begins, one entry more for the end."""

    text: str
    starts: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The original's span behind folded[start:end); white space before `end` stays outside."""
        begin, stop = self.starts[start], self.starts[end]
        if start < end and stop == self.starts[end - 1]:  # inside of what one character was folded to
            stop = self.starts[bisect_right(self.starts, stop)]
        return Span(begin, stop)

    def position(self, original: int) -> int:
        """The first folded position that begins at or after `original`."""
        return bisect_left(self.starts, original)

    def written(self, original: str) -> str:
        """The folded text in the case of the original, which folding took away: as long as `text`, without marks."""
        return "".join([original[start] for start in self.starts[:-1]])


def fold(text: str, *, marks: bool = True) -> Folded:
    """Fold `text` and keep the map back; one blank for each run of white space."""
    return (_folded_text if len(text) <= _LONGEST_SENTENCE else _folded_text.__wrapped__)(text, marks)


@lru_cache(maxsize=1 << 10)  # a sentence is asked for by many in turn
def _folded_text(text: str, marks: bool) -> Folded:
    if _PLAIN.fullmatch(text) is not None:
        return _fold_plain(text, marks)
    chars: list[str] = []
    starts = array("q")
    before = 0
    for run in _RUN.finditer(text):
        _blank(text, before, run.start(), chars, starts)
        for start, cluster in _clusters(run):
            folding = _cluster(cluster, marks)
            chars.append(folding)
            starts.extend([start] * len(folding))
        before = run.end()
    _blank(text, before, len(text), chars, starts)
    starts.append(len(text))
    return Folded(one_spelling("".join(chars)), starts)


def folded(text: str, *, marks: bool = True) -> str:
    """The folded text alone, white space at its ends removed."""
    return (_plain_folded if len(text) <= _LONGEST_SENTENCE else _plain_folded.__wrapped__)(text, marks)


@lru_cache(maxsize=1 << 12)
def _plain_folded(text: str, marks: bool) -> str:
    if _PLAIN.fullmatch(text) is None:
        return fold(text, marks=marks).text.strip()
    return _folded_words(text, marks)


def may_begin(text: str, letters: str) -> bool:
    """Whether the folded text may begin with one of the small `letters`; true where the first sign is no letter."""
    return not text[:1].isalpha() or text[0].lower() in letters


def bare(text: str) -> str:
    """`text` without diacritics, đ as d; case is kept."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text.translate(_ETH))
    kept = "".join([c for c in decomposed if not unicodedata.combining(c)])
    return kept.replace("đ", "d").replace("Đ", "D")


def locate(text: str, quote: str, start: int = 0) -> Span | None:
    """Where `quote` stands in `text` at or after `start`, as exactly as can be found.

    Tried in this order: character for character, folded, folded without diacritics and without white space (words
    glued together or torn apart). None where it is not there.
    """
    if not quote:
        return None
    exact = text.find(quote, start)
    if exact >= 0:
        return Span(exact, exact + len(quote))
    wanted = folded(quote)
    if not wanted:
        return None
    whole = fold(text)
    found = whole.text.find(wanted, whole.position(start))
    if found >= 0:
        return whole.span(found, found + len(wanted))
    return _locate_letters(text, folded(quote, marks=False).replace(" ", ""), start)


def one_spelling(text: str) -> str:
    """Lower-case NFC text with one spelling for the tone mark's place and for i and y; its length stays."""
    text = _NEW_STYLE.sub(_tone_forward, text)
    return _Y_FOR_I.sub(lambda m: m.group().translate(_TO_I), text)


def spelled(text: str) -> str:
    """The same, word by word in a text as short as a sentence: most of its words were met before."""
    if len(text) > _LONGEST_SENTENCE or "\n" in text:
        return one_spelling(text)
    return " ".join([_spelled(word) if len(word) <= _LONGEST_KEPT else one_spelling(word) for word in text.split(" ")])


@lru_cache(maxsize=1 << 16)
def _spelled(word: str) -> str:
    return one_spelling(word)


def _fold_plain(text: str, marks: bool) -> Folded:
    words = _folded_words(text, marks)
    whole = " " * text[:1].isspace() + words + " " * (bool(words) and text[-1].isspace())
    if len(whole) == len(text):  # no white space but single blanks: every character stands where it stood
        return Folded(whole, range(len(text) + 1))
    chars: list[str] = []
    starts = array("q")
    before = 0
    for word in _WORD.finditer(text):
        start, end = word.span()
        if start > before:
            chars.append(" ")
            starts.append(before)
        chars.append(_word(word.group(), marks))
        starts.extend(range(start, end))
        before = end
    if before < len(text):
        chars.append(" ")
        starts.append(before)
    starts.append(len(text))
    return Folded("".join(chars), starts)


def _folded_words(text: str, marks: bool) -> str:
    """The words of a text of plain characters, folded, with a blank between them."""
    words = text.split()
    if len(text) > _LONGEST_KEPT and len(max(words, key=len, default="")) > _LONGEST_KEPT:
        return " ".join([_word(word, marks) for word in words])
    return " ".join(map(_marked_word if marks else _bare_word, words))


def _word(word: str, marks: bool) -> str:
    """A word of plain characters, folded; most of a text are among those that were folded before."""
    kept = _marked_word if marks else _bare_word
    return (kept if len(word) <= _LONGEST_KEPT else kept.__wrapped__)(word)


@lru_cache(maxsize=1 << 16)
def _marked_word(word: str) -> str:
    return one_spelling(unicodedata.normalize("NFC", word).translate(_ETH).lower())


@lru_cache(maxsize=1 << 16)
def _bare_word(word: str) -> str:
    return one_spelling(bare(unicodedata.normalize("NFC", word).translate(_ETH).lower()))


def _locate_letters(text: str, wanted: str, start: int) -> Span | None:
    """Where the letters `wanted` stand, white space and diacritics of `text` left out of account."""
    whole = fold(text, marks=False)
    kept = [i for i, char in enumerate(whole.text) if char != " "]
    letters = whole.text.replace(" ", "")
    found = letters.find(wanted, bisect_left(kept, whole.position(start))) if wanted else -1
    return None if found < 0 else whole.span(kept[found], kept[found + len(wanted) - 1] + 1)


def _blank(text: str, start: int, end: int, chars: list[str], starts: array[int]) -> None:
    """Put down one blank where white space stands in text[start:end), at its first character."""
    for position in range(start, end):
        if text[position].isspace():
            if not (chars and chars[-1] == " "):
                chars.append(" ")
                starts.append(position)
            return


def _clusters(run: re.Match[str]) -> Iterator[tuple[int, str]]:
    """The characters of a run with the combining marks behind each."""
    text, start = run.group(), 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not unicodedata.combining(text[end]):
            yield run.start() + start, text[start:end]
            start = end


@lru_cache(maxsize=1 << 14)
def _cluster(cluster: str, marks: bool) -> str:
    """One base character with its combining marks, folded."""
    composed = unicodedata.normalize("NFC", cluster).translate(_ETH).lower()
    composed = unicodedata.normalize("NFC", composed)
    return composed if marks else bare(composed)


def _tone_forward(match: re.Match[str]) -> str:
    """Move the tone mark from the second vowel to the first: oà becomes òa."""
    decomposed = unicodedata.normalize("NFD", match.group())
    first, vowel, tone = (decomposed[i] for i in range(3))
    return unicodedata.normalize("NFC", first + tone) + vowel
