"""Figures, dates and document numbers of an answer, and whether its quotes hold them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corpus.support import lacking


def unsupported(answer: Mapping[str, Any]) -> tuple[str, ...]:
    """The figures, dates and document numbers of the answer text that stand in none of its quotes, in their order.

    A declined answer asserts nothing, so nothing of it needs support.
    """
    if not answer.get("answered"):
        return ()
    return lacking(answer.get("answer") or "", [citation["quote"] for citation in answer.get("citations", ())])
