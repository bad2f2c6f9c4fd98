"""Tables that were flattened to one cell a line, put together again: columns, rows, groups and totals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.alignment import Costs, Placing, align, learn, place_figures, reach, total_groups
from corpus.cells import CellKind, amount, classify, is_name
from corpus.headers import is_header, meaning, resolve
from corpus.regions import Piece, Region, label_after_header, regions
from corpus.rows import restarts, segment, usual_row
from corpus.types import Row, RowKind, Span, Table

_FIGURES = (CellKind.AMOUNT, CellKind.SHARE)
_TYPED = (CellKind.AGENCY, CellKind.PERIOD, CellKind.AMOUNT)


@dataclass(slots=True)
class Draft:
    """A row in the making: its pieces, its kind, the indices of its groups, the column of each piece."""

    pieces: Sequence[Piece]
    kind: RowKind = RowKind.DATA
    groups: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    certain: bool = True

    def figures(self) -> dict[int, Decimal]:
        """The figures of the row by column."""
        found = ((c, amount(piece.text)) for c, piece in zip(self.columns, self.pieces, strict=False) if c)
        return {c: figure for c, figure in found if figure is not None}


def flattened_tables(text: str, taken: Sequence[Span] = ()) -> tuple[Table, ...]:
    """The flattened tables of a text outside the spans `taken`, in order.

    Their unit line is set only where it stands inside the header.
    """
    return tuple(table for region in regions(text, taken) if (table := _table(region)) is not None)


def _table(region: Region) -> Table | None:
    """The table of a region, None where it has no data row."""
    first_pass = segment(region, max(len(region.header), region.numbered))
    held = usual_row(region, first_pass, region.numbered)
    if len(held) + 1 == len(region.header) and _labelled(region, first_pass, held):
        region = label_after_header(region)
        first_pass = segment(region, len(held))
    names = [piece.text for piece in region.header]
    paths = resolve(names, held)
    width = len(paths)
    expected = [meaning(" ".join(names[i] for i in path)) for path in paths]
    if width < 2:
        return None
    full = [region.body[start:end] for start, end in first_pass if end - start == width]
    costs = learn(expected, [[CellKind.ORDINAL, *(piece.kind for piece in row[1:])] for row in full if row[0].number])
    drafts = _drafts(region, width, costs)
    for _ in range(2):  # the second time with what the columns were seen to hold
        for draft in drafts:
            if draft.kind is RowKind.DATA:
                _place_data(draft, costs)
        costs = learn(expected, [_kinds(draft, width) for draft in drafts if draft.kind is RowKind.DATA])
    if not any(draft.kind is RowKind.DATA and len(draft.pieces) > 1 for draft in drafts):
        return None
    _place_figure_rows(drafts, expected, costs)
    return _finished(region, paths, drafts)


def _labelled(region: Region, rows: Sequence[tuple[int, int]], held: Sequence[CellKind]) -> bool:
    """Whether the last header cell is no header but the label of the first rows, in a table whose full rows are `held`.

    So it is where rows have one cell more just before the numbering starts again, where it reads like no header, or
    where it is a total that no column is left for.
    """
    before = [end - start for start, end in rows[:-1] if restarts(region, end)]
    if before:
        return all(cells == len(held) + 1 for cells in before)
    if region.header[-1].total:
        return len(resolve([piece.text for piece in region.header], held)) > len(held)
    return not is_header(region.header[-1].text)


def _drafts(region: Region, width: int, costs: Costs) -> list[Draft]:
    """The rows of the region with kinds and groups."""
    ranges = segment(region, width, costs)
    parts: list[Sequence[Piece]] = []
    breaks: set[int] = set()
    for start, end in ranges:
        if any(start <= place < end for place in region.breaks):
            breaks.add(len(parts))
        pieces = _trimmed(region.body[start:end], width)
        parts.extend(_split(pieces, width, costs, labelled=end < ranges[-1][1] and restarts(region, end)))
    texts = [[piece.text for piece in part if piece.text] for part in parts]
    kinds, groups = classify(texts, width, frozenset(breaks))
    return [Draft(*row) for row in zip(parts, kinds, groups, strict=True)]


def _trimmed(pieces: Sequence[Piece], width: int) -> Sequence[Piece]:
    """The pieces of a row without empty cells that are too many at its end."""
    end = len(pieces)
    while end > width and not pieces[end - 1].text:
        end -= 1
    return pieces[:end]


def _split(pieces: Sequence[Piece], width: int, costs: Costs, labelled: bool) -> list[Sequence[Piece]]:
    """The rows in pieces that begin with an ordinal: one, then perhaps rows without an ordinal of their own.

    Such a row fills all columns but the first with cells of the right kinds; where it may be `labelled`, a single
    name at its end is the label of the rows below.
    """
    rows = [pieces]
    while len(rows[-1]) >= 2 * width - 1:
        rest = rows[-1][width:]
        size = width if not rest[0].text else width - 1
        kinds = [piece.kind for piece in rest[:size]][size - width + 1 :]
        fits = len(kinds) == width - 1 and all(dict(costs)[kind][c] == 0 for c, kind in enumerate(kinds, 1))
        if not fits or not any(kind in _TYPED for kind in kinds):
            break
        rows[-1:] = [rows[-1][:width], rest]
    last = rows[-1]
    if labelled and len(last) == width + 1 and is_name(last[-1].text) and not last[-1].listed:
        rows[-1:] = [last[:-1], last[-1:]]
    return rows


def _place_data(draft: Draft, costs: Costs) -> None:
    """Set the columns of a data row."""
    pieces = draft.pieces
    width = len(costs[0][1])
    kinds = [piece.kind for piece in pieces]
    if pieces[0].number:
        kinds[0] = CellKind.ORDINAL
    placing: Placing | None = align(tuple(kinds), tuple(piece.listed for piece in pieces), costs)
    if placing is None:
        placing = tuple(min(i, width - 1) for i in range(len(pieces))), False
    draft.columns, draft.certain = placing


def _kinds(draft: Draft, width: int) -> list[CellKind | None]:
    """The kind of the cell in each column of a row."""
    kinds: list[CellKind | None] = [None] * width
    for c, piece in zip(draft.columns, draft.pieces, strict=True):
        if piece.text and kinds[c] is None:
            kinds[c] = CellKind.ORDINAL if c == 0 else piece.kind
    return kinds


def _place_figure_rows(drafts: Sequence[Draft], expected: Sequence[CellKind], costs: Costs) -> None:
    """Set the columns of the labels and totals, the figures by the sums of the data rows where these tell."""
    width = len(expected)
    amounts = [c for c in range(1, width) if expected[c] in _FIGURES or dict(costs)[CellKind.AMOUNT][c] == 0]
    values = [draft.figures() if draft.kind is RowKind.DATA else {} for draft in drafts]
    far = reach(sum(draft.kind is not RowKind.DATA for draft in drafts))
    for i, draft in enumerate(drafts):
        if draft.kind is RowKind.DATA:
            continue
        if len(draft.pieces) == width:
            draft.columns = tuple(range(width))
            continue
        first = draft.pieces[0]
        label_columns = (0, 1) if len(draft.pieces) > 1 and (first.number or not first.text) else (1,)
        labels = len(label_columns)
        draft.pieces = [*draft.pieces[:labels], *(piece for piece in draft.pieces[labels:] if piece.text)]
        figures = [amount(piece.text) for piece in draft.pieces[labels:]]
        if len(figures) > len(amounts):
            _place_data(draft, costs)
        elif figures:
            scopes = [_summing(values, rows) for rows in _scopes(drafts, i, far)]
            chosen, draft.certain = place_figures(figures, amounts, scopes)
            draft.columns = (*label_columns, *chosen)
        else:
            draft.columns = label_columns


def _scopes(drafts: Sequence[Draft], i: int, far: int) -> list[list[int]]:
    """The sets of rows, at most `far` away, that the figures of row `i` may be the sums of, the likeliest first."""
    near = range(max(0, i - far), min(len(drafts), i + far))
    data = [r for r in near if drafts[r].kind is RowKind.DATA]
    own = [r for r in data if i in drafts[r].groups]
    if drafts[i].kind is RowKind.GROUP:
        return [own]
    before = max((r for r in near if r < i and drafts[r].kind is RowKind.TOTAL), default=-1)
    grouped = [r for r in data if r < i and drafts[i].groups[:1] == drafts[r].groups[:1]]
    return [grouped, [r for r in data if before < r < i], [r for r in data if r < i], [r for r in data if r > i], data]


def _summing(values: Sequence[dict[int, Decimal]], rows: Sequence[int]) -> Callable[[int], Decimal | None]:
    """The function that sums a column over the rows."""

    def total(column: int) -> Decimal | None:
        figures = [values[r][column] for r in rows if column in values[r]]
        return sum(figures, Decimal()) if figures else None

    return total


def _finished(region: Region, paths: Sequence[tuple[int, ...]], drafts: Sequence[Draft]) -> Table:
    """The table with spans in place of pieces."""
    cells: list[tuple[Span | None, ...]] = []
    for draft in drafts:
        spans: list[Span | None] = [None] * len(paths)
        for c, piece in zip(draft.columns, draft.pieces, strict=True):
            if piece.text:
                spans[c] = Span(held.start if (held := spans[c]) else piece.span.start, piece.span.end)
        cells.append(tuple(spans))
    values = [draft.figures() for draft in drafts]
    groups = total_groups([draft.kind for draft in drafts], [draft.groups for draft in drafts], values)
    labels = [row[1] or next((cell for cell in row if cell), None) for row in cells]
    rows = []
    for draft, row, above in zip(drafts, cells, groups, strict=True):
        filled = [cell for cell in row if cell]
        if filled:
            span = Span(filled[0].start, filled[-1].end)
            rows.append(Row(span, draft.kind, row, tuple(label for g in above if (label := labels[g]))))
    start = region.header[0].span.start
    header = Span(start, max(piece.span.end for piece in region.header))
    columns = tuple(tuple(region.header[i].span for i in path) for path in paths)
    certain = all(draft.certain for draft in drafts)
    return Table(Span(start, rows[-1].span.end), header, columns, region.unit, tuple(rows), certain)
