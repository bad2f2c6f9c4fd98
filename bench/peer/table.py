"""The table of all libraries, with what each takes as a multiple of what we take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of one library; seconds, milliseconds, GB, per cent; None where it is not measured."""

    name: str
    index: float | None = None
    index_processor: float | None = None
    index_memory: float | None = None
    clock: float | None = None
    processor: float | None = None
    cold: float | None = None
    memory: float | None = None
    recall: float | None = None
    recall_with_headings: float | None = None


_COLUMNS = (
    ("index, s", "index", "{:,.1f}"),
    ("index, s of processor", "index_processor", "{:,.1f}"),
    ("memory of indexing, GB", "index_memory", "{:.2f}"),
    ("warm p50, ms", "clock", "{:,.1f}"),
    ("warm p50, ms of processor", "processor", "{:,.1f}"),
    ("cold start to answer, s", "cold", "{:,.1f}"),
    ("memory of asking, GB", "memory", "{:.2f}"),
    ("recall@5", "recall", "{:.1f}"),
    ("recall@5, our headings given", "recall_with_headings", "{:.1f}"),
)


def table(rows: Sequence[Row]) -> str:
    """The rows as a table in Markdown; in brackets, how many times as much as in the first one."""
    shown = [column for column in _COLUMNS if any(getattr(row, column[1]) is not None for row in rows)]
    lines = [f"| | {' | '.join(label for label, _, _ in shown)} |", "|---" * (1 + len(shown)) + "|"]
    for row in rows:
        cells = [_cell(getattr(row, key), getattr(rows[0], key), form, row is rows[0]) for _, key, form in shown]
        lines.append(f"| {row.name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(value: float | None, ours: float | None, form: str, first: bool) -> str:
    if value is None:
        return "–"
    said = form.format(value)
    return said if first or not ours else f"{said} ({value / ours:.2g})"
