"""Ordinals: questions for the place of something in an order ("mức độ mấy", "xếp thứ mấy", "khoản mấy, điều mấy").

What answers is a noun with its number, Roman ones too, which is no count: "cấp II trở lên", "vị trí 32/63".
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from corpus.folding import bare, fold, folded
from corpus.types import Span

# Nouns that may answer for each other; a level is asked for as "nấc" and given as "mức độ".
_LEVELS = ("mức độ", "mức", "cấp độ", "cấp", "nấc", "bậc", "hạng", "loại", "nhóm", "tier", "level")
_TOPS = ("nhóm", "tốp", "top")
_RANKS = ("vị trí", "hạng", "thứ", "xếp", "đứng", *_TOPS)  # who is among the first ten has a rank too
_RANKED = r"(?:nước|quốc gia|tỉnh|thành phố|địa phương|bộ|đơn vị|cơ quan|doanh nghiệp)"
_PARTS = ("điều", "khoản", "chương", "phụ lục", "biểu", "quí", "lần thứ")
# "cấp mấy?" asks for a level, "cấp mấy tài khoản?" and "cấp bao nhiêu?" for a count
_ASKING = r"(?:thứ (?:mấy|bao nhiêu)|mấy(?= *(?:$|[?.,;]|là\b|thì\b|vậy\b|rồi\b|mới\b|và\b|hay\b|theo\b|trở\b|của\b)))"
_NO_VERB = "".join(rf"(?<!{before} )" for before in ("cung", "trợ", "trang", "được", "đã", "sẽ"))  # "cung cấp 15 máy"
_NUMBER = r"(?:thứ )?(?:\d{1,3}(?:/\d{1,3})?|[ivx]{1,5})\b"
_MORE = rf"(?:(?:,| và| hoặc| hay| đến| -) ?(?:{_NUMBER}))*(?: trở lên| trở xuống)?"
_WORD = re.compile(r"[^\W\d_]+")
_GROUPS = (
    (
        r"\b(?:xếp|đứng|vị trí)\b(?: \w+){0,3}? (?:thứ |hạng )?(?:mấy|bao nhiêu)\b(?! \w+ (?:người|cái))"
        r"|\b(?:xếp|thứ) hạng\b(?: \w+){0,8}? (?:thứ |hạng )(?:mấy|bao nhiêu)\b",
        _RANKS,
    ),
    (rf"\b(?:{'|'.join(_LEVELS)}) {_ASKING}|\b(?:mức|cấp) độ nào\b|\bwhich level\b|\bwhat level\b", _LEVELS),
    (
        r"\bhạng\b(?: \w+){0,3}? (?:thứ |hạng )?(?:mấy|bao nhiêu)\b(?! \w+ (?:người|cái))"
        r"|\bthứ mấy\b|\b(?:what|which) (?:\w+ )?rank(?:ing)?\b|\branked?\b",
        _RANKS,
    ),
    (rf"\b(?:tốp|top) (?:mấy|bao nhiêu|nào)\b|\bnhóm (?:mấy|bao nhiêu) {_RANKED}\b", _TOPS),
    (rf"\b(?:{'|'.join(_PARTS)}) (?:mấy|nào|bao nhiêu)\b", _PARTS),
)


def _answer(nouns: tuple[str, ...]) -> str:
    """What an answer looks like; parts of a document follow each other ("khoản 4, Điều 51")."""
    one = rf"(?:{'|'.join(nouns)}) {_NUMBER}{_MORE}"
    return rf"\b{one}(?:,? (?:của )?{one})*" if nouns is _PARTS else rf"{_NO_VERB}\b{one}"


@cache
def _groups(*, marks: bool) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """For each group what asks for it, and what answers, which is looked for in folded text with diacritics."""
    return tuple((re.compile(asked if marks else bare(asked)), re.compile(_answer(nouns))) for asked, nouns in _GROUPS)


def asked_ordinal(question: str) -> re.Pattern[str] | None:
    """What the folded answer to a question for a place in an order looks like; None for any other question."""
    said = folded(question)
    found = (answer for asked, answer in _groups(marks=not question.isascii()) if asked.search(said))
    return next(found, None)


def find_ordinal(
    pattern: re.Pattern[str], text: str, within: Span, words: Collection[str] = frozenset()
) -> Span | None:
    """Where such a noun with its number stands in a part of `text`; None where there is none.

    Of several it is the one that most of the bare `words` stand with, the first of equals.
    """
    surface = fold(within.of(text))
    found = list(pattern.finditer(surface.text))
    if not found:
        return None
    ends = [*(match.start() for match in found[1:]), len(surface.text)]

    def told(number: int) -> int:
        return len(set(_WORD.findall(bare(surface.text[found[number].end() : ends[number]]))).intersection(words))

    match = found[max(range(len(found)), key=told)]
    span = surface.span(match.start(), match.end())
    return Span(within.start + span.start, within.start + span.end)
