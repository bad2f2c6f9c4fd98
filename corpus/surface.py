"""Surface: copies of a text in lower case, with and without diacritics and equally long, to scan with regexes.

Cheaper than folding: an NFC text keeps its offsets and its white space, so that patterns must allow for hard wraps
and for words glued together themselves.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass

from corpus.folding import one_spelling
from corpus.types import Span

_MARKED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_BARE = "a" * 17 + "e" * 11 + "i" * 5 + "o" * 17 + "u" * 11 + "y" * 5 + "d"
_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)
_TO_BARE = str.maketrans(_MARKED, _BARE)
_TO_LETTERS = str.maketrans("\u00f0\u200b\u200c\u200d\u2060\ufeff\u00ad\u2019", "đ      '")


@dataclass(frozen=True, slots=True)
class Surface:
    """`marked` is lower-case NFC with one spelling for tone marks, `bare` the same without diacritics."""

    text: str
    marked: str
    bare: str
    starts: array[int] | None  # where each character of `marked` begins in `text`; None where the offsets are equal

    @classmethod
    def of(cls, text: str) -> Surface:
        """The surface of `text`; NFD is composed."""
        marked = text.lower().translate(_TO_LETTERS)
        starts = None
        if len(marked) != len(text) or not unicodedata.is_normalized("NFC", text):
            marked, starts = _composed(text)
        marked = one_spelling(marked)
        return cls(text, marked, marked.translate(_TO_BARE), starts)

    @property
    def plain(self) -> bool:
        """Whether the text is written without any Vietnamese diacritics."""
        return self.marked == self.bare

    def span(self, start: int, end: int) -> Span:
        """The span of the text behind `marked[start:end]`."""
        return Span(start, end) if self.starts is None else Span(self.starts[start], self.starts[end])

    def written(self, start: int, end: int) -> str:
        """The text behind `marked[start:end]`, as written."""
        return self.span(start, end).of(self.text)


def _composed(text: str) -> tuple[str, array[int]]:
    """The text composed and in lower case, and where each of its characters begins; one more for the end."""
    chars: list[str] = []
    starts = array("q")
    for cluster in _CLUSTER.finditer(text):
        for char in unicodedata.normalize("NFC", cluster.group()).lower().translate(_TO_LETTERS):
            chars.append(char)
            starts.append(cluster.start())
    starts.append(len(text))
    return "".join(chars), starts


def without_marks(folded: str) -> str:
    """Lower-case NFC text without diacritics; its length stays, and so does the meaning of a regex."""
    return folded.translate(_TO_BARE)
