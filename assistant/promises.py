"""Promises: a question for all rows of a kind, answered from the register rather than from one passage.

A statement for each document: how many rows there are and the first of them, each row with its own quote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.cards import Card
from assistant.citing import citation_of, statement_of
from assistant.declining import Refusal
from assistant.duties import read_duties
from assistant.naming import shares, told
from assistant.plan_names import PlanName, plan_names
from assistant.promise_requests import Request
from assistant.promise_rows import LONGEST_MONEY, is_sum, proofs_of, said_of, table_of
from assistant.query import YEAR, Query, plain
from assistant.reading import Reading
from assistant.spelled import spelled
from assistant.types import LONGEST_ANSWER, Statement
from corpus.commitments.deadlines import last_day
from corpus.commitments.types import Commitment, Kind
from corpus.tokens import tokens
from corpus.types import Document, Span

_MOST_QUOTED = 40  # rows of an answer; of each document at least the next
_LEAST_QUOTED = 4
_MOST_DOCUMENTS = 8  # whose rows have room in an answer
_LEAST_ITEM = 48  # code points of a row that is shortened, of one document and of several
_LEAST_OF_SEVERAL = 24
_SILENT = " {name}: không có."
_MOST_COUNTED = 100  # rows from which their number is only "more than a hundred"
_NOUNS = {Kind.TARGET: "chỉ tiêu", Kind.TASK: "nhiệm vụ", Kind.BUDGET: "khoản", Kind.REPORTING: "việc báo cáo"}


@dataclass(frozen=True, slots=True)
class Held:
    """What a document has of what is asked for: how many rows, the first of them as said, and the places of these.

    `proofs` are the lines above rows that say what the rows themselves leave open.
    """

    document: Document
    count: int
    items: tuple[str, ...]
    quotes: tuple[Span, ...]
    proofs: tuple[Span, ...] = ()


def find_promises(
    request: Request,
    query: Query,
    cards: Sequence[Card],
    register: Mapping[str, Sequence[Commitment]],
    document_of: Callable[[str], Document],
) -> list[Held]:
    """What the documents of `cards` have of what is asked for, those left out that have nothing."""
    chosen: dict[str, list[Commitment]] = {}
    for card in cards:
        document = document_of(card.id)
        chosen[card.id] = [one for one in register.get(card.id, ()) if _is_asked(request, query, document, one)]
    each = max(_LEAST_QUOTED, _MOST_QUOTED // max(1, sum(map(bool, chosen.values()))))
    found = [_held(request, document_of(identity), rows, each) for identity, rows in chosen.items()]
    return [one for one in found if one is not None]


def _held(request: Request, document: Document, rows: Sequence[Commitment], each: int) -> Held | None:
    """The rows of a document; where an agency leads none, what stands under its heading, then where it helps."""
    if request.agency is not None:
        leading = [one for one in rows if any(party.key == request.agency.key for party in one.lead)]
        duties = read_duties(request.agency, document) if request.duties and not leading else None
        if duties is not None:
            return Held(document, len(duties.items), duties.items, (duties.quote,))
        rows = leading or rows
    if not rows:
        return None
    if request.duties:  # what is to be done before what is measured
        rows = sorted(rows, key=lambda one: request.kinds.index(one.kind))
    shown = rows[:each]
    who = request.agency is None and request.kinds == (Kind.REPORTING,)
    proofs = [span for one in shown for span in proofs_of(document, one, money=request.money)]
    return Held(
        document,
        len(rows),
        tuple(said_of(document, one, who=who, money=request.money) for one in shown),
        tuple(one.span for one in shown),
        tuple(dict.fromkeys(proofs)),
    )


def _is_asked(request: Request, query: Query, document: Document, one: Commitment) -> bool:
    """Whether a row is of the kind, the agency, the years and the subject that are asked for."""
    if one.kind not in request.kinds or is_sum(document, one):
        return False
    if one.kind is Kind.TARGET and one.value is None:
        return False
    if request.money and request.agency is None and table_of(document, one) is None:
        return False  # a sum of the plan, no project
    if request.agency is not None:
        parties = (*one.lead, *one.supporting)
        if not any(party.key == request.agency.key for party in parties):
            return False
    return _is_due(request, document, one) and _is_about(request, query, document, one)


def _is_due(request: Request, document: Document, one: Commitment) -> bool:
    """Whether a row is due in the years that are asked for, by the one year, inside of a period, or past a day."""
    due = one.deadline.value if one.deadline else ""
    if request.past is not None:
        return "" < last_day(due) < request.past.isoformat() if due else False
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


def tell_promises(
    held: Sequence[Held], request: Request, asked: Sequence[Card], document_of: Callable[[str], Document]
) -> tuple[Statement, ...]:
    """A statement for each document, together at most 300 code points, with a citation for every row.

    `asked` are the documents that were looked at; where they are few, the last statement names those that have nothing.
    """
    own = {card.id: card for card in asked}
    shown = held[:_MOST_DOCUMENTS]
    names = plan_names([own[one.document.id] for one in shown], document_of) if len(asked) > 1 else [None]
    heads = [_head(request, one, name, first=one is shown[0]) for one, name in zip(shown, names, strict=True)]
    having = {own[one.document.id].province for one in held}
    silent = [card.province for card in asked if card.province and card.province not in having]
    silent = list(dict.fromkeys(silent)) if request.named else []
    end = "".join(_SILENT.format(name=name) for name in silent)
    least = LONGEST_MONEY if request.money else _LEAST_ITEM if len(shown) == 1 else _LEAST_OF_SEVERAL
    wanted = [len(head) + len("; ".join(one.items)) + 4 for head, one in zip(heads, shown, strict=True)]
    rooms = shares(wanted, LONGEST_ANSWER - len(end))
    said = [_said(one, head, room, least) for one, head, room in zip(shown, heads, rooms, strict=True)]
    if len(asked) > 1:
        said = [text if text.endswith("…") else f"{text}." for text in said]
    said[-1] += end
    return tuple(_statement(one, name, text) for one, name, text in zip(shown, names, said, strict=True))


def _head(request: Request, held: Held, name: PlanName | None, *, first: bool) -> str:
    """What stands before the rows: the document where there are several, and how many rows it has."""
    noun = _NOUNS[request.kinds[0]] if len(request.kinds) == 1 else "việc"
    noun = f"{noun} đã đến hạn" if request.past else noun
    number = spelled(held.count) if held.count < _MOST_COUNTED else "hơn một trăm"
    counted = f"{number} {noun}" if name is None or first else number
    if held.count == 1:
        return name.said if name is not None else ""
    return f"{name.said} ({counted})" if name is not None else counted.capitalize()


def _said(held: Held, head: str, room: int, least: int) -> str:
    """What a document has, as much as `room` lets."""
    left = room - len(head) - 3
    items = [*held.items, "…"] if held.count > len(held.items) else held.items
    said = told(items, left, least) if left >= min(_LEAST_OF_SEVERAL, len(items[0])) else ""
    return ": ".join(filter(None, (head, said)))


def _statement(held: Held, name: PlanName | None, text: str) -> Statement:
    """The text with the quotes of the rows, then the lines that prove more of them, and the name of the document."""
    statement = statement_of(Reading(text, (*held.quotes, *held.proofs)), held.document)
    if name is not None and name.written is not None:
        written = citation_of(held.document, name.written)
        statement = replace(statement, citations=tuple(dict.fromkeys((*statement.citations, written))))
    return statement


def may_be_said(request: Request, query: Query, says: Callable[[str], bool]) -> bool:
    """Whether what the register has no row of may still stand in the text: goals without a measure, by their name.

    `says` tells whether some words stand in the documents that are meant.
    """
    if request.agency is not None or request.years or request.past is not None:
        return False
    return says("mục tiêu" if "muc tieu" in plain(query.question) else _NOUNS[request.kinds[0]])


def refuse_promises(request: Request, cards: Sequence[Card], *, all_plans: bool) -> Refusal:
    """Why there is no row: what was looked for, and in which documents."""
    names = ", ".join(dict.fromkeys(card.province or card.id for card in cards))
    where = f"{spelled(len(cards))} tài liệu trong kho" if all_plans and len(cards) > 1 else f"tài liệu của {names}"
    what = _NOUNS[request.kinds[0]] if len(request.kinds) == 1 else "việc"
    whose = f" giao cho {request.agency.name}" if request.agency else ""
    years = "-".join(map(str, dict.fromkeys((request.years[0], request.years[-1])))) if request.years else ""
    if request.past:
        return Refusal(f"Đã tra các cam kết của {where}: không có {what} nào{whose} có hạn trước ngày được hỏi.")
    when = f" {'đến' if request.by else 'cho'} năm {years}" if years else ""
    return Refusal(f"Đã tra các cam kết của {where}: không có {what} nào{whose}{when}.")
