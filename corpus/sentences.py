"""Sentences: where a block of text can be cut without cutting a statement."""

from __future__ import annotations

import re

from corpus.types import Span

_END = re.compile(r"(?<![\s.])(?:\./\.|[.!?…]+[”\")]*)(?=\s+[^a-zà-ỹđ\s]|\s*$)|;(?=\s)")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:TP|Tp|TX|Tx|P|Q|TT|Đ/c|Ths|TS|GS|BS|ThS|v\.v|Mr|St|No|Nguyễn [A-Z])$")
_LONG = 80  # code points on both sides of a semicolon that make two statements of one list item


def sentences(text: str, within: Span) -> tuple[Span, ...]:
    """The sentences of `within` in order, white space around them left out; together they hold all that is visible.

    A cut is made after a full stop before a capital or digit, and at a semicolon between two long clauses.
    """
    found: list[Span] = []
    start = within.start
    piece = within.of(text)
    for match in _END.finditer(piece):
        end = within.start + match.end()
        before = piece[: match.start()]
        if match.group().startswith(".") and (_ABBREVIATION.search(before) or _is_marker(text, start, end)):
            continue
        if match.group() == ";" and (end - start < _LONG or within.end - end < _LONG):
            continue
        span = Span(start, end).trimmed(text)
        if len(span):
            found.append(span)
        start = end
    rest = Span(start, within.end).trimmed(text)
    if len(rest):
        found.append(rest)
    return tuple(found)


def _is_marker(text: str, start: int, end: int) -> bool:
    """Whether the stop only ends the marker of a list item ("2.", "IV.")."""
    said = text[start:end].strip().rstrip(".")
    return len(said) <= 8 and " " not in said and (said[:1].isdigit() or set(said) <= set("IVXL"))
