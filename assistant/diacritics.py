"""Diacritics put back: "tra vinh co may huyen" is "Trà Vinh có mấy huyện", as every rule and every word is then read.

Of all the ways to read the syllables of a question the likeliest one in the language of the store is taken.
"""

from __future__ import annotations

from assistant.language import Language
from assistant.stopwords import is_english
from assistant.writing import in_case_of, names_in, runs_of
from corpus.folding import bare, folded


def with_diacritics(question: str, language: Language) -> str:
    """`question` with its diacritics, where it was typed without any; one in English stays as it is."""
    if bare(question) != question or is_english(question):
        return question
    names = names_in(question)
    shout = question.isupper()
    for run in reversed(runs_of(question)):
        ways = [
            {names[word.start()]: 0.0}
            if word.start() in names
            else dict.fromkeys(_forms(word.group(), language, shout=shout), 0.0)
            for word in run
        ]
        for word, form in reversed(list(zip(run, language.likeliest(ways), strict=True))):
            question = question[: word.start()] + in_case_of(word.group(), form) + question[word.end() :]
    return question


def _forms(word: str, language: Language, *, shout: bool) -> list[str]:
    """The forms that a word may have; an abbreviation, or what is no syllable, has that of the documents."""
    form = folded(word)
    if form in language.syllables and (shout or len(word) == 1 or not word.isupper()):
        return language.syllables[form]
    return language.stored.get(form, [form])[:1]
