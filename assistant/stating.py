"""Stating: what a comparison says, one statement a side and what follows from them, as much as fits into an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.cards import Card, Cards
from assistant.citing import citation_of, statement_of
from assistant.naming import shares
from assistant.operations import Task
from assistant.plan_names import PlanName, plan_names
from assistant.spelled import spelled
from assistant.telling import Told
from assistant.types import LONGEST_ANSWER, Statement
from assistant.values import shortened
from assistant.verdicts import conclude, ranking_of
from corpus.types import Document

_LEAST_ROOM = 8  # code points of what is said about a document; with less only its name is said
_SILENT = "{name}: không thấy nêu."
_MOST_STATEMENTS = 20  # documents whose names fit into an answer
_AHEAD = 2  # sides that are said of more than fit: the first and the one after it


@dataclass(frozen=True, slots=True)
class Stated:
    """What a side is called (empty: by its document), what it says, and whether for several plans of its province."""

    label: str
    told: Told
    among: bool = False


def state(
    task: Task,
    sides: Sequence[Stated],
    silent: Sequence[Card],
    cards: Cards,
    document_of: Callable[[str], Document],
    *,
    alike: bool = True,
    others: int = 0,
) -> tuple[Statement, ...]:
    """A statement for each side, then the conclusion, which only all of them allow.

    `silent` are the documents that were asked for by name and do not say it: the last statement says so. `others` is
    how many more were looked at and do not. Of more sides than fit, a ranking says the first two, and is of them all.
    """
    if not sides:
        return ()
    named = _names(sides, cards, document_of)
    names = [name.said for name in named]
    told = [side.told for side in sides]
    end = None if silent else conclude(task, names, told, document_of, alike=alike)
    said_not = "".join(f" {_SILENT.format(name=card.province or card.id)}" for card in silent)
    room = LONGEST_ANSWER - len(said_not) - (len(end.text) + 1 if end else 0)
    wanted = [len(name) + len(side.told.said) + 3 for name, side in zip(names, sides, strict=True)]
    more = f" {spelled(others).capitalize()} kế hoạch khác không thấy nêu." if end is not None and others else ""
    order = ranking_of(task, told) if end is not None and sum(wanted) + len(wanted) > room else ()
    if len(order) > _AHEAD and end is not None:
        end = replace(end, text=f"{end.text.removesuffix('.')} (trong {spelled(len(sides))} kế hoạch có nêu).")
        named, names = [named[i] for i in order[:_AHEAD]], [names[i] for i in order[:_AHEAD]]
        sides = [sides[i] for i in order[:_AHEAD]]
        wanted = [wanted[i] for i in order[:_AHEAD]]
    elif len(sides) > _MOST_STATEMENTS:
        named, names = named[:_MOST_STATEMENTS], names[:_MOST_STATEMENTS]
        sides, wanted = sides[:_MOST_STATEMENTS], wanted[:_MOST_STATEMENTS]
    if end is not None and more:
        end = replace(end, text=end.text + more)
    rooms = shares(wanted, room - len(more))
    made = []
    for name_of, side, share in zip(named, sides, rooms, strict=True):
        name, document = name_of.said, document_of(side.told.document)
        left = share - len(name) - 3
        said = side.told.said
        if len(said) > left:
            said = shortened(said, left) if left >= _LEAST_ROOM else "…"
        text = f"{name}." if said == "…" else f"{name}: {said}."
        last = said_not if side is sides[-1] else ""
        statement = statement_of(side.told.reading(text + last), document)
        if name_of.written is not None:  # the figures of a name are proved like any others
            statement = replace(statement, citations=(*statement.citations, citation_of(document, name_of.written)))
        made.append(statement)
    return (*made, end) if end else tuple(made)


def _names(sides: Sequence[Stated], cards: Cards, document_of: Callable[[str], Document]) -> list[PlanName]:
    """What each side is called: by itself, else by its document."""
    known = {card.id: card for card in cards.of(side.told.document for side in sides)}
    among = {side.told.document for side in sides if side.among}
    named = plan_names([known[side.told.document] for side in sides], document_of, among)
    return [PlanName(side.label, None) if side.label else name for side, name in zip(sides, named, strict=True)]
