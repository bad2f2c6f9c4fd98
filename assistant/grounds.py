"""The graph of the legal bases of documents; each document is read for them once as long as its text is the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from corpus.bases import Basis, citing, find_bases, stored_number
from corpus.types import Document, Metadata

_KEPT = 4096  # documents whose results are kept
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Ground:
    """A document that plans stand on: the id that it has in the store, if any, and the ids of those that cite it."""

    basis: Basis
    stored: str | None
    cited_in: tuple[str, ...]


class Grounds:
    """Reads the bases of documents; what was read is kept as long as the text is the same."""

    def __init__(self) -> None:
        self._bases = _Kept(find_bases)
        self._cited = _Kept(lambda document: frozenset(citing([document])))

    def of(self, documents: Iterable[Document]) -> tuple[Ground, ...]:
        """What each document stands on, in the order of its text; who else cites that, anywhere in these documents."""
        documents = tuple(documents)
        cited: dict[str, list[str]] = defaultdict(list)
        for document in documents:
            for key in self._cited.of(document):
                cited[key].append(document.id)
        stored = {number: document.id for document in documents if (number := stored_number(document))}
        return tuple(
            Ground(basis, stored.get(basis.key), tuple(sorted(cited[basis.key])))
            for document in documents
            for basis in self._bases.of(document)
        )


class _Kept(Generic[Result]):
    """Results of a function by the text that they were made of, the oldest given up first; for any thread."""

    def __init__(self, make: Callable[[Document], Result]) -> None:
        self._make = make
        self._results: dict[tuple[str, str, Metadata], Result] = {}
        self._guard = Lock()

    def of(self, document: Document) -> Result:
        key = _text_of(document)
        if key in self._results:
            return self._results[key]
        made = self._make(document)
        with self._guard:
            while len(self._results) >= _KEPT:
                del self._results[next(iter(self._results))]
            self._results[key] = made
        return made


def _text_of(document: Document) -> tuple[str, str, Metadata]:
    return document.id, document.source.sha256, document.metadata  # which may have been corrected
