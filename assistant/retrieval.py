"""Retrieval: words and vectors propose passages, the units in them decide the ranking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import Earned, earned, handicap
from assistant.fitness import fitness, substance
from assistant.focus import Focus
from assistant.kinds import Wanted
from assistant.meaning import Meaning
from assistant.prepared import PreparedUnit
from assistant.query import Query
from assistant.signals import Signals, joined
from assistant.windows import Windows
from corpus.notes import Notes
from corpus.types import Quote, Span
from corpus.units import near_context
from index.caches import Cache
from index.store import Store
from index.types import Hit, Passage

_MOST_HITS = 10  # passages of a ranking that are shown
CANDIDATES = 60  # passages from the words
NEIGHBOURS = 30  # passages from the vectors
_HUGE = 200_000  # passages of a store, from which on fewer are read, each of another document
CANDIDATES_OF_HUGE = 24
NEIGHBOURS_OF_HUGE = 12
_MANY = 20_000  # passages of a store, from which on only so many units are looked at closely
_PROMISING = 64  # of their units, those that are looked at closely
_ROOM = 300_000_000  # bytes of prepared units in memory
_NOTES = 2_000  # documents whose notes are
_OF_UNIT, _OF_CHARACTER = 10_000, 150


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


class _Met(NamedTuple):
    """A unit with what can be told of it at once."""

    unit: PreparedUnit
    passage: int
    words: Earned
    passage_words: float
    passage_meaning: float
    meaning: float

    @property
    def promise(self) -> float:
        """The score of the unit as if it were of the right kind."""
        return joined(Signals(*self.words, self.passage_words, self.passage_meaning, self.meaning, 0.0))

    def judged(self, query: Query, windows: float, unmet: float) -> Candidate:
        """The unit with all that speaks for it; `unmet` is the share of the question that no unit meets by words."""
        solid = substance(query, self.unit)
        factor = fitness(query, self.unit) * solid
        own, added, own_around, added_around = (factor * part for part in self.words)
        soft = factor * unmet * windows / handicap(self.unit)
        of_passage = self.passage_words, self.passage_meaning
        signals = Signals(own, added, own_around, added_around, *of_passage, solid * self.meaning, soft)
        return Candidate(self.unit, self.passage, signals, windows)


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
    """Ranks the passages of a store, by units that are prepared passage by passage; ask it within `Store.reading`."""

    def __init__(self, store: Store, meaning: Meaning | None = None) -> None:
        self._store = store
        self._prepared: Cache[int, tuple[PreparedUnit, ...]] = Cache(_ROOM)  # no number of a passage is used again
        self._notes: Cache[int, Notes] = Cache(_NOTES)
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
        shown = list(tops.items())[:limit]
        passages = self._store.passages_by_id(number for number, _ in shown)
        hits = tuple(Hit(passages[number], top, rank) for rank, (number, top) in enumerate(shown, 1))
        return Ranking(hits, tuple(found[: 5 * limit]))

    @property
    def hurries(self) -> bool:
        """Whether the store is so large that an answer within its time can look at little."""
        return len(self._store.words) > _HUGE

    def candidates(self, query: Query, documents: Sequence[str] = ()) -> list[Candidate]:
        """The units of the passages that words or vectors propose, of a large store the promising ones; in no order."""
        many = len(self._store.words) > _MANY
        words = self._store.words.search(
            query.searchable(), CANDIDATES_OF_HUGE if self.hurries else CANDIDATES, documents
        )
        nearest = self._nearest(query, documents, NEIGHBOURS_OF_HUGE if self.hurries else NEIGHBOURS)
        best = max(words.values(), default=1.0) or 1.0
        proposed = self._units(dict.fromkeys([*words, *nearest]))
        units = [(number, unit) for number, inside in proposed.items() for unit in inside]
        by_words = [earned(query, unit) for _, unit in units]
        unmet = max(0.0, 1 - max((words_of.own + words_of.around for words_of in by_words), default=1.0))
        near = self._meaning.nearness(query.gloss, [unit for _, unit in units])
        met = [
            _Met(unit, number, words_of, words.get(number, 0.0) / best, max(0.0, nearest.get(number, 0.0)), meaning)
            for (number, unit), words_of, meaning in zip(units, by_words, near, strict=True)
        ]
        if many:
            met = sorted(met, key=lambda one: -one.promise)[:_PROMISING]
        soft = self._windows.nearness(query, [one.unit for one in met])
        return [one.judged(query, windows, unmet) for one, windows in zip(met, soft, strict=True)]

    def best_documents(self, query: Query, documents: Sequence[str], limit: int) -> list[str]:
        """The documents, of all or of those named, whose passages the words of the question find first."""
        found = self._store.words.search(query.searchable(), CANDIDATES, documents)
        passages = self._store.passages_by_id(found)
        return list(dict.fromkeys(passages[number].document for number in found if number in passages))[:limit]

    def vectors(self, units: Sequence[PreparedUnit]) -> NDArray[np.float32]:
        """What the units mean with what introduces them, one row each, to compare them with one another."""
        return self._meaning.vectors([f"{near_context(u.document, u.unit)}\n{u.text}" for u in units])

    def _nearest(self, query: Query, documents: Sequence[str], limit: int) -> Mapping[int, float]:
        vector = self._store.encoder.encode([query.gloss])[0]
        inside = self._store.passage_ids_of(documents) if documents else None
        return self._store.vectors.search(vector, limit, inside)

    def document_units(self, identity: str) -> list[PreparedUnit]:
        """All units of a document in the order of its text."""
        inside = self._units(number for number, _ in self._store.passages_of(identity))
        return sorted((unit for units in inside.values() for unit in units), key=lambda u: u.unit.span)

    def _units(self, numbers: Iterable[int]) -> dict[int, tuple[PreparedUnit, ...]]:
        """The units that begin in each passage, prepared where they are not at hand."""
        found = {number: self._prepared.get(number) for number in numbers}
        missing = self._store.passages_by_id(number for number, units in found.items() if units is None)
        documents = self._store.documents_by_id(passage.document for passage in missing.values())
        notes = self._notes_of(documents)
        for number, passage in missing.items():
            document = documents[passage.document]
            units = tuple(
                PreparedUnit(document, unit, task) for unit, task in notes[document.id].beginning_in(passage.span)
            )
            self._prepared.put(number, units, sum(_weight(unit) for unit in units))
            found[number] = units
        return {number: units for number, units in found.items() if units is not None}

    def _notes_of(self, documents: Iterable[str]) -> dict[str, Notes]:
        found = {}
        for identity, (key, packed) in self._store.notes_of(documents).items():
            notes = self._notes.get(key)
            if notes is None:
                notes = Notes(packed)
                self._notes.put(key, notes)
            found[identity] = notes
        return found

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
        return [passage for _, passage in self._store.passages_of(document) if passage.span.overlap(span)]


def _weight(unit: PreparedUnit) -> int:
    """About the bytes that a unit takes once everything of it was worked out."""
    return _OF_UNIT + _OF_CHARACTER * len(unit.text)
