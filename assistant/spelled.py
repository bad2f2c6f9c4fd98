"""Spelled numbers: how many plans there are, in words, so that no reader takes it for a figure of a document."""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_LAST = {1: "mốt", 5: "lăm"}  # behind tens
_MOST = 100  # from which digits are plainer


def spelled(number: int) -> str:
    """A number in Vietnamese words: "hai mươi lăm"; in digits from a hundred on."""
    tens, ones = divmod(number, 10)
    if number >= _MOST:
        return str(number)
    if not tens:
        return _DIGITS[ones]
    if tens == 1:
        last = "lăm" if ones == 5 else _DIGITS[ones]
        return f"mười {last}" if ones else "mười"
    head = f"{_DIGITS[tens]} mươi"
    return f"{head} {_LAST.get(ones, _DIGITS[ones])}" if ones else head
