"""The view "Tài liệu": what is loaded, added, replaced, removed and corrected, and what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.web.bench import EACH, HIDDEN, SCRIPT, Arrival, Bench, opens
from assistant.web.catalogue import Entry
from assistant.web.library import rendering
from assistant.web.library.facts import Fact, facts_of, written
from assistant.web.library.texts import texts_in
from corpus.errors import PlanAssistantError
from corpus.folding import bare
from index.changes import Correction, Removal

_A_PAGE = 20  # documents
_GLANCE = 0.5  # seconds between looks at uploads that are indexed
_MANY = 8  # documents from which there is something to filter
_LIBRARY_SCRIPT = SCRIPT + (Path(__file__).parent / "library.js").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Showing:
    """What a visitor sees of the list: the filter, the page, the unfolded document, its form, what was done last."""

    sought: str = ""
    page: int = 0
    unfolded: str = ""
    facts: tuple[Fact, ...] = ()  # as they were written, where something is wrong with them
    said: str = ""


Shown = tuple[Showing, str]  # the state of the session, the list
Events = dict[str, Any]


class Library:
    """What happens in the view."""

    name = "library"

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._texts = texts_in(bench.language)

    @property
    def label(self) -> str:
        """What stands on the tab."""
        return self._bench.texts.library

    def build(self) -> None:
        """The parts of the view, with their events."""
        shelf = self._bench.shelf
        self._showing = gr.State(Showing())
        self._upload = _part(rendering.upload_html(self._texts, shelf.limits.size // 1_000_000), "library-upload")
        self._results = _part("", "library-results")
        self._sought = gr.Textbox(label=self._texts.find, elem_id="library-find", visible=False)
        self._list = _part("", "library-list")
        self._failures = _part("", "library-failures")
        self._timer = gr.Timer(_GLANCE, active=False)
        for part in (self._results, self._list):
            opens(self._bench, part)
        uploads = [self._results, self._timer]
        self._upload.act(self.load, None, uploads, **EACH)
        self._results.act(self.clear, None, uploads, **HIDDEN)
        self._failures.act(self.dismiss, None, self._failures, **EACH)
        shown = [self._showing, self._list, self._sought, self._bench.changed]
        self._list.act(self.act, [self._showing, self._bench.changed], shown, **EACH)
        self._sought.change(self.seek, [self._showing, self._sought], [self._showing, self._list], **HIDDEN)
        self._timer.tick(self.watch, [self._showing, self._bench.changed], [*uploads, *shown, self._failures], **HIDDEN)

    def arrivals(self) -> Sequence[Arrival]:
        """The list, uploads that go on, and what could not be read."""
        parts = (self._upload, self._results, self._timer, self._sought, self._failures)
        return (
            Arrival(self.arrive, parts),
            Arrival(self.listed, (self._list,), (self._showing,), seen=True),
        )

    def arrive(self, request: gr.Request) -> tuple[Any, ...]:
        """What a visitor sees who comes, or who changed a document."""
        upload = gr.skip() if self._bench.may_edit(request) else rendering.only_reads_html(self._texts)
        return (upload, *self._uploads(), self._finder(), self._unreadable())

    def load(self, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        """Begin to index what was uploaded."""
        told = _told(event)
        if told.get("act") == "load" and self._bench.may_edit(request):
            for token in _strings(told.get("drop")):
                self._bench.shelf.forget(token)
            wanted = told.get("load")
            replacing = wanted.items() if isinstance(wanted, dict) else ()
            self._bench.shelf.load({str(k): v if isinstance(v, str) else None for k, v in replacing})
        return self._uploads()[0], gr.Timer(_GLANCE, active=True)  # a small file may be through by now

    def watch(self, showing: Showing, changed: int) -> tuple[Any, ...]:
        """How far uploads are; when they are through, the documents as they are now.

        The looks go on until one has shown what came of all files: some may end, or come, while this one is made.
        """
        seen = self._bench.shelf.progress
        if seen.running:
            return (rendering.progress_html(self._texts, seen), gr.skip(), *([gr.skip()] * 5))
        self._bench.reader.refresh()
        shown = (showing, self.listed(showing), self._finder(), changed + 1, self._unreadable())
        now = self._bench.shelf.progress
        timer = gr.Timer(_GLANCE, active=now is not seen)
        return (rendering.progress_html(self._texts, now), timer, *shown)

    def clear(self, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        """Forget the results."""
        if _told(event).get("act") == "clear" and self._bench.may_edit(request):
            self._bench.shelf.clear()
        return self._uploads()

    def dismiss(self, event: gr.EventData, request: gr.Request) -> str:
        """Take a file out of those that could not be read."""
        told = _told(event)
        if told.get("act") == "dismiss" and self._bench.may_edit(request):
            self._bench.shelf.dismiss(str(told.get("name")))
        return self._unreadable()

    def seek(self, showing: Showing, sought: str | None) -> Shown:
        """Show the documents that match."""
        showing = replace(showing, sought=sought or "", page=0, said="")
        return showing, self.listed(showing)

    def act(self, event: gr.EventData, request: gr.Request, showing: Showing, changed: int) -> tuple[Any, ...]:
        """What a button or form of the list asks for."""
        told = _told(event)
        act, name = str(told.get("act")), str(told.get("name"))
        before = showing
        showing = replace(showing, said="", facts=())
        try:
            if act == "unfold":
                showing = replace(showing, unfolded="" if before.unfolded == name else name)
            elif act == "turn" and name.isdigit():
                showing = replace(showing, page=int(name))
            elif act in ("remove", "correct", "undo") and self._bench.may_edit(request):
                showing = self._edited(act, name, told, showing)
        except PlanAssistantError as error:
            showing = replace(showing, said=str(error))
        edited = act in ("remove", "correct", "undo") and not showing.facts
        if edited:
            self._bench.reader.refresh()
        return showing, self.listed(showing), self._finder(), changed + 1 if edited else gr.skip()

    def listed(self, showing: Showing) -> str:
        """The list as a visitor sees it."""
        found, part, everything = self._found(showing), self._slice(showing), len(self._bench.reader.entries)
        pages = max(1, -(-len(found) // _A_PAGE))
        cards = self._cards(found[part], showing)
        page = part.start // _A_PAGE
        return rendering.list_html(self._texts, cards, page, pages, len(found), everything, showing.said)

    def _found(self, showing: Showing) -> list[Entry]:
        return [entry for entry in self._bench.reader.entries if _matches(entry, showing.sought)]

    def _slice(self, showing: Showing) -> slice:
        """The page of the list, the last one where there are fewer by now."""
        last = max(0, len(self._found(showing)) - 1) // _A_PAGE
        first = min(showing.page, last) * _A_PAGE
        return slice(first, first + _A_PAGE)

    def _cards(self, entries: Sequence[Entry], showing: Showing) -> list[rendering.Card]:
        cards = []
        desk, shelf = self._bench.desk, self._bench.shelf
        with self._bench.store:
            counts = Counter(entry.document.id for entry in desk.commitments())
            known = {entry.id: entry for entry in entries}
            for document, report in desk.checked(known):  # without those removed a moment ago
                entry, name = known[document.id], document.id
                facts = (showing.facts or facts_of(document)) if name == showing.unfolded else ()
                corrected, findings = bool(shelf.corrected(name)), len(report.findings)
                cards.append(rendering.Card(document, entry, counts[name], findings, corrected, facts))
        return cards

    def _edited(self, act: str, name: str, told: Events, showing: Showing) -> Showing:
        """Make the change that an editor asks for."""
        with self._bench.store:
            document = self._bench.desk.document(name)
        entry = next((entry for entry in self._bench.reader.entries if entry.id == name), None)
        title = entry.title if entry else name
        if act == "remove":
            self._bench.shelf.make([Removal(name)])
            return replace(showing, said=self._texts.removed.format(title=title), unfolded="")
        values = told.get("values")
        facts, corrections = written(self._texts, document, values if isinstance(values, dict) else {})
        if act == "undo":
            corrections = {}
        elif any(fact.error for fact in facts):
            return replace(showing, facts=facts)
        self._bench.shelf.make([Correction(name, corrections)])
        return replace(showing, said=self._texts.saved.format(title=title))

    def _uploads(self) -> tuple[str, Any]:
        """The uploads, and looks at them where some are indexed; only a look ends the looks."""
        progress = self._bench.shelf.progress
        timer = gr.Timer(_GLANCE, active=True) if progress.running else gr.skip()
        return rendering.progress_html(self._texts, progress), timer

    def _finder(self) -> Any:
        return gr.update(visible=len(self._bench.reader.entries) > _MANY)

    def _unreadable(self) -> str:
        return rendering.failures_html(self._texts, self._bench.shelf.failures)


def _part(value: str, name: str) -> gr.HTML:
    return gr.HTML(value, elem_id=name, js_on_load=_LIBRARY_SCRIPT, apply_default_css=False)


def _told(event: gr.EventData) -> Events:
    return event._data if isinstance(event._data, dict) else {}


def _strings(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _matches(entry: Entry, sought: str) -> bool:
    said = bare(f"{entry.label} {entry.title} {entry.number} {entry.issuer} {entry.id}").casefold()
    return all(word in said for word in bare(sought).casefold().split())
