"""Where the rows are in the body of a flattened table.

Rows start at ordinals and totals; which ones do is the cheapest way through all candidates, so that a stray number in
a cell starts no row.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from corpus.alignment import Costs
from corpus.cells import CellKind, Ordinal, is_name
from corpus.regions import Region, is_total_row

_ROW, _NAMELESS, _ALONE, _CROSSED, _SWALLOWED = -5, 8, 6, 4, 6
_SURPLUS, _MOST_SURPLUS, _MOST_SHORT, _MOST_CLASHES = 2, 4, 4, 8
_SHORT_NAME = 8  # characters


def segment(region: Region, width: int, costs: Costs | None = None) -> list[tuple[int, int]]:
    """The rows of a body as ranges of pieces, for a table of at most `width` columns.

    `costs` are those of the columns once they are known. Each row earns something; what speaks against a row or a
    step from one ordinal to the next costs. The cheapest chain that begins at the first piece is the table.
    """
    body = region.body
    judge = _Judge(region, width, costs)
    best: dict[int, tuple[int, int]] = {0: (0, -1)}
    ends: list[tuple[int, int, int]] = []
    starts = judge.starts
    for at, i in enumerate(starts):
        if i not in best:
            continue
        so_far = best[i][0] + _ROW
        last = judge.last(i)
        swallowed = False
        crossed = bisect_right(region.cuts, i)
        for at_next in range(at + 1, len(starts)):
            j = starts[at_next]
            if j > i + 3 * width + 6:
                break
            step = 0 if j in region.breaks else _step(body[i].number, body[j].number)
            swallowed = swallowed or (j < last and not step and judge.certain(j))
            while crossed < len(region.cuts) and region.cuts[crossed] <= j:
                crossed += 1
                so_far += _CROSSED
            cost = so_far + judge.row(i, j) + step
            if j not in best or cost < best[j][0]:
                best[j] = (cost, i)
        cost = judge.row(i, last)
        ends.append((best[i][0] + _ROW + cost + (_SWALLOWED if swallowed and cost else 0), i, last))
    _, i, end = min(ends)
    rows = [(i, end)]
    while best[rows[-1][0]][1] >= 0:
        rows.append((best[rows[-1][0]][1], rows[-1][0]))
    return rows[::-1]


class _Judge:
    """What speaks against pieces of a body being one row; each judgement takes constant time for a given width."""

    def __init__(self, region: Region, width: int, costs: Costs | None) -> None:
        body = region.body
        size = len(body)
        self._region, self._width = region, width
        self._costs = dict(costs) if costs else None
        self._totals = [is_total_row(body, i) for i in range(size)]
        self._low = [(number := piece.number) is not None and number.family in ("number", "small") for piece in body]
        self._names = [is_name(p.text) or (i > 0 and not self._low[i - 1] and p.text[:1].isalpha() and not p.number)
                       for i, p in enumerate(body)]  # fmt: skip
        self._listed = list(accumulate((piece.listed for piece in body), initial=0))
        figures = [piece.kind in (CellKind.AMOUNT, CellKind.SHARE, CellKind.EMPTY) for piece in body]
        self._figures_end = list(range(size + 1))  # where the figures that begin at a piece end
        for i in range(size - 1, -1, -1):
            if figures[i]:
                self._figures_end[i] = self._figures_end[i + 1]
        among = [i > 0 and (figures[i - 1] or body[i - 1].number is not None) for i in range(size)]
        self.starts = [i for i, piece in enumerate(body)
                       if not i or self._totals[i] or (piece.number and (self._named(i) or not among[i]))]  # fmt: skip

    def certain(self, i: int) -> bool:
        """Whether a row can hardly help starting at the piece, a start."""
        return self._totals[i] or (self._named(i) and self._region.body[i + 1].kind is CellKind.TEXT)

    def _named(self, i: int) -> bool:
        """Whether a name follows the piece."""
        return i + 1 < len(self._names) and self._names[i + 1]

    def last(self, i: int) -> int:
        """Where the row that starts at `i` ends if no row follows."""
        at = bisect_right(self._region.cuts, i)
        cut = self._region.cuts[at] if at < len(self._region.cuts) else len(self._names)
        end = min(i + self._width, cut)
        return self._total_end(i, end) if self._totals[i] else end

    def _total_end(self, i: int, end: int) -> int:
        """Where the figures of the total that starts at `i` end, at `end` at the latest."""
        label = i if self._region.body[i].text else i + 1
        return min(end, self._figures_end[min(label + 1, len(self._names))])

    def row(self, i: int, end: int) -> int:
        """The cost of the row of the pieces [i, end)."""
        size = end - i
        surplus = max(0, size - self._width)
        if surplus == 1 and restarts(self._region, end):
            surplus = 0  # it may be a label
        elif surplus:
            listed = self._listed[end] - self._listed[i + self._width]
            surplus = min(_MOST_SURPLUS, _SURPLUS * surplus - listed)
        if size == 1:
            return 0 if self._names[i] and not self._totals[i] else _ALONE
        if self._totals[i]:
            return 3 * (end - self._total_end(i, end)) + surplus
        cost = surplus + (0 if self._names[i + 1] else _NAMELESS)
        if size == self._width:
            cost += self._clashes(i)
        elif size < self._width and self._costs and self._low[i]:
            name = self._region.body[i + 1]
            cost += (
                min(_MOST_SHORT, 1 + self._width - size) + self._costs[name.kind][1] + (len(name.text) < _SHORT_NAME)
            )
        return cost

    def _clashes(self, i: int) -> int:
        """What the cells of a full row cost in their columns."""
        if not self._costs:
            return 0
        row = self._region.body[i : i + self._width]
        return min(_MOST_CLASHES, sum(self._costs[piece.kind][c] for c, piece in enumerate(row) if c))


def _step(a: Ordinal | None, b: Ordinal | None) -> int:
    """What speaks against the row of one ordinal coming straight before that of another."""
    if a is None or b is None:
        return 0
    if b.level > a.level:
        return 0 if b.parts[-1] == 1 or b.parts[: len(a.parts)] == a.parts else 1
    if b.level < a.level:
        return 0 if a.family != b.family or b.parts[-1] == a.parts[len(b.parts) - 1] + 1 else 2
    if a.parts[:-1] == b.parts[:-1]:
        ahead = b.parts[-1] - a.parts[-1]
        return 0 if ahead == 1 else 2 if 1 < ahead <= 3 or b.parts[-1] == 1 else 6
    return 1 if b.parts[-1] == 1 else 4


def restarts(region: Region, place: int) -> bool:
    """Whether the numbering of the rows starts again at a place in the body."""
    number = region.body[place].number if place < len(region.body) else None
    return number is not None and number.family == "number" and number.parts == (1,)


def usual_row(region: Region, rows: Sequence[tuple[int, int]], numbered: int) -> tuple[CellKind, ...]:
    """What the cells of a full row hold, the commonest kind at each place.

    A full row has as many cells as the table numbers columns, else the largest number of cells that a fifth of the
    data rows, and not just one of many, have; rows that a label may follow do not count.
    """
    data = [region.body[start:end] for start, end in rows if end - start > 2 and not is_total_row(region.body, start)
            and not restarts(region, end)] or [region.body[start:end] for start, end in rows]  # fmt: skip
    sizes = Counter(len(row) for row in data if len(row) <= len(region.header))
    often = [size for size, count in sizes.items() if count * 5 >= len(data) and (count > 1 or len(data) < 4)]
    full = numbered or max(often or sizes or [0])
    alike = [[CellKind.ORDINAL, *(piece.kind for piece in row[1:])] for row in data if len(row) == full]
    if not alike:
        return (CellKind.EMPTY,) * full
    kinds = [Counter(column) for column in zip(*alike, strict=True)]
    return tuple(max(column, key=lambda kind: (column[kind] * (kind is not CellKind.EMPTY), kind)) for column in kinds)
