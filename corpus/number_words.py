"""Whole numbers in Vietnamese words: "mười một tỷ năm trăm năm mươi ba triệu" is 11 553 000 000, and back.

What can be meant in two ways ("hai trăm năm": 205, or 250 as people say it) is not read.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.folding import folded
from corpus.tokens import tokens

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9
_SCALES = ((10**6, "triệu"), (10**3, "nghìn"))
_UNITS = {folded(word): value for value, word in enumerate(_DIGITS)} | {"tư": 4, "bẩy": 7}
_AFTER_TENS = {"mốt": 1, "lăm": 5, "nhăm": 5}
_SCALE_WORDS = {"triệu": 10**6, "nghìn": 10**3, "ngàn": 10**3}
_TENS, _TEN, _HUNDRED = "mươi", "mười", "trăm"
_ODD = frozenset({"linh", "lẻ"})
_CLOSING = frozenset({"chẵn"})  # "đồng chẵn"
_BILLIONS = "tỉ"  # folded

NUMBER_WORDS = frozenset({*_UNITS, *_AFTER_TENS, *_SCALE_WORDS, *_ODD, _TENS, _TEN, _HUNDRED, _BILLIONS})


def in_words(number: int) -> str:
    """The number in words, as official texts write it; ValueError below zero."""
    if number < 0:
        raise ValueError(f"not a whole number: {number}")
    return " ".join(_say(number, False)) or _DIGITS[0]


def from_words(text: str) -> int | None:
    """The number that the whole text says in words, commas left out of account; None where that is not certain."""
    return number_of([token.form for token in tokens(text)])


def amount_in_words(text: str) -> int | None:
    """The value of an amount that the whole text writes out in words, "đồng" last; None for any other text."""
    forms = [token.form for token in tokens(text) if token.form not in _CLOSING]
    if not forms or forms[-1] != "đồng":
        return None
    return number_of(forms[:-1])


def number_of(forms: Sequence[str]) -> int | None:
    """The number that folded syllables say; None where that is not certain."""
    if _BILLIONS in forms:
        cut = len(forms) - 1 - list(reversed(forms)).index(_BILLIONS)
        before, after = number_of(forms[:cut]), _below_billion(forms[cut + 1 :], True)
        return None if not before or after is None else before * _BILLION + after
    return _below_billion(forms, False) if forms else None


def _say(number: int, inside: bool) -> list[str]:
    """The words; `inside` a larger number the hundreds are said even where there are none."""
    if number >= _BILLION:
        return [*_say(number // _BILLION, inside), "tỷ", *_say(number % _BILLION, True)]
    words: list[str] = []
    for scale, name in _SCALES:
        if group := number // scale:
            words += [*_say_group(group, inside), name]
            inside = True
        number %= scale
    return [*words, *_say_group(number, inside)] if number else words


def _say_group(number: int, inside: bool) -> list[str]:
    """Up to 999 in words."""
    hundreds, tens, units = number // 100, number // 10 % 10, number % 10
    words = [_DIGITS[hundreds], _HUNDRED] if hundreds or inside else []
    if not tens:
        return words if not units else [*words, *(["linh"] if words else []), _DIGITS[units]]
    words += [_TEN] if tens == 1 else [_DIGITS[tens], _TENS]
    if not units:
        return words
    special = {1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm"}
    return [*words, special.get(units, _DIGITS[units])]


def _below_billion(forms: Sequence[str], inside: bool) -> int | None:
    """The number of syllables without "tỷ"; each scale stands at most once, the larger first."""
    total, rest, largest = 0, list(forms), _BILLION
    while rest:
        cut = next((i for i, form in enumerate(rest) if form in _SCALE_WORDS), len(rest))
        scale = _SCALE_WORDS[rest[cut]] if cut < len(rest) else 1
        group = _group(rest[:cut], inside and scale == 1)
        if group is None or scale >= largest:
            return None
        total, largest, inside = total + group * scale, scale, True
        rest = rest[cut + 1 :]
    return total


def _group(forms: Sequence[str], last: bool) -> int | None:
    """Up to 999; `last` says that a larger number ends with it, where a lone digit may be hundreds."""
    if last and len(forms) == 1 and forms[0] in _UNITS:
        return None
    hundreds, rest = 0, list(forms)
    if _HUNDRED in rest:
        if len(rest) < 2 or rest[1] != _HUNDRED or rest[0] not in _UNITS:
            return None
        hundreds, rest = _UNITS[rest[0]], rest[2:]
        if not rest:
            return hundreds * 100
        if len(rest) == 1 and rest[0] != _TEN:
            return None
    below = _below_hundred(rest)
    return None if below is None else hundreds * 100 + below


def _below_hundred(forms: Sequence[str]) -> int | None:
    match forms:
        case [unit] if unit in _UNITS:
            return _UNITS[unit]
        case [odd, unit] if odd in _ODD and unit in _UNITS:
            return _UNITS[unit]
        case ["mười"]:
            return 10
        case ["mười", unit]:
            value = _unit_after_tens(unit)
            return None if value is None else 10 + value
        case [tens, "mươi"] if _UNITS.get(tens, 0) > 1:
            return _UNITS[tens] * 10
        case [tens, "mươi", unit] if _UNITS.get(tens, 0) > 1:
            value = _unit_after_tens(unit)
            return None if value is None else _UNITS[tens] * 10 + value
    return None


def _unit_after_tens(word: str) -> int | None:
    return _AFTER_TENS.get(word) or _UNITS.get(word) or None
