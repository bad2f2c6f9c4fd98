"""The metadata of a document as a form shows it, and as a visitor writes it back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistant.web.library.texts import Texts
from corpus.types import Document, Metadata
from index.corrections import FIELDS, as_read

LONGEST = 400  # code points of a value
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_PERIOD = re.compile(r"((?:19|20)\d\d)(?:\s*[-–]\s*((?:19|20)\d\d))?")


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of the form: what it shows, what was read where that is something else, and what is wrong with it."""

    name: str
    value: str
    read: str
    error: str = ""

    @property
    def corrected(self) -> bool:
        """Whether it shows something else than was read."""
        return self.value != self.read


def facts_of(document: Document) -> tuple[Fact, ...]:
    """The fields of a document."""
    read = as_read(document)
    return tuple(Fact(name, _shown(document.metadata, name), _shown(read, name)) for name in FIELDS)


def written(t: Texts, document: Document, values: Mapping[str, object]) -> tuple[tuple[Fact, ...], dict[str, str]]:
    """The fields as a visitor wrote them, with errors where there are any, and the corrections that they come to."""
    facts, corrections = [], {}
    for fact in facts_of(document):
        value = " ".join(str(values.get(fact.name, fact.value)).split())
        normal, error = _normal(t, fact.name, value)
        facts.append(Fact(fact.name, value, fact.read, error))
        if value != fact.read:
            corrections[fact.name] = normal
    return tuple(facts), corrections


def _normal(t: Texts, name: str, value: str) -> tuple[str, str]:
    """The normal form of a value, or what is wrong with it."""
    if len(value) > LONGEST:
        return "", t.too_long.format(limit=LONGEST)
    if name == "date" and value:
        found = _DATE.fullmatch(value)
        if found is None:
            return "", t.bad_date
        try:
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat(), ""
        except ValueError:
            return "", t.bad_date
    if name == "period" and value:
        found = _PERIOD.fullmatch(value)
        if found is None or (found[2] and found[2] <= found[1]):
            return "", t.bad_period
        return "-".join(filter(None, found.groups())), ""
    return value, ""


def _shown(metadata: Metadata, name: str) -> str:
    field = getattr(metadata, name)
    value = " ".join(field.value.split()) if field else ""
    return "/".join(reversed(value.split("-"))) if name == "date" else value
