"""Swapping: a follow-up that only names another province, year or agency is the question before with that put in.

"Còn Phú Thọ thì sao?", "à nhầm, ý tôi là Long An", "thế năm 2013?", "còn Sở Y tế?".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.agencies import Agency, find_agencies, find_agencies_english
from corpus.folding import bare
from corpus.provinces import Mention, PlaceKind, find_provinces
from corpus.tokens import Token, tokens
from corpus.types import Span

_YEAR = re.compile(r"(?<![\d./-])(?:19|20)\d{2}(?:\s*[-–]\s*(?:19|20)\d{2})?(?![\d/]|[.-]\d)")  # or years
# What such a follow-up says besides the province or year.
_AROUND_TEXT = """
    còn thế vậy và thì sao ra nào với của ở tại tỉnh thành phố tp thế nào à ừ nhầm lộn quên ý tôi em mình tui là hỏi về
    đổi sang qua cho chứ không phải bên nếu năm giai đoạn trong như đối với riêng kế hoạch plan the what about how and
    for in of i mean sorry province city year instead it là gì nhỉ nhé ạ ha hả vậy thì kia cũng thế xin lỗi quay lại
    trở lại câu đó ấy này chỉ tiêu mục tiêu con số tỷ lệ mức bao nhiêu được đạt
"""
_AROUND = frozenset(bare(word) for word in _AROUND_TEXT.split())
_LONGEST_NAME = 4  # syllables of "bà rịa vũng tàu"
_SIDES = 2  # places of a comparison at least
_MOST_TOKENS = 14


@dataclass(frozen=True, slots=True)
class Swap:
    """What takes the place of its like in the question before: a province, a year or an agency."""

    place: str | None
    year: str | None
    others: tuple[str, ...] = ()  # further places ("còn Long An và Phú Thọ?")
    agency: str | None = None

    def into(self, before: str) -> str | None:
        """`before` with it put in; None where that names several provinces, so that it is open which one goes."""
        if self.agency is not None:
            return _with_agency(before, self.agency)
        if self.year is not None:
            return _with_year(before, self.year)
        if self.others:
            return _with_places(before, (self.place or "", *self.others))
        return _with_place(before, self.place or "")


def find_swap(question: str) -> Swap | None:
    """What a follow-up swaps; None where it says anything else."""
    found = tokens(question)
    if len(found) > _MOST_TOKENS:
        return None
    agencies = _agencies(question)
    if len(agencies) == 1:
        rest = [token for token in found if not agencies[0].span.contains(token.span)]
        around = all(token.bare in _AROUND for token in rest)
        return Swap(None, None, agency=agencies[0].span.of(question)) if around else None
    places = _places(question, found)
    years = _YEAR.findall(question)
    names = tuple(dict.fromkeys(place.name for place in places))
    if len(places) + len(years) != 1 and (years or len(names) < _SIDES):
        return None
    when = [Span(*match.span()) for match in _YEAR.finditer(question)]
    rest = [t for t in found if not any(span.contains(t.span) for span in [*when, *(p.span for p in places)])]
    if any(token.bare not in _AROUND for token in rest):
        return None
    return Swap(names[0] if names else None, years[0] if years else None, names[1:])


def _places(question: str, found: Sequence[Token]) -> list[Mention]:
    """The provinces of a short follow-up, in small letters without diacritics too: nothing else could be meant."""
    mentions = list(find_provinces(question))
    if mentions:
        return mentions
    for size in range(_LONGEST_NAME, 1, -1):
        for start in range(len(found) - size + 1):
            span = Span(found[start].span.start, found[start + size - 1].span.end)
            cued = find_provinces(f"tinh {question[span.start : span.end]}")
            if len(cued) == 1 and len(cued[0].span) == len(span):
                return [Mention(span, cued[0].name, cued[0].marked, PlaceKind.PROVINCE)]
    return []


def _with_place(before: str, place: str) -> str | None:
    own = find_provinces(before)
    if len({mention.name for mention in own}) > 1:
        return None
    name = place if not before.isascii() else bare(place)
    if not own:
        return f"{before.rstrip(' ?.!')} {'của' if not before.isascii() else 'cua'} {name}?"
    for mention in reversed(own):
        before = before[: mention.span.start] + name + before[mention.span.end :]
    return before


def _with_places(before: str, names: Sequence[str]) -> str | None:
    """With as many places in place of its own, one for each; one place gives way to all of them."""
    own = find_provinces(before)
    known = list(dict.fromkeys(mention.name for mention in own))
    if len(known) == 1 and len(own) == 1:
        span = own[0].span
        return f"{before[: span.start]}{' và '.join(names)}{before[span.end :]}"
    if len(known) != len(names):
        return None
    for mention in reversed(own):
        name = names[known.index(mention.name)]
        before = before[: mention.span.start] + name + before[mention.span.end :]
    return before


def _agencies(question: str) -> tuple[Agency, ...]:
    return find_agencies(question) or find_agencies_english(question)


def _with_agency(before: str, name: str) -> str | None:
    """With the agency in place of the one that it names; None where it names none, or several."""
    own = _agencies(before)
    if len(own) != 1:
        return None
    return before[: own[0].span.start] + name + before[own[0].span.end :]


def _with_year(before: str, year: str) -> str:
    """With the year in place of the last one: those before it belong to the name of a plan."""
    own = [match.span() for match in _YEAR.finditer(before)]
    if own:
        start, end = own[-1]
        return before[:start] + year + before[end:]
    return f"{before.rstrip(' ?.!')} {'năm' if not before.isascii() else 'nam'} {year}?"
