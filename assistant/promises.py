"""Promises: a question for all rows of a kind, answered from the register rather than from one passage.

A statement for each document: how many rows there are and the first of them, each row with its own quote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.cards import Card
from assistant.citing import citation_of, statement_of
from assistant.declining import Refusal
from assistant.duties import read_duties
from assistant.naming import shares, told
from assistant.plan_names import PlanName, plan_names
from assistant.promise_choice import group_of, is_asked, is_meant, is_of
from assistant.promise_requests import Request
from assistant.promise_rows import LONGEST_MONEY, proofs_of, said_of
from assistant.query import Query, plain
from assistant.reading import Reading
from assistant.register.formats import shown_deadline
from assistant.spelled import spelled
from assistant.types import LONGEST_ANSWER, Statement
from assistant.values import tidy
from corpus.commitments.types import Commitment, Kind
from corpus.types import Document, Span

_MOST_QUOTED = 40  # rows of an answer; of each document at least the next
_LEAST_QUOTED = 4
_MOST_DOCUMENTS = 8  # whose rows have room in an answer
_LEAST_ITEM = 48  # code points of a row that is shortened, of one document and of several
_LEAST_OF_SEVERAL = 24
_SILENT = " {name}: không có."
_LEAST_SHARED = 60  # code points of what a group has to do, each document of a refusal
_MOST_SHARED = 3  # documents of which a refusal tells that
_MOST_COUNTED = 100  # rows from which their number is only "more than a hundred"
_NOUNS = {Kind.TARGET: "chỉ tiêu", Kind.TASK: "nhiệm vụ", Kind.BUDGET: "khoản", Kind.REPORTING: "việc báo cáo"}


@dataclass(frozen=True, slots=True)
class Held:
    """What a document has of what is asked for: how many rows, the first of them as said, and the places of these.

    `proofs` are the lines above rows that say what the rows themselves leave open. `group` is who has to do it, as
    written, where that takes in the agency which is asked for.
    """

    document: Document
    count: int
    items: tuple[str, ...]
    quotes: tuple[Span, ...]
    proofs: tuple[Span, ...] = ()
    group: str = ""


def find_promises(
    request: Request,
    query: Query,
    cards: Sequence[Card],
    register: Mapping[str, Sequence[Commitment]],
    document_of: Callable[[str], Document],
) -> list[Held]:
    """What the documents of `cards` have of what is asked for, those left out that have nothing."""
    chosen = _asked_of(request, query, cards, register, document_of)
    own = [(document, [one for one in rows if is_of(request, one)]) for document, rows in chosen]
    each = max(_LEAST_QUOTED, _MOST_QUOTED // max(1, sum(bool(rows) for _, rows in own)))
    found = [_held(request, document, rows, each) for document, rows in own]
    return [one for one in found if one is not None]


def find_shared(
    request: Request,
    query: Query,
    cards: Sequence[Card],
    register: Mapping[str, Sequence[Commitment]],
    document_of: Callable[[str], Document],
) -> list[Held]:
    """What the documents give to a group that takes in the agency which is asked for ("các sở, ban, ngành")."""
    found = []
    for document, rows in _asked_of(request, query, cards, register, document_of):
        groups = [(one, group) for one in rows if (group := group_of(request, one)) is not None]
        if groups and request.duties:
            items = tuple(one.statement for one, _ in groups)
            name = tidy(groups[0][1].span.of(document.text))
            found.append(Held(document, len(groups), items, tuple(one.span for one, _ in groups), group=name))
    return found


def _asked_of(
    request: Request,
    query: Query,
    cards: Sequence[Card],
    register: Mapping[str, Sequence[Commitment]],
    document_of: Callable[[str], Document],
) -> list[tuple[Document, list[Commitment]]]:
    """The rows of each document that are asked for, whoever they are given to."""
    return [
        (document, [one for one in register.get(document.id, ()) if is_asked(request, query, document, one)])
        for document in (document_of(card.id) for card in cards)
    ]


def _held(request: Request, document: Document, rows: Sequence[Commitment], each: int) -> Held | None:
    """The rows of a document; where an agency leads none, what stands under its heading, then where it helps."""
    if request.agency is not None:
        leading = [one for one in rows if any(is_meant(request, party) for party in one.lead)]
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


def refuse_promises(
    request: Request, cards: Sequence[Card], shared: Sequence[Held] = (), *, all_plans: bool
) -> Refusal:
    """Why there is no row: what was looked for, and in which documents; what a group has to do that takes it in."""
    names = ", ".join(dict.fromkeys(card.province or card.id for card in cards))
    where = f"{spelled(len(cards))} tài liệu trong kho" if all_plans and len(cards) > 1 else f"tài liệu của {names}"
    what = _NOUNS[request.kinds[0]] if len(request.kinds) == 1 else "việc"
    whose = f" giao {'riêng ' if shared else ''}cho {request.agency.name}" if request.agency else ""
    if request.past:
        return Refusal(f"Đã tra các cam kết của {where}: không có {what} nào{whose} có hạn trước ngày được hỏi.")
    said = f"Đã tra các cam kết của {where}: không có {what} nào{whose}{_when(request)}."
    return Refusal(" ".join([said, *_told_shared(shared, cards)]))


def _when(request: Request) -> str:
    """The time that is asked for, behind "đến" or "cho"."""
    years = "-".join(map(str, dict.fromkeys((request.years[0], request.years[-1])))) if request.years else ""
    shown = shown_deadline(request.part) if request.part else f"năm {years}" if years else ""
    return f" {'đến' if request.by else 'cho'} {shown}" if shown else ""


def _told_shared(shared: Sequence[Held], cards: Sequence[Card]) -> Iterator[str]:
    """What each document gives to a group: its name, how many rows, and the first of them."""
    provinces = {card.id: card.province or card.id for card in cards}
    for one in shared[:_MOST_SHARED]:
        where = f"{provinces[one.document.id]}: v" if len(cards) > 1 else "V"
        items = told(one.items, LONGEST_ANSWER // min(len(shared), _MOST_SHARED), _LEAST_SHARED)
        end = "" if items.endswith("…") else "."
        yield f"{where}iệc giao chung cho {one.group[:1].lower()}{one.group[1:]} ({spelled(one.count)}): {items}{end}"
