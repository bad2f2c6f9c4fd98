"""Surface: copies of a text in lower case, with and without diacritics and equally long, to scan with regexes.

Cheaper than folding: an NFC text keeps its offsets and its white space, so that patterns must allow for hard wraps
and for words glued together themselves.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cached_property

from corpus.folding import spelled
from corpus.types import Span

_MARKED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_BARE = "a" * 17 + "e" * 11 + "i" * 5 + "o" * 17 + "u" * 11 + "y" * 5 + "d"
_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_TO_BARE = str.maketrans(_MARKED, _BARE)
_ANY_MARK = re.compile(f"[{_MARKED}]")
_ODD = "\u00f0\u200b\u200c\u200d\u2060\ufeff\u00ad\u2019"
_ODD_LETTER = re.compile(f"[{_ODD}]")  # to search is cheap, to translate is not
_TO_LETTERS = str.maketrans(_ODD, "đ      '")


@dataclass(frozen=True)
class Surface:
    """Equally long copies of a text.

    `composed` is NFC, `marked` in lower case with one spelling for tone marks too, `bare` without diacritics as well.
    """

    composed: str
    marked: str
    starts: array[int] | None  # where in the text each character begins; None where the text is NFC itself

    @classmethod
    def of(cls, text: str) -> Surface:
        """The surface of `text`."""
        composed, starts = text, None
        if not unicodedata.is_normalized("NFC", text):
            composed, starts = _composed(text)
        lower = composed.lower()
        if len(lower) != len(composed):
            lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in composed)
        if _ODD_LETTER.search(lower):
            lower = lower.translate(_TO_LETTERS)
        marked = spelled(lower)
        return cls(composed, marked, starts)

    @cached_property
    def bare(self) -> str:
        """The text without diacritics: made when it is asked for, as most texts name no place."""
        return self.marked.translate(_TO_BARE)

    @property
    def plain(self) -> bool:
        """Whether the text is written without any Vietnamese diacritics."""
        return _ANY_MARK.search(self.marked) is None

    def span(self, start: int, end: int) -> Span:
        """The span of the text behind [start, end) of the copies."""
        return Span(start, end) if self.starts is None else Span(self.starts[start], self.starts[end])

    def written(self, start: int, end: int) -> str:
        """The text at [start, end) as written, but composed."""
        return self.composed[start:end]


def _composed(text: str) -> tuple[str, array[int]]:
    """The text composed, and where each of its characters begins; one more for the end."""
    chars: list[str] = []
    starts = array("q")
    for cluster in _CLUSTER.finditer(text):
        for char in unicodedata.normalize("NFC", cluster.group()):
            chars.append(char)
            starts.append(cluster.start())
    starts.append(len(text))
    return "".join(chars), starts


def without_marks(folded: str) -> str:
    """Lower-case NFC text without diacritics; its length stays, and so does the meaning of a regex."""
    return folded.translate(_TO_BARE)
