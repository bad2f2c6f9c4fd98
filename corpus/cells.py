"""What a single table cell says: an ordinal, a figure, a period, an agency; and which rows such cells make.

All patterns look at `plain` text, so that lost or doubled tone marks and capitals do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from corpus.types import RowKind


class CellKind(StrEnum):
    """What the contents of a cell look like."""

    EMPTY = "empty"
    ORDINAL = "ordinal"
    AMOUNT = "amount"
    SHARE = "share"  # a percentage, or the sign alone as a unit
    PERIOD = "period"
    AGENCY = "agency"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Ordinal:
    """The number of a row: "III.1" is family "roman" with parts (3, 1)."""

    family: str
    parts: tuple[int, ...]

    @property
    def level(self) -> tuple[int, int]:
        """Depth in the usual order A, I, 1, a; dotted parts go deeper."""
        return _RANK[self.family], len(self.parts)


FAMILIES = ("letter", "roman", "number", "small")
_RANK = {family: rank for rank, family in enumerate(FAMILIES)}
_ROMAN = {"I": 1, "V": 5, "X": 10}
_ORDINAL = re.compile(r"\(?(?:(?P<roman>[IVX]{1,6})|(?P<letter>[A-HĐ])|(?P<number>0?[1-9]\d{0,2})|(?P<small>[a-hđ]))"
                      r"(?P<rest>(?:\.[1-9]\d?)*)[.)]?")  # fmt: skip
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_AMOUNT = re.compile(rf"-?(?:{_NUMBER})(?: ?(?:d|dong|vnd|usd|nghin dong|(?:trieu|ty|ti)(?: dong)?))?|[-–—]")
_SHARE = re.compile(rf"[<>≥≤]?=?\s*(?:tren |duoi |toi thieu |it nhat )?(?:{_NUMBER})? ?%")
_DATED = r"(?:19|20)\d\d|\d{1,2}/(?:19|20)\d\d"
_PERIOD = re.compile(
    r"(?:(?:truoc|den|tu|trong|het|cuoi|dau|sau|ca|cac|bat dau|trien khai|thuc hien|hoan thanh|ket thuc|cham nhat) )*"
    rf"(?:(?:(?:ngay|thang|nam|giai doan|quy) (?:\d|[ivx]+\b))|{_DATED}|\d{{1,2}}/\d{{1,2}}/\d{{4}})"
    r"|(?:truoc|den|tu) \d|thuong xuyen|(?:hang|dinh ky|moi|ca|trong) (?:nam|quy|thang|ngay|tuan)"
    r"|theo (?:\w+ )?(?:ke hoach|yeu cau|lo trinh|tien do)|sau khi|ngay sau|khi co|dinh ky"
)
_AGENCY = re.compile(
    r"(?:(?:cac|de nghi|giao) )?(?!so (?:hoa|luong|lieu)|s \d|bo (?:tieu|chi so|cong cu|quy)|ban (?:hanh|do|giao|sao)"
    r"|hoi (?:nghi|thao|thi|dap)|phong,? chong|phong (?:ngua|chay)|xa hoi|cuc bo|don vi tinh|vien thong)"
    r"(?:so|s|stt|bo|ban|nganh|ubnd|uy ban|hdnd|hoi|van phong|vp|cong an|thanh tra|cuc|chi cuc|tong cuc|trung tam"
    r"|truong (?:dai|cao|trung|chinh)|truong:|dai (?:phat|truyen|pt)|bao (?:hiem|va)|toa an|vien|kho bac|ngan hang"
    r"|co quan|don vi|dia phuong|doan|doan the|lien doan|lien minh|mat tran|phong|cong ty|tap doan|doanh nghiep"
    r"|cong (?:thong tin|ttdt)|bch|chinh phu|benh vien|huyen|thi xa|thanh pho|xa|phuong|chu dau tu)\b"
)
_TOTAL = re.compile(
    r"(?:(?:tong|t.?ng)(?: cong| so| von| kinh phi(?: thuc hien)?| muc dau tu| du toan)?|cong)"
    r"(?: (?:chung|toan bo|muc|phan|nhom|so|hang muc|nam \d{4}|giai doan \d{4} ?- ?\d{4}))*"
    r"(?: ?[(:]?[ ivxa-h0-9+=,.;-]*[):]?)"
)


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """The text in lower case without diacritics, white space folded; `đ` and its Icelandic look-alike become `d`."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return " ".join(bare.replace("đ", "d").replace("ð", "d").split())


def ordinal(text: str) -> Ordinal | None:
    """The number of a row that the whole cell consists of, None for anything else ("2.000" is an amount)."""
    found = _ORDINAL.fullmatch(text.strip()) if len(text) < 20 else None
    if not found:
        return None
    family = next(name for name in FAMILIES if found[name])
    first = found[family]
    value = _roman(first) if family == "roman" else int(first) if family == "number" else ord(first)
    return Ordinal(family, (value, *(int(part) for part in found["rest"].split(".")[1:])))


