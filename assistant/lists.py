"""Lists: the whole list that a unit introduces or belongs to, and only that list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import earned
from assistant.prepared import PreparedUnit
from assistant.query import Query
from assistant.values import tidy
from corpus.types import Document, Span
from index.units import UnitKind

LONGEST_QUOTE = 1_500  # code points of a list that is quoted whole
_LEAD_SHARE = 0.75  # of the unit's own support that its lead must have for the list to be meant
_INTRODUCES = re.compile(
    r":|\b(?:gồm có|bao gồm|gồm|như sau|như|là|về|tại|với|các sở|giữa|cho các|những nơi)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ListReading:
    """A list: its items as said, and the span that quotes it."""

    items: tuple[str, ...]
    quote: Span


def read_list(query: Query, unit: PreparedUnit, around: Sequence[PreparedUnit]) -> ListReading | None:
    """The list of `unit` among the units of its document; None where it is no list but a sentence."""
    text = unit.document.text
    children = _children(unit.unit.block, around)
    if children and (_ends_open(unit) or unit.unit.kind is UnitKind.HEADING):
        return _whole(text, unit.unit.span, children)
    for lead in reversed(unit.unit.leads):
        leading = next((u for u in around if u.unit.block == lead), None)
        siblings = _children(lead, around)
        if leading is None or len(siblings) < 2:
            continue
        if earned(query, leading).total >= _LEAD_SHARE * earned(query, unit).total:
            return _whole(text, lead, siblings)
    return None


def read_section(document: Document, unit: PreparedUnit, around: Sequence[PreparedUnit]) -> ListReading | None:
    """The items under a heading that is itself the best match, those under the headings below it too."""
    below = document.below(document.sections[unit.unit.section])
    inside = [u for u in around if u.unit.section in below and u.unit.span.start >= unit.unit.span.end]
    blocks = list(dict.fromkeys(u.unit.block for u in inside if not u.unit.leads))
    if not blocks:
        return None
    fitting = [b for b in blocks if b.end - unit.unit.span.start <= LONGEST_QUOTE] or blocks[:1]
    ends = [u.unit.block.end for u in inside if u.unit.block.end - unit.unit.span.start <= LONGEST_QUOTE]
    quote = Span(unit.unit.span.start, max([fitting[-1].end, *ends]))
    return ListReading(tuple(tidy(b.of(document.text)) for b in fitting), quote)


def inline_items(sentence: str) -> str:
    """The enumeration of a sentence: what stands behind its last introducing word before the first comma."""
    said = tidy(sentence)
    comma = re.search(r"[,;]", said)
    if comma is None:
        return said
    found = list(_INTRODUCES.finditer(said, 0, comma.start()))
    if not found:
        return said
    tail = said[found[-1].end() :].strip()
    return tail if len(tail) >= 12 else said


def _ends_open(unit: PreparedUnit) -> bool:
    return unit.document.text[unit.unit.block.start : unit.unit.block.end].rstrip().endswith((":", "như", "sau"))


def _children(lead: Span, around: Sequence[PreparedUnit]) -> list[Span]:
    return list(dict.fromkeys(u.unit.block for u in around if u.unit.leads and u.unit.leads[-1] == lead))


def _whole(text: str, lead: Span, items: list[Span]) -> ListReading:
    fitting = [item for item in items if item.end - lead.start <= LONGEST_QUOTE] or items[:1]
    return ListReading(tuple(tidy(item.of(text)) for item in fitting), Span(lead.start, fitting[-1].end))
