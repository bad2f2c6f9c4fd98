"""The data of the register: a commitment, its deadline and the parties to it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from corpus.types import Span


class Kind(StrEnum):
    """What is promised."""

    TARGET = "target"  # a measured state by a time
    TASK = "task"  # who must do what
    BUDGET = "budget"  # a project or line with its amount
    REPORTING = "reporting"  # who reports what to whom, how often


class Bound(StrEnum):
    """How the value is meant; exactly where a commitment has none."""

    LEAST = "at least"
    ABOUT = "about"
    MOST = "at most"


class Origin(StrEnum):
    """Where a deadline or a party was read, nearest first."""

    SENTENCE = "sentence"
    LABEL = "label"  # a labelled line of its own ("- Thời gian: ...")
    ROW = "row"
    LEAD = "lead"  # the item or the sentence above that introduces it
    HEADING = "heading"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when, or in which period.

    `value` is "2014", "2016/2020", "2026-Q3", "2019-10", "2019-10-15", "--10-15" for a day and "--10" for a month
    of every year. `span` is where it is written, None for the period that the plan's title or file name gives.
    """

    value: str
    origin: Origin
    span: Span | None


@dataclass(frozen=True, slots=True)
class Party:
    """An agency with its full official name, the key that all its spellings share, and where it is named."""

    name: str
    key: str
    span: Span
    origin: Origin


@dataclass(frozen=True, slots=True)
class Amount:
    """One of several figures of a commitment, with what it is of (a year, a source)."""

    label: str
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """One promise of a document; `span` are the words that prove it.

    `statement` is those words tidied, `metric` what `value` measures, in `unit` (money always in đồng). `low` is the
    lower end of a range. `lead` does it, `supporting` help, `recipient` gets the report, `frequency` says how often.
    """

    kind: Kind
    span: Span
    section: int
    statement: str
    metric: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    bound: Bound | None = None
    low: Decimal | None = None
    deadline: Deadline | None = None
    frequency: str | None = None
    lead: tuple[Party, ...] = ()
    supporting: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    funding: str | None = None
    amounts: tuple[Amount, ...] = ()
