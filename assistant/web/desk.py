"""What the web needs of the assistant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from assistant.grounds import Ground
from assistant.register.entries import Entry
from assistant.types import Answer
from corpus.checks import Report
from corpus.types import Document
from index.feedback import Rating


class Desk(Protocol):
    """The part of the assistant that the web calls; may be called from any thread."""

    @property
    def phrases(self) -> bool:
        """Whether answers are sent to a language model to be worded."""
        ...

    def ask(self, question: str, history: Sequence[str] = (), documents: Sequence[str] = ()) -> Answer:
        """Answer `question` after the earlier questions in `history`, from `documents` alone where any are named."""
        ...

    def warm(self) -> None:
        """Read what the first question needs, so that it is answered as quickly as the others."""
        ...

    def phrase(self, answer: Answer, /) -> Iterator[Answer]:
        """The answer as a language model words it, growing; the last one counts, without a model the answer itself."""
        ...

    @property
    def folder(self) -> Path:
        """The folder of the store."""
        ...

    def refresh(self) -> None:
        """Show the documents as another process has changed them by now."""
        ...

    def documents(self) -> tuple[Document, ...]:
        """All documents of the store."""
        ...

    def document(self, identity: str, /) -> Document:
        """The document with that id; a PlanAssistantError where there is none."""
        ...

    def commitments(self) -> tuple[Entry, ...]:
        """Every commitment with its document; the same object until the store changes."""
        ...

    def checked(self, identities: Iterable[str], /) -> tuple[tuple[Document, Report], ...]:
        """Those of the documents that are there, with what the checks said of each when it was indexed."""
        ...

    def grounds(self) -> tuple[Ground, ...]:
        """The legal bases of all documents, with those that cite each."""
        ...

    def examples(self) -> tuple[str, ...]:
        """Questions that can be asked of the documents."""
        ...

    def original(self, document: Document, /) -> Path | None:
        """The file that a document was read from; None where it is gone or has been changed since."""
        ...

    def rate(self, rating: Rating, /) -> None:
        """Keep what a reader thinks of an answer; a PlanAssistantError where it cannot be kept."""
        ...
