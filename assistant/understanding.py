"""From a question to a query: content words with their rarity, pairs, corrected typos and what stands for them.

Put beside the words are the senses of the lexicon, those of the documents' own abbreviations, and the other ways to
write an amount.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein

from assistant.amounts import spellings, with_amounts
from assistant.diacritics import with_diacritics
from assistant.foreign import counted_things, runs_of_title
from assistant.glossary import Glossary
from assistant.kinds import wanted_kinds
from assistant.language import Language
from assistant.misspellings import mended
from assistant.query import UNSEEN, Query, QueryTerm
from assistant.slips import without_slips
from assistant.stopwords import BARE_STOPWORDS, ENGLISH, STOPWORDS, is_english
from corpus.folding import bare
from corpus.tokens import Token, tokens
from index.backends import Words
from index.lexical import TextField
from index.lexicon import Lexicon

PAIR_WEIGHT = 0.55  # of a pair of neighbouring syllables against the sum of its two
EXPANSION_WEIGHT = 0.7  # of an official term that the lexicon puts beside an everyday form
TITLE_WEIGHT = 0.5  # of a word that stands in the title of every document in scope
TRANSLATED_TITLE_WEIGHT = 0.2  # of one in a run of English words that repeats the title
TRANSLATED_WEIGHT = 0.2  # of an English word that the lexicon translates
MOST_SENSES = 3  # of an English word, the main ones first
TYPO_WEIGHT = 0.8  # of a known word put beside an unknown one
AMOUNT_WEIGHT = 0.95  # of an amount written in another way: as good as the same, but less than the very same
_RARE_NAME = 3.0  # inverse document frequency from which an abbreviation must be met
_LONGEST_PHRASE = 7  # tokens of an everyday form that is looked up
_MOST_CORRECTIONS = 3
_NUMBER_OF = ("số", "so")
_NUMBERED = {"an", "vu", "nhom", "doan", "bieu", "bang", "luc", "tieu", "chi", "dung"}  # "dự án", "nhiệm vụ", "phụ lục"
_ORDINAL = re.compile(r"\d{1,2}|[ivx]{1,4}")
_ASKING_PAIRS = {("lam", "gi"), ("lam", "sao")}
_UNITS_TEXT = """
    phần tiền kinh tỉ triệu nghìn đồng phan tien ti trieu nghin dong
