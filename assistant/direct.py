"""Direct answers: what is read at a known place of a document rather than from the best unit of the ranking.

What a document itself is, what a short form stands for, what a cited document is about, who holds an office, what an
agency has to do, and the largest or smallest of many rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from assistant.agency_rows import read_agency_rows
from assistant.attributes import (
    ELSEWHERE,
    MISSING,
    asked_attribute,
    asks_attribute,
    foreign_year_of,
    nearest_titles,
    says_title,
)
from assistant.cards import Card, Cards
from assistant.cited import read_cited
from assistant.declining import Refusal, foreign_years
from assistant.definitions import asks_definition, read_definition
from assistant.duties import asked_agency, read_duties
from assistant.extremes import read_extreme
from assistant.naming import told
from assistant.paper_types import named_numbers
from assistant.query import Query
from assistant.reading import Reading
from assistant.retrieval import Ranking, Retriever
from assistant.roles import asked_officer, asks_holder, names_officer, read_holder
from assistant.scope import Scope
from assistant.self_reading import read_attribute
from assistant.types import LONGEST_ANSWER
from assistant.understanding import is_abbreviation
from assistant.values import shortened
from corpus.tokens import forms_of
from corpus.types import Document
from index.store import Store

_SURE_OF_ATTRIBUTE = 0.9  # confidence where a document's own head or signature answers
_SURE_OF_DEFINITION = 0.9
_SURE_OF_DUTIES = 0.85
_SURE_OF_EXTREME = 0.7  # one that was found by comparing the figures of rows
_READ = 20  # documents that are read one after the other
_NEAREST = 5  # of the best units those whose lists may be compared


@dataclass(frozen=True, slots=True)
class Direct:
    """What was read, in which document, and how sure it is."""

    document: Document
    reading: Reading
    confidence: float


class DirectReader:
    """Reads direct answers from one store, of which `cards` describe the documents."""

    def __init__(self, store: Store, retriever: Retriever, cards: Cards, scope_of: Callable[[str], Scope]) -> None:
        self._store = store
        self._retriever = retriever
        self._cards = cards
        self._scope_of = scope_of

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
        card = self._meant_card(query, scope) if asks_attribute(question) else None
        if card is None:
            return None
        units = chain.from_iterable(map(self._retriever.document_units, [card.id]))  # seldom looked at
        attribute = asked_attribute(question, query, card, units)
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
        inside = self._cards.of(scope.documents) or self._cards.first(_READ)
        if not scope.documents and len(self._cards) > _READ:
            inside = self._cards.of_title_words(word for term in query.terms for word in term.bare.split("_"))
        if len(inside) > 1:
            inside = [c for c in inside if says_title(query, c)] or nearest_titles(query, inside)
        return inside[0] if len(inside) == 1 else None

    def _definition(
        self, question: str, query: Query, scope: Scope, ranking: Ranking, chosen: Sequence[str]
    ) -> Direct | None:
        """The answer to a question for what an abbreviation stands for, where a document says so.

        Documents that only an earlier question named come first, but another of those chosen may define it.
        """
        if not asks_definition(query):
            return None
        searched = list(scope.documents)
        if not self._scope_of(question).documents:
            searched += chosen or [*_found_in(ranking), *(card.id for card in self._cards.first(_READ))]
        searched = list(dict.fromkeys(searched))
        if len(searched) > _READ or len(self._cards) > _READ:
            allowed = set(searched) if scope.documents or chosen else None
            telling = [d for d in self._telling(query) if allowed is None or d in allowed]
            searched = list(dict.fromkeys([*telling, *searched]))[:_READ]
        found = read_definition(query, (self._store.document(identity) for identity in searched))
        if found is None:
            return None
        units = self._retriever.document_units(found.document.id)
        inside = [unit.unit.span for unit in units if unit.unit.span.contains(found.span)]
        reading = Reading(shortened(found.said, LONGEST_ANSWER), (min(inside, key=len, default=found.span),))
        return Direct(found.document, reading, _SURE_OF_DEFINITION)

    def _cited(self, question: str, scope: Scope) -> Direct | None:
        """The answer to a question about a document that only other documents cite, by its number."""
        keys = frozenset(key for key in named_numbers(question) if not self._cards.of_number([key]))
        citing = {document.id for key in keys for document in self._cards.saying(key, scope.documents)}
        for identity in sorted(citing):
            found = read_cited(question, keys, self._retriever.document_units(identity))
            if found is not None:
                reading = Reading(shortened(found.said, LONGEST_ANSWER), (found.unit.unit.span,))
                return Direct(found.unit.document, reading, _SURE_OF_ATTRIBUTE)
        return None

    def _holder(self, question: str, query: Query, scope: Scope, ranking: Ranking) -> Direct | Refusal | None:
        """The answer to a question for the head of a body that a document sets up, where it says who that is."""
        officer = asked_officer(question)
        if officer is not None:
            units = chain.from_iterable(map(self._retriever.document_units, self._readable(scope, ranking)))
            if not any(names_officer(officer, question, unit) for unit in units):
                return Refusal("Tài liệu không nêu tên người này.")
        if not asks_holder(question) or foreign_years(scope, self._cards):
            return None
        for identity in self._searched(scope, ranking):
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
        inside = [card.terms for card in self._cards.of(scope.documents[:2])]
        agency = asked_agency(question, query, inside[0] if len(inside) == 1 else ())
        if agency is None or foreign_years(scope, self._cards):
            return None
        for identity in self._searched(scope, ranking):
            document = self._store.document(identity)
            found = read_duties(agency, document)
            if found is not None:
                reading = Reading(told(found.items, LONGEST_ANSWER), (found.quote,))
                return Direct(document, reading, _SURE_OF_DUTIES)
        return None

    def _readable(self, scope: Scope, ranking: Ranking) -> list[str]:
        """The documents to read for what may stand anywhere: all that the question is about, if they are few."""
        if scope.documents:
            return self._searched(scope, ranking)
        few = len(self._cards) <= _READ
        return [card.id for card in self._cards.first(_READ)] if few else _found_in(ranking)

    def _searched(self, scope: Scope, ranking: Ranking) -> list[str]:
        """The documents that the question names, if they are few, else those where most was found."""
        return list(scope.documents) if 0 < len(scope.documents) <= _READ else _found_in(ranking)

    def _telling(self, query: Query) -> list[str]:
        """Documents that say what an abbreviation of the question stands for, or may do so."""
        written = [name for word in query.words if is_abbreviation(name := word.span.of(query.question))]
        names = written or [word.span.of(query.question) for word in query.words]
        forms = [" ".join(forms_of(name)[0 if query.marks else 1]) for name in names]
        defining = self._cards.defining(forms, marks=query.marks, limit=_READ)
        said = [document.id for name in written for document in self._cards.saying(name)]
        return list(dict.fromkeys([*(card.id for card in defining), *said]))


def _found_in(ranking: Ranking) -> list[str]:
    return list(dict.fromkeys(hit.passage.document for hit in ranking.hits))
