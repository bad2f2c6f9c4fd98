"""The command `check`: findings of the stored documents, and the graph of their legal bases."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from corpus.bases import Basis, citing, find_bases, stored_number
from corpus.checks import Finding, FindingKind, Report, Severity
from corpus.types import Document
from index.store import Store

FORMATS = ("table", "json", "jsonl")
_SEVERITIES = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.NOTE: "ghi chú"}
_SHOWN = 160  # characters of a quote in the table


def add_check(parser: argparse.ArgumentParser) -> None:
    """The arguments of `check`, and what runs it."""
    parser.add_argument("--document", action="append", default=[], metavar="ID", help="check this document only")
    parser.add_argument("--format", choices=FORMATS, default="table")
    parser.add_argument("--bases", action="store_true", help="show the documents that each plan stands on instead")
    parser.set_defaults(run=_check)


def _check(args: argparse.Namespace) -> int:
    with Store(args.store) as store:
        named = [store.document(identity) for identity in args.document]  # says which is not there
        if args.bases:
            everything = [store.document(identity) for identity in store.ids()]
            return _show_bases(named or everything, everything, args.format)
        return _show_findings(store.checked(args.document or store.ids()), args.format)


def _show_findings(checked: Iterable[tuple[Document, Report]], form: str) -> int:
    """The findings of one document after the other as they are read, what was found in all at the end."""
    tally = _Tally()
    if form == "table":
        for document, report in tally.over(checked):
            for line in _lines(document, report):
                print(line)
        print(tally)
        return 0
    rows = (
        finding_to_dict(finding, document) for document, report in tally.over(checked) for finding in report.findings
    )
    _print_rows(rows, form)
    print(f"plan-assistant: {tally}", file=sys.stderr)
    return 0


def finding_to_dict(finding: Finding, document: Document) -> dict[str, object]:
    """A finding as other programs read it."""
    return {
        "document": finding.document,
        "source": Path(document.source.path).name,
        "kind": str(finding.kind),
        "severity": str(finding.severity),
        "message": finding.message,
        "expected": finding.expected,
        "found": finding.found,
        "quotes": [
            {"start": quote.span.start, "end": quote.span.end, "page": document.page(quote.span.start),
             "quote": quote.text} for quote in finding.quotes
        ],
    }  # fmt: skip


def _print_rows(rows: Iterable[dict[str, object]], form: str) -> None:
    if form == "json":
        print(json.dumps(list(rows), ensure_ascii=False, indent=1))
        return
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))


def _lines(document: Document, report: Report) -> Iterator[str]:
    """The findings of a document for a reader at the terminal."""
    title = document.metadata.title
    yield f"{document.id}: {title.value if title else '-'}"
    for finding in report.findings:
        yield f"  [{_SEVERITIES[finding.severity]}] {finding.kind}: {finding.message}"
        for quote in finding.quotes:
            page = document.page(quote.span.start)
            place = f"trang {page}, " if page else ""
            said = " ".join(quote.text.split())
            shown = said if len(said) <= _SHOWN else said[:_SHOWN] + "…"
            yield f"      “{shown}” ({place}{quote.span.start}–{quote.span.end})"
    if not report.findings:
        yield "  không thấy điều gì"


class _Tally:
    """How much was found in the documents seen so far, and how much was left alone."""

    def __init__(self) -> None:
        self._documents = 0
        self._found: Counter[Severity] = Counter()
        self._left: Counter[FindingKind] = Counter()

    def over(self, checked: Iterable[tuple[Document, Report]]) -> Iterator[tuple[Document, Report]]:
        """The same, each counted as it passes."""
        for document, report in checked:
            self._documents += 1
            self._found.update(finding.severity for finding in report.findings)
            self._left.update(place.kind for place in report.unchecked)
            yield document, report

    def __str__(self) -> str:
        """All in one line."""
        said = ", ".join(f"{self._found[severity]} {name}" for severity, name in _SEVERITIES.items())
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(self._left.items()))
        left = f"{self._left.total()} chỗ" + (f" ({kinds})" if kinds else "")
        return f"{self._documents} tài liệu: {said}; không kiểm được {left}"


def _show_bases(documents: Sequence[Document], everything: Sequence[Document], form: str) -> int:
    """The graph of legal bases: an edge a line, or each document with those that it stands on."""
    cited = citing(everything)
    stored = {number: document.id for document in everything if (number := stored_number(document))}
    edges = [(document, basis) for document in documents for basis in find_bases(document)]
    if form != "table":
        rows = [
            basis_to_dict(basis, document, cited.get(basis.key, ()), stored.get(basis.key)) for document, basis in edges
        ]
        _print_rows(rows, form)
        return 0
    for document in documents:
        print(f"{document.id} căn cứ vào:")
        own = [basis for whose, basis in edges if whose is document]
        for basis in own:
            others = [other for other in cited.get(basis.key, ()) if other != document.id]
            also = f"  [cũng viện dẫn: {', '.join(others)}]" if others else ""
            here = f"  [có trong kho: {stored[basis.key]}]" if basis.key in stored else ""
            print(f"  {' '.join(basis.citation.span.of(document.text).split())}{here}{also}")
        if not own:
            print("  không thấy căn cứ nào")
    return 0


def basis_to_dict(basis: Basis, document: Document, cited_in: Sequence[str], stored: str | None) -> dict[str, object]:
    """A legal basis as other programs read it."""
    citation, quote = basis.citation, basis.quote
    return {
        "document": document.id,
        "source": Path(document.source.path).name,
        "type": citation.type or None,
        "number": citation.number or None,
        "name": " ".join(citation.span.of(document.text).split()),
        "date": citation.date,
        "cited_in": list(cited_in),
        "stored": stored,
        "page": document.page(quote.span.start),
        "start": quote.span.start,
        "end": quote.span.end,
        "quote": quote.text,
    }
