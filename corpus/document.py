"""From a file to a document: read, find tables, outline and metadata."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from corpus.errors import CorpusError
from corpus.folding import bare
from corpus.metadata import read_metadata
from corpus.outline import find_sections
from corpus.readers import read_bytes
from corpus.tables import find_tables, table_from_grid
from corpus.types import Document, Extract, Source, Span, Table

_ABOVE = 400  # code points before a table in which its unit line may stand


def read_document(path: Path, document_id: str | None = None) -> Document:
    """Read the file at `path`; CorpusError names the file and the reason where it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path.name}: cannot be opened ({error.strerror}); check the path and its permissions") from error
    return make_document(path, data, document_id)


def make_document(path: Path, data: bytes, document_id: str | None = None) -> Document:
    """The document in `data`, the bytes of the file at `path`."""
    extract = read_bytes(path.name, data)
    tables = _tables(extract)
    return Document(
        id=document_id or slug(path.stem),
        source=Source(str(path), hashlib.sha256(data).hexdigest()),
        text=extract.text,
        pages=extract.pages,
        sections=find_sections(extract, tables),
        tables=tables,
        metadata=read_metadata(extract.text, path.stem),
    )


def slug(name: str) -> str:
    """A file's name as an id: ASCII letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", bare(name).lower()).strip("-") or "document"


def _tables(extract: Extract) -> tuple[Table, ...]:
    if not extract.grids:
        return find_tables(extract.text)
    found = []
    previous = 0
    for grid in extract.grids:
        starts = [cell.start for row in grid.rows for cell in row if cell is not None]
        start = min(starts)
        above = Span(max(previous, start - _ABOVE), start)
        found.append(table_from_grid(extract.text, grid, above))
        previous = found[-1].span.end
    return tuple(found)
