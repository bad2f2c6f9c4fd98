"""date-number and date-order: the date of a cited document against its number, and against the date of this one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.checks.finding import Finding, FindingKind, Severity, Unchecked
from corpus.checks.reading import Reading
from corpus.checks.writing import plain_date
from corpus.citations import Citation, find_citations, find_laws

_YEAR_OF_NUMBER = re.compile(r"\d+[a-z]?/((?:19|20)\d\d)/")


def check_dates(reading: Reading) -> Iterator[Finding | Unchecked]:
    """Cited documents whose date does not fit."""
    metadata = reading.document.metadata
    own = metadata.number.value.casefold() if metadata.number else None
    issued = metadata.date.value if metadata.date else None
    for piece in reading.pieces:
        for citation in (*find_citations(piece.text, piece.span), *find_laws(piece.text, piece.span)):
            if citation.date is None:
                continue
            year = _YEAR_OF_NUMBER.match(citation.key)
            if year and year[1] != citation.date[:4]:
                yield _wrong_year(reading, citation, year[1], citation.date[:4])
            if issued and citation.date > issued and citation.key != own:
                yield _too_late(reading, citation, citation.date, issued)


def _wrong_year(reading: Reading, citation: Citation, number: str, dated: str) -> Finding:
    return reading.finding(
        FindingKind.DATE_NUMBER,
        Severity.ERROR,
        f"Số hiệu {citation.number} ghi năm {number} nhưng ngày ban hành ghi năm {dated}.",
        citation.span,
        expected=number,
        found=dated,
    )


def _too_late(reading: Reading, citation: Citation, dated: str, issued: str) -> Finding:
    own = reading.document.metadata.date
    spans = (citation.span, own.span) if own and own.span else (citation.span,)
    return reading.finding(
        FindingKind.DATE_ORDER,
        Severity.ERROR,
        f"Văn bản viện dẫn {citation.number or citation.title} ghi ngày {plain_date(dated)}, sau ngày của văn bản này "
        f"({plain_date(issued)}).",
        *spans,
        expected=f"không sau {plain_date(issued)}",
        found=plain_date(dated),
    )
