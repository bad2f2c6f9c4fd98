"""Mentions of provinces in text.

A mention is decided by how it is written and by what stands around it:
- "tỉnh", "thành phố", "TP" in front always make it one; with "thành phố" before a province that is not a city, or
  "huyện", "thị xã", "xã" ... before any, it is the town of that name (kind TOWN).
- With diacritics and capital letters ("Cà Mau", "CÀ MAU") a name is a mention, unless a surname or "sông", "đường" ...
  stands before it; in small letters too, unless it is an ordinary word as well ("hòa bình", "cao bằng").
- Without diacritics, a name with capital letters is one ("Tra Vinh"); in small letters too ("tra vinh"), except names
  that also read as ordinary words ("phu tho", "ha nam"): these need a cue, which is "o", "tai", "ubnd" before, a year
  or "giai doan" after, or the start of the text with a word that a province is the subject of ("co", "dat") after.
- A name with one typo ("Hà Tỉnh", "Tra Vihn") counts in short texts (questions, titles), with capitals or a cue; a
  wrong letter must leave something that is no Vietnamese syllable, or it is the name of another place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from corpus.province_names import PROVINCES, Province, letters, merged_from, merged_into, named, names, province
from corpus.surface import Surface, without_marks
from corpus.syllables import frequencies, split_glued
from corpus.types import Span

__all__ = [
    "PROVINCES",
    "Mention",
    "PlaceKind",
    "Province",
    "find_provinces",
    "merged_from",
    "merged_into",
    "province",
    "province_at",
]

_SHORT = 600  # code points of a text in which typos are forgiven
_LONG_NAME = 5  # letters of a name in which a typo is forgiven
_BEFORE = 16  # characters before a name that are looked at


class PlaceKind(StrEnum):
    """What a name stands for: the province itself or a smaller place of the same name."""

    PROVINCE = "province"
    TOWN = "town"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text (without "tỉnh" before it), the canonical name and whether its diacritics were written."""

    span: Span
    name: str
    marked: bool
    kind: PlaceKind


_WORD = re.compile(r"[^\W\d_]+")
_LEVEL = re.compile(r"(?:tỉnh|tinh|thành\s*phố|thanh\s*pho|t\.?p\.?)[\s:]*$")
_CITY = re.compile(r"(?:phố|pho|t\.?p\.?)[\s:]*$")
_TOWN = re.compile(
    r"(?<!\w)(?:thị\s+xã|thi\s+xa|tx\.?|thị\s+trấn|thi\s+tran|huyện|huyen|quận|phường|phuong|xã|đặc\s+khu)\s*$"
)
_PHU = re.compile(r"\s+phu\b")
_OTHER_THING = re.compile(r"(?<!\w)(?:sông|cầu|đường|phố|quốc lộ|ngã tư|trường đua)\s+$")
_NOT_THE_CITY = re.compile(
    r"(?:chủ tịch|tư tưởng|cộng sản|đạo đức|phong cách|lăng|bảo tàng|quốc gia|gương|đường mòn|bác)\s+$"
)
_SURNAME = re.compile(
    r"(?<!\w)(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Lý|Đinh|Đoàn|Trịnh|Trương|Lâm|Mai"
    r"|Văn|Thị)\s+$"
)
_CONTINUED = {"Thái Bình": re.compile(r"\s+dương"), "Hải Dương": re.compile(r"\s+học")}
_CUE_BEFORE = re.compile(r"(?<!\w)(?:ở|o|tại|tai|ubnd)\s+$")
_OF = re.compile(r"(?<!\w)(?:của|cua|kế hoạch|ke hoach)\s+$")
_YEAR_AFTER = re.compile(r"[\s,]*(?:n[aă]m\s*)?(?:(?:19|20)\d\d|giai doan|giai đoạn)")
_END_AFTER = re.compile(r"[\s?.!]*$")
_SUBJECT_OF = re.compile(
    r"\s+(?:co|dat|dang|du kien|se|nam|la|thi|giao|phan dau|xay dung|can"
    r"|có|đạt|đang|dự kiến|sẽ|năm|là|thì|phấn đấu|xây dựng|cần)\s"
)


def find_provinces(text: str) -> tuple[Mention, ...]:
    """The mentions of provinces in `text` in order; the head of the module says what counts as one."""
    surface = Surface.of(text)
    spelled = list(_spelled(surface))
    if len(text) > _SHORT:
        return tuple(spelled)
    return tuple(sorted([*spelled, *_misspelled(surface, spelled)], key=lambda mention: mention.span))


def province_at(surface: Surface, position: int) -> tuple[int, str] | None:
    """The end and canonical name of a province name that stands at `position`, whatever stands before it."""
    match = names()[0].match(surface.bare, position)
    if match is None or not _ends(surface, *match.span()):
        return None
    exact = named(match).is_written(surface.marked[position : match.end()])
    return (match.end(), named(match).name) if exact or surface.plain else None


def _spelled(surface: Surface) -> Iterator[Mention]:
    plain = surface.plain
    for match in names()[0].finditer(surface.bare):
        if _ends(surface, *match.span()) and _accepted(surface, match, named(match), plain):
            yield _mention(surface, *match.span(), named(match))


def _ends(surface: Surface, start: int, end: int) -> bool:
    """Whether the name ends at `end`: no letter follows, or words that were glued to a name in capital letters."""
    tail = _WORD.match(surface.marked, end)
    if tail is None:
        return True
    if len(tail.group()) == 1 or not surface.written(start, start + 1).isupper():
        return False
    return all(piece in frequencies() for piece in split_glued(tail.group()))


