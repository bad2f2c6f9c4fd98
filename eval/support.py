"""Whether an answer is supported: what it says beyond its quotes and beyond what it computes from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.agencies import find_agencies
from corpus.folding import folded
from corpus.support import lacking
from eval.arithmetic import holds


def unsupported(answer: Mapping[str, Any]) -> tuple[str, ...]:
    """What the answer text says and none of its quotes: figures, dates and document numbers, then agencies.

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
    return (*lacking(said, quotes), *_unnamed(said, quotes))


def _unnamed(said: str, quotes: Sequence[str]) -> tuple[str, ...]:
    """The agencies of a text that no quote names, in any spelling; the end of a name may be cut off ("Sở Thông tin…").

    What a heading gives has to be quoted with it.
    """
    named = {agency.key for quote in quotes for agency in find_agencies(quote)}
    quoted = [folded(quote) for quote in quotes]
    found = [agency for agency in find_agencies(said) if agency.key not in named]
    written = (agency.span.of(said) for agency in found)
    return tuple(name for name in written if not any(folded(name) in quote for quote in quoted))
