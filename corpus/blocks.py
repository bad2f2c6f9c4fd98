"""Blocks: the paragraphs, list items and headings of a text, hard-wrapped lines joined, each with its marker.

A block is found by its lines: what begins with a marker ("IV.", "2.1.", "đ)", "-") begins a block, a line goes on
in the next one where the text is hard-wrapped or the next begins in the middle of a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import quantiles

from corpus.line_ends import is_lone_number, leaves_open, needs_number
from corpus.markers import Marker, Rank, marker_of
from corpus.remembering import remembered
from corpus.types import Span


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item or heading, white space around it left out."""

    span: Span
    marker: Marker | None


_LINE = re.compile(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_TERMINAL = (".", ";", ":", "!", "?", "…")
_BREAK = re.compile(r"\r\n|[\r\n\u2028]")
_LIST_ITEM_SIGN = re.compile(r"\w{1,4}\)")
_SHORTEST_WRAPPED = 30  # code points: a shorter line of a hard-wrapped text stands alone
_LONGEST_WRAPPED = 140
_ENOUGH = 400  # code points show whether a line is set in capitals
_LEAST_LINES = 8  # fewer say nothing about the layout
_LONGEST_TITLE = 100  # code points of the title of a division in small letters
_MOST_STRAY = 3  # breaks in one paragraph of a text that is not hard-wrapped
_LONGEST_TAIL = 60  # code points of the second line of a heading


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a text is set.

    `width` is the line length of hard wrapping, None where a paragraph is a line; `spaced` says whether blank lines
    stand between the paragraphs.
    """

    width: int | None
    spaced: bool


@lru_cache(maxsize=2)  # passages, units, tasks and commitments of a document are found one after the other
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


@remembered(1 << 6)  # a line is looked at with both its neighbours
def _breaks(text: str, line: Span, following: Span) -> int:
    return len(_BREAK.findall(text, line.end, following.start))


def _goes_on(text: str, lines: list[Span], i: int, layout: _Layout) -> bool:
    """Whether the block that reached line i - 1 goes on in line i."""
    line, following = lines[i - 1], lines[i]
    if _lacks_title(text, line) and _is_title(text, following):
        return _breaks(text, line, following) <= 2  # a blank line may stand between "Chương I" and its title
    said, then = line.of(text), following.of(text)
    lone = is_lone_number(said)
    if _breaks(text, line, following) > 1 + lone or "\f" in text[line.end : following.start]:
        return False
    if (marker := marker_of(text, following.start, following.end)) is not None:
        return not lone and _only_looks_marked(said, then, marker, layout)
    if lone:
        return then[0].isalpha()
    if is_lone_number(then) and not needs_number(said):
        return False
    if layout.width and said.endswith(":") and then[0].isdigit() and len(said) < layout.width:
        return True
    if said.endswith(_TERMINAL) or (said.endswith("/.") and not said.endswith("//.")):
        return False
    if then[0].islower():
        return not is_capitals(said) or len(said) > _LONGEST_TAIL
    if is_capitals(said) != is_capitals(then):
        return False
    if leaves_open(said, then):
        return True
    marked = marker_of(text, line.start, line.end)
    if layout.width is None:
        return layout.spaced and _is_tail(text, lines, i, marked)
    return len(line) <= 3 * layout.width and (len(line) >= _SHORTEST_WRAPPED or marked is not None)


def _lacks_title(text: str, line: Span) -> bool:
    """Whether a line only numbers a division, whose title is the next line ("Chương I" and then "QUY ĐỊNH CHUNG")."""
    marker = marker_of(text, line.start, line.end)
    return marker is not None and marker.rank <= Rank.SUBCHAPTER and marker.body >= line.end


def _is_title(text: str, line: Span) -> bool:
    """Whether a line may be the title of a division: unmarked, and in capitals or short and no sentence."""
    said = line.of(text)
    short = len(line) <= _LONGEST_TITLE and not said.endswith(_TERMINAL) and not said[0].islower()
    return marker_of(text, line.start, line.end) is None and (short or is_capitals(said))


def _only_looks_marked(said: str, then: str, marker: Marker, layout: _Layout) -> bool:
    """Whether a line begins with what is no marker but the middle of a sentence ("mức độ 3," and then "4);")."""
    if len(said) < _SHORTEST_WRAPPED:
        return False
    if said.count("(") > said.count(")") and _LIST_ITEM_SIGN.match(then):
        return True
    if layout.width is None or is_capitals(said) or said.endswith(_TERMINAL):
        return False
    if marker.rank is Rank.BRACKETED:
        return not said.endswith(",")
    if marker.rank in (Rank.ARABIC, Rank.LETTER):
        return needs_number(said)
    dash = marker.rank is Rank.BULLET and then[0] in "-–"
    body = then[1:].lstrip()
    return dash and (body[:1].islower() or (body[:1].isdigit() and said[-1].isdigit())) and not said.endswith(",")


def _is_tail(text: str, lines: list[Span], i: int, marker: Marker | None) -> bool:
    """Whether line i is the end of a paragraph that a stray break cut, in a text with blank lines between paragraphs.

    It is short behind a marked heading ("2.1. Sở" and then "Tài chính"), begins with a figure or bracket, or goes on to
    the end of the sentence of a bullet or of a long line.
    """
    then = lines[i].of(text)
    capitals = is_capitals(then)
    clause = marker.rank > Rank.LETTER if marker else len(lines[i - 1]) > _LONGEST_TAIL
    if clause and then[0].isalpha() and not capitals and _ends_sentence(text, lines, i):
        return True
    if not _ends_paragraph(text, lines, i):
        return False
    heading = marker is not None and len(then) <= _LONGEST_TAIL and not then.endswith(_TERMINAL)
    return heading or (not capitals and (then[0].isdigit() or then[0] == "("))


def _ends_paragraph(text: str, lines: list[Span], i: int) -> bool:
    return i + 1 == len(lines) or _breaks(text, lines[i], lines[i + 1]) > 1


def _ends_sentence(text: str, lines: list[Span], i: int) -> bool:
    """Whether the paragraph of line i ends soon, as a sentence does, without another item before."""
    for j in range(i, min(i + _MOST_STRAY, len(lines))):
        if marker_of(text, lines[j].start, lines[j].end) is not None:
            return False
        if _ends_paragraph(text, lines, j):
            return text[lines[j].end - 1] in ".;"
    return False


@lru_cache(maxsize=1 << 6)
def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals, as titles are; a few small letters of bad fonts do not count."""
    letters = [char for char in text[:_ENOUGH] if char.isalpha()]
    return len(letters) > 1 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)
