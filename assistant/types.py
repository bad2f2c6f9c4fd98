"""The data of an answer: citations, statements, answers and turns of a conversation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.signs import Signs
from corpus.types import Quote, Span
from index.types import Hit

LONGEST_ANSWER = 300  # code points of a short answer


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote plus what a reader needs to find it; `page` is None for documents without pages."""

    quote: Quote
    title: str
    source: str  # file name
    section: tuple[str, ...]
    page: int | None

    @property
    def span(self) -> Span:
        """Where the quote stands in its document."""
        return self.quote.span


class Operation(StrEnum):
    """How a figure is computed from others."""

    DIFFERENCE = "difference"
    SUM = "sum"
    RATIO = "ratio"
    SHARE = "share"  # the first in per cent of the second


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure that something is computed from: as the quote says it, and its value in đồng, per cent or things."""

    written: str
    value: Decimal
    quote: Quote


@dataclass(frozen=True, slots=True)
class Computed:
    """A figure that stands in no document: how it was computed, and from what.

    `text` is the part of the statement that says it, marked as computed and with its operands ("5,06 tỷ đồng (tính:
    34,06 – 29 tỷ đồng)"); `value` is the figure in it.
    """

    text: str
    value: str
    operation: Operation
    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the answer with the citations that prove it, best first; at least one.

    Every figure of `text` stands in one of its quotes, but for those inside of `computed.text`.
    """

    text: str
    citations: tuple[Citation, ...]
    computed: Computed | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Statements in order; none means that the assistant declined, and `reason` says why and what was searched.

    `hits` is the ranking, best first: when it declined, the nearest passages that it can offer as such. `query` is the
    stand-alone text that was searched, `confidence` lies in [0, 1]. `wording` is how a language model phrases what the
    statements say, with the citations that each of its sentences names; none unless one was asked.
    `signs` are what the confidence is made of, where an answer was read from the best unit.
    """

    question: str
    query: str
    statements: tuple[Statement, ...]
    hits: tuple[Hit, ...]
    confidence: float
    reason: str | None
    seconds: float
    wording: tuple[Statement, ...] = ()
    signs: Signs | None = None

    @property
    def answered(self) -> bool:
        """Whether there is an answer at all."""
        return bool(self.statements)

    @property
    def shown(self) -> tuple[Statement, ...]:
        """What a reader is told: the wording where there is one, else the statements."""
        return self.wording or self.statements

    @property
    def text(self) -> str:
        """The short answer, at most 300 code points; empty when it declined."""
        return " ".join(statement.text for statement in self.shown)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations of all statements, each once: the first of every statement, then the further ones.

        A wording names some of these and never others, so that the evidence is the same with a model and without.
        """
        first = [statement.citations[0] for statement in self.statements]
        further = [c for statement in self.statements for c in statement.citations[1:]]
        return tuple(dict.fromkeys(first + further))


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of a conversation and the answer it got."""

    question: str
    answer: Answer
