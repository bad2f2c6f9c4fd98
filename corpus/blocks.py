"""Blocks: the paragraphs, list items and headings of a text, hard-wrapped lines joined, each with its marker.

A block is found by its lines: what begins with a marker ("IV.", "2.1.", "đ)", "-") begins a block, a line goes on
in the next one where the text is hard-wrapped or the next begins in the middle of a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from statistics import quantiles

from corpus.types import Span


class Rank(IntEnum):
    """The kind of a marker; a smaller one usually stands outside a larger one."""

    PART = 0  # KẾ HOẠCH, QUYẾT ĐỊNH, PHỤ LỤC
    DIVISION = 1  # PHẦN, Chương, Mục
    ARTICLE = 2  # Điều
    CAPITAL = 3  # A.
    ROMAN = 4
    ARABIC = 5  # 1.  1.1.  1.1.1.: told apart by their depth
    LETTER = 6
    BULLET = 7
    SUBBULLET = 8


@dataclass(frozen=True, slots=True)
class Marker:
    """What a block begins with: rank, ordinals ("2.1" is (2, 1); a bullet has none) and where its text begins."""

    rank: Rank
    ordinals: tuple[int, ...]
    body: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item or heading, white space around it left out."""

    span: Span
    marker: Marker | None


def _either(*words: str) -> str:
    """A pattern for the words, composed or decomposed."""
    return "|".join(dict.fromkeys(form for word in words for form in (word, unicodedata.normalize("NFD", word))))


