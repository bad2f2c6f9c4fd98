"""The assistant: from a question, with what was asked before, to an answer with its citations."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant.attributes import asked_attribute, read_attribute
from assistant.conversation import SWAPPED, Standalone, names_level, stand_alone
from assistant.declining import (
    LEAST_COVERAGE,
    LEAST_ENGLISH,
    LEAST_IN_COMPARISON,
    LEAST_LEANING,
    LEAST_UNSCOPED,
    confidence,
    refuse,
    refuse_at_once,
)
from assistant.examples import examples_of
from assistant.kinds import Wanted
from assistant.query import Query, scaled
from assistant.reading import Reading, read_out
from assistant.retrieval import Found, Ranking, Retriever
from assistant.scope import Card, Scope, card_of, clauses_by_document, find_scope
from assistant.types import LONGEST_ANSWER, Answer, Citation, Statement
from assistant.understanding import QueryBuilder
from corpus.errors import AssistantError
from corpus.folding import folded
from corpus.types import Document, Span
from index.lexicon import load_lexicon
from index.store import Store

_LONGEST_QUESTION = 2_000  # code points; what is longer is no question


class Assistant:
    """Answers questions over one store; `open` takes its folder."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._retriever = Retriever(store)
        self._builder = QueryBuilder(store.words, load_lexicon())
        self._cards: tuple[Card, ...] = ()
        self._load()

    @classmethod
    def open(cls, store: Path) -> Assistant:
        """The assistant over the store in a folder; StoreError where there is none."""
        return cls(Store(store))

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

        AssistantError where the question is empty or far too long.
        """
        started = time.perf_counter()
        if not question.strip():
            raise AssistantError("question: empty; write what you want to know")
        if len(question) > _LONGEST_QUESTION:
            raise AssistantError(f"question: longer than {_LONGEST_QUESTION} characters; shorten it")
        self._load()
        answer = self._answer(question, stand_alone(question, history), tuple(documents))
        return replace(answer, seconds=round(time.perf_counter() - started, 4))

    def _load(self) -> None:
        """Follow the store where another process has changed it."""
        changed = self._store.refresh()
        if changed or not self._cards:
            self._builder = QueryBuilder(self._store.words, load_lexicon())
            self._cards = tuple(card_of(document) for document in self.documents())

    def _answer(self, question: str, asked: Standalone, documents: tuple[str, ...]) -> Answer:
        scope = find_scope(asked.scope_text, self._cards)
        if documents:
            kept = tuple(d for d in scope.documents if d in documents)
            scope = replace(scope, documents=kept or documents)
        query = self._query(question, asked, scope)
        refusal = refuse_at_once(question, scope, query)
        if refusal is not None and scope.missing is None:
            return self._declined(question, query, Ranking((), ()), refusal.reason)
        if scope.compares:
            return self._compare(question, query, scope)
        ranking = self._retriever.rank(query, scope.documents)
        if refusal is not None:
            return self._declined(question, query, ranking, refusal.reason)
        attribute = self._attribute(question, query, scope, ranking)
        if attribute is not None:
            return attribute
        best = ranking.best_for(query)
        scoped = bool(scope.documents)
        least = LEAST_UNSCOPED
        if asked.carried:
            least = LEAST_LEANING
        elif scoped:
            least = LEAST_ENGLISH if query.english else LEAST_COVERAGE
        refusal = refuse(query, scope, best, self._cards, least)
        if refusal is not None or best is None:
            return self._declined(question, query, ranking, refusal.reason if refusal else "", best)
        statement = self._statement(self._read(query, best), best.unit.document)
        return self._made(question, query, (statement,), ranking, self._confidence(ranking, query))

    def _query(self, question: str, asked: Standalone, scope: Scope) -> Query:
        """The query of the question, with the weaker words of the earlier questions that it leans on."""
        titles = self._titles(scope)
        query = self._builder.build(asked.question, find_scope(asked.question, self._cards).names, titles)
        terms = list(query.terms)
        swaps = bool(asked.swaps and query.words)
        if swaps:  # the few words that swap something count more than the rest
            terms = [replace(term, weight=term.weight * SWAPPED) for term in terms]
        have = {term.bare for term in terms}
        levels = any(names_level(w.bare) for w in query.words)
        years = {w.bare for w in query.words if w.bare.isdigit() and len(w.bare) == 4}
        for earlier, weight in asked.carried:
            before = self._builder.build(earlier, find_scope(earlier, self._cards).names, titles)
            for term in scaled(before, weight):
                swapped = (years and term.bare.isdigit() and len(term.bare) == 4) or (levels and names_level(term.bare))
                if term.bare not in have and not swapped:
                    terms.append(term)
                    have.add(term.bare)
            if query.kinds == (Wanted.FACT,):
                query = replace(query, kinds=before.kinds)
        text = " ".join([*(earlier for earlier, _ in asked.carried[:1]), question])
        counted = -1 if asked.carried else query.counted
        return replace(query, terms=tuple(terms), text=text, counted=counted, swaps=swaps)

    def _query_of_clause(self, clause: str, scope: Scope) -> Query:
        return self._builder.build(clause, find_scope(clause, self._cards).names, self._titles(scope))

    def _titles(self, scope: Scope) -> frozenset[str]:
        """The words that stand in the title of every document of the scope."""
        titles = [c.terms for c in self._cards if not scope.documents or c.id in scope.documents]
        return frozenset.intersection(*titles) if titles else frozenset()

    def _attribute(self, question: str, query: Query, scope: Scope, ranking: Ranking) -> Answer | None:
        """The answer to a question about the one document of the scope itself."""
        if len(scope.documents) != 1:
            return None
        card = next(c for c in self._cards if c.id == scope.documents[0])
        attribute = asked_attribute(question, query, card)
        if attribute is None:
            return None
        document = self._store.document(card.id)
        found = read_attribute(attribute, question, document)
        if found is None:
            return None
        said = (
            found.said
            if len(found.said) <= LONGEST_ANSWER
            else found.said[: LONGEST_ANSWER - 1].rsplit(";", 1)[0] + "…"
        )
        statement = self._statement(Reading(said, (found.quote,)), document)
        passages = self._store.passages
        at = [n for n, p in passages.items() if p.document == card.id and p.span.overlap(found.quote)]
        ranking = self._retriever.lifted(ranking, at)
        return self._made(question, query, (statement,), ranking, 0.9)

    def _compare(self, question: str, query: Query, scope: Scope) -> Answer:
        """One statement for each document that answers."""
        documents = scope.documents or tuple(c.id for c in self._cards)
        clauses = clauses_by_document(question, self._cards)
        statements, rankings = [], []
        whole = query
        for identity in documents:
            query = self._query_of_clause(clauses[identity], scope) if identity in clauses else whole
            ranking = self._retriever.rank(query, (identity,))
            one = replace(scope, documents=(identity,))
            best = ranking.best_for(query)
            if best is None or refuse(query, one, best, self._cards, LEAST_IN_COMPARISON) is not None:
                continue
            card = next(c for c in self._cards if c.id == identity)
            attribute = asked_attribute(clauses.get(identity, question), query, card)
            document = self._store.document(identity)
            found = read_attribute(attribute, question, document) if attribute else None
            reading = Reading(found.said, (found.quote,)) if found else self._read(query, best)
            rankings.append(ranking)
            statements.append((card, reading, document))
        merged = self._retriever.merged(rankings)
        if not statements:
            return self._declined(question, query, merged, "Không kế hoạch nào được hỏi nêu điều này.")
        share = LONGEST_ANSWER // len(statements) - 2
        made = []
        for card, reading, document in statements:
            label = card.province or document.id
            room = max(20, share - len(label) - 3)
            said = reading.said if len(reading.said) <= room else reading.said[: room - 1].rsplit(" ", 1)[0] + "…"
            made.append(self._statement(Reading(f"{label}: {said}.", reading.quotes), document))
        return self._made(question, query, tuple(made), merged, 0.7)

    def _read(self, query: Query, best: Found) -> Reading:
        return read_out(query, best.unit, lambda: self._retriever.document_units(best.unit.document.id))

    def _confidence(self, ranking: Ranking, query: Query) -> float:
        best = ranking.found[0] if ranking.found else None
        second = next((f for f in ranking.found[1:] if best and f.unit.unit.block != best.unit.unit.block), None)
        return confidence(best, second, query)

    def _statement(self, reading: Reading, document: Document) -> Statement:
        spans = tuple(dict.fromkeys(reading.quotes))
        return Statement(reading.said, tuple(self._citation(document, span) for span in spans))

    def _citation(self, document: Document, span: Span) -> Citation:
        section = next(s for s in document.sections if s.span.start <= span.start < s.span.end)
        title = document.metadata.title.value if document.metadata.title else document.id
        return Citation(
            quote=document.quote(span),
            title=title,
            source=Path(document.source.path).name,
            section=_below_title(section.path, title),
            page=document.page(span.start),
        )

    def _made(
        self, question: str, query: Query, statements: tuple[Statement, ...], ranking: Ranking, sure: float
    ) -> Answer:
        return Answer(question, query.text, statements, ranking.hits, sure, None, 0.0)

    def _declined(
        self, question: str, query: Query, ranking: Ranking, reason: str, best: Found | None = None
    ) -> Answer:
        sure = confidence(best, None, query) / 2
        return Answer(question, query.text, (), ranking.hits, sure, reason, 0.0)


def _below_title(path: tuple[str, ...], title: str) -> tuple[str, ...]:
    """A section path without the title of the document, where it begins with it."""
    return path[1:] if path and folded(path[0]).startswith(folded(title)) else path
