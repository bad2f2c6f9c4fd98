"""What a question was meant to be, where it was typed with the input method off: "kinh phis" is "kinh phí"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.stopwords import ENGLISH, STOPWORDS, is_english
from corpus.folding import bare
from corpus.telex import decoded
from corpus.tokens import tokens
from index.backends import Words
from index.lexical import TextField

_WORD = re.compile(r"(?<![\w/&@.-])[A-Za-z][A-Za-z0-9]*(?![\w/&@-]|\.\w)")  # not inside of numbers and addresses
# What hardly any foreign word has: "dd", "aa", "uw", a digit, or a doubled vowel with a tone behind it.
_KEYED = re.compile(r"dd|aa|iee|yee|uoo|uw|ow(?!n)|\d|(?:ee|oo)\w{0,2}[sfrxj]$")
_SURE = 2  # such slips make it certain that the input method was off
# Share of slips in what was typed with it off; a lone one stands in a question without diacritics.
_LEAST_MARKED = 1 / 3


@dataclass(frozen=True, slots=True)
class _Slip:
    """A word of a question, where it stands, and the syllable that it was meant to be."""

    start: int
    end: int
    syllable: str
    known: bool  # whether the documents have it, or it is a question word
    keyed: bool  # whether it was typed as no foreign word is


def without_slips(question: str, words: Words, spoken: Callable[[str], bool]) -> str:
    """`question` with the words decoded that were typed in Telex or VNI while the input method was off.

    `words` are those of the documents, `spoken` says of a word that the lexicon has it. A word that either knows stays
    as it is, and so does a question in English. As some foreign words look like slips ("list" is lít), each slip has to
    make a pair with a neighbour that the documents know, unless several are beyond doubt; then English words that make
    such a pair are decoded too.
    """
    slips = [] if is_english(question) else _slips(question, words, spoken, kept=ENGLISH)
    if not any(slip.known for slip in slips):
        return question
    if sum(slip.known and slip.keyed for slip in slips) >= _SURE:
        every = _slips(question, words, lambda _: False, kept=frozenset())
        slips = [slip for slip in every if slip in slips or _fits(question, slip, every, words)]
    else:
        slips = [slip for slip in slips if slip.known and _fits(question, slip, slips, words)]
    marked = not question.isascii() or len(slips) >= _LEAST_MARKED * len(question.split())
    for slip in reversed(slips):
        syllable = slip.syllable if marked else bare(slip.syllable)
        written = _in_case_of(question[slip.start : slip.end], syllable)
        question = question[: slip.start] + written + question[slip.end :]
    return question


def _slips(question: str, words: Words, spoken: Callable[[str], bool], kept: frozenset[str]) -> list[_Slip]:
    found = []
    for match in _WORD.finditer(question):
        word = match.group().lower()
        abbreviation = len(word) > 1 and match.group().isupper() and not question.isupper()
        if abbreviation or word in kept or words.frequency(TextField.BARE, word) or spoken(word):
            continue
        syllable = decoded(word)
        if syllable is not None:
            known = syllable in STOPWORDS or words.frequency(TextField.FORM, syllable) > 0
            found.append(_Slip(match.start(), match.end(), syllable, known, _KEYED.search(word) is not None))
    return found


def _fits(question: str, slip: _Slip, slips: Sequence[_Slip], words: Words) -> bool:
    """Whether the documents have the decoded word beside one of its neighbours, themselves decoded, or it has none."""
    meant = {one.start: bare(one.syllable) for one in slips}
    found = [(token.span.start, meant.get(token.span.start, token.bare)) for token in tokens(question)]
    at = next((i for i, (start, _) in enumerate(found) if start >= slip.start), len(found))
    pairs = [f"{a}_{b}" for (_, a), (_, b) in pairwise(found[max(0, at - 1) : at + 2])]
    return not pairs or any(words.frequency(TextField.BARE, pair) for pair in pairs)


def _in_case_of(written: str, syllable: str) -> str:
    if written.isupper() and len(written) > 1:
        return syllable.upper()
    return syllable.capitalize() if written[0].isupper() else syllable
