"""missing-annex: an annex of its own that the document refers to and does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.checks.finding import Finding, FindingKind, Severity, Unchecked
from corpus.checks.reading import Piece, Reading
from corpus.types import SectionKind

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_ANNEX = re.compile(r"(?:phụ ?lục|phụ ?biểu)(?: (?:số )?(?P<number>\d{1,2}|[ivx]{1,4})(?![\w/.-]\w))?(?!\w)")
_HEADING = re.compile(rf"[*# ]*{_ANNEX.pattern}")
_REFERS = re.compile(r"(?:đính )?kèm ?theo|đính ?kèm|\(kèm|tại phụ|theo phụ|như phụ|xem phụ|có phụ|trong phụ|ở phụ")
_OF_OTHERS = re.compile(
    r"(?:[^.;()]{0,60}?(?:ban hành )?kèm theo|[^.;()]{0,20}? (?:của|thuộc))"
    r" (?:nghị định|thông tư|quyết định|nghị quyết|luật|công văn|văn bản|kế hoạch|chỉ thị|hướng dẫn"
    r"|chương trình|đề án)(?! này)"
)
_NEAR = 24
_LONGEST_REFERENCE = 200


def check_annexes(reading: Reading) -> Iterator[Finding | Unchecked]:
    """References to annexes of the document that no heading answers."""
    present: set[int | None] = set()
    references: list[tuple[Piece, re.Match[str]]] = []
    for i, piece in enumerate(reading.pieces):
        said = piece.folded.text
        heading = _HEADING.match(said) if not piece.cell else None
        following = reading.pieces[i + 1] if i + 1 < len(reading.pieces) else None
        if heading and heading.end() == len(said) and not _capitals(piece, heading) and following and following.marker:
            references.append((piece, heading))  # "Phụ lục 2" alone under a heading, and the next heading follows
            continue
        if heading and (_stands_as_heading(piece, heading) or piece.section.kind is SectionKind.HEAD):
            present.add(_number(heading))
            continue
        references += [(piece, match) for match in _ANNEX.finditer(said) if _refers(said, match)]
    for section in reading.document.sections:
        for name in section.path:
            if found := _HEADING.match(name.casefold()):
                present.add(_number(found))
    reported: set[int | None] = set()
    for piece, match in references:
        number = _number(match)
        if number in reported or number in present or (present and (number is None or present == {None})):
            continue
        reported.add(number)
        yield _finding(reading, piece, match, number)


def _stands_as_heading(piece: Piece, match: re.Match[str]) -> bool:
    """Whether "Phụ lục" opens a heading and no sentence: it is in capitals, or stands alone or before a bracket."""
    rest = piece.folded.text[match.end() :].lstrip(" *#")
    return _capitals(piece, match) or not rest or rest[0] in "(:.-–"


def _capitals(piece: Piece, match: re.Match[str]) -> bool:
    return piece.at(*match.span()).of(piece.text).isupper()


def _refers(said: str, match: re.Match[str]) -> bool:
    """Whether the words around it refer to an annex of this document."""
    if _OF_OTHERS.match(said, match.end()):
        return False
    around = said[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    return _REFERS.search(around) is not None


def _number(match: re.Match[str]) -> int | None:
    number = match["number"]
    if number is None:
        return None
    return int(number) if number.isdecimal() else _ROMAN.get(number)


def _finding(reading: Reading, piece: Piece, match: re.Match[str], number: int | None) -> Finding:
    said = piece.folded.text
    stop = said.rfind(". ", 0, match.start())
    start = max(said.rfind("(", 0, match.start()), stop + 2 if stop >= 0 else 0)
    if match.start() - start > _LONGEST_REFERENCE:
        start = match.start()
    close = said.find(")", match.end())
    end = close + 1 if said[start] == "(" and 0 < close - match.end() < _LONGEST_REFERENCE else match.end()
    name = "phụ lục" if number is None else f"phụ lục {number}"
    return reading.finding(
        FindingKind.MISSING_ANNEX,
        Severity.WARNING,
        f"Văn bản nhắc đến {name} nhưng trong tài liệu không có.",
        piece.at(start, end),
        expected=name,
        found="không có",
    )
