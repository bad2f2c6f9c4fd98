"""Comparisons: the question put to each side, one statement for each that answers, and what is made of their values.

A side is a document of the scope, or one of the years or levels of one document that the question sets against others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.aspects import Aspect, Place, find_aspects
from assistant.attributes import asked_attribute
from assistant.cards import Card, Cards
from assistant.computing import is_same_whole
from assistant.confidence import LEAST, confidence, signs_of
from assistant.declining import LEAST_ENGLISH, LEAST_IN_COMPARISON, LEAST_UNSCOPED, Least, refuse, supports
from assistant.kinds import Wanted
from assistant.mentions import names_agencies, said_of_year
from assistant.operations import Task, find_task
from assistant.parting import part as parted
from assistant.prepared import PreparedUnit
from assistant.query import Query
from assistant.retrieval import Found, Ranking, Retriever
from assistant.scope import Scope, clauses_by_document
from assistant.self_reading import read_attribute
from assistant.sides import Proposal, choose, clearest, eligible
from assistant.stating import Stated, state
from assistant.telling import Told, date_of, read_side
from assistant.twofold import asks_twice
from assistant.types import Statement
from corpus.types import Document
from corpus.units import UnitKind

_LONGEST_LABEL = 40  # code points of a row that only labels an amount ("Năm 2031 | 12.500")
MOST_SIDES = 60  # documents that are all asked; of more, what is largest would be told without looking at most
_SIDES = 8  # documents that are asked of more than that
_TRIED = 12  # units of a side that are looked at for a value


@dataclass(frozen=True, slots=True)
class Comparison:
    """One statement a side, then what follows from all of them; and the ranking of each, in the order of the sides."""

    statements: tuple[Statement, ...]
    rankings: tuple[Ranking, ...]
    sure: float = 0.0  # how likely the least likely side is right


@dataclass(frozen=True, slots=True)
class Side:
    """What is asked of one side: the documents, what the side is called, its own wording and query."""

    label: str
    documents: tuple[str, ...]
    asked: str
    query: Query
    aspect: Aspect | None = None
    counted: tuple[str, ...] = ()  # where the side's own clause counts something
    others: tuple[Aspect, ...] = ()
    place: Place = Place.OWN
    among: bool = False  # whether its document stands for several of a province

    def asks_part(self, unit: PreparedUnit) -> bool:
        """Whether a unit is an item or a group of a table where the side is asked for the whole sum."""
        item = unit.unit.kind is UnitKind.ROW and len(unit.text) > _LONGEST_LABEL and not unit.is_total
        whole = self.query.asks_total if self.aspect is not None else self.query.asks_whole
        return item and whole and self.query.kinds[0] is Wanted.MONEY


class Comparer:
    """Asks several documents of one store the same question, or each its own clause of it."""

    def __init__(
        self, retriever: Retriever, cards: Cards, document_of: Callable[[str], Document], least: float = LEAST
    ) -> None:
        """A side that answers with less confidence than `least` is taken to say nothing."""
        self._least = least
        self._retriever = retriever
        self._cards = cards
        self._document_of = document_of

    def compare(self, task: Task, whole: Query, scope: Scope, build: Callable[[str], Query]) -> Comparison:
        """Answer for each document of `scope`, of all documents where it names none; `build` makes a clause's query."""
        clauses = clauses_by_document(task.measured, self._cards)
        if task.compares and len({find_task(clause).counted for clause in clauses.values()} - {()}) < 2:
            clauses = {}  # what is ranked or computed is asked of all alike
        parts = {} if clauses else {part.place: part.question for part in parted(task.measured)}

        def side_of(card: Card) -> Side:
            asked = clauses.get(card.id) or parts.get(card.province or "")
            query = whole if asked is None else build(asked)
            if card.id not in clauses:
                query = replace(query, kinds=whole.kinds)
            counted = find_task(clauses[card.id]).counted if card.id in clauses else ()
            return Side("", (card.id,), asked or task.measured, query, counted=counted)

        sides = self._sides(whole, scope, side_of)
        if not scope.documents and not task.compares:
            told, rankings = self._those_that_say(task, sides, scope)
        else:
            told, rankings = self._told(task, sides, scope, alike=not clauses)
        return Comparison(self._state(task, told, sides, scope), tuple(rankings), _sure(told))

    def _sides(self, whole: Query, scope: Scope, side_of: Callable[[Card], Side]) -> list[Side]:
        """The sides that are asked: where provinces are compared, the plan of each that says most of what is asked.

        Else all documents of the scope if they are few, or those where most of the question is found.
        """
        cards = self._cards.of(scope.documents) or self._cards.first(MOST_SIDES + 1)
        if scope.one_each:
            groups: dict[str, list[Card]] = {}
            for card in cards:
                groups.setdefault(card.province or card.id, []).append(card)
            return [self._best(group, scope, side_of) for group in groups.values()]
        if len(cards) > MOST_SIDES:
            cards = self._cards.of(self._retriever.best_documents(whole, scope.documents, _SIDES))
        return [side_of(card) for card in cards]

    def _best(self, cards: Sequence[Card], scope: Scope, side_of: Callable[[Card], Side]) -> Side:
        """The side of the document, among those of a province, with the best unit that answers, or else comes near."""
        sides = {card.id: side_of(card) for card in cards}
        first = next(iter(sides.values()))
        if len(sides) == 1:
            return first
        ranking = self._retriever.rank(first.query, tuple(sides))
        best = ranking.best_for(first.query)
        near = [*filter(None, [best]), *ranking.found[:_TRIED]]
        answering = (found for found in near if self._fits(sides[found.unit.document.id], scope, found))
        meant = next(answering, best)
        return replace(first if meant is None else sides[meant.unit.document.id], among=True)

    def compare_aspects(self, task: Task, scope: Scope, build: Callable[[str], Query]) -> Comparison | None:
        """Answer for the years, levels or sources that the question sets against each other inside one plan.

        None where it names none; without statements where one of them has no value of its own.
        """
        aspects = find_aspects(task.measured) if task.compares or asks_twice(task.measured) else ()
        sides = []
        for aspect in aspects:
            query = replace(build(aspect.question), kinds=task.kinds)
            others = tuple(other for other in aspects if other != aspect)
            sides.append(Side(aspect.label, scope.documents, aspect.question, query, aspect, others=others))
        if not sides:
            return None
        for place in Place:
            found = self._apart(task, [replace(side, place=place) for side in sides], scope)
            if found is not None:
                return found
        return Comparison((), ())

    def _apart(self, task: Task, sides: Sequence[Side], scope: Scope) -> Comparison | None:
        """The comparison of sides that all have a value, each its own."""
        told, rankings = self._told(task, sides, scope, alike=True)
        values = {(one.document, one.quotes, one.said) for _, one in told}
        if len(values) < len(sides) or not all(_usable(task, side, one) for side, one in told):
            return None
        if sides[0].place is Place.SHARED and len({one.quotes for _, one in told}) > 1:
            return None  # figures of two sentences that each give all of them
        return Comparison(self._state(task, told, sides, scope), tuple(rankings), _sure(told))

    def _told(
        self, task: Task, sides: Sequence[Side], scope: Scope, *, alike: bool
    ) -> tuple[list[tuple[Side, Told]], list[Ranking]]:
        """What each of the sides says, with its ranking; `alike` where all are asked for the same."""
        rankings = [self._retriever.rank(side.query, side.documents) for side in sides]
        proposals = [
            Proposal(side.query, ranking, side.counted or task.counted, partial(self._fits, side, scope))
            for side, ranking in zip(sides, rankings, strict=True)
        ]
        chosen = choose(proposals, self._retriever, alike=alike)
        told: list[tuple[Side, Told]] = []
        used: list[Ranking] = []
        for side, ranking, proposal, best in zip(sides, rankings, proposals, chosen, strict=True):
            reading = self._read(side, best, ranking, task)
            if task.compares and not (reading and _usable(task, side, reading)):
                reading = self._next(side, proposal, task) or (reading if scope.documents else None)
            if reading is not None and _shares_for_count(side, reading):
                reading = self._next(side, proposal, task)
            if reading is not None:
                told.append((side, reading))
                used.append(ranking)
        if task.compares and any(one.of_document for _, one in told):  # then no other date of a text will do
            kept = [place for place, (_, one) in enumerate(told) if one.of_document]
            told, used = [told[place] for place in kept], [used[place] for place in kept]
        return told, used

    def _those_that_say(
        self, task: Task, sides: Sequence[Side], scope: Scope
    ) -> tuple[list[tuple[Side, Told]], list[Ranking]]:
        """The documents that say what is asked for, measured by the one that says it in most of the question's words.

        That some document uses the words shows that they can be used: another that has only some of them says
        something else.
        """
        rankings = [self._retriever.rank(side.query, side.documents) for side in sides]
        proposals = [
            Proposal(side.query, ranking, (), partial(self._fits, side, scope))
            for side, ranking in zip(sides, rankings, strict=True)
        ]
        chosen = clearest(proposals)
        told: list[tuple[Side, Told]] = []
        used: list[Ranking] = []
        for side, ranking, best in zip(sides, rankings, chosen, strict=True):
            reading = self._read(side, best, ranking, task) if best else None
            if reading is not None:
                told.append((side, reading))
                used.append(ranking)
        return told, used

    def _fits(self, side: Side, scope: Scope, found: Found) -> bool:
        """Whether a unit answers what a side is asked; more is needed where any document might answer."""
        least = _least(side.query, named=bool(scope.documents))
        card = self._cards.get(found.unit.document.id)
        years = scope.years_of(card.province if card is not None else None)
        one = replace(scope, documents=side.documents, compares=True, years=years)
        if side.aspect is not None:
            placed = side.aspect.stands_in(found.unit, card, side.others, side.place)
            if not placed:
                return False
        if side.asks_part(found.unit) or not _of_year(side, years, card, found.unit):
            return False
        if not scope.documents and not names_agencies(side.query, found.unit):
            return False
        return supports(side.query, found, least) and refuse(side.query, one, found, self._cards) is None

    def _read(self, side: Side, best: Found | None, ranking: Ranking, task: Task) -> Told | None:
        undated = task.compares and task.kinds[0] is not Wanted.DATE
        attribute = None if undated else self._attribute(side, task.measured)
        if attribute is not None or best is None:
            return attribute
        around = partial(self._retriever.document_units, best.unit.document.id)
        beside = side.label if side.place is Place.SHARED else ""
        told = read_side(side.query, best.unit, around, side.counted or task.counted, beside)
        sure = confidence(signs_of(side.query, best, ranking, scoped=True))
        return replace(told, sure=sure) if sure >= self._least else None

    def _next(self, side: Side, proposal: Proposal, task: Task) -> Told | None:
        """What the best unit of a side says that holds a value to rank or compute with."""
        for found in eligible(proposal)[:_TRIED]:
            reading = self._read(side, found, proposal.ranking, task)
            if reading is not None and _usable(task, side, reading):
                return reading
        return None

    def _attribute(self, side: Side, whole: str) -> Told | None:
        """What the document of a side is itself, by the side's own wording or that of the whole question."""
        card = self._cards.get(side.documents[0]) if len(side.documents) == 1 else None
        if card is None:
            return None
        document = self._document_of(card.id)
        for asked in (side.asked, whole):
            attribute = asked_attribute(asked, side.query, card)
            found = read_attribute(attribute, asked, document) if attribute else None
            if found is not None and found.said:
                return Told(card.id, found.said, found.quotes, None, date_of(found.said), of_document=True)
        return None

    def _state(
        self, task: Task, told: Sequence[tuple[Side, Told]], sides: Sequence[Side], scope: Scope
    ) -> tuple[Statement, ...]:
        answering = {side.documents for side, _ in told}
        alone = [side.documents[0] for side in sides if len(side.documents) == 1 and scope.documents]
        silent = self._cards.of(identity for identity in alone if (identity,) not in answering)
        others = 0 if scope.documents or not task.compares else len(sides) - len(told)
        stated = [Stated(side.label, one, side.among) for side, one in told]
        return state(task, stated, silent, self._cards, self._document_of, alike=_alike(sides), others=others)


