"""Table rows: which cell answers. The header, the unit line and what is asked for decide."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.kinds import FIGURE_KINDS, Wanted
from assistant.prepared import PreparedUnit
from assistant.query import Query, plain
from assistant.types import LONGEST_ANSWER
from assistant.values import joined
from corpus.agencies import find_agencies
from corpus.cells import amount
from corpus.figures import FigureKind, find_figures
from corpus.folding import folded
from corpus.labels import Label, columns_of
from corpus.tables import column_name, unit_of
from corpus.tokens import tokens
from corpus.types import Row, RowKind, Span, Table

_PERIOD = re.compile(r"(?:19|20)\d{2}")
_AMOUNT = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d+)?")
_TIMES = re.compile(r"\bthời (?:gian|hạn|điểm)|tiến độ|hạn hoàn thành")  # headers of columns that say when
_LONGEST_DATE = 40  # code points of a cell that says when
_SEVERAL = " và "  # in a line of units: "số dịch vụ và số hồ sơ" is none of a single cell
_SOURCE = re.compile(
    r"\b(?:von|nguon) (?:\w+ ){1,5}hay (?:la )?(?:von|nguon)\b|nguon (?:von|kinh phi|tien|nao|ngan sach)|tu nguon"
    r"|which (?:source|fund)"
)
_MONEY = re.compile(r"đồng|vnđ|vnd|usd|kinh phí|ngân sách|\bvốn\b|dự toán|tiền")
_SUM = re.compile(r"\btổng\b|cộng\b")
_YEAR_NAMED = 10.0
_NAMED = 15.0  # of a header that stands in the question word for word: it is meant, whatever year the plan is of
_LONG_NAME = 3  # syllables of a header from which on that is no chance
_LEFT_OUT = re.compile(r"\b(?:khong|chua|ngoai) (?:ke|tinh|bao gom|gom)\b[^),.?]*")
_SHORT_NAME = 2  # syllables of a header that may stand in a question by chance; longer ones are named
_PER_WORD = 0.02  # so that of two columns that match alike the one with the shorter header is taken
_ALIKE = 0.1  # difference up to which the question tells no column from another
_MOST = 0.6  # of a header's words that a question says which means its column
_LONGEST_UNIT, _LONGEST_STATE = 20, 80  # code points of a cell
_NAMES = re.compile(
    r"(?:các |danh mục (?:các )?)?(?:tên|nội dung|nhiệm vụ|dự án|hoạt động|hạng mục|công việc|chỉ tiêu"
    r"|danh mục|đề án)\b"
)  # header of the column that says what a row is about
_UNIT_HEADER = re.compile(r"(?:đơn vị(?: tính)?|đ\.?v\.?t\.?)")
_QUALIFIER = re.compile(r"^(?:[≥≤><~]=?|trên|dưới|tối thiểu|tối đa|ít nhất|khoảng|đạt|hơn|gần)\s*|^[≥≤><~]")
_SHARE = re.compile(r"\D{0,20}\d+(?:[.,]\d+)?(?:\s*[-–]\s*\d+(?:[.,]\d+)?)?\s*%?\D{0,20}")
_MEASURED = {Wanted.MONEY, Wanted.COUNT, Wanted.SHARE}
_ASKS_STATE = re.compile(r"\bchua\s*\??\s*$|tinh trang|trang thai|tien do")
_STATE = re.compile(r"(?:^|\W)(?:đã|chưa|đang) \w|hoàn thành\)?$")
_ORDINAL = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[ivx]+|[a-zđ])[.)]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """The cell of a row that answers: what to say and the further places that must be quoted for it (header, unit)."""

    said: str
    span: Span
    also: tuple[Span, ...]


def choose_cell(query: Query, unit: PreparedUnit, said: str) -> Cell | None:
    """The answering cell of a row; `said` is the question folded without diacritics. None where no cell fits."""
    if unit.unit.table is None or unit.unit.row is None:
        return None
    table = unit.document.tables[unit.unit.table]
    row = table.rows[unit.unit.row]
    text = unit.document.text
    if _SOURCE.search(said):
        return _source(text, table, row)
    columns = (
        []
        if query.kinds[0] in FIGURE_KINDS
        else _named(f" {' '.join(t.bare for t in tokens(said))} ", text, table, row)
    )
    columns = (
        columns
        or _of_state(said, text, table, row)
        or _in_role(query, text, table, row)
        or _fitting(query, text, table, row)
    )
    if not columns:
        return None
    matches = {i: _header_match(query, text, table, i) for i in columns}
    best = max(columns, key=lambda i: (matches[i], _year_of(query, text, table, i), -i))
    alike = matches[best] - min(matches.values()) < _ALIKE
    whole = _whole(text, table, row, columns) if query.kinds[0] is Wanted.MONEY else None
    if whole is not None and not _says(query, text, table, best):
        return _say(query, text, table, row, whole)
    if row.kind is RowKind.TOTAL and query.kinds[0] is Wanted.MONEY and alike:
        return _all_sums(query, text, table, row, columns)
    return _say(query, text, table, row, best)


def _in_role(query: Query, text: str, table: Table, row: Row) -> list[int]:
    """The filled columns whose header is the label that the question wants, else those that fit."""
    if query.label in (Label.LEAD, Label.SUPPORT, Label.PRODUCT):
        labels = columns_of(text, table)
        filled = [i for i, span in enumerate(row.cells) if span is not None and len(span)]
        if labelled := [i for i in filled if labels[i] is query.label]:
            return labelled
    return _fitting(query, text, table, row)


def _named(said: str, text: str, table: Table, row: Row) -> list[int]:
    """The filled columns whose header the question says in so many words ("cơ quan phối hợp")."""
    found = []
    for i, span in enumerate(row.cells):
        header = [t.bare for t in tokens(column_name(text, table, i))] if i else []
        if span is None or not len(span) or not header:
            continue
        name = " ".join(header)
        asked = rf"^ {name} | {name} (?:\w+ ){{0,12}}(?:gi|nao) " if len(header) == _SHORT_NAME else f" {name} "
        if len(header) >= _SHORT_NAME and re.search(asked, said):
            found.append(i)
    return found


def _of_state(said: str, text: str, table: Table, row: Row) -> list[int]:
    """The column that says how far something is, for a question whether it is done."""
    if not _ASKS_STATE.search(said):
        return []
    filled = [(i, folded(span.of(text))) for i, span in enumerate(row.cells) if i and span is not None]
    return [i for i, written in filled if len(written) <= _LONGEST_STATE and _STATE.search(written)][:1]


def _year_of(query: Query, text: str, table: Table, column: int) -> int:
    """The year in a column's header, for a question that names none: the last target is meant; 0 for money."""
    if query.years or query.kinds[0] is Wanted.MONEY:
        return 0
    return max((int(year) for year in _PERIOD.findall(column_name(text, table, column))), default=0)


