"""A turn of a conversation as plain words: what was asked and said, and each quote with where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.types import Answer, Citation
from assistant.web.catalogue import Entry, entry_of, fold
from assistant.web.rendering import origin_of, path_of
from assistant.web.texts import Texts
from corpus.types import Document

DocumentOf = Callable[[str], Document]


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote of an answer on one line, under its number; `place` says where to find it, the file's name last."""

    number: int
    quote: str
    place: str


@dataclass(frozen=True, slots=True)
class Record:
    """A question and the lines of its answer, the numbers of their quotes in brackets behind them."""

    question: str
    lines: tuple[str, ...]
    cited: tuple[Cited, ...]


def record_of(t: Texts, question: str, answer: Answer, document_of: DocumentOf) -> Record:
    """The turn in which `question` got `answer`."""
    if not answer.answered:
        return Record(question, (answer.reason or t.no_reason,), ())
    numbers = {citation: number for number, citation in enumerate(answer.citations, 1)}
    lines = [
        f"{statement.text} {''.join(f'[{numbers[c]}]' for c in statement.citations)}" for statement in answer.shown
    ]
    lines += [t.worded] if answer.wording else []
    cited = tuple(
        Cited(number, fold(c.quote.text), _place(t, c, entry_of(document_of(c.quote.document))))
        for c, number in numbers.items()
    )
    return Record(question, tuple(lines), cited)


def as_text(record: Record) -> str:
    """The answer and its quotes as they are put into a letter."""
    quotes = [f"[{cited.number}] “{cited.quote}”\n    {cited.place}" for cited in record.cited]
    return "\n".join([*record.lines, *([""] if quotes else []), *quotes])


def _place(t: Texts, citation: Citation, entry: Entry) -> str:
    path = path_of(t, citation.section, entry.title, citation.page)
    return "; ".join(filter(None, (entry.title, origin_of(t, entry), path, citation.source)))
