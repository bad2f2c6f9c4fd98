"""What a question was meant to be, where it was typed with the input method off: "kinh phis" is "kinh phí"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.stopwords import ENGLISH, STOPWORDS, is_english
from corpus.folding import bare
from corpus.telex import decoded
from corpus.tokens import tokens
from index.lexical import LexicalIndex, TextField

_WORD = re.compile(r"(?<![\w/&@.-])[A-Za-z][A-Za-z0-9]*(?![\w/&@-]|\.\w)")  # not inside of numbers and addresses
_SURE = 2  # slips that make it certain that the input method was off
_LEAST_MARKED = (
    1 / 3
)  # share of slips in what was typed with it off; a lone one stands in a question without diacritics


@dataclass(frozen=True, slots=True)
class _Slip:
    """A word of a question, where it stands, and the syllable that it was meant to be."""

    start: int
    end: int
    syllable: str
    known: bool  # whether the documents have it, or it is a question word


def without_slips(question: str, words: LexicalIndex, spoken: Callable[[str], bool]) -> str:
    """`question` with the words decoded that were typed in Telex or VNI while the input method was off.

    `words` are those of the documents, `spoken` says of a word that the lexicon has it. A word that either knows stays
    as it is, and so does a question in English. As some foreign words look like slips ("list" is lít), one slip alone
    has to make a pair with a neighbour that the documents know.
    """
    slips = [] if is_english(question) else _slips(question, words, spoken)
    known = [slip for slip in slips if slip.known]
    if not known:
        return question
    if len(known) < _SURE:
        slips = known if _fits(question, known[0], words) else []
    marked = not question.isascii() or len(slips) >= _LEAST_MARKED * len(question.split())
    for slip in reversed(slips):
        syllable = slip.syllable if marked else bare(slip.syllable)
        written = _in_case_of(question[slip.start : slip.end], syllable)
        question = question[: slip.start] + written + question[slip.end :]
    return question


def _slips(question: str, words: LexicalIndex, spoken: Callable[[str], bool]) -> list[_Slip]:
    found = []
    for match in _WORD.finditer(question):
        word = match.group().lower()
        abbreviation = len(word) > 1 and match.group().isupper() and not question.isupper()
        if abbreviation or word in ENGLISH or words.frequency(TextField.BARE, word) or spoken(word):
            continue
        syllable = decoded(word)
        if syllable is not None:
            known = syllable in STOPWORDS or words.frequency(TextField.FORM, syllable) > 0
            found.append(_Slip(match.start(), match.end(), syllable, known))
    return found


def _fits(question: str, slip: _Slip, words: LexicalIndex) -> bool:
    """Whether the documents have the decoded word beside one of its neighbours in the question, or it has none."""
    before, after = tokens(question[: slip.start])[-1:], tokens(question[slip.end :])[:1]
    pairs = [f"{token.bare}_{bare(slip.syllable)}" for token in before]
    pairs += [f"{bare(slip.syllable)}_{token.bare}" for token in after]
    return not pairs or any(words.frequency(TextField.BARE, pair) for pair in pairs)


def _in_case_of(written: str, syllable: str) -> str:
    if written.isupper() and len(written) > 1:
        return syllable.upper()
    return syllable.capitalize() if written[0].isupper() else syllable
