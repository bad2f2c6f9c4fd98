"""What differs between two texts, as pieces that together are the whole text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from corpus.types import Span
from eval.measures import fold

Piece = tuple[str, bool]  # some of the text, and whether it differs


def differing_words(text: str, other: str) -> tuple[Piece, ...]:
    """`text` in pieces: words that `other` lacks at this place differ. Case, spacing and end marks do not count."""
    words = list(re.finditer(r"\S+", text))
    keys = [fold(word[0]) for word in words]
    same = SequenceMatcher(None, keys, [fold(word) for word in other.split()], autojunk=False).get_matching_blocks()
    spans = [Span(words[block.a].start(), words[block.a + block.size - 1].end()) for block in same if block.size]
    return outside(text, 0, spans)


def outside(text: str, start: int, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """`text`, which begins at `start`, in pieces: what lies in none of the spans differs. White space never does."""
    covered = bytearray(len(text))
    for span in spans:
        low, high = (min(max(0, bound - start), len(text)) for bound in (span.start, span.end))
        covered[low:high] = b"\x01" * (high - low)
    pieces: list[Piece] = []
    for i, char in enumerate(text):
        differs = not covered[i]
        if char.isspace():  # a mark runs on between two words that differ, and neither begins nor ends with a blank
            differs = bool(pieces) and pieces[-1][1] and _goes_on(text, covered, i)
        if pieces and pieces[-1][1] == differs:
            pieces[-1] = (pieces[-1][0] + char, differs)
        else:
            pieces.append((char, differs))
    return tuple(pieces)


def _goes_on(text: str, covered: bytearray, blank: int) -> bool:
    """Whether the next visible character after a blank differs too."""
    rest = re.compile(r"\S").search(text, blank)
    return rest is not None and not covered[rest.start()]


def nearest(texts: Iterable[str], other: str) -> str:
    """The text that is most like `other`, the first of equals."""
    wanted = fold(other)
    return max(texts, key=lambda text: SequenceMatcher(None, fold(text), wanted, autojunk=False).ratio())
