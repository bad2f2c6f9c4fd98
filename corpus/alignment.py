"""Which column each cell of a row belongs to, when empty cells have left no trace.

Cells keep their order; a cell goes where its kind fits what the header says and what the column holds in other rows,
and the figures of a total go where the sums are theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from itertools import accumulate, combinations
from math import comb
from typing import TypeAlias

from corpus.cells import CellKind
from corpus.types import RowKind

Costs: TypeAlias = tuple[tuple[CellKind, tuple[int, ...]], ...]  # for each kind its cost in each column
State: TypeAlias = tuple[int, int, int]  # a cost, the number of ways to have it, the column of the cell before
Placing: TypeAlias = tuple[tuple[int, ...], bool]  # the column of each cell, and whether no other placing is as good

_ORDER = (CellKind.ORDINAL, CellKind.TEXT, CellKind.AGENCY, CellKind.PERIOD, CellKind.AMOUNT, CellKind.SHARE)
_CLASH = {  # what a cell of each kind, in the order above, costs in a column that should hold the first
    CellKind.ORDINAL: (0, 6, 6, 6, 6, 6),
    CellKind.TEXT: (4, 0, 1, 1, 3, 2),
    CellKind.AGENCY: (5, 1, 0, 4, 5, 5),
    CellKind.PERIOD: (5, 2, 3, 0, 4, 4),
    CellKind.AMOUNT: (2, 4, 5, 2, 0, 1),
    CellKind.SHARE: (2, 2, 4, 4, 1, 0),
}
_SKIP, _SKIP_ORDINAL, _SKIP_NAME, _JOIN, _JOIN_LIST = 1, 3, 4, 2, 1
_MOST_PLACINGS = 3000
_LEAST_REACH, _MOST_LOOKS = 30, 300_000


def learn(expected: Sequence[CellKind], rows: Sequence[Sequence[CellKind | None]]) -> Costs:
    """What a cell of each kind costs in each column: nothing where a quarter of the column's cells are of its kind."""
    seen: list[Counter[CellKind]] = [Counter() for _ in expected]
    for row in rows:
        for counter, kind in zip(seen, row, strict=True):
            if kind is not None:
                counter[kind] += 1
    costs: dict[CellKind, tuple[int, ...]] = {CellKind.EMPTY: (0,) * len(expected)}
    for place, kind in enumerate(_ORDER):
        costs[kind] = tuple(
            _cost(_CLASH[wanted][place], counter[kind], counter.total())
            for wanted, counter in zip(expected, seen, strict=True)
        )
    return tuple(costs.items())


def _cost(clash: int, alike: int, filled: int) -> int:
    """The cost of a kind that so many of a column's filled cells have."""
    if filled >= 4 and not alike:
        return max(clash, 1)
    if alike * 4 >= filled > 0:
        return 0
    return min(clash, 1) if alike * 20 >= filled > 0 else clash


@lru_cache(maxsize=2048)
def align(kinds: tuple[CellKind, ...], lists: tuple[bool, ...], costs: Costs) -> Placing | None:
    """The cheapest columns for the cells of one row, None where there are none.

    Several cells may share a column (paragraphs of one cell; `lists` marks list items), except empty ones; among
    equals the leftmost columns are taken and the placing is not certain.
    """
    table = dict(costs)
    width = len(table[CellKind.EMPTY])
    skips = [_SKIP_ORDINAL, _SKIP_NAME, *[_SKIP] * width][:width]
    before = list(accumulate(skips, initial=0))
    best: list[list[State | None]] = []
    for p, kind in enumerate(kinds):
        row: list[State | None] = []
        left: State | None = None  # the best place of the cell before among the columns to the left
        for c, own in enumerate(table[kind]):
            if not p:
                row.append((own + before[c], 1, -1))
                continue
            if c and (entry := best[-1][c - 1]):
                left = _better(left, (entry[0] - before[c], entry[1], c - 1))
            here = left and (left[0] + before[c], left[1], left[2])
            if c and (entry := best[-1][c]) and CellKind.EMPTY not in (kind, kinds[p - 1]):
                here = _better(here, (entry[0] + (_JOIN_LIST if lists[p] else _JOIN), entry[1], c))
            row.append(here and (here[0] + own, here[1], here[2]))
        best.append(row)
    end: State | None = None
    for c, entry in enumerate(best[-1]):
        if entry:
            end = _better(end, (entry[0] + before[width] - before[c + 1], entry[1], c))
    if end is None:
        return None
    columns = [end[2]]
    for p in range(len(kinds) - 1, 0, -1):
        entry = best[p][columns[-1]]
        columns.append(entry[2] if entry else 0)
    return tuple(reversed(columns)), end[1] == 1


