"""Metadata that somebody corrected: kept apart from what was read, laid over it whenever the document is indexed.

What was read is not stored a second time: it is a function of the text and the file's name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePath

from corpus.errors import StoreError
from corpus.metadata import read_metadata
from corpus.types import Document, Field, Metadata, Span
from index.beside import Beside, load, save

FIELDS = ("title", "number", "kind", "issuer", "province", "date", "period", "signer")

Fields = Mapping[str, str]  # the corrected value by the name of its field, "" for one that the document does not have


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrected fields by document; `waiting` are those whose documents do not show them yet."""

    fields: Mapping[str, Fields] = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()

    @classmethod
    def of_store(cls, folder: Path) -> Corrections:
        """Those of the store in `folder`; StoreError where its file is damaged."""
        path = Beside(folder).corrections
        saved = load(path)
        if saved is None:
            return cls()
        try:
            fields = {str(i): {n: str(v) for n, v in of.items() if n in FIELDS} for i, of in saved["documents"].items()}
            return cls(fields, frozenset(map(str, saved["waiting"])))
        except (KeyError, TypeError, AttributeError) as error:
            raise StoreError(f"{path}: damaged ({error!r}); mend it or delete it") from error

    def save(self, folder: Path) -> None:
        """Keep them for the store in `folder`."""
        save(Beside(folder).corrections, {"documents": self.fields, "waiting": sorted(self.waiting)})

    def with_fields(self, identity: str, fields: Fields) -> Corrections:
        """With these corrections of a document in place of its earlier ones; it waits for them to be shown."""
        others = {other: known for other, known in self.fields.items() if other != identity}
        return Corrections(others | ({identity: dict(fields)} if fields else {}), self.waiting | {identity})

    def shown(self) -> Corrections:
        """With none that waits."""
        return Corrections(self.fields)

    def only(self, identities: Collection[str]) -> Corrections:
        """Those of the documents named."""
        kept = {identity: known for identity, known in self.fields.items() if identity in identities}
        return Corrections(kept, self.waiting & frozenset(identities))

    def applied(self, document: Document) -> Document:
        """The document as corrected; what is not corrected is as it was read."""
        fields = self.fields.get(document.id)
        if not fields:
            return document
        values = {name: _field(document.text, name, value) for name, value in fields.items()}
        return replace(document, metadata=replace(document.metadata, **values))


NONE = Corrections()


def as_read(document: Document) -> Metadata:
    """The metadata that was read from the document, before corrections."""
    return read_metadata(document.text, PurePath(document.source.path).stem)


def uncorrected(document: Document) -> Document:
    """The document with the metadata that was read from it."""
    return replace(document, metadata=as_read(document))


def _field(text: str, name: str, value: str) -> Field | None:
    """The field with the place in the text that says so, where there is one: only then can it be quoted."""
    if not value:
        return None
    words = [re.escape(word) for word in value.split()]
    if name == "date":
        day = date.fromisoformat(value)
        names = rf"ngày\s+0?{day.day}\s+tháng\s+0?{day.month}\s+năm\s+{day.year}"
        words = [rf"(?:{names}|0?{day.day}[/.-]0?{day.month}[/.-]{day.year})"]
    said = r"\s+".join(words)
    found = re.search(rf"(?<!\w){said}(?!\w)", text, re.IGNORECASE)
    return Field(value, Span(*found.span()) if found else None)
