"""The filters of the view "Hỏi đáp": documents, provinces and years, and how many documents they leave."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import gradio as gr

from assistant.web.asking.filters import Chosen, labels_of, provinces_in, years_in
from assistant.web.asking.texts import asking_texts_in
from assistant.web.bench import HIDDEN, Bench, html

_MOST_LISTED = 500  # documents in a list; more are narrowed by province and year first


class Filters:
    """The components; what is chosen belongs to the session."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._texts = asking_texts_in(bench.language)

    def build(self) -> None:
        """Make the lists to choose from."""
        t, entries = self._texts, self._bench.reader.entries
        with gr.Row(elem_id="filters"):
            self._documents = self._choice(t.documents, self._offered(Chosen()), "scope")
            self._provinces = self._choice(t.provinces, provinces_in(entries), "provinces")
            self._years = self._choice(t.years, years_in(entries), "years")
        self.inputs = (self._documents, self._provinces, self._years)

    def tell(self) -> None:
        """Make the line that tells what is searched, and wire the events of all."""
        self._told = html(self.told(Chosen()), "narrowed")
        self.outputs = (*self.inputs, self._told)
        for part in self.inputs:
            part.input(self.narrow, [*self.inputs], [self._documents, self._told], **HIDDEN)
        self._told.clear(self.fresh, None, [*self.outputs], **HIDDEN)

    def narrow(self, documents: list[str], provinces: list[str], years: list[str]) -> tuple[Any, str]:
        """Offer the documents of the chosen provinces and years, and say how many are searched."""
        chosen = Chosen(tuple(documents), tuple(provinces), tuple(years))
        return gr.update(choices=self._offered(chosen)), self.told(chosen)

    def fresh(self) -> tuple[Any, ...]:
        """Nothing chosen."""
        documents = gr.update(choices=self._offered(Chosen()), value=[])
        return documents, gr.update(value=[]), gr.update(value=[]), self.told(Chosen())

    def after(self, chosen: Chosen) -> tuple[Any, ...]:
        """The choices that the documents of the store leave now, and those of `chosen` that are still among them."""
        entries = self._bench.reader.entries
        known = {entry.id for entry in entries}
        provinces, years = provinces_in(entries), years_in(entries)
        kept = Chosen(
            tuple(name for name in chosen.documents if name in known),
            tuple(name for name in chosen.provinces if name in provinces),
            tuple(year for year in chosen.years if year in years),
        )
        lists: list[tuple[Sequence[Any], tuple[str, ...], tuple[str, ...]]] = [
            (self._offered(kept), chosen.documents, kept.documents),
            (provinces, chosen.provinces, kept.provinces),
            (years, chosen.years, kept.years),
        ]
        updates = (  # a value that stays is not sent: a quick visitor may have chosen another by now
            gr.update(choices=choices) if left == was else gr.update(choices=choices, value=list(left))
            for choices, was, left in lists
        )
        return *updates, self.told(kept)

    def narrowed(self, chosen: Chosen) -> tuple[str, ...]:
        """The ids of the documents that fit what is chosen; none where nothing is."""
        return tuple(entry.id for entry in self._bench.reader.entries if chosen.fits(entry)) if chosen else ()

    def told(self, chosen: Chosen) -> str:
        """How many documents are searched, with a way to search all of them again."""
        t, count = self._texts, len(self._bench.reader.entries)
        toggle = (
            f'<button type="button" class="toggle" data-filters aria-expanded="false" aria-controls="filters">'
            f"{t.filters}</button>"
        )
        if not chosen:
            return f'{toggle}<span role="status">{t.all_searched.format(count=count)}</span>'
        found = len(self.narrowed(chosen))
        said = t.some_searched.format(found=found, count=count)
        kind = "" if found else ' class="none"'
        clear = f'<button type="button" data-clear>{t.clear}</button>'
        return f'{toggle}<span role="status"{kind}>{escape(said)}</span>{clear}'

    def _offered(self, chosen: Chosen) -> list[tuple[str, str]]:
        """The documents of the chosen provinces and years; what is chosen itself must not vanish unseen."""
        entries = self._bench.reader.entries
        named = [(entry.label, entry.id) for entry in entries if entry.id in chosen.documents]
        return list(dict.fromkeys([*labels_of(entries, chosen)[:_MOST_LISTED], *named]))

    def _choice(self, label: str, choices: Sequence[Any], name: str) -> gr.Dropdown:
        return gr.Dropdown(list(choices), value=[], multiselect=True, label=label, elem_id=name, min_width=100)
