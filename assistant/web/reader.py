"""The reading view: a document at a place, as text or as the picture of a page; composed pages are kept."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import gradio as gr

from assistant.sharing import Standing, find_place
from assistant.web.catalogue import Entry, catalogue
from assistant.web.desk import Desk
from assistant.web.language import Language
from assistant.web.outline import outline_html
from assistant.web.pictures import picture_of
from assistant.web.reading import Page, compose
from assistant.web.reading_markup import Opened, Sheet, documents_html, gone_html, reading_html
from assistant.web.reading_texts import reading_texts_in
from assistant.web.texts import texts_in
from corpus.errors import CorpusError, PlanAssistantError
from corpus.types import Document, Span

_PAGES_KEPT = 32  # composed documents
_LONGEST_FIGURE = 12  # digits of a place in a link


class Reader:
    """Opens documents; `entries` are those that the last visitor was shown."""

    def __init__(self, desk: Desk, language: Language, store: threading.RLock) -> None:
        self._desk = desk
        self._texts = texts_in(language)
        self._reading_texts = reading_texts_in(language)
        self._store = store
        self._pages: dict[str, Page] = {}
        self.entries: Sequence[Entry] = catalogue(desk.documents())

    def refresh(self) -> bool:
        """Read the list of documents again; whether it has changed."""
        before = self.entries
        with self._store:
            self._desk.refresh()
            self.entries = catalogue(self._desk.documents())
        return self.entries != before

    def documents(self) -> str:
        """What is shown while no document is open."""
        return documents_html(self._texts, self.entries)

    def open(self, event: gr.EventData) -> str:
        """The document at the place that the button names; the list of documents where it names none."""
        data = event._data if isinstance(event._data, dict) else {}
        name, start, end = data.get("document"), data.get("start"), data.get("end")
        if not name:
            return self.documents()
        if data.get("again"):
            return self._again(str(name), data)
        if not (isinstance(name, str) and isinstance(start, int) and isinstance(end, int)):
            return gone_html(self._texts)
        number = data.get("page")
        if data.get("view") == "page":
            return self.at(name, start, end, number if isinstance(number, int) else 0)
        return self.at(name, start, end)

    def _again(self, name: str, data: Mapping[str, Any]) -> str:
        """What is open as it is by now: from its beginning where it has become too short, the list where it is gone."""
        page = self._page(name)
        if page is None:
            return self.documents()
        start, end = (_figure(str(data.get(key, ""))) for key in ("start", "end"))
        start, end = (start, end) if start <= end <= len(page.document.text) else (0, 0)
        return self.at(name, start, end, _figure(str(data.get("page", ""))) if data.get("view") == "page" else None)

    def at(self, name: str, start: int, end: int, number: int | None = None) -> str:
        """The document `name` with [start, end) marked; a notice where there is no such place.

        With `number` as the picture of that page, 0 for the page of the quote.
        """
        page = self._page(name)
        if page is None or not 0 <= start <= end <= len(page.document.text):
            return gone_html(self._texts)
        opened = Opened(page.document, Span(start, end) if start < end else None)
        if number is not None:
            opened = self._with_sheet(opened, number)
        return self._html(page, opened)

    def shared(self, query: Mapping[str, str]) -> str:
        """The document at the place of a link, or what has become of it; the list where `query` names no document."""
        name = query.get("document")
        if not name:
            return self.documents()
        page = self._page(name)
        if page is None:
            return gone_html(self._texts, shared=True)
        start, end = (_figure(query.get(key, "")) for key in ("start", "end"))
        found = find_place(page.document, start, end, query.get("check", ""))
        texts = self._reading_texts
        notice = {Standing.SAME: "", Standing.MOVED: texts.moved, Standing.CHANGED: texts.changed}[found.standing]
        return self._html(page, Opened(page.document, found.span or None, notice), shared=True)

    def _html(self, page: Page, opened: Opened, **shown: Any) -> str:
        opened = replace(opened, has_sheets=_is_paged(opened.document), outline=outline_html(opened.document))
        text = "" if opened.sheet else page.html(opened.quote)
        return reading_html(self._texts, self._reading_texts, opened, text, **shown)

    def _with_sheet(self, opened: Opened, number: int) -> Opened:
        """The picture of the page besides, or word that there is none."""
        document, quote = opened.document, opened.quote
        number = number or document.page(quote.start if quote else 0) or 0
        path = self._desk.original(document) if _is_paged(document) else None
        if path is None or not 1 <= number <= len(document.pages):
            return replace(opened, notice=self._reading_texts.no_original)
        on_page = document.pages[number - 1]
        first = max(on_page.start, quote.start if quote else on_page.end)
        last = min(on_page.end, quote.end if quote else on_page.end)
        marked = document.text[first:last]
        try:
            picture = picture_of(path, number, marked, (first - on_page.start) / max(1, len(on_page)))
        except CorpusError as error:
            return replace(opened, notice=str(error))
        return replace(opened, sheet=Sheet(picture, number, marked))

    def _page(self, name: str) -> Page | None:
        """The composed document; None where it was removed since the place was shown."""
        try:
            with self._store:
                document = self._desk.document(name)
                kept = self._pages.get(document.id)
                if kept is None or (kept.document.source, kept.document.metadata) != (
                    document.source,
                    document.metadata,
                ):
                    kept = compose(document)
                    while len(self._pages) >= _PAGES_KEPT:
                        self._pages.pop(next(iter(self._pages)), None)
                    self._pages[document.id] = kept
                return kept
        except PlanAssistantError:
            return None


def _figure(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) <= _LONGEST_FIGURE else 0


def _is_paged(document: Document) -> bool:
    return bool(document.pages) and document.source.path.lower().endswith(".pdf")
