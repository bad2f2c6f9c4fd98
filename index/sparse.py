"""Passages and queries as sparse vectors whose inner product is the BM25 score that `LexicalIndex` gives.

Every term of every field has a number; a passage holds what BM25 makes of the term's count and the passage's length,
a query what it makes of the term's rarity. So a server of vectors ranks by words, and no word leaves the store.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from corpus.tokens import forms_of, pairs
from index.lexical import TextField
from index.types import IndexRow

CARD = "card"  # the field of what a document may be named by, on its first passage
EVERY = 0  # the dimension that every passage has, as no vector may be empty
_DIMENSIONS = 2**32 - 2  # that a server has, EVERY left out
_K1, _B = 1.2, 0.75  # as tantivy has them
_EXACT = 24  # lengths above it are kept to four binary digits of what is above, as in an index of tantivy

Averages = Mapping[str, float]  # how many terms a passage has in each field


@lru_cache(maxsize=1 << 18)
def number_of(field: str, form: str) -> int:
    """The number of a term, of 64 bits, the same everywhere."""
    named = f"{field} {form}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(named, digest_size=8).digest())


def dimension_of(number: int) -> int:
    """The dimension that stands for the term of that number; few of many millions share one."""
    return 1 + number % _DIMENSIONS


def terms_in(row: IndexRow) -> dict[str, list[str]]:
    """The terms of a passage by field."""
    forms, bares = forms_of(row.text)
    _, context = forms_of(row.passage.context)
    return {
        TextField.FORM: forms + pairs(forms),
        TextField.BARE: bares + pairs(bares),
        TextField.CONTEXT: context + pairs(context),
        CARD: row.terms.split(),
    }


def averages_of(found: Iterable[Mapping[str, list[str]]]) -> dict[str, float]:
    """How many terms the passages with those terms have in each field."""
    lengths: Counter[str] = Counter()
    count = 0
    for terms in found:
        count += 1
        lengths.update({field: len(listed) for field, listed in terms.items()})
    return {field: max(1.0, lengths[field] / max(1, count)) for field in (*TextField, CARD)}


def numbers_of(terms: Mapping[str, list[str]]) -> set[int]:
    """The numbers of the terms of a passage."""
    return {number_of(field, form) for field, listed in terms.items() for form in listed}


def passage_vector(terms: Mapping[str, list[str]], averages: Averages) -> dict[int, float]:
    """The sparse vector of a passage."""
    vector = {EVERY: 1.0}
    for field, listed in terms.items():
        if field == CARD:
            vector |= {dimension_of(number_of(CARD, form)): 1.0 for form in listed}
            continue
        norm = _K1 * (1 - _B + _B * _kept(len(listed)) / averages[field])
        for form, count in Counter(listed).items():
            dimension = dimension_of(number_of(field, form))
            vector[dimension] = vector.get(dimension, 0.0) + (1 + _K1) * count / (count + norm)
    return vector


def rarity(frequency: int, count: int) -> float:
    """What a term weighs that `frequency` of `count` passages have."""
    return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))


def _kept(length: int) -> int:
    above = length - _EXACT
    shift = max(0, above.bit_length() - 4)
    return length if above < 1 else _EXACT + (above >> shift << shift)