def _whole(text: str, table: Table, row: Row, columns: list[int]) -> int | None:
    """Of several columns of money the one that holds their sum, by its header or by its amount."""
    if len(columns) < 2:
        return None
    if row.kind is RowKind.TOTAL:  # the sum of the columns may stand under a header of another kind
        columns = [i for i in _all(table) if row.cells[i] is not None and i]
    named = [i for i in columns if _SUM.search(folded(column_name(text, table, i)))]
    if named:
        return named[0]
    held = {i: _amount_of(span.of(text)) for i in columns if (span := row.cells[i]) is not None}
    amounts = {i: value for i, value in held.items() if value is not None}
    if len(amounts) <= 2:
        return None
    total = sum(amounts.values())
    return next((i for i, value in amounts.items() if value and value * 2 == total), None)


def _amount_of(written: str) -> Decimal | None:
    """The amount of a cell; in "Cộng hai nguồn: 415.917" the only figure."""
    figures = find_figures(written)
    return amount(written) or (figures[0].value if len(figures) == 1 else None)


def _says(query: Query, text: str, table: Table, column: int) -> bool:
    """Whether the question says most of what stands right over a column, or its year."""
    headers = table.columns[column]
    name = [t.bare for t in tokens(headers[-1].of(text))] if headers else []
    asked = {token.bare for token in tokens(query.text)}
    years = _PERIOD.findall(column_name(text, table, column))
    return any(year in asked for year in years) or sum(word in asked for word in name) > _MOST * len(name)


