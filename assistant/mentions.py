"""Mentions: whether a unit, with what stands around it, names the agencies and the year of a question."""

from __future__ import annotations

import re

from assistant.prepared import PreparedUnit
from assistant.query import Query
from corpus.agencies import find_agencies

_DATED = re.compile(r"ngày \d{1,2}(?: tháng |[/.-])\d{1,2}(?: năm |[/.-])\d{4}|/\d{4}/\S+", re.IGNORECASE)


def names_agencies(query: Query, unit: PreparedUnit) -> bool:
    """Whether a unit, or what stands around it, names every agency that the question names."""
    asked = {agency.key for agency in find_agencies(query.question)}
    return asked <= {*unit.agencies, *(agency.key for agency in find_agencies(unit.surroundings))}


def said_of_year(unit: PreparedUnit, year: str) -> bool:
    """Whether a unit or what stands around it names a year, not only in the date of a document that it cites."""
    if unit.unit.row is not None:
        return unit.tells_of_year(year, money=True)
    return any(
        re.search(rf"(?<![\d/.-]){year}(?![\d/])", _DATED.sub(" ", said)) for said in (unit.text, unit.surroundings)
    )
