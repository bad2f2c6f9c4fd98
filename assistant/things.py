"""The things that a list question asks for by name ("những quan điểm nào"), and the heading that has their name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.kinds import Wanted
from assistant.prepared import PreparedUnit
from assistant.query import Query
from corpus.folding import folded
from corpus.markers import marker_of
from corpus.tokens import tokens
from corpus.types import Document
from corpus.units import UnitKind

_ASKED_THINGS = re.compile(r"\b(?:những|các|mấy|bao nhiêu)\s+(.{1,50}?)\s+(?:nào|gì)\b")
_OF_PLANS_TEXT = """
    ke hoach chuong trinh thuc hien trien khai nam giai doan tinh thanh pho dat neu dung
"""
_PLURALS = frozenset(["cac", "nhung"])
_OF_PLANS = frozenset(_OF_PLANS_TEXT.split())  # bare words that say nothing of a place in a plan


def asked_things(query: Query) -> frozenset[str]:
    """The bare words of the things that are asked for: "dự án" in "những dự án nào"."""
    found = _ASKED_THINGS.search(folded(query.text))
    return bares_of(found[1]) if found else frozenset()


def bares_of(text: str) -> frozenset[str]:
    """The bare words of a text."""
    return frozenset(token.bare for token in tokens(text))


def asked_heading(query: Query, document: Document, around: Sequence[PreparedUnit]) -> PreparedUnit | None:
    """The heading that names just what is asked for: "những quan điểm nào", "ban hành những văn bản nào".

    It holds every word of the question but those of what the whole document is about, and no other word.
    """
    things = asked_things(query)
    if query.kinds[0] is not Wanted.LIST or not things:
        return None
    title = bares_of(document.metadata.title.value) if document.metadata.title else frozenset()
    said = bares_of(query.text)
    others = {w.bare for w in query.words if not w.bare.isdigit()} - title - _OF_PLANS
    headings = [(u, _name(u)) for u in around if u.unit.kind is UnitKind.HEADING]
    named = [u for u, name in headings if others | things <= name <= said | things]
    return named[0] if len(named) == 1 else None


def _name(heading: PreparedUnit) -> frozenset[str]:
    """The bare words of a heading without its marker."""
    text, span = heading.document.text, heading.unit.span
    marker = marker_of(text, span.start, span.end)
    return bares_of(text[marker.body if marker else span.start : span.end]) - _PLURALS
