"""Timeline: the deadlines of a register as a picture, one band a plan, one bar a period; plain SVG, no script."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from html import escape

from assistant.register.entries import Entry
from assistant.register.filters import years_of
from assistant.register.formats import KINDS, shown_deadline
from assistant.values import shortened
from corpus.commitments.types import Kind

_COLOURS = {Kind.TARGET: "#1b6ca8", Kind.TASK: "#7a9a01", Kind.BUDGET: "#d98200", Kind.REPORTING: "#8e44ad"}
_LEFT, _RIGHT, _TOP, _BAR, _GAP, _WIDTH = 210, 340, 56, 16, 6, 1200
_LONGEST_NAME = 32  # code points beside a band
_MOST_TOLD = 6  # statements in the tip of a bar


def timeline(entries: Sequence[Entry], name_of: Callable[[str], str] = str) -> str:
    """The SVG; bars are cut into the kinds by their counts, and tell of the first statements when pointed at.

    `name_of` gives what stands for the id of a document.
    """
    dated = [entry for entry in entries if entry.deadline and years_of(entry)]
    years = [year for entry in dated for year in (years_of(entry)[0], years_of(entry)[-1])]
    first, last = (min(years), max(years) + 1) if years else (2000, 2001)
    scale = (_WIDTH - _LEFT - _RIGHT) / (last - first)
    body, height = list(_bands(dated, first, scale, name_of)), _TOP
    height += sum(h for _, h in body)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height + 20}" width="{_WIDTH}" '
        f'height="{height + 20}" font-family="sans-serif" font-size="12">',
        f'<rect width="100%" height="100%" fill="#ffffff"/><title>Thời hạn của {len(dated)} cam kết</title>',
        *_legend(),
        *_axis(first, last, scale, height),
    ]
    y = _TOP
    for drawn, tall in body:
        parts.append(f'<g transform="translate(0 {y})">{drawn}</g>')
        y += tall
    return "\n".join([*parts, "</svg>", ""])


def _bands(
    entries: Sequence[Entry], first: int, scale: float, name_of: Callable[[str], str]
) -> Iterator[tuple[str, int]]:
    """What is drawn for each plan, and how tall it is."""
    for identity in dict.fromkeys(entry.document.id for entry in entries):
        own = [entry for entry in entries if entry.document.id == identity]
        periods = sorted({entry.deadline or "" for entry in own}, key=_order)
        drawn = [f'<text x="8" y="12" font-weight="bold">{escape(shortened(name_of(identity), _LONGEST_NAME))}</text>']
        for row, period in enumerate(periods):
            due = [entry for entry in own if entry.deadline == period]
            drawn.append(_bar(due, period, row * (_BAR + _GAP), first, scale))
        yield "".join(drawn), len(periods) * (_BAR + _GAP) + 18


def _order(deadline: str) -> tuple[str, ...]:
    return (*re.findall(r"(?:19|20)\d\d", deadline)[-1:], deadline)


def _bar(due: Sequence[Entry], period: str, y: int, first: int, scale: float) -> str:
    span = years_of(due[0])
    x, width = _LEFT + (span[0] - first) * scale, max(8.0, len(span) * scale - 2)
    counts = Counter(entry.commitment.kind for entry in due)
    told = [entry.commitment.statement[:120] for entry in due[:_MOST_TOLD]]
    more = [f"… và {len(due) - _MOST_TOLD} dòng khác"] if len(due) > _MOST_TOLD else []
    parts = [f"<g><title>{escape(chr(10).join([shown_deadline(period) or '', *told, *more]))}</title>"]
    for kind in Kind:
        if counts[kind]:
            part = width * counts[kind] / len(due)
            parts.append(f'<rect x="{x:.1f}" y="{y}" width="{part:.1f}" height="{_BAR}" fill="{_COLOURS[kind]}"/>')
            x += part
    said = ", ".join(f"{counts[kind]} {KINDS[kind]}" for kind in Kind if counts[kind])
    label = f"{shown_deadline(period)}: {said}"
    return "".join([*parts, f'<text x="{x + 6:.1f}" y="{y + 12}" fill="#222222">{escape(label)}</text></g>'])


def _legend() -> Iterator[str]:
    for number, kind in enumerate(Kind):
        x = _LEFT + number * 120
        yield f'<rect x="{x}" y="8" width="12" height="12" fill="{_COLOURS[kind]}"/>'
        yield f'<text x="{x + 18}" y="18">{KINDS[kind]}</text>'


def _axis(first: int, last: int, scale: float, height: int) -> Iterator[str]:
    step = max(1, -(-(last - first) // 12))
    for year in range(first, last + 1, step):
        x = _LEFT + (year - first) * scale
        yield f'<line x1="{x:.1f}" y1="44" x2="{x:.1f}" y2="{height}" stroke="#dddddd"/>'
        if year < last:
            yield f'<text x="{x + 4:.1f}" y="40" fill="#555555">{year}</text>'
