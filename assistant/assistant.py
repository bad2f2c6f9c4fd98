"""The assistant: from a question, with what was asked before, to an answer with its citations."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from assistant.answering import Answering
from assistant.asking import Asker
from assistant.cards import Cards
from assistant.confidence import LEAST
from assistant.conversation import Standalone, stand_alone
from assistant.examples import examples_of
from assistant.glossary import Glossary
from assistant.grounds import Ground, Grounds
from assistant.language import Language
from assistant.meaning import Meaning
from assistant.register.entries import Entry, entries_of
from assistant.retrieval import Candidate, Retriever
from assistant.types import Answer
from assistant.understanding import QueryBuilder
from corpus.checks import Report
from corpus.errors import AssistantError
from corpus.folding import bare
from corpus.remembering import forget
from corpus.types import Document
from index.feedback import Feedback, Rating
from index.lexicon import load_lexicon
from index.originals import original_of
from index.store import Store

if TYPE_CHECKING:
    from assistant.phrasing import Phraser

_LOOKED_AT = 30  # documents from which example questions are made
_FIRST = "Cơ quan nào chủ trì, tổng kinh phí là bao nhiêu?"
_LONGEST_QUESTION = 2_000  # code points; what is longer is no question


class Assistant:
    """Answers questions over one store; `open` takes its folder."""

    def __init__(
        self, store: Store, meaning: Meaning | None = None, phraser: Phraser | None = None, least: float = LEAST
    ) -> None:
        self._store = store
        self._least = least
        self._phraser = phraser
        self._retriever = Retriever(store, meaning)
        self._cards = Cards(store)
        self._glossary = Glossary(store, self._cards)
        self._register: tuple[int, tuple[Entry, ...]] | None = None
        self._grounds = Grounds()
        self._parts: _Parts | None = None
        with store.reading():
            self._present()

    @classmethod
    def open(
        cls, store: Path, meaning: Meaning | None = None, phraser: Phraser | None = None, least: float = LEAST
    ) -> Assistant:
        """The assistant over the store in a folder; StoreError where there is none.

        `meaning` compares units by another encoder than the shipped one, to measure it; `phraser` words answers;
        with less confidence than `least` it declines.
        """
        return cls(Store(store), meaning, phraser, least)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def documents(self) -> tuple[Document, ...]:
        """The documents of the store, by id; all at once in memory."""
        with self._store.reading():
            return tuple(self._store.document(identity) for identity in self._store.ids())

    def document(self, identity: str) -> Document:
        """The document with that id; StoreError where there is none."""
        return self._store.document(identity)

    def original(self, document: Document) -> Path | None:
        """The file that a document was read from, as it was then; None where it is gone or another one by now."""
        path = original_of(self._store.layout.folder, document.source)
        if path is None:
            return None
        try:
            same = hashlib.sha256(path.read_bytes()).hexdigest() == document.source.sha256
        except OSError:
            return None
        return path if same else None

    def rate(self, rating: Rating) -> None:
        """Keep what a reader thinks of an answer; StoreError where the store cannot be written."""
        Feedback(self._store.layout.folder).rate(rating)

    @property
    def folder(self) -> Path:
        """The folder of the store."""
        return self._store.layout.folder

    def refresh(self) -> None:
        """Show the documents as another process has changed them by now."""
        self._store.refresh()

    def sources(self) -> Mapping[str, str]:
        """The file name of each document, by id, read when it is asked for; StoreError where there is none."""
        return _Sources(self._store)

    def examples(self) -> tuple[str, ...]:
        """Questions that the loaded documents can be asked, one for each of the first documents."""
        with self._store.reading():
            return examples_of(self._store.document(card.id) for card in self._cards.first(_LOOKED_AT))

    def commitments(self) -> tuple[Entry, ...]:
        """Every commitment with its document, in the order of the text; the same object until the store changes."""
        with self._store.reading():
            if self._register is None or self._register[0] != self._store.generation:
                self._register = self._store.generation, tuple(entries_of(self._store))
            return self._register[1]

    def checked(self, identities: Iterable[str]) -> tuple[tuple[Document, Report], ...]:
        """Those of the documents that are there, with what the checks said of each when it was indexed."""
        with self._store.reading():
            return tuple(self._store.checked(identities))

    def grounds(self) -> tuple[Ground, ...]:
        """The legal bases of all documents, with those that cite each."""
        try:
            return self._grounds.of(self.documents())
        finally:
            forget()

    def ask(self, question: str, history: Sequence[str] = (), documents: Sequence[str] = ()) -> Answer:
        """Answer `question`, asked after the questions of `history` (oldest first), from all documents or those named.

        AssistantError where the question is empty, far too long or no text, StoreError where a document is not there.
        """
        started = time.perf_counter()
        if not question.strip():
            raise AssistantError("question: empty; write what you want to know")
        for said in (question, *history):
            if len(said) > _LONGEST_QUESTION:
                raise AssistantError(f"question: longer than {_LONGEST_QUESTION} characters; shorten it")
            if any("\ud800" <= char <= "\udfff" for char in said):
                raise AssistantError("question: is no Unicode text; write it in UTF-8")
        with self._store.reading():
            for identity in documents:
                self._store.document(identity)
            parts = self._present()
            try:
                answer = parts.answering.answer(parts.understood(question, history), documents)
            finally:
                forget()  # a document that is removed now must not stay in memory
        return replace(answer, question=question, seconds=round(time.perf_counter() - started, 4))

    def warm(self) -> None:
        """Read what the first question needs, as the encoder and the model of syllables, so that it need not wait."""
        for question in (_FIRST, bare(_FIRST)):  # diacritics that are left out have a model of their own
            self.ask(question)

    @property
    def phrases(self) -> bool:
        """Whether answers are sent to a language model to be worded."""
        return self._phraser is not None

    def phrase(self, answer: Answer) -> Iterator[Answer]:
        """The answer as a language model words it, one sentence more each time; without one the answer itself.

        The last one counts: what came before may have been taken back (see `Phraser.phrase`).
        """
        if self._phraser is None:
            yield answer
        else:
            yield from self._phraser.phrase(answer)

    def candidates(self, question: str, history: Sequence[str] = ()) -> list[Candidate]:
        """The units proposed for a question with what speaks for each, in no order; none where plans are compared."""
        with self._store.reading():
            parts = self._present()
            asked = parts.understood(question, history)
            scope = parts.asker.scope(asked.scope_text)
            if scope.compares:
                return []
            return self._retriever.candidates(parts.asker.query(asked, scope), scope.documents)

    def _present(self) -> _Parts:
        """What belongs to the generation that is read, made anew where another process has changed the store."""
        parts, generation = self._parts, self._store.generation
        if parts is None or parts.generation != generation:
            words, lexicon = self._store.words, load_lexicon()
            vocabulary = partial(self._store.backend.vocabulary, generation, words)
            language = Language(words, lexicon, vocabulary, self._glossary.written)
            asker = Asker(QueryBuilder(words, lexicon, language, self._glossary), self._cards)
            answering = Answering(self._store, self._retriever, self._cards, asker, self._least)
            self._parts = parts = _Parts(generation, asker, answering)
        return parts


class _Sources(Mapping[str, str]):
    """The file names of the documents of a store, by id."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getitem__(self, identity: str) -> str:
        return Path(self._store.document(identity).source.path).name

    def __iter__(self) -> Iterator[str]:
        return iter(self._store.ids())

    def __len__(self) -> int:
        return self._store.published.document_count()


@dataclass(frozen=True, slots=True)
class _Parts:
    """What reads one generation of a store."""

    generation: int
    asker: Asker
    answering: Answering

    def understood(self, question: str, history: Sequence[str]) -> Standalone:
        """The question as it was meant, and what it leans on."""
        meant = stand_alone(self.asker.meant(question), [self.asker.meant(earlier) for earlier in history])
        return replace(meant, typed=question)
