"""The view "Hỏi đáp": a conversation, with a filter by document that stays visible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr

from assistant.types import Turn
from assistant.web import rendering
from assistant.web.asking.conversation import Exchange
from assistant.web.bench import HIDDEN, Arrival, Bench, html, opens
from corpus.errors import PlanAssistantError

_LONGEST_QUESTION = 2000  # code points
_MOST_BOXES = 8  # documents up to which the filter shows a box for each
_MOST_ASKED = 24  # questions at once, most of which wait for a language model; gradio has 40 threads

Exchanges = tuple[Exchange, ...]
Shown = tuple[str | dict[str, Any], Exchanges, str]  # the question box, the state of the session, the log


class Asking:
    """What happens in the view; everything of a session is in its state."""

    name = "ask"

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._texts = bench.texts
        self._built = bench.reader.entries

    @property
    def label(self) -> str:
        """What stands on the tab."""
        return self._texts.asking

    def build(self) -> None:
        """The filter, the log and the box for the question, with their events."""
        t = self._texts
        exchanges = gr.State(())
        self._scope = self.scope()
        self._log = html(self.welcome(), "log")
        with gr.Row(elem_id="composer"):
            question = gr.Textbox(
                label=t.question,
                placeholder=t.placeholder,
                show_label=False,
                lines=1,
                max_lines=5,
                autofocus=True,
                elem_id="question",
                scale=1,
            )
            send = gr.Button(t.send, variant="primary", elem_id="send", scale=0)
            new = gr.Button(t.new_conversation, elem_id="new", scale=0)
        asking = {**HIDDEN, "concurrency_id": "asking", "concurrency_limit": _MOST_ASKED}
        shown = [question, exchanges, self._log]
        asked = [  # the next question of a page is taken when the last one is answered and worded
            gr.on([question.submit, send.click], self.ask, [question, exchanges, self._scope], shown, **asking),
            self._log.ask(self.ask_example, [exchanges, self._scope], shown, **asking),
        ]
        opens(self._bench, self._log)
        new.click(self.begin, None, shown, cancels=asked, **HIDDEN)  # what is still worded must not come back

    def arrivals(self) -> Sequence[Arrival]:
        """The filter and the examples follow the documents of the store."""
        return (Arrival(self.arrive, (self._scope, self._log)),)

    def scope(self) -> gr.CheckboxGroup | gr.Dropdown:
        """The filter: a box for each document, or a list to choose from where there are many."""
        entries = self._bench.reader.entries
        choices = [(entry.label, entry.id) for entry in entries]
        info = self._texts.everywhere.format(count=len(choices))
        if len(choices) <= _MOST_BOXES:
            return gr.CheckboxGroup(choices, label=self._texts.scope, info=info, elem_id="scope")
        return gr.Dropdown(choices, value=[], multiselect=True, label=self._texts.scope, info=info, elem_id="scope")

    def arrive(self) -> Any:
        """Show a new visitor the documents of the store, where they are others than when the page was built."""
        entries = self._bench.reader.entries
        if entries == self._built:
            return gr.skip()
        choices = [(entry.label, entry.id) for entry in entries]
        scope = gr.update(choices=choices, info=self._texts.everywhere.format(count=len(choices)))
        return scope, self.welcome()

    def welcome(self) -> str:
        """The log of a conversation that has not begun."""
        with self._bench.store:
            examples = self._bench.desk.examples()
        return rendering.welcome_html(self._texts, examples, len(self._bench.reader.entries))

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
            failed = rendering.failed_html(self._texts, self._texts.too_long.format(limit=_LONGEST_QUESTION))
            cut = question[:_LONGEST_QUESTION]
            yield (
                cut,
                exchanges,
                rendering.conversation_html([*shown, rendering.turn_html(self._texts, cut[:200] + "…", failed)]),
            )
            return
        waiting = rendering.turn_html(self._texts, question, rendering.searching_html(self._texts))
        yield "", exchanges, rendering.conversation_html([*shown, waiting])
        untouched = gr.update()  # the next question may be half written by now
        try:
            for exchange in self._exchanges(question, exchanges, tuple(chosen or ())):
                if exchange.turn.answer.wording:  # it may grow yet
                    yield untouched, exchanges, rendering.conversation_html([*shown, exchange.html])
        except PlanAssistantError as error:
            failed = rendering.turn_html(self._texts, question, rendering.failed_html(self._texts, str(error)))
            yield question, exchanges, rendering.conversation_html([*shown, failed])
            return
        except Exception:  # the visitor is told; gradio writes what happened to the server's log
            failed = rendering.turn_html(self._texts, question, rendering.failed_html(self._texts, self._texts.broken))
            yield question, exchanges, rendering.conversation_html([*shown, failed])
            raise
        yield untouched, (*exchanges, exchange), rendering.conversation_html([*shown, exchange.html])

    def _exchanges(self, question: str, exchanges: Exchanges, chosen: tuple[str, ...]) -> Iterator[Exchange]:
        """The turn as far as it has been worded; the last one counts."""
        history = [exchange.turn.question for exchange in exchanges]
        labels = [entry.label for entry in self._bench.reader.entries if entry.id in chosen]
        scope = ", ".join(labels) or self._texts.all_documents.format(count=len(self._bench.reader.entries))
        with self._bench.store:
            read = self._bench.desk.ask(question, history, chosen)
        for answer in self._bench.desk.phrase(read):
            with self._bench.store:
                said = rendering.answer_html(self._texts, answer, scope, self._bench.desk.document)
            yield Exchange(Turn(question, answer), rendering.turn_html(self._texts, question, said))
