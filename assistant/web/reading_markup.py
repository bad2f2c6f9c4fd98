"""The reading view as HTML: the list of documents, or a document under a bar with what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.sharing import link_of
from assistant.web.catalogue import Entry, entry_of, fold
from assistant.web.pictures import Box, Picture
from assistant.web.reading_texts import ReadingTexts
from assistant.web.rendering import opening, origin_html, path_of, to_chat_html
from assistant.web.texts import Texts
from corpus.types import Document, Span


@dataclass(frozen=True, slots=True)
class Sheet:
    """The picture of a page and its number; `marked` is what of the quote stands on it."""

    picture: Picture
    number: int
    marked: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as it is opened: at `quote`, with something to tell, as text or, where there is one, as a sheet.

    `has_sheets` tells whether its pages can be shown at all.
    """

    document: Document
    quote: Span | None
    notice: str = ""
    has_sheets: bool = False
    sheet: Sheet | None = None
    outline: str = ""


def documents_html(t: Texts, entries: Sequence[Entry]) -> str:
    """The list of documents, each of which opens at its beginning."""
    items = "".join(
        f'<li><button type="button" {opening(entry.id, Span(0, 0))}><span class="label">{escape(entry.label)}</span>'
        f'<span class="title">{escape(entry.title)}</span>{origin_html(t, entry)}</button></li>'
        for entry in entries
    )
    return (
        f'<section class="documents"><header class="bar">{to_chat_html(t)}</header>'
        f"<h2>{t.loaded} ({len(entries)})</h2><p>{t.loaded_more}</p><ul>{items}</ul></section>"
    )


def gone_html(t: Texts, *, shared: bool = False) -> str:
    """What is shown for a place that is no longer there; `shared` where a link led to it."""
    bar = f'<header class="bar">{to_chat_html(t)}<button type="button" data-open="">{t.to_list}</button></header>'
    arrived = " data-arrived" if shared else ""
    return f'<section class="documents"{arrived}>{bar}<p class="notice" role="alert">{t.gone}</p></section>'


def reading_html(t: Texts, r: ReadingTexts, opened: Opened, page: str, *, shared: bool = False) -> str:
    """The page of a document, or its sheet, under a bar that names it; `shared` where a link led to it."""
    document, quote = opened.document, opened.quote
    entry = entry_of(document)
    title = escape(entry.title)
    shown = quote or Span(0, 0)
    where = f'data-document="{escape(document.id)}" data-start="{shown.start}" data-end="{shown.end}"'
    kind = f'data-view="page" data-page="{opened.sheet.number}"' if opened.sheet else 'data-view="text"'
    notice = f'<p class="notice" role="status">{escape(opened.notice)}</p>' if opened.notice else ""
    if opened.sheet:
        paper = _sheet(r, opened, opened.sheet, entry.title)
    else:
        paper = f'<div class="paper" lang="vi" tabindex="0" role="document" aria-label="{title}">{page}</div>'
    return (
        f'<section class="reading" {where} {kind}{" data-arrived" if shared else ""}><header class="bar">'
        f'<div class="tools">{_tools(t, r, opened)}</div>'
        f"<h2>{title}</h2>{origin_html(t, entry)}{_place(t, document, quote) if quote else ''}{notice}</header>"
        f"{_outline(r, opened)}{paper}</section>"
    )


def _tools(t: Texts, r: ReadingTexts, opened: Opened) -> str:
    shown = opened.quote or Span(0, 0)
    back = f'<button type="button" data-open="">{t.to_list}</button>'
    jump = f'<button type="button" data-jump>{t.to_quote}</button>' if opened.quote else ""
    link = escape(link_of(opened.document, shown))
    copy = f'<button type="button" data-link="{link}">{r.copy_link}</button>'
    views = ""
    if opened.has_sheets:
        place = opening(opened.document.id, shown)
        pressed = {True: 'aria-pressed="true"', False: 'aria-pressed="false"'}
        views = (
            f'<span class="views" role="group" aria-label="{r.shown_as}">'
            f'<button type="button" {place} {pressed[opened.sheet is None]}>{r.as_text}</button>'
            f'<button type="button" {place} data-view="page" {pressed[opened.sheet is not None]}>{r.as_page}</button>'
            f"</span>"
        )
    return f"{to_chat_html(t)}{back}{jump}{views}{copy}"


def _outline(r: ReadingTexts, opened: Opened) -> str:
    if not opened.outline or opened.sheet:
        return ""
    listed = f'<nav aria-label="{r.outline}">{opened.outline}</nav>'
    return f'<details class="outline"><summary>{r.outline}</summary>{listed}</details>'


def _sheet(r: ReadingTexts, opened: Opened, sheet: Sheet, title: str) -> str:
    """The picture of a page under the way to the pages before and behind it, what was looked for marked on it."""
    count, shown = len(opened.document.pages), opened.quote or Span(0, 0)

    def turn(number: int, said: str) -> str:
        there = "" if 1 <= number <= count else " disabled"
        place = f'{opening(opened.document.id, shown)} data-view="page" data-page="{number}"'
        return f'<button type="button" {place}{there}>{said}</button>'

    described = r.page_described.format(number=sheet.number, title=title)
    if sheet.picture.boxes:
        described += " " + r.page_marked.format(quote=fold(sheet.marked))
    boxes = "".join(_box(box, first=number == 0) for number, box in enumerate(sheet.picture.boxes))
    larger = f'<button type="button" data-larger aria-pressed="false">{r.larger}</button>'
    return (
        f'<div class="paper sheets" tabindex="0" role="document" aria-label="{escape(title)}"><div class="turning">'
        f"{turn(sheet.number - 1, r.previous)}<span>{r.page_of.format(number=sheet.number, count=count)}</span>"
        f"{turn(sheet.number + 1, r.following)}{larger}</div>"
        f'<div class="sheet"><img src="{sheet.picture.address}" width="{sheet.picture.width}" '
        f'height="{sheet.picture.height}" alt="{escape(described)}">{boxes}</div></div>'
    )


def _box(box: Box, *, first: bool) -> str:
    """A mark on a picture; the first is where the view goes."""
    left, top, right, bottom = (100 * share for share in box)
    place = f"left:{left:.2f}%;top:{top:.2f}%;width:{right - left:.2f}%;height:{bottom - top:.2f}%"
    target = ' id="quote" tabindex="-1"' if first else ""
    return f'<span class="box"{target} aria-hidden="true" style="{place}"></span>'


def _place(t: Texts, document: Document, quote: Span) -> str:
    section = next((s for s in document.sections if s.span.start <= quote.start < s.span.end), None)
    path = path_of(t, section.path if section else (), entry_of(document).title, document.page(quote.start))
    return f'<p class="path">{escape(path)}</p>' if path else ""