def _better(a: State | None, b: State) -> State:
    """The cheaper of two places, the first of two that cost the same, which then has the ways of both."""
    if a is None or b[0] < a[0]:
        return b
    return (a[0], min(2, a[1] + b[1]), a[2]) if b[0] == a[0] else a


def place_figures(
    figures: Sequence[Decimal | None], columns: Sequence[int], sums: Sequence[Callable[[int], Decimal | None]]
) -> Placing:
    """The columns of the figures of a total or subtotal row among the columns that hold amounts.

    Each of `sums` gives the sum of a column over the rows that the figures may be the sum of, None for a column
    without figures. Where no sums agree the figures are pushed to the right, which is certain only when they fill all
    the columns with figures; there may be more figures than columns only where the row is no such row.
    """
    size = len(figures)
    for total in sums:
        sum_of = cache(total)
        used = [c for c in columns if sum_of(c) is not None]
        if size > len(used) or comb(len(used), size) > _MOST_PLACINGS:
            continue
        fits = [chosen for chosen in combinations(used, size)
                if all(sum_of(c) == figure for c, figure in zip(chosen, figures, strict=True))]  # fmt: skip
        if fits:
            return fits[0], len(fits) == 1
    used = [c for c in columns if any(total(c) is not None for total in sums)] or list(columns)
    pool = used if size <= len(used) else list(columns)
    return tuple(pool[len(pool) - size :]), size == len(pool) == len(used)


def reach(sums: int) -> int:
    """How many rows up and down are looked at for each of so many sums, which bounds the work on absurd tables."""
    return max(_LEAST_REACH, _MOST_LOOKS // max(1, sums))


def total_groups(
    kinds: Sequence[RowKind], groups: Sequence[tuple[int, ...]], values: Sequence[Mapping[int, Decimal]]
) -> list[tuple[int, ...]]:
    """The groups of all rows, where a total stands under a group only if it is the sum of that group.

    `values` are the figures of each row by column. Where the sums do not tell, totals are those of their groups if
    there are as many of them as outermost groups, and sums of the whole table if not.
    """
    tops = {row[0] if row else i for i, row in enumerate(groups) if row or kinds[i] is RowKind.GROUP}
    paired = sum(kind is RowKind.TOTAL for kind in kinds) == len(tops)
    result = list(groups)
    far = reach(sum(kind is RowKind.TOTAL for kind in kinds))
    for i, kind in enumerate(kinds):
        if kind is not RowKind.TOTAL or not groups[i]:
            continue
        group = groups[i][0]
        data = [r for r in range(max(0, i - far), min(len(kinds), i + far)) if kinds[r] is RowKind.DATA]
        own = _agrees(values, i, [r for r in data if groups[r][:1] == (group,)])
        if not own and (not paired or _agrees(values, i, data)):
            result[i] = ()
    return result


def _agrees(values: Sequence[Mapping[int, Decimal]], total: int, rows: Sequence[int]) -> bool:
    """Whether every figure of the row `total` is the sum of its column over `rows`."""
    figures = values[total]
    return bool(figures) and all(
        sum((values[r][c] for r in rows if c in values[r]), Decimal()) == figure for c, figure in figures.items()
    )
