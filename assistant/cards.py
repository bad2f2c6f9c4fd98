"""Cards: what is known of each document for finding out which ones a question is about, without reading them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from corpus.cards import (
    EVERY,
    card_terms,
    numbers_in,
    of_abbreviation,
    of_digits,
    of_number,
    of_period,
    of_province,
    of_title_pair,
    of_title_word,
    of_year,
    years_of,
)
from corpus.folding import folded
from corpus.tokens import forms_of
from corpus.types import Document
from index.caches import Cache
from index.lexical import Term, TextField
from index.store import Store
from index.types import DocumentCard

_KEPT = 20_000  # cards in memory
_MOST = 2_000  # documents that a question may be about; of more the first
_NEAREST_TITLES = 200  # documents whose titles are looked at for a question that names no other thing of them
_READ = 10  # documents that are read for a phrase, those where its words stand nearest together
_COUNTED = 300  # passages in which documents are counted one by one


@dataclass(frozen=True)  # without slots: what is derived is kept once worked out
class Card:
    """What is known of a document for finding out whether a question is about it."""

    id: str
    province: str | None
    period: str | None
    name: str  # its title as it is written, empty where it has none
    listed: str  # its terms (see `corpus.cards`)

    @cached_property
    def years(self) -> frozenset[int]:
        """The years of its period."""
        return years_of(self.period)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The folded numbers in its heads."""
        return numbers_in(self.listed)

    @cached_property
    def title(self) -> tuple[str, ...]:
        """The bare tokens of its title in order."""
        return tuple(forms_of(self.name)[1])

    @cached_property
    def terms(self) -> frozenset[str]:
        """The same without their order."""
        return frozenset(self.title)

    @cached_property
    def initials(self) -> str:
        """The first letters of the title's words, in which an abbreviation of some of them stands."""
        return "".join(word[0] for word in self.title)

    def covers(self, year: int) -> bool:
        """Whether a year is in the period or the title of the document."""
        return year in self.years or str(year) in self.terms


def card_of(document: Document) -> Card:
    """The card of a document."""
    metadata = document.metadata
    province, period, title = [f.value if f else None for f in (metadata.province, metadata.period, metadata.title)]
    return Card(document.id, province, period, title or "", card_terms(document))


class Cards:
    """The cards of a store, looked up by what a question says; to be asked within `Store.reading`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: Cache[int, Card] = Cache(_KEPT)
        self._generation = -1
        self._saying: dict[tuple[str, str], float] = {}
        self._common: frozenset[str] | None = None
        self._count = 0

    def __len__(self) -> int:
        self._follow()
        return self._count

    def of(self, identities: Iterable[str]) -> list[Card]:
        """The cards of documents, in their order; those that are not there are left out."""
        return self._made(self._store.published.cards_by_id(identities))

    def get(self, identity: str) -> Card | None:
        """The card of a document, None where there is none."""
        return next(iter(self.of([identity])), None)

    def first(self, count: int) -> list[Card]:
        """The cards of the first documents by id."""
        return self._made(self._store.published.first_cards(count))

    def has_province(self, name: str) -> bool:
        """Whether any document is of a province."""
        return bool(self._store.words.cards([of_province(name)], limit=1))

    def of_province(self, name: str, years: Collection[int]) -> list[Card]:
        """The documents of a province, those whose period holds one of the years where there are any."""
        dated = self._found([of_province(name)], [of_year(year) for year in years]) if years else []
        return dated or self._found([of_province(name)])

    def of_number(self, keys: Iterable[str]) -> list[Card]:
        """The documents with one of the numbers, as figures key them."""
        return self._found((), [of_number(folded(key)) for key in keys])

    def of_digits(self, digits: Iterable[str]) -> list[Card]:
        """The same by what stands before the first slash."""
        return self._found((), [of_digits(one) for one in digits])

    def of_period(self, periods: Iterable[str]) -> list[Card]:
        """The documents of exactly one of the periods."""
        return self._found((), [of_period(period) for period in periods])

    def of_title(self, pairs: Iterable[tuple[str, str]]) -> list[Card]:
        """The documents whose titles have most of some pairs of neighbouring bare words, the rare ones first."""
        return self._found((), [of_title_pair(*pair) for pair in sorted(pairs)], _NEAREST_TITLES)

    def of_title_words(self, words: Iterable[str]) -> list[Card]:
        """The documents whose titles have most of some bare words, the rare ones first."""
        return self._found((), [of_title_word(word) for word in sorted(set(words))], _NEAREST_TITLES)

    def defining(self, forms: Iterable[str], *, marks: bool, limit: int) -> list[Card]:
        """The documents that define an abbreviation or write it out: one of `forms`, folded tokens with blanks."""
        return self._found((), [of_abbreviation(form, marks=marks) for form in forms], limit)

    def defines(self, form: str, *, marks: bool) -> bool:
        """Whether any document defines or writes out that abbreviation."""
        return self._store.words.cards_with(of_abbreviation(form, marks=marks)) > 0

    def covers(self, year: int) -> bool:
        """Whether a year is in the period or the title of any document."""
        words = self._store.words
        return bool(words.cards((), [of_year(year), of_title_word(str(year))], limit=1))

    @property
    def in_every_title(self) -> frozenset[str]:
        """The bare words that stand in the title of every document."""
        self._follow()
        if self._common is None:
            words = self._store.words
            every = words.cards_with(EVERY)
            found = [word for card in self.first(1) for word in card.terms]
            self._common = frozenset(word for word in found if words.cards_with(of_title_word(word)) >= every)
        return self._common

    def rarity(self, pair: tuple[str, str]) -> float:
        """By how few of all documents a pair of neighbouring bare words is said at all; from 1, for all of them."""
        self._follow()
        if pair not in self._saying:
            joined, words = "_".join(pair), self._store.words
            passages = words.frequency(TextField.BARE, joined)
            saying = len(words.keys_with(TextField.BARE, joined, _COUNTED)) if passages else 0
            if passages > _COUNTED:
                saying = min(self._count, saying * passages // _COUNTED)
            self._saying[pair] = self._count / max(1, saying)
        return self._saying[pair]

    def saying(self, phrase: str, documents: Sequence[str] = ()) -> list[Document]:
        """Documents, of all or of those named, in which the words of a phrase stand beside each other somewhere.

        No more than are worth reading, for whether the phrase stands there itself must be seen in the text.
        """
        forms, _ = forms_of(phrase)
        wanted = ["_".join(pair) for pair in pairwise(forms)] or forms
        terms = [Term(TextField.FORM, form, 1.0) for form in wanted]
        found = self._store.words.search(terms, _READ, documents)
        passages = self._store.passages_by_id(found)
        return [self._store.document(d) for d in dict.fromkeys(passages[n].document for n in found if n in passages)]

    def _found(self, must: Iterable[str], any_of: Sequence[str] = (), limit: int = _MOST) -> list[Card]:
        must = list(must)
        if not (must or any_of):
            return []
        keys = self._store.words.cards(must, any_of, limit)
        return sorted(self._made(self._store.published.cards_by_key(keys)), key=lambda card: card.id)

    def _made(self, rows: Iterable[DocumentCard]) -> list[Card]:
        found = []
        for row in rows:
            card = self._known.get(row.key)
            if card is None:
                card = Card(row.id, row.province, row.period, row.title or "", row.terms)
                self._known.put(row.key, card)
            found.append(card)
        return found

    def _follow(self) -> None:
        """Count anew where the store has changed."""
        if self._generation != self._store.generation:
            self._generation = self._store.generation
            self._count = self._store.published.document_count()
            self._saying = {}
            self._common = None
