"""The view "Hỏi đáp": a conversation, with filters that stay visible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr

from assistant.smalltalk import small_talk
from assistant.types import Turn
from assistant.web import rendering
from assistant.web.asking.conversation import Exchange
from assistant.web.asking.filters import Chosen
from assistant.web.asking.filters_view import Filters
from assistant.web.asking.footing import footing_html
from assistant.web.asking.record import record_of
from assistant.web.asking.saving import save
from assistant.web.asking.texts import asking_texts_in
from assistant.web.asking.verdicts import rated
from assistant.web.bench import HIDDEN, Arrival, Bench, html, opens
from corpus.errors import PlanAssistantError

_LONGEST_QUESTION = 2000  # code points
_MOST_ASKED = 24  # questions at once, most of which wait for a language model; gradio has 40 threads
_MOST_NAMED = 3  # documents that are named where nothing was found in them

Exchanges = tuple[Exchange, ...]
Shown = tuple[str | dict[str, Any], Exchanges, str]  # the question box, the state of the session, the log


class Asking:
    """What happens in the view; everything of a session is in its state."""

    name = "ask"

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._texts = bench.texts
        self._own = asking_texts_in(bench.language)
        self._filters = Filters(bench)
        self._examples: tuple[object, tuple[str, ...]] = ((), ())  # the documents they were taken from, and they

    @property
    def label(self) -> str:
        """What stands on the tab."""
        return self._texts.asking

    def build(self) -> None:
        """The filters, the log and the box for the question, with their events."""
        t = self._texts
        exchanges = gr.State(())
        self._filters.build()
        with gr.Row(elem_id="conversation"):
            self._filters.tell()
            new = gr.Button(t.new_conversation, elem_id="new", scale=0)
            files = {kind: gr.Button(said, elem_id=f"as-{kind}", scale=0) for kind, said in self._kinds()}
        self._welcome = html(self.welcome(), "welcome")  # seen while the log is empty
        self._log = html("", "log")
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
        outbox = html("", "outbox")
        chosen = self._filters.inputs
        asking = {**HIDDEN, "concurrency_id": "asking", "concurrency_limit": _MOST_ASKED}
        shown = [question, exchanges, self._log]
        asked = [  # the next question of a page is taken when the last one is answered and worded
            gr.on([question.submit, send.click], self.ask, [question, exchanges, *chosen], shown, **asking),
            self._welcome.ask(self.ask_example, [exchanges, *chosen], shown, **asking),
        ]
        opens(self._bench, self._log)
        self._log.rate(self.rate, exchanges, [exchanges, self._log], **HIDDEN)
        for kind, button in files.items():
            button.click(self._saving(kind), exchanges, outbox, **HIDDEN)
        begun = [*shown, self._bench.reading]
        new.click(self.begin, None, begun, cancels=asked, **HIDDEN)  # what is still worded must not come back

    def arrivals(self) -> Sequence[Arrival]:
        """The filters and the examples follow the documents of the store, which other views may change."""
        outputs = (*self._filters.outputs, self._welcome)
        return tuple(Arrival(self.arrive, outputs, self._filters.inputs, seen) for seen in (False, True))

    def arrive(self, documents: list[str], provinces: list[str], years: list[str]) -> tuple[Any, ...]:
        """Show the documents of the store as they are now; what is chosen stays, and the conversation."""
        self._bench.reader.refresh()
        chosen = Chosen(tuple(documents), tuple(provinces), tuple(years))
        return (*self._filters.after(chosen), self.welcome())

    def welcome(self) -> str:
        """What is seen before the first question."""
        entries = self._bench.reader.entries
        if self._examples[0] != entries:
            with self._bench.store:
                self._examples = (entries, self._bench.desk.examples())
        return rendering.welcome_html(self._texts, self._examples[1], len(entries))

    def begin(self) -> tuple[str, Exchanges, str, str]:
        """Forget the conversation and close the document."""
        return "", (), "", self._bench.reader.documents()

    def ask_example(
        self,
        event: gr.EventData,
        exchanges: Exchanges,
        documents: list[str],
        provinces: list[str],
        years: list[str],
    ) -> Iterator[Shown]:
        """Ask the question of the button that was pressed."""
        question = event._data.get("question") if isinstance(event._data, dict) else None
        yield from self.ask(question if isinstance(question, str) else "", exchanges, documents, provinces, years)

    def ask(
        self,
        question: str | None,
        exchanges: Exchanges,
        documents: Sequence[str] | None,
        provinces: Sequence[str] | None = None,
        years: Sequence[str] | None = None,
    ) -> Iterator[Shown]:
        """Show the question at once, then its answer."""
        question = (question or "").strip()
        shown = self._turns(exchanges)
        if not question:
            yield "", exchanges, rendering.conversation_html(shown) if shown else ""
            return
        chosen = Chosen(tuple(documents or ()), tuple(provinces or ()), tuple(years or ()))
        narrowed = self._filters.narrowed(chosen)
        refused = None
        if len(question) > _LONGEST_QUESTION:
            refused = self._texts.too_long.format(limit=_LONGEST_QUESTION)
            question, asked = question[:_LONGEST_QUESTION], question[:200] + "…"
        elif chosen and not narrowed:
            refused, asked = self._own.none_fits, question
        if refused:
            failed = rendering.failed_html(self._texts, refused)
            turn = rendering.turn_html(self._texts, asked, failed)
            yield question, exchanges, rendering.conversation_html([*shown, turn])
            return
        waiting = rendering.turn_html(self._texts, question, rendering.searching_html(self._texts))
        yield "", exchanges, rendering.conversation_html([*shown, waiting])
        untouched = gr.update()  # the next question may be half written by now
        try:
            for exchange in self._exchanges(question, exchanges, narrowed):
                if exchange.turn.answer.wording:  # it may grow yet
                    turn = rendering.turn_html(self._texts, question, exchange.said)
                    yield untouched, exchanges, rendering.conversation_html([*shown, turn])
        except PlanAssistantError as error:
            failed = rendering.turn_html(self._texts, question, rendering.failed_html(self._texts, str(error)))
            yield question, exchanges, rendering.conversation_html([*shown, failed])
            return
        except Exception:  # the visitor is told; gradio writes what happened to the server's log
            failed = rendering.turn_html(self._texts, question, rendering.failed_html(self._texts, self._texts.broken))
            yield question, exchanges, rendering.conversation_html([*shown, failed])
            raise
        yield untouched, (*exchanges, exchange), rendering.conversation_html([*shown, self._turn(exchange)])

    def rate(self, event: gr.EventData, exchanges: Exchanges) -> tuple[Any, Any]:
        """Keep what the reader thinks of an answer."""
        data = event._data if isinstance(event._data, dict) else {}
        try:
            exchanges = rated(self._bench.desk, self._own, exchanges, data)
        except PlanAssistantError as error:
            gr.Warning(str(error))
            return gr.skip(), gr.skip()
        return exchanges, rendering.conversation_html(self._turns(exchanges))

    def _kinds(self) -> tuple[tuple[str, str], ...]:
        return ("word", self._own.as_word), ("markdown", self._own.as_markdown)

    def _saving(self, kind: str) -> Any:
        """What gives the conversation as a file of that kind."""

        def saved(exchanges: Exchanges) -> Any:
            if not exchanges:
                gr.Info(self._own.nothing_to_export)
                return gr.skip()
            return save(self._own, [exchange.record for exchange in exchanges], kind)

        return saved

    def _turns(self, exchanges: Exchanges) -> list[str]:
        return [self._turn(exchange) for exchange in exchanges]

    def _turn(self, exchange: Exchange) -> str:
        """A turn as it is shown; small talk is neither copied nor rated."""
        below = "" if small_talk(exchange.turn.question) else footing_html(self._own, exchange)
        return rendering.turn_html(self._texts, exchange.turn.question, exchange.said, below)

    def _exchanges(self, question: str, exchanges: Exchanges, documents: tuple[str, ...]) -> Iterator[Exchange]:
        """The turn as far as it has been worded; the last one counts."""
        history = [exchange.turn.question for exchange in exchanges]
        entries = self._bench.reader.entries
        labels = [entry.label for entry in entries if entry.id in documents]
        scope = ", ".join(labels) if len(labels) <= _MOST_NAMED else self._own.chosen.format(count=len(labels))
        scope = scope or self._texts.all_documents.format(count=len(entries))
        with self._bench.store:
            read = self._bench.desk.ask(question, history, documents)
        for answer in self._bench.desk.phrase(read):
            with self._bench.store:
                document_of = self._bench.desk.document
                said = rendering.answer_html(self._texts, answer, scope, document_of)
                record = record_of(self._texts, question, answer, document_of)
            yield Exchange(Turn(question, answer), said, record)
