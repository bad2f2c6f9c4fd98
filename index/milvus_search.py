"""Search in a generation of passages on Milvus, by words and by vectors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from index.counts import TermCounts
from index.lexical import Term, TextField
from index.milvus import MOST, Collection, Sparse
from index.sparse import CARD, dimension_of, number_of, rarity
from index.vectors import Ids, Vectors

_FACTS = "milvus.json"


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