_DIVISION = _either("PHẦN", "Phần", "CHƯƠNG", "Chương", "MỤC", "Mục")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_LIST = r"\d{1,2}(?:\.\d{1,2})"  # of numbers
_MARKERS = (
    (Rank.DIVISION, re.compile(rf"(?:{_DIVISION})\s+(?:(?:{_either('thứ')})\s+)?(\d+|[IVXL]+|[A-Z])\b[.:]?\s*")),
    (Rank.ARTICLE, re.compile(rf"[ĐÐ](?:{_either('iều', 'IỀU')})\s+(\d+)\s*[.:]?\s*")),
    (Rank.ROMAN, re.compile(r"([IVX]{1,6})\s*[.)/-]\s*(?=\S)")),
    (Rank.CAPITAL, re.compile(r"([A-H])\s*[.)]\s*(?=\S)")),
    (Rank.ARABIC, re.compile(rf"({_LIST}{{0,4}})\s*[.)/](?!\d)\s*(?=\S)|({_LIST}{{1,4}})\s+(?=[^\W\d_])")),
    (Rank.LETTER, re.compile(r"([a-zđ])\s*[).]\s*(?=\S)")),
    (Rank.BULLET, re.compile(r"([-–—•●*▪■])\s*(?=[^\s\d-])|([-–—•●*▪■])\s+(?=\S)")),
    (Rank.SUBBULLET, re.compile(r"([+○▫])\s*(?=\S)")),
)
_LINE = re.compile(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_TERMINAL = (".", ";", ":", "!", "?", "…")
_BREAK = re.compile(r"\r\n|[\r\n\u2028]")
_NEEDS_NUMBER = re.compile(  # words that a line of running text may end with before it goes on in a number
    r"(?i:(?<!\w)(?:số|ngày|tháng|năm|quý|điều|khoản|mục|điểm|mức độ|độ|cấp|giai đoạn|phụ lục|từ|đến|và|hoặc|là|gồm|hơn"
    r"|trên|dưới|khoảng|của|phấn đấu|đạt))$|,$"
)
_LIST_ITEM_SIGN = re.compile(r"\w{1,4}\)")
_SHORTEST_WRAPPED = 30  # code points: a shorter line of a hard-wrapped text stands alone
_LONGEST_WRAPPED = 140
_ENOUGH = 400  # code points show whether a line is set in capitals
_LEAST_LINES = 8  # fewer say nothing about the layout
_LONGEST_TAIL = 60  # code points of the second line of a heading


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a text is set.

    `width` is the line length of hard wrapping, None where a paragraph is a line; `spaced` says whether blank lines
    stand between the paragraphs.
    """

    width: int | None
    spaced: bool


def marker_of(text: str, start: int, end: int) -> Marker | None:
    """The marker that text[start:end) begins with, if any."""
    for rank, pattern in _MARKERS:
        match = pattern.match(text, start, end)
        if match is None or (match.lastindex == 2 and rank is Rank.ARABIC and not text[match.end()].isupper()):
            continue  # "2.1 Đào tạo" is marked, "34.06 tỷ" is not
        written = next(group for group in match.groups() if group)
        ordinals = _ordinals(rank, written)
        if ordinals is not None:
            return Marker(rank, ordinals, match.end())
    return None


def _ordinals(rank: Rank, written: str) -> tuple[int, ...] | None:
    if rank in (Rank.BULLET, Rank.SUBBULLET):
        return ()
    if rank is Rank.LETTER:
        return (_LETTERS.index(written) + 1,) if written in _LETTERS else None
    if written[0].isdigit():
        return tuple(int(n) for n in written.split("."))
    if set(written) <= set(_ROMAN):
        value = 0
        for digit, following in zip(written, written[1:] + " ", strict=True):
            value += -_ROMAN[digit] if _ROMAN.get(following, 0) > _ROMAN[digit] else _ROMAN[digit]
        return (value,)
    return (ord(written) - ord("A") + 1,)


def find_blocks(text: str, skip: tuple[Span, ...] = ()) -> tuple[Block, ...]:
    """The blocks of `text` in order; lines that touch one of the spans to `skip` (tables) belong to none."""
    lines = _outside(_lines(text), skip)
    layout = _layout(text, lines)
    blocks: list[Block] = []
    first = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or not _goes_on(text, lines, i, layout):
            span = Span(lines[first].start, lines[i - 1].end)
            blocks.append(Block(span, marker_of(text, span.start, span.end)))
            first = i
    return tuple(blocks)


def _lines(text: str) -> list[Span]:
    """The lines that hold anything visible, white space at their ends left out."""
    found = []
    for match in _LINE.finditer(text):
        if match.group().strip("| \t\u00a0"):
            line = Span(*match.span()).trimmed(text)
            if len(line):
                found.append(line)
    return found


def _outside(lines: list[Span], skip: tuple[Span, ...]) -> list[Span]:
    """The lines that touch none of the spans; both are in order."""
    if not skip:
        return lines
    found = []
    spans = sorted(skip)
    i = 0
    for line in lines:
        while i < len(spans) and spans[i].end <= line.start:
            i += 1
        if i == len(spans) or not spans[i].overlap(line):
            found.append(line)
    return found


def _layout(text: str, lines: list[Span]) -> _Layout:
    """A hard-wrapped text has many lines that the next one continues in lower case, and no long ones."""
    if len(lines) < _LEAST_LINES:
        return _Layout(None, False)
    blank = sum(_breaks(text, a, b) > 1 for a, b in pairwise(lines))
    continued = sum(text[line.start].islower() and not marker_of(text, line.start, line.end) for line in lines[1:])
    width = round(quantiles(map(len, lines), n=10)[8])
    wrapped = continued * 6 > len(lines) and width <= _LONGEST_WRAPPED
    return _Layout(width if wrapped else None, blank * 2 > len(lines))


def _breaks(text: str, line: Span, following: Span) -> int:
    return len(_BREAK.findall(text, line.end, following.start))


def _goes_on(text: str, lines: list[Span], i: int, layout: _Layout) -> bool:
    """Whether the block that reached line i - 1 goes on in line i."""
    line, following = lines[i - 1], lines[i]
    if _breaks(text, line, following) > 1 or "\f" in text[line.end : following.start]:
        return False
    said, then = line.of(text), following.of(text)
    if (marker := marker_of(text, following.start, following.end)) is not None:
        return _only_looks_marked(said, then, marker, layout)
    if layout.width and said.endswith(":") and then[0].isdigit() and len(said) < layout.width:
        return True
    if said.endswith(_TERMINAL) or (said.endswith("/.") and not said.endswith("//.")):
        return False
    if then[0].islower():
        return not is_capitals(said) or len(said) > _LONGEST_TAIL
    if is_capitals(said) != is_capitals(then):
        return False
    marked = marker_of(text, line.start, line.end) is not None
    if layout.width is None:
        return layout.spaced and _is_tail(text, lines, i, marked)
    return len(line) <= 3 * layout.width and (len(line) >= _SHORTEST_WRAPPED or marked)


def _only_looks_marked(said: str, then: str, marker: Marker, layout: _Layout) -> bool:
    """Whether a line begins with what is no marker but the middle of a sentence ("mức độ 3," and then "4);")."""
    if len(said) < _SHORTEST_WRAPPED:
        return False
    if said.count("(") > said.count(")") and _LIST_ITEM_SIGN.match(then):
        return True
    if layout.width is None or is_capitals(said) or said.endswith(_TERMINAL):
        return False
    if marker.rank in (Rank.ARABIC, Rank.LETTER):
        return bool(_NEEDS_NUMBER.search(said))
    dash = marker.rank is Rank.BULLET and then[0] in "-–"
    body = then[1:].lstrip()
    return dash and (body[:1].islower() or (body[:1].isdigit() and said[-1].isdigit())) and not said.endswith(",")


def _is_tail(text: str, lines: list[Span], i: int, marked: bool) -> bool:
    """Whether line i is the end of a paragraph that a stray break cut, in a text with blank lines between paragraphs.

    It is short behind a marked heading ("2.1. Sở" and then "Tài chính"), or begins with a figure or bracket.
    """
    if i + 1 < len(lines) and _breaks(text, lines[i], lines[i + 1]) < 2:
        return False
    then = lines[i].of(text)
    in_sentence = then[0].isdigit() or then[0] == "("
    heading = marked and len(then) <= _LONGEST_TAIL and not then.endswith(_TERMINAL)
    return heading or (in_sentence and not is_capitals(then))


def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals, as titles are; a few small letters of bad fonts do not count."""
    letters = capitals = 0
    for char in text[:_ENOUGH]:
        if char.isalpha():
            letters += 1
            capitals += char.isupper()
    return letters > 1 and capitals >= 0.8 * letters
