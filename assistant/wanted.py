"""The kinds of answer that a question can want."""

from __future__ import annotations

from enum import StrEnum


class Wanted(StrEnum):
    """The kind of answer that is wanted."""

    MONEY = "money"
    SHARE = "share"
    COUNT = "count"
    DATE = "date"
    NUMBER = "document number"
    WHO = "who"
    LIST = "list"
    DEFINITION = "definition"
    REASON = "reason"
    SOURCE = "source"  # where money comes from
    FACT = "fact"
