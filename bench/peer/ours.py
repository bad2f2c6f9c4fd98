"""plan-assistant itself: the whole answer, or the ranking of passages alone.

What indexing costs without reading, cutting, commitments and checks is measured on the passages ready cut, as the peers
have them: encoding them and making both indexes. What is asked is the store of the command line in either case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from assistant.asking import Asker
from assistant.assistant import Assistant
from assistant.cards import Cards
from assistant.conversation import stand_alone
from assistant.glossary import Glossary
from assistant.language import Language
from assistant.retrieval import Retriever
from assistant.understanding import QueryBuilder
from bench.peer.encoding import BATCH, encoded
from bench.peer.library import SHOWN, Place
from corpus.types import Span
from index.derived import build_indexes, vocabulary_in
from index.encoder import shipped_encoder
from index.lexicon import load_lexicon
from index.store import Store
from index.types import Hit, IndexRow, Passage
from index.vocabulary import Vocabulary


def places(hits: Sequence[Hit]) -> list[Place]:
    """Where the passages of a ranking stand."""
    return [(hit.passage.document, hit.passage.span.start, hit.passage.span.end) for hit in hits[:SHOWN]]


def rows(texts: Sequence[str]) -> Iterator[IndexRow]:
    """What is indexed of texts that are numbered from 0."""
    for first in range(0, len(texts), BATCH):
        some = texts[first : first + BATCH]
        for number, (text, vector) in enumerate(zip(some, encoded(some), strict=True), first):
            yield IndexRow(number, number, Passage(str(number), Span(0, len(text)), 0, ""), text, "", vector)


class Answers:
    """Whole answers, with their citations, checked."""

    def open(self, folder: Path) -> None:
        """Open the store."""
        self._assistant = Assistant.open(folder)

    def search(self, question: str) -> Sequence[Place]:
        """Answer, and say which passages are shown."""
        return places(self._assistant.ask(question).hits)


class Retrieval:
    """Understanding the question and ranking passages, no answer."""

    def index(self, texts: Sequence[str], folder: Path) -> None:
        """Encode the texts, and make the indexes of words and of vectors."""
        build_indexes(folder / "indexes", rows(texts), len(texts), shipped_encoder().dimension)

    def open(self, folder: Path) -> None:
        """Open the store."""
        self._store = Store(folder)
        with self._store.reading():
            cards, words, lexicon = Cards(self._store), self._store.words, load_lexicon()
            glossary = Glossary(self._store, cards)
            vocabulary = partial(Vocabulary.open, vocabulary_in(self._store.layout.indexes(self._store.generation)))
            language = Language(words, lexicon, vocabulary, glossary.written)
            self._asker = Asker(QueryBuilder(words, lexicon, language, glossary), cards)
            self._retriever = Retriever(self._store)

    def search(self, question: str) -> Sequence[Place]:
        """Rank passages."""
        with self._store.reading():
            asked = stand_alone(self._asker.meant(question), [])
            scope = self._asker.scope(asked.scope_text)
            return places(self._retriever.rank(self._asker.query(asked, scope), scope.documents).hits)
