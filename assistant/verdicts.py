"""Verdicts: what follows from the values of all sides, which one is the larger or the first, and what is computed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.citing import statement_of
from assistant.computing import Quantity, comparable, compute, largest
from assistant.operations import FALLING, Task
from assistant.telling import Told
from assistant.types import Citation, Computed, Operation, Statement
from corpus.types import Document

_TIMES = ("sớm", "muộn")


def conclude(
    task: Task,
    names: Sequence[str],
    told: Sequence[Told],
    document_of: Callable[[str], Document],
    *,
    alike: bool = True,
) -> Statement | None:
    """The statement that names the larger side or says what was computed; None where nothing of this was asked.

    `alike` is False where the question counts different things at its sides: then nothing follows from their values.
    """
    if not task.compares or len(told) < 2:
        return None
    citations = tuple(
        dict.fromkeys(statement_of(one.reading(one.said), document_of(one.document)).citations[0] for one in told)
    )
    dates = [one.date for one in told if one.date is not None]
    if task.degree in _TIMES and len(dates) == len(told):
        return _earlier(task, names, dates, citations)
    quantities = [one.quantity for one in told if one.quantity is not None]
    if len(quantities) < len(told):
        return None
    if not (alike and comparable(quantities, task.counted, task.shared)):
        what = "cộng" if task.operation is Operation.SUM else "so sánh"
        return Statement(f"Các con số này không cùng đơn vị nên không {what} được.", citations)
    computed = None
    if task.operation is not None:
        quotes = [statement_of(one.reading(one.said), document_of(one.document)).citations[0].quote for one in told]
        computed = compute(task.operation, list(zip(quantities, quotes, strict=True)))
    return _said(task, names, quantities, computed, citations)


def ranking_of(task: Task, told: Sequence[Told]) -> tuple[int, ...]:
    """The sides from the first by the degree that is asked for to the last; empty where they have no such order."""
    falling = task.degree in FALLING
    if task.degree in _TIMES:
        dates = [one.date for one in told if one.date is not None]
        shortest = min(map(len, dates), default=0)
        values: list[object] = [date[:shortest] for date in dates]
    else:
        quantities = [one.quantity for one in told if one.quantity is not None]
        alike = bool(quantities) and comparable(quantities, task.counted, task.shared)
        values = [quantity.value for quantity in quantities] if alike else []
    if task.degree is None or len(values) < len(told):
        return ()
    return tuple(sorted(range(len(told)), key=values.__getitem__, reverse=not falling))  # type: ignore[arg-type]


def _said(
    task: Task,
    names: Sequence[str],
    quantities: Sequence[Quantity],
    computed: Computed | None,
    citations: tuple[Citation, ...],
) -> Statement | None:
    """The sentence; who is ahead is said with the difference and the ratio, which make no sense without."""
    falling = task.degree in FALLING
    ahead = largest(quantities, falling=falling)
    degree = task.degree or ("cao" if quantities[0].share else "nhiều")
    if computed is None:
        if task.degree is None and task.operation is not Operation.DIFFERENCE:
            return None
        return Statement(_ranked(task, names, degree, ahead), citations)
    match computed.operation:
        case Operation.SUM:
            text = f"Tổng cộng: {computed.text}."
        case Operation.SHARE:
            text = f"{names[0]} bằng {computed.text} của {names[1]}."
        case Operation.RATIO:
            first = 0 if quantities[0].value > quantities[1].value else 1
            text = f"{names[first]} gấp {computed.text} so với {names[1 - first]}."
        case _ if ahead is not None and len(names) == 2:
            text = f"{names[ahead]} {degree} hơn {computed.text}."
        case _:
            text = f"Chênh lệch: {computed.text}."
    if task.degree and computed.operation is not Operation.DIFFERENCE:
        text = f"{_ranked(task, names, degree, ahead)} {text}"
    return Statement(text, citations, computed)


def _ranked(task: Task, names: Sequence[str], degree: str, ahead: int | None) -> str:
    if ahead is None:
        return "Bằng nhau." if len(names) == 2 else f"Nhiều bên cùng {degree} nhất."
    return f"{names[ahead]} {degree} {'hơn' if len(names) == 2 and not task.superlative else 'nhất'}."


def _earlier(
    task: Task, names: Sequence[str], dates: Sequence[tuple[int, ...]], citations: tuple[Citation, ...]
) -> Statement | None:
    """Which date comes first, as far as all of them are told ("2014" and "10/2014" cannot be ordered)."""
    shortest = min(map(len, dates))
    common = [date[:shortest] for date in dates]
    best = min(common) if task.degree in FALLING else max(common)
    if common.count(best) > 1:
        same = len(set(dates)) == 1
        return Statement("Cùng thời điểm.", citations) if same else None
    return Statement(_ranked(task, names, task.degree or "", common.index(best)), citations)
