"""Documents as the interface names them: a short label that tells them apart, title, number, issuer and date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath

from assistant.values import shortened
from corpus.types import Document, Field

_LONGEST_LABEL = 48  # code points; a label is a line of a narrow column
_UNIT_OF_LAND = re.compile(r"^(?:tỉnh|thành phố|tp\.?)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in a list; empty texts stand for what the document does not say.

    `date` is written 26/10/2013, `province` without its level, `period` as "2014" or "2016-2020".
    """

    id: str
    label: str
    title: str
    number: str
    issuer: str
    date: str
    province: str = ""
    period: str = ""


def catalogue(documents: Iterable[Document]) -> tuple[Entry, ...]:
    """The entries of `documents` in their order, no two with the same label."""
    entries = [entry_of(document) for document in documents]
    shared = Counter(entry.label for entry in entries)
    numbered = Counter((entry.label, entry.number) for entry in entries)
    labelled = []
    for entry in entries:
        if shared[entry.label] == 1:
            labelled.append(entry)
            continue
        apart = entry.number if entry.number and numbered[entry.label, entry.number] == 1 else entry.id
        labelled.append(replace(entry, label=f"{entry.label} · {apart}"))
    return tuple(labelled)


def entry_of(document: Document) -> Entry:
    """The entry of one document, its label not yet compared with others."""
    metadata = document.metadata
    title = fold(_value(metadata.title)) or PurePath(document.source.path).name
    place = _UNIT_OF_LAND.sub("", _value(metadata.province))
    place = place[:1].upper() + place[1:]
    date = _value(metadata.date)
    period = _value(metadata.period)
    label = " · ".join(filter(None, (place, period or date[:4]))) if place else shortened(title, _LONGEST_LABEL)
    number, issuer = _value(metadata.number), _value(metadata.issuer)
    return Entry(document.id, label, title, number, issuer, _written(date), place, period)


def fold(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def _value(field: Field | None) -> str:
    return field.value if field else ""


def _written(date: str) -> str:
    return "/".join(reversed(date.split("-")))
