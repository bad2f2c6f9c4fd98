"""Inventory: questions about the store itself, which are answered from what it holds and not from a plan."""

from __future__ import annotations

import re

from assistant.cards import Cards
from assistant.query import plain

_ASKED = re.compile(
    r"\b(?:trong kho|trong he thong|o day|ban (?:dang )?co|da nap)\b.{0,20}\b(?:nhung|cac|bao nhieu|may) "
    r"(?:ke hoach|tai lieu|van ban|tinh)|\b(?:nhung|cac|bao nhieu|may) (?:ke hoach|tai lieu|van ban|tinh)(?: nao)?"
    r"(?: (?:nao|dang|duoc|co|da|nap|luu))* (?:trong kho|trong he thong|o day|da nap)\b"
    r"|^(?:hien )?(?:co|dang co) (?:bao nhieu|may|nhung) (?:ke hoach|tai lieu|van ban)(?: nao)?(?: vay| the)?\W*$"
    r"|\b(?:which|what|how many) (?:plans|documents|provinces) (?:do you have|are (?:there|loaded|in the store))"
)
_MOST_NAMED = 6


def told_inventory(question: str, cards: Cards) -> str | None:
    """What the store holds, where that is asked; None for any other question."""
    if _ASKED.search(plain(question)) is None:
        return None
    first = cards.first(_MOST_NAMED)
    names = [f"{card.province or card.id}{f' ({card.period})' if card.period else ''}" for card in first]
    more = "; …" if len(cards) > _MOST_NAMED else ""
    return f"Trong kho có {len(cards)} tài liệu: {'; '.join(names)}{more}. Bạn hỏi về tài liệu nào?"
