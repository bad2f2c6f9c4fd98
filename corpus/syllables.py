"""Vietnamese syllables: which there are, how frequent, and how words that were glued together come apart again."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from pathlib import Path

from corpus.folding import one_spelling

_FILE = Path(__file__).with_name("syllables.tsv")
_LONGEST = 7  # letters of "nghiêng", the longest syllable
_LONGEST_GLUED = 80  # letters; a longer word is no Vietnamese at all
_PIECE_COST = 6.0  # a split must be worth more than this in log frequency for every further piece
_RARE = 200  # fewer occurrences than this do not make a piece of a split: too many accidents
_COMMON = 5_000  # the same for words without diacritics, where foreign words could come apart by accident


@cache
def frequencies() -> dict[str, int]:
    """Occurrences of each folded syllable in the training text, without the rare ones."""
    rows = (line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines())
    return {syllable: int(count) for syllable, count in rows}


@lru_cache(maxsize=1 << 16)
def split_glued(word: str) -> tuple[str, ...]:
    """The syllables of a folded word that was glued together ("côngnghệ"), the word alone where it is none.

    A known syllable is never split. Among the splits into known syllables the one with the fewest and most frequent
    pieces wins. A piece has two letters or more, as single letters would make words of any noise.
    """
    known = frequencies()
    plain = word.isascii()
    if word in known or not (6 if plain else 4) <= len(word) <= _LONGEST_GLUED:
        return (word,)
    rare = _COMMON if plain else _RARE
    best: list[tuple[float, int] | None] = [(0.0, 0)] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end - 1):
            before, count = best[start], known.get(one_spelling(word[start:end]), 0)
            if before is None or count < rare:
                continue
            cost = before[0] + _PIECE_COST - math.log(count) + math.log(1e6)
            current = best[end]
            if current is None or cost < current[0]:
                best[end] = (cost, start)
    pieces: list[str] = []
    end = len(word)
    while end:
        step = best[end]
        if step is None:
            return (word,)
        pieces.insert(0, one_spelling(word[step[1] : end]))
        end = step[1]
    return tuple(pieces)
