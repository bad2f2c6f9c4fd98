"""Misspellings: "sỡ nào", "nhữn gì", "cơ qaun", "ngân sach" are read as what was meant.

A word that there is not is taken for one that is a slip away, and a word with doubtful diacritics for another with the
same letters, where that is much likelier among its neighbours.
"""

from __future__ import annotations

from rapidfuzz.distance import DamerauLevenshtein

from assistant.language import Language
from assistant.stopwords import is_english
from assistant.writing import before, in_case_of, names_in, runs_of
from corpus.folding import bare, folded
from corpus.syllables import frequencies, split_glued

_SHORTEST = 3  # letters of a word in which a letter may be wrong
# What it costs, as the logarithm of how seldom it happens, to read a word as another one.
_LEFT_OUT = 6.0  # its diacritics were left out, or make a word that hardly is one ("sỡ")
_OTHER_MARKS = 10.0  # it has others
_SLIP, _TWO_SLIPS = 1.0, 4.0  # a letter is wrong, and diacritics besides
_RARE = 8.0  # what it costs more for a word that there is
_FOREIGN = 7.0  # or for one that may be a name or foreign


def mended(question: str, language: Language) -> str:
    """`question` with its misspelled words put right; one typed without diacritics or in English stays as it is."""
    if question.isascii() or question.isupper() or is_english(question):
        return question
    names = names_in(question)
    for run in reversed(runs_of(question)):
        ways = [
            {folded(word.group()): 0.0} if word.start() in names else _readings(word.group(), language) for word in run
        ]
        for word, form in reversed(list(zip(run, language.likeliest(ways, before(question, run)), strict=True))):
            if form != folded(word.group()):
                question = question[: word.start()] + in_case_of(word.group(), form) + question[word.end() :]
    return question


def _readings(word: str, language: Language) -> dict[str, float]:
    """What a word may be meant to be, with what it costs to read it so."""
    form = folded(word)
    found = {form: 0.0}
    if language.has(form):
        if word.islower() or word.istitle():
            cost = _LEFT_OUT if form.isascii() or not language.is_common(form) else _OTHER_MARKS
            found = dict.fromkeys(language.syllables.get(bare(form), ()), cost) | found
        return found
    if len(form) < _SHORTEST or len(split_glued(form)) > 1:
        return found
    if word.isupper():
        return dict.fromkeys(language.slipped(form), _SLIP) | found
    foreign = word.istitle() or (form.isascii() and form not in language.syllables)
    rare = _RARE if form in frequencies() else _FOREIGN if foreign else 0.0
    return {other: rare + cost for other, cost in _near(form, language).items()} | found


def _near(form: str, language: Language) -> dict[str, float]:
    """The syllables that are a slip away from a form, diacritics apart."""
    found: dict[str, float] = {}
    letters = bare(form)
    for other, forms in language.syllables.items():
        if abs(len(other) - len(letters)) > 1 or DamerauLevenshtein.distance(other, letters, score_cutoff=1) > 1:
            continue
        for one in forms:
            near = DamerauLevenshtein.distance(one, form, score_cutoff=1) <= 1
            found[one] = _SLIP if near or other == letters else _TWO_SLIPS
    return found
