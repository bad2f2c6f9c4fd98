"""sum: totals in prose whose parts are the items of the list below or above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corpus.checks.finding import Finding, FindingKind, Unchecked
from corpus.checks.prose_parts import (
    OPENS_PARTS,
    SAYS_TOTAL,
    Part,
    clipped,
    holds_in_part,
    read_parts,
    single_part,
    sum_of,
    wrong_sum,
)
from corpus.checks.reading import Piece, Reading

_ALONE = re.compile(rf"{OPENS_PARTS}(?: là| có)? ?:?$")
_OPENS = re.compile(rf":$|{OPENS_PARTS} ?[.:]*$")
_SUM_BELOW = re.compile(r"\W*(?:tổng|cộng)(?!\w)(?! (?:quan|hợp|thể|kết|công ty|cục|hòa))\D*")
_MOST_OFF = Decimal("0.3")  # of the total: counts that are farther off were never meant to be its parts
_MOST_ITEMS = 30


def check_list_sums(reading: Reading) -> Iterator[Finding | Unchecked]:
    """Totals that the items of their list do not make up."""
    pieces = [piece for piece in reading.pieces if not piece.cell]
    for i, piece in enumerate(pieces):
        parts = read_parts(piece)
        if parts:
            yield from _below(reading, pieces, i, parts[-1])
            yield from _above(reading, pieces, i, parts[0])


def _below(reading: Reading, pieces: Sequence[Piece], i: int, total: Part) -> Iterator[Finding | Unchecked]:
    """The list behind "Tổng kinh phí: X, trong đó:"."""
    piece = pieces[i]
    following = pieces[i + 1 : i + 1 + _MOST_ITEMS]
    if following and _ALONE.fullmatch(following[0].folded.text.strip(" -+")):
        following = following[1:]
    elif not _OPENS.search(piece.folded.text[total.end :].rstrip()):
        return
    items = _items(following)
    counted = any(part.unit == total.unit for item in items for part in read_parts(item))
    if SAYS_TOTAL.search(piece.folded.text) or total.money or counted:
        yield from _judge(reading, piece, total, items)


def _above(reading: Reading, pieces: Sequence[Piece], i: int, total: Part) -> Iterator[Finding | Unchecked]:
    """The list of money before "Tổng cộng: X"."""
    piece = pieces[i]
    body = piece.marker.body - piece.span.start if piece.marker else 0
    if total.money and _SUM_BELOW.fullmatch(piece.folded.text[piece.folded.position(body) : total.start]):
        items = _items(pieces[max(0, i - _MOST_ITEMS) : i][::-1])
        if len(items) > 1:
            yield from _judge(reading, piece, total, items[::-1])


def _items(pieces: Sequence[Piece]) -> list[Piece]:
    """The items of the list that the first piece belongs to, without those of lists inside of it."""
    first = pieces[0].marker if pieces else None
    items: list[Piece] = []
    for piece in pieces if first else ():
        marker = piece.marker
        if marker is None and _ALONE.fullmatch(piece.folded.text):
            continue
        if marker is None or first is None or (marker.rank, len(marker.ordinals)) < (first.rank, len(first.ordinals)):
            break
        if marker.rank is first.rank and len(marker.ordinals) == len(first.ordinals):
            items.append(piece)
    return items


def _judge(reading: Reading, piece: Piece, total: Part, items: Sequence[Piece]) -> Iterator[Finding | Unchecked]:
    read = [(item, single_part(item, total)) for item in items]
    unread = next((n for n, (_, part) in enumerate(read) if part is None), len(read))
    addends = [(item, part) for item, part in read[:unread] if part is not None]
    if len(addends) < 2:
        if any(part for _, part in read) and len(read) > 1:
            yield reading.unchecked(FindingKind.SUM, clipped(piece.span))
        return
    if holds_in_part(total, [part for _, part in addends]):
        return
    if total.money:
        sure = unread == len(read)
    else:
        prefixes = [addends[:n] for n in range(2, len(addends) + 1)]
        addends = min(prefixes, key=lambda prefix: abs(sum_of(part for _, part in prefix) - total.said))
        off = abs(sum_of(part for _, part in addends) - total.said)
        told = SAYS_TOTAL.search(piece.folded.text) or all(part.unit == total.unit for _, part in addends)
        sure = bool(told) and off <= total.said * _MOST_OFF
    yield wrong_sum(reading, piece, total, addends) if sure else reading.unchecked(FindingKind.SUM, clipped(piece.span))
