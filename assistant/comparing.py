"""Comparisons: the question put to each document of the scope, one statement for each that answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.attributes import asked_attribute, read_attribute
from assistant.cards import Card
from assistant.citing import statement_of
from assistant.declining import LEAST_ENGLISH, LEAST_IN_COMPARISON, LEAST_UNSCOPED, Least, refuse
from assistant.query import Query
from assistant.reading import Reading, read_out
from assistant.retrieval import Found, Ranking, Retriever
from assistant.scope import Scope, clauses_by_document
from assistant.types import LONGEST_ANSWER, Statement
from assistant.values import shortened
from corpus.types import Document

_LEAST_ROOM = 8  # code points of what is said about a document; with less only its name is said
_MOST_STATEMENTS = 20  # documents whose names fit into an answer


@dataclass(frozen=True, slots=True)
class Comparison:
    """One statement a document and the ranking of each, in the order of the scope."""

    statements: tuple[Statement, ...]
    rankings: tuple[Ranking, ...]


class Comparer:
    """Asks several documents of one store the same question, or each its own clause of it."""

    def __init__(self, retriever: Retriever, cards: Sequence[Card], document_of: Callable[[str], Document]) -> None:
        self._retriever = retriever
        self._cards = cards
        self._document_of = document_of

    def compare(self, question: str, whole: Query, scope: Scope, build: Callable[[str], Query]) -> Comparison:
        """Answer for each document of `scope`, of all documents where it names none; `build` makes a clause's query."""
        clauses = clauses_by_document(question, self._cards)
        readings: list[tuple[Card, Reading]] = []
        rankings: list[Ranking] = []
        known = {card.id: card for card in self._cards}
        for card in [known[identity] for identity in scope.documents or known]:
            asked = clauses.get(card.id, question)
            query = build(asked) if card.id in clauses else whole
            ranking = self._retriever.rank(query, (card.id,))
            one = replace(scope, documents=(card.id,))
            least = _least(query, named=bool(scope.documents))
            reading = self._read(asked, query, one, card, ranking.best_for(query), least)
            if reading is not None:
                readings.append((card, reading))
                rankings.append(ranking)
        readings, rankings = readings[:_MOST_STATEMENTS], rankings[:_MOST_STATEMENTS]
        share = LONGEST_ANSWER // max(1, len(readings)) - 1
        shared = Counter(card.province for card, _ in readings)
        statements = [
            self._statement(card, _label(card, alone=shared[card.province] == 1), reading, share)
            for card, reading in readings
        ]
        return Comparison(tuple(statements), tuple(rankings))

    def _read(
        self, asked: str, query: Query, scope: Scope, card: Card, best: Found | None, least: Least
    ) -> Reading | None:
        attribute = asked_attribute(asked, query, card)
        found = read_attribute(attribute, asked, self._document_of(card.id)) if attribute else None
        if found is not None:
            return Reading(found.said, (found.quote,))
        if best is None or refuse(query, scope, best, self._cards, least) is not None:
            return None
        return read_out(query, best.unit, lambda: self._retriever.document_units(card.id))

    def _statement(self, card: Card, label: str, reading: Reading, share: int) -> Statement:
        room = share - len(label) - 3
        said = shortened(reading.said, room) if room >= _LEAST_ROOM else "…"
        named = f"{label}." if said == "…" else f"{label}: {said}."
        return statement_of(Reading(named, reading.quotes), self._document_of(card.id))


def _least(query: Query, *, named: bool) -> Least:
    """What an answer from one document needs: more where any might give one ("which plans ...")."""
    if not named:
        return LEAST_UNSCOPED
    return LEAST_ENGLISH if query.english else LEAST_IN_COMPARISON


def _label(card: Card, *, alone: bool) -> str:
    """What a document is called: its province, with its id where another document of the province answers too."""
    if card.province is None:
        return card.id
    return card.province if alone else f"{card.province} ({card.id})"
