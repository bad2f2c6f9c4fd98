"""Titles: which document a question names by words of its title, and which of its words do only that."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from assistant.cards import Card, Cards
from corpus.tokens import Token, tokens
from corpus.types import Span

_LEAST_PAIRS = 2  # telling pairs of neighbouring words that a question must repeat
_LEAST_UNPLACED = 3  # the same where it names no place
_LEAD = 2.0  # times the weight of the second best title
_LEAST_APART = 1.0  # weight, as of a word that a third of all documents say, of the pairs that not all of a pool have
_LEAST_RUN = 4  # words in a row that repeat a title
_KINDS = ("ke_hoach", "quyet_dinh", "de_an", "chuong_trinh", "chien_luoc", "nghi_quyet", "chi_thi", "phuong_an")

_Pair = tuple[str, str]


def of_title(question: str, pool: Sequence[Card] | None, cards: Cards, places: Sequence[Span] = ()) -> list[str]:
    """The ids of the documents of `pool`, or of all, whose title the question repeats; empty where none leads clearly.

    One document, or several of a pool with the same words of the question: a plan of each year. A pair of words counts
    by how few of all documents speak of it at all. The names of `places` in the question chose the pool, so that every
    title counts as naming them: one that says "tỉnh X" is no nearer than one that says "X".
    """
    if len(cards) < 2:
        return []
    neighbours = list(pairwise(tokens(question)))
    asked = {(a.bare, b.bare) for a, b in neighbours}
    placing = {(a.bare, b.bare) for a, b in neighbours if any(place.overlap(b.span) for place in places)}
    chosen = cards.of_title(asked) if pool is None else pool
    named = {card.id: (asked & set(pairwise(card.title))) | (placing if pool else set()) for card in chosen}
    weight = {pair: math.log(cards.rarity(pair)) for pair in sorted(set().union(*named.values()))}
    if pool is None:
        leading = _leading(named, weight, _LEAST_UNPLACED)
        return leading if len(leading) == 1 else []
    least = _LEAST_PAIRS if len(pool) < len(cards) else _LEAST_UNPLACED
    leading = _leading(named, weight, least)
    if not leading:  # what all of a pool are called, as the province and the year, tells none from the others
        shared = set.intersection(*named.values())
        apart = {identity: pairs - shared for identity, pairs in named.items()}
        leading = [one for one in _leading(apart, weight, least) if _sum(apart[one], weight) >= _LEAST_APART]
    return leading


def _leading(named: Mapping[str, set[_Pair]], weight: Mapping[_Pair, float], least: int) -> list[str]:
    """The ids of those with the heaviest pairs, if enough of these tell anything and no other comes near."""
    sums = {identity: _sum(pairs, weight) for identity, pairs in named.items()}
    best = max(sums.values(), default=0.0)
    second = max((total for total in sums.values() if total < best), default=0.0)
    leading = [identity for identity, total in sums.items() if total == best]
    telling = sum(weight[pair] > 0 for identity in leading[:1] for pair in named[identity])
    return leading if telling >= least and best >= _LEAD * second else []


def _sum(pairs: set[_Pair], weight: Mapping[_Pair, float]) -> float:
    return math.fsum(weight[pair] for pair in pairs)


def title_spans(question: str, card: Card) -> list[Span]:
    """The parts of the question that only name the document: runs of its title behind "kế hoạch" and the like."""
    found = tokens(question)
    if not any(_names_kind(pair) for pair in pairwise(found)):
        return []
    runs = [run for run in _runs(found, card.title) if _names_kind(found[run[0] : run[1]])]
    if sum(end - start for start, end in runs) >= len(found):
        return []
    return [Span(found[start].span.start, found[end - 1].span.end) for start, end in runs]


def _runs(found: Sequence[Token], title: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The longest runs of tokens that stand in the title in the same order without a gap, from the left."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(title):
        places.setdefault(word, []).append(place)
    start = 0
    while start < len(found):
        length = max((_common(found, start, title, place) for place in places.get(found[start].bare, ())), default=0)
        if length >= _LEAST_RUN:
            yield start, start + length
        start += max(1, length)


def _common(found: Sequence[Token], start: int, title: Sequence[str], place: int) -> int:
    length = 0
    while start + length < len(found) and place + length < len(title):
        if found[start + length].bare != title[place + length]:
            break
        length += 1
    return length


def _names_kind(run: Sequence[Token]) -> bool:
    return f"{run[0].bare}_{run[1].bare}" in _KINDS
