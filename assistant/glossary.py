"""The abbreviations that the documents of a store define themselves, looked up in both directions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from assistant.cards import Cards
from corpus.cards import sides_of
from corpus.folding import bare, folded
from corpus.syllables import frequencies
from corpus.tokens import Token
from corpus.types import Document
from index.caches import Cache
from index.store import Store

_LONGEST = 14  # tokens of what is looked up
_READ = 20  # documents that define the same, of which one learns
_MOST = 3  # meanings of one form where more documents than that have some
_KEPT = 500  # documents whose abbreviations are in memory


@dataclass(frozen=True, slots=True)
class _Defined:
    """What one document defines: the other side of each form, and which short forms are written like a syllable."""

    meanings: dict[str, list[str]] = field(default_factory=dict)
    bare: dict[str, list[str]] = field(default_factory=dict)  # by the form without diacritics
    syllables: set[str] = field(default_factory=set)  # CA, DA
    written: dict[str, str] = field(default_factory=dict)  # short forms by their letters


class Glossary:
    """What an abbreviation stands for, and how a long form is abbreviated, by the documents that say so."""

    def __init__(self, store: Store, cards: Cards) -> None:
        self._store = store
        self._cards = cards
        self._defined: Cache[tuple[str, str], _Defined] = Cache(_KEPT)

    def meanings(self, written: str, form: str, documents: Collection[str] = (), *, marks: bool) -> tuple[str, ...]:
        """What `form`, folded tokens with one blank between them, stands for in `documents`, or in any where none.

        With `marks` False the form has lost its diacritics. `written` is the same as it was typed: an abbreviation that
        looks like a syllable is only meant where it is in capitals.
        """
        if not self._cards.defines(form, marks=marks):
            return ()
        known = [self._known(document) for document in self._defining(form, documents, marks=marks)]
        if not written.isupper() and any(form in one.syllables for one in known):
            return ()
        found = Counter(m for one in known for m in (one.meanings if marks else one.bare).get(form, ()))
        return tuple(found) if len(known) < _READ else tuple(meaning for meaning, _ in found.most_common(_MOST))

    def phrases(self, found: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
        """The runs of a question's tokens that may be in here."""
        for start in range(len(found)):
            for size in range(1, min(_LONGEST, len(found) - start) + 1):
                yield tuple(found[start : start + size])

    def written(self, letters: str) -> str | None:
        """How the documents write the abbreviation of some folded letters; None where none has it."""
        if not self._cards.defines(letters, marks=False):
            return None
        known = [self._known(document) for document in self._defining(letters, (), marks=False)]
        return next((one.written[letters] for one in reversed(known) if letters in one.written), None)

    def _defining(self, form: str, documents: Collection[str], *, marks: bool) -> list[Document]:
        """The documents of a few, or of all, that have a form on their cards."""
        if not 0 < len(documents) <= _READ:
            documents = [card.id for card in self._cards.defining([form], marks=marks, limit=_READ)]
        return list(self._store.documents_by_id(documents).values())

    def _known(self, document: Document) -> _Defined:
        key = (document.id, document.source.sha256)
        known = self._defined.get(key)
        if known is None:
            known = _defined_in(document)
            self._defined.put(key, known)
        return known


def _defined_in(document: Document) -> _Defined:
    found = _Defined()
    for abbreviation in document.abbreviations:
        sides = sides_of(abbreviation.short, abbreviation.long.of(document.text))
        for one, other in (sides, sides[::-1]):
            _add(found.meanings, one, other)
            _add(found.bare, bare(one), other)
        if sides[0] in frequencies():
            found.syllables.update((sides[0], bare(sides[0])))
        if abbreviation.short.isalpha():
            found.written[folded(abbreviation.short, marks=False)] = abbreviation.short
    return found


def _add(senses: dict[str, list[str]], form: str, meaning: str) -> None:
    known = senses.setdefault(form, [])
    if meaning not in known:
        known.append(meaning)
