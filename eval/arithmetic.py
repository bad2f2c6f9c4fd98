"""Computed figures of an answer: whether they follow from operands that stand in its quotes.

Worked out again from the answer alone, by none of the assistant's code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Any

_FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_SCALES = (("tỷ", 10**9), ("tỉ", 10**9), ("triệu", 10**6), ("nghìn", 10**3), ("ngàn", 10**3))
_OPERATIONS: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "difference": lambda values: abs(values[0] - values[-1]),
    "sum": sum,  # type: ignore[dict-item]
    "ratio": lambda values: values[0] / values[1],
    "share": lambda values: 100 * values[0] / values[1],
}
_OF_OPERANDS = frozenset({"difference", "sum"})  # whose result is said in the unit of the operands


def holds(computed: Mapping[str, Any], quotes: Sequence[str]) -> bool:
    """Whether a computed figure is right: its operands stand in `quotes`, its arithmetic and all that it says agree."""
    text, operation = str(computed.get("text", "")), _OPERATIONS.get(str(computed.get("operation")))
    operands = [operand for operand in computed.get("operands", ()) if isinstance(operand, Mapping)]
    if operation is None or len(operands) < 2 or "tính" not in text or not text.startswith(str(computed.get("value"))):
        return False
    values = [_value(str(operand.get("written")), quotes) for operand in operands]
    if any(value is None or value != Decimal(str(o.get("value"))) for value, o in zip(values, operands, strict=True)):
        return False
    told = [value for value in values if value is not None]
    try:
        result = operation(told)
    except (DivisionByZero, InvalidOperation):
        return False
    said = _FIGURE.findall(text)
    scale = _scale(text)
    own = Decimal(scale if computed["operation"] in _OF_OPERANDS else 1)
    expected = [result / own, *(value / scale for value in told)]
    return len(said) == len(expected) and all(map(_rounds_to, said, expected))


def _value(written: str, quotes: Sequence[str]) -> Decimal | None:
    """The value of an operand as it is written, where its figure and its "triệu" stand in quotes."""
    found = _FIGURE.search(written)
    if found is None or not any(_holds_figure(quote, found.group()) for quote in quotes):
        return None
    scale = _scale(written)
    if scale > 1 and not any(_scale(quote) == scale or _names(quote, scale) for quote in quotes):
        return None
    return _number(found.group()) * scale


def _holds_figure(quote: str, figure: str) -> bool:
    return any(_number(other) == _number(figure) for other in _FIGURE.findall(quote))


def _names(quote: str, scale: int) -> bool:
    said = unicodedata.normalize("NFC", quote).casefold()
    return any(word in said for word, value in _SCALES if value == scale)


def _scale(text: str) -> int:
    said = unicodedata.normalize("NFC", text).casefold()
    return next((value for word, value in _SCALES if re.search(rf"\b{word}\b", said)), 1)


def _rounds_to(said: str, value: Decimal) -> bool:
    """Whether a figure is the value rounded to as many decimals as it has, half a unit of the last one aside."""
    decimals = len(said.partition(",")[2])
    return abs(_number(said) - value) <= Decimal(1).scaleb(-decimals) / 2


def _number(figure: str) -> Decimal:
    """The value of a figure in Vietnamese spelling; a row of numbers that is none counts as -1."""
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?", figure):
        figure = figure.replace(".", "")
    try:
        return Decimal(figure.replace(",", "."))
    except InvalidOperation:
        return Decimal(-1)
