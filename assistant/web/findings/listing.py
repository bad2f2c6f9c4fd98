"""The findings of a document as HTML, each with the quotes that show it; what was left unchecked under them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from assistant.values import shortened
from assistant.web.findings.texts import Texts
from corpus.checks import Finding, Report, Severity, Unchecked
from corpus.types import Document, Quote, Span

_LONGEST_QUOTE = 220  # code points; the rest is read in the document
_MOST_UNCHECKED = 40  # places that are listed
_SIGNS = {Severity.ERROR: "✕", Severity.WARNING: "!", Severity.NOTE: "i"}


def opening(document: str, span: Span) -> str:
    """The attributes of a button that opens a place of a document."""
    return f'data-open="{escape(document)}" data-start="{span.start}" data-end="{span.end}"'


def document_html(t: Texts, document: Document, label: str, report: Report, findings: Sequence[Finding]) -> str:
    """A document with the findings that are wanted, and the places that its checks left alone."""
    counts = Counter(finding.severity for finding in findings)
    told = "".join(f"<li>{_badge(t, severity)} {counts[severity]}</li>" for severity in Severity if counts[severity])
    items = "".join(_finding(t, document, finding) for finding in findings)
    listed = f'<ol class="list">{items}</ol>' if items else f'<p class="none">{t.none_here}</p>'
    counted = f'<ul class="counts">{told}</ul>' if told else ""
    title = f'<button type="button" {opening(document.id, Span(0, 0))}>{escape(label)}</button>'
    head = f"<header><h3>{title}</h3>{counted}</header>"
    return f'<section class="checked">{head}{listed}{_unchecked(t, document, report.unchecked)}</section>'


def _badge(t: Texts, severity: Severity) -> str:
    sign = f'<span aria-hidden="true">{_SIGNS[severity]}</span>'
    return f'<span class="badge {severity}">{sign} {t.severities[severity]}</span>'


def _finding(t: Texts, document: Document, finding: Finding) -> str:
    figures = ""
    if finding.expected is not None or finding.found is not None:
        pairs = ((t.stated, finding.found), (t.expected, finding.expected))
        figures = "".join(f"<div><dt>{name}</dt><dd>{escape(said)}</dd></div>" for name, said in pairs if said)
        figures = f'<dl lang="vi">{figures}</dl>'
    quotes = "".join(_quote(t, document, quote) for quote in finding.quotes)
    return (
        f'<li class="{finding.severity}"><h4>{_badge(t, finding.severity)} {t.kinds[finding.kind]}</h4>'
        f'<p lang="vi">{escape(finding.message)}</p>{figures}'
        f'<ul class="quotes" aria-label="{t.quotes}">{quotes}</ul></li>'
    )


def _quote(t: Texts, document: Document, quote: Quote) -> str:
    said = shortened(quote.text, _LONGEST_QUOTE)
    page = document.page(quote.span.start)
    place = f'<span class="under">{t.page.format(number=page)}</span>' if page else ""
    described = escape(t.open_described.format(quote=shortened(said, 80)))
    return (
        f'<li><button type="button" {opening(document.id, quote.span)} title="{described}" lang="vi">'
        f"“{escape(said)}”</button>{place}</li>"
    )


def _unchecked(t: Texts, document: Document, places: Sequence[Unchecked]) -> str:
    if not places:
        return ""
    counts = Counter(place.kind for place in places)
    kinds = ", ".join(f"{t.kinds[kind].lower()} {count}" for kind, count in sorted(counts.items()))
    items = "".join(_quote(t, document, place.quote) for place in places[:_MOST_UNCHECKED])
    return (
        f'<details class="unchecked"><summary>{t.unchecked.format(count=len(places))} ({kinds})</summary>'
        f'<p>{t.unchecked_why}</p><ul class="quotes">{items}</ul></details>'
    )
