"""Identities: which citations are of one document, where its number is written in several ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.citations import Citation

_NUMBER = re.compile(r"(?P<digits>\d+[a-zđ]?)(?:/(?P<year>\d{4}))?[/-](?P<code>.+)")
_KINDS = frozenset(
    ["qđ", "nđ", "nq", "nqlt", "tt", "ttlt", "kh", "ct", "ctr", "tb", "bc", "hd", "kl", "ttr", "đa", "l", "pl"]
)  # of a document, before who issues it
_LOCAL = re.compile(r"ubnd|hđnd|(?:^|[-/])(?:tu|hu|st|s[a-zđ&]{2,})")  # numbers that every province gives


@dataclass(frozen=True, slots=True)
class _Cited:
    """A number taken apart; `body` says what kind of document of whom, of a letter only whose."""

    key: str
    digits: str
    body: tuple[str, ...]
    year: str | None
    date: str | None
    local: bool


def identity(citation: Citation) -> str:
    """The number with the date: provinces give the same numbers."""
    return f"{citation.key} {citation.date}" if citation.number and citation.date else citation.key


def one_document(citations: Iterable[Citation]) -> Mapping[str, str]:
    """For the identity of each citation the one that all citations of the same document share.

    A number without its year or date is that of the only document that it can be. Two letters of one body with one
    number and one date are one, whichever of its units is named. What only a province issues is joined by its date.
    """
    groups: dict[tuple[str, tuple[str, ...]], dict[str, _Cited]] = defaultdict(dict)
    same: dict[str, str] = {}
    for citation in citations:
        key = identity(citation)
        same.setdefault(key, key)
        if (one := _parsed(citation)) is not None:
            groups[one.digits, one.body].setdefault(key, one)
    for group in groups.values():
        same.update(_joined(list(group.values())))
    return same


def _parsed(citation: Citation) -> _Cited | None:
    match = _NUMBER.fullmatch(citation.key) if citation.number else None
    if match is None:
        return None
    parts = tuple(re.split(r"[-/]", match["code"]))
    body = parts if parts[0] in _KINDS else parts[:1]
    year = match["year"] or (citation.date[:4] if citation.date else None)
    return _Cited(identity(citation), match["digits"], body, year, citation.date, bool(_LOCAL.search(match["code"])))


def _joined(group: list[_Cited]) -> dict[str, str]:
    """The members of a group of one number, each with the one it is joined to: the first that is dated."""
    whole = [one for one in group if one.date is not None]
    found: dict[str, str] = {}
    for one in group:
        if one.date is not None:
            fitting = [other for other in whole if other.date == one.date]
        elif one.local:
            continue
        else:
            fitting = [other for other in whole if one.year is None or other.year == one.year]
            if len({other.date for other in fitting}) > 1:
                continue
            fitting = fitting or [other for other in group if one.year is None or other.year in (None, one.year)]
            years = {other.year for other in fitting if other.year}
            fitting = [other for other in fitting if other.year] or fitting if len(years) <= 1 else []
        if fitting:
            found[one.key] = fitting[0].key
    return found
