"""Twofold: two questions about one thing in a sentence ("do ai chủ trì và kinh phí bao nhiêu?"), both answered."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.kinds import Wanted, wanted_kinds
from assistant.query import Query
from assistant.retrieval import Found, Ranking
from assistant.stopwords import BARE_STOPWORDS
from corpus.tokens import tokens

_JOIN = re.compile(r",?\s(?:và|va|and)\s|,\s", re.IGNORECASE)
_ASKS = re.compile(
    r"(?<!\w)(?:ai|nào|nao|nhiêu|nhieu|mấy|may|đâu|dau|bao giờ|bao gio|bao lâu|bao lau|who|when|how much|which)(?!\w)",
    re.IGNORECASE,
)
_READ = frozenset(
    {Wanted.WHO, Wanted.MONEY, Wanted.DATE, Wanted.SHARE, Wanted.COUNT}
)  # a document's number and date are said together
_SHORT = 5  # content words of a second question that leaves what it is about to the first
_NEAR = 0.75  # of the best score that a unit needs to answer the second question in place of the one of the first


def two_parts(question: str) -> tuple[str, str] | None:
    """The two questions as they are worded; None where there is one, or a second that is about something of its own."""
    joins = [match for match in _JOIN.finditer(question) if _ASKS.search(question, match.end())]
    if not joins:
        return None
    first, second = question[: joins[-1].start()], question[joins[-1].end() :]
    if not _ASKS.search(first) or sum(t.bare not in BARE_STOPWORDS for t in tokens(second)) > _SHORT:
        return None
    return first, second


def asks_twice(question: str) -> bool:
    """Whether both questions ask for the same kind of figure: of two years or levels, if anything tells them apart."""
    parts = two_parts(question)
    kinds = [wanted_kinds(part)[0] for part in parts] if parts else []
    return len(set(kinds)) == 1 and kinds[0] in _READ - {Wanted.WHO}


def two_kinds(question: str) -> tuple[Wanted, Wanted] | None:
    """The kinds of the two questions; None where there is one, or a second that is about something of its own."""
    parts = two_parts(question)
    if parts is None:
        return None
    first, second = parts
    one, two = wanted_kinds(first)[0], wanted_kinds(second)[0]
    return (one, two) if one is not two and {one, two} <= _READ else None


def units_for(query: Query, kinds: tuple[Wanted, Wanted], best: Found, ranking: Ranking) -> list[tuple[Query, Found]]:
    """For each of two questions the query and the unit to read: the best one of all where it holds what is asked."""
    chosen = []
    for kind in kinds:
        asked = replace(query, kinds=(kind,))
        near = [best, *(f for f in ranking.found if f.score >= _NEAR * best.score)]
        same = [f for f in near if f.unit.document.id == best.unit.document.id]
        holding = next((f for f in same if f.unit.has_kind(asked)), None)
        if holding is not None:
            chosen.append((asked, holding))
    return chosen
