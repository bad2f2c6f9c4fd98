"""Figures, dates and document numbers of an answer, and whether its quotes hold them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from eval.arithmetic import holds

_ETH = str.maketrans("Ðð", "Đđ")
_FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_POINTS_GROUP = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_COMMAS_GROUP = re.compile(r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3}){2,}|(?:,[0-9]{3})+\.[0-9]+)")
# 1605/QĐ-TTg, 64/2007/NĐ-CP, 36a/NQ-CP, 67/2006/QH11, 29-NQ/TW: the sign begins with two capitals.
_DOCUMENT_NUMBER = re.compile(
    r"(?<![0-9/])[0-9]+[a-zđ]?\s*(?:/\s*[0-9]{4}\s*)?[/-]\s*[A-ZĐ]{2}[0-9A-Za-zĐđƯư]*(?:[-/&][A-ZĐ][0-9A-Za-zĐđƯư]*)*"
)
_SIGN_GOES_ON = r"(?-i:(?![-/&]?[A-ZĐ]|[0-9]))"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![0-9])(?P<day>[0-9]{1,2})\s+tháng\s+(?P<month>[0-9]{1,2})(?![0-9])(?:\s*,?\s*năm\s+(?P<year>[0-9]{4})(?![0-9]))?",
        r"tháng\s+(?P<month>[0-9]{1,2})\s*,?\s*năm\s+(?P<year>[0-9]{4})(?![0-9])",
        r"(?<![0-9/.,])(?P<day>[0-9]{1,2})\s*(?P<by>[/.-])\s*(?P<month>[0-9]{1,2})\s*(?P=by)\s*(?P<year>[0-9]{4})(?![0-9])",
        r"(?<![0-9/.,])(?P<month>[0-9]{1,2})\s*/\s*(?P<year>[0-9]{4})(?![0-9])",
        r"(?<![0-9/.,])(?P<day>[0-9]{1,2})\s*/\s*(?P<month>[0-9]{1,2})(?![0-9]|[.,/][0-9])",
    )
)


@dataclass(frozen=True, slots=True)
class _Date:
    """A date as far as it was stated: the day or the year may be lacking."""

    day: int | None
    month: int
    year: int | None

    def states(self, other: _Date) -> bool:
        """Whether this date says all that `other` says."""
        return self.month == other.month and other.day in (None, self.day) and other.year in (None, self.year)


def unsupported(answer: Mapping[str, Any]) -> tuple[str, ...]:
    """The figures, dates and document numbers of the answer text that stand in none of its quotes, in their order.

    Compared by value, not by spelling: 34.060,0 and 34.060 are one figure, 26/10/2013 and "ngày 26 tháng 10 năm 2013"
    one date. Nothing is converted or summed: 34,06 tỷ is not 34.060 triệu. A date or a document number must stand
    whole in one quote. A computed figure is supported where its operands stand in quotes and its arithmetic is right.
    A declined answer asserts nothing, so nothing of it needs support.
    """
    if not answer.get("answered"):
        return ()
    quotes = [_mended(citation["quote"]) for citation in answer.get("citations", ())]
    said = _mended(answer.get("answer") or "")
    for computed in answer.get("computed", ()):
        if holds(computed, quotes):
            said = said.replace(_mended(computed["text"]), " ", 1)
    return _lacking(said, quotes)


def _mended(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_ETH)


def _lacking(said: str, quotes: list[str]) -> tuple[str, ...]:
    lacking: dict[int, str] = {}
    dates = [date for quote in quotes for _, date in _dates(quote)]
    figures = {form for quote in quotes for form in _forms(quote)}
    for match in _DOCUMENT_NUMBER.finditer(said):
        if not any(_holds_number(quote, match[0]) for quote in quotes):
            lacking[match.start()] = match[0]
    said = _blanked(said, _DOCUMENT_NUMBER.finditer(said))
    stated = list(_dates(said))
    for match, date in stated:
        if not any(quoted.states(date) for quoted in dates):
            lacking[match.start()] = match[0]
    said = _blanked(said, (match for match, _ in stated))
    for match in _FIGURE.finditer(said):
        if _normal(match[0]) not in figures:
            lacking[match.start()] = match[0]
    return tuple(dict.fromkeys(lacking[start] for start in sorted(lacking)))


def _blanked(text: str, matches: Iterable[re.Match[str]]) -> str:
    """`text` of the same length with the matches blanked, so that what they hold is not looked at again."""
    chars = list(text)
    for match in matches:
        chars[match.start() : match.end()] = " " * len(match[0])
    return "".join(chars)


def _holds_number(quote: str, number: str) -> bool:
    """Whether a document number stands whole in `quote`, however it is spaced; a word may be glued to its end."""
    spaced = r"\s*".join(re.escape(char) for char in "".join(number.split()))
    return re.search(rf"(?<![0-9/]){spaced}{_SIGN_GOES_ON}", quote, re.IGNORECASE) is not None


def _dates(text: str) -> Iterator[tuple[re.Match[str], _Date]]:
    """The dates of `text`, the fullest readings first; 12/30 and the like are no dates."""
    for pattern in _DATES:
        found = []
        for match in pattern.finditer(text):
            parts = {name: int(value) for name, value in match.groupdict().items() if name != "by" and value}
            date = _Date(parts.get("day"), parts["month"], parts.get("year"))
            if 1 <= date.month <= 12 and 1 <= (date.day or 1) <= 31:
                found.append(match)
                yield match, date
        text = _blanked(text, found)


def _forms(quote: str) -> Iterator[Decimal | str]:
    """The normal forms of the figures that can be read in a quote, the parts of its dates among them."""
    for match in _FIGURE.finditer(quote):
        yield _normal(match[0])
    for _, date in _dates(quote):
        yield from (Decimal(part) for part in (date.day, date.month, date.year) if part is not None)


def _normal(figure: str) -> Decimal | str:
    """The value of a figure in Vietnamese spelling (1.234,5); a row of numbers such as 1.2.3 stays as it is written.

    A comma groups thousands only where it can be nothing else: 1,234,567 or 1,234.5.
    """
    if _POINTS_GROUP.fullmatch(figure):
        return Decimal(figure.replace(".", "").replace(",", "."))
    if _COMMAS_GROUP.fullmatch(figure):
        return Decimal(figure.replace(",", ""))
    if len(re.findall(r"[.,]", figure)) <= 1:
        return Decimal(figure.replace(",", "."))
    return figure
