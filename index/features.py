"""Features: what the shipped encoder sees of a text.

Syllables as written ("thủ"), the same without diacritics ("~thu"), and pairs of neighbours without diacritics
("thu_tuc"), for most Vietnamese words are two syllables. A text written without diacritics has the last two kinds, so
it shares them with the text that it means. Figures say what, not about what, and are left out.
"""

from __future__ import annotations

from corpus.tokens import tokens

BARE = "~"  # begins a syllable without diacritics


def features(text: str) -> list[str]:
    """The features of a text in the order of its tokens."""
    marks = not text.isascii()
    listed: list[str] = []
    before = ""
    for token in tokens(text):
        if token.form[0].isdecimal():
            before = ""
            continue
        if marks:
            listed.append(token.form)
        listed.append(BARE + token.bare)
        if before:
            listed.append(f"{before}_{token.bare}")
        before = token.bare
    return listed
