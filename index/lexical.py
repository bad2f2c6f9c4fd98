"""The inverted index for words: tantivy over folded tokens, one index document a passage.

Three fields: `form` (folded tokens and their pairs), `bare` (the same without diacritics) and `context` (bare tokens
of what a passage is indexed with); in a fourth, `card`, the first passage of a document has what names the
document (`corpus.cards`). Tokens come from `corpus.tokens`, so tantivy only splits at white space; no text is stored.
The only module that imports tantivy, when first needed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from corpus.tokens import Token, forms_of, pairs
from index.types import IndexRow

if TYPE_CHECKING:
    import tantivy

_TOKENIZER = "plan"
_CARD = "card"  # the field of what a document may be named by, on its first passage
_MOST_READ = 400_000  # occurrences of the terms of a query that are looked at
_MANY = 20_000  # passages
_FEWEST = 3  # terms that are searched in any case
_MEMORY = 30_000_000  # bytes for the writer's buffer, a little more than the least that tantivy accepts


class TextField(StrEnum):
    """The searchable fields of the index."""

    FORM = "form"
    BARE = "bare"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a query in one field, with the weight of its score."""

    field: TextField
    form: str
    weight: float


def terms_of(found: Sequence[Token]) -> tuple[list[str], list[str]]:
    """The forms and the bare forms of tokens, each with its pairs."""
    forms = [token.form for token in found]
    bares = [token.bare for token in found]
    return forms + pairs(forms), bares + pairs(bares)


class LexicalIndex:
    """A searchable tantivy index; `build` writes one, the constructor opens it."""

    def __init__(self, folder: Path) -> None:
        """Open the index in `folder`; ValueError where there is none or it is damaged."""
        if _may_lock(folder):
            self._open(folder)
            return
        # What is mapped into memory outlives its files; tantivy may still be making a lock file while they are deleted.
        with TemporaryDirectory(prefix="plan-assistant-", ignore_cleanup_errors=True) as place:
            for path in folder.iterdir():
                if path.suffix != ".lock":
                    Path(place, path.name).symlink_to(path.resolve())
            self._open(Path(place))

    def _open(self, folder: Path) -> None:
        import tantivy

        self._index = tantivy.Index.open(str(folder))
        _register(self._index)
        self._index.reload()
        self._searcher = self._index.searcher()
        self._schema = self._index.schema

    def __len__(self) -> int:
        return self._searcher.num_docs

    @classmethod
    def build(cls, folder: Path, rows: Iterable[IndexRow]) -> None:
        """Write the index of `rows` into a new `folder`; ValueError where the disk is full."""
        import tantivy

        folder.mkdir(parents=True)
        _write(tantivy.Index(_schema(), path=str(folder)), rows, ())

    @classmethod
    def change(cls, before: Path, folder: Path, gone: Iterable[int], rows: Iterable[IndexRow]) -> None:
        """Write what the index in `before` becomes without the documents of the keys `gone` and with `rows`.

        Files of tantivy never change, so the new folder shares those of `before` that it goes on to use. Terms that
        stood only in what is gone stay in its dictionaries until tantivy merges them or the index is built anew.
        """
        import tantivy

        folder.mkdir(parents=True)
        for path in before.iterdir():
            if path.suffix != ".lock":
                share(path, folder / path.name)
        _write(tantivy.Index.open(str(folder)), rows, gone)

    def ids(self) -> tuple[int, ...]:
        """The ids of the passages, in ascending order."""
        import tantivy

        if not len(self):
            return ()
        found = self._searcher.search(tantivy.Query.all_query(), limit=len(self), count=False).hits
        return tuple(sorted(self._ids(address for _, address in found)))

    def frequency(self, field: TextField, form: str) -> int:
        """In how many passages `form` stands in `field`."""
        return self._searcher.doc_freq(field.value, form)

    def vocabulary(self, field: TextField, *, pairs: bool = False) -> list[tuple[str, int]]:
        """Every form of `field`, or every pair of them, with the number of passages it stands in."""
        terms = self._searcher.terms_with_prefix(field.value, "")
        return [(form, count) for form, count in terms if ("_" in form) == pairs]

    def terms(self, field: TextField, prefix: str) -> list[tuple[str, int]]:
        """The forms of `field`, pairs too, that begin with `prefix`, with the number of passages each stands in."""
        found: list[tuple[str, int]] = self._searcher.terms_with_prefix(field.value, prefix)
        return found

    def search(self, terms: Iterable[Term], limit: int, documents: Sequence[str] = ()) -> Mapping[int, float]:
        """The `limit` best passages: id to BM25 score, best first, equal ones by id.

        Of all documents, or of those named; none where there are no terms. Among many passages the most frequent terms
        are left out where reading them all takes long.
        """
        import tantivy

        wanted = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(t.field.value, t.form), t.weight))
            for t in self._read(list(terms))
        ]
        if not wanted:
            return {}
        query = tantivy.Query.boolean_query(wanted)
        if documents:
            scope = tantivy.Query.term_set_query(self._schema, "document", list(documents))
            query = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, query), (tantivy.Occur.Must, tantivy.Query.const_score_query(scope, 0.0))]
            )
        found = self._searcher.search(query, limit=limit, count=False).hits
        ids = self._ids(address for _, address in found)
        ranked = sorted(zip(ids, (score for score, _ in found), strict=True), key=lambda pair: (-pair[1], pair[0]))
        return dict(ranked)

    def _read(self, terms: list[Term]) -> list[Term]:
        """All terms; among many passages the rarest, which tell them apart, up to what is read in some 20 ms."""
        if len(self) <= _MANY:
            return terms
        counts = [self.frequency(term.field, term.form) for term in terms]
        left = _MOST_READ
        kept: set[int] = set()
        for place in sorted(range(len(terms)), key=counts.__getitem__):
            if counts[place] > left and len(kept) >= _FEWEST:
                break
            left -= counts[place]
            kept.add(place)
        return [term for place, term in enumerate(terms) if place in kept]

    def cards(self, must: Iterable[str], any_of: Iterable[str] = (), limit: int = 10_000) -> list[int]:
        """The keys of the documents whose cards have every term of `must` and, if there are any, one of `any_of`.

        Of more than `limit` those with the most and rarest of `any_of`; in ascending order.
        """
        import tantivy

        all_of = [(tantivy.Occur.Must, tantivy.Query.const_score_query(self._card(term), 0.0)) for term in must]
        some = [(tantivy.Occur.Should, self._card(term)) for term in any_of]
        if some:
            all_of.append((tantivy.Occur.Must, tantivy.Query.boolean_query(some)))
        query = tantivy.Query.boolean_query(all_of)
        return self._keys(self._searcher.search(query, limit=limit, count=False).hits)

    def cards_with(self, term: str) -> int:
        """How many documents have a term on their cards; one that is removed may still count in a large store."""
        return self._searcher.doc_freq(_CARD, term)

    def keys_with(self, field: TextField, form: str, limit: int) -> list[int]:
        """The keys of the documents of `limit` passages, or all, in which `form` stands; in ascending order."""
        import tantivy

        query = tantivy.Query.const_score_query(self._term(field.value, form), 0.0)
        return self._keys(self._searcher.search(query, limit=limit, count=False).hits)

    def _keys(self, hits: Sequence[tuple[object, tantivy.DocAddress]]) -> list[int]:
        found = self._searcher.fast_field_values("key", [address for _, address in hits])
        return sorted({int(key or 0) for key in found})

    def _card(self, term: str) -> tantivy.Query:
        return self._term(_CARD, term)

    def _ids(self, addresses: Iterable[tantivy.DocAddress]) -> list[int]:
        return [int(number or 0) for number in self._searcher.fast_field_values("id", list(addresses))]

    def _term(self, field: str, form: str) -> tantivy.Query:
        import tantivy

        return tantivy.Query.term_query(self._schema, field, form)


