"""The view "Đánh giá": choose question sets, run them, stop them, read the reports of the last runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.web.bench import EACH, HIDDEN, SCRIPT, Arrival, Bench
from assistant.web.evaluation import rendering
from assistant.web.evaluation.running import Evaluations
from assistant.web.evaluation.texts import texts_in
from corpus.errors import PlanAssistantError

_GLANCE = 0.5  # seconds between looks at a run
_VIEW_SCRIPT = SCRIPT + (Path(__file__).parent / "evaluation.js").read_text("utf-8")


class Evaluation:
    """What happens in the view."""

    name = "evaluation"

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._texts = texts_in(bench.language)

    @property
    def label(self) -> str:
        """What stands on the tab."""
        return self._bench.texts.evaluation

    def build(self) -> None:
        """The parts of the view, with their events."""
        evaluations = self._bench.evaluations
        self._parts: tuple[Any, ...] = ()
        if evaluations is None:
            _part(f'<p class="note">{self._texts.none}</p>', "evaluation-form")
            return
        form = _part("", "evaluation-form")
        state = _part("", "evaluation-state")
        reports = _part("", "evaluation-reports")
        timer = gr.Timer(_GLANCE, active=False)
        shown = gr.State("")  # the report that is unfolded
        self._parts = (form, state, timer, reports)

        def start(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
            return self._start(evaluations, event, request)

        def stop(event: gr.EventData, request: gr.Request) -> str:
            if self._bench.may_edit(request):
                evaluations.stop()
            return rendering.state_html(self._texts, evaluations.state)

        def watch() -> tuple[Any, ...]:  # until a look has shown the report: a run may end while another is made
            seen = evaluations.state
            if seen.running:
                return (gr.skip(), rendering.state_html(self._texts, seen), gr.skip(), gr.skip(), gr.skip())
            kept, now = self._reports(evaluations, ""), evaluations.state
            timer = gr.Timer(_GLANCE, active=now is not seen)
            return (gr.skip(), rendering.state_html(self._texts, now), timer, kept, "")

        def choose(event: gr.EventData, request: gr.Request, name: str) -> tuple[str, str]:
            told = _told(event)
            if told.get("act") == "remove" and self._bench.may_edit(request):
                evaluations.remove(str(told.get("name")))
            name = str(told.get("name")) if told.get("act") == "show" else name
            return self._reports(evaluations, name), name

        form.act(start, None, [form, state, timer], **EACH)
        state.act(stop, None, state, **HIDDEN)
        timer.tick(watch, None, [form, state, timer, reports, shown], **HIDDEN)
        reports.act(choose, shown, [reports, shown], **EACH)

    def arrivals(self) -> Sequence[Arrival]:
        """The sets that fit the documents, a run that goes on, and the reports."""
        evaluations = self._bench.evaluations
        if evaluations is None:
            return ()

        def arrive(request: gr.Request) -> tuple[Any, ...]:
            edits = self._bench.may_edit(request)
            form = self._form(evaluations) if edits else rendering.only_reads_html(self._texts)
            return form, *self._state(evaluations), self._reports(evaluations, "")

        return (Arrival(arrive, self._parts, seen=True),)

    def _start(self, evaluations: Evaluations, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        """Run what was chosen, or add a question set."""
        told = _told(event)
        chosen = [name for name in told.get("sets", ()) if isinstance(name, str)]
        if not self._bench.may_edit(request):
            return (gr.skip(), *self._state(evaluations))
        if told.get("act") == "add":
            try:
                chosen.append(evaluations.add(str(told.get("name")), str(told.get("text"))).name)
                said = ""
            except PlanAssistantError as error:
                said = str(error)
            return (self._form(evaluations, said, chosen), *self._state(evaluations))
        if not chosen:
            return (self._form(evaluations, self._texts.nothing_chosen, chosen), *self._state(evaluations))
        evaluations.begin(chosen, str(told.get("baseline")))
        return (gr.skip(), self._state(evaluations)[0], gr.Timer(_GLANCE, active=True))

    def _form(self, evaluations: Evaluations, said: str = "", chosen: Sequence[str] | None = None) -> str:
        return rendering.form_html(self._texts, evaluations.sets(), evaluations.baselines(), said, chosen)

    def _state(self, evaluations: Evaluations) -> tuple[str, Any]:
        """How far the run is, and looks at it where one goes on; only a look ends the looks."""
        state = evaluations.state
        return rendering.state_html(self._texts, state), gr.Timer(_GLANCE, active=True) if state.running else gr.skip()

    def _reports(self, evaluations: Evaluations, shown: str) -> str:
        return rendering.reports_html(self._texts, evaluations.reports(), shown)


def _part(value: str, name: str) -> gr.HTML:
    return gr.HTML(value, elem_id=name, js_on_load=_VIEW_SCRIPT, apply_default_css=False)


def _told(event: gr.EventData) -> dict[str, Any]:
    return event._data if isinstance(event._data, dict) else {}
