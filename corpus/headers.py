"""Table headers: which cells stand over which columns, and what a column holds by its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from corpus.cells import CellKind, plain
from corpus.types import Grid, Span

ORDINAL_HEADER = re.compile(r"(?:so )?(?:s? ?t ?\.?t|thu tu)\.?|s\.t\.t\.?|no\.?|#")
_NAMING = re.compile(
    r"ten |noi dung|nhiem vu|muc tieu|san pham|ghi chu|danh muc|ket qua|can cu|hang muc|chi tieu|quy mo|du an|linh vuc"
    r"|don vi(?: tinh)?$|dvt|dia diem|cong viec|giai phap"
)
_MEANING = (
    (CellKind.ORDINAL, rf"(?:{ORDINAL_HEADER.pattern})$"),
    (CellKind.TEXT, _NAMING.pattern),
    (CellKind.PERIOD, r".*(?:thoi gian|tien do|thoi han|lo trinh|hoan thanh|giai doan thuc hien|nam (?:thuc|trien))"),
    (CellKind.AGENCY, r".*(?:chu tri|phoi hop|co quan|don vi \w+|chu dau tu|trach nhiem|phan cong|noi thuc hien)"),
    (CellKind.AMOUNT, r".*(?:kinh phi|\bvon\b|tong muc|du toan|ngan sach|\bns\w*\b|nguon|so tien|gia tri|trieu|\bdong\b"
                      r"|nhu cau|so luong|khoi luong|tong so|tong cong|don gia|thanh tien)|(?:nam )?(?:19|20)\d\d$"),
    (CellKind.SHARE, r".*(?:ty le|ti le|%)"),
)  # fmt: skip
_MONEY = r"kinh phi|\bvon\b|ngan sach|nguon|du toan|tong muc|nhu cau|trong do|so tien|gia tri|phan bo|phan ky"
_YEARS = r"nam \d|\b(?:19|20)\d\d\b|giai doan"
_FAMILIES = (  # what a merged header says, what the headers under it say
    (_MONEY, rf"{_MONEY}|{_YEARS}|^tong|^cong|khac\b|trung uong|\btw\b|dia phuong|\bdp\b|\bns\w*\b|tinh\b"
             r"|huyen\b|\bxa\b|su nghiep|dau tu|oda|vay|thanh pho|thuong xuyen"),
    (r"co quan|don vi|phan cong|trach nhiem|to chuc",
     r"^(?:chu tri|phoi hop|thuc hien|tham muu|chu dau tu|co quan |don vi )"),
    (r"thoi gian|tien do|lo trinh|thoi han|giai doan",
     rf"bat dau|ket thuc|hoan thanh|khoi cong|^quy|thang|^tu\b|^den\b|^nam\b|{_YEARS}"),
    (_YEARS, rf"^(?:{_MONEY}|tong|cong|\bns)|khac\b|trung uong|\btw\b|dia phuong|\bdp\b|\bns\w*\b|su nghiep|dau tu"),
    (r"muc tieu|chi tieu|ket qua|so luong|ke hoach|thuc hien|lo trinh|quy mo",
     rf"{_YEARS}|so luong|ty le|ti le|^nam\b|^tong"),
)  # fmt: skip
_MOST_CELLS, _MOST_BELOW = 30, 12
_MISSING, _MERGED, _FOREIGN, _TWIN, _MISFIT = 300, 100, 300, 400, 150  # a nearer merged header wins among equals
_STRICT = {CellKind.AMOUNT, CellKind.PERIOD}


def meaning(path: str) -> CellKind:
    """What a column of this name most likely holds; free text unless the name says otherwise."""
    words = plain(path)
    return next((kind for kind, pattern in _MEANING if re.match(pattern, words)), CellKind.TEXT)


def is_header(name: str) -> bool:
    """Whether the words are those of a column's name."""
    words = plain(name)
    known = any(re.search(head, words) or re.search(below, words) for head, below in _FAMILIES)
    return known or meaning(name) is not CellKind.TEXT or bool(_NAMING.match(words))


