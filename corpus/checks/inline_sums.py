"""sum: totals in prose with their parts in the same sentence ("97 máy chủ (cấp tỉnh 46 máy, cấp huyện 51 máy)")."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corpus.checks.finding import Finding, FindingKind, Unchecked
from corpus.checks.prose_parts import (
    OPENS_PARTS,
    SAYS_TOTAL,
    Part,
    alike,
    holds_in_part,
    read_parts,
    sum_of,
    wrong_sum,
)
from corpus.checks.reading import Piece, Reading
from corpus.types import Span

_OPENING = re.compile(rf"(?P<between>[^\d.;:()]{{0,140}}?)[,;]? ?(?:(?P<word>\(? ?{OPENS_PARTS})(?: có)? ?:? ?|\()")
_STOP = re.compile(r"\.(?!\d)|$")
_CUT = re.compile(r"[;,]|và (?=\d)| và ")
_DIGIT = re.compile(r"\d")
_FAR = 60  # characters between a total and the bracket with its parts, where these have no unit of their own
_MOST_OFF, _LITTLE_OFF = Decimal("0.3"), Decimal("0.1")  # of the total; what is farther off need not be its parts
_LEAD = 120


def check_inline_sums(reading: Reading) -> Iterator[Finding | Unchecked]:
    """Totals that the parts named behind them do not make up."""
    for piece in reading.pieces:
        parts = read_parts(piece)
        for i, total in enumerate(parts):
            opening = _OPENING.match(piece.folded.text, total.end)
            if opening is not None:
                yield from _judge(reading, piece, total, parts[i + 1 :], opening)


def _judge(
    reading: Reading, piece: Piece, total: Part, behind: Sequence[Part], opening: re.Match[str]
) -> Iterator[Finding | Unchecked]:
    said = piece.folded.text
    close = _close(said, opening)
    parts = [part for part in behind if part.start < close and alike(total, part)]
    if len(parts) < 2 or holds_in_part(total, parts):
        return
    if _one_in_each(piece, parts, opening.end(), close) and _are_all(total, parts, opening):
        yield wrong_sum(reading, piece, total, [(piece, part) for part in parts])
    elif SAYS_TOTAL.search(said, max(0, total.start - _LEAD), total.start) or opening["word"]:
        yield reading.unchecked(FindingKind.SUM, Span(total.figure.span.start, parts[-1].figure.span.end))


def _close(said: str, opening: re.Match[str]) -> int:
    """Where the parts end: at the bracket that closes, or with the sentence."""
    if "(" in opening.group():
        close = said.find(")", opening.end())
        return close if close >= 0 else len(said)
    stop = _STOP.search(said, opening.end())
    return stop.start() if stop else len(said)


def _one_in_each(piece: Piece, parts: Sequence[Part], start: int, close: int) -> bool:
    """Whether each segment holds one part, or goes on with the words of the one before ("ban, ngành")."""
    said = piece.folded.text
    written = piece.folded.written(piece.span.of(piece.text))
    starts = [part.start for part in parts]
    for cut in [*(match.start() for match in _CUT.finditer(said, start, close)), close]:
        own = starts[bisect_left(starts, start) : bisect_left(starts, cut)]
        words = written[start:cut].strip(" ,;")
        if len(own) > 1:
            return False
        if not own and words and (words[0].isupper() or start <= parts[0].start or _DIGIT.search(words)):
            return False
        start = cut
    return True


def _are_all(total: Part, parts: Sequence[Part], opening: re.Match[str]) -> bool:
    """Whether the parts are surely meant to be all of the total."""
    off = abs(sum_of(parts) - total.said)
    if total.money:
        return off <= total.said * 2
    if opening["word"]:
        return off <= total.said * (_LITTLE_OFF if "trong" in opening["word"] else _MOST_OFF)
    units = {part.unit[:1] for part in parts}
    same = units <= {(), total.unit[:1]} and len(opening["between"]) <= _FAR
    return off <= total.said * _MOST_OFF and (same or units == {()})
