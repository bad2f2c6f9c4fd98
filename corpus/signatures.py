"""The person who signed: the name under "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"."""

from __future__ import annotations

import re

from corpus.folding import one_spelling
from corpus.surface import Surface
from corpus.types import Field

_OFFICE = (
    r"(?:phó\s+|quyền\s+|q\.\s*)?(?:chủ\s+tịch|tổng\s+giám\s+đốc|giám\s+đốc|bộ\s+trưởng|thứ\s+trưởng|thủ\s+tướng"
    r"|(?:chi\s+)?cục\s+trưởng|bí\s+thư|chánh\s+văn\s+phòng|chánh\s+thanh\s+tra|trưởng\s+ban|trưởng\s+phòng|vụ\s+trưởng"
    r"|chủ\s+nhiệm|tổng\s+thanh\s+tra|thống\s+đốc|viện\s+trưởng|hiệu\s+trưởng|chánh\s+án|trưởng\s+đoàn)(?:\s+thường\s+trực)?"
)
_POSITION = re.compile(one_spelling(rf"{_OFFICE}(?!\w)"))  # where a word begins, which is looked at behind the search
_WORD_BEFORE = re.compile(r"\w")
_BETWEEN = re.compile(
    one_spelling(
        rf"(?:[\s|_*.-]|\(?đã\s+ký(?:\s+và\s+đóng\s+dấu)?\)?|\[?daky\]?|(?:tm|kt|tl|tuq)\.|[tk]/[mt]|{_OFFICE})*"
    )
)
_BEFORE_NAME = re.compile(one_spelling(rf"[\s:]*(?:ông|bà)?\s*(?:{_OFFICE}\s*)?"))
_CAPITAL = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_NAME = rf"(?:[{_CAPITAL}][^\W\d_]*)(?:[^\S\n]+[{_CAPITAL}][^\W\d_]*){{1,4}}"
_NAME_LINE = re.compile(rf"(?:(?:TS|ThS|PGS|GS|BS)\.?\s*)*(?P<name>{_NAME})[^\S\n]*\|?[^\S\n]*(?=\n|$)")
_NAME_AT_END = re.compile(rf"(?:[;.|][^\S\n]+|[^\S\n]{{3,}}|\n[^\S\n]*)(?P<name>{_NAME})[^\S\n]*(?=\n|$)")
_BEGINS_WITH_NAME = re.compile(rf"\s*(?P<name>{_NAME})[^\S\n]*(?=[,;(\n]|$)")
_NO_PERSON = re.compile(
    r"(?<!\w)(?:phụ lục|kế hoạch|quyết định|nơi nhận|ủy ban|nhân dân|chính phủ|bộ|căn cứ|như điều|sở|tỉnh|thành phố"
    r"|lưu)(?!\w)"
)
_NEXT_PART = re.compile(
    r"cộng\s+hòa\s+xã\s+hội\s+chủ\s+nghĩa|^[^\S\n]*(?:\|[^\S\n]*)?(?:kế\s*hoạch|phụ\s*lục)\s*$", re.MULTILINE
)
_ON_BEHALF = re.compile(r"(?<!\w)(?:(?:tm|kt|tl|tuq)\.|[tk]/[mt]\s)")
_BEFORE = 60  # characters before a position in which that stands
_RECIPIENTS = 500  # characters of recipients that can stand between the position and the name, side by side in a PDF


def find_signer(surface: Surface, start: int) -> Field | None:
    """The first name under a signatory's position at or after `start`, within the part that stands there."""
    border = _NEXT_PART.search(surface.marked, start + 200)
    limit = border.start() if border else len(surface.marked)
    at = start
    while match := _POSITION.search(surface.marked, at, limit):
        if _WORD_BEFORE.match(surface.marked[match.start() - 1 : match.start()]):
            at = match.start() + 1
            continue
        at = match.end()
        if not surface.written(*match.span()).isupper():
            continue
        between = _BETWEEN.match(surface.marked, at)
        at = between.end() if between else at
        if found := _field(surface, _NAME_LINE.match(surface.composed, at)):
            return found
        beside = surface.written(match.end(), min(limit, match.end() + _RECIPIENTS))
        if _is_signature(surface, match.start()) and (found := _beside(surface, match.end(), beside)):
            return found
    return None


def signer_of(surface: Surface, start: int, end: int) -> Field | None:
    """The person whom the value of an attribute names, without positions before and after."""
    office = _BEFORE_NAME.match(surface.marked, start, end)
    begin = office.end() if office else start
    written = surface.written(begin, end)
    match = _BEGINS_WITH_NAME.match(written)
    if match is None or _NO_PERSON.search(match["name"].lower()):
        return None
    return _named(surface, begin + match.start("name"), begin + match.end("name"))


def _is_signature(surface: Surface, position: int) -> bool:
    """Whether a position stands in a signature block: for, or on behalf of, somebody else."""
    return _ON_BEHALF.search(surface.marked[max(0, position - _BEFORE) : position]) is not None


def _beside(surface: Surface, start: int, written: str) -> Field | None:
    for match in _NAME_AT_END.finditer(written):
        if not _NO_PERSON.search(match["name"].lower()) and not match["name"].isupper():
            return _named(surface, start + match.start("name"), start + match.end("name"))
    return None


def _field(surface: Surface, match: re.Match[str] | None) -> Field | None:
    if match is None or _NO_PERSON.search(match["name"].lower()):
        return None
    return _named(surface, *match.span("name"))


def _named(surface: Surface, start: int, end: int) -> Field:
    words = surface.written(start, end).split()
    name = " ".join(word.capitalize() if word.isupper() else word for word in words)
    return Field(name, surface.span(start, end))
