"""Promises: a question for all rows of a kind, answered from the register rather than from one passage.

A statement for each document: how many rows there are and the first of them, each row with its own quote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.cards import Card
from assistant.citing import citation_of, statement_of
from assistant.declining import Refusal
from assistant.naming import shares, told
from assistant.plan_names import PlanName, plan_names
from assistant.promise_requests import Request
from assistant.promise_rows import is_sum, proofs_of, said_of
from assistant.query import YEAR, Query
from assistant.reading import Reading
from assistant.spelled import spelled
from assistant.types import LONGEST_ANSWER, Statement
from corpus.commitments.types import Commitment, Kind
from corpus.tokens import tokens
from corpus.types import Document

_MOST_QUOTED = 40  # rows of an answer; of each document at least the next
_LEAST_QUOTED = 4
_MOST_DOCUMENTS = 8  # whose rows have room in an answer
_LEAST_ROOM = 24  # code points of rows beside their number; with less the number alone is said
_MOST_COUNTED = 100  # rows from which their number is only "more than a hundred"
_NOUNS = {Kind.TARGET: "chỉ tiêu", Kind.TASK: "nhiệm vụ", Kind.BUDGET: "khoản", Kind.REPORTING: "việc báo cáo"}


@dataclass(frozen=True, slots=True)
class Held:
    """The rows of a document that are asked for, in the order of the text."""

    document: Document
    rows: tuple[Commitment, ...]


def choose_promises(
    request: Request,
    query: Query,
    cards: Sequence[Card],
    register: Mapping[str, Sequence[Commitment]],
    document_of: Callable[[str], Document],
) -> list[Held]:
    """The rows that a request asks for of the documents of `cards`, for each document that has some."""
    found: list[Held] = []
    for card in cards:
        document = document_of(card.id)
        rows = [one for one in register.get(card.id, ()) if _is_asked(request, query, document, one)]
        if request.agency is not None:  # who leads is asked for first of all, and who helps only where nobody leads
            leading = [one for one in rows if any(party.key == request.agency.key for party in one.lead)]
            rows = leading or rows
        if rows:
            found.append(Held(document, tuple(rows)))
    return found


def _is_asked(request: Request, query: Query, document: Document, one: Commitment) -> bool:
    """Whether a row is of the kind, the agency, the years and the subject that are asked for."""
    if one.kind not in request.kinds or is_sum(document, one):
        return False
    if one.kind is Kind.TARGET and one.value is None:
        return False
    if request.agency is not None:
        parties = (*one.lead, *one.supporting)
        if not any(party.key == request.agency.key for party in parties):
            return False
    return _is_due(request, document, one) and _is_about(request, query, document, one)


def _is_due(request: Request, document: Document, one: Commitment) -> bool:
    """Whether a row is due in the years that are asked for: by the one year, or inside of a period."""
    if not request.years:
        return True
    period = document.metadata.period
    due = one.deadline.value if one.deadline else ""
    years = [int(year) for year in YEAR.findall(due) or YEAR.findall(period.value if period else "")]
    if not years:
        return False
    first, last = request.years[0], request.years[-1]
    if first == last and not request.by:
        return years[0] <= first <= years[-1]
    return first <= years[-1] <= last


def _is_about(request: Request, query: Query, document: Document, one: Commitment) -> bool:
    """Whether a row says every word of the subject, or what the lexicon has for it."""
    if not request.subject:
        return True
    said = " ".join(filter(None, (one.span.of(document.text), one.metric)))
    words = {token.bare for token in tokens(said)}
    return all(word.bare in words or _meant(query, query.words.index(word)) & words for word in request.subject)


def _meant(query: Query, source: int) -> set[str]:
    """The words that stand for a word of the question where all of them have to be met: an abbreviation's, a slip's."""
    found = [term.bare for term in query.terms if term.source == source and not (term.own or term.pair)]
    return set(found) if len(found) == 1 else set()


def tell_promises(
    request: Request, held: Sequence[Held], cards: Sequence[Card], document_of: Callable[[str], Document]
) -> tuple[Statement, ...]:
    """A statement for each document, together at most 300 code points, with a citation for every row."""
    own = {card.id: card for card in cards}
    shown = held[:_MOST_DOCUMENTS]
    names = plan_names([own[one.document.id] for one in shown], document_of) if len(held) > 1 else []
    heads = [_head(request, one, names[i] if names else None) for i, one in enumerate(shown)]
    each = max(_LEAST_QUOTED, _MOST_QUOTED // len(shown))
    items = [[said_of(one.document, row, who=_says_who(request)) for row in one.rows[:each]] for one in shown]
    wanted = [len(head) + len("; ".join(said)) + 4 for head, said in zip(heads, items, strict=True)]
    rooms = shares(wanted, LONGEST_ANSWER)
    return tuple(
        _statement(request, one, names[i] if names else None, heads[i], items[i], rooms[i], each)
        for i, one in enumerate(shown)
    )


def refuse_promises(request: Request, cards: Sequence[Card], *, all_plans: bool) -> Refusal:
    """Why there is no row: what was looked for, and in which documents."""
    names = ", ".join(dict.fromkeys(card.province or card.id for card in cards))
    where = f"{spelled(len(cards))} tài liệu trong kho" if all_plans and len(cards) > 1 else f"tài liệu của {names}"
    what = _NOUNS[request.kinds[0]] if len(request.kinds) == 1 else "việc"
    whose = f" giao cho {request.agency.name}" if request.agency else ""
    years = "-".join(map(str, dict.fromkeys((request.years[0], request.years[-1])))) if request.years else ""
    when = f" {'đến' if request.by else 'cho'} năm {years}" if years else ""
    return Refusal(f"Đã tra các cam kết của {where}: không có {what} nào{whose}{when}.")


def _says_who(request: Request) -> bool:
    """Whether the rows are told with who has to do them."""
    return request.kinds == (Kind.REPORTING,) and request.agency is None


def _head(request: Request, held: Held, name: PlanName | None) -> str:
    """What stands before the rows: the document where there are several, and how many rows it has."""
    count = len(held.rows)
    noun = _NOUNS[request.kinds[0]] if len(request.kinds) == 1 else "việc"
    number = spelled(count) if count < _MOST_COUNTED else "hơn một trăm"
    if name is not None:
        return f"{name.said} ({number} {noun})" if count > 1 else name.said
    return f"{number.capitalize()} {noun}" if count > 1 else ""


def _statement(
    request: Request, held: Held, name: PlanName | None, head: str, items: Sequence[str], room: int, each: int
) -> Statement:
    """The rows of a document as said in `room`, with their quotes, then the lines that prove more of them."""
    left = room - len(head) - 3
    said = told(items, left) if left >= min(_LEAST_ROOM, len(items[0])) else ""
    if said and len(held.rows) > len(items) and not said.endswith("…"):
        said = told([*items, "…"], left) if left > _LEAST_ROOM else said
    text = ": ".join(filter(None, (head, said))) + ("." if name is not None else "")
    rows = held.rows[:each]
    proofs = [span for row in rows for span in proofs_of(held.document, row, money=request.money)]
    spans = dict.fromkeys((*(row.span for row in rows), *proofs))
    statement = statement_of(Reading(text, tuple(spans)), held.document)
    if name is not None and name.written is not None:
        written = citation_of(held.document, name.written)
        statement = replace(statement, citations=tuple(dict.fromkeys((*statement.citations, written))))
    return statement
