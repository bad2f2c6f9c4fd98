"""What every view of the app is built with: the documents, the language, the reading view beside it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import gradio as gr

from assistant.web.desk import Desk
from assistant.web.editing import may_edit
from assistant.web.evaluation.running import Evaluations
from assistant.web.language import Language
from assistant.web.reader import Reader
from assistant.web.shelf import Shelf
from assistant.web.texts import Texts, texts_in

_HERE = Path(__file__).parent
SCRIPT = (_HERE / "page.js").read_text("utf-8")

# Events of the page are no endpoints: what programs may call is published by name in `programs`.
HIDDEN: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
# By itself Gradio drops a click while the one before it is not answered, which takes long over a slow network; where it
# is told to keep the last one, it forgets which button that was of. So each is answered, in order.
EACH: dict[str, Any] = {**HIDDEN, "trigger_mode": "multiple"}


@dataclass(frozen=True, slots=True)
class Bench:
    """The documents and the parts that the views share.

    The store is read by one thread at a time, which holds `store`; none holds it while a language model is waited for.
    """

    desk: Desk
    language: Language
    reader: Reader
    reading: gr.HTML  # shows documents; made by `parts`, placed by the app
    store: threading.RLock
    shelf: Shelf
    evaluations: Evaluations | None
    changed: gr.State  # counts what this page changed in the documents; made by `parts`, placed by the app

    def may_edit(self, request: gr.Request) -> bool:
        """Whether who sent this request may change anything."""
        return may_edit(request)

    @property
    def texts(self) -> Texts:
        """The phrases that views share."""
        return texts_in(self.language)


class View(Protocol):
    """A tab of the app; `build` is called inside it, once a page."""

    @property
    def name(self) -> str:
        """What the tab is called, and the end of the address that opens it."""
        ...

    @property
    def label(self) -> str:
        """What stands on the tab."""
        ...

    def build(self) -> None:
        """Make the components and wire their events."""
        ...

    def arrivals(self) -> Sequence[Arrival]:
        """What is brought up to date when a visitor comes."""
        ...


@dataclass(frozen=True, slots=True)
class Arrival:
    """A function, the components whose new state it returns and those whose values it takes.

    With `seen` it is called whenever the view is looked at, else once when the visitor comes.
    """

    refresh: Any
    outputs: Sequence[Any]
    inputs: Sequence[Any] = ()
    seen: bool = False


def html(value: str, name: str, *, render: bool = True) -> gr.HTML:
    """A part of the page that holds our markup, whose buttons speak through `page.js`; `name` is its id."""
    return gr.HTML(value, elem_id=name, js_on_load=SCRIPT, apply_default_css=False, render=render)


def opens(bench: Bench, part: gr.HTML) -> None:
    """Let the buttons of `part` that name a document open it in the reading view."""
    part.open(bench.reader.open, None, bench.reading, **EACH)


def bench_of(
    desk: Desk, language: Language, store: threading.RLock, shelf: Shelf, evaluations: Evaluations | None
) -> Bench:
    """The bench of a page; its reading view is not placed yet, as views are wired to it and stand before it."""
    reader = Reader(desk, language, store)
    reading = html(reader.documents(), "reading", render=False)
    return Bench(desk, language, reader, reading, store, shelf, evaluations, gr.State(0, render=False))
