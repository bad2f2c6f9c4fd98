"""The data of a document: frozen, slotted, with tuples; positions are spans of code points in `Document.text`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range [start, end) of Unicode code points of a document's text.

    Raises ValueError unless 0 <= start <= end.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether `other` lies inside, borders included."""
        return self.start <= other.start and other.end <= self.end

    def overlap(self, other: Span) -> int:
        """The number of code points that both spans cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def trimmed(self, text: str) -> Span:
        """The span without the white space at its ends; empty at its start where there is nothing else."""
        piece = self.of(text)
        left = len(piece) - len(piece.lstrip())
        if left == len(piece):
            return Span(self.start, self.start)
        return Span(self.start + left, self.start + len(piece.rstrip()))


@dataclass(frozen=True, slots=True)
class Source:
    """The file a document was read from: its path as given and the SHA-256 of its bytes in hexadecimal."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose cells the file format itself marks: rows of cell spans, `header_rows` of them on top.

    A cell is None where an earlier cell of the row or column is merged over it; an empty cell is an empty span.
    """

    rows: tuple[tuple[Span | None, ...], ...]
    header_rows: int = 1


@dataclass(frozen=True, slots=True)
class Extract:
    """What a reader got out of a file: its text, and the pages, tables and headings that the format itself marks.

    `pages` are the spans of the pages, page 1 first; none for unpaged formats. `headings` pairs the span of a marked
    heading's text with its level, 1 outermost.
    """

    text: str
    pages: tuple[Span, ...] = ()
    grids: tuple[Grid, ...] = ()
    headings: tuple[tuple[Span, int], ...] = ()


class SectionKind(StrEnum):
    """What the text of a section is; only BODY and TABLE hold statements of the plan itself."""

    HEAD = "head"  # issuer, motto, number, date and title of a part
    BODY = "body"
    SIGNATURE = "signature"
    RECIPIENTS = "recipients"
    RESIDUE = "residue"  # what the web page put around the document


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text that stands directly under it, up to the next heading of any level.

    The sections of a document partition its text. `path` is the headings from the outside in, white space folded,
    this section's own heading last; `heading` is None for text before the first heading. `level` is the depth in the
    outline, 0 for a part (decision, plan, appendix).
    """

    span: Span
    kind: SectionKind
    level: int
    heading: Span | None
    path: tuple[str, ...]
    part: int  # ordinal of the part it belongs to, from 0


class RowKind(StrEnum):
    """What a table row is: data, the label of the rows below it, or a sum of rows."""

    DATA = "data"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: one span per column of its table (None where the cell is empty or merged away).

    `span` covers exactly the row's cells in the text. `groups` are the spans of the labels of the group rows it stands
    under, outside in.
    """

    span: Span
    kind: RowKind
    cells: tuple[Span | None, ...]
    groups: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its header, unit line and rows.

    `columns` gives for each column its header cells outside in (a merged header stands over several columns), `header`
    covers the header cells (None for a table without one), `unit` is the unit line ("ĐVT: triệu đồng") above it or
    None, `certain` is False where the columns of some rows had to be guessed.
    """

    span: Span
    header: Span | None
    columns: tuple[tuple[Span, ...], ...]
    unit: Span | None
    rows: tuple[Row, ...]
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of metadata in a normal form, with the span it was read from (None where it came from the file name)."""

    value: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says about itself; None where it does not say it.

    `province` is its name without its level ("Cà Mau"), `issuer` a full official name, `date` is ISO 8601, `period` is
    "2014" or "2016-2020".
    """

    title: Field | None = None
    number: Field | None = None
    kind: Field | None = None
    issuer: Field | None = None
    province: Field | None = None
    date: Field | None = None
    period: Field | None = None
    signer: Field | None = None


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation that a document defines: as written, the words it stands for, and the span that holds both."""

    short: str
    long: Span
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """One plan as published: text, sections (a partition of the text), tables, metadata, abbreviations it defines.

    `id` is unique in a store and stable over re-indexing; it is made from the file's name.
    """

    id: str
    source: Source
    text: str
    pages: tuple[Span, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    metadata: Metadata
    abbreviations: tuple[Abbreviation, ...] = ()

    def page(self, position: int) -> int | None:
        """The number, from 1, of the page that holds code point `position`; None for an unpaged document."""
        for number, span in enumerate(self.pages, 1):
            if span.start <= position < span.end:
                return number
        return len(self.pages) or None

    def below(self, section: Section) -> tuple[int, ...]:
        """The ordinals of a section and of those under its heading."""
        depth = len(section.path)
        inside = (n for n, s in enumerate(self.sections) if s.part == section.part and s.path[:depth] == section.path)
        return tuple(inside)

    def quote(self, span: Span) -> Quote:
        """The characters of `span`, sliced from the text."""
        return Quote(self.id, span, span.of(self.text))


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters of a document with their span; made by `Document.quote`, so verbatim by construction."""

    document: str
    span: Span
    text: str
