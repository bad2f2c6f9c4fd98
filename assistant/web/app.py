"""The Gradio app: the chat on the left, the reading view on the right, a filter by document that stays visible.

This is the one module that imports gradio. Its components for texts are all `gr.HTML` with escaped content.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.types import Turn
from assistant.web import rendering, texts
from assistant.web.catalogue import catalogue
from assistant.web.conversation import Desk, Exchange
from assistant.web.reading import Page, compose
from corpus.errors import PlanAssistantError
from corpus.types import Document, Span

os.environ |= {  # gradio reads the first when it is imported; the others keep it from summing up every event
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_ANALYTICS_MAX_EVENTS": "1",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",
}
import gradio as gr

_HERE = Path(__file__).parent
_SCRIPT = (_HERE / "page.js").read_text("utf-8")
_STYLE = (_HERE / "style.css").read_text("utf-8")
_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "Arial", "sans-serif")
_MONOSPACE = ("ui-monospace", "Consolas", "Liberation Mono", "monospace")
_LONGEST_QUESTION = 2000  # code points
_MOST_BOXES = 8  # documents up to which the filter shows a box for each
_PAGES_KEPT = 32  # composed documents
_MOST_ASKED = 24  # questions at once, most of which wait for a language model; gradio has 40 threads

Exchanges = tuple[Exchange, ...]
Shown = tuple[str | dict[str, Any], Exchanges, str]  # the question box, the state of the session, the log


def launch(desk: Desk, host: str, port: int) -> gr.Blocks:
    """Start serving the app in the background; `close()` of what is returned ends it."""
    blocks = build(desk)
    blocks.queue(api_open=False)
    blocks.launch(
        server_name=host,
        server_port=port,
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        favicon_path=_HERE / "icon.svg",
        theme=_theme(),
        head=f"<style>{_STYLE}</style>",  # gradio would put each rule of a `css` under its own container
    )
    return blocks


def build(desk: Desk) -> gr.Blocks:
    """The page and its events."""
    chat = _Chat(desk)
    page = gr.Blocks(title=texts.TITLE, fill_width=True, fill_height=True, analytics_enabled=False)
    with page:
        exchanges = gr.State(())
        with gr.Row(elem_id="masthead"):
            name = gr.HTML(
                rendering.masthead_html(desk.phrases), elem_id="name", js_on_load=_SCRIPT, apply_default_css=False
            )
            new = gr.Button(texts.NEW_CONVERSATION, elem_id="new", size="sm", scale=0)
        with gr.Row(elem_id="workplace"):
            with gr.Column(elem_id="chat", scale=5, min_width=320):
                scope = chat.scope()
                log = gr.HTML(chat.welcome(), elem_id="log", js_on_load=_SCRIPT, apply_default_css=False)
                with gr.Row(elem_id="composer"):
                    question = gr.Textbox(
                        label=texts.QUESTION,
                        placeholder=texts.PLACEHOLDER,
                        show_label=False,
                        lines=1,
                        max_lines=5,
                        autofocus=True,
                        elem_id="question",
                        scale=1,
                    )
                    send = gr.Button(texts.SEND, variant="primary", elem_id="send", scale=0)
            with gr.Column(elem_id="desk", scale=6, min_width=320):
                reading = gr.HTML(chat.documents(), elem_id="reading", js_on_load=_SCRIPT, apply_default_css=False)
        hidden: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        asking = {**hidden, "concurrency_id": "asking", "concurrency_limit": _MOST_ASKED}
        shown = [question, exchanges, log]
        asked = [  # the next question of a page is taken when the last one is answered and worded
            gr.on([question.submit, send.click], chat.ask, [question, exchanges, scope], shown, **asking),
            log.ask(chat.ask_example, [exchanges, scope], shown, **asking),
        ]
        for part in (name, log, reading):
            part.open(chat.open, None, reading, **hidden)
        new.click(chat.begin, None, shown, cancels=asked, **hidden)  # what is still worded must not come back
        page.load(chat.arrive, None, [scope, log, reading], **hidden)
    return page


class _Chat:
    """What happens on the page; keeps composed pages, everything of a session is in its state.

    The store is read by one thread at a time, which holds `_store`; none holds it while a language model is waited for.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._store = threading.RLock()
        self._entries = self._built = catalogue(desk.documents())
        self._pages: dict[str, Page] = {}

    def scope(self) -> gr.CheckboxGroup | gr.Dropdown:
        """The filter: a box for each document, or a list to choose from where there are many."""
        choices = [(entry.label, entry.id) for entry in self._entries]
        info = texts.EVERYWHERE.format(count=len(choices))
        if len(choices) <= _MOST_BOXES:
            return gr.CheckboxGroup(choices, label=texts.SCOPE, info=info, elem_id="scope")
        return gr.Dropdown(choices, value=[], multiselect=True, label=texts.SCOPE, info=info, elem_id="scope")

    def arrive(self) -> Any:
        """Show a new visitor the documents of the store, where they are others than when the page was built."""
        with self._store:
            self._entries = catalogue(self._desk.documents())
        if self._entries == self._built:
            return gr.skip()
        choices = [(entry.label, entry.id) for entry in self._entries]
        scope = gr.update(choices=choices, info=texts.EVERYWHERE.format(count=len(choices)))
        return scope, self.welcome(), self.documents()

    def welcome(self) -> str:
        """The log of a conversation that has not begun."""
        with self._store:
            return rendering.welcome_html(self._desk.examples(), len(self._entries))

    def documents(self) -> str:
        """The reading view while no document is open."""
        return rendering.documents_html(self._entries)

    def begin(self) -> Shown:
        """Forget the conversation."""
        return "", (), self.welcome()

    def ask_example(self, event: gr.EventData, exchanges: Exchanges, chosen: list[str]) -> Iterator[Shown]:
        """Ask the question of the button that was pressed."""
        question = event._data.get("question") if isinstance(event._data, dict) else None
        yield from self.ask(question if isinstance(question, str) else "", exchanges, chosen)

    def ask(self, question: str | None, exchanges: Exchanges, chosen: list[str] | None) -> Iterator[Shown]:
        """Show the question at once, then its answer."""
        question = (question or "").strip()
        shown = [exchange.html for exchange in exchanges]
        if not question:
            yield "", exchanges, rendering.conversation_html(shown) if shown else self.welcome()
            return
        if len(question) > _LONGEST_QUESTION:
            failed = rendering.failed_html(texts.TOO_LONG.format(limit=_LONGEST_QUESTION))
            cut = question[:_LONGEST_QUESTION]
            yield cut, exchanges, rendering.conversation_html([*shown, rendering.turn_html(cut[:200] + "…", failed)])
            return
        waiting = rendering.turn_html(question, rendering.searching_html())
        yield "", exchanges, rendering.conversation_html([*shown, waiting])
        untouched = gr.update()  # the next question may be half written by now
        try:
            for exchange in self._exchanges(question, exchanges, tuple(chosen or ())):
                if exchange.turn.answer.wording:  # it may grow yet
                    yield untouched, exchanges, rendering.conversation_html([*shown, exchange.html])
        except PlanAssistantError as error:
            failed = rendering.turn_html(question, rendering.failed_html(str(error)))
            yield question, exchanges, rendering.conversation_html([*shown, failed])
            return
        except Exception:  # the visitor is told; gradio writes what happened to the server's log
            failed = rendering.turn_html(question, rendering.failed_html(texts.BROKEN))
            yield question, exchanges, rendering.conversation_html([*shown, failed])
            raise
        yield untouched, (*exchanges, exchange), rendering.conversation_html([*shown, exchange.html])

    def open(self, event: gr.EventData) -> str:
        """The document at the place that the button names; the list of documents where it names none."""
        data = event._data if isinstance(event._data, dict) else {}
        name, start, end = data.get("document"), data.get("start"), data.get("end")
        if not name:
            return self.documents()
        if not (isinstance(name, str) and isinstance(start, int) and isinstance(end, int)):
            return rendering.gone_html()
        try:
            with self._store:
                page = self._page(self._desk.document(name))
        except PlanAssistantError:  # removed since the answer was given
            return rendering.gone_html()
        if not 0 <= start <= end <= len(page.document.text):
            return rendering.gone_html()
        quote = Span(start, end) if start < end else None
        return rendering.reading_html(page.document, page.html(quote), quote)

    def _exchanges(self, question: str, exchanges: Exchanges, chosen: tuple[str, ...]) -> Iterator[Exchange]:
        """The turn as far as it has been worded; the last one counts."""
        history = [exchange.turn.question for exchange in exchanges]
        labels = [entry.label for entry in self._entries if entry.id in chosen]
        scope = ", ".join(labels) or texts.ALL_DOCUMENTS.format(count=len(self._entries))
        with self._store:
            read = self._desk.ask(question, history, chosen)
        for answer in self._desk.phrase(read):
            with self._store:
                html = rendering.turn_html(question, rendering.answer_html(answer, scope, self._desk.document))
            yield Exchange(Turn(question, answer), html)

    def _page(self, document: Document) -> Page:
        kept = self._pages.get(document.id)
        if kept is None or kept.document.source.sha256 != document.source.sha256:
            kept = compose(document)
            while len(self._pages) >= _PAGES_KEPT:
                self._pages.pop(next(iter(self._pages)), None)
            self._pages[document.id] = kept
        return kept


def _theme() -> gr.themes.Base:
    """Fonts of the system only: a named web font would be asked for from another host."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_sm,
        font=_FONTS,
        font_mono=_MONOSPACE,
    ).set(
        body_background_fill="#f3f5f8",
        body_background_fill_dark="#0f151c",
        body_text_color="#16202b",
        body_text_color_dark="#e8edf3",
        body_text_color_subdued="#4a5866",
        body_text_color_subdued_dark="#a9b6c4",
        background_fill_primary="#ffffff",
        background_fill_primary_dark="#18212b",
        background_fill_secondary="#f3f5f8",
        background_fill_secondary_dark="#0f151c",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_shadow="none",
        border_color_primary="#c8d1da",
        border_color_primary_dark="#3a4857",
        button_primary_background_fill="#12466f",
        button_primary_background_fill_hover="#0d3453",
        button_primary_background_fill_dark="#8ec5f0",
        button_primary_background_fill_hover_dark="#b3d9f6",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#0b1a28",
        input_background_fill="#ffffff",
        input_background_fill_dark="#18212b",
        input_border_color="#8593a1",
        input_border_color_dark="#6b7b8b",
        input_placeholder_color="#5c6a78",
        input_placeholder_color_dark="#a0adba",
    )
