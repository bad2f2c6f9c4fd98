"""Stating: what a comparison says, one statement a side and what follows from them, as much as fits into an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.cards import Card
from assistant.citing import statement_of
from assistant.operations import Task
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
    """What a side is called (empty: by its document), and what it says."""

    label: str
    told: Told


def state(
    task: Task,
    sides: Sequence[Stated],
    silent: Sequence[Card],
    cards: Sequence[Card],
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
    names = _names(sides, cards)
    told = [side.told for side in sides]
    end = None if silent else conclude(task, names, told, document_of, alike=alike)
    said_not = "".join(f" {_SILENT.format(name=card.province or card.id)}" for card in silent)
    room = LONGEST_ANSWER - len(said_not) - (len(end.text) + 1 if end else 0)
    wanted = [len(name) + len(side.told.said) + 3 for name, side in zip(names, sides, strict=True)]
    more = f" {spelled(others).capitalize()} kế hoạch khác không thấy nêu." if end is not None and others else ""
    order = ranking_of(task, told) if end is not None and sum(wanted) + len(wanted) > room else ()
    if len(order) > _AHEAD and end is not None:
        end = replace(end, text=f"{end.text.removesuffix('.')} (trong {spelled(len(sides))} kế hoạch có nêu).")
        names, sides = [names[i] for i in order[:_AHEAD]], [sides[i] for i in order[:_AHEAD]]
        wanted = [wanted[i] for i in order[:_AHEAD]]
    elif len(sides) > _MOST_STATEMENTS:
        names, sides, wanted = names[:_MOST_STATEMENTS], sides[:_MOST_STATEMENTS], wanted[:_MOST_STATEMENTS]
    if end is not None and more:
        end = replace(end, text=end.text + more)
    shares = _shares(wanted, room - len(more))
    made = []
    for name, side, share in zip(names, sides, shares, strict=True):
        left = share - len(name) - 3
        said = side.told.said
        if len(said) > left:
            said = shortened(said, left) if left >= _LEAST_ROOM else "…"
        text = f"{name}." if said == "…" else f"{name}: {said}."
        last = said_not if side is sides[-1] else ""
        made.append(statement_of(side.told.reading(text + last), document_of(side.told.document)))
    return (*made, end) if end else tuple(made)


def _names(sides: Sequence[Stated], cards: Sequence[Card]) -> list[str]:
    """What each side is called: by itself, else the province of its document, with more where two share it."""
    known = {card.id: card for card in cards}
    own = [known[side.told.document] for side in sides]
    shared = Counter(card.province for card in own)
    periods = Counter((card.province, card.period) for card in own)
    return [
        side.label or _label(c, alone=shared[c.province] == 1, told_by_period=periods[c.province, c.period] == 1)
        for side, c in zip(sides, own, strict=True)
    ]


def _label(card: Card, *, alone: bool, told_by_period: bool) -> str:
    """What a document is called: its province, with its period or id where another document of it answers too."""
    if card.province is None:
        return card.id
    if alone:
        return card.province
    return f"{card.province} {card.period}" if card.period and told_by_period else f"{card.province} ({card.id})"


def _shares(wanted: Sequence[int], room: int) -> list[int]:
    """How much of `room` each gets: the short ones what they want, the long ones the same of what is left."""
    shares = [0] * len(wanted)
    room -= max(0, len(wanted) - 1)  # the blanks between them
    for place, i in enumerate(sorted(range(len(wanted)), key=lambda i: wanted[i])):
        shares[i] = min(wanted[i], room // (len(wanted) - place))
        room -= shares[i]
    return shares
