"""Plan names: what each of several documents is called in an answer, and where it is called so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from assistant.cards import Card
from assistant.values import shortened
from corpus.types import Document, Span

_LONGEST_NAME = 48  # code points of a number or title that a document is called by


@dataclass(frozen=True, slots=True)
class PlanName:
    """What a document is called, and where it is written so; None where the name needs no proof."""

    said: str
    written: Span | None


def plan_names(
    cards: Sequence[Card], document_of: Callable[[str], Document], among: Collection[str] = ()
) -> list[PlanName]:
    """The name of each document: its province, with its number where two share it or it is one of `among`."""
    shared = Counter(card.province for card in cards)
    return [
        PlanName(card.province, None)
        if card.province is not None and shared[card.province] == 1 and card.id not in among
        else _numbered(card, document_of(card.id))
        for card in cards
    ]


def _numbered(card: Card, document: Document) -> PlanName:
    """A document by its number, or its title, as it is written in it; by its id where it has neither."""
    for field in (document.metadata.number, document.metadata.title):
        if field is not None and field.span is not None:
            written = shortened(field.span.of(document.text), _LONGEST_NAME)
            return PlanName(f"{card.province} ({written})" if card.province else written, field.span)
    return PlanName(card.id, None)
