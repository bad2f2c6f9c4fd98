"""How well a unit supports a query: which of its terms stand in the unit, in what introduces it, and around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.kinds import Wanted
from assistant.query import BARE_WEIGHT, Query, QueryTerm
from corpus.agencies import find_agencies
from corpus.figures import Figure, FigureKind, find_figures
from corpus.folding import bare, folded
from corpus.tokens import pairs, tokens
from corpus.types import Document, RowKind, SectionKind
from index.units import Unit, UnitKind, far_context, near_context

UNKNOWN = 0.5  # weight in coverage of a word that no document holds: everyday words are often so
BARE_WORD = 0.5  # worth of one syllable that matches only without diacritics: it may be another word
NEAR = 0.6  # worth of a term in a heading or lead, against 1 in the unit itself
BLOCK = 0.4  # in another sentence of the same paragraph
FAR = 0.25  # in an outer heading
LENGTH = 0.2  # how much a longer unit has to match more
USUAL_LENGTH = 35  # tokens

_DOCUMENT = re.compile(r"\d+[a-z]?(?:/\d{4})?[/-][a-zđ]")
_NUMBER_WORD = re.compile(r"\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) [a-zà-ỹđ]+")
_BRACKETED = "({})"
_ABBREVIATION = 8  # letters of an abbreviation at most
_KIND_WORDS = frozenset(
    "tiền kinh phí phần trăm tỉ lệ tổng cộng số lượng tốn hết chi ngày năm tháng thời gian cơ quan đơn vị người nơi nhiêu "
    "nhiều thế mức đạt được ngốn kế hoạch percent share department office year money cost plan number province provincial city".split()
)  # words that say what kind of answer is wanted rather than what it is about
_BARE_KIND_WORDS = frozenset(bare(word) for word in _KIND_WORDS)

_FIGURES = {
    Wanted.MONEY: {FigureKind.MONEY},
    Wanted.SHARE: {FigureKind.SHARE},
    Wanted.COUNT: {FigureKind.COUNT},
    Wanted.DATE: {FigureKind.DATE, FigureKind.PERIOD},
    Wanted.NUMBER: {FigureKind.NUMBER_OF_DOCUMENT},
}


class PreparedUnit:
    """A unit with its tokens, figures and agencies, worked out when first needed."""

    def __init__(self, document: Document, unit: Unit) -> None:
        self.document = document
        self.unit = unit
        self.text = unit.span.of(document.text)
        found = tokens(self.text)
        self.length = len(found)
        forms, bares = [t.form for t in found], [t.bare for t in found]
        self.forms = frozenset(forms).union(pairs(forms))
        self.bares = frozenset(bares).union(pairs(bares))

    @cached_property
    def near(self) -> frozenset[str]:
        """Bare terms of the leads, the own heading and the table header."""
        return _bare_terms(near_context(self.document, self.unit))

    @cached_property
    def block(self) -> frozenset[str]:
        """Bare terms of the whole paragraph or list item."""
        if self.unit.block == self.unit.span:
            return frozenset()
        return _bare_terms(self.unit.block.of(self.document.text))

    @cached_property
    def far(self) -> frozenset[str]:
        """Bare terms of the outer headings."""
        return _bare_terms(far_context(self.document, self.unit))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the unit."""
        return find_figures(self.document.text, self.unit.span)

    @cached_property
    def has_agency(self) -> bool:
        """Whether the unit or its own heading names an agency."""
        section = self.document.sections[self.unit.section]
        heading = section.path[-1] if section.path else ""
        return bool(find_agencies(self.text) or find_agencies(heading))

    def worth(self, term: QueryTerm) -> float:
        """How much of a term's weight the unit earns, from 0 to 1."""
        if term.form is not None and term.form in self.forms:
            return 1.0
        if term.bare in self.bares:
            if term.form is None:
                return 1.0
            return BARE_WEIGHT if term.pair else BARE_WORD
        if term.bare in self.near:
            return NEAR
        if term.bare in self.block:
            return BLOCK
        return FAR if term.bare in self.far else 0.0

    @cached_property
    def is_total(self) -> bool | None:
        """Whether the unit is the total row of a table; None for what is no row."""
        if self.unit.table is None or self.unit.row is None:
            return None
        return self.document.tables[self.unit.table].rows[self.unit.row].kind is RowKind.TOTAL

    @cached_property
    def is_legal_basis(self) -> bool:
        """Whether the unit only recites what a document is based on."""
        return folded(self.text[:40]).startswith(("căn cứ ", "- căn cứ ", "xét đề nghị", "theo đề nghị"))

    def defines(self, query: Query) -> bool:
        """Whether the unit puts a word of the question in brackets behind what it stands for."""
        return any(_BRACKETED.format(word.form) in self.folded for word in query.words if len(word.form) <= _ABBREVIATION)

    @cached_property
    def folded(self) -> str:
        """The folded text without blanks inside brackets."""
        return folded(self.text).replace("( ", "(").replace(" )", ")")

    def has_kind(self, query: Query) -> bool | None:
        """Whether the unit holds what one of the wanted kinds is read from; None where no kind can tell."""
        told = [kind for kind in query.kinds if kind in _FIGURES or kind is Wanted.WHO]
        if not told:
            return None
        kind = told[0]
        if kind is Wanted.WHO:
            return self.has_agency or self.document.sections[self.unit.section].kind is SectionKind.SIGNATURE
        asked = {word.form for word in query.words}
        found = {figure.kind for figure in self.figures if figure.key not in asked}
        if kind is Wanted.COUNT or (self.unit.kind is UnitKind.ROW and kind in (Wanted.MONEY, Wanted.DATE)):
            return bool(found) or (kind is Wanted.COUNT and bool(_NUMBER_WORD.search(self.folded)))
        return bool(found & _FIGURES[kind])


@dataclass(frozen=True, slots=True)
class Support:
    """The score of a unit for a query: `score` for ranking, `coverage` the share of the question's own words met;
    `names` is False where the question names a document that the unit does not name."""

    score: float
    coverage: float
    names: bool = True


def support(query: Query, unit: PreparedUnit) -> Support:
    """Add up what the unit earns; a longer unit has more chances and so earns a little less."""
    own = context = total = covered = possible = 0.0
    kind_words = _KIND_WORDS if query.marks else _BARE_KIND_WORDS
    met: dict[int, float] = {}
    for term in query.terms:
        worth = unit.worth(term)
        if not term.pair and term.own:
            total += term.weight
        if worth <= 0:
            continue
        if worth >= BARE_WORD and worth != NEAR:
            own += worth * term.weight
        else:
            context += worth * term.weight
        if not term.pair and term.source >= 0:
            met[term.source] = max(met.get(term.source, 0.0), worth if term.own else worth * 0.9)
    for term in query.terms:
        if term.own and not term.pair and term.source >= 0 and query.words[term.source].form not in kind_words:
            weight = term.weight * (UNKNOWN if term.unknown else 1.0)
            possible += weight
            covered += weight * met.get(term.source, 0.0)
    norm = 1 - LENGTH + LENGTH * unit.length / USUAL_LENGTH
    score = (own / max(norm, 0.85) + context) / (total or 1.0)
    named = [word.form for word in query.words if _DOCUMENT.match(word.form)]
    names = all(form in unit.forms or bare(form) in unit.near | unit.block | unit.far for form in named)
    return Support(score, covered / possible if possible else 1.0, names)


def _bare_terms(text: str) -> frozenset[str]:
    bares = [token.bare for token in tokens(text)]
    return frozenset(bares).union(pairs(bares))
