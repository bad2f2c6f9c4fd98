"""Markers: what a heading or a list item begins with ("Chương II", "Điều 3.", "IV.", "2.1.", "đ)", "(2)", "-")."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from corpus.remembering import remembered


class Rank(IntEnum):
    """The kind of a marker; a smaller one usually stands outside a larger one."""

    DIVISION = 0  # PHẦN
    CHAPTER = 1  # Chương
    SUBCHAPTER = 2  # Mục
    ARTICLE = 3  # Điều
    CAPITAL = 4  # A.
    ROMAN = 5
    ARABIC = 6  # 1.  1.1.  1.1.1.: told apart by their depth
    LETTER = 7
    BRACKETED = 8  # (1)  (ii): an item of a list, never a heading
    BULLET = 9
    SUBBULLET = 10


@dataclass(frozen=True, slots=True)
class Marker:
    """What a block begins with: rank, ordinals ("2.1" is (2, 1); a bullet has none) and where its text begins."""

    rank: Rank
    ordinals: tuple[int, ...]
    body: int


def _either(*words: str) -> str:
    """A pattern for the words, composed or decomposed."""
    return "|".join(dict.fromkeys(form for word in words for form in (word, unicodedata.normalize("NFD", word))))


_IN_WORDS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8}
_WORDS = _either(*(form for word in _IN_WORDS for form in (word, word.upper())))
_ITS_NUMBER = rf"\s+(?:(?:{_either('thứ', 'THỨ')})\s+({_WORDS}|\d+|[IVXL]+)|(\d+|[IVXL]+|[A-Z]))(?!\w)[.:]?\s*"
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_LIST = r"\d{1,2}(?:\.\d{1,2})"  # of numbers
_BULLETS = "-–—•●*▪■"
_MARKERS = (  # rank, what the first character is, pattern
    (Rank.DIVISION, "P", re.compile(rf"(?:{_either('PHẦN', 'Phần')}){_ITS_NUMBER}")),
    (Rank.CHAPTER, "C", re.compile(rf"(?:{_either('CHƯƠNG', 'Chương')}){_ITS_NUMBER}")),
    (Rank.SUBCHAPTER, "M", re.compile(rf"(?:{_either('MỤC', 'Mục')}){_ITS_NUMBER}")),
    (Rank.ARTICLE, "[ĐÐ]", re.compile(rf"[ĐÐ](?:{_either('iều', 'IỀU')})\s+(\d+)\s*[.:]?\s*")),
    (Rank.ROMAN, "[IVX]", re.compile(r"([IVX]{1,6})\s*[.)/-]\s*(?=\S)")),
    (Rank.CAPITAL, "[A-H]", re.compile(r"([A-H])\s*[.)]\s*(?=\S)")),
    (
        Rank.ARABIC,
        r"\d",
        re.compile(rf"({_LIST}{{0,4}})\s*[.)/](?!\d)\s*(?=\S)|({_LIST}{{1,4}})\s+(?=[^\W\d_])"),
    ),
    (Rank.LETTER, "[a-zđ]", re.compile(r"([a-zđ])\s*[).]\s*(?=\S)")),
    (Rank.BRACKETED, r"\(", re.compile(r"\((\d{1,2}|[ivx]{1,5})\)\s*(?=\S)")),
    (Rank.BULLET, f"[{_BULLETS}]", re.compile(rf"([{_BULLETS}])\s*(?=[^\s\d-])|([{_BULLETS}])\s+(?=\S)")),
    (Rank.SUBBULLET, "[+○▫]", re.compile(r"([+○▫])\s*(?=\S)")),
)


@remembered(1 << 12)  # a line is asked by blocks, outline, labels, sentences and tasks, each several times
def marker_of(text: str, start: int, end: int) -> Marker | None:
    """The marker that text[start:end) begins with, if any."""
    for rank, pattern in _beginning_with(text[start]) if start < end else ():
        match = pattern.match(text, start, end)
        if match is None or (match.lastindex == 2 and rank is Rank.ARABIC and not text[match.end()].isupper()):
            continue  # "2.1 Đào tạo" is marked, "34.06 tỷ" is not
        written = next(group for group in match.groups() if group)
        ordinals = _ordinals(rank, written)
        if ordinals is not None:
            return Marker(rank, ordinals, match.end())
    return None


@lru_cache(maxsize=1 << 10)
def _beginning_with(char: str) -> tuple[tuple[Rank, re.Pattern[str]], ...]:
    """The patterns that may match where that is the first character: a few of them, and of most letters none."""
    return tuple((rank, pattern) for rank, first, pattern in _MARKERS if re.match(first, char))


def _ordinals(rank: Rank, written: str) -> tuple[int, ...] | None:
    if rank in (Rank.BULLET, Rank.SUBBULLET):
        return ()
    if rank is Rank.LETTER:
        return (_LETTERS.index(written) + 1,) if written in _LETTERS else None
    if (value := _IN_WORDS.get(unicodedata.normalize("NFC", written).lower())) is not None:
        return (value,)
    if written[0].isdigit():
        return tuple(int(n) for n in written.split("."))
    if rank is Rank.BRACKETED:
        written = written.upper()
    if set(written) <= set(_ROMAN):
        value = 0
        for digit, following in zip(written, written[1:] + " ", strict=True):
            value += -_ROMAN[digit] if _ROMAN.get(following, 0) > _ROMAN[digit] else _ROMAN[digit]
        return (value,)
    return (ord(written) - ord("A") + 1,)
