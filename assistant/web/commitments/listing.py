"""The register as a table: a page of rows under columns that sort, and the sums of all rows that fit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape

from assistant.register.entries import Entry
from assistant.register.formats import shown_value
from assistant.register.ordering import Order
from assistant.register.summing import MONEY, Sum
from assistant.web.commitments.cells import deadline_html, parties_html, statement_html, value_html
from assistant.web.commitments.choice import Choice
from assistant.web.commitments.texts import Texts
from corpus.commitments.types import Kind

ROWS = 50  # of a page
_MOST_UNITS = 8  # of targets whose range is told


def listing_html(t: Texts, rows: Sequence[Entry], choice: Choice, page: int, labels: Mapping[str, str]) -> str:
    """One page of the rows; `labels` names their documents."""
    first = page * ROWS
    body = "".join(_row(t, entry, labels) for entry in rows[first : first + ROWS])
    columns = (
        (Order.KIND, t.kind), (Order.STATEMENT, t.statement), (Order.VALUE, t.value), (Order.DEADLINE, t.deadline),
        (Order.AGENCY, t.parties), (Order.DOCUMENT, t.document),
    )  # fmt: skip
    header = "".join(_header(t, order, name, choice) for order, name in columns)
    return (
        f'<table class="rows" role="table"><caption class="unseen">{t.heading}</caption>'
        f'<thead role="rowgroup"><tr role="row">{header}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
        f"{_pager(t, len(rows), page)}"
    )


def pages_of(count: int) -> int:
    """How many pages so many rows fill."""
    return max(1, -(-count // ROWS))


def _header(t: Texts, order: Order, name: str, choice: Choice) -> str:
    sorts = choice.order is order
    direction = ("descending" if choice.descending else "ascending") if sorts else "none"
    sign = ("▼" if choice.descending else "▲") if sorts else "↕"
    described = escape(t.sorted_by.format(column=name))
    return (
        f'<th role="columnheader" scope="col" aria-sort="{direction}"><button type="button" '
        f'data-choose="sort:{order}" title="{described}">{name} <span aria-hidden="true">{sign}</span></button></th>'
    )


def _row(t: Texts, entry: Entry, labels: Mapping[str, str]) -> str:
    kind = entry.commitment.kind
    page = f'<span class="under">{t.page.format(number=entry.page)}</span>' if entry.page else ""
    document = f"<span>{escape(labels.get(entry.document.id, entry.document.id))}</span>{page}"
    cells = (
        ("kind", t.kind, f'<span class="tag {kind}">{t.kinds[kind]}</span>'),
        ("said", t.statement, statement_html(t, entry)),
        ("value", t.value, value_html(t, entry)),
        ("deadline", t.deadline, deadline_html(t, entry)),
        ("parties", t.parties, parties_html(t, entry)),
        ("document", t.document, document),
    )
    drawn = "".join(f'<td role="cell" class="{name}" data-label="{said}">{html}</td>' for name, said, html in cells)
    return f'<tr role="row">{drawn}</tr>'


def _pager(t: Texts, count: int, page: int) -> str:
    last = pages_of(count) - 1
    if not last:
        return ""
    steps = (("«", t.first, 0), ("‹", t.previous, page - 1), ("›", t.next, page + 1), ("»", t.last, last))
    buttons = []
    for sign, name, to in steps:
        off = "" if 0 <= to <= last and to != page else " disabled"
        buttons.append(
            f'<button type="button" data-choose="page:{to}" data-focus="register-rows" aria-label="{name}"{off}>'
            f"{sign}</button>"
        )
    said = t.rows.format(first=page * ROWS + 1, last=min(count, (page + 1) * ROWS), count=count)
    return (
        f'<nav class="pager" aria-label="{t.pages}">{"".join(buttons[:2])}<span>{said}</span>'
        f"{''.join(buttons[2:])}</nav>"
    )


def totals_html(t: Texts, rows: Sequence[Entry], money: Sum, labels: Mapping[str, str]) -> str:
    """The money of the rows, what was summed and what not; for targets their range, as they cannot be added."""
    ranges = _ranges(t, rows)
    if not money.counted and not ranges:
        return ""
    said = ""
    if money.counted:
        parts = money.by_document()
        total = shown_value(money.value, MONEY)
        said += f'<p class="sum">{escape(t.money.format(value=total, count=len(money.counted)))}</p>'
        if len(parts) > 1:
            items = "".join(
                f"<li>{escape(labels.get(name, name))}: {escape(shown_value(value, MONEY))}</li>"
                for name, value in parts.items()
            )
            said += f"<p>{t.several_plans}</p><ul>{items}</ul>"
        for reason, count in Counter(reason for _, reason in money.left_out).items():
            said += f"<p>{t.left_out.format(count=count, reason=t.reasons[reason])}</p>"
    summary = _summary(t, money.value, bool(money.counted))
    return f'<details class="totals"><summary>{summary}</summary>{said}{ranges}</details>'


def _summary(t: Texts, value: Decimal, counted: bool) -> str:
    return f"{t.totals}: <strong>{escape(shown_value(value, MONEY))}</strong>" if counted else f"{t.totals}: –"


def _ranges(t: Texts, rows: Sequence[Entry]) -> str:
    values: dict[str, list[Decimal]] = defaultdict(list)
    for entry in rows:
        one = entry.commitment
        if one.kind is Kind.TARGET and one.value is not None and one.unit:
            values[one.unit].append(one.value)
    most = sorted(values.items(), key=lambda pair: -len(pair[1]))[:_MOST_UNITS]
    items = ""
    for unit, own in most:
        told = t.measured.format(unit=unit, count=len(own), range=_range(own))
        items += f"<li>{escape(told)}</li>"
    return f"<p>{t.not_summed}</p><ul>{items}</ul>" if items else ""


def _range(values: Sequence[Decimal]) -> str:
    return "–".join(dict.fromkeys(shown_value(value, None) for value in (min(values), max(values))))
