"""Titles: which document a question names by words of its title, and which of its words do only that."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.cards import Card, Cards
from corpus.tokens import Token, tokens
from corpus.types import Span

_LEAST_PAIRS = 2  # telling pairs of neighbouring words that a question must repeat
_LEAST_UNPLACED = 3  # the same where it names no place
_LEAD = 2.0  # times the weight of the second best title
_LEAST_RUN = 4  # words in a row that repeat a title
_KINDS = ("ke_hoach", "quyet_dinh", "de_an", "chuong_trinh", "chien_luoc", "nghi_quyet", "chi_thi", "phuong_an")


def of_title(question: str, pool: Sequence[Card] | None, cards: Cards) -> list[str]:
    """The ids of the documents of `pool`, or of all, whose title the question repeats; empty where none leads clearly.

    One document, or several of a pool with the same words of the question: a plan of each year. A pair of words counts
    by how few of all documents speak of it at all.
    """
    if len(cards) < 2:
        return []
    asked = {(a.bare, b.bare) for a, b in pairwise(tokens(question))}
    chosen = cards.of_title(asked) if pool is None else pool
    named = {card.id: asked & set(pairwise(card.title)) for card in chosen}
    weight = {pair: math.log(cards.rarity(pair)) for pair in sorted(set().union(*named.values()))}
    met = {identity: sorted(weight[pair] for pair in pairs) for identity, pairs in named.items()}
    sums = {identity: sum(weights) for identity, weights in met.items()}
    best = max(sums.values(), default=0.0)
    leading = [identity for identity, total in sums.items() if total == best]
    second = max((total for total in sums.values() if total < best), default=0.0)
    if len(leading) > 1 and (pool is None or best <= 0):
        return []
    telling = sum(one > 0 for identity in leading[:1] for one in met[identity])
    least = _LEAST_PAIRS if pool is not None and len(pool) < len(cards) else _LEAST_UNPLACED
    return leading if telling >= least and best >= _LEAD * second else []


def title_spans(question: str, card: Card) -> list[Span]:
    """The parts of the question that only name the document: runs of its title behind "kế hoạch" and the like."""
    found = tokens(question)
    runs = [run for run in _runs(found, card.title) if _names_kind(found[run[0] : run[1]])]
    if sum(end - start for start, end in runs) >= len(found):
        return []
    return [Span(found[start].span.start, found[end - 1].span.end) for start, end in runs]


def _runs(found: Sequence[Token], title: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The longest runs of tokens that stand in the title in the same order without a gap, from the left."""
    start = 0
    while start < len(found):
        length = max((_common(found, start, title, place) for place in range(len(title))), default=0)
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
