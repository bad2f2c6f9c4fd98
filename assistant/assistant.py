"""The assistant: from a question, with what was asked before, to an answer with its citations."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant.asking import Asker
from assistant.attributes import asked_attribute, read_attribute, says_title
from assistant.citing import statement_of
from assistant.comparing import Comparer
from assistant.conversation import Standalone, stand_alone
from assistant.declining import (
    LEAST_ENGLISH,
    LEAST_LEANING,
    LEAST_SCOPED,
    LEAST_UNSCOPED,
    confidence,
    foreign_years,
    refuse,
    refuse_at_once,
    refuse_to_compare,
)
from assistant.definitions import read_definition
from assistant.duties import asked_agency, read_duties
from assistant.examples import examples_of
from assistant.meaning import Meaning
from assistant.operations import find_task
from assistant.query import Query
from assistant.reading import Reading, read_out
from assistant.retrieval import Candidate, Found, Ranking, Retriever
from assistant.scope import Card, Scope, card_of, find_scope
from assistant.twofold import two_kinds, units_for
from assistant.types import LONGEST_ANSWER, Answer, Statement
from assistant.understanding import QueryBuilder
from assistant.values import joined, shortened
from corpus.errors import AssistantError
from corpus.types import Document
from index.lexicon import load_lexicon
from index.store import Store

_LONGEST_QUESTION = 2_000  # code points; what is longer is no question
_SURE_OF_ATTRIBUTE = 0.9  # confidence where a document's own head or signature answers
_SURE_OF_DEFINITION = 0.9
_SURE_OF_DUTIES = 0.85
_SURE_OF_COMPARISON = 0.7


class Assistant:
    """Answers questions over one store; `open` takes its folder."""

    def __init__(self, store: Store, meaning: Meaning | None = None) -> None:
        self._store = store
        self._retriever = Retriever(store, meaning)
        self._cards: tuple[Card, ...] = ()
        self._load()

    @classmethod
    def open(cls, store: Path, meaning: Meaning | None = None) -> Assistant:
        """The assistant over the store in a folder; StoreError where there is none.

        `meaning` compares units by another encoder than the shipped one, to measure it.
        """
        return cls(Store(store), meaning)

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
        meant, asked = self._understood(question, history)
        answer = self._answer(meant, asked, tuple(documents))
        return replace(answer, question=question, seconds=round(time.perf_counter() - started, 4))

    def candidates(self, question: str, history: Sequence[str] = ()) -> list[Candidate]:
        """The units proposed for a question with what speaks for each, in no order; none where plans are compared."""
        self._load()
        meant, asked = self._understood(question, history)
        scope = find_scope(asked.scope_text, self._cards)
        if scope.compares:
            return []
        return self._retriever.candidates(self._asker.query(meant, asked, scope), scope.documents)

    def _understood(self, question: str, history: Sequence[str]) -> tuple[str, Standalone]:
        """The question as it was meant, and what it leans on."""
        meant = self._asker.meant(question)
        return meant, stand_alone(meant, [self._asker.meant(earlier) for earlier in history])

    def _load(self) -> None:
        """Follow the store where another process has changed it."""
        changed = self._store.refresh()
        if changed or not self._cards:
            documents = self.documents()
            self._cards = tuple(card_of(document) for document in documents)
            self._asker = Asker(QueryBuilder(self._store.words, load_lexicon(), documents), self._cards)

    def _answer(self, question: str, asked: Standalone, documents: tuple[str, ...]) -> Answer:
        scope = find_scope(asked.scope_text, self._cards)
        if documents:
            kept = tuple(d for d in scope.documents if d in documents)
            named = find_scope(question, self._cards)
            if named.documents and not kept:
                reason = "Câu hỏi nói về tài liệu khác với các tài liệu được chọn. Hãy bỏ chọn hoặc chọn lại tài liệu."
                return self._declined(question, self._asker.query(question, asked, scope), Ranking((), ()), reason)
            scope = replace(scope, documents=kept or documents)
        query = self._asker.query(question, asked, scope)
        refusal = refuse_at_once(question, scope, query)
        if refusal is not None and scope.missing is None:
            return self._declined(question, query, Ranking((), ()), refusal.reason)
        if scope.compares:
            refusal = refuse_to_compare(scope, self._cards)
            if refusal is not None:
                return self._declined(question, query, Ranking((), ()), refusal.reason)
            return self._compare(question, asked, scope)
        ranking = self._retriever.rank(query, scope.documents)
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
        duties = self._duties(question, query, scope, ranking)
        if duties is not None:
            return duties
        best = ranking.best_for(query, foreign_years(scope, self._cards))
        scoped = bool(scope.documents)
        least = LEAST_UNSCOPED
        if asked.carried:
            least = LEAST_LEANING
        elif scoped:
            least = LEAST_ENGLISH if query.english else LEAST_SCOPED
        refusal = refuse(query, scope, best, self._cards, least)
        if refusal is not None or best is None:
            return self._declined(question, query, ranking, refusal.reason if refusal else "", best)
        statements = self._both(query, best, ranking) or (statement_of(self._read(query, best), best.unit.document),)
        return self._made(question, query, statements, ranking, self._confidence(ranking, query))

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
        inside = [c for c in self._cards if c.id in scope.documents] if scope.documents else list(self._cards)
        if len(inside) > 1:
            inside = [c for c in inside if says_title(query, c)]
        if len(inside) != 1:
            return None
        card = inside[0]
        attribute = asked_attribute(question, query, card)
        if attribute is None:
            return None
        document = self._store.document(card.id)
        found = read_attribute(attribute, question, document)
        if found is None:
            return None
        reading = Reading(shortened(found.said, LONGEST_ANSWER), (found.quote,))
        return self._told(question, query, ranking, document, reading, _SURE_OF_ATTRIBUTE)

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

    def _duties(self, question: str, query: Query, scope: Scope, ranking: Ranking) -> Answer | None:
        """The answer to a question for the duties of an agency, from the best document that lists them."""
        agency = asked_agency(question, query)
        if agency is None or foreign_years(scope, self._cards):
            return None
        for identity in scope.documents or dict.fromkeys(hit.passage.document for hit in ranking.hits):
            document = self._store.document(identity)
            found = read_duties(agency, document)
            if found is not None:
                reading = Reading(joined(found.items, LONGEST_ANSWER), (found.quote,))
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
        return self._asker.query(said, replace(asked, question=said), scope)

    def _comparer(self) -> Comparer:
        return Comparer(self._retriever, self._cards, self._store.document)

    def _read(self, query: Query, best: Found) -> Reading:
        return read_out(query, best.unit, lambda: self._retriever.document_units(best.unit.document.id))

    def _confidence(self, ranking: Ranking, query: Query) -> float:
        best = ranking.found[0] if ranking.found else None
        second = next((f for f in ranking.found[1:] if best and f.unit.unit.block != best.unit.unit.block), None)
        return confidence(best, second, query)

    def _made(
        self, question: str, query: Query, statements: tuple[Statement, ...], ranking: Ranking, sure: float
    ) -> Answer:
        quotes = [citation.quote for statement in statements for citation in statement.citations]
        hits = self._retriever.covering(ranking, quotes).hits
        return Answer(question, query.text, statements, hits, sure, None, 0.0)

    def _declined(
        self, question: str, query: Query, ranking: Ranking, reason: str, best: Found | None = None
    ) -> Answer:
        sure = confidence(best, None, query) / 2
        return Answer(question, query.text, (), ranking.hits, sure, reason, 0.0)
