"""From a file to a document: read, find tables, outline, metadata and abbreviations."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from corpus.abbreviations import find_abbreviations
from corpus.folding import bare
from corpus.metadata import read_metadata
from corpus.outline import find_sections
from corpus.readers import read_bytes
from corpus.readers.refusal import refusal
from corpus.tables import find_tables, table_from_grid
from corpus.types import Document, Extract, Grid, Source, Span, Table

_ABOVE = 400  # code points before a table in which its unit line may stand


def read_document(path: Path, document_id: str | None = None) -> Document:
    """Read the file at `path`; CorpusError names the file and the reason where it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise refusal(path.name, f"không mở được ({reason})", "hãy kiểm tra đường dẫn và quyền đọc") from error
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
        abbreviations=find_abbreviations(extract.text),
    )


def slug(name: str) -> str:
    """A file's name as an id: ASCII letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", bare(name).lower()).strip("-") or "document"


def _tables(extract: Extract) -> tuple[Table, ...]:
    """The tables that the format marks, or those found in the text where it marks none."""
    if not extract.grids:
        return find_tables(extract.text)
    found: list[Table] = []
    for start, grid in sorted(((_start(grid), grid) for grid in extract.grids), key=lambda pair: pair[0]):
        previous = found[-1].span.end if found else 0
        if start < previous:
            continue  # a table inside of a cell, which holds its text already
        table = table_from_grid(extract.text, grid, Span(max(previous, start - _ABOVE), start))
        if table.rows:
            found.append(table)
    return tuple(found)


def _start(grid: Grid) -> int:
    """Where the first cell of a grid begins, -1 for a grid of merged cells only, which is no table."""
    return min((cell.start for row in grid.rows for cell in row if cell is not None), default=-1)
