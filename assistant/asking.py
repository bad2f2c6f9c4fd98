"""From a question in its conversation to the query that is searched: its own words, and weaker those it leans on."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache, partial

from assistant.cards import Cards
from assistant.conversation import SWAPPED, Standalone, names_level
from assistant.kinds import Wanted
from assistant.query import YEAR, Query, plain, scaled
from assistant.scope import Scope, find_scope
from assistant.understanding import QueryBuilder

_KEPT = 64  # questions, clauses and earlier questions whose scope is in memory
_ASKS = re.compile(r"\b(?:viec|dieu|nhung|noi dung|lam) gi\b|\bgi (?:nua|khac)\b")  # what is no kind, and no ellipsis


class Asker:
    """Makes queries over the documents that `cards` describe."""

    def __init__(self, builder: QueryBuilder, cards: Cards) -> None:
        self._builder = builder
        self._cards = cards
        self._found = lru_cache(maxsize=_KEPT)(partial(find_scope, cards=cards))

    def meant(self, question: str) -> str:
        """`question` as it was meant, where it was typed with the input method off."""
        return self._builder.meant(question)

    def scope(self, question: str) -> Scope:
        """The scope that the wording of a question gives."""
        return self._found(question)

    def query(self, asked: Standalone, scope: Scope) -> Query:
        """The query of the question, with the weaker words of the earlier questions that it leans on."""
        titles = self.titles(scope)
        query = self._builder.build(asked.question, self.scope(asked.question).names, titles, scope.documents)
        terms = list(query.terms)
        swaps = bool(asked.swaps and query.words)
        if swaps:  # the few words that swap something count more than the rest
            terms = [replace(t, weight=t.weight * SWAPPED) if t.own else t for t in terms]
        have = {term.bare for term in terms}
        levels = any(names_level(w.bare) for w in query.words)
        numbered = swaps and any(w.bare.isdigit() for w in query.words)  # "còn mức độ 4?" is no longer about the 3
        for earlier, weight in asked.carried:
            before = self._builder.build(earlier, self.scope(earlier).names, titles, scope.documents)
            for term in scaled(before, weight):
                swapped = (query.years and YEAR.fullmatch(term.bare)) or (levels and names_level(term.bare))
                renumbered = numbered and any(part.isdigit() for part in term.bare.split("_"))
                if term.bare not in have and not swapped and not renumbered:
                    terms.append(term)
                    have.add(term.bare)
            if query.kinds == (Wanted.FACT,) and not _ASKS.search(plain(asked.question)):
                query = replace(query, kinds=before.kinds)
        text = " ".join([*(earlier for earlier, _ in asked.carried[:1]), asked.question])
        counted = -1 if asked.carried else query.counted
        return replace(query, terms=tuple(terms), text=text, counted=counted, swaps=swaps)

    def of_clause(self, clause: str, scope: Scope) -> Query:
        """The query of one clause of a comparison."""
        return self._builder.build(clause, self.scope(clause).names, self.titles(scope), scope.documents)

    def titles(self, scope: Scope) -> frozenset[str]:
        """The words that stand in the title of every document of the scope."""
        if not scope.documents:
            return self._cards.in_every_title
        return frozenset.intersection(*(card.terms for card in self._cards.of(scope.documents)))
