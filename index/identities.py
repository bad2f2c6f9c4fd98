"""Ids of documents: made from file names, no two the same."""

from __future__ import annotations

from collections.abc import Collection


def free(wanted: str, taken: Collection[str]) -> str:
    """`wanted`, or with the first number behind it that no other document has."""
    identity, count = wanted, 1
    while identity in taken:
        count += 1
        identity = f"{wanted}-{count}"
    return identity
