"""bracket: brackets and quotation marks that are opened and not closed, or closed and not opened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.checks.finding import Finding, FindingKind, Severity, Unchecked
from corpus.checks.reading import Piece, Reading
from corpus.types import Span

_PAIRS = {"(": ")", "[": "]", "“": "”"}
_CLOSING = {close: opening for opening, close in _PAIRS.items()}
_LIST_MARK = re.compile(
    r"(?:^|[\s(;,.:“\"*_>])(?:[a-zđA-ZĐ]{1,2}|\d{1,2}|[ivxIVX]{1,4}|[a-zđ]?\.?\d{1,2}(?:\.\d{1,2})*)?[*_]*$"
)
_BRACKET = re.compile(r"[()\[\]“”]")
_QUOTES = re.compile(r"[“”\"]")
_LONGEST_MARK, _LONGEST_QUOTED = 8, 3_000
_SHOWN = 60  # code points of the text beside a bracket that are quoted


def check_brackets(reading: Reading) -> Iterator[Finding | Unchecked]:
    """Brackets that are not closed in the paragraph or cell where they are opened, nor in the next."""
    pieces = [piece for piece in reading.pieces if _BRACKET.search(piece.text, piece.span.start, piece.span.end)]
    for piece in pieces:
        open_, stray = _unmatched(piece)
        if not open_ and not stray:
            continue
        if open_ and stray and piece.cell:
            continue
        for position in open_:
            if not _closed_later(reading, piece, position):
                yield _finding(reading, piece, position, "mở mà không đóng")
        for position in stray:
            if not _opened_before(reading, piece, position):
                yield _finding(reading, piece, position, "đóng mà không mở")


def _unmatched(piece: Piece) -> tuple[list[int], list[int]]:
    """The positions of brackets that stay open, and of those that close nothing and are no list marks."""
    said, start = piece.span.of(piece.text), piece.span.start
    stack: list[int] = []
    stray: list[int] = []
    for i, char in enumerate(said):
        if char in _PAIRS:
            stack.append(i)
        elif char in _CLOSING:
            if stack and _marks_item(said, i, sum(said[k] == "(" for k in stack)):
                continue
            match = next((k for k in range(len(stack) - 1, -1, -1) if said[stack[k]] == _CLOSING[char]), None)
            if match is not None:
                del stack[match]
            elif char != "”" and not _looks_marked(said, i):
                stray.append(i)
    return [start + i for i in stack], [start + i for i in stray]


def _looks_marked(said: str, i: int) -> bool:
    """Whether the bracket at `i` may end the mark of a list item ("a)")."""
    return _LIST_MARK.search(said[max(0, i - _LONGEST_MARK) : i]) is not None


def _marks_item(said: str, i: int, depth: int) -> bool:
    """Whether it does so inside of brackets, so many of them open, as those that follow close all of them."""
    rest = said[i + 1 :]
    return said[i] == ")" and _looks_marked(said, i) and rest.count(")") - rest.count("(") >= depth > 0


def _closed_later(reading: Reading, piece: Piece, position: int) -> bool:
    """Whether the next paragraph closes the bracket; what is quoted may be paragraphs long."""
    if piece.text[position] == "“":
        mark = _QUOTES.search(piece.text, position + 1, position + _LONGEST_QUOTED)
        return mark is not None and mark.group() != "“"
    following = _neighbour(reading, piece, 1)
    if following is None:
        return False
    _, stray = _unmatched(following)
    return any(piece.text[p] == _PAIRS[piece.text[position]] for p in stray)


def _opened_before(reading: Reading, piece: Piece, position: int) -> bool:
    before = _neighbour(reading, piece, -1)
    if before is None:
        return False
    open_, _ = _unmatched(before)
    return any(piece.text[p] == _CLOSING[piece.text[position]] for p in open_)


def _neighbour(reading: Reading, piece: Piece, step: int) -> Piece | None:
    at = reading.pieces.index(piece) + step
    return reading.pieces[at] if 0 <= at < len(reading.pieces) else None


def _finding(reading: Reading, piece: Piece, position: int, said: str) -> Finding:
    char = piece.text[position]
    if char in _PAIRS:
        span = Span(position, min(piece.span.end, position + _SHOWN))
    else:
        span = Span(max(piece.span.start, position - _SHOWN), position + 1)
    name = "Dấu ngoặc kép" if char in "“”" else "Dấu ngoặc"
    other = _PAIRS.get(char) or _CLOSING[char]
    return reading.finding(
        FindingKind.BRACKET, Severity.WARNING, f"{name} “{char}” {said}.".replace("““”", "“").replace("“””", "”"),
        span.trimmed(piece.text), expected=other, found=char,
    )  # fmt: skip
