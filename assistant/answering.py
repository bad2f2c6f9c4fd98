"""Answering: from a question that stands alone to an answer, over the documents that are loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.asking import Asker
from assistant.cards import Card, Cards
from assistant.citing import statement_of
from assistant.comparing import MOST_SIDES, Comparer
from assistant.confidence import confidence, signs_of
from assistant.conversation import Standalone
from assistant.declining import (
    LEAST_SCOPED,
    Refusal,
    foreign_years,
    refuse,
    refuse_at_once,
    refuse_to_compare,
    refuse_unsure,
    refuse_what_is_said,
    supports,
)
from assistant.direct import Direct, DirectReader
from assistant.focus import Focus
from assistant.inventory import told_inventory
from assistant.operations import find_task
from assistant.promise_requests import Request, find_request, plans_meant
from assistant.promises import find_promises, find_shared, may_be_said, refuse_promises, tell_promises
from assistant.query import YEAR, Query
from assistant.reading import Reading, read_out
from assistant.retrieval import Found, Ranking, Retriever
from assistant.scope import Scope
from assistant.telling import SURE_OF_DOCUMENT
from assistant.titles import title_spans
from assistant.twofold import two_kinds, two_parts, units_for
from assistant.types import LONGEST_ANSWER, Answer, Statement
from corpus.commitments.types import Commitment, Kind
from index.store import Store

_SURE_OF_REGISTER = 0.9  # of the promises of a plan, as judged by eye (eval/LOG.md)
_MOST_PLANS = 60  # whose rows are told of together; of more the register itself gives a better view
_LEAST_ABOUT = 2  # rows about a subject or of a kind: what is one is read better from its sentence or section
_SURE = 0.9  # of an answer from the plans of the year: no other is looked for
_SURER = 0.05  # that an answer from all plans of a province must be than one from those of the year that is named
_LEFT = 0.1  # of the confidence in an answer that is withheld: few of them would have been right


class Answering:
    """Answers from the documents that `cards` describe; declines with less confidence than `least`."""

    def __init__(self, store: Store, retriever: Retriever, cards: Cards, asker: Asker, least: float) -> None:
        self._store = store
        self._retriever = retriever
        self._cards = cards
        self._asker = asker
        self._least = least
        self._direct = DirectReader(store, retriever, cards, asker.scope)
        self._comparer = Comparer(retriever, cards, store.document, least)

    def answer(self, asked: Standalone, documents: Sequence[str]) -> Answer:
        """The answer to a question, from all documents or those named."""
        question = asked.question
        scope = self._asker.scope(asked.scope_text)
        if documents:
            kept = tuple(d for d in scope.documents if d in documents)
            named = self._asker.scope(question)
            if named.documents and not kept:
                reason = "Câu hỏi nói về tài liệu khác với các tài liệu được chọn. Hãy bỏ chọn hoặc chọn lại tài liệu."
                return self._declined(question, self._asker.query(asked, scope), Ranking((), ()), reason)
            wider = tuple(d for d in scope.wider if d in documents)
            scope = replace(scope, documents=kept or tuple(documents), wider=wider, one_each=False)
        query = self._asker.query(asked, scope)
        held = told_inventory(question, self._cards)
        if held is not None:
            return self._declined(question, query, Ranking((), ()), held)
        refusal = refuse_at_once(asked.typed or question, scope, query)
        if refusal is not None and scope.missing is None:
            return self._declined(question, query, Ranking((), ()), refusal.reason)
        request = self._request(query, asked, scope) if refusal is None else None
        if request is not None and not self._reads_duties(*request):
            promised = self._promised(question, query, *request)
            if promised is not None:
                return promised
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
        both = self._both_direct(question, asked, scope, ranking, documents)
        if both:
            statements = tuple(statement_of(one.reading, one.document) for one in both)
            statements = tuple(replace(one, text=f"{one.text}.") for one in statements)
            return self._made(question, query, statements, ranking, min(one.confidence for one in both))
        direct = self._direct.read(question, query, scope, ranking, documents)
        if isinstance(direct, Refusal):
            return self._declined(question, query, ranking, direct.reason)
        if direct is not None:
            lifted = self._retriever.lifted(ranking, direct.document.id, direct.reading.quotes[0])
            statement = statement_of(direct.reading, direct.document)
            return self._made(question, query, (statement,), lifted, direct.confidence)
        if request is not None and self._reads_duties(*request):
            promised = self._promised(question, query, *request)
            if promised is not None:
                return promised
        answer = self._from_best(question, query, scope, ranking, focus)
        if answer.confidence > _SURE or (answer.statements and self._retriever.hurries):
            return answer
        others = self._from_others(asked, scope, focus)
        return others if others is not None and others.confidence > answer.confidence + _SURER else answer

    def _from_others(self, asked: Standalone, scope: Scope, focus: Focus | None) -> Answer | None:
        """The answer from all plans of the province, where the question names a year; None where they give none.

        A plan tells of other years than its own, so that of the year need not be meant. None too where the question
        names its plan by the title.
        """
        chosen = self._cards.of(scope.documents)
        if not scope.wider or any(title_spans(asked.scope_text, card) for card in chosen):
            return None
        scope = replace(scope, documents=scope.wider)
        query = self._asker.query(asked, scope)
        ranking = self._retriever.rank(query, scope.documents, focus=focus)
        answer = self._from_best(asked.question, query, scope, ranking, focus)
        return answer if answer.statements else None

    def _both_direct(
        self, question: str, asked: Standalone, scope: Scope, ranking: Ranking, documents: Sequence[str]
    ) -> list[Direct]:
        """What the document says about itself to each of two questions ("ai ký và ký ngày nào"); else nothing."""
        parts = two_parts(question) if two_kinds(question) else None
        read = [
            self._direct.read(part, self._measured(part, asked, scope), scope, ranking, documents)
            for part in parts or ()
        ]
        made = [one for one in read if isinstance(one, Direct) and one.confidence >= SURE_OF_DOCUMENT]
        fits = sum(len(one.reading.said) + 2 for one in made) < LONGEST_ANSWER
        return made if fits and len({(one.document.id, one.reading.said) for one in made}) > 1 else []

    def _request(self, query: Query, asked: Standalone, scope: Scope) -> tuple[Request, Scope] | None:
        """What of the register is asked for and of which documents; a subject only of several of them.

        The years of a question are those of its rows, so it may mean every plan of a province.
        """
        found = find_request(query, self._asker.titles(scope))
        if found is None:
            return None
        if found.years or found.past:
            wider = self._asker.scope(YEAR.sub(" ", asked.scope_text))
            if set(wider.documents) > set(scope.documents) and scope.documents:
                scope = replace(scope, documents=wider.documents)
        inside = self._inside(scope)
        if meant := plans_meant(found, query, inside):
            scope = replace(scope, documents=tuple(card.id for card in meant))
            found = replace(found, subject=())
        if found.subject and (len(inside) == 1 or scope.compares):
            return None
        return replace(found, named=bool(scope.documents)), scope

    def _reads_duties(self, request: Request, scope: Scope) -> bool:
        """Whether a section of the one document that is asked may list all that the agency has to do."""
        return request.duties and (len(scope.documents) or len(self._cards)) == 1

    def _promised(self, question: str, query: Query, request: Request, scope: Scope) -> Answer | None:
        """The rows of the register that are asked for; None where what has none may still be said in the text."""
        inside = self._inside(scope)
        if len(inside) > _MOST_PLANS:
            if request.subject:
                return None  # what is said of it may well stand in one of them
            reason = (
                f"Câu hỏi này nói đến hơn {_MOST_PLANS} kế hoạch. Hãy nêu tỉnh hoặc năm, hoặc tra trong mục Cam kết."
            )
            return self._declined(question, query, self._retriever.rank(query, scope.documents), reason)
        held = find_promises(request, query, inside, self._register(inside), self._store.document)
        narrowed = Kind.TARGET not in request.kinds or request.agency or request.years or request.past
        if sum(one.count for one in held) < _LEAST_ABOUT and (request.subject or (held and not narrowed)):
            return None
        ranking = self._retriever.rank(query, scope.documents)
        if held:
            statements = tell_promises(held, request, inside, self._store.document)
            first = statements[0].citations[0].quote
            ranking = self._retriever.lifted(ranking, first.document, first.span)
            return self._made(question, query, statements, ranking, _SURE_OF_REGISTER)
        if may_be_said(request, query, lambda words: bool(self._cards.saying(words, scope.documents))):
            return None
        shared = find_shared(request, query, inside, self._register(inside), self._store.document)
        if shared:
            ranking = self._retriever.lifted(ranking, shared[0].document.id, shared[0].quotes[0])
        reason = refuse_promises(request, inside, shared, all_plans=not scope.documents).reason
        return self._declined(question, query, ranking, reason)

    def _inside(self, scope: Scope) -> list[Card]:
        """The documents that may be meant; where none is named the first, and one more than can be told of."""
        return self._cards.of(scope.documents) if scope.documents else self._cards.first(_MOST_PLANS + 1)

    def _register(self, inside: Sequence[Card]) -> dict[str, tuple[Commitment, ...]]:
        """The rows of the register by document."""
        return {card.id: self._store.commitments_of(card.id) for card in inside}

    def _from_best(self, question: str, query: Query, scope: Scope, ranking: Ranking, focus: Focus | None) -> Answer:
        """The answer that is read from the best unit of the ranking."""
        best = ranking.best_for(query, foreign_years(scope, self._cards), focus)
        refusal = refuse(query, scope, best, self._cards)
        if best is None:
            return self._declined(question, query, ranking, refusal.reason if refusal else "")
        signs = signs_of(query, best, ranking, scoped=bool(scope.documents))
        sure = confidence(signs)
        if refusal is None and not (query.leans or query.english or supports(query, best, LEAST_SCOPED)):
            refusal = refuse_unsure(query, scope, best, self._cards)
        if refusal is not None:
            return self._declined(question, query, ranking, refusal.reason)
        if sure < self._least:
            reason = refuse_unsure(query, scope, best, self._cards).reason
            return self._declined(question, query, ranking, reason, sure)
        reading = self._read(query, best)
        refusal = refuse_what_is_said(query, scope, reading.said, self._cards)
        if refusal is not None:
            return self._declined(question, query, ranking, refusal.reason)
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

    def _compare(self, question: str, asked: Standalone, scope: Scope) -> Answer:
        task = find_task(question)
        query = replace(self._measured(task.measured, asked, scope), kinds=task.kinds)
        if task.compares and not scope.documents and len(self._cards) > MOST_SIDES:
            reason = f"Trong kho có {len(self._cards)} kế hoạch, không so sánh hết được. Hãy nêu các tỉnh hoặc năm."
            return self._declined(question, query, self._retriever.rank(query), reason)
        compared = self._comparer.compare(task, query, scope, lambda clause: self._asker.of_clause(clause, scope))
        merged = self._retriever.merged(compared.rankings)
        if not compared.statements:
            return self._declined(question, query, merged, "Không kế hoạch nào được hỏi nêu điều này.")
        return self._made(question, query, compared.statements, merged, compared.sure)

    def _compare_inside(self, question: str, query: Query, asked: Standalone, scope: Scope) -> Answer | None:
        """The answer that sets years, levels or sources of a plan against each other; None where none is asked."""
        task = find_task(question)
        compared = self._comparer.compare_aspects(task, scope, lambda said: self._measured(said, asked, scope))
        if compared is None:
            return None
        if not compared.statements and not task.compares:
            return None
        if not compared.statements:
            reason = "Không tìm thấy đủ các con số để so sánh hoặc tính."
            return self._declined(question, query, self._retriever.rank(query, scope.documents), reason)
        merged = self._retriever.merged(compared.rankings)
        return self._made(question, query, compared.statements, merged, compared.sure)

    def _measured(self, said: str, asked: Standalone, scope: Scope) -> Query:
        """The query of a part of the question, with what the whole of it leans on."""
        return self._asker.query(replace(asked, question=said), scope)

    def _focus(self, asked: Standalone) -> Focus | None:
        """Where the answer to the question before was read; None for one that leans on none, or on a comparison."""
        before = asked.before
        scope = self._asker.scope(before.scope_text) if before else None
        if before is None or scope is None or scope.compares:
            return None
        query = self._asker.query(before, scope)
        best = self._retriever.rank(query, scope.documents).best_for(query)
        return Focus(best.unit, query.kinds[0], asked.points) if best is not None else None

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
