"""numbering: a number or letter that stands twice, or is left out, at one level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.checks.finding import Finding, FindingKind, Severity, Unchecked
from corpus.checks.reading import Piece, Reading
from corpus.markers import Marker, Rank
from corpus.types import Span

_LETTERS = "abcdđeghiklmnopqrstuvxy"
_D, _E = _LETTERS.index("d") + 1, _LETTERS.index("e") + 1
_SHOWN = 100  # code points of an item that are quoted
_MOST_SKIPPED = 3  # more in a row are another list
_COUNTED = (
    Rank.DIVISION, Rank.CHAPTER, Rank.SUBCHAPTER, Rank.ARTICLE, Rank.CAPITAL, Rank.ROMAN, Rank.ARABIC, Rank.LETTER
)  # fmt: skip


@dataclass(slots=True)
class _Level:
    """A list that is open: the numbers it began with, and its items so far."""

    rank: Rank
    prefix: tuple[int, ...]
    items: dict[int, Piece] = field(default_factory=dict)
    last: int = 0


def check_numbering(reading: Reading) -> Iterator[Finding | Unchecked]:
    """Numbers that come twice or are skipped in their list."""
    stack: list[_Level] = []
    part = -1
    for piece in reading.body():
        marker = piece.marker
        if piece.section.part != part:
            stack, part = [], piece.section.part
        if piece.cell or marker is None or marker.rank not in _COUNTED or _goes_on(piece, marker):
            continue
        level = _open(stack, marker)
        number = marker.ordinals[-1]
        if level.items and number == 1:
            stack[stack.index(level)] = level = _Level(level.rank, level.prefix)
        if not level.items and number != 1:
            level.last, level.items = number, {number: piece}
            continue
        yield from _judge(reading, level, number, piece)
        level.items.setdefault(number, piece)
        level.last = number


def _open(stack: list[_Level], marker: Marker) -> _Level:
    """The level that a marker belongs to, opened where it is new; deeper ones are closed."""
    rank, prefix = marker.rank, marker.ordinals[:-1]
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].rank is rank and len(stack[depth].prefix) == len(prefix):
            if stack[depth].prefix != prefix:
                break
            del stack[depth + 1 :]
            return stack[depth]
    while stack and (stack[-1].rank, len(stack[-1].prefix)) >= (rank, len(prefix)):
        stack.pop()
    stack.append(_Level(rank, prefix))
    return stack[-1]


def _judge(reading: Reading, level: _Level, number: int, piece: Piece) -> Iterator[Finding | Unchecked]:
    if number in level.items:
        first = level.items[number]
        yield _finding(
            reading, f"“{_name(first)}” được dùng hai lần ở cùng một cấp.", _shown(piece), _shown(first),
            expected=_sign(level, level.last + 1), found=_sign(level, number),
        )  # fmt: skip
    elif level.last + 1 < number <= level.last + 1 + _MOST_SKIPPED and not _skips_d(level, number):
        previous = level.items[level.last]
        missing = re.escape(_sign(level, level.last + 1))
        if re.search(rf"(?<![\w.]){missing} ?[.)/]", piece.text[previous.span.start : piece.span.start]):
            yield reading.unchecked(FindingKind.NUMBERING, _shown(piece))  # it may stand inside of a paragraph
            return
        yield _finding(
            reading, f"Sau “{_name(previous)}” là “{_name(piece)}”, thiếu “{_sign(level, level.last + 1)}”.",
            _shown(piece), _shown(previous), expected=_sign(level, level.last + 1), found=_sign(level, number),
        )  # fmt: skip


def _goes_on(piece: Piece, marker: Marker) -> bool:
    """Whether the letter is only the first part of a number ("b.1)")."""
    return marker.rank is Rank.LETTER and piece.text[marker.body : marker.body + 1].isdigit()


def _skips_d(level: _Level, number: int) -> bool:
    """Lists of letters may go without đ, as the English alphabet does."""
    return level.rank is Rank.LETTER and (level.last, number) == (_D, _E)


def _finding(reading: Reading, message: str, *spans: Span, expected: str, found: str) -> Finding:
    return reading.finding(
        FindingKind.NUMBERING, Severity.WARNING, message, *spans, expected=expected, found=found
    )  # fmt: skip


def _name(piece: Piece) -> str:
    """The marker as written."""
    assert piece.marker is not None
    return " ".join(piece.text[piece.span.start : piece.marker.body].split())


def _sign(level: _Level, number: int) -> str:
    """The number as lists of its kind write it."""
    if level.rank is Rank.LETTER:
        return _LETTERS[number - 1] if number <= len(_LETTERS) else str(number)
    if level.rank is Rank.ROMAN:
        return _roman(number)
    if level.rank is Rank.CAPITAL:
        return chr(ord("A") + number - 1)
    return ".".join(map(str, (*level.prefix, number)))


def _roman(number: int) -> str:
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for value, sign in signs:
        written += sign * (number // value)
        number %= value
    return written


def _shown(piece: Piece) -> Span:
    """The piece or its first line."""
    said = piece.span.of(piece.text)
    end = said.find("\n") if "\n" in said[: _SHOWN + 1] else len(said)
    return Span(piece.span.start, piece.span.start + min(end, _SHOWN)).trimmed(piece.text)
