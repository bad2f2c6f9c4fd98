"""Promises: a question for all targets of a plan, answered from the register rather than from one passage.

"Liệt kê các chỉ tiêu đến năm 2020 của …": what names a subject ("chỉ tiêu về y tế") is left to the ranking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.naming import told
from assistant.query import YEAR, Query, plain
from assistant.types import LONGEST_ANSWER
from assistant.values import tidy
from corpus.commitments.types import Commitment, Kind
from corpus.folding import bare
from corpus.types import Document, Span

_ASKED = re.compile(
    r"\b(?:nhung|cac|liet ke|danh sach|tat ca|toan bo|bao nhieu)\b.{0,24}\b(?:chi tieu|muc tieu)\b"
    r"|\b(?:list|which|what).{0,24}\btargets\b"
)
_NO_SUBJECT = frozenset(
    bare(
        "liệt kê danh sách chỉ tiêu mục tiêu cụ thể kế hoạch năm đến hết cuối trước giai đoạn gồm đặt ra đề phải"
        " đạt toàn bộ tất cả tỉnh thành phố địa phương nêu list targets plan year all"
    ).split()
)
_MOST = 10  # promises that one answer quotes


@dataclass(frozen=True, slots=True)
class Promises:
    """The promises as said, and the places that prove them, in the order of the text."""

    said: str
    quotes: tuple[Span, ...]


def asks_targets(query: Query) -> bool:
    """Whether all targets are asked for, of any subject."""
    if _ASKED.search(plain(query.question)) is None:
        return False
    return all(word.bare in _NO_SUBJECT or word.bare.isdigit() for word in query.words)


def find_targets(document: Document, register: Iterable[Commitment], years: Sequence[str]) -> Promises | None:
    """The targets of a document with a value, of `years` only those due in one of them; None where it has none."""
    targets = [one for one in register if one.kind is Kind.TARGET and one.value is not None]
    chosen = [one for one in targets if not years or set(years) & set(_due(one))][:_MOST]
    if not chosen:
        return None
    items = [tidy(one.span.of(document.text)) for one in chosen]
    said = told(items, LONGEST_ANSWER)
    return Promises(said, tuple(one.span for one in chosen))


def _due(target: Commitment) -> list[str]:
    """The years in which a target is due, its first and last for a period."""
    return YEAR.findall(target.deadline.value) if target.deadline else []
