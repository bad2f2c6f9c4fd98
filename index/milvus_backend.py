"""The backend over Milvus: vectors and terms of the passages there, counts and vocabulary in the store's folder.

All generations share one collection. A passage is born with one and found from then on; what is gone is left out of
what readers find, then deleted. So readers have the old or the new generation while the server changes, and what a
killed run left is deleted by the next. Where much is gone or came, a new collection is made and the old one dropped.
"""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, islice
from pathlib import Path

from corpus.errors import StoreError
from index.counts import TermCounts
from index.derived import FEW, MOST_GONE, Change, complete, index_damage, sweep, vocabulary_in
from index.layout import Layout
from index.lexical import Term, TextField, share
from index.milvus import MOST, Collection, Entity, Server, Sparse
from index.sparse import (
    CARD,
    Averages,
    averages_of,
    dimension_of,
    number_of,
    numbers_of,
    passage_vector,
    rarity,
    terms_in,
)
from index.types import IndexRow
from index.vectors import Ids, Vectors
from index.vocabulary import Vocabulary

_AT_ONCE = 500  # passages of one message, which may have 64 MB
_SAMPLE = 20_000  # passages that average lengths are taken of
_MOST_GROWTH = 2  # times its first size that a collection may have
_COUNTS, _FACTS = "counts.npy", "milvus.json"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is to be known of a generation to search it."""

    collection: str
    generation: int
    count: int  # passages
    built: int  # passages that the collection was made with
    gone: int  # passages that left it since
    dead: tuple[int, ...]  # keys of documents that went with this generation
    dimension: int
    averages: dict[str, float]

    @property
    def condition(self) -> str:
        """What holds of the passages of this generation."""
        living = f" and key not in {list(self.dead)}" if self.dead else ""
        return f"born <= {self.generation}{living}"

    @classmethod
    def read(cls, folder: Path) -> Facts:
        """Those of the generation in a folder; OSError, ValueError or TypeError where there are none."""
        known = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
        return cls(**known | {"dead": tuple(known["dead"])})

    def write(self, folder: Path) -> None:
        """Put them into a folder."""
        (folder / _FACTS).write_text(json.dumps(asdict(self)), encoding="utf-8")


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


class MilvusWords:
    """Search by words, with the scores of `LexicalIndex`."""

    def __init__(self, collection: Collection, facts: Facts, counts: TermCounts) -> None:
        self._collection, self._facts, self._counts = collection, facts, counts

    def __len__(self) -> int:
        return self._facts.count

    def ids(self) -> tuple[int, ...]:
        """The ids of the passages, in ascending order."""
        return self._collection.ids(self._facts.condition)

    def frequency(self, field: TextField, form: str) -> int:
        """In how many passages `form` stands in `field`."""
        return self._counts.of(number_of(field, form))

    def search(self, terms: Iterable[Term], limit: int, documents: Sequence[str] = ()) -> Mapping[int, float]:
        """The `limit` best passages: id to BM25 score, best first, equal ones by id."""
        asked: Sparse = {}
        for term in terms:
            self._ask(asked, term.field, term.form, term.weight)
        if not asked:
            return {}
        condition = self._facts.condition
        if documents:
            condition += f" and document in {json.dumps(list(documents), ensure_ascii=False)}"
        return {match.id: match.score for match in self._collection.by_terms(asked, limit, condition)}

    def cards(self, must: Iterable[str], any_of: Iterable[str] = (), limit: int = 10_000) -> list[int]:
        """The keys of the documents whose cards have every term of `must` and, if there are any, one of `any_of`."""
        some: Sparse = {}
        for term in any_of:
            self._ask(some, CARD, term, 1.0)
        every = [number_of(CARD, term) for term in must]
        if not all(map(self._counts.of, every)):
            return []
        more = 1.0 + sum(some.values())  # so that who has all of `must` comes before who has not
        asked = some | {dimension_of(number): more + some.get(dimension_of(number), 0.0) for number in every}
        least = more * len(set(every)) - 0.5 if not some else more * len(set(every)) + min(some.values()) / 2
        found = self._collection.by_terms(asked, limit, self._facts.condition) if asked else []
        return sorted({match.key for match in found if match.score > least})

    def cards_with(self, term: str) -> int:
        """How many documents have a term on their cards."""
        return self._counts.of(number_of(CARD, term))

    def keys_with(self, field: TextField, form: str, limit: int) -> list[int]:
        """The keys of the documents of `limit` passages, or all, in which `form` stands; in ascending order."""
        number = number_of(field, form)
        if not self._counts.of(number):
            return []
        found = self._collection.by_terms({dimension_of(number): 1.0}, min(limit, MOST), self._facts.condition)
        return sorted({match.key for match in found})

    def _ask(self, asked: Sparse, field: str, form: str, weight: float) -> None:
        """Add a term to a query, unless no passage has it."""
        number = number_of(field, form)
        if frequency := self._counts.of(number):
            dimension = dimension_of(number)
            asked[dimension] = asked.get(dimension, 0.0) + weight * rarity(frequency, len(self))


class MilvusVectors:
    """Search by vectors; exact in few passages, else by a graph of vectors with a byte a number."""

    def __init__(self, collection: Collection, facts: Facts) -> None:
        self._collection, self._facts = collection, facts

    def __len__(self) -> int:
        return self._facts.count

    @property
    def dimension(self) -> int:
        """The length of the vectors."""
        return self._facts.dimension

    def ids(self) -> tuple[int, ...]:
        """The ids of the passages, in ascending order."""
        return self._collection.ids(self._facts.condition)

    def search(self, vector: Vectors, limit: int, inside: Ids | None = None) -> Mapping[int, float]:
        """The `limit` nearest passages: id to cosine, best first, equal ones by id; none for the zero vector.

        ValueError where the vector has another length than those of the index.
        """
        if vector.shape != (self.dimension,):
            raise ValueError(f"a vector of shape {vector.shape} for an index of {self.dimension} numbers each")
        if limit < 1 or not len(self) or not vector.any() or (inside is not None and not len(inside)):
            return {}
        condition = self._facts.condition
        if inside is not None:
            condition += f" and id in {inside.tolist()}"
        return {match.id: match.score for match in self._collection.by_vector(vector, limit, condition)}


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
