"""Markdown: the text untouched, with its headings and pipe tables found at their exact places.

A scanner of its own, because parsers of Markdown say on which line a cell stands but not where on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.readers.text import decoded, refuse_web_page
from corpus.types import Extract, Grid, Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)[ \t]*")
_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_BAR = re.compile(r"(?<!\\)\|")
_EMPHASIZED = re.compile(r"(\*{1,3})(?=[^\s*])([^*]+)(?<=\S)\1")
_OTHER_BLOCK = re.compile(r" {0,3}(?:#{1,6}[ \t]|>|`{3,}|~{3,})")


def read_markdown(name: str, data: bytes) -> Extract:
    """The text of a .md file, its ATX headings and its pipe tables."""
    text = decoded(name, data)
    refuse_web_page(name, text)
    lines = list(_prose_lines(text))
    headings = tuple(heading for line in lines if (heading := _heading(text, line)) is not None)
    return Extract(text, grids=tuple(_grids(text, lines)), headings=headings)


def _prose_lines(text: str) -> Iterator[Span]:
    """The lines without their ends; those of fenced code are empty, for nothing in them is a mark."""
    fence = ""
    position = 0
    while position < len(text):
        found = _LINE.match(text, position)
        assert found is not None  # the pattern matches anywhere
        position = found.end()
        line = Span(found.start(), found.start() + len(found.group().rstrip("\r\n")))
        mark = _FENCE.match(text, line.start, line.end)
        if fence and mark and mark.group(1).startswith(fence):
            fence = ""
        elif fence:
            pass
        elif mark:
            fence = mark.group(1)
        else:
            yield line
            continue
        yield Span(line.start, line.start)


def _heading(text: str, line: Span) -> tuple[Span, int] | None:
    found = _HEADING.match(text, line.start, line.end)
    if found is None:
        return None
    title = text[found.end() : line.end].rstrip(" \t")
    unclosed = title.rstrip("#")
    if unclosed.rstrip(" \t") == unclosed != "":
        unclosed = title  # the marks belong to the last word, as in "C#"
    span = _without_emphasis(text, Span(found.end(), found.end() + len(unclosed)).trimmed(text))
    return (span, len(found.group(1))) if span else None


def _grids(text: str, lines: list[Span]) -> Iterator[Grid]:
    number = 1
    while number < len(lines):
        above, line = lines[number - 1], lines[number]
        header = _cells(text, above)
        number += 1
        if "|" not in above.of(text) or not _DELIMITERS.fullmatch(line.trimmed(text).of(text)):
            continue
        if len(_cells(text, line)) != len(header):
            continue
        rows = [header]
        while number < len(lines) and _continues_table(text, lines[number]):
            rows.append(_cells(text, lines[number]))
            number += 1
        yield Grid(_padded(rows))


def _continues_table(text: str, line: Span) -> bool:
    return bool(line.of(text).strip()) and not _OTHER_BLOCK.match(text, line.start, line.end)


def _cells(text: str, line: Span) -> list[Span]:
    """The cells of a table line, trimmed; an empty one is an empty span behind its bar."""
    whole = line.trimmed(text)
    bars = [found.start() for found in _BAR.finditer(text, whole.start, whole.end)]
    starts = [whole.start, *(bar + 1 for bar in bars)]
    ends = [*bars, whole.end]
    if bars and bars[0] == whole.start:
        del starts[0], ends[0]
    if bars and bars[-1] == whole.end - 1 and starts:
        del starts[-1], ends[-1]
    return [_without_emphasis(text, Span(start, end).trimmed(text)) for start, end in zip(starts, ends, strict=True)]


def _without_emphasis(text: str, span: Span) -> Span:
    """What stands between the marks of a heading or cell that is emphasised as a whole ("**Tổng cộng**")."""
    found = _EMPHASIZED.fullmatch(text, span.start, span.end)
    return Span(*found.span(2)) if found else span


def _padded(rows: list[list[Span]]) -> tuple[tuple[Span, ...], ...]:
    """All rows as wide as the widest; a cell that a row lacks is an empty span at the row's end."""
    width = max(len(row) for row in rows)
    return tuple((*row, *[Span(row[-1].end, row[-1].end)] * (width - len(row))) for row in rows if row)
