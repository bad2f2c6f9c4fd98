"""Comparisons: the question put to each document of the scope, one statement for each that answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.attributes import asked_attribute, read_attribute
from assistant.citing import shortened, statement_of
from assistant.declining import LEAST_IN_COMPARISON, refuse
from assistant.query import Query
from assistant.reading import Reading, read_out
from assistant.retrieval import Ranking, Retriever
from assistant.scope import Card, Scope, clauses_by_document
from assistant.types import LONGEST_ANSWER, Statement
from corpus.types import Document

_LEAST_ROOM = 20  # code points of what is said about a document, however many there are


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
        for card in self._cards:
            if scope.documents and card.id not in scope.documents:
                continue
            asked = clauses.get(card.id, question)
            query = build(asked) if card.id in clauses else whole
            ranking = self._retriever.rank(query, (card.id,))
            reading = self._read(asked, query, replace(scope, documents=(card.id,)), card, ranking)
            if reading is not None:
                readings.append((card, reading))
                rankings.append(ranking)
        share = LONGEST_ANSWER // max(1, len(readings)) - 2
        statements = [self._statement(card, reading, share) for card, reading in readings]
        return Comparison(tuple(statements), tuple(rankings))

    def _read(self, asked: str, query: Query, scope: Scope, card: Card, ranking: Ranking) -> Reading | None:
        best = ranking.best_for(query)
        if best is None or refuse(query, scope, best, self._cards, LEAST_IN_COMPARISON) is not None:
            return None
        attribute = asked_attribute(asked, query, card)
        found = read_attribute(attribute, asked, self._document_of(card.id)) if attribute else None
        if found is not None:
            return Reading(found.said, (found.quote,))
        return read_out(query, best.unit, lambda: self._retriever.document_units(card.id))

    def _statement(self, card: Card, reading: Reading, share: int) -> Statement:
        label = card.province or card.id
        said = shortened(reading.said, max(_LEAST_ROOM, share - len(label) - 3))
        return statement_of(Reading(f"{label}: {said}.", reading.quotes), self._document_of(card.id))
