"""The cells of an entry as HTML: statement, value, deadline with where it is from, agencies."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from assistant.register.entries import Entry
from assistant.register.formats import shown_deadline, shown_value
from assistant.values import shortened
from assistant.web.catalogue import fold
from assistant.web.commitments.texts import Texts
from corpus.commitments.types import Party
from corpus.types import Span

_LONGEST_STATEMENT = 320  # code points; the rest is read in the document
_LONGEST_PATH = 90


def opening(entry: Entry, span: Span | None = None) -> str:
    """The attributes of a button that opens the quote of an entry, or another place of its document."""
    span = span or entry.commitment.span
    return f'data-open="{escape(entry.document.id)}" data-start="{span.start}" data-end="{span.end}"'


def statement_html(t: Texts, entry: Entry) -> str:
    """What is promised, as the button that opens the quote, under its headings."""
    said = shortened(entry.commitment.statement, _LONGEST_STATEMENT)
    described = escape(t.open_described.format(statement=shortened(said, 80)))
    path = " › ".join(fold(step) for step in entry.section[-2:])
    under = f'<span class="under">{escape(shortened(path, _LONGEST_PATH))}</span>' if path else ""
    return (
        f'<button type="button" class="statement" lang="vi" {opening(entry)} title="{described}">'
        f"{escape(said)}</button>{under}"
    )


def value_html(t: Texts, entry: Entry) -> str:
    """The value with its bound; the figures of other columns under it."""
    one = entry.commitment
    value = value_of(t, entry)
    others = [amount for amount in one.amounts if amount.value != one.value]
    listed = "".join(
        f'<span class="under">{escape(fold(amount.label))}: {escape(shown_value(amount.value, amount.unit))}</span>'
        for amount in others
    )
    source = f'<span class="under">{t.funding}: {escape(fold(one.funding))}</span>' if one.funding else ""
    return (f"<span>{escape(value)}</span>" if value else "") + listed + source


def value_of(t: Texts, entry: Entry) -> str:
    """The value as it is written in the interface: its bound, its range, its unit."""
    one = entry.commitment
    if one.value is None:
        return ""
    bound = f"{t.bounds[one.bound]} " if one.bound else ""
    low = f"{shown_value(one.low, None)}–" if one.low is not None else ""
    return f"{bound}{low}{shown_value(one.value, one.unit)}"


def deadline_html(t: Texts, entry: Entry) -> str:
    """By when, and from where that is: a button that opens the place, where there is one."""
    deadline = entry.commitment.deadline
    often = entry.commitment.frequency
    told = f'<span class="under">{t.frequency}: {escape(fold(often))}</span>' if often else ""
    if deadline is None:
        return told or f'<span class="under">{t.no_deadline}</span>'
    day = f"<span>{escape(shown_deadline(deadline.value) or '')}</span>"
    origin = t.origins[deadline.origin]
    if deadline.span is None:
        return f'{day}<span class="under">{origin}</span>{told}'
    place = opening(entry, deadline.span)
    return f'{day}<button type="button" class="under" {place}>{origin}</button>{told}'


def parties_html(t: Texts, entry: Entry) -> str:
    """Who leads, supports and is reported to, by their full names."""
    one = entry.commitment
    lead = f"<span>{_names(one.lead)}</span>" if one.lead else ""
    return lead + _listed(t.supporting, one.supporting) + _listed(t.recipient, one.recipient)


def _listed(said: str, parties: tuple[Party, ...]) -> str:
    return f'<span class="under">{said}: {_names(parties)}</span>' if parties else ""


def _names(parties: Iterable[Party]) -> str:
    return escape(", ".join(dict.fromkeys(party.name for party in parties)))