"""
_UNITS = frozenset(_UNITS_TEXT.split())  # not things counted
_CLASSIFIERS = frozenset(("cái", "chiếc", "con", "cai", "chiec"))  # before the thing that is counted


class QueryBuilder:
    """Makes queries for one store: rarity and typos are judged by its vocabulary."""

    def __init__(self, words: Words, lexicon: Lexicon, language: Language, glossary: Glossary | None) -> None:
        """`glossary` has the abbreviations of the documents; None where nothing is known of them."""
        self._words = words
        self._lexicon = lexicon
        self._glossary = glossary
        self._language = language
        self._total = max(1, len(words))
        self._rarity: dict[str, float] = {}

    def rarity(self, form: str) -> float:
        """Inverse document frequency of a bare form, as BM25 has it.

        That of a word that stands in one passage for unknown ones.
        """
        if form not in self._rarity:
            count = max(1, self._words.frequency(TextField.BARE, form))
            self._rarity[form] = math.log(1 + (self._total - count + 0.5) / (count + 0.5))
        return self._rarity[form]

    def known(self, form: str) -> bool:
        """Whether any passage holds the bare form."""
        return self._words.frequency(TextField.BARE, form) > 0

    def meant(self, question: str) -> str:
        """`question` as it was meant: spelled right, and with its diacritics, left out or typed as keys."""
        if is_english(question):
            return question
        typed = without_slips(unicodedata.normalize("NFC", question), self._words, self._lexicon.speaks)
        return mended(with_diacritics(typed, self._language), self._language)

    def build(
        self,
        question: str,
        ignore: Callable[[Token], bool] = lambda _: False,
        titles: frozenset[str] = frozenset(),
        documents: Collection[str] = (),
    ) -> Query:
        """The query of `question`; tokens that `ignore` is true for (scope words) are not searched.

        `titles` are the bare words of the titles of the documents in scope: they name the document rather than a place
        in it and count little, unless the question has no others. Only the abbreviations of `documents` are written
        out, those of all where none is named.
        """
        marks = not question.isascii()
        searched = [t for t in _without_number_words(tokens(question)) if not ignore(t)]
        found, amounts = with_amounts(searched, marks=marks)
        english = is_english(question)
        stop = ENGLISH if english else STOPWORDS if marks else BARE_STOPWORDS
        content = [
            t.form not in stop or (is_abbreviation(t.span.of(question)) and not question.isupper()) for t in found
        ]
        if not marks:  # "lam" is also lâm, but "lam gi" is always làm gì
            content = [keep and _pair_of(found, i) not in _ASKING_PAIRS for i, keep in enumerate(content)]
        words = tuple(t for t, keep in zip(found, content, strict=True) if keep)
        position = {id(t): i for i, t in enumerate(words)}
        terms: list[QueryTerm] = []
        for token in words:
            find = self._amount if token in amounts else self._foreign if english else self._word
            terms += find(token, position[id(token)], marks)
        for (one, two), keep in zip(pairwise(found), pairwise(content), strict=True):
            if all(keep):
                pair = self._pair(one, two, position[id(one)], marks)
                if pair.weight > UNSEEN or not {one, two} & amounts:  # beside the same amount in other clothes
                    terms.append(pair)
        terms += self._expansions(found, words, marks, english=english)
        terms += self._learned(question, found, words, documents)
        if any(word.bare not in titles for word in words):
            naming = runs_of_title(terms, len(words), titles) if english else frozenset()
            factor = dict.fromkeys(naming, TRANSLATED_TITLE_WEIGHT)
            terms = [
                replace(t, weight=t.weight * factor.get(t.source, TITLE_WEIGHT)) if _in_title(t, titles) else t
                for t in terms
            ]
        behind = [t for t in found[_after_how_many(found) :] if t.form not in _CLASSIFIERS][:1]
        counted = position.get(id(behind[0]), -1) if behind and behind[0].form not in _UNITS else -1
        if english:
            helped = {term.source for term in terms if not term.own}
            things = [position[id(token)] for token in counted_things(found) if id(token) in position]
            counted = next((place for place in reversed(things) if place in helped), -1)
        first = {word.bare: i for i, word in reversed(list(enumerate(words)))}
        rare = tuple(sorted(i for i in first.values() if self._is_rare_name(words[i], question, documents)))
        return Query(
            question,
            question,
            wanted_kinds(question),
            words,
            tuple(_strongest(terms)),
            marks,
            counted,
            rare_names=rare,
        )

    def _is_rare_name(self, word: Token, question: str, documents: Collection[str]) -> bool:
        written = word.span.of(question)
        if not is_abbreviation(written) or question.isupper() or self.rarity(word.bare) < _RARE_NAME:
            return False
        known = self._lexicon.meanings(word.form, marks=True)  # its full form may stand in the text instead
        return not (known or (self._glossary and self._glossary.meanings(written, word.form, documents, marks=True)))

    def _word(self, token: Token, source: int, marks: bool) -> list[QueryTerm]:
        form = token.form if marks else None
        weight = self.rarity(token.bare)
        unknown = not self.known(token.bare)
        terms = [QueryTerm(form, token.bare, weight, source, unknown=unknown)]
        if unknown and token.bare.isalpha():
            terms += [
                QueryTerm(None, correction, TYPO_WEIGHT * self.rarity(correction), source, own=False)
                for correction in self._corrections(token.bare)
            ]
        return terms

    def _foreign(self, token: Token, source: int, marks: bool) -> list[QueryTerm]:
        """An English word as it is; a Vietnamese one that looks like it would be no correction.

        What the lexicon translates is searched by its meaning: texts hold it by chance, in names and addresses.
        """
        weight = self.rarity(token.bare)
        if self._lexicon.speaks(token.form) and not token.form[0].isdecimal():
            weight *= TRANSLATED_WEIGHT
        form = token.form if marks else None
        return [QueryTerm(form, token.bare, weight, source, unknown=not self.known(token.bare))]

    def _amount(self, token: Token, source: int, marks: bool) -> list[QueryTerm]:
        """An amount in every way that the documents write it; their numbers with a unit are pairs like others.

        Its own term is the value in đồng, or the first way with a unit where no number without one is in the documents.
        """
        ways = [form for form in spellings(token.form) if self.known(bare(form))]
        alone = [form for form in ways if "_" not in form]
        own = token.form if alone or not ways else ways[0]
        weight = max(self.rarity(bare(form)) for form in alone or [own])
        terms = [QueryTerm(own if marks else None, bare(own), weight, source, unknown=not ways)]
        for form in ways:
            pair = "_" in form
            share = (PAIR_WEIGHT if pair else AMOUNT_WEIGHT) * self.rarity(bare(form))
            if form != own:
                terms.append(QueryTerm(form, bare(form), share, source, pair=pair, own=False))
        return terms

    def _pair(self, one: Token, two: Token, source: int, marks: bool) -> QueryTerm:
        joined = f"{one.bare}_{two.bare}"
        form = f"{one.form}_{two.form}" if marks else None
        weight = PAIR_WEIGHT * self.rarity(joined) if self.known(joined) else UNSEEN
        return QueryTerm(form, joined, weight, source, pair=True)

    def _expansions(
        self, found: Sequence[Token], words: Sequence[Token], marks: bool, *, english: bool
    ) -> list[QueryTerm]:
        """The official terms of the everyday forms in the question, the longest forms first, each token used once."""
        terms: list[QueryTerm] = []
        have = {t.bare for t in words}
        index = {id(t): i for i, t in enumerate(words)}
        taken: set[int] = set()
        for size in range(min(_LONGEST_PHRASE, len(found), self._lexicon.longest), 0, -1):
            for start in range(len(found) - size + 1):
                if taken & set(range(start, start + size)):
                    continue
                piece = found[start : start + size]
                phrase = " ".join(t.form for t in piece)
                meanings = self._lexicon.meanings(phrase, marks=marks or size == 1)
                if not meanings:
                    continue
                taken |= set(range(start, start + size))
                source = next((index[id(t)] for t in piece if id(t) in index), None)
                if source is None:
                    continue
                if english:
                    meanings = meanings[:MOST_SENSES]
                for meaning in meanings:
                    terms += self._expansion(meaning, source, have, len(meanings))
        return terms

    def _learned(
        self, question: str, found: Sequence[Token], words: Sequence[Token], documents: Collection[str]
    ) -> list[QueryTerm]:
        """What the abbreviations that the documents define stand for, and how their long forms are abbreviated."""
        terms: list[QueryTerm] = []
        have = {t.bare for t in words}
        index = {id(t): i for i, t in enumerate(words)}
        if self._glossary is None:
            return terms
        for piece in self._glossary.phrases(found):
            written = question[piece[0].span.start : piece[-1].span.end]
            if question.isupper():  # capitals say nothing there
                written = written.lower()
            form = " ".join(t.form for t in piece)
            meanings = self._glossary.meanings(written, form, documents, marks=not question.isascii())
            source = next((index[id(t)] for t in piece if id(t) in index), None)
            for meaning in meanings if source is not None else ():
                terms += self._expansion(meaning, source or 0, have, len(meanings))
        return terms

    def _expansion(self, meaning: str, source: int, have: set[str], alternatives: int) -> list[QueryTerm]:
        share = EXPANSION_WEIGHT / math.sqrt(alternatives)
        forms = meaning.split()
        terms = [
            QueryTerm(form, bare(form), share * self.rarity(bare(form)), source, own=False)
            for form in forms
            if bare(form) not in have and self.known(bare(form))
        ]
        for one, two in pairwise(forms):
            joined = bare(f"{one}_{two}")
            if self.known(joined):
                weight = share * PAIR_WEIGHT * self.rarity(joined)
                terms.append(QueryTerm(f"{one}_{two}", joined, weight, source, pair=True, own=False))
        return terms

    def _corrections(self, word: str) -> list[str]:
        """Known words one slip away from an unknown one, the most frequent first."""
        if len(word) < 3:
            return []
        near = [
            (self._words.frequency(TextField.BARE, form), form)
            for initial in {word[0], word[1]}
            for form in self._language.by_initial.get(initial, ())
            if abs(len(form) - len(word)) <= 1 and DamerauLevenshtein.distance(form, word, score_cutoff=1) <= 1
        ]
        return [form for _, form in sorted(near, reverse=True)[:_MOST_CORRECTIONS]]


def _strongest(terms: list[QueryTerm]) -> list[QueryTerm]:
    """Each term once, with its largest weight."""
    best: dict[str, QueryTerm] = {}
    for term in terms:
        if term.weight > 0 and (term.bare not in best or best[term.bare].weight < term.weight):
            best[term.bare] = term
    return list(best.values())


def _without_number_words(found: Sequence[Token]) -> list[Token]:
    """The tokens without the "số" between what is numbered and its number: "dự án số 6" is "dự án 6"."""
    return [
        token
        for i, token in enumerate(found)
        if not (
            token.form in _NUMBER_OF
            and 0 < i < len(found) - 1
            and found[i - 1].bare in _NUMBERED
            and _ORDINAL.fullmatch(found[i + 1].form)
        )
    ]


def _after_how_many(found: Sequence[Token]) -> int:
    """The index of the token behind "bao nhiêu" or "mấy", or a "số" that opens it; past the end where it has none."""
    asking = [i for i, token in enumerate(found) if _asks_how_many(found, i)]
    naming = [0] if found and found[0].form in _NUMBER_OF else []
    return (asking or naming or [len(found)])[0] + 1


def _asks_how_many(found: Sequence[Token], i: int) -> bool:
    token = found[i]
    return token.form in ("mấy", "may") or (token.bare == "nhieu" and i > 0 and found[i - 1].bare == "bao")


def is_abbreviation(written: str) -> bool:
    """Whether a token is written as an abbreviation or name in capitals ("ODA", "AI"); no number is."""
    return len(written) > 1 and written.isalnum() and sum(c.isupper() for c in written) > 1 and not written.islower()


def _pair_of(found: Sequence[Token], place: int) -> tuple[str, ...]:
    return tuple(token.bare for token in found[place : place + 2])


def _in_title(term: QueryTerm, titles: frozenset[str]) -> bool:
    return all(part in titles for part in term.bare.split("_"))
