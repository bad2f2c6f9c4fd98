"""The view "Cam kết": filters, and the rows that fit as a list, side by side, or as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from html import escape
from typing import Any

import gradio as gr

from assistant.register.entries import Entry
from assistant.register.filters import Filter, day_of
from assistant.register.ordering import Order
from assistant.web.bench import HIDDEN, Arrival, Bench, html, opens
from assistant.web.commitments.choice import Choice, query_of
from assistant.web.commitments.comparing import MOST, comparison_html, too_many_html
from assistant.web.commitments.downloads import FORMATS, address_of
from assistant.web.commitments.listing import listing_html, pages_of, totals_html
from assistant.web.commitments.picturing import picture_html
from assistant.web.commitments.rows import Rows, targets_of
from assistant.web.commitments.texts import texts_in
from corpus.commitments.types import Kind

_AT_ONCE = 4  # visitors whose rows are chosen at the same time


class Form(StrEnum):
    """How the rows are shown."""

    LIST = "list"
    COMPARISON = "comparison"
    TIMELINE = "timeline"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a visitor is in the list."""

    order: Order = Order.TEXT
    descending: bool = False
    page: int = 0


class Commitments:
    """What happens in the view; a session keeps its place in the list, the filters are in their boxes."""

    name = "commitments"

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._texts = texts_in(bench.language)
        self._rows = Rows(bench.desk, bench.store)

    @property
    def label(self) -> str:
        """What stands on the tab."""
        return self._bench.texts.register

    def build(self) -> None:
        """The filters and the rows, with their events."""
        t = self._texts
        self._place = gr.State(Place())
        with gr.Row(elem_id="register-filters", elem_classes="filters"):
            self._words = gr.Textbox(label=t.words, placeholder=t.words_hint, max_lines=1, elem_id="register-words")
            self._document = self._several(t.document)
            self._province = self._several(t.province)
            self._kind = self._several(t.kind, [(name, str(kind)) for kind, name in t.kinds.items()])
            self._year = self._several(t.year)
            self._agency = self._several(t.agency, custom=True)
            self._field = gr.Textbox(label=t.field, placeholder=t.field_hint, max_lines=1)
            self._past = gr.Textbox(label=t.past, placeholder=t.past_hint, max_lines=1)
        forms = [(t.as_list, Form.LIST), (t.as_comparison, Form.COMPARISON), (t.as_timeline, Form.TIMELINE)]
        choices = [(name, str(form)) for name, form in forms]
        self._form = gr.Radio(
            choices, value=str(Form.LIST), label=t.shown_as, elem_id="register-form", elem_classes="forms"
        )
        self._filters: list[Any] = [
            self._words, self._document, self._province, self._kind, self._year, self._agency, self._field, self._past,
        ]  # fmt: skip
        self._shown = html("", "register")
        opens(self._bench, self._shown)
        often = {**HIDDEN, "concurrency_limit": _AT_ONCE, "trigger_mode": "always_last"}
        wanted = [self._place, self._form, *self._filters]
        typed = {self._words, self._field, self._past, self._agency}  # what is pasted or new is told by `change` only
        changed = [box.change if box in typed else box.input for box in (*self._filters, self._form)]
        gr.on(changed, self.choose, wanted, [self._shown, self._place], **often)
        self._shown.choose(self.turn, wanted, [self._shown, self._place, *self._filters], **often)

    def arrivals(self) -> Sequence[Arrival]:
        """What can be chosen follows the store; the rows are made when the view is looked at."""
        offered = (self._document, self._province, self._year, self._agency, self._shown)
        return (Arrival(self.arrive, offered, (self._place, self._form, *self._filters), seen=True),)

    def _several(self, label: str, choices: Sequence[Any] = (), *, custom: bool = False) -> gr.Dropdown:
        return gr.Dropdown(
            list(choices), value=[], multiselect=True, label=label, allow_custom_value=custom, filterable=True,
            min_width=120,
        )  # fmt: skip

    def arrive(self, place: Place, form: str, *typed: Any) -> tuple[Any, ...]:
        """What can be chosen now, and the rows for what is chosen."""
        t, shown = self._texts, self._rows.shown()
        provinces = {new: new for _, new in shown.provinces}
        provinces |= {
            old: old if old == new else t.province_now.format(old=old, new=new) for old, new in shown.provinces
        }
        return (
            gr.update(choices=[(entry.label, entry.id) for entry in self._bench.reader.entries]),
            gr.update(choices=sorted((label, name) for name, label in provinces.items())),
            gr.update(choices=[str(year) for year in shown.years]),
            gr.update(choices=[(f"{name} ({count})", name) for name, count in shown.agencies]),
            self._html(place, form, typed),
        )

    def choose(self, place: Place, form: str, *typed: Any) -> tuple[str, Place]:
        """The rows for other filters, from the first page on."""
        place = replace(place, page=0)
        return self._html(place, form, typed), place

    def turn(self, event: gr.EventData, place: Place, form: str, *typed: Any) -> tuple[Any, ...]:
        """Another page, another order, or no filters, as the button says."""
        data = event._data if isinstance(event._data, dict) else {}
        what, _, which = str(data.get("choice", "")).partition(":")
        untouched: tuple[Any, ...] = (gr.skip(),) * len(typed)
        if what == "clear":
            place, typed = Place(), ("", [], [], [], [], [], "", "")
            untouched = typed
        elif what == "page" and which.isdecimal():
            place = replace(place, page=int(which))
        elif what == "sort" and which in set(Order):
            order = Order(which)
            place = Place(order, place.order is order and not place.descending)
        return (self._html(place, form, typed), place, *untouched)

    def _html(self, place: Place, form: str, typed: Sequence[Any]) -> str:
        """What is shown for the filters that are set."""
        t = self._texts
        past = str(typed[-1] or "").strip()
        try:
            day = day_of(past) if past else None
        except ValueError:
            return f'<p class="empty" role="alert">{escape(t.wrong_day.format(typed=past[:40]))}</p>'
        choice = Choice(_filter(typed, day), place.order, place.descending)
        rows = self._rows.rows(choice)
        labels = {entry.id: entry.label for entry in self._bench.reader.entries}
        top = self._top(choice, rows)
        if not rows:
            return f'{top}<div class="empty"><p>{t.nothing}</p><p>{t.nothing_more}</p></div>'
        match form:
            case Form.COMPARISON:
                goals = len(targets_of(rows))
                return top + (
                    too_many_html(t, goals) if goals > MOST else comparison_html(t, self._rows.groups(choice), labels)
                )
            case Form.TIMELINE:
                return top + picture_html(t, rows, labels)
            case _:
                totals = totals_html(t, rows, self._rows.money(choice), labels)
                return top + totals + listing_html(t, rows, choice, min(place.page, pages_of(len(rows)) - 1), labels)

    def _top(self, choice: Choice, rows: Sequence[Entry]) -> str:
        """How many rows there are, and what can be done with them."""
        t = self._texts
        found = t.found.format(count=len(rows), documents=len({entry.document.id for entry in rows}))
        links = "".join(
            f'<a href="{escape(address_of(form, query_of(choice)))}" download>{form.upper()}</a>' for form in FORMATS
        )
        clear = f'<button type="button" data-choose="clear" data-focus="register-rows">{t.clear}</button>'
        filtered = choice.wanted != Filter()
        return (
            f'<header class="bar"><h2 id="register-rows" tabindex="-1"><span data-told>{found}</span></h2>'
            f'{clear if filtered else ""}<p class="downloads"><span>{t.download}</span> {links}</p></header>'
        )


def _filter(typed: Sequence[Any], day: date | None) -> Filter:
    words, documents, provinces, kinds, years, agencies, field, _ = typed
    return Filter(
        tuple(documents or ()),
        tuple(provinces or ()),
        tuple(int(year) for year in years or () if str(year).isdecimal()),
        tuple(agency for agency in agencies or () if agency.strip()),
        tuple(Kind(kind) for kind in kinds or ()),
        (field.strip(),) if (field or "").strip() else (),
        (words or "").strip(),
        day,
    )
