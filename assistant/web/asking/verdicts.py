"""What a reader says of an answer, from the page into the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.feedback import rating_of
from assistant.web.asking.conversation import Exchange
from assistant.web.asking.texts import AskingTexts
from assistant.web.desk import Desk
from index.feedback import Verdict


def rated(desk: Desk, t: AskingTexts, exchanges: tuple[Exchange, ...], data: Mapping[str, Any]) -> tuple[Exchange, ...]:
    """The conversation after what `data` of the page says; as it was where that names none of its answers."""
    number = next((n for n, exchange in enumerate(exchanges) if exchange.id == data.get("turn")), None)
    if number is None or data.get("verdict") not in set(Verdict):
        return exchanges
    exchange, verdict = exchanges[number], Verdict(data["verdict"])
    reason = data.get("reason") if data.get("reason") in _reasons(t, verdict) else ""
    comment = data.get("comment")
    history = [earlier.turn.question for earlier in exchanges[:number]]
    said = comment if isinstance(comment, str) else ""
    desk.rate(rating_of(exchange.id, exchange.turn.answer, history, verdict, str(reason or ""), said))
    explained = "reason" in data
    return (*exchanges[:number], replace(exchange, verdict=verdict, explained=explained), *exchanges[number + 1 :])


def _reasons(t: AskingTexts, verdict: Verdict) -> set[str]:
    return {value for value, _ in (t.reasons_right if verdict is Verdict.UP else t.reasons_wrong)}
