"""Headings: which blocks of a plain text open a section, and what they are called."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from corpus.markers import Marker, Rank
from corpus.openings import Candidate, Opening, label
from corpus.parts import is_line_of_title, is_title, kind_of_heading
from corpus.types import SectionKind, Span

_INLINE = re.compile(r"[^:;.]{3,110}:(?=\s)")
_ORDERS = ("quyết định:", "quyết nghị:", "chỉ thị:")
_ENDING = ("nơi nhận", "tm.", "kt.")
_BESIDE_NUMBERED = re.compile(r"(?:căn cứ|chú thích|ghi chú|nơi nhận|kí ban hành|người kí|phần mở đầu|mở đầu)\b")
_LONGEST_HEADING = 300
_LONGEST_TITLED = 140  # code points; a longer block that ends like a sentence is one
_LEAST_INLINE_BODY = 60

Key = tuple[Rank, int]


def key(marker: Marker) -> Key:
    """What markers on one level have in common: rank and number of ordinals."""
    return marker.rank, len(marker.ordinals)


def is_major(candidate: Candidate) -> bool:
    """Whether a block is headed "Phần", "Điều" or "I.", which no list inside a paragraph is."""
    marker = candidate.marker
    return marker is not None and (marker.rank <= Rank.ARTICLE or marker.rank is Rank.ROMAN)


def heading_at(
    text: str, candidates: Sequence[Candidate], i: int, siblings: set[Key], tables: Sequence[int]
) -> Opening | None:
    """The section that block i opens, if it does; `tables` are the starts of the tables, `siblings` the keys so far.

    A numbered block opens one where something stands under it, where it names its subject before a colon, or where it
    is the sibling of such a heading.
    """
    block = candidates[i]
    marker, start = block.marker, block.span.start
    if marker is None or marker.rank > Rank.LETTER:
        return Opening(start, SectionKind.BODY, block.span) if block.folded in _ORDERS else None
    inline = _INLINE.match(text, marker.body, block.span.end)
    known = key(marker) in siblings or marker.rank <= Rank.ROMAN
    if not (inline or known or (_has_children(candidates, i, tables) and not _is_item(candidates, i))):
        return None
    if inline and block.span.end - inline.end() >= _LEAST_INLINE_BODY:
        heading = Span(start, inline.end())
    elif marker.rank is Rank.ARTICLE and len(block.span) > _LONGEST_TITLED:
        heading = Span(start, marker.body).trimmed(text)
    else:
        heading = block.span
    shown = heading if len(heading) <= _LONGEST_HEADING else None  # a long list item among headings has none
    return Opening(start, SectionKind.BODY, shown, label(heading.of(text)), marker)


def unnumbered_heading_at(candidates: Sequence[Candidate], i: int, numbered: bool) -> Opening | None:
    """The section that an unnumbered block in small letters opens, in a text that has no capitals for its titles.

    A title such as "Phụ lục I. ..." holds the numbered headings behind it. Others are leaves beside the numbered ones,
    and after the first of these (`numbered`) only where their words say so: "Nơi nhận".
    """
    block = candidates[i]
    if i + 1 == len(candidates) or not is_line_of_title(block):
        return None
    name = label(block.written)
    if is_title(block):
        return Opening(block.span.start, SectionKind.BODY, block.span, name, level=1)
    if numbered and not _BESIDE_NUMBERED.match(block.folded):
        return None
    return Opening(block.span.start, kind_of_heading(block.folded), block.span, name, leaf=True)


def _has_children(candidates: Sequence[Candidate], i: int, tables: Sequence[int]) -> bool:
    this = candidates[i]
    if i + 1 == len(candidates) or this.marker is None:
        return False
    following = candidates[i + 1]
    table = bisect_left(tables, this.span.end)
    if table < len(tables) and tables[table] < following.span.start:
        return True
    if following.folded.startswith(_ENDING) or len(this.span) > _LONGEST_HEADING:
        return False
    if following.marker is not None:
        return _is_deeper(this.marker, following.marker)
    sentence = this.last == ";" or (len(this.span) > _LONGEST_TITLED and this.last in "./")
    return not following.capitals and not sentence


def _is_item(candidates: Sequence[Candidate], i: int) -> bool:
    """Whether block i ends a list: the block just before it is the item that comes before it.

    A heading that nothing stands under does not end like a clause, as both do here.
    """
    before, this = candidates[max(i - 1, 0)], candidates[i]
    if before.marker is None or this.marker is None or key(before.marker) != key(this.marker):
        return False
    *outer, last = before.marker.ordinals
    clauses = before.last == ";" or (before.last in ",." and this.last in ";.")
    return clauses and this.marker.ordinals == (*outer, last + 1)


def _is_deeper(outer: Marker, inner: Marker) -> bool:
    if inner.rank is outer.rank is Rank.ARABIC:
        return len(inner.ordinals) > len(outer.ordinals)
    return inner.rank > outer.rank
