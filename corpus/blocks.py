"""Blocks: the paragraphs, list items and headings of a text, hard-wrapped lines joined, each with its marker.

A block is found by its lines: what begins with a marker ("IV.", "2.1.", "đ)", "-") begins a block, a line goes on
in the next one where the text is hard-wrapped or the next begins in the middle of a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
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


_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_MARKERS = (
    (Rank.DIVISION, re.compile(r"(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục)\s+(?:thứ\s+)?(\d+|[IVXL]+|[A-Z])\b[.:]?\s*")),
    (Rank.ARTICLE, re.compile(r"(?:Điều|ĐIỀU|Ðiều|ÐIỀU)\s+(\d+)\s*[.:]?\s*")),
    (Rank.ROMAN, re.compile(r"([IVX]{1,6})\s*[.)/-]\s*(?=\S)")),
    (Rank.CAPITAL, re.compile(r"([A-H])\s*[.)]\s*(?=\S)")),
    (Rank.ARABIC, re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\s*[.)/](?!\d)\s*(?=\S)|(\d{1,2}(?:\.\d{1,2}){1,4})\s+(?=[A-ZĐÀ-Ỹ])")),
    (Rank.LETTER, re.compile(r"([a-zđ])\s*[).]\s*(?=\S)")),
    (Rank.BULLET, re.compile(r"([-–—•●*▪■])\s*(?=[^\s\d-])|([-–—•●*▪■])\s+(?=\S)")),
    (Rank.SUBBULLET, re.compile(r"([+○▫])\s*(?=\S)")),
)
_TERMINAL = re.compile(r"[.;:!?…/”\"]$|\./\.$")
_SHORTEST_WRAPPED = 30  # code points: a shorter line of a hard-wrapped text stands alone
_LONGEST_WRAPPED = 140


def marker_of(text: str, start: int, end: int) -> Marker | None:
    """The marker that text[start:end) begins with, if any."""
    for rank, pattern in _MARKERS:
        match = pattern.match(text, start, end)
        if match is None:
            continue
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
    """The blocks of `text` in order; lines inside the spans to `skip` (tables) belong to none."""
    lines = [line for line in _lines(text) if not any(s.overlap(line) for s in skip)]
    width = _wrap_width(text, lines)
    blocks: list[Block] = []
    first: Span | None = None
    last: Span | None = None
    for line in lines:
        if first is not None and last is not None and _goes_on(text, last, line, width):
            last = line
            continue
        if first is not None and last is not None:
            blocks.append(_block(text, first, last))
        first = last = line
    if first is not None and last is not None:
        blocks.append(_block(text, first, last))
    return tuple(blocks)


def _block(text: str, first: Span, last: Span) -> Block:
    span = Span(first.start, last.end)
    return Block(span, marker_of(text, span.start, span.end))


def _lines(text: str) -> list[Span]:
    """The lines that hold anything visible, white space at their ends left out."""
    found = []
    for match in re.finditer(r"[^\r\n\f\v\u2028]+", text):
        line = Span(*match.span()).trimmed(text)
        if len(line) and line.of(text).strip("| \t\u00a0"):
            found.append(line)
    return found


def _wrap_width(text: str, lines: list[Span]) -> int | None:
    """The line length of a hard-wrapped text in code points, None for a text with a paragraph a line.

    A hard-wrapped text has many lines that the next one continues in lower case, and no long ones.
    """
    if len(lines) < 8:
        return None
    lengths = [len(line) for line in lines]
    continued = sum(b.of(text)[0].islower() and not marker_of(text, b.start, b.end) for b in lines[1:])
    width = round(quantiles(lengths, n=10)[8])
    return width if continued * 6 > len(lines) and width <= _LONGEST_WRAPPED else None


def _goes_on(text: str, line: Span, following: Span, width: int | None) -> bool:
    """Whether a block that reached `line` goes on in the line `following`."""
    between = text[line.end : following.start]
    said, then = line.of(text), following.of(text)
    if between.count("\n") > 1 or "\f" in between:
        return False
    if marker_of(text, following.start, following.end):
        in_bracket = said.count("(") > said.count(")") and re.match(r"\w{1,4}\)", then)
        return bool(in_bracket and len(line) >= _SHORTEST_WRAPPED)
    if width and said.endswith(":") and then[0].isdigit() and len(said) < width:
        return True
    if _TERMINAL.search(said) and not said.endswith(("/", "”", '"')):
        return False
    if then[0].islower():
        return not is_capitals(said) or len(said) > 60
    if width is None or len(line) > 3 * width:
        return False
    if is_capitals(said) != is_capitals(then):
        return False
    return len(line) >= _SHORTEST_WRAPPED or marker_of(text, line.start, line.end) is not None


def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals, as titles are; a few small letters of bad fonts do not count."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and sum(c.isupper() for c in letters) >= 0.8 * len(letters)
