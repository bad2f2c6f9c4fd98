"""Entries: the commitments of a store, each with the document it stands in, and as a row for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath

from corpus.commitments.types import Commitment, Party
from corpus.province_names import merged_into
from corpus.types import Document
from index.store import Store


@dataclass(frozen=True, slots=True)
class Entry:
    """A commitment with its document."""

    document: Document
    commitment: Commitment

    @property
    def section(self) -> tuple[str, ...]:
        """The headings it stands under."""
        return self.document.sections[self.commitment.section].path

    @property
    def quote(self) -> str:
        """The words that prove it, sliced from the document."""
        return self.document.quote(self.commitment.span).text

    @property
    def page(self) -> int | None:
        """Its page."""
        return self.document.page(self.commitment.span.start)

    @property
    def deadline(self) -> str | None:
        """By when, in the normal form."""
        return self.commitment.deadline.value if self.commitment.deadline else None

    @property
    def agency(self) -> str | None:
        """Who leads, in full."""
        return ", ".join(party.name for party in self.commitment.lead) or None

    @property
    def province(self) -> str | None:
        """The province of the plan, by the name that it had."""
        field = self.document.metadata.province
        return field.value if field else None

    @property
    def province_now(self) -> str | None:
        """The province that this one is part of since 2025, itself where it goes on."""
        return None if self.province is None else merged_into(self.province) or self.province

    @property
    def period(self) -> str | None:
        """The period of the plan."""
        field = self.document.metadata.period
        return field.value if field else None


def entries_of(store: Store) -> Iterator[Entry]:
    """Every commitment of a store, document by document, in the order of the text."""
    published = store.published  # the state that this thread reads, where it reads one
    with published.snapshot():
        documents, register = published.documents(), published.commitments()
    for identity, commitments in register.items():
        for commitment in commitments:
            yield Entry(documents[identity], commitment)


def number(value: Decimal | None) -> int | float | None:
    """A value as JSON has it: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def row_of(entry: Entry) -> dict[str, object]:
    """An entry as the row of the contract, with further keys behind."""
    one, document = entry.commitment, entry.document
    deadline = one.deadline
    return {
        "document": document.id,
        "source": PurePath(document.source.path).name,
        "kind": str(one.kind),
        "statement": one.statement,
        "metric": one.metric,
        "value": number(one.value),
        "unit": one.unit,
        "deadline": entry.deadline,
        "agency": entry.agency,
        "section": list(entry.section),
        "page": entry.page,
        "start": one.span.start,
        "end": one.span.end,
        "quote": entry.quote,
        "bound": str(one.bound) if one.bound else None,
        "low": number(one.low),
        "deadline_from": str(deadline.origin) if deadline else None,
        "deadline_text": deadline.span.of(document.text) if deadline and deadline.span else None,
        "frequency": one.frequency,
        "lead": [_party(document, party) for party in one.lead],
        "supporting": [_party(document, party) for party in one.supporting],
        "recipient": [_party(document, party) for party in one.recipient],
        "funding": one.funding,
        "amounts": [{"label": a.label, "value": number(a.value), "unit": a.unit} for a in one.amounts],
        "title": document.metadata.title.value if document.metadata.title else None,
        "province": entry.province,
        "province_now": entry.province_now,
        "period": entry.period,
    }


def _party(document: Document, party: Party) -> dict[str, object]:
    return {
        "name": party.name,
        "written": party.span.of(document.text),
        "start": party.span.start,
        "end": party.span.end,
        "from": str(party.origin),
    }
