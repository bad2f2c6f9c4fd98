"""Diacritics put back: "tra vinh co may huyen" is "Trà Vinh có mấy huyện", as every rule and every word is then read.

Of all the ways to read the syllables of a question the likeliest one in the language of the store is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.language import Language
from assistant.stopwords import is_english
from assistant.writing import before, in_case_of, names_in, runs_of
from corpus.folding import bare, folded
from corpus.tokens import tokens


def with_diacritics(question: str, language: Language) -> str:
    """`question` with its diacritics, where it was typed without any; one in English stays as it is."""
    if bare(question) != question or is_english(question):
        return question
    shout = question.isupper()
    question = _with_numbers(question, language)
    names = names_in(question)
    for run in reversed(runs_of(question)):
        known = ({} if shout else _capitalized(run, language)) | names
        ways = [
            dict.fromkeys(
                [known[word.start()]] if word.start() in known else _forms(word.group(), language, shout=shout), 0.0
            )
            for word in run
        ]
        for word, form in reversed(list(zip(run, language.likeliest(ways, before(question, run)), strict=True))):
            question = question[: word.start()] + in_case_of(word.group(), form) + question[word.end() :]
    return question


def _with_numbers(question: str, language: Language) -> str:
    """`question` with its document numbers as the documents write them: "3260/QD-UBND" is 3260/QĐ-UBND."""
    for token in tokens(question):
        if "/" in token.form and token.bare in language.stored:
            written = token.span.of(question)
            form = in_case_of(written, language.stored[token.bare][0])
            question = question[: token.span.start] + form + question[token.span.end :]
    return question


def _capitalized(run: Sequence[re.Match[str]], language: Language) -> dict[int, str]:
    """The words of names in capitals that the documents have, by where they start."""
    found: dict[int, str] = {}
    for one, two in pairwise(run):
        if one.group().istitle() and two.group().istitle() and one.start() not in found:
            pair = language.commonest(folded(one.group()), folded(two.group()))
            if pair is not None:
                found |= dict(zip((one.start(), two.start()), pair, strict=True))
    return found


def _forms(word: str, language: Language, *, shout: bool) -> list[str]:
    """The forms that a word may have; an abbreviation, or what is no syllable, has that of the documents."""
    form = folded(word)
    if form in language.syllables and (shout or len(word) == 1 or not word.isupper()):
        return list(language.syllables[form])
    written = language.written(form)
    return [*language.stored.get(form, [form])[:1]] if written is None else [written]
