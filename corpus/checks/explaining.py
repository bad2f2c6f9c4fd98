"""Which single addend explains that a sum is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from corpus.checks.writing import plain_number

_SLIPS = (Decimal(10), Decimal(100), Decimal(1000), Decimal(10**6))


@dataclass(frozen=True, slots=True)
class Reason:
    """The addend that explains the difference, and how, for the reader."""

    row: int
    said: str


def explain(found: Decimal, expected: Decimal, addends: Mapping[int, tuple[str, Decimal]]) -> Reason | None:
    """The one addend, by name and value, that explains why `found` is not `expected`; None where none or several do."""
    reasons = [
        Reason(row, said)
        for row, (name, value) in addends.items()
        if value and (said := _reason(found - expected, name, value))
    ]
    return reasons[0] if len(reasons) == 1 else None


def _reason(difference: Decimal, name: str, value: Decimal) -> str | None:
    if difference == -value:
        return f"số lệch đúng bằng “{name}”, có lẽ chưa được cộng vào"
    if difference == value:
        return f"số lệch đúng bằng “{name}”, có lẽ đã cộng hai lần"
    right = value + difference
    if right <= 0:
        return None
    if any(right in (value * slip, value / slip) for slip in _SLIPS):
        return f"tổng sẽ đúng nếu “{name}” là {plain_number(right)}, có lẽ sai đơn vị hoặc thiếu chữ số"
    digits, others = f"{value.normalize():f}", f"{right.normalize():f}"
    swapped = [a != b for a, b in zip(digits, others, strict=False)]
    if len(digits) == len(others) and sum(swapped) == 2 and sorted(digits) == sorted(others):
        return f"tổng sẽ đúng nếu “{name}” là {plain_number(right)}, có lẽ hai chữ số bị đổi chỗ"
    return None
