"""What a visitor wants to see of the register, and how an address writes it down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from assistant.register.filters import Filter, day_of
from assistant.register.ordering import Order
from corpus.commitments.types import Kind


@dataclass(frozen=True, slots=True)
class Choice:
    """Which entries, and in which order."""

    wanted: Filter = field(default_factory=Filter)
    order: Order = Order.TEXT
    descending: bool = False


def query_of(choice: Choice) -> str:
    """The choice as the query of an address."""
    wanted = choice.wanted
    pairs: list[tuple[str, str]] = []
    for name, values in (
        ("document", wanted.documents), ("province", wanted.provinces), ("year", wanted.years),
        ("agency", wanted.agencies), ("kind", wanted.kinds), ("field", wanted.fields),
    ):  # fmt: skip
        pairs += [(name, str(value)) for value in values]
    pairs += [("text", wanted.text)] if wanted.text else []
    pairs += [("past", wanted.past.isoformat())] if wanted.past else []
    pairs += [("order", choice.order)] if choice.order is not Order.TEXT else []
    pairs += [("descending", "1")] if choice.descending else []
    return urlencode(pairs)


def choice_of(query: str) -> Choice:
    """The choice that such a query writes; ValueError where it is no such query."""
    pairs = parse_qsl(query, strict_parsing=bool(query), max_num_fields=1000)
    known = {"document", "province", "year", "agency", "kind", "field", "text", "past", "order", "descending"}
    if strange := {name for name, _ in pairs} - known:
        raise ValueError(f"unknown: {', '.join(sorted(strange))}")

    def of(name: str) -> Iterable[str]:
        return (value for key, value in pairs if key == name)

    past = next((day_of(value) for value in of("past")), None)
    wanted = Filter(
        tuple(of("document")), tuple(of("province")), tuple(map(int, of("year"))), tuple(of("agency")),
        tuple(map(Kind, of("kind"))), tuple(of("field")), next(iter(of("text")), ""), past,
    )  # fmt: skip
    return Choice(wanted, Order(next(iter(of("order")), Order.TEXT)), any(of("descending")))
