"""The reading view: a document at a place; composed pages are kept."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import gradio as gr

from assistant.web import rendering
from assistant.web.catalogue import Entry, catalogue
from assistant.web.desk import Desk
from assistant.web.reading import Page, compose
from assistant.web.texts import Texts
from corpus.errors import PlanAssistantError
from corpus.types import Document, Span

_PAGES_KEPT = 32  # composed documents


class Reader:
    """Opens documents; `entries` are those that the last visitor was shown."""

    def __init__(self, desk: Desk, texts: Texts, store: threading.RLock) -> None:
        self._desk = desk
        self._texts = texts
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
        return rendering.documents_html(self._texts, self.entries)

    def open(self, event: gr.EventData) -> str:
        """The document at the place that the button names; the list of documents where it names none."""
        data = event._data if isinstance(event._data, dict) else {}
        name, start, end = data.get("document"), data.get("start"), data.get("end")
        if not name:
            return self.documents()
        if not (isinstance(name, str) and isinstance(start, int) and isinstance(end, int)):
            return rendering.gone_html(self._texts)
        return self.at(name, start, end)

    def at(self, name: str, start: int, end: int) -> str:
        """The document `name` with [start, end) marked; a notice where there is no such place."""
        try:
            with self._store:
                page = self._page(self._desk.document(name))
        except PlanAssistantError:  # removed since the answer was given
            return rendering.gone_html(self._texts)
        if not 0 <= start <= end <= len(page.document.text):
            return rendering.gone_html(self._texts)
        quote = Span(start, end) if start < end else None
        return rendering.reading_html(self._texts, page.document, page.html(quote), quote)

    def _page(self, document: Document) -> Page:
        kept = self._pages.get(document.id)
        if kept is None or (kept.document.source, kept.document.metadata) != (document.source, document.metadata):
            kept = compose(document)
            while len(self._pages) >= _PAGES_KEPT:
                self._pages.pop(next(iter(self._pages)), None)
            self._pages[document.id] = kept
        return kept