def _fitting(query: Query, text: str, table: Table, row: Row) -> list[int]:
    """The columns whose cell in this row is of a wanted kind; a column of money before one of other numbers."""
    filled = [(i, span.of(text).strip()) for i, span in enumerate(row.cells) if span is not None and len(span)]
    kinds = query.kinds[:2]
    if kinds[0] is Wanted.WHO:
        agencies = [i for i, written in filled if _is_agency(written)]
        if agencies:
            return agencies
    money = [i for i, written in filled if kinds[0] is Wanted.MONEY and _fits(kinds[0], written, text, table, row, i)]
    return money or [i for i, written in filled if any(_fits(kind, written, text, table, row, i) for kind in kinds)]


def _is_agency(written: str) -> bool:
    """Whether a cell holds agencies and little else."""
    return sum(len(agency.span) for agency in find_agencies(written)) >= _MOST * max(1, len(written))


def rest_of(query: Query, unit: PreparedUnit) -> Cell | None:
    """What a row says beside the cells that the question says itself; None where it says none of them.

    The cell whose header the question is nearest to, else all of them with their headers.
    """
    if unit.unit.table is None or unit.unit.row is None:
        return None
    text, table = unit.document.text, unit.document.tables[unit.unit.table]
    row = table.rows[unit.unit.row]
    written = {i: " ".join(span.of(text).split()) for i, span in enumerate(row.cells) if span is not None and len(span)}
    cells = {i: cell for i, cell in written.items() if i or not _ORDINAL.fullmatch(cell)}
    asked = {token.bare for token in tokens(query.text)} | {t.bare for t in query.terms if not t.pair}
    shares = {i: [token.bare in asked for token in tokens(cell)] for i, cell in cells.items()}
    others = [i for i, met in shares.items() if len(met) < _SHORT_NAME or sum(met) <= _MOST * len(met)]
    if not others or len(others) == len(cells):
        return None
    matches = {i: _header_match(query, text, table, i) for i in others}
    best = max(others, key=lambda i: (matches[i], -i))
    if matches[best] > 0 and _says(query, text, table, best):
        others = [best]
    said = {i: _say(query, text, table, row, i) for i in others}
    return said[others[0]] if len(others) == 1 else _side_by_side(text, table, said)


def _side_by_side(text: str, table: Table, cells: Mapping[int, Cell]) -> Cell:
    """Cells with the headers of their columns."""
    said = joined(
        [f"{column_name(text, table, i)}: {cell.said}".strip(": ") for i, cell in cells.items()], LONGEST_ANSWER
    )
    spans = [
        *(header for i in cells for header in table.columns[i]),
        *(s for cell in cells.values() for s in cell.also),
    ]
    return Cell(said, next(iter(cells.values())).span, tuple(dict.fromkeys(spans)))


def _unit(text: str, table: Table, row: Row, column: int) -> str | None:
    """The unit of a cell: that of its column, else what the column of units says for its row."""
    of_column = unit_of(text, table, column)
    if of_column and _SEVERAL not in of_column:
        return of_column
    for i, span in enumerate(row.cells):
        if span is not None and i != column and _UNIT_HEADER.fullmatch(folded(column_name(text, table, i))):
            written = " ".join(span.of(text).split())
            return written if 0 < len(written) <= _LONGEST_UNIT and not find_agencies(written) else None
    return None


def _unqualified(written: str) -> str:
    """A figure without the words or signs that qualify it: "trên 80" is 80."""
    return _QUALIFIER.sub("", folded(written)).replace(" ", "")


def _fits(kind: Wanted, written: str, text: str, table: Table, row: Row, column: int) -> bool:
    match kind:
        case Wanted.MONEY | Wanted.COUNT:
            ordinal = column == 0 and _ORDINAL.fullmatch(written)
            year = _PERIOD.fullmatch(written) and not unit_of(text, table, column)
            number = not (ordinal or year) and bool(_AMOUNT.fullmatch(_unqualified(written)))
            return number and (kind is Wanted.COUNT or _of_money(text, table, column))
        case Wanted.SHARE:
            share = "%" in written or (column > 0 and "%" in (_unit(text, table, row, column) or ""))
            return share and bool(_SHARE.fullmatch(written))
        case Wanted.DATE:
            timed = _PERIOD.search(written) or _TIMES.search(folded(column_name(text, table, column)))
            return bool(timed) and len(written) <= _LONGEST_DATE
        case Wanted.WHO:
            return bool(find_agencies(written)) and len(written) <= 120
        case Wanted.NUMBER:
            return any(f.kind is FigureKind.NUMBER_OF_DOCUMENT for f in find_figures(written))
    return False


