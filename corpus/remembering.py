"""Remembering what was found in the text at hand, which many steps ask for, until it is forgotten as a whole.

The keys hold whole texts, so whoever is done with a document, or with a question, says so.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Found = TypeVar("Found")
_FORGETTING: list[Callable[[], None]] = []


def remembered(most: int) -> Callable[[Callable[Asked, Found]], Callable[Asked, Found]]:
    """Keep the last `most` results of a function by its arguments; the results are shared and must not be changed."""

    def wrap(function: Callable[Asked, Found]) -> Callable[Asked, Found]:
        kept = lru_cache(maxsize=most)(function)
        _FORGETTING.append(kept.cache_clear)
        return kept  # type: ignore[return-value]  # the wrapper of functools takes any hashable arguments

    return wrap


def forget() -> None:
    """Let go of all that is remembered, and of the texts that it was found in."""
    for clear in _FORGETTING:
        clear()