def _write(index: tantivy.Index, rows: Iterable[IndexRow], gone: Iterable[int]) -> None:
    import tantivy

    _register(index)
    writer = index.writer(heap_size=_MEMORY, num_threads=1)
    for key in gone:
        writer.delete_documents_by_term("key", key)
    for row in rows:
        forms, bares = forms_of(row.text)
        writer.add_document(
            tantivy.Document(
                id=row.id,
                key=row.key,
                document=row.passage.document,
                form=_joined(forms),
                bare=_joined(bares),
                context=_context(row.passage.context),
                card=row.terms,
            )
        )
    writer.commit()
    writer.wait_merging_threads()


@lru_cache(maxsize=1 << 6)  # the passages of a section share theirs
def _context(text: str) -> str:
    _, bares = forms_of(text)
    return _joined(bares)


def _joined(forms: list[str]) -> str:
    return " ".join(forms + pairs(forms))


def share(path: Path, other: Path) -> None:
    """Let `other` be the same file, or a copy where the file system has no links."""
    try:
        other.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, other)


def _may_lock(folder: Path) -> bool:
    """Whether this user may write the lock that tantivy takes even to read."""
    lock = folder / ".tantivy-meta.lock"
    return not folder.exists() or os.access(lock if lock.exists() else folder, os.W_OK)


def _schema() -> tantivy.Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", indexed=True, fast=True)
    builder.add_integer_field("key", indexed=True, fast=True)
    builder.add_text_field("document", tokenizer_name="raw")
    for field in TextField:
        builder.add_text_field(field.value, tokenizer_name=_TOKENIZER, index_option="freq")
    builder.add_text_field("card", tokenizer_name=_TOKENIZER, index_option="basic")
    return builder.build()


def _register(index: tantivy.Index) -> None:
    import tantivy

    index.register_tokenizer(_TOKENIZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