def _roman(text: str) -> int:
    """The value of a Roman numeral."""
    values = [_ROMAN[c] for c in text]
    return sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))


def amount(text: str) -> Decimal | None:
    """The figure that the whole cell consists of, without its unit; a lone dash is no figure."""
    found = re.match(rf"-?(?:{_NUMBER})", plain(text)) if kind_of(text) is CellKind.AMOUNT else None
    if not found:
        return None
    digits = found[0]
    if re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
        digits = digits.replace(".", "")
    return Decimal(digits.replace(",", "."))


@lru_cache(maxsize=16384)
def kind_of(text: str) -> CellKind:
    """What the cell looks like by itself; a small whole number is an amount here, see `ordinal`."""
    words = plain(text)
    if not words:
        return CellKind.EMPTY
    if re.fullmatch(rf"{_DATED}|(?:{_DATED}) ?[-–—] ?(?:{_DATED})", words):
        return CellKind.PERIOD
    if _AMOUNT.fullmatch(words):
        return CellKind.AMOUNT
    if _SHARE.fullmatch(words):
        return CellKind.SHARE
    if ordinal(text):
        return CellKind.ORDINAL
    if len(words) <= 60 and _PERIOD.match(words):
        return CellKind.PERIOD
    if len(words) <= 400 and _AGENCY.match(words):
        return CellKind.AGENCY
    return CellKind.TEXT


def is_total(text: str) -> bool:
    """Whether the cell labels a sum of rows ("TỔNG CỘNG", "Tổng số (I+II)", damaged "TNG CỘNG")."""
    words = plain(text)
    culvert = unicodedata.normalize("NFC", text.lower()).lstrip().startswith("cống")
    return len(words) < 60 and not culvert and bool(_TOTAL.fullmatch(words))


def is_name(text: str) -> bool:
    """Whether the cell can name a row: words, neither a figure nor a period nor an ordinal."""
    return kind_of(text) in (CellKind.TEXT, CellKind.AGENCY) or (len(text) > 30 and kind_of(text) is CellKind.PERIOD)


def classify(
    rows: Sequence[Sequence[str]], width: int, breaks: frozenset[int] = frozenset()
) -> tuple[list[RowKind], list[tuple[int, ...]]]:
    """The kind of each row and the indices of the group rows that it stands under, outside in.

    `rows` are the texts of the filled cells of each row, `width` the number of columns; before each row in `breaks`
    rows were left out, so its groups are not known. A total stands under the outermost group at most.
    """
    numbers = [ordinal(row[0]) if row else None for row in rows]
    kinds = [_kind(row, number, numbers[i + 1] if i + 1 < len(rows) else None, width)
             for i, (row, number) in enumerate(zip(rows, numbers, strict=True))]  # fmt: skip
    letters_first = next((n.family for n in numbers if n and n.family in FAMILIES[:2]), "letter") == "letter"
    stack: list[tuple[tuple[int, int], int]] = []
    groups: list[tuple[int, ...]] = []
    for i, (kind, number) in enumerate(zip(kinds, numbers, strict=True)):
        if i in breaks:
            stack.clear()
        level = _level(number, letters_first) if number else (len(FAMILIES), 0)
        if kind is RowKind.GROUP and not number:
            level = (-1, 0)
        stack = stack[:1] if kind is RowKind.TOTAL else [entry for entry in stack if entry[0] < level]
        groups.append(tuple(index for _, index in stack))
        if kind is RowKind.GROUP:
            stack.append((level, i))
    return kinds, groups


def _level(number: Ordinal, letters_first: bool) -> tuple[int, int]:
    """The level of an ordinal, with A and I changing places in a table that starts with I."""
    rank, depth = number.level
    return (rank if letters_first or rank > 1 else 1 - rank), depth


def _kind(row: Sequence[str], number: Ordinal | None, following: Ordinal | None, width: int) -> RowKind:
    """The kind of a row from its filled cells and the ordinal of the next row."""
    if any(is_total(text) for text in (row[:2] if number else row[:1])):
        return RowKind.TOTAL
    if width < 3 or (number and len(row) < 2) or not row:
        return RowKind.DATA
    rest = [kind_of(text) for text in row[2 if number else 1 :]]
    if any(kind not in (CellKind.AMOUNT, CellKind.SHARE) for kind in rest):
        return RowKind.DATA
    if not number:
        return RowKind.GROUP if not rest and following and following.parts[-1] == 1 else RowKind.DATA
    if number.family in FAMILIES[:2]:
        return RowKind.GROUP
    below = following is not None and following.level > number.level
    return RowKind.GROUP if below else RowKind.DATA
