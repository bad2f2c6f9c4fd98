"""The assistant: from a question, with what was asked before, to an answer with its citations."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from assistant.agency_rows import read_agency_rows
from assistant.asking import Asker
from assistant.attributes import ELSEWHERE, MISSING, asked_attribute, foreign_year_of, nearest_titles, says_title
from assistant.cards import Card, card_of
from assistant.cited import read_cited
from assistant.citing import statement_of
from assistant.comparing import Comparer
from assistant.confidence import LEAST, confidence, signs_of
from assistant.conversation import Standalone, stand_alone
from assistant.declining import (
    foreign_years,
    refuse,
    refuse_at_once,
    refuse_to_compare,
    refuse_unsure,
    refuse_what_is_said,
)
from assistant.definitions import read_definition
from assistant.duties import asked_agency, read_duties
from assistant.examples import examples_of
from assistant.extremes import read_extreme
from assistant.focus import Focus
from assistant.meaning import Meaning
from assistant.naming import told
from assistant.operations import find_task
from assistant.paper_types import named_numbers
from assistant.query import Query
from assistant.reading import Reading, read_out
from assistant.retrieval import Candidate, Found, Ranking, Retriever
from assistant.roles import asked_officer, asks_holder, names_officer, read_holder
from assistant.scope import Scope, find_scope
from assistant.self_reading import read_attribute
from assistant.twofold import two_kinds, units_for
from assistant.types import LONGEST_ANSWER, Answer, Statement
from assistant.understanding import QueryBuilder
from assistant.values import shortened
from corpus.errors import AssistantError
from corpus.types import Document
from index.lexicon import load_lexicon
from index.store import Store

if TYPE_CHECKING:
    from assistant.phrasing import Phraser

_LONGEST_QUESTION = 2_000  # code points; what is longer is no question
_SURE_OF_ATTRIBUTE = 0.9  # confidence where a document's own head or signature answers
_SURE_OF_DEFINITION = 0.9
_SURE_OF_DUTIES = 0.85
_NEAREST = 5  # of the best units those whose lists may be compared
_SURE_OF_EXTREME = 0.7  # one that was found by comparing the figures of rows
_SURE_OF_COMPARISON = 0.88
_LEFT = 0.1  # of the confidence in an answer that is withheld: few of them would have been right


class Assistant:
    """Answers questions over one store; `open` takes its folder."""

    def __init__(
        self, store: Store, meaning: Meaning | None = None, phraser: Phraser | None = None, least: float = LEAST
    ) -> None:
        self._store = store
        self._least = least
        self._phraser = phraser
        self._retriever = Retriever(store, meaning)
        self._cards: tuple[Card, ...] = ()
        self._load()

    @classmethod
    def open(
        cls, store: Path, meaning: Meaning | None = None, phraser: Phraser | None = None, least: float = LEAST
    ) -> Assistant:
        """The assistant over the store in a folder; StoreError where there is none.

        `meaning` compares units by another encoder than the shipped one, to measure it; `phraser` words answers;
        with less confidence than `least` it declines.
        """
        return cls(Store(store), meaning, phraser, least)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def documents(self) -> tuple[Document, ...]:
        """The documents of the store, by id."""
        return tuple(self._store.document(identity) for identity in self._store.ids())

    def document(self, identity: str) -> Document:
        """The document with that id; StoreError where there is none."""
        return self._store.document(identity)

    def sources(self) -> dict[str, str]:
        """The file name of each document, by id."""
        return {document.id: Path(document.source.path).name for document in self.documents()}

    def examples(self) -> tuple[str, ...]:
        """Questions that the loaded documents can be asked, one for each of the first documents."""
        return examples_of(self.documents())

    def ask(self, question: str, history: Sequence[str] = (), documents: Sequence[str] = ()) -> Answer:
        """Answer `question`, asked after the questions of `history` (oldest first), from all documents or those named.

        AssistantError where the question is empty, far too long or no text, StoreError where a document is not there.
        """
        started = time.perf_counter()
        if not question.strip():
            raise AssistantError("question: empty; write what you want to know")
        for said in (question, *history):
            if len(said) > _LONGEST_QUESTION:
                raise AssistantError(f"question: longer than {_LONGEST_QUESTION} characters; shorten it")
            if any("\ud800" <= char <= "\udfff" for char in said):
                raise AssistantError("question: is no Unicode text; write it in UTF-8")
        self._load()
        for identity in documents:
            self._store.document(identity)
        asked = self._understood(question, history)
        answer = self._answer(asked, tuple(documents))
        return replace(answer, question=question, seconds=round(time.perf_counter() - started, 4))

    @property
    def phrases(self) -> bool:
        """Whether answers are sent to a language model to be worded."""
        return self._phraser is not None

    def phrase(self, answer: Answer) -> Iterator[Answer]:
        """The answer as a language model words it, one sentence more each time; without one the answer itself.

        The last one counts: what came before may have been taken back (see `Phraser.phrase`).
        """
        if self._phraser is None:
            yield answer
        else:
            yield from self._phraser.phrase(answer)

    def candidates(self, question: str, history: Sequence[str] = ()) -> list[Candidate]:
        """The units proposed for a question with what speaks for each, in no order; none where plans are compared."""
        self._load()
        asked = self._understood(question, history)
        scope = find_scope(asked.scope_text, self._cards)
        if scope.compares:
            return []
        return self._retriever.candidates(self._asker.query(asked, scope), scope.documents)

    def _understood(self, question: str, history: Sequence[str]) -> Standalone:
        """The question as it was meant, and what it leans on."""
        meant = stand_alone(self._asker.meant(question), [self._asker.meant(earlier) for earlier in history])
        return replace(meant, typed=question)

    def _focus(self, asked: Standalone) -> Focus | None:
        """Where the answer to the question before was read; None for one that leans on none, or on a comparison."""
        before = asked.before
        scope = find_scope(before.scope_text, self._cards) if before else None
        if before is None or scope is None or scope.compares:
            return None
        query = self._asker.query(before, scope)
        best = self._retriever.rank(query, scope.documents).best_for(query)
        return Focus(best.unit, query.kinds[0], asked.points) if best is not None else None

    def _load(self) -> None:
        """Follow the store where another process has changed it."""
        changed = self._store.refresh()
        if changed or not self._cards:
            documents = self.documents()
            self._cards = tuple(card_of(document) for document in documents)
            self._asker = Asker(QueryBuilder(self._store.words, load_lexicon(), documents), self._cards)

    def _answer(self, asked: Standalone, documents: tuple[str, ...]) -> Answer:
        question = asked.question
        scope = find_scope(asked.scope_text, self._cards)
        if documents:
            kept = tuple(d for d in scope.documents if d in documents)
            named = find_scope(question, self._cards)
            if named.documents and not kept:
                reason = "Câu hỏi nói về tài liệu khác với các tài liệu được chọn. Hãy bỏ chọn hoặc chọn lại tài liệu."
                return self._declined(question, self._asker.query(asked, scope), Ranking((), ()), reason)
            scope = replace(scope, documents=kept or documents)
        query = self._asker.query(asked, scope)
        refusal = refuse_at_once(asked.typed or question, scope, query)
        if refusal is not None and scope.missing is None:
            return self._declined(question, query, Ranking((), ()), refusal.reason)
        if scope.compares:
            refusal = refuse_to_compare(scope, self._cards)
            if refusal is not None:
                return self._declined(question, query, Ranking((), ()), refusal.reason)
            return self._compare(question, asked, scope)
        focus = self._focus(asked)
        ranking = self._retriever.rank(query, scope.documents, focus=focus)
        if refusal is not None:
            return self._declined(question, query, ranking, refusal.reason)
        inside = self._compare_inside(question, query, asked, scope)
        if inside is not None:
            return inside
        attribute = self._attribute(question, query, scope, ranking)
        if attribute is not None:
            return attribute
        definition = self._definition(question, query, scope, ranking, documents)
        if definition is not None:
            return definition
        told = self._cited(question, query, scope, ranking) or self._holder(question, query, scope, ranking)
        if told is not None:
            return told
        gathered = self._gathered(question, query, scope, ranking)
        if gathered is not None:
            return gathered
        duties = self._duties(question, query, scope, ranking)
        if duties is not None:
            return duties
        best = ranking.best_for(query, foreign_years(scope, self._cards), focus)
        refusal = refuse(query, scope, best, self._cards)
        if best is None:
            return self._declined(question, query, ranking, refusal.reason if refusal else "")
        signs = signs_of(query, best, ranking, scoped=bool(scope.documents))
        sure = confidence(signs)
        if refusal is None and sure < self._least:
            refusal = refuse_unsure(query, scope, best, self._cards)
        if refusal is not None:
            return self._declined(question, query, ranking, refusal.reason, sure)
        reading = self._read(query, best)
        refusal = refuse_what_is_said(query, scope, reading.said, self._cards)
        if refusal is not None:
            return self._declined(question, query, ranking, refusal.reason, sure)
        statements = self._both(query, best, ranking) or (statement_of(reading, best.unit.document),)
        return replace(self._made(question, query, statements, ranking, sure), signs=signs)

    def _both(self, query: Query, best: Found, ranking: Ranking) -> tuple[Statement, ...]:
        """The answers to two questions in one sentence; none where there is one, or one that cannot be answered."""
        kinds = two_kinds(query.question)
        if kinds is None:
            return ()
        units = units_for(query, kinds, best, ranking)
        made = [statement_of(self._read(asked, found), found.unit.document) for asked, found in units]
        several = len(made) == len(kinds) and made[0].text != made[1].text
        fits = len(" ".join(statement.text for statement in made)) < LONGEST_ANSWER
        return tuple(replace(one, text=f"{one.text}.") for one in made) if several and fits else ()

    def _attribute(self, question: str, query: Query, scope: Scope, ranking: Ranking) -> Answer | None:
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
            return self._declined(question, query, ranking, reason)
        found = read_attribute(attribute, question, document)
        if found is None and attribute in ELSEWHERE:
            return None
        if found is None or not found.said:
            return self._declined(question, query, ranking, f"Tài liệu không nêu {MISSING[attribute]}.")
        reading = Reading(shortened(found.said, LONGEST_ANSWER), found.quotes)
        return self._told(question, query, ranking, document, reading, _SURE_OF_ATTRIBUTE)

    def _meant_card(self, query: Query, scope: Scope) -> Card | None:
        """The one document that a question about a document means; None where several may be meant."""
        inside = [c for c in self._cards if not scope.documents or c.id in scope.documents]
        if len(inside) > 1:
            inside = [c for c in inside if says_title(query, c)] or nearest_titles(query, inside)
        return inside[0] if len(inside) == 1 else None

    def _definition(
        self, question: str, query: Query, scope: Scope, ranking: Ranking, chosen: Sequence[str]
    ) -> Answer | None:
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
        return self._told(question, query, ranking, found.document, reading, _SURE_OF_DEFINITION)

    def _cited(self, question: str, query: Query, scope: Scope, ranking: Ranking) -> Answer | None:
        """The answer to a question about a document that only other documents cite, by its number."""
        own = frozenset(number for card in self._cards for number in card.numbers)
        keys = named_numbers(question) - own
        citing = [c.id for c in self._cards if any(key in c.folded for key in keys)]
        for identity in [c for c in scope.documents or citing if c in citing]:
            found = read_cited(question, keys, self._retriever.document_units(identity))
            if found is not None:
                reading = Reading(shortened(found.said, LONGEST_ANSWER), (found.unit.unit.span,))
                return self._told(question, query, ranking, found.unit.document, reading, _SURE_OF_ATTRIBUTE)
        return None

    def _holder(self, question: str, query: Query, scope: Scope, ranking: Ranking) -> Answer | None:
        """The answer to a question for the head of a body that a document sets up, where it says who that is."""
        officer = asked_officer(question)
        if officer is not None:
            units = chain.from_iterable(map(self._retriever.document_units, scope.documents or self._store.ids()))
            if not any(names_officer(officer, question, unit) for unit in units):
                return self._declined(question, query, ranking, "Tài liệu không nêu tên người này.")
        if not asks_holder(question) or foreign_years(scope, self._cards):
            return None
        for identity in scope.documents or dict.fromkeys(hit.passage.document for hit in ranking.hits):
            found = read_holder(question, query, self._retriever.document_units(identity))
            if found is not None:
                reading = Reading(shortened(found.said, LONGEST_ANSWER), (found.unit.unit.span,))
                return self._told(question, query, ranking, found.unit.document, reading, _SURE_OF_DUTIES)
        return None

    def _gathered(self, question: str, query: Query, scope: Scope, ranking: Ranking) -> Answer | None:
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
            return self._told(question, query, ranking, best.document, reading, _SURE_OF_EXTREME)
        rows = read_agency_rows(query, around)
        if rows is not None:
            reading = Reading(told(rows.names, LONGEST_ANSWER), rows.quotes)
            return self._told(question, query, ranking, best.document, reading, _SURE_OF_DUTIES)
        return None

    def _duties(self, question: str, query: Query, scope: Scope, ranking: Ranking) -> Answer | None:
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
                return self._told(question, query, ranking, document, reading, _SURE_OF_DUTIES)
        return None

    def _told(
        self, question: str, query: Query, ranking: Ranking, document: Document, reading: Reading, sure: float
    ) -> Answer:
        """The answer that was read from a place of a document by other means than the ranking."""
        lifted = self._retriever.lifted(ranking, document.id, reading.quotes[0])
        return self._made(question, query, (statement_of(reading, document),), lifted, sure)

    def _compare(self, question: str, asked: Standalone, scope: Scope) -> Answer:
        task = find_task(question)
        query = replace(self._measured(task.measured, asked, scope), kinds=task.kinds)
        compared = self._comparer().compare(task, query, scope, lambda clause: self._asker.of_clause(clause, scope))
        merged = self._retriever.merged(compared.rankings)
        if not compared.statements:
            return self._declined(question, query, merged, "Không kế hoạch nào được hỏi nêu điều này.")
        return self._made(question, query, compared.statements, merged, _SURE_OF_COMPARISON)

    def _compare_inside(self, question: str, query: Query, asked: Standalone, scope: Scope) -> Answer | None:
        """The answer that sets years, levels or sources of a plan against each other; None where none is asked."""
        task = find_task(question)
        compared = self._comparer().compare_aspects(task, scope, lambda said: self._measured(said, asked, scope))
        if compared is None:
            return None
        if not compared.statements:
            reason = "Không tìm thấy đủ các con số để so sánh hoặc tính."
            return self._declined(question, query, self._retriever.rank(query, scope.documents), reason)
        merged = self._retriever.merged(compared.rankings)
        return self._made(question, query, compared.statements, merged, _SURE_OF_COMPARISON)

    def _measured(self, said: str, asked: Standalone, scope: Scope) -> Query:
        """The query of a part of the question, with what the whole of it leans on."""
        return self._asker.query(replace(asked, question=said), scope)

    def _comparer(self) -> Comparer:
        return Comparer(self._retriever, self._cards, self._store.document)

    def _read(self, query: Query, best: Found) -> Reading:
        return read_out(query, best.unit, lambda: self._retriever.document_units(best.unit.document.id))

    def _made(
        self, question: str, query: Query, statements: tuple[Statement, ...], ranking: Ranking, sure: float
    ) -> Answer:
        quotes = [citation.quote for statement in statements for citation in statement.citations]
        hits = self._retriever.covering(ranking, quotes).hits
        return Answer(question, query.text, statements, hits, sure, None, 0.0)

    def _declined(self, question: str, query: Query, ranking: Ranking, reason: str, sure: float = 0.0) -> Answer:
        return Answer(question, query.text, (), ranking.hits, round(_LEFT * sure, 3), reason, 0.0)
