"""Discrepancies: an amount whose own words in brackets say another one ("1.200.000 đồng (Hai triệu đồng)")."""

from __future__ import annotations

import re

from corpus.figures import Figure
from corpus.folding import fold
from corpus.number_words import amount_in_words

_IN_WORDS = re.compile(
    r" ?(?:đồng|đ|vnđ)? ?[.,]? ?\((?:(?:viết )?bằng chữ ?:? ?)?(?P<words>[^()\d]{6,200}?đồng)\b[^()\d]{0,20}\)"
)
_LONGEST = 260  # code points behind an amount in which its words stand


def other_in_words(text: str, amount: Figure) -> str | None:
    """The words in brackets behind an amount where they give another value; None where they agree or are missing."""
    copy = fold(text[amount.span.end : amount.span.end + _LONGEST])
    match = _IN_WORDS.match(copy.text)
    if match is None or amount.value is None:
        return None
    written = copy.span(*match.span("words")).of(text[amount.span.end :])
    value = amount_in_words(written)
    return None if value is None or value == amount.value else " ".join(written.split())
