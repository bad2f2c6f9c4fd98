"""The result of checks: findings, and the places where a check would not decide."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.types import Quote


class FindingKind(StrEnum):
    """What is wrong with the words or figures that a finding quotes."""

    SUM = "sum"
    RATIO = "ratio"
    DIGITS_WORDS = "digits-words"
    DATE_NUMBER = "date-number"
    DATE_ORDER = "date-order"
    TARGET_YEAR = "target-year"
    TARGET_CONFLICT = "target-conflict"
    TITLE_CONFLICT = "title-conflict"
    NUMBERING = "numbering"
    MISSING_ANNEX = "missing-annex"
    REPEATED_WORD = "repeated-word"
    BRACKET = "bracket"


class Severity(StrEnum):
    """How much a finding matters: what is stated is wrong, is most likely a slip, or is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """An inconsistency: a message for the reader, what was expected and found, and the quotes that show it.

    `quotes` is never empty; its first is the place to look at. `expected` and `found` are None where the kind has
    nothing to compare, as a bracket that is not closed.
    """

    document: str
    kind: FindingKind
    severity: Severity
    message: str
    expected: str | None
    found: str | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A place that a check looked at and left alone, as what stands there could not be read with certainty."""

    kind: FindingKind
    quote: Quote


@dataclass(frozen=True, slots=True)
class Report:
    """All that the checks say of one document, in the order of the text."""

    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
