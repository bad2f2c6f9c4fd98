"""The abbreviations that the documents of a store define themselves, looked up in both directions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from corpus.folding import bare
from corpus.syllables import frequencies
from corpus.tokens import Token, tokens
from corpus.types import Document


class Glossary:
    """What an abbreviation stands for, and how a long form is abbreviated, by the documents that say so."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._by_form: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._by_bare: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._words: set[str] = set()  # abbreviations that are written like a syllable: CA, DA
        self.longest = 0
        for document in documents:
            for abbreviation in document.abbreviations:
                self._add(document.id, abbreviation.short, abbreviation.long.of(document.text))

    def meanings(self, written: str, form: str, documents: Collection[str] = (), *, marks: bool) -> tuple[str, ...]:
        """What `form`, folded tokens with one blank between them, stands for in `documents`, or in any where none.

        With `marks` False the form has lost its diacritics. `written` is the same as it was typed: an abbreviation that
        looks like a syllable is only meant where it is in capitals.
        """
        senses = (self._by_form if marks else self._by_bare).get(form, {})
        if form in self._words and not written.isupper():
            return ()
        return tuple(meaning for meaning, where in senses.items() if not documents or where & set(documents))

    def phrases(self, found: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
        """The runs of a question's tokens that may be in here."""
        for start in range(len(found)):
            for size in range(1, min(self.longest, len(found) - start) + 1):
                yield tuple(found[start : start + size])

    def _add(self, document: str, short: str, long: str) -> None:
        sides = [" ".join(token.form for token in tokens(side)) for side in (short, long)]
        for one, other in (sides, reversed(sides)):
            self._by_form[one][other].add(document)
            self._by_bare[bare(one)][other].add(document)
            self.longest = max(self.longest, one.count(" ") + 1)
        if sides[0] in frequencies():
            self._words |= {sides[0], bare(sides[0])}