def _of_money(text: str, table: Table, column: int) -> bool:
    """Whether a column holds amounts of money, by its unit or its header; any may where no column says so."""
    told = [
        _MONEY.search(folded(f"{unit_of(text, table, i) or ''} {column_name(text, table, i)}")) for i in _all(table)
    ]
    return told[column] is not None or not any(told)


def _all(table: Table) -> range:
    return range(len(table.columns))


def _header_match(query: Query, text: str, table: Table, column: int) -> float:
    """How much of the question stands in a column's header; the total where the question does not tell."""
    name = {t.bare for t in tokens(column_name(text, table, column))}
    said = plain(query.text)
    asked = {token.bare for token in tokens(_LEFT_OUT.sub(" ", said))}
    weights = {t.bare: t.weight for t in query.terms if not t.pair and (t.bare in asked or not t.own)}
    matched = sum(weight for bare, weight in weights.items() if bare in name)
    years = {w.bare for w in query.words if _PERIOD.fullmatch(w.bare)}
    if years & name:
        matched += _YEAR_NAMED  # the column of the very year is meant, whatever else its header lacks
    if any(_is_named(header.of(text), said) for header in table.columns[column]):
        matched += _NAMED
    return matched - _PER_WORD * len(name)


def _is_named(header: str, said: str) -> bool:
    """Whether a header stands in a question word for word, and no year behind it tells of another column."""
    words = [token.bare for token in tokens(header)]
    phrase = rf"\b{' '.join(map(re.escape, words))}\b(?! (?:cua |cho |trong )?(?:nam )?(?:19|20)\d\d)"
    return len(words) >= _LONG_NAME and re.search(phrase, said) is not None


def _say(query: Query, text: str, table: Table, row: Row, column: int) -> Cell:
    span = row.cells[column]
    if span is None:
        raise ValueError("an empty cell cannot answer")
    written = " ".join(span.of(text).split())
    also = tuple(table.columns[column][-1:])
    unit = _unit(text, table, row, column)
    if (
        unit
        and _AMOUNT.fullmatch(_unqualified(written))
        and (_MEASURED & set(query.kinds) or query.kinds == (Wanted.FACT,))
    ):
        written = f"{written}%" if unit == "%" else f"{written} {unit}"
        if table.unit is not None and unit_of(text, table, column):
            also = (*also, table.unit)
    return Cell(written, span, also)


def _all_sums(query: Query, text: str, table: Table, row: Row, columns: list[int]) -> Cell:
    """The sum of a column of totals, else of every column with its header: none of them is the whole."""
    whole = [i for i in columns if _SUM.search(folded(column_name(text, table, i)))]
    if whole or len(columns) == 1:
        return _say(query, text, table, row, (whole or columns)[0])
    return _side_by_side(text, table, {i: _say(query, text, table, row, i) for i in columns})


def _source(text: str, table: Table, row: Row) -> Cell | None:
    """The headers of the columns of money that are filled, but for a sum: the sources of the money."""
    held = [(i, span.of(text).strip()) for i, span in enumerate(row.cells) if i and span is not None]
    filled = [i for i, written in held if table.columns[i] and _fits(Wanted.MONEY, written, text, table, row, i)]
    sources = [i for i in filled if not _SUM.search(folded(column_name(text, table, i)))] or filled
    if not sources:
        return None
    headers = tuple(table.columns[i][-1] for i in sources)
    span = row.cells[sources[0]]
    return Cell("; ".join(" ".join(header.of(text).split()) for header in headers), span or row.span, headers)


def describe(text: str, table: Table, row: Row) -> str:
    """What a row is about: the cell under "Nội dung" and the like, else its longest, or a total with its group."""
    named = [i for i in _all(table) if _NAMES.match(folded(column_name(text, table, i)))]
    cell = row.cells[named[0]] if named and row.kind is not RowKind.TOTAL else None
    if cell is not None and len(cell):
        return " ".join(cell.of(text).split())
    cells = [" ".join(c.of(text).split()) for c in row.cells if c is not None]
    words = [c for c in cells if not _AMOUNT.fullmatch(c.replace(" ", ""))]
    if row.kind is RowKind.TOTAL and row.groups:
        return f"{' '.join(row.groups[-1].of(text).split())}: {words[0] if words else ''}"
    return max(words, key=len) if words else ""
