"""The legal bases ("Căn cứ ...") that documents stand on, and in which documents each of them is cited."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpus.blocks import find_blocks
from corpus.citations import Citation, find_citations, find_laws
from corpus.folding import folded
from corpus.identities import identity, one_document
from corpus.types import Document, Quote, Section, SectionKind, Span

_OPENS = re.compile(r"[-–+*\s\d.)]*(?:căn cứ|theo đề nghị|xét (?:đề nghị|tờ trình)|thực hiện)(?!\w)")
_STATES = re.compile(
    r"[-–+*\s\d.)]*căn cứ (?:kế hoạch|quyết định|nghị quyết|chương trình|nội dung|nhiệm vụ|vào) (?:này|trên)"
)
_INTRODUCES = re.compile(r"(?:căn cứ|dựa (?:trên|vào)|trên cơ sở)\b[^.;]{0,90}:$")  # the list below it names bases
_HEADING = re.compile(r"(?:các )?(?:căn cứ|cơ sở) (?:pháp lí|lập|xây dựng|ban hành|đề xuất)|căn cứ$|cơ sở pháp lí")
_CLAUSE = re.compile(r";")
_OPENING_PART = 0.35  # of a document: "Thực hiện Quyết định ..." further down is a task
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Basis:
    """A document that another one stands on: how it is cited, and the clause that says so."""

    document: str
    citation: Citation
    quote: Quote

    @property
    def key(self) -> str:
        """Its number and date; `citing` joins what is written in other ways."""
        return identity(self.citation)


def find_bases(document: Document) -> tuple[Basis, ...]:
    """What a document says that it stands on, in the order of its text, each once."""
    clauses = [(next(_cited(document.text, span), None), span) for span in _clauses(document)]
    named = [(citation, span) for citation, span in clauses if citation is not None]
    same = one_document(citation for citation, _ in named)
    found: dict[str, Basis] = {}
    for citation, span in named:
        found.setdefault(same[identity(citation)], Basis(document.id, citation, document.quote(span)))
    return tuple(found.values())


def citing(documents: Iterable[Document]) -> Mapping[str, tuple[str, ...]]:
    """For each cited document the ids of those that cite it, anywhere in their text, however they write its number."""
    cited = [
        (citation, document.id)
        for document in documents
        for block in find_blocks(document.text)
        for citation in _cited(document.text, block.span)
    ]
    same = one_document(citation for citation, _ in cited)
    found: dict[str, set[str]] = defaultdict(set)
    for citation, name in cited:
        found[same[identity(citation)]].add(name)
    return {key: tuple(sorted(found[joined])) for key, joined in same.items()}


def stored_number(document: Document) -> str | None:
    """The key under which others cite a document of the store, None where it does not say its number and date."""
    number, date = document.metadata.number, document.metadata.date
    return f"{number.value.casefold()} {date.value}" if number and date else None


def _cited(text: str, span: Span) -> Iterator[Citation]:
    """The citations of a clause in order; a law by name counts where it has no number."""
    numbered = list(find_citations(text, span))
    laws = [law for law in find_laws(text, span) if not any(law.span.overlap(c.span) for c in numbered)]
    yield from sorted((*numbered, *laws), key=lambda citation: citation.span)


def _clauses(document: Document) -> Iterator[Span]:
    """The clauses that name bases: "Căn cứ ...;", and the paragraphs of a section about them."""
    text = document.text
    starts = [section.span.start for section in document.sections]
    listing = False
    for block in find_blocks(text, tuple(table.span for table in document.tables)):
        section = document.sections[max(0, bisect_right(starts, block.span.start) - 1)]
        said = folded(block.span.of(text))
        if section.kind is SectionKind.RESIDUE or section.heading == block.span or _STATES.match(said):
            continue
        listing = _INTRODUCES.search(said) is not None or (listing and block.marker is not None)
        listed = (listing and block.marker is not None) or (section.path and _HEADING.search(folded(section.path[-1])))
        opens = _OPENS.match(said)
        if listed or (opens and ("căn cứ" in opens.group() or _early(document, section, block.span))):
            yield from _split(text, block.span)


def _early(document: Document, section: Section, span: Span) -> bool:
    """Whether a clause stands before the first heading with a number, where a plan says why it is made."""
    return section.level == 0 and span.start < len(document.text) * _OPENING_PART


def _split(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for match in _CLAUSE.finditer(text, span.start, span.end):
        if match.start() - start > _SHORTEST:
            yield Span(start, match.start()).trimmed(text)
        start = match.end()
    if span.end - start > _SHORTEST:
        yield Span(start, span.end).trimmed(text)
