"""All checks of a document in one call."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from corpus.checks.amount_words import check_amount_words
from corpus.checks.annexes import check_annexes
from corpus.checks.brackets import check_brackets
from corpus.checks.dates import check_dates
from corpus.checks.finding import Finding, Report, Unchecked
from corpus.checks.inline_sums import check_inline_sums
from corpus.checks.list_sums import check_list_sums
from corpus.checks.numbering import check_numbering
from corpus.checks.ratios import check_ratios
from corpus.checks.reading import Reading
from corpus.checks.repetition import check_repetition
from corpus.checks.table_sums import check_table_sums
from corpus.checks.targets import check_targets
from corpus.checks.titles import check_titles
from corpus.checks.universals import check_universals
from corpus.types import Document

_CHECKS: tuple[Callable[[Reading], Iterator[Finding | Unchecked]], ...] = (
    check_table_sums,
    check_list_sums,
    check_inline_sums,
    check_ratios,
    check_amount_words,
    check_dates,
    check_titles,
    check_targets,
    check_universals,
    check_numbering,
    check_annexes,
    check_repetition,
    check_brackets,
)


def check_document(document: Document) -> Report:
    """Everything that the checks find in a document, and what they would not decide."""
    reading = Reading.of(document)
    said = [result for check in _CHECKS for result in check(reading)]
    findings = (result for result in said if isinstance(result, Finding))
    unchecked = (result for result in said if isinstance(result, Unchecked))
    return Report(
        tuple(sorted(findings, key=lambda finding: finding.quotes[0].span)),
        tuple(sorted(unchecked, key=lambda place: place.quote.span)),
    )
