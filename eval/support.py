"""Whether an answer is supported: what it says beyond its quotes and beyond what it computes from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus.support import lacking
from eval.arithmetic import holds


def unsupported(answer: Mapping[str, Any]) -> tuple[str, ...]:
    """The figures, dates and document numbers of the answer text that stand in none of its quotes, in their order.

    A computed figure is supported where its operands stand in quotes and its arithmetic is right. A declined answer
    asserts nothing, so nothing of it needs support.
    """
    if not answer.get("answered"):
        return ()
    quotes = [citation["quote"] for citation in answer.get("citations", ())]
    said = answer.get("answer") or ""
    for computed in answer.get("computed", ()):
        if holds(computed, quotes):
            said = said.replace(computed["text"], " ", 1)
    return lacking(said, quotes)
