"""Titles: which document a question names by words of its title, and which of its words do only that."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from assistant.cards import Card
from corpus.tokens import Token, tokens
from corpus.types import Span

_LEAST_PAIRS = 2  # telling pairs of neighbouring words that a question must repeat
_LEAST_UNPLACED = 3  # the same where it names no place
_LEAD = 2.0  # times the weight of the second best title
_LEAST_RUN = 4  # words in a row that repeat a title
_KINDS = ("ke_hoach", "quyet_dinh", "de_an", "chuong_trinh", "chien_luoc", "nghi_quyet", "chi_thi", "phuong_an")


def of_title(question: str, cards: Collection[Card], others: Collection[Card]) -> list[str]:
    """The ids of the one document of `cards` whose title the question repeats; empty where none leads clearly.

    A pair of words counts by how few of all documents, `others` too, speak of it at all.
    """
    if len(others) < 2:
        return []
    asked = {(a.bare, b.bare) for a, b in pairwise(tokens(question))}
    named = {card.id: asked & set(pairwise(card.title)) for card in cards}
    rarity = {pair: _rarity(pair, others) for pair in set().union(*named.values())}  # each text is read once a pair
    met = {identity: [rarity[pair] for pair in pairs] for identity, pairs in named.items()}
    order = sorted(met, key=lambda identity: -sum(met[identity]))
    best, second = order[0], order[1] if len(order) > 1 else ""
    telling = sum(rarity > 0 for rarity in met[best])
    least = _LEAST_PAIRS if len(cards) < len(others) else _LEAST_UNPLACED
    clear = telling >= least and sum(met[best]) >= _LEAD * sum(met.get(second, ()))
    return [best] if clear else []


def _rarity(pair: tuple[str, str], cards: Collection[Card]) -> float:
    having = sum(" ".join(pair) in card.bare for card in cards)
    return math.log(len(cards) / max(1, having))


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
