"""Amounts in a question: "34,06 tỷ" may stand in a document as 34.060 triệu or as 34.060.000.000 đồng, one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.query import YEAR
from corpus.folding import bare
from corpus.tokens import Token
from corpus.types import Span

_UNITS = {1: ("đồng", "đ", "vnđ"), 10**3: ("nghìn", "ngàn"), 10**6: ("triệu", "tr"), 10**9: ("tỉ",)}
_SCALE = {unit: scale for scale, units in _UNITS.items() if scale > 1 for unit in units}
_SCALE |= {"million": 10**6, "billion": 10**9}
_BARE_SCALE = {bare(unit): scale for unit, scale in _SCALE.items()}
_CURRENCY = frozenset({"đồng", "đ", "vnđ", "vnd"})
_BARE_CURRENCY = frozenset({"dong", "d", "vnd"})
_NUMBER = re.compile(r"\d+(?:\.\d+)?")  # as tokens have it
_LEAST_BARE = 10**6  # from which a number without a unit is taken for an amount
_MOST = Decimal(10) ** 21  # đồng; a longer row of digits is no amount
_NO_BILLION = frozenset({"le", "trong", "gia", "suat", "so"})  # behind "tỷ": a share, a weight, an exchange rate
_OF_A_YEAR = frozenset({"nam", "den", "tu", "doan", "het", "cuoi", "truoc", "sau"})
_TELLING = 3  # digits of a number that says something without its unit, as in a table


def with_amounts(found: Sequence[Token], *, marks: bool) -> tuple[list[Token], frozenset[Token]]:
    """The tokens with each amount as one token, its form the value in đồng, and which of them are amounts."""
    made: list[Token] = []
    amounts: set[Token] = set()
    position = 0
    while position < len(found):
        value, size = _amount(found, position, marks=marks)
        if value is None:
            made.append(found[position])
        else:
            form = _written(value)
            span = Span(found[position].span.start, found[position + size - 1].span.end)
            made.append(Token(form, form, span))
            amounts.add(made[-1])
        position += size
    return made, frozenset(amounts)


def spellings(form: str) -> Iterator[str]:
    """The terms by which a document may hold the amount `form`: in every unit, with it and, in a table, without."""
    value = Decimal(form)
    for scale, units in _UNITS.items():
        if value * 10 < scale:
            continue  # nobody writes 0,00005 tỷ
        digits = _written(value / scale)
        if len(digits) >= _TELLING and not YEAR.fullmatch(digits):
            yield digits
        yield from (f"{digits}_{unit}" for unit in units)


def _written(value: Decimal) -> str:
    """A value as tokens have it; `canonical` would read the point of 34.125 again."""
    return f"{value.normalize():f}"


def _amount(found: Sequence[Token], at: int, *, marks: bool) -> tuple[Decimal | None, int]:
    """The value of the amount that begins with token `at`, None where none does, and of how many tokens it is."""
    value, size = _scaled(found, at, marks=marks)
    if value is None or value > _MOST or _is_year(found, at) or (size == 1 and value < _LEAST_BARE):
        return None, 1
    if size > 1:
        rest, more = _scaled(found, at + size, marks=marks)
        if rest is not None and more > 1 and rest < value:  # 1 tỷ 500 triệu
            value, size = value + rest, size + more
    currency = _CURRENCY if marks else _BARE_CURRENCY
    if size > 1 and at + size < len(found) and _side(found[at + size], marks=marks) in currency:
        size += 1
    return value, size


def _scaled(found: Sequence[Token], at: int, *, marks: bool) -> tuple[Decimal | None, int]:
    """The number at token `at`, times the "triệu" or "nghìn tỷ" behind it, and of how many tokens it is."""
    if at >= len(found) or not _NUMBER.fullmatch(found[at].form):
        return None, 1
    value, size = Decimal(found[at].form), 1
    scales = _SCALE if marks else _BARE_SCALE
    while at + size < len(found) and size <= 2 and (scale := scales.get(_side(found[at + size], marks=marks))):
        if found[at + size].bare == "ti" and at + size + 1 < len(found) and found[at + size + 1].bare in _NO_BILLION:
            break
        value, size = value * scale, size + 1
    return value, size


def _is_year(found: Sequence[Token], at: int) -> bool:
    """Whether the number at token `at` is a year by itself and by the word before it."""
    return at > 0 and found[at - 1].bare in _OF_A_YEAR and YEAR.fullmatch(found[at].form) is not None


def _side(token: Token, *, marks: bool) -> str:
    return token.form if marks else token.bare
