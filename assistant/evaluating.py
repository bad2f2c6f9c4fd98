"""What the app needs of the evaluation, which lies above it and is handed in where the command is put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assistant.types import Answer
from corpus.types import Document

Ask = Callable[[str, Sequence[str]], Answer]  # the question and the earlier turns, oldest first
Told = Callable[[int, int], None]  # how many questions of how many were asked; what it raises ends the run

PAGE = "report.html"  # the report as a page that needs nothing else


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions that can be asked together; `missing` names the documents that they need and the store lacks."""

    name: str
    count: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """The mean of a measure with its interval; `change` is what it gained since the baseline, None without one."""

    measure: str
    value: float
    low: float
    high: float
    count: int
    change: float | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a report comes to; the last two are ids of questions, compared with the baseline."""

    right: int
    count: int
    figures: tuple[Figure, ...]
    p50: float | None
    p95: float | None
    newly_right: tuple[str, ...] = ()
    newly_wrong: tuple[str, ...] = ()


class Evaluator(Protocol):
    """Question sets, and what comes of asking them."""

    @property
    def baseline(self) -> Path | None:
        """The evaluation that ships, to compare with."""
        ...

    def sets(self, documents: Sequence[Document], /) -> tuple[QuestionSet, ...]:
        """The question sets that ship."""
        ...

    def count(self, name: str, content: bytes, documents: Sequence[Document], /) -> QuestionSet:
        """The set in the content of a file of that name; a PlanAssistantError says what is wrong with it."""
        ...

    def run(
        self,
        names: Sequence[str],
        others: Mapping[str, bytes],
        ask: Ask,
        documents: Sequence[Document],
        told: Told,
    ) -> Evaluated:
        """Ask the questions of shipped sets and of other files; a PlanAssistantError where they do not fit."""
        ...


class Evaluated(Protocol):
    """What came of asking."""

    @property
    def documents(self) -> frozenset[str]:
        """The ids of the documents that the report quotes."""
        ...

    def write(self, folder: Path, baseline: Path | None, /) -> Summary:
        """Write the report, and a file `baseline.json` that later ones can be compared with."""
        ...
