"""Answers as HTML: the short answer, its numbered quotes with their sources, or why there is none and what came near.

Everything that a document, a file name or a user wrote goes through `html.escape`; nothing is read as Markdown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from assistant.smalltalk import small_talk
from assistant.types import Answer, Citation, Statement
from assistant.values import shortened
from assistant.web.catalogue import Entry, entry_of, fold
from assistant.web.language import Language
from assistant.web.quoting import quote_html
from assistant.web.texts import Texts
from corpus.types import Document, Span
from index.types import Passage

_NEAREST = 3
_LONGEST_EXCERPT = 280  # code points of a nearest passage; it is read in the document
_LONGEST_STEP = 72  # code points of a section in a path
_LONGEST_HEADLINE = 120  # code points of an answer that is set large
_HIGH, _MEDIUM = 0.75, 0.5  # confidence from which it is called so

DocumentOf = Callable[[str], Document]


def masthead_html(t: Texts, language: Language, phrases: bool, signs_in: bool = False) -> str:
    """The name of the program, where questions go, and the ways to the other language and out."""
    subtitle = t.subtitle_worded if phrases else t.subtitle
    other = next(each for each in Language if each is not language)
    link = f'<a class="language" href="{other.path}" lang="{other}" hreflang="{other}">{t.other_language}</a>'
    out = f'<form method="post" action="/sign-out"><button>{t.sign_out}</button></form>' if signs_in else ""
    told = f'data-language="{language}" data-wide="{t.wide}" data-copied="{t.copied}" data-all="{t.all}"'
    return f"<div {told}><h1>{t.title}</h1><p>{subtitle}</p></div><nav>{link}{out}</nav>"


def answer_html(t: Texts, answer: Answer, scope: str, document_of: DocumentOf) -> str:
    """An answer, or what there is instead of one; `scope` says in which documents it was looked for."""
    if not answer.answered:
        return _declined(t, answer, scope, document_of)
    numbers = {citation: number for number, citation in enumerate(answer.citations, 1)}
    said = "".join(
        f"<p>{_said(t, statement)} {''.join(_reference(t, numbers[c], c) for c in statement.citations)}</p>"
        for statement in answer.shown
    )
    size = "short" if len(answer.text) <= _LONGEST_HEADLINE else "short extended"
    worded = f'<p class="worded">{t.worded}</p>' if answer.wording else ""
    quotes = "".join(_quote(t, number, c, document_of(c.quote.document)) for c, number in numbers.items())
    return (
        f'<div class="answer"><div class="{size}">{said}</div>{worded}'
        f'<ol class="quotes" aria-label="{t.quotes}">{quotes}</ol>{_confidence(t, answer.confidence)}</div>'
    )


def _said(t: Texts, statement: Statement) -> str:
    """The text of a statement; what was computed is marked, as it stands in no document."""
    said = escape(statement.text)
    if statement.computed is None:
        return said
    computed = escape(statement.computed.text)
    return said.replace(computed, f'<span class="computed" title="{escape(t.computed)}">{computed}</span>', 1)


def turn_html(t: Texts, question: str, answer: str, below: str = "") -> str:
    """A question with the markup that answers it, and what can be done with the answer below."""
    asked = f'<span class="unseen">{t.question}: </span>{escape(question)}'
    return f'<article class="turn"><h2 class="question">{asked}</h2>{answer}{below}</article>'


def conversation_html(turns: Sequence[str]) -> str:
    """The turns of a conversation, announced by screen readers as they come."""
    return f'<div class="turns" role="log" aria-live="polite">{"".join(turns)}</div>'


def searching_html(t: Texts) -> str:
    """What stands for an answer until it comes."""
    return f'<p class="searching"><span class="dots" aria-hidden="true"></span>{t.searching}</p>'


def failed_html(t: Texts, message: str) -> str:
    """What stands for an answer where the question could not be handled."""
    return f'<div class="declined" role="alert"><p class="short">{t.failed}</p><p>{escape(message)}</p></div>'


def welcome_html(t: Texts, examples: Sequence[str], count: int) -> str:
    """What an empty conversation shows: how to ask, and questions to begin with."""
    if not count:
        return f'<div class="welcome"><h2>{t.welcome}</h2><p>{t.no_documents}</p></div>'
    buttons = "".join(f'<li><button type="button" data-ask="{escape(e)}">{escape(e)}</button></li>' for e in examples)
    listed = f"<h3>{t.examples}</h3><ul>{buttons}</ul>" if examples else ""
    return f'<div class="welcome"><h2>{t.welcome}</h2><p>{t.welcome_more}</p>{listed}</div>'


def _quote(t: Texts, number: int, citation: Citation, document: Document) -> str:
    entry = entry_of(document)
    described = escape(t.open_described.format(number=number, title=fold(citation.title)))
    path = path_of(t, citation.section, entry.title, citation.page)
    place = opening(document.id, citation.span)
    return (
        f'<li><span class="number">[{number}]</span>'
        f"<blockquote>{quote_html(document, citation.span)}</blockquote>"
        f'<div class="source"><span class="title">{escape(fold(citation.title))}</span>{origin_html(t, entry)}'
        f'<span class="path">{escape(path)}</span>'
        f'<button type="button" {place} aria-label="{described}">{t.open_here}</button></div></li>'
    )


def _reference(t: Texts, number: int, citation: Citation) -> str:
    described = escape(t.open_described.format(number=number, title=fold(citation.title)))
    place = opening(citation.quote.document, citation.span)
    return f'<button type="button" class="reference" {place} aria-label="{described}">[{number}]</button>'


def _declined(t: Texts, answer: Answer, scope: str, document_of: DocumentOf) -> str:
    if small_talk(answer.question) is not None:  # nothing was asked of the documents, so nothing is missing there
        return f'<div class="answer"><div class="short"><p>{escape(answer.reason or t.no_reason)}</p></div></div>'
    searched = t.searched.format(query=fold(answer.query), scope=scope)
    nearest = "".join(_near(t, hit.passage, document_of(hit.passage.document)) for hit in answer.hits[:_NEAREST])
    above = f"<h3>{t.nearest}</h3><p>{t.nearest_note}</p>"
    listed = f'<section class="nearest">{above}<ul>{nearest}</ul></section>' if nearest else ""
    return (
        f'<div class="declined"><p class="short">{t.declined}</p><p>{escape(answer.reason or t.no_reason)}</p>'
        f'<p class="searched">{escape(searched)}</p>{listed}</div>'
    )


def _near(t: Texts, passage: Passage, document: Document) -> str:
    entry = entry_of(document)
    span = passage.span.trimmed(document.text)
    path = path_of(t, document.sections[passage.section].path, entry.title, None)
    return (
        f'<li><button type="button" {opening(document.id, span)}><span class="label">{escape(entry.label)}</span>'
        f'<span class="path">{escape(path)}</span>'
        f'<span class="excerpt">{escape(shortened(span.of(document.text), _LONGEST_EXCERPT))}</span></button></li>'
    )


def _confidence(t: Texts, confidence: float) -> str:
    level = t.high if confidence >= _HIGH else t.medium if confidence >= _MEDIUM else t.low
    title = t.confidence_title.format(percent=round(100 * confidence))
    return f'<p class="confidence" title="{escape(title)}">{t.confidence.format(level=level)}</p>'


def path_of(t: Texts, section: Sequence[str], title: str, page: int | None) -> str:
    """The way to a place: sections from the outside in, without the title that stands above it, and the page."""
    below = [step for step in section if not fold(step).casefold().startswith(title.casefold())]
    steps = [shortened(step, _LONGEST_STEP) for step in below]
    return t.between_sections.join(steps + ([t.page.format(number=page)] if page is not None else []))


def origin_of(t: Texts, entry: Entry) -> str:
    """Number, date and issuer, as far as the document says them."""
    said = [t.number.format(number=entry.number)] if entry.number else []
    said += [t.dated.format(date=entry.date)] if entry.date else []
    said += [entry.issuer] if entry.issuer else []
    return " · ".join(said)


def origin_html(t: Texts, entry: Entry) -> str:
    """Number, date and issuer as a line of their own."""
    said = origin_of(t, entry)
    return f'<span class="origin">{escape(said)}</span>' if said else ""


def opening(document: str, span: Span) -> str:
    """The attributes of a button that opens the document at `span`."""
    return f'data-open="{escape(document)}" data-start="{span.start}" data-end="{span.end}"'


def to_chat_html(t: Texts) -> str:
    """The button that leads from the document back to the chat, where it covers that."""
    return f'<button type="button" class="to-chat" data-close>{t.to_chat}</button>'
