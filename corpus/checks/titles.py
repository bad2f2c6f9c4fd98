"""title-conflict: one document number that is given two titles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from corpus.checks.finding import Finding, FindingKind, Severity, Unchecked
from corpus.checks.reading import Reading
from corpus.citations import Citation, find_citations
from corpus.folding import folded
from corpus.tokens import tokens

_OPENING = re.compile(r"^(?:(?:về việc|về|việc|phê duyệt|ban hành|thông qua|qui định|kèm theo|triển khai|thực hiện) )+")
_CLOSING = re.compile(
    r"(?: (?:của|trên địa bàn|tại|tỉnh|thành phố|giai đoạn|năm|đến năm|định hướng|và những năm) .*| \(.*|, .*)$"
)
_CITES = re.compile(r"\d[a-z]?/|\d[a-z]?-[a-zđ]")  # another document, which may be named by its number or by its title
_LEAST = 4  # syllables of a title that can be compared


def check_titles(reading: Reading) -> Iterator[Finding | Unchecked]:
    """The first citation whose title conflicts with an earlier one of the same document, for each number."""
    cited: dict[tuple[str, str], list[Citation]] = defaultdict(list)
    for piece in reading.pieces:
        for citation in find_citations(piece.text, piece.span):
            if citation.title and citation.date and not _CITES.search(citation.title):
                cited[citation.key, citation.date].append(citation)
    longs = {folded(a.short): folded(a.long.of(reading.document.text)) for a in reading.document.abbreviations}
    for citations in cited.values():
        first = _syllables(citations[0], longs)
        for other in citations[1:]:
            if _conflict(first, _syllables(other, longs)):
                yield _finding(reading, citations[0], other)
                break


def _finding(reading: Reading, first: Citation, other: Citation) -> Finding:
    text = reading.document.text
    said = [" ".join(citation.whole.of(text).split()) for citation in (first, other)]
    return reading.finding(
        FindingKind.TITLE_CONFLICT,
        Severity.WARNING,
        f"Văn bản {first.number} được viện dẫn với hai tên gọi khác nhau.",
        first.whole,
        other.whole,
        expected=said[0],
        found=said[1],
    )


def _syllables(citation: Citation, longs: dict[str, str]) -> list[str]:
    """What the document is about, without the words that any title may begin or end with."""
    said = " ".join(longs.get(word, word) for word in citation.title.split())
    said = _CLOSING.sub("", _OPENING.sub("", said))
    return [token.form for token in tokens(said)]


def _conflict(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether neither of two titles begins with the other."""
    short = min(len(a), len(b))
    return short >= _LEAST and a[:short] != b[:short]