def _sure(told: Sequence[tuple[Side, Told]]) -> float:
    return min((one.sure for _, one in told), default=0.0)


def _alike(sides: Sequence[Side]) -> bool:
    """Whether all sides that count something of their own count the same."""
    return len({side.counted for side in sides}) < 2


def _usable(task: Task, side: Side, told: Told) -> bool:
    """Whether what a side says can be ranked or computed with: a value of the kind and of the thing asked for."""
    kind, quantity, counted = task.kinds[0], told.quantity, side.counted or task.counted
    if kind is Wanted.DATE:
        return told.date is not None
    if quantity is None or quantity.money != (kind is Wanted.MONEY) or quantity.share != (kind is Wanted.SHARE):
        return False
    if quantity.share:
        return is_same_whole(quantity.of, task.shared)
    return quantity.money or not counted or quantity.is_of(counted)


def _shares_for_count(side: Side, told: Told) -> bool:
    """Whether a side that is asked how many there are says a share of them."""
    kinds = side.query.kinds
    return kinds[0] is Wanted.COUNT and Wanted.SHARE not in kinds and told.quantity is not None and told.quantity.share


def _least(query: Query, *, named: bool) -> Least:
    """What an answer from one document needs: more where any might give one ("which plans ...")."""
    if not named:
        return LEAST_UNSCOPED
    return LEAST_ENGLISH if query.english else LEAST_IN_COMPARISON


def _of_year(side: Side, years: Sequence[int], card: Card | None, unit: PreparedUnit) -> bool:
    """Whether an amount is of `years` that are asked for: those of its plan, or one that it is said of."""
    if side.query.kinds[0] is not Wanted.MONEY or side.aspect is not None or not years:
        return True
    if card is not None and card.years and card.years <= set(years):
        return True
    return any(said_of_year(unit, str(year)) for year in years)
