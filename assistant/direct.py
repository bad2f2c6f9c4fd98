"""Direct answers: what is read at a known place of a document rather than from the best unit of the ranking.

What a document itself is, what a short form stands for, what a cited document is about, who holds an office, what an
agency has to do, and the largest or smallest of many rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from assistant.agency_rows import read_agency_rows
from assistant.attributes import ELSEWHERE, MISSING, asked_attribute, foreign_year_of, nearest_titles, says_title
from assistant.cards import Card
from assistant.cited import read_cited
from assistant.declining import Refusal, foreign_years
from assistant.definitions import read_definition
from assistant.duties import asked_agency, read_duties
from assistant.extremes import read_extreme
from assistant.naming import told
from assistant.paper_types import named_numbers
from assistant.query import Query
from assistant.reading import Reading
from assistant.retrieval import Ranking, Retriever
from assistant.roles import asked_officer, asks_holder, names_officer, read_holder
from assistant.scope import Scope, find_scope
from assistant.self_reading import read_attribute
from assistant.types import LONGEST_ANSWER
from assistant.values import shortened
from corpus.types import Document
from index.store import Store

_SURE_OF_ATTRIBUTE = 0.9  # confidence where a document's own head or signature answers
_SURE_OF_DEFINITION = 0.9
_SURE_OF_DUTIES = 0.85
_SURE_OF_EXTREME = 0.7  # one that was found by comparing the figures of rows
_NEAREST = 5  # of the best units those whose lists may be compared


@dataclass(frozen=True, slots=True)
class Direct:
    """What was read, in which document, and how sure it is."""

    document: Document
    reading: Reading
    confidence: float


class DirectReader:
    """Reads direct answers from one store, of which `cards` describe the documents."""

    def __init__(self, store: Store, retriever: Retriever, cards: Sequence[Card]) -> None:
        self._store = store
        self._retriever = retriever
        self._cards = cards

    def read(
        self, question: str, query: Query, scope: Scope, ranking: Ranking, chosen: Sequence[str]
    ) -> Direct | Refusal | None:
        """The direct answer; None where the question asks for none, a refusal where the documents do not have it.

        `chosen` are the documents that the user restricted the question to.
        """
        return (
            self._attribute(question, query, scope)
            or self._definition(question, query, scope, ranking, chosen)
            or self._cited(question, scope)
            or self._holder(question, query, scope, ranking)
            or self._gathered(query, scope, ranking)
            or self._duties(question, query, scope, ranking)
        )

    def _attribute(self, question: str, query: Query, scope: Scope) -> Direct | Refusal | None:
        """The answer to a question about a document itself: the one of the scope, or the one whose title it says."""
        card = self._meant_card(query, scope)
        if card is None:
            return None
        attribute = asked_attribute(question, query, card, self._retriever.document_units(card.id))
        if attribute is None:
            return None
        document = self._store.document(card.id)
        year = foreign_year_of(attribute, scope, card, document)
        if year is not None:
            reason = f"Tài liệu tìm được không phải của năm {year}; trong kho không có văn bản của năm đó."
            return Refusal(reason)
        found = read_attribute(attribute, question, document)
        if found is None and attribute in ELSEWHERE:
            return None
        if found is None or not found.said:
            return Refusal(f"Tài liệu không nêu {MISSING[attribute]}.")
        reading = Reading(shortened(found.said, LONGEST_ANSWER), found.quotes)
        return Direct(document, reading, _SURE_OF_ATTRIBUTE)

    def _meant_card(self, query: Query, scope: Scope) -> Card | None:
        """The one document that a question about a document means; None where several may be meant."""
        inside = [c for c in self._cards if not scope.documents or c.id in scope.documents]
        if len(inside) > 1:
            inside = [c for c in inside if says_title(query, c)] or nearest_titles(query, inside)
        return inside[0] if len(inside) == 1 else None

    def _definition(
        self, question: str, query: Query, scope: Scope, ranking: Ranking, chosen: Sequence[str]
    ) -> Direct | None:
        """The answer to a question for what an abbreviation stands for, where a document says so.

        Documents that only an earlier question named come first, but another of those chosen may define it.
        """
        searched = list(scope.documents)
        if not find_scope(question, self._cards).documents:
            searched += chosen or [*(hit.passage.document for hit in ranking.hits), *self._store.ids()]
        found = read_definition(query, (self._store.document(identity) for identity in dict.fromkeys(searched)))
        if found is None:
            return None
        units = self._retriever.document_units(found.document.id)
        inside = [unit.unit.span for unit in units if unit.unit.span.contains(found.span)]
        reading = Reading(shortened(found.said, LONGEST_ANSWER), (min(inside, key=len, default=found.span),))
        return Direct(found.document, reading, _SURE_OF_DEFINITION)

    def _cited(self, question: str, scope: Scope) -> Direct | None:
        """The answer to a question about a document that only other documents cite, by its number."""
        own = frozenset(number for card in self._cards for number in card.numbers)
        keys = named_numbers(question) - own
        citing = [c.id for c in self._cards if any(key in c.folded for key in keys)]
        for identity in [c for c in scope.documents or citing if c in citing]:
            found = read_cited(question, keys, self._retriever.document_units(identity))
            if found is not None:
                reading = Reading(shortened(found.said, LONGEST_ANSWER), (found.unit.unit.span,))
                return Direct(found.unit.document, reading, _SURE_OF_ATTRIBUTE)
        return None

    def _holder(self, question: str, query: Query, scope: Scope, ranking: Ranking) -> Direct | Refusal | None:
        """The answer to a question for the head of a body that a document sets up, where it says who that is."""
        officer = asked_officer(question)
        if officer is not None:
            units = chain.from_iterable(map(self._retriever.document_units, scope.documents or self._store.ids()))
            if not any(names_officer(officer, question, unit) for unit in units):
                return Refusal("Tài liệu không nêu tên người này.")
        if not asks_holder(question) or foreign_years(scope, self._cards):
            return None
        for identity in scope.documents or dict.fromkeys(hit.passage.document for hit in ranking.hits):
            found = read_holder(question, query, self._retriever.document_units(identity))
            if found is not None:
                reading = Reading(shortened(found.said, LONGEST_ANSWER), (found.unit.unit.span,))
                return Direct(found.unit.document, reading, _SURE_OF_DUTIES)
        return None

    def _gathered(self, query: Query, scope: Scope, ranking: Ranking) -> Direct | None:
        """The answer that is read from many rows or items together: an extreme, or all that an agency has to do."""
        if not ranking.found or len(scope.documents) > 1:
            return None
        best = ranking.found[0].unit
        near = [f.unit for f in ranking.found[:_NEAREST] if f.unit.document.id == best.document.id]
        around = self._retriever.document_units(best.document.id)
        extreme = read_extreme(query, near, around)
        years = foreign_years(scope, self._cards)
        if extreme is not None and all(extreme.unit.tells_of_year(str(year), money=False) for year in years):
            reading = Reading(shortened(extreme.said, LONGEST_ANSWER), extreme.quotes)
            return Direct(best.document, reading, _SURE_OF_EXTREME)
        rows = read_agency_rows(query, around)
        if rows is not None:
            return Direct(best.document, Reading(told(rows.names, LONGEST_ANSWER), rows.quotes), _SURE_OF_DUTIES)
        return None

    def _duties(self, question: str, query: Query, scope: Scope, ranking: Ranking) -> Direct | None:
        """The answer to a question for the duties of an agency, from the best document that lists them."""
        inside = [card.terms for card in self._cards if card.id in scope.documents]
        agency = asked_agency(question, query, inside[0] if len(inside) == 1 else ())
        if agency is None or foreign_years(scope, self._cards):
            return None
        for identity in scope.documents or dict.fromkeys(hit.passage.document for hit in ranking.hits):
            document = self._store.document(identity)
            found = read_duties(agency, document)
            if found is not None:
                reading = Reading(told(found.items, LONGEST_ANSWER), (found.quote,))
                return Direct(document, reading, _SURE_OF_DUTIES)
        return None
