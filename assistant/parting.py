"""Parting: a question that names a different thing for each place is put to each place with its own thing only.

"Dự án A của tỉnh X và dự án B của tỉnh Y có kinh phí lần lượt là bao nhiêu?" asks X for A and Y for B; what stands
behind the last place is asked of both. A place that names nothing of its own takes what the one before it names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from assistant.kinds import Wanted, wanted_kinds
from assistant.stopwords import BARE_STOPWORDS
from corpus.provinces import Mention, find_provinces
from corpus.tokens import tokens
from corpus.types import Span

_JOINS = re.compile(
    r"(?P<own>[^,;]{0,32}?)(?:[,;]?\s*(?<!\w)(?:so với|so voi|với|voi|và|va|còn|con|hay|and|with|versus)(?!\w)|[,;])",
    re.IGNORECASE,
)
_LEVELS_TEXT = "tinh thanh pho toan tp cua o tai ben ke hoach nam giai doan so von"
_LEVELS = frozenset(_LEVELS_TEXT.split())
_TIED = re.compile(
    r"[\s(]*(?:(?:trong|kế hoạch|ke hoach|plan|năm|nam|giai đoạn|giai doan|\d{4}|[-–)])\s*)*$", re.IGNORECASE
)
_QUESTION_WORD = re.compile(r"\b(?:nào|nao|nhiêu|nhieu|mấy|may|gì|gi|ai|đâu|dau|what|which|how)\b")
_OWN = 2  # content words before a place from which it names a thing of its own


@dataclass(frozen=True, slots=True)
class Part:
    """What is asked of one place: its name as documents have it, and the question with its own thing only."""

    place: str
    question: str


def part(question: str) -> tuple[Part, ...]:
    """The question of each place, in their order; empty where all are asked for the same."""
    places = _places(question)
    if len(places) < 2:
        return ()
    ends: list[int] = []  # where what belongs to each place ends
    leads = [Span(0, places[0].span.start)]
    for one, two in pairwise(places):
        join = _JOINS.match(question, one.span.end, two.span.start)
        if join is None or not _TIED.fullmatch(join["own"]):
            return ()
        ends.append(join.end("own"))
        leads.append(Span(join.end(), two.span.start))
    if any(_asks(lead.of(question)) for lead in leads[1:]):
        return ()  # each place has a question of its own
    own = [_content(lead.of(question)) >= _OWN for lead in leads]
    if not own[0] or not any(own[1:]):
        return ()
    tail = question[places[-1].span.end :]
    shared = _asks(tail)
    parts: list[Part] = []
    lead = leads[0]
    for i, place in enumerate(places):
        lead = leads[i] if own[i] else lead
        named = question[place.span.start : ends[i]] if i < len(ends) else place.span.of(question)
        behind = tail if shared or i == len(ends) else ""
        parts.append(Part(place.name, " ".join(f"{lead.of(question)} {named} {behind}".split())))
    return tuple(parts)


def _places(question: str) -> list[Mention]:
    """The first mention of each place."""
    found: dict[str, Mention] = {}
    for mention in find_provinces(question):
        found.setdefault(mention.name, mention)
    return list(found.values())


def _content(text: str) -> int:
    return sum(t.bare not in BARE_STOPWORDS and t.bare not in _LEVELS and not t.bare.isdigit() for t in tokens(text))


def _asks(text: str) -> bool:
    """Whether a piece of a question asks something; what stands behind the last place then asks it of all."""
    return wanted_kinds(text) != (Wanted.FACT,) and _QUESTION_WORD.search(text.casefold()) is not None
