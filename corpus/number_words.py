"""Amounts written out in words ("Hai mươi ba tỷ, bốn trăm linh sáu triệu đồng") and their values."""

from __future__ import annotations

from corpus.folding import folded

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỉ": 10**9}
_FILLERS = frozenset({"linh", "lẻ", "và"})


def amount_in_words(text: str) -> int | None:
    """The value of an amount that the whole text writes out in words, "đồng" last; None for any other text."""
    words = folded(text).replace(",", " ").replace(".", " ").replace("./", " ").split()
    words = [word for word in words if word not in ("chẵn",)]
    if not words or words[-1] != "đồng":
        return None
    total = group = 0
    for word in words[:-1]:
        if word in _DIGITS:
            group += _DIGITS[word]
        elif word == "mười":
            group += 10
        elif word in ("mươi", "trăm"):
            step = 10 if word == "mươi" else 100
            last = group % 10
            group += last * (step - 1)
        elif word in _SCALES:
            scale = _SCALES[word]
            if total and scale > total % (scale * 1000) > 0 and scale == 10**9:  # "nghìn tỷ"
                total, group = (total + group) * scale, 0
            else:
                total, group = total + group * scale, 0
        elif word not in _FILLERS:
            return None
    return total + group or None
