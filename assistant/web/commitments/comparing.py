"""Targets side by side: what several plans promise of the same thing, and what became of it in the next plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from assistant.register.comparison import Group
from assistant.register.entries import Entry
from assistant.register.formats import shown_deadline
from assistant.values import shortened
from assistant.web.catalogue import fold
from assistant.web.commitments.cells import opening, value_of
from assistant.web.commitments.texts import Texts

MOST = 600  # targets that are compared, each with every other: three seconds
_LONGEST = 160  # code points of a metric
_WHOLE = 100  # percent


def comparison_html(t: Texts, groups: Sequence[Group], labels: Mapping[str, str]) -> str:
    """The groups of targets, each with a card a plan."""
    if not groups:
        return f'<p class="empty">{t.nothing_compared}</p>'
    drawn = "".join(_group(t, group, labels) for group in groups)
    return f"<h3>{t.compared.format(count=len(groups))}</h3><p>{t.compared_note}</p>{drawn}"


def too_many_html(t: Texts, count: int) -> str:
    """What is shown instead where there are more targets than can be compared while a visitor waits."""
    return f'<p class="empty" role="alert">{t.too_many.format(count=count, most=MOST)}</p>'


def _group(t: Texts, group: Group, labels: Mapping[str, str]) -> str:
    first = group.entries[0].commitment
    metric = shortened(first.metric or first.statement, _LONGEST)
    plans = dict.fromkeys(entry.document.id for entry in group.entries)
    cards = "".join(
        _card(t, labels.get(plan, plan), [entry for entry in group.entries if entry.document.id == plan])
        for plan in plans
    )
    changes = "".join(_change(t, before, after, str(t.changes[change]), change, labels)
                      for before, after, change in group.changes)  # fmt: skip
    told = f'<div class="changes"><h5>{t.successive}</h5><ul>{changes}</ul></div>' if changes else ""
    return (
        f'<section class="group"><h4 lang="vi">{escape(metric[:1].upper() + metric[1:])}</h4>'
        f'<ul class="cards">{cards}</ul>{told}</section>'
    )


def _card(t: Texts, label: str, entries: Sequence[Entry]) -> str:
    return f"<li><h5>{escape(label)}</h5>{''.join(_target(t, entry) for entry in entries)}</li>"


def _target(t: Texts, entry: Entry) -> str:
    one = entry.commitment
    share = min(_WHOLE, max(0, round(one.value or 0))) if one.unit == "%" else None
    bar = f'<span class="share" aria-hidden="true"><i style="width:{share}%"></i></span>' if share is not None else ""
    said = escape(t.open_described.format(statement=shortened(one.statement, 80)))
    return (
        f'<button type="button" {opening(entry)} title="{said}">'
        f'<span class="figure">{escape(value_of(t, entry))}</span>{bar}'
        f'<span class="year">{escape(shown_deadline(entry.deadline) or t.no_deadline)}</span>'
        f'<span class="excerpt" lang="vi">{escape(shortened(fold(one.statement), _LONGEST))}</span></button>'
    )


def _change(t: Texts, before: Entry, after: Entry | None, said: str, change: str, labels: Mapping[str, str]) -> str:
    old = f"{labels.get(before.document.id, before.document.id)} ({_short(t, before)})"
    if after is None:
        told = t.none_later.format(before=old, change=said)
    else:
        new = f"{labels.get(after.document.id, after.document.id)} ({_short(t, after)})"
        told = t.since.format(before=old, after=new, change=said)
    return f'<li class="{change}">{escape(told)}</li>'


def _short(t: Texts, entry: Entry) -> str:
    return ", ".join(filter(None, (value_of(t, entry), shown_deadline(entry.deadline))))
