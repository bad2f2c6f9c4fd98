"""How often something is done: asked by "bao lâu ... một lần", said as "hàng quý", "định kỳ 06 tháng"."""

from __future__ import annotations

import re

from corpus.folding import fold
from corpus.types import Span

_ASKED = re.compile(
    r"bao lau (?:\S+ ){0,14}(?:mot|1|may) (?:lan|ban|dot|luot|phen)\b|how often"
    r"|(?:may|bao nhieu) (?:lan|dot|bua|ki) (?:mot|1|moi|trong|tren) (?:\S+ )?(?:nam|thang|qui|tuan)\b"
    r"|may (?:ngay|bua|tuan|thang|nam) (?:\S+ ){0,8}(?:mot|1) (?:lan|ban|dot)\b|dinh ki (?:bao lau|the nao|ra sao|may)"
)
_PERIOD = r"(?:ngày|tuần|tháng|quí|năm|học kì)"
_COUNT = r"(?:\d+|một|hai|ba|bốn|năm|sáu)"
_SAID = re.compile(
    rf"(?:ít nhất |tối thiểu )?{_COUNT} (?:lần|đợt|kì)(?: (?:một|mỗi|trong(?: một)?|trên) ?|/ ?){_PERIOD}\b"
    rf"|(?:định kì )?(?:hằng|hàng|mỗi) {_PERIOD}\b(?:,? (?:và )?(?:hằng|hàng|mỗi) {_PERIOD}\b)*"
    rf"(?: {_COUNT} (?:lần|đợt)\b)?"
    rf"|(?:định kì )?{_COUNT} {_PERIOD}/? ?(?:{_COUNT} )?(?:lần|đợt)\b"
    rf"|định kì (?:theo |vào )?(?:hằng |hàng |mỗi )?(?:{_COUNT} )?{_PERIOD}\b"
)


def asks_how_often(question: str) -> bool:
    """Whether a question, folded and without diacritics, asks how often something is done."""
    return _ASKED.search(question) is not None


def how_often(text: str, span: Span) -> Span | None:
    """Where the first frequency of `text` in `span` stands; None where there is none."""
    whole = fold(span.of(text))
    match = _SAID.search(whole.text)
    if match is None:
        return None
    found = whole.span(*match.span())
    return Span(span.start + found.start, span.start + found.end)
