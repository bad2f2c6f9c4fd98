"""Evidence: how well a unit supports a query.

The score ranks units; coverage, the share of the question's own words that a unit and what introduces it meet, says
whether it answers at all.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.prepared import PreparedUnit
from assistant.query import BARE_WEIGHT, Query, QueryTerm
from corpus.folding import bare

BARE_WORD = 0.6  # worth of one syllable that matches only without diacritics: it may be another word
LENGTH = 0.35  # how much a longer unit has to match more
USUAL_LENGTH = 35  # tokens
_SHORTEST_NORM = 0.85  # so that very short units gain little by being short

EXPANDED = 0.9  # worth in coverage of a word that is met only by what the lexicon puts beside it
ALONE = 0.6  # of a syllable none of whose pairs in the question is met: it may be another word
UNKNOWN = 0.5  # of a word that no document holds: everyday words are often so, and English ones always
# Words that say what kind of answer is wanted rather than what it is about.
_KIND_WORDS_TEXT = """
    so sánh đối chiếu khác nhau hơn tiền kinh phí phần trăm tỉ lệ tổng cộng số lượng tốn hết chi ngày năm tháng thời
    gian cơ quan đơn vị người nơi nhiêu nhiều thế mức đạt được ngốn kế hoạch khoản đ vnđ lấy nguồn
    percent share department office year money cost plan number province provincial city
"""
_KIND_WORDS = frozenset(_KIND_WORDS_TEXT.split())
_BARE_KIND_WORDS = frozenset(bare(word) for word in _KIND_WORDS)
_DOCUMENT = re.compile(r"\d+[a-z]?(?:/\d{4})?[/-][a-zđ]")


def worth(unit: PreparedUnit, term: QueryTerm) -> float:
    """How much of a term's weight the unit earns, from 0 to 1."""
    if term.bare in unit.bares:
        if term.form is None or term.form in unit.forms:
            return 1.0
        return BARE_WEIGHT if term.pair else BARE_WORD
    return unit.context.get(term.bare, 0.0)


class Earned(NamedTuple):
    """What a unit earns of a query's weight; 1 in all is every word of the question met in the unit itself."""

    own: float  # by the question's own words in the unit
    added: float  # by what the lexicon, a corrected typo or an earlier turn put beside them
    around: float  # by own words in what introduces the unit
    added_around: float

    @property
    def total(self) -> float:
        """All of it."""
        return self.own + self.added + self.around + self.added_around


def earned(query: Query, unit: PreparedUnit) -> Earned:
    """What the unit earns of the query's weight.

    A longer unit has more chances to meet a word and so earns a little less.
    """
    inside, outside = [0.0, 0.0], [0.0, 0.0]
    bares, around = unit.bares, unit.context
    for term in query.terms:
        if term.bare in bares:
            inside[term.own] += worth(unit, term) * term.weight
        else:
            outside[term.own] += around.get(term.bare, 0.0) * term.weight
    length = handicap(unit)
    (added, own), (added_around, own_around) = inside, outside
    total = query.total
    return Earned(own / length / total, added / length / total, own_around / total, added_around / total)


def handicap(unit: PreparedUnit) -> float:
    """What a unit's matches are divided by for its length: 1 for a usual one."""
    return max(_SHORTEST_NORM, 1 - LENGTH + LENGTH * unit.length / USUAL_LENGTH)


def coverage(query: Query, unit: PreparedUnit) -> float:
    """The share, by rarity, of the question's own content words that are met; 1 where it has none."""
    kind_words = _KIND_WORDS if query.marks else _BARE_KIND_WORDS
    met = _met(query, unit)
    paired: dict[int, bool] = {}
    for term in query.terms:
        if term.pair and term.own:
            found = worth(unit, term) > 0
            for source in (term.source, term.source + 1):
                paired[source] = paired.get(source, False) or found
    covered = possible = 0.0
    for term in query.terms:
        if not term.own or term.pair or term.source < 0 or query.words[term.source].form in kind_words:
            continue
        weight = term.weight * ((0.0 if query.english else UNKNOWN) if term.unknown else 1.0)
        alone = paired.get(term.source) is False and term.bare.isalpha()
        possible += weight
        covered += weight * (ALONE if alone else 1.0) * met.get(term.source, 0.0)
    return covered / possible if possible else 1.0


def meets_pair(query: Query, unit: PreparedUnit) -> bool:
    """Whether any two neighbouring syllables of the question, or of what the lexicon adds, stand together there.

    True for a question that has no two neighbours; a single syllable is too often part of another word.
    """
    pairs = [term for term in query.terms if term.pair]
    return not pairs or any(worth(unit, term) > 0 for term in pairs)


def meets(query: Query, unit: PreparedUnit, source: int) -> bool:
    """Whether a token of the question, or what was put beside it, stands in the unit or around it."""
    return _met(query, unit).get(source, 0.0) > 0


def unmet(query: Query, unit: PreparedUnit) -> str:
    """The longest run of the question's content words, as typed, that neither the unit nor its surroundings hold."""
    met = _met(query, unit)
    runs: list[list[int]] = [[]]
    for i, word in enumerate(query.words):
        follows = runs[-1] and word.span.start <= query.words[runs[-1][-1]].span.end + 1
        if met.get(i, 0.0) > 0 or word.form in _KIND_WORDS:
            runs.append([])
        elif follows or not runs[-1]:
            runs[-1].append(i)
        else:
            runs.append([i])
    longest = max(runs, key=len)
    if not longest:
        return ""
    return query.question[query.words[longest[0]].span.start : query.words[longest[-1]].span.end]


def names_all(query: Query, unit: PreparedUnit) -> bool:
    """Whether every document number and rare abbreviation of the question stands in the unit or around it."""
    met = _met(query, unit)
    if not query.english and not all(met.get(source) for source in query.rare_names):
        return False
    numbers = [bare(word.form) for word in query.words if _DOCUMENT.match(word.form)]
    return all(number in unit.bares or number in unit.context for number in numbers)


def _met(query: Query, unit: PreparedUnit) -> dict[int, float]:
    """The largest worth by which each token of the question is met, itself or by what was put beside it."""
    met: dict[int, float] = {}
    for term in query.terms:
        if not term.pair and term.source >= 0:
            earned = worth(unit, term) * (1.0 if term.own else EXPANDED)
            met[term.source] = max(met.get(term.source, 0.0), earned)
    return met
