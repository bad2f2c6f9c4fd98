"""Promise choice: whether a row of the register is one that a request asks for."""

from __future__ import annotations

from itertools import pairwise

from assistant.promise_requests import Request
from assistant.promise_rows import is_sum, table_of
from assistant.query import YEAR, Query
from corpus.agency_groups import same_committees, takes_in
from corpus.commitments.deadlines import last_day
from corpus.commitments.types import Commitment, Kind, Party
from corpus.tokens import tokens
from corpus.types import Document


def is_of(request: Request, one: Commitment) -> bool:
    """Whether a row is of the agency that is asked for, of any where none is."""
    return request.agency is None or any(is_meant(request, party) for party in (*one.lead, *one.supporting))


def is_meant(request: Request, party: Party) -> bool:
    """Whether a party is the agency that is asked for: by its key, with a province that only one of them tells.

    UBND of one level are one, however their places are told.
    """
    if request.agency is None:
        return False
    one, other = sorted((party.key, request.agency.key), key=len)
    return other in (one, f"{one} tỉnh", f"{one} thành phố") or same_committees(one, other)


def group_of(request: Request, one: Commitment) -> Party | None:
    """The group among those that lead a row which takes in the agency that is asked for."""
    key = request.agency.key if request.agency else ""
    return next((party for party in one.lead if takes_in(party.key, key)), None)


def is_asked(request: Request, query: Query, document: Document, one: Commitment) -> bool:
    """Whether a row is of the kind, the years and the subject that are asked for."""
    if one.kind not in request.kinds or is_sum(document, one):
        return False
    if one.kind is Kind.TARGET and one.value is None:
        return False
    if request.money and request.agency is None and table_of(document, one) is None:
        return False  # a sum of the plan, no project
    return _is_due(request, document, one) and _is_about(request, query, document, one)


def _is_due(request: Request, document: Document, one: Commitment) -> bool:
    """Whether a row is due in the years that are asked for, by the one year, inside of a period, or past a day."""
    due = one.deadline.value if one.deadline else ""
    if request.past is not None:
        return "" < last_day(due) < request.past.isoformat() if due else False
    if request.part:
        return _is_due_in(request.part, due, by=request.by)
    if not request.years:
        return True
    period = document.metadata.period
    years = [int(year) for year in YEAR.findall(due) or YEAR.findall(period.value if period else "")]
    if not years:
        return False
    first, last = request.years[0], request.years[-1]
    if first == last and not request.by:
        return years[0] <= first <= years[-1]
    return first <= years[-1] <= last


def _is_due_in(part: str, due: str, *, by: bool) -> bool:
    """Whether what is due to the month falls into a part of a year, or with `by` into the year up to its end."""
    last, end = last_day(due) if due else "", last_day(part)
    if due[:4] != part[:4] or "/" in due or len(due) == len("2031"):
        return False
    return last <= end if by or len(part) == len(end) else _quarter_or_month(last, part) == part


def _quarter_or_month(day: str, part: str) -> str:
    """A day by its quarter where `part` is one, by its month else."""
    return f"{day[:5]}Q{(int(day[5:7]) + 2) // 3}" if "Q" in part else day[:7]


def _is_about(request: Request, query: Query, document: Document, one: Commitment) -> bool:
    """Whether a row says every word of the subject, neighbours side by side, or what the lexicon has for a word."""
    said = [token.bare for token in tokens(" ".join(filter(None, (one.span.of(document.text), one.metric))))]
    words, pairs = set(said), set(pairwise(said))
    subject = request.subject
    if not all(word.bare in words or _meant(query, query.words.index(word)) & words for word in subject):
        return False
    together = [(a, b) for a, b in pairwise(subject) if not query.question[a.span.end : b.span.start].strip()]
    return all((a.bare, b.bare) in pairs for a, b in together if {a.bare, b.bare} <= words)


def _meant(query: Query, source: int) -> set[str]:
    """The words that stand for a word of the question where all of them have to be met: an abbreviation's, a slip's."""
    found = [term.bare for term in query.terms if term.source == source and not (term.own or term.pair)]
    return set(found) if len(found) == 1 else set()
