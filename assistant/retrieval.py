"""Retrieval: words and vectors propose passages, the units in them decide the ranking."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import earned, handicap
from assistant.fitness import fitness, substance
from assistant.focus import Focus
from assistant.kinds import Wanted
from assistant.meaning import Meaning
from assistant.prepared import PreparedUnit, prepare
from assistant.query import Query
from assistant.signals import Signals, joined
from assistant.windows import Windows
from corpus.types import Quote, Span
from corpus.units import near_context
from index.store import Store
from index.types import Hit, Passage

_MOST_HITS = 10  # passages of a ranking that are shown
CANDIDATES = 60  # passages from the words
NEIGHBOURS = 30  # passages from the vectors


@dataclass(frozen=True, slots=True)
class Found:
    """A unit with the passage it begins in, the score that it ranks by and how near its meaning is."""

    unit: PreparedUnit
    passage: int
    score: float
    meaning: float
    soft: float = 0.0  # how well it meets the windows of the question


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit, the passage it begins in and what speaks for it."""

    unit: PreparedUnit
    passage: int
    signals: Signals
    soft: float  # how well it meets the windows of the question, whatever else it is


_STAND_IN_BESIDE = 0.5  # the same for one beside the answer to the question before
_STAND_IN = 0.7  # of the best score that a unit with the wanted kind needs to be read in place of the best one
_AS_GOOD = 0.9  # of the best score that a sentence that states a sum needs to be read in place of a total row


@dataclass(frozen=True, slots=True)
class Ranking:
    """The passages of a query, best first, and the best units of all of them, best first."""

    hits: tuple[Hit, ...]
    found: tuple[Found, ...]

    def best_for(self, query: Query, years: Sequence[int] = (), focus: Focus | None = None) -> Found | None:
        """The unit to read the answer from.

        The best one, or the best that comes near it and holds what is asked for: the kind of answer, and a year of the
        question that is not the document's own.
        """
        if not self.found:
            return None
        best = self.found[0]
        if focus is not None and focus.is_meant(best.unit):
            return best
        near = [f for f in self.found if f.score >= _stand_in(f.unit, focus) * best.score]
        if best.unit.has_kind(query) is False:
            below = [f for f in self.found if best.unit.unit.block in f.unit.unit.leads]  # what it only introduces
            fitting = [f for f in [*near, *below] if f.unit.has_kind(query)] or [best]
            if focus is not None and focus.shares_block(best.unit):  # what goes on about the same thing
                fitting = [f for f in fitting if focus.shares_block(f.unit)] or fitting
        else:
            fitting = [f for f in near if f.unit.has_kind(query) is not False]
        money = query.kinds[0] is Wanted.MONEY
        if money and query.asks_total and fitting[0].unit.is_total:  # a sentence tells better what its sum is of
            fitting = [f for f in fitting if f.unit.states_total and f.score >= _AS_GOOD * best.score] + fitting
        dated = [f for f in fitting if all(f.unit.tells_of_year(str(year), money=money) for year in years)]
        return (dated or fitting)[0]


def _stand_in(unit: PreparedUnit, focus: Focus | None) -> float:
    return _STAND_IN_BESIDE if focus is not None and focus.shares_block(unit) else _STAND_IN


