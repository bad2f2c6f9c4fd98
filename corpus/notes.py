"""Notes: the units of a document and the tasks that labelled lines tell of, kept as bytes beside its text.

To find them takes a look at the whole document; a question that meets one passage of it wants only those that begin
there.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.errors import CorpusError
from corpus.labels import Label, Line
from corpus.tasks import NO_TASK, Task, find_tasks
from corpus.types import Document, Span
from corpus.units import Unit, UnitKind, find_units

_KINDS = tuple(UnitKind)
_LABELS = tuple(Label)
_NONE = -1
# Each part is rows of so many numbers: units, lists of leads, leads, tasks, labelled lines.
_WIDTHS = (10, 2, 2, 4, 5)

_Rows = NDArray[np.int32]


class Notes:
    """The units of one document, each with its task; made of what `pack_notes` gave, read unit by unit."""

    def __init__(self, packed: bytes) -> None:
        """CorpusError where the bytes are damaged."""
        try:
            numbers = np.frombuffer(zlib.decompress(packed), dtype="<i4")
            counts, start, parts = numbers[: len(_WIDTHS)].tolist(), len(_WIDTHS), []
            for count, width in zip(counts, _WIDTHS, strict=True):
                parts.append(numbers[start : start + count * width].reshape(count, width))
                start += count * width
        except (zlib.error, ValueError) as error:
            raise CorpusError("stored units damaged; remove the document and index it again") from error
        self._units, self._lists, self._leads, self._tasks, self._lines = parts

    def all(self) -> list[tuple[Unit, Task]]:
        """All units in the order of the text."""
        return self._read(0, len(self._units))

    def beginning_in(self, span: Span) -> list[tuple[Unit, Task]]:
        """The units that begin in a span, in the order of the text."""
        first, last = np.searchsorted(self._units[:, 0], (span.start, span.end)).tolist()
        return self._read(first, last)

    def _read(self, first: int, last: int) -> list[tuple[Unit, Task]]:
        leads: dict[int, tuple[Span, ...]] = {_NONE: ()}
        tasks: dict[int, Task] = {_NONE: NO_TASK}
        found = []
        for start, end, kind, section, begin, stop, led, table, row, task in self._units[first:last].tolist():
            if led not in leads:
                leads[led] = self._leads_of(led)
            if task not in tasks:
                tasks[task] = self._task(task)
            span = Span(start, end)
            block = span if (begin, stop) == (start, end) else Span(begin, stop)
            place = (None if table == _NONE else table, None if row == _NONE else row)
            found.append((Unit(span, _KINDS[kind], section, block, leads[led], *place), tasks[task]))
        return found

    def _leads_of(self, number: int) -> tuple[Span, ...]:
        first, last = self._lists[number].tolist()
        return tuple(Span(start, end) for start, end in self._leads[first:last].tolist())

    def _task(self, number: int) -> Task:
        start, end, first, last = self._tasks[number].tolist()
        lines = tuple(
            Line(_LABELS[label], Span(one, two), Span(three, four))
            for label, one, two, three, four in self._lines[first:last].tolist()
        )
        return Task(None if start == _NONE else Span(start, end), lines)


def pack_notes(document: Document) -> bytes:
    """The units and tasks of a document as `Notes` reads them."""
    units = find_units(document)
    blocks = sorted({unit.block for unit in units if unit.table is None})
    headings = {s.heading.start: s.level for s in document.sections if s.heading is not None}
    tasks = find_tasks(document.text, blocks, headings)
    task_of = {block: number for number, block in enumerate(tasks)}
    led = {leads: number for number, leads in enumerate(dict.fromkeys(unit.leads for unit in units if unit.leads))}
    rows = [
        (
            *(unit.span.start, unit.span.end, _KINDS.index(unit.kind), unit.section),
            *(unit.block.start, unit.block.end, led.get(unit.leads, _NONE)),
            *(_NONE if place is None else place for place in (unit.table, unit.row)),
            task_of.get(unit.block, _NONE),
        )
        for unit in units
    ]
    told: list[tuple[int, ...]] = []
    lines: list[tuple[int, ...]] = []
    for task in tasks.values():
        item = (_NONE, _NONE) if task.item is None else (task.item.start, task.item.end)
        told.append((*item, len(lines), len(lines) + len(task.lines)))
        lines += [(_LABELS.index(n.label), n.span.start, n.span.end, n.value.start, n.value.end) for n in task.lines]
    ends = list(accumulate((len(leads) for leads in led), initial=0))
    leads = [(span.start, span.end) for one in led for span in one]
    return _packed((rows, list(pairwise(ends)), leads, told, lines))


def _packed(parts: Sequence[Sequence[Sequence[int]]]) -> bytes:
    counts = np.array([len(part) for part in parts], dtype="<i4")
    filled = [np.array(part, dtype="<i4").ravel() for part in parts]
    return zlib.compress(np.concatenate([counts, *filled]).tobytes(), 1)
