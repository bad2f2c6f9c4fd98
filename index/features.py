"""Features: what the shipped encoder sees of a text.

Syllables as written ("thủ"), the same without diacritics ("~thu"), and pairs of neighbours without diacritics
("thu_tuc"), for most Vietnamese words are two syllables. A text written without diacritics has the last two kinds, so
it shares them with the text that it means. Figures say what, not about what, and are left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.tokens import Token, forms_of

BARE = "~"  # begins a syllable without diacritics


def features(text: str) -> list[str]:
    """The features of a text in the order of its tokens."""
    return features_of(*forms_of(text), marks=not text.isascii())


def features_of(forms: Sequence[str], bares: Sequence[str], *, marks: bool) -> list[str]:
    """The same of its tokens, given as forms and bare forms; `marks` says whether it is written with diacritics."""
    listed: list[str] = []
    before = ""
    for form, plain in zip(forms, bares, strict=True):
        if form[0].isdecimal():
            before = ""
            continue
        listed += [form, BARE + plain] if marks else [BARE + plain]
        if before:
            listed.append(f"{before}_{plain}")
        before = plain
    return listed


def is_figure(token: Token) -> bool:
    """Whether a token is a figure, which has no features."""
    return token.form[0].isdecimal()
