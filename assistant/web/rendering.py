"""Answers as HTML: the short answer, its numbered quotes with their sources, or why there is none and what came near.

Everything that a document, a file name or a user wrote goes through `html.escape`; nothing is read as Markdown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from assistant.smalltalk import small_talk
from assistant.types import Answer, Citation, Statement
from assistant.values import shortened
from assistant.web import texts
from assistant.web.catalogue import Entry, entry_of, fold
from assistant.web.quoting import quote_html
from corpus.types import Document, Span
from index.types import Passage

_NEAREST = 3
_LONGEST_EXCERPT = 280  # code points of a nearest passage; it is read in the document
_LONGEST_STEP = 72  # code points of a section in a path
_LONGEST_HEADLINE = 120  # code points of an answer that is set large
_HIGH, _MEDIUM = 0.75, 0.5  # confidence from which it is called so

DocumentOf = Callable[[str], Document]


def masthead_html(phrases: bool) -> str:
    """The name of the program and where questions go; the button leads to the documents where they are out of sight."""
    subtitle = texts.SUBTITLE_WORDED if phrases else texts.SUBTITLE
    button = f'<button type="button" class="to-documents" data-open="">{texts.DOCUMENTS}</button>'
    return f"<div><h1>{texts.TITLE}</h1><p>{subtitle}</p></div>{button}"


def answer_html(answer: Answer, scope: str, document_of: DocumentOf) -> str:
    """An answer, or what there is instead of one; `scope` says in which documents it was looked for."""
    if not answer.answered:
        return _declined(answer, scope, document_of)
    numbers = {citation: number for number, citation in enumerate(answer.citations, 1)}
    said = "".join(
        f"<p>{_said(statement)} {''.join(_reference(numbers[c], c) for c in statement.citations)}</p>"
        for statement in answer.shown
    )
    size = "short" if len(answer.text) <= _LONGEST_HEADLINE else "short extended"
    worded = f'<p class="worded">{texts.WORDED}</p>' if answer.wording else ""
    quotes = "".join(_quote(number, c, document_of(c.quote.document)) for c, number in numbers.items())
    return (
        f'<div class="answer"><div class="{size}">{said}</div>{worded}'
        f'<ol class="quotes" aria-label="{texts.QUOTES}">{quotes}</ol>{_confidence(answer.confidence)}</div>'
    )


def _said(statement: Statement) -> str:
    """The text of a statement; what was computed is marked, as it stands in no document."""
    said = escape(statement.text)
    if statement.computed is None:
        return said
    computed = escape(statement.computed.text)
    return said.replace(computed, f'<span class="computed" title="{escape(texts.COMPUTED)}">{computed}</span>', 1)


def turn_html(question: str, answer: str) -> str:
    """A question with the markup that answers it."""
    asked = f'<span class="unseen">{texts.QUESTION}: </span>{escape(question)}'
    return f'<article class="turn"><h2 class="question">{asked}</h2>{answer}</article>'


def conversation_html(turns: Sequence[str]) -> str:
    """The turns of a conversation, announced by screen readers as they come."""
    return f'<div class="turns" role="log" aria-live="polite">{"".join(turns)}</div>'


def searching_html() -> str:
    """What stands for an answer until it comes."""
    return f'<p class="searching"><span class="dots" aria-hidden="true"></span>{texts.SEARCHING}</p>'


def failed_html(message: str) -> str:
    """What stands for an answer where the question could not be handled."""
    return f'<div class="declined" role="alert"><p class="short">{texts.FAILED}</p><p>{escape(message)}</p></div>'


def welcome_html(examples: Sequence[str], count: int) -> str:
    """What an empty conversation shows: how to ask, and questions to begin with."""
    if not count:
        return f'<div class="welcome"><h2>{texts.WELCOME}</h2><p>{texts.NO_DOCUMENTS}</p></div>'
    buttons = "".join(f'<li><button type="button" data-ask="{escape(e)}">{escape(e)}</button></li>' for e in examples)
    listed = f"<h3>{texts.EXAMPLES}</h3><ul>{buttons}</ul>" if examples else ""
    return f'<div class="welcome"><h2>{texts.WELCOME}</h2><p>{texts.WELCOME_MORE}</p>{listed}</div>'


def documents_html(entries: Sequence[Entry]) -> str:
    """The list of documents, each of which opens at its beginning."""
    items = "".join(
        f'<li><button type="button" {_opening(entry.id, Span(0, 0))}><span class="label">{escape(entry.label)}</span>'
        f'<span class="title">{escape(entry.title)}</span>{_origin(entry)}</button></li>'
        for entry in entries
    )
    return (
        f'<section class="documents"><header class="bar">{_to_chat()}</header>'
        f"<h2>{texts.LOADED} ({len(entries)})</h2><p>{texts.LOADED_MORE}</p><ul>{items}</ul></section>"
    )


def reading_html(document: Document, page: str, quote: Span | None) -> str:
    """The page of a document under a bar that names it and leads to the quote, the list and the chat."""
    entry = entry_of(document)
    jump = f'<button type="button" data-jump>{texts.TO_QUOTE}</button>' if quote else ""
    back = f'<button type="button" data-open="">{texts.TO_LIST}</button>'
    place = _place(document, quote) if quote else ""
    shown = quote or Span(0, 0)
    where = f'data-document="{escape(document.id)}" data-start="{shown.start}" data-end="{shown.end}"'
    title = escape(entry.title)
    return (
        f'<section class="reading" {where}><header class="bar">{_to_chat()}{back}{jump}'
        f"<h2>{title}</h2>{_origin(entry)}{place}</header>"
        f'<div class="paper" lang="vi" tabindex="0" role="document" aria-label="{title}">{page}</div></section>'
    )


def gone_html() -> str:
    """What is shown for a place that is no longer there."""
    bar = f'<header class="bar">{_to_chat()}</header>'
    return f'<section class="documents">{bar}<p role="alert">{texts.GONE}</p></section>'


def _quote(number: int, citation: Citation, document: Document) -> str:
    entry = entry_of(document)
    described = escape(texts.OPEN_DESCRIBED.format(number=number, title=fold(citation.title)))
    path = _path(citation.section, entry.title, citation.page)
    opening = _opening(document.id, citation.span)
    return (
        f'<li><span class="number">[{number}]</span>'
        f"<blockquote>{quote_html(document, citation.span)}</blockquote>"
        f'<div class="source"><span class="title">{escape(fold(citation.title))}</span>{_origin(entry)}'
        f'<span class="path">{escape(path)}</span>'
        f'<button type="button" {opening} aria-label="{described}">{texts.OPEN_HERE}</button></div></li>'
    )


def _reference(number: int, citation: Citation) -> str:
    described = escape(texts.OPEN_DESCRIBED.format(number=number, title=fold(citation.title)))
    opening = _opening(citation.quote.document, citation.span)
    return f'<button type="button" class="reference" {opening} aria-label="{described}">[{number}]</button>'


def _declined(answer: Answer, scope: str, document_of: DocumentOf) -> str:
    if small_talk(answer.question) is not None:  # nothing was asked of the documents, so nothing is missing there
        return f'<div class="answer"><div class="short"><p>{escape(answer.reason or texts.NO_REASON)}</p></div></div>'
    searched = texts.SEARCHED.format(query=fold(answer.query), scope=scope)
    nearest = "".join(_near(hit.passage, document_of(hit.passage.document)) for hit in answer.hits[:_NEAREST])
    above = f"<h3>{texts.NEAREST}</h3><p>{texts.NEAREST_NOTE}</p>"
    listed = f'<section class="nearest">{above}<ul>{nearest}</ul></section>' if nearest else ""
    return (
        f'<div class="declined"><p class="short">{texts.DECLINED}</p><p>{escape(answer.reason or texts.NO_REASON)}</p>'
        f'<p class="searched">{escape(searched)}</p>{listed}</div>'
    )


def _near(passage: Passage, document: Document) -> str:
    entry = entry_of(document)
    span = passage.span.trimmed(document.text)
    path = _path(document.sections[passage.section].path, entry.title, None)
    return (
        f'<li><button type="button" {_opening(document.id, span)}><span class="label">{escape(entry.label)}</span>'
        f'<span class="path">{escape(path)}</span>'
        f'<span class="excerpt">{escape(shortened(span.of(document.text), _LONGEST_EXCERPT))}</span></button></li>'
    )


def _confidence(confidence: float) -> str:
    level = texts.HIGH if confidence >= _HIGH else texts.MEDIUM if confidence >= _MEDIUM else texts.LOW
    title = texts.CONFIDENCE_TITLE.format(percent=round(100 * confidence))
    return f'<p class="confidence" title="{escape(title)}">{texts.CONFIDENCE.format(level=level)}</p>'


def _place(document: Document, quote: Span) -> str:
    section = next((s for s in document.sections if s.span.start <= quote.start < s.span.end), None)
    path = _path(section.path if section else (), entry_of(document).title, document.page(quote.start))
    return f'<p class="path">{escape(path)}</p>' if path else ""


def _path(section: Sequence[str], title: str, page: int | None) -> str:
    """The way to a place: sections from the outside in, without the title that stands above it, and the page."""
    below = [step for step in section if not fold(step).casefold().startswith(title.casefold())]
    steps = [shortened(step, _LONGEST_STEP) for step in below]
    return texts.BETWEEN_SECTIONS.join(steps + ([texts.PAGE.format(number=page)] if page is not None else []))


def _origin(entry: Entry) -> str:
    """Number, date and issuer, as far as the document says them."""
    said = [texts.NUMBER.format(number=entry.number)] if entry.number else []
    said += [texts.DATED.format(date=entry.date)] if entry.date else []
    said += [entry.issuer] if entry.issuer else []
    return f'<span class="origin">{escape(" · ".join(said))}</span>' if said else ""


def _opening(document: str, span: Span) -> str:
    return f'data-open="{escape(document)}" data-start="{span.start}" data-end="{span.end}"'


def _to_chat() -> str:
    return f'<button type="button" class="to-chat" data-close>{texts.TO_CHAT}</button>'
