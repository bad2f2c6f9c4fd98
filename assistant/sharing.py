"""Links to a place in a document that can be kept: they tell whether the words they were made for still stand there."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from corpus.types import Document, Span

_WORD = re.compile(r"\w+")
_CHECK = re.compile(r"([1-9]\d{0,4})-([0-9a-f]{8})([0-9a-f]{12})")
_FIRST = 3  # words that are compared before all of them are


class Standing(StrEnum):
    """What has become of the place that a link names."""

    SAME = "same"  # its words stand there, or the link does not say which they were
    MOVED = "moved"  # its words stand in one other place of the document
    CHANGED = "changed"  # its words stand nowhere in the document, or in several places


@dataclass(frozen=True, slots=True)
class Found:
    """Where the words of a link stand now; `span` is None where they cannot be shown."""

    standing: Standing
    span: Span | None


def link_of(document: Document, span: Span) -> str:
    """The link to `span`, to be put behind the address of the web app; without a check where it holds no word."""
    fields: dict[str, str | int] = {"document": document.id, "start": span.start, "end": span.end}
    check = check_of(span.of(document.text))
    return "?" + urlencode(fields | ({"check": check} if check else {}))


def check_of(quote: str) -> str:
    """What tells the words of `quote` from others, however they are broken into lines; empty where it has none."""
    words = [word for word, _ in _words(quote)]
    return f"{len(words)}-{_digest(words[:_FIRST], 8)}{_digest(words, 12)}" if words else ""


def find_place(document: Document, start: int, end: int, check: str = "") -> Found:
    """The place of a link in `document` as it is now."""
    inside = 0 <= start <= end <= len(document.text)
    if inside and (not check or check_of(document.text[start:end]) == check):
        return Found(Standing.SAME, Span(start, end))
    places = _places(document.text, check)
    return Found(Standing.MOVED, places[0]) if len(places) == 1 else Found(Standing.CHANGED, None)


def _places(text: str, check: str) -> list[Span]:
    """Where the words of a check stand; none where it is malformed."""
    parts = _CHECK.fullmatch(check)
    if not parts:
        return []
    count, first, whole = int(parts[1]), parts[2], parts[3]
    words = _words(text)
    said = [word for word, _ in words]
    starts = (
        n
        for n in range(len(words) - count + 1)
        if _digest(said[n : n + min(_FIRST, count)], 8) == first and _digest(said[n : n + count], 12) == whole
    )
    return [Span(words[n][1].start, words[n + count - 1][1].end) for n in starts]


def _words(text: str) -> list[tuple[str, Span]]:
    return [(unicodedata.normalize("NFC", found[0]), Span(*found.span())) for found in _WORD.finditer(text)]


def _digest(words: Sequence[str], size: int) -> str:
    return hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:size]
