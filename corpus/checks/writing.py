"""How the messages of findings write numbers and dates."""

from __future__ import annotations

from decimal import Decimal


def plain_number(value: Decimal) -> str:
    """A number as Vietnamese writes it: dots between thousands, a comma before decimals."""
    whole, _, decimals = f"{value:f}".partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits):,}".replace(",", ".")
    decimals = decimals.rstrip("0")
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"


def plain_date(iso: str) -> str:
    """A date in ISO 8601 as Vietnamese writes it: "18/12/2016"."""
    return "/".join(reversed(iso.split("-")))
