"""The backend over Milvus: vectors and terms of the passages there, counts and vocabulary in the store's folder.

All generations share one collection. A passage is born with one and found from then on; what is gone is left out of
what readers find, then deleted. So readers have the old or the new generation while the server changes, and what a
killed run left is deleted by the next. Where much is gone or came, a new collection is made and the old one dropped.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from corpus.errors import StoreError
from index.counts import TermCounts
from index.derived import FEW, MOST_GONE, Change, complete, index_damage, sweep, vocabulary_in
from index.layout import Layout
from index.lexical import TextField, share
from index.milvus import Collection, Entity, Server
from index.milvus_search import Facts, MilvusVectors, MilvusWords
from index.sparse import (
    Averages,
    averages_of,
    numbers_of,
    passage_vector,
    terms_in,
)
from index.types import IndexRow
from index.vocabulary import Vocabulary

_AT_ONCE = 500  # passages of one message, which may have 64 MB
_SAMPLE = 20_000  # passages that average lengths are taken of
_MOST_GROWTH = 2  # times its first size that a collection may have
_COUNTS = "counts.npy"


class MilvusBackend:
    """The indexes of a store on a server; `prefix` begins the names of its collections, and of no other store's."""

    def __init__(self, layout: Layout, address: str, prefix: str) -> None:
        self._layout, self._prefix = layout, prefix
        self._server = Server(address or str(layout.milvus.absolute()))

    def build(self, generation: int, rows: Iterable[IndexRow], count: int, dimension: int) -> None:
        """Make a collection of `count` rows."""
        collection = Collection(self._server, f"{self._prefix}_{generation}_{secrets.token_hex(4)}")

        def make(unfinished: Path) -> int:
            coming = iter(rows)
            sample = list(islice(coming, _SAMPLE))
            averages = averages_of(map(terms_in, sample))
            collection.create(dimension, exact=count < FEW)
            forms: Counter[str] = Counter()
            read = _tallied(_read(chain(sample, coming)), forms)
            _put(collection, read, averages, generation).save(unfinished / _COUNTS)
            collection.flush()
            Vocabulary.of_terms(sorted(forms.items())).save(vocabulary_in(unfinished))
            Facts(collection.name, generation, count, count, 0, (), dimension, averages).write(unfinished)
            return 0

        complete(self._layout.indexes(generation), count, make)

    def change(self, generation: int, change: Change, count: int) -> bool:
        """Put what came beside what is there."""
        before = self._layout.indexes(generation - 1)
        after = count - len(change.gone_passages) + change.count
        try:
            facts = Facts.read(before)
            counts = TermCounts.open(before / _COUNTS)
        except (OSError, ValueError, KeyError, TypeError):
            return False
        gone = facts.gone + len(change.gone_passages)
        collection = Collection(self._server, facts.collection)
        if after < FEW or gone > MOST_GONE * after or after > _MOST_GROWTH * facts.built or not collection.load():
            return False

        def make(unfinished: Path) -> int:
            collection.delete(f"born >= {generation}")  # of a run that was killed
            came = _put(collection, _read(change.rows), facts.averages, generation)
            went = TermCounts.counted(numbers_of(terms_in(row)) for row in change.gone_rows)
            counts.changed(came, went).save(unfinished / _COUNTS)
            share(vocabulary_in(before), vocabulary_in(unfinished))  # a little behind until all is built anew
            Facts(
                facts.collection,
                generation,
                after,
                facts.built,
                gone,
                tuple(change.gone),
                facts.dimension,
                facts.averages,
            ).write(unfinished)
            return gone

        complete(self._layout.indexes(generation), after, make)
        return True

    def open(self, generation: int) -> tuple[MilvusWords, MilvusVectors] | None:
        """The indexes, None where the folder or the collection is missing or damaged."""
        folder = self._layout.indexes(generation)
        try:
            if index_damage(folder, thorough=False) is not None:
                return None
            facts, counts = Facts.read(folder), TermCounts.open(folder / _COUNTS)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        collection = Collection(self._server, facts.collection)
        if not collection.load() or collection.count(facts.condition) != facts.count:
            return None
        return MilvusWords(collection, facts, counts), MilvusVectors(collection, facts)

    def vocabulary(self, generation: int, words: object) -> Vocabulary:
        """The vocabulary of the generation, or of the later one that is in place by now."""
        for folder in (self._layout.indexes(generation), *self._layout.derived()):
            try:
                return Vocabulary.open(vocabulary_in(folder))
            except (OSError, ValueError):
                continue
        raise StoreError(f"{self._layout.folder}: its vocabulary is missing; run plan-assistant index once more")

    def damage(self, generation: int) -> str | None:
        """What is wrong with the files; `ids` of the indexes tells of the collection."""
        return index_damage(self._layout.indexes(generation))

    def sweep(self, generation: int) -> None:
        """Delete folders and collections of other generations, and the passages that are gone."""
        facts = Facts.read(self._layout.indexes(generation))
        for name in self._server.collections(f"{self._prefix}_"):
            if name != facts.collection:
                self._server.drop(name)
        if facts.dead:
            Collection(self._server, facts.collection).delete(f"key in {list(facts.dead)}")
        sweep(self._layout, generation)

    def clear(self) -> None:
        """Drop the collections."""
        for name in self._server.collections(f"{self._prefix}_"):
            self._server.drop(name)

    def close(self) -> None:
        """Let go of the connection."""
        self._server.close()


_Read = tuple[IndexRow, dict[str, list[str]]]  # a row with its terms


def _read(rows: Iterable[IndexRow]) -> Iterator[_Read]:
    return ((row, terms_in(row)) for row in rows)


def _put(collection: Collection, rows: Iterable[_Read], averages: Averages, generation: int) -> TermCounts:
    """Put rows into a collection; how often their terms are there."""
    return TermCounts.counted(_numbers_when_put(collection, iter(rows), averages, generation))


def _numbers_when_put(
    collection: Collection, rows: Iterator[_Read], averages: Averages, generation: int
) -> Iterator[set[int]]:
    while part := list(islice(rows, _AT_ONCE)):
        collection.upsert(
            Entity(row.id, row.key, row.passage.document, generation, passage_vector(terms, averages), row.vector)
            for row, terms in part
        )
        yield from (numbers_of(terms) for _, terms in part)


def _tallied(rows: Iterable[_Read], forms: Counter[str]) -> Iterator[_Read]:
    """The rows as they pass, their forms counted in passages."""
    for row, terms in rows:
        forms.update(set(terms[TextField.FORM]))
        yield row, terms
