"""Sentences: where a block of text can be cut without cutting a statement."""

from __future__ import annotations

import re

from corpus.markers import marker_of
from corpus.remembering import remembered
from corpus.types import Span

_END = re.compile(r"(?<![\s.])(?:\./\.|[.!?…]+[”\")]*)(?=\s|\Z)|;(?=\s)")
_ABBREVIATION = re.compile(
    r"(?<!\w)(?:TP|Tp|TX|Tx|TT|Tr|tr|TM|KT|TL|TUQ|Q|QL|Đ/c|đ/c|Th\.?S|Ths|TS|GS|PGS|BS|KS|Mr|Mrs|Dr|St|No|Nxb|NXB|[A-ZĐ])$"
)
_LONGEST_ABBREVIATION = 5
_LONG = 80  # code points on both sides of a semicolon that make two statements of one list item


@remembered(1 << 12)  # asked for by the units that are stored and by the register
def sentences(text: str, within: Span) -> tuple[Span, ...]:
    """The sentences of `within` in order, white space around them left out; together they hold all that is visible.

    A cut is made after a full stop unless the text goes on in small letters, and at a semicolon between two long
    clauses outside of brackets. The marker of a list item ("Điều 2.") is no sentence.
    """
    marker = marker_of(text, within.start, within.end)
    found: list[Span] = []
    start = within.start
    depth = 0  # brackets open since `start`
    seen = marker.body if marker else start
    for match in _END.finditer(text, seen, within.end):
        end = match.end()
        depth += text.count("(", seen, end) - text.count(")", seen, end)
        seen = end
        if match.group() == ";":
            ends = end - start >= _LONG and within.end - end >= _LONG and depth <= 0
        else:
            ends = _ends_sentence(text, match, within.end)
        if ends:
            found.append(Span(start, end).trimmed(text))
            start, depth = end, 0
    rest = Span(start, within.end).trimmed(text)
    return (*found, rest) if len(rest) else tuple(found)


def _ends_sentence(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a stop ends a sentence: not that of an abbreviation, nor where small letters follow."""
    following = match.end()
    while following < end and text[following].isspace():
        following += 1
    if following < end and text[following].islower():
        return False
    before = text[max(0, match.start() - _LONGEST_ABBREVIATION) : match.start()]
    return match.group() != "." or following == end or not _ABBREVIATION.search(before)