class Retriever:
    """Ranks the passages of a store; units are prepared once per document and generation."""

    def __init__(self, store: Store, meaning: Meaning | None = None) -> None:
        self._store = store
        self._prepared: dict[str, dict[int, list[PreparedUnit]]] = {}
        self._generation = store.generation
        self._meaning = meaning or Meaning()
        self._windows = Windows(self._meaning)

    def rank(
        self, query: Query, documents: Sequence[str] = (), limit: int = _MOST_HITS, focus: Focus | None = None
    ) -> Ranking:
        """The ranking over all documents or those named; units near `focus` come before others."""
        proposed = self.candidates(query, documents)
        found = [
            Found(
                c.unit,
                c.passage,
                joined(c.signals) * (focus.pull(query, c.unit) if focus else 1.0),
                c.signals.meaning,
                c.soft,
            )
            for c in proposed
        ]
        found.sort(key=lambda f: (-f.score, f.unit.document.id, f.unit.unit.span))
        tops: dict[int, float] = {}
        for item in found:
            tops.setdefault(item.passage, item.score)
        passages = self._store.passages
        hits = tuple(Hit(passages[n], top, rank) for rank, (n, top) in enumerate(list(tops.items())[:limit], 1))
        return Ranking(hits, tuple(found[: 5 * limit]))

    def candidates(self, query: Query, documents: Sequence[str] = ()) -> list[Candidate]:
        """Every unit of the passages that words or vectors propose, in no order."""
        if self._generation != self._store.generation:
            self._generation = self._store.generation
            self._prepared = {}  # another thread may still be reading the old one
        words = self._store.words.search(query.searchable(), CANDIDATES, documents)
        nearest = self._nearest(query, documents)
        best = max(words.values(), default=1.0) or 1.0
        units = [(number, unit) for number in dict.fromkeys([*words, *nearest]) for unit in self.units(number)]
        looked_at = [unit for _, unit in units]
        near = self._meaning.nearness(query.gloss, looked_at), self._windows.nearness(query, looked_at)
        by_words = [earned(query, unit) for unit in looked_at]
        unmet = max(0.0, 1 - max((words_of.own + words_of.around for words_of in by_words), default=1.0))
        found = []
        for (number, unit), words_of, meaning, windows in zip(units, by_words, *near, strict=True):
            solid = substance(query, unit)
            factor = fitness(query, unit) * solid
            own, added, own_around, added_around = (factor * part for part in words_of)
            of_passage = words.get(number, 0.0) / best, max(0.0, nearest.get(number, 0.0))
            soft = factor * unmet * windows / handicap(unit)
            signals = Signals(own, added, own_around, added_around, *of_passage, solid * meaning, soft)
            found.append(Candidate(unit, number, signals, windows))
        return found

    def vectors(self, units: Sequence[PreparedUnit]) -> NDArray[np.float32]:
        """What the units mean with what introduces them, one row each, to compare them with one another."""
        return self._meaning.vectors([f"{near_context(u.document, u.unit)}\n{u.text}" for u in units])

    def _nearest(self, query: Query, documents: Sequence[str]) -> dict[int, float]:
        vector = self._store.encoder.encode([query.gloss])[0]
        wanted = set(documents)
        limit = NEIGHBOURS if not wanted else 20 * NEIGHBOURS
        passages = self._store.passages
        near = self._store.vectors.search(vector, limit)
        inside = {n: s for n, s in near.items() if not wanted or passages[n].document in wanted}
        return dict(list(inside.items())[:NEIGHBOURS])

    def units(self, passage: int) -> list[PreparedUnit]:
        """The units that begin in a passage."""
        return self._units_of(self._store.passages[passage].document).get(passage, [])

    def document_units(self, identity: str) -> list[PreparedUnit]:
        """All units of a document in the order of its text."""
        units = [unit for inside in self._units_of(identity).values() for unit in inside]
        return sorted(units, key=lambda u: u.unit.span)

    def _units_of(self, identity: str) -> dict[int, list[PreparedUnit]]:
        """The units of a document by the passage they begin in, prepared when first asked for."""
        prepared = self._prepared
        if identity not in prepared:
            prepared[identity] = self._prepare(identity)
        return prepared[identity]

    def lifted(self, ranking: Ranking, document: str, span: Span) -> Ranking:
        """The ranking with the passages of a place in front, where the answer was read from it by other means."""
        top = ranking.hits[0].score if ranking.hits else 1.0
        first = self._passages_at(document, span)
        rest = [hit for hit in ranking.hits if hit.passage not in first]
        scored = [(passage, top) for passage in first] + [(hit.passage, hit.score) for hit in rest]
        limit = max(len(ranking.hits), len(first))
        hits = tuple(Hit(p, s, rank) for rank, (p, s) in enumerate(scored[:limit], 1))
        return Ranking(hits, ranking.found)

    def covering(self, ranking: Ranking, quotes: Sequence[Quote]) -> Ranking:
        """The ranking with every passage that a quote stands in; what is missing takes the last places.

        More than ten hits only where more than ten passages are quoted.
        """
        quoted = dict.fromkeys(p for q in quotes for p in self._passages_at(q.document, q.span))
        missing = [p for p in quoted if p not in {hit.passage for hit in ranking.hits}]
        if not missing:
            return ranking
        room = max(0, _MOST_HITS - len(quoted))
        others = [hit for hit in ranking.hits if hit.passage not in quoted][:room]
        kept = [hit for hit in ranking.hits if hit.passage in quoted or hit in others]
        least = kept[-1].score if kept else 0.0
        kept += [Hit(passage, least, 0) for passage in missing]
        return Ranking(tuple(Hit(h.passage, h.score, rank) for rank, h in enumerate(kept, 1)), ranking.found)

    def merged(self, rankings: Sequence[Ranking], limit: int = _MOST_HITS) -> Ranking:
        """The rankings of several documents in turns: the best of each, then the second of each."""
        hits: list[Hit] = []
        for place in range(limit):
            hits += [r.hits[place] for r in rankings if place < len(r.hits)]
        found = tuple(sorted((f for r in rankings for f in r.found), key=lambda f: -f.score))
        return Ranking(tuple(Hit(h.passage, h.score, rank) for rank, h in enumerate(hits[:limit], 1)), found)

    def _passages_at(self, document: str, span: Span) -> list[Passage]:
        """The passages of a document that a span lies in, in the order of the text."""
        inside = [p for p in self._store.passages.values() if p.document == document and p.span.overlap(span)]
        return sorted(inside, key=lambda p: p.span)

    def _prepare(self, identity: str) -> dict[int, list[PreparedUnit]]:
        document = self._store.document(identity)
        mine = sorted((p.span.start, n) for n, p in self._store.passages.items() if p.document == identity)
        starts = [start for start, _ in mine]
        prepared: dict[int, list[PreparedUnit]] = {}
        for unit in prepare(document):
            number = mine[bisect_right(starts, unit.unit.span.start) - 1][1]
            prepared.setdefault(number, []).append(unit)
        return prepared
