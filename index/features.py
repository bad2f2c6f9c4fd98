"""Features: what the shipped encoder sees of a text.

Syllables as written ("thủ"), the same without diacritics ("~thu"), and pairs of neighbours without diacritics
("thu_tuc"), for most Vietnamese words are two syllables. A text written without diacritics has the last two kinds, so
it shares them with the text that it means. Figures say what, not about what, and are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from corpus.tokens import Token, forms_of

BARE = "~"  # begins a syllable without diacritics


def features(text: str) -> list[str]:
    """The features of a text in the order of its tokens."""
    marks = not text.isascii()
    listed: list[str] = []
    before = ""
    for form, plain in zip(*forms_of(text), strict=True):
        if form[0].isdecimal():
            before = ""
            continue
        listed += [form, BARE + plain] if marks else [BARE + plain]
        if before:
            listed.append(f"{before}_{plain}")
        before = plain
    return listed


def window_features(window: Sequence[Token], *, marks: bool) -> list[str]:
    """The features of a few neighbouring syllables; `marks` says whether their text is written with diacritics."""
    listed: list[str] = []
    for token in window:
        listed += [token.form, BARE + token.bare] if marks else [BARE + token.bare]
    return listed + [f"{one.bare}_{two.bare}" for one, two in pairwise(window)]


def is_figure(token: Token) -> bool:
    """Whether a token is a figure, which has no features."""
    return token.form[0].isdecimal()
