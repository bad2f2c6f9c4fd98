"""Where flattened tables are in a text: their header cells and the pieces that may be cells of their rows.

A table is found by the head of its ordinal column ("STT") with a first row after it. Work is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from corpus.cells import CellKind, Ordinal, is_name, is_total, kind_of, ordinal, plain
from corpus.headers import ORDINAL_HEADER, column_numbers
from corpus.types import Span

_LINE = re.compile(r"[^\n]+")
_ELISION = re.compile(r"[.…·_\s]{5,}")
_UNIT = re.compile(r"\(?(?:dvt|don vi(?: tinh)?)\b ?:.*")
_LIST_ITEM = re.compile(r"[-+•*–]|\(?[a-zđ\d]{1,2}[.)] ")
_END = re.compile(r"phu luc\b|noi nhan\b|(?:tm|kt|tl|tuq|q)\. ?[a-z]|bieu (?:so|mau)|mau so")
_AFTER = re.compile(
    r"tren day la|ghi chu ?:|luu y|chu thich|yeu cau cac|(?:ke hoach|quyet dinh) nay|\(?\*+\)? ?\w|dieu \d+\."
    r"|(?:[ivx]+|\d{1,2}(?:\.\d{1,2})*)\. ?[a-z]|chuong [ivx]+\b|phan (?:thu|[ivx]+)\b|nguoi lap|thu truong"
)
_MOST_HEADER_CELLS, _LONGEST_HEADER, _MOST_LINES, _IDLE = 40, 200, 12, 60


@dataclass(frozen=True)
class Piece:
    """A line or a block of lines that may be a cell.

    `text` has its white space folded, `gap` is the number of blank lines before it, `lines` that of its own lines.
    """

    span: Span
    text: str
    gap: int
    lines: int = 1

    @cached_property
    def kind(self) -> CellKind:
        """What it looks like by itself."""
        return kind_of(self.text)

    @cached_property
    def number(self) -> Ordinal | None:
        """Its ordinal, where it is one."""
        return ordinal(self.text)

    @cached_property
    def total(self) -> bool:
        """Whether it labels a sum of rows."""
        return is_total(self.text)

    @cached_property
    def listed(self) -> bool:
        """Whether it is an item of a list, which continues the cell before it."""
        return bool(_LIST_ITEM.match(self.text))


@dataclass(frozen=True, slots=True)
class Region:
    """The pieces of one flattened table: its header cells in reading order and its body.

    `numbered` is the count of columns where the table numbers them, else 0. Repeated headers and lines of dots are not
    in the body; `cuts` are places in the body where the table seems to end,
    `breaks` those before which rows were left out.
    """

    header: tuple[Piece, ...]
    numbered: int
    unit: Span | None
    body: tuple[Piece, ...]
    cuts: tuple[int, ...]
    breaks: frozenset[int]


def split_lines(text: str) -> list[Piece]:
    """The lines that hold something; a lone no-break space is an empty cell, other white space is a blank line."""
    pieces: list[Piece] = []
    end = 0
    for line in _LINE.finditer(text):
        shown = line[0].strip()
        if not shown and "\xa0" not in line[0]:
            continue
        start = line.start() + (len(line[0]) - len(line[0].lstrip()) if shown else 0)
        gap = text.count("\n", end, line.start()) - 1 if pieces else 0
        pieces.append(Piece(Span(start, start + len(shown)), " ".join(shown.split()), max(0, gap)))
        end = line.end()
    return pieces


def join_lines(lines: Sequence[Piece], wrapped: bool) -> list[Piece]:
    """Lines put together to cells: with `wrapped` only lines that go on in lower case, else all up to a blank line."""
    joined: list[list[Piece]] = []
    for line in lines:
        goes_on = line.text and joined and joined[-1][-1].text and not line.gap
        if goes_on and (not wrapped or (line.text[0].islower() and len(line.text) > 1)):
            joined[-1].append(line)
        else:
            joined.append([line])
    return [
        Piece(Span(part[0].span.start, part[-1].span.end), " ".join(p.text for p in part), part[0].gap, len(part))
        for part in joined
    ]


def regions(text: str, taken: Sequence[Span] = ()) -> list[Region]:
    """The flattened tables of a text, in order, whose header does not start in one of the spans `taken`."""
    lines = split_lines(text)
    heads = [line for line in lines if _is_head(line.text) and not _inside(line.span, taken)]
    if not heads:
        return []
    blocks, rows = join_lines(lines, wrapped=False), join_lines(lines, wrapped=True)
    found: list[Region] = []
    end = 0
    for head in heads:
        if head.span.start < end:
            continue
        i = bisect_right(blocks, head.span.start, key=lambda piece: piece.span.start) - 1
        pieces = blocks
        if blocks[i].span != head.span:
            pieces, i = rows, bisect_right(rows, head.span.start, key=lambda piece: piece.span.start) - 1
        region = _region(pieces, i)
        if region:
            found.append(region)
            end = region.body[-1].span.end
    return found


def _inside(span: Span, spans: Sequence[Span]) -> bool:
    """Whether one of the spans, which are in order, contains the span."""
    at = bisect_right(spans, span.start, key=lambda other: other.start)
    return bool(at) and spans[at - 1].contains(span)


def _is_head(text: str) -> bool:
    """Whether the text is the head of an ordinal column."""
    return len(text) <= 16 and bool(ORDINAL_HEADER.fullmatch(plain(text)))


def _region(pieces: Sequence[Piece], start: int) -> Region | None:
    """The table whose header starts at a piece, None where no row follows."""
    header, unit = [pieces[start]], None
    for i in range(start + 1, min(start + _MOST_HEADER_CELLS, len(pieces))):
        piece = pieces[i]
        numbered = column_numbers([p.text for p in pieces[i : i + _MOST_HEADER_CELLS]])
        total = is_total_row(pieces, i) and not _heads_column(pieces, i)
        if numbered or total or (piece.number and i > start + 1):
            first = i + numbered
            return _body(pieces, first, header, numbered, unit) if len(header) > 1 else None
        if _is_head(piece.text) or len(piece.text) > _LONGEST_HEADER or _END.match(plain(piece.text)):
            return None
        if _UNIT.fullmatch(plain(piece.text)):
            unit = piece.span
        elif piece.text:
            header.append(piece)
    return None


def _body(
    pieces: Sequence[Piece], first: int, header: Sequence[Piece], numbered: int, unit: Span | None
) -> Region | None:
    """The region whose body starts at a piece: up to what cannot be a cell, or to where no row starts any more."""
    names = [plain(piece.text) for piece in header]
    usual = max(piece.gap for piece in header[1:])
    body: list[Piece] = []
    cuts, breaks, started = [], set(), 0
    i = first
    while i < len(pieces) and len(body) - started < _IDLE + 3 * len(names):
        piece, words = pieces[i], plain(pieces[i].text[:_LONGEST_HEADER])
        again = _repeated(pieces, i, names)
        if again:
            i += again
            continue
        if _is_head(piece.text) or _END.match(words):
            break
        if _ELISION.fullmatch(piece.text):
            breaks.add(len(body))
        else:
            starts = bool(piece.number) or piece.total
            started = len(body) if starts else started
            if not starts and (piece.gap > usual or piece.lines > _MOST_LINES or _AFTER.match(words)):
                cuts.append(len(body))
            body.append(piece)
        i += 1
    return Region(tuple(header), numbered, unit, tuple(body), tuple(cuts), frozenset(breaks)) if body else None


def _repeated(pieces: Sequence[Piece], at: int, names: Sequence[str]) -> int:
    """How many pieces from `at` on repeat the header, as on a new page or under a group; 0 for none.

    The name column may be called otherwise there, and the ordinal column may be missing.
    """
    some = [plain(piece.text) if len(piece.text) <= _LONGEST_HEADER else "" for piece in pieces[at : at + len(names)]]
    for skipped in (0, 1):
        run = some[: len(names) - skipped]
        same = [a == b for a, b in zip(run, names[skipped:], strict=False)]
        if len(run) >= 2 and len(same) == len(names) - skipped and sum(same) >= max(2, len(same) - 1) and all(same[1:]):
            return len(run)
    return 0


def is_total_row(body: Sequence[Piece], i: int) -> bool:
    """Whether a total with its figures starts here, perhaps with an empty cell in the ordinal column."""
    label = i + (not body[i].text)
    if label >= len(body) or not body[label].total:
        return False
    figure = next((piece for piece in body[label + 1 : label + _MOST_HEADER_CELLS] if piece.text), None)
    return figure is not None and figure.kind is CellKind.AMOUNT


def _heads_column(pieces: Sequence[Piece], i: int) -> bool:
    """Whether a total that may be the last header cell is one: the first row or the column numbers follow it."""
    after = i + (not pieces[i].text) + 1
    first = pieces[after] if after < len(pieces) else None
    if first is None or first.number is None:
        return False
    named = after + 1 < len(pieces) and first.number.parts == (1,) and is_name(pieces[after + 1].text)
    return named or column_numbers([piece.text for piece in pieces[after : after + _MOST_HEADER_CELLS]]) > 0


def label_after_header(region: Region) -> Region:
    """The region whose last header cell is taken to be the label of the first rows instead."""
    return replace(
        region,
        header=region.header[:-1],
        body=(region.header[-1], *region.body),
        cuts=tuple(cut + 1 for cut in region.cuts),
        breaks=frozenset(place + 1 for place in region.breaks),
    )
