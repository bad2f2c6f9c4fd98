"""Openings: what a section begins with, and the blocks that the rules of the outline look at."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.blocks import Block, is_capitals
from corpus.folding import folded
from corpus.markers import Marker
from corpus.types import SectionKind, Span

_LOOKED_AT = 400  # code points of a block; longer ones are no title, heading or signature
_LONGEST_PATH_ITEM = 140


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a section begins, before its end is known.

    `level` is set for a part (0) and where the format marks headings; `leaf` says that no heading stands under it.
    """

    start: int
    kind: SectionKind
    heading: Span | None = None
    label: str | None = None
    marker: Marker | None = None
    level: int | None = None
    leaf: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block that may open a section: its beginning as written and folded, and its last character."""

    span: Span
    marker: Marker | None
    written: str
    folded: str
    last: str
    capitals: bool

    @classmethod
    def of(cls, text: str, block: Block) -> Candidate:
        """The candidate that `block` of `text` is."""
        span = block.span
        written = text[span.start : min(span.end, span.start + _LOOKED_AT)]
        return cls(span, block.marker, written, folded(written), text[span.end - 1], is_capitals(written))

    @property
    def first_line(self) -> str:
        """Its first line as written."""
        return self.written.splitlines()[0]

    @property
    def wordless(self) -> bool:
        """Whether it is only dashes and other signs."""
        return not any(char.isalnum() for char in self.written)


def label(written: str) -> str:
    """A heading as it is shown in a path: white space folded, no closing colon, cut at a word when very long."""
    said = " ".join(written.split()).rstrip(":.; ")
    if len(said) <= _LONGEST_PATH_ITEM:
        return said
    return said[:_LONGEST_PATH_ITEM].rsplit(" ", 1)[0] + " …"