def resolve(names: Sequence[str], held: Sequence[CellKind]) -> tuple[tuple[int, ...], ...]:
    """For each column, left to right, the indices of its header cells outside in.

    `names` are the header cells in reading order, row after row, `held` is what the cells of full rows hold. Merged
    headers are found as the cheapest forest whose level order is the reading order: the names under a merged header
    must suit it and differ from each other, the columns should be as many as the cells of a full row, and then hold
    what their names say.
    """
    filled = len(held)
    size = len(names)
    words = [plain(name) for name in names]
    if size > _MOST_CELLS or filled < 2:
        return tuple((i,) for i in range(size))

    families = [[f for f, (head, _) in enumerate(_FAMILIES) if re.search(head, word)] for word in words]
    fits = [[bool(re.search(below, word)) and not _NAMING.match(word) for word in words] for _, below in _FAMILIES]

    @cache
    def merged(over: int, first: int, last: int) -> int | None:
        """The cost of a header over the headers [first, last), None where it cannot be merged at all."""
        below = words[first:last]
        if not families[over] or len(below) > _MOST_BELOW:
            return None
        foreign = min(sum(not fits[f][i] for i in range(first, last)) for f in families[over])
        return _MERGED + foreign * _FOREIGN + (len(below) - len(set(below))) * _TWIN + first - over

    @cache
    def best(node: int, queue: int, left: int) -> tuple[int, tuple[int, ...]] | None:
        """The cheapest numbers of children for the cells from `node` on, of which just `left` are merged headers."""
        if node == size:
            return (0, ()) if queue == size and not left else None
        if node >= queue:
            return None
        options = [
            (cost + rest[0], (last - queue, *rest[1]))
            for last in range(queue + 2, size + 1 if left else 0)
            if (cost := merged(node, queue, last)) is not None and (rest := best(node + 1, last, left - 1))
        ]
        if rest := best(node + 1, queue, left):
            options.append((rest[0], (0, *rest[1])))
        return min(options) if options else None

    found = []
    for left in range(max(0, size - filled) + 1):
        for roots in range(size, 0, -1):
            if option := best(0, roots, left):
                paths = _leaves(roots, option[1])
                missing = max(0, len(paths) - filled) * _MISSING
                found.append((option[0] + missing + _misfit(paths, names, held), -roots, paths))
    return min(found)[2]


def _misfit(paths: Sequence[tuple[int, ...]], names: Sequence[str], held: Sequence[CellKind]) -> int:
    """What speaks against columns, as many as the cells of a full row, that hold something else than they say."""
    if len(paths) != len(held):
        return 0
    said = (meaning(" ".join(names[i] for i in path)) for path in paths)
    return sum(_MISFIT for a, b in zip(said, held, strict=True) if a != b and {a, b} & _STRICT)


def _leaves(roots: int, children: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """The paths of the leaves, left to right, of the forest with so many roots and children in level order."""
    first, under = roots, []
    for count in children:
        under.append(range(first, first + count))
        first += count
    paths: list[tuple[int, ...]] = []
    todo: list[tuple[int, ...]] = [(root,) for root in reversed(range(roots))]
    while todo:
        path = todo.pop()
        below = under[path[-1]]
        if not below:
            paths.append(path)
        todo.extend((*path, child) for child in reversed(below))
    return tuple(paths)


def header_height(text: str, grid: Grid) -> int:
    """How many rows on top are header.

    They are those marked, and after them rows of names under merged headers or of column numbers "(1) (2) (3)".
    """
    height = min(grid.header_rows, len(grid.rows))
    while 0 < height < len(grid.rows) - 1:
        cells = [" ".join(cell.of(text).split()) if cell else "" for cell in grid.rows[height]]
        under = not cells[0] and any(cells) and any(cell is None for cell in grid.rows[height - 1][1:])
        named = under and not any(re.fullmatch(r"[\d.,%]+", cell) for cell in cells)
        if not named and not is_column_numbers(cells):
            break
        height += 1
    return height


def is_column_numbers(cells: Sequence[str]) -> bool:
    """Whether the cells number the columns: "(1) (2) (3)", "A B 1 2 3", "(5)=(3)+(4)"."""
    return column_numbers(cells) == len(cells)


def column_numbers(cells: Sequence[str]) -> int:
    """How many cells from the first on number the columns; 0 where fewer than three do."""
    expected, count = 1, 0
    for cell in cells:
        found = re.fullmatch(r"[(\[]?(?:([A-D])|(\d{1,2}))[)\]]?(?:\s*=.*)?", cell.strip())
        if not found or (found[2] and int(found[2]) not in (expected, count + 1)) or (found[1] and expected > 1):
            break
        expected = int(found[2]) + 1 if found[2] else 1
        count += 1
    return count if count >= 3 else 0


def grid_columns(rows: Sequence[Sequence[Span | None]], width: int) -> tuple[tuple[Span, ...], ...]:
    """For each column of a grid its header cells outside in; None cells belong to the cell left of or above them."""
    paths: list[list[Span]] = [[] for _ in range(width)]
    for depth, row in enumerate(rows):
        above = [tuple(path) for path in paths]
        owner: int | None = None
        for i in range(width):
            cell = row[i] if i < len(row) else None
            if cell is None and (owner is None or (depth and above[owner] != above[i])):
                continue  # merged with the header above
            if cell is not None:
                owner = i
            shown = row[owner] if owner is not None else None
            if shown:
                paths[i].append(shown)
    return tuple(tuple(path) for path in paths)