def _mention(surface: Surface, start: int, end: int, found: Province) -> Mention:
    before = surface.marked[max(0, start - _BEFORE) : start]
    smaller = _TOWN.search(before) or (_CITY.search(before) and found.level == "tỉnh")
    battlefield = found.name == "Điện Biên" and _PHU.match(surface.bare, end)
    kind = PlaceKind.TOWN if smaller or battlefield else PlaceKind.PROVINCE
    return Mention(surface.span(start, end), found.name, found.is_written(surface.marked[start:end]), kind)


def _accepted(surface: Surface, match: re.Match[str], found: Province, plain: bool) -> bool:
    """Whether the letters of a name mean the province."""
    start, end = match.span()
    before, marked = surface.marked[max(0, start - _BEFORE) : start], surface.marked[start:end]
    short = len(surface.composed) <= _SHORT
    own_marks, exact = marked != surface.bare[start:end], found.is_written(marked)
    capitals = all(word[:1].isupper() for word in _WORD.findall(surface.written(start, end)))
    if _OTHER_THING.search(before) and not _LEVEL.search(before):
        return False
    if own_marks and not exact:  # another word, unless it is a typo
        typo = short and not _TOWN.search(before) and _one_edit(marked, found.name.lower())
        return typo and (capitals or _cued(surface, start, end, found))
    if _LEVEL.search(before) or _TOWN.search(before):
        return True
    if capitals:
        return not _is_another_name(surface, start, end, found)
    if exact and own_marks:
        return found.ordinary != "marked" or _cued(surface, start, end, found)
    return (not found.ordinary and (plain or short)) or _cued(surface, start, end, found)


def _is_another_name(surface: Surface, start: int, end: int, found: Province) -> bool:
    """Whether a name in capital letters is a person's, a thing's, or an ordinary word among capital letters."""
    before, written = surface.written(max(0, start - _BEFORE), start), surface.written(start, end)
    if _SURNAME.search(before):
        return True
    if (continued := _CONTINUED.get(found.name)) and continued.match(surface.marked, end):
        return True
    if found.name == "Hồ Chí Minh" and _NOT_THE_CITY.search(surface.marked[max(0, start - _BEFORE) : start]):
        return letters(surface.bare[start:end]) == "hochiminh"
    ordinary = found.ordinary == "marked" or (found.ordinary and surface.marked[start:end] == surface.bare[start:end])
    shouted = written.isupper() and any(word.isupper() for word in before.split()[-1:])
    return bool(ordinary and shouted)


def _cued(surface: Surface, start: int, end: int, found: Province) -> bool:
    """Whether what stands around a name says that it is a place.

    "hoa binh la ..." can be about peace, so that a verb after it is no cue for a name that is an ordinary word.
    """
    before = surface.marked[max(0, start - _BEFORE) : start]
    if _LEVEL.search(before) or _CUE_BEFORE.search(before) or _YEAR_AFTER.match(surface.marked, end):
        return True
    if before.strip() and not _OF.search(before):
        return False
    subject = not before and found.ordinary != "marked" and _SUBJECT_OF.match(surface.marked, end)
    return bool(subject or _END_AFTER.match(surface.marked, end))


def _misspelled(surface: Surface, spelled: list[Mention]) -> Iterator[Mention]:
    """Two-syllable names with one wrong letter, outside the mentions that were found already."""
    for first, second in pairwise(_WORD.finditer(surface.marked)):
        start, end = first.start(), second.end()
        written = letters(surface.bare[start:end])
        found = next((_near()[cut] for cut in _shortened(written) if cut in _near()), None)
        if found is None or surface.marked[first.end() : second.start()].strip():
            continue
        if any(mention.span.overlap(surface.span(start, end)) for mention in spelled):
            continue
        if _one_edit(written, letters(without_marks(found.name.lower()))) and _is_typo(surface, first, second, found):
            yield _mention(surface, start, end, found)


def _is_typo(surface: Surface, first: re.Match[str], second: re.Match[str], found: Province) -> bool:
    before = surface.marked[max(0, first.start() - _BEFORE) : first.start()]
    if _LEVEL.search(before):
        return True
    if _TOWN.search(before) or (first.group() in frequencies() and second.group() in frequencies()):
        return False
    capitals = all(surface.written(word.start(), word.start() + 1).isupper() for word in (first, second))
    return capitals or _cued(surface, first.start(), second.end(), found)


@cache
def _near() -> dict[str, Province]:
    """From the letters of each name, and from them without one letter, to the province."""
    near: dict[str, Province] = {}
    for one in PROVINCES:
        whole = letters(without_marks(one.name.lower()))
        if len(whole) >= _LONG_NAME and one.name.count(" ") == 1:
            near |= dict.fromkeys(_shortened(whole), one)
    return near


def _shortened(word: str) -> list[str]:
    return [word, *(word[:i] + word[i + 1 :] for i in range(len(word)))]


def _one_edit(written: str, wanted: str) -> bool:
    """Whether at most one letter was added, left out, replaced, or swapped with its neighbour."""
    left, right, shorter = 0, 0, min(len(written), len(wanted))
    while left < shorter and written[left] == wanted[left]:
        left += 1
    while right < shorter - left and written[-1 - right] == wanted[-1 - right]:
        right += 1
    rest, other = written[left : len(written) - right], wanted[left : len(wanted) - right]
    return max(len(rest), len(other)) <= 1 or (len(rest) == 2 and rest == other[::-1])
