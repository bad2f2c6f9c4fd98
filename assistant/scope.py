"""Scope: which documents a question is about, by province, period, year and document number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.cards import Card, Cards
from assistant.kinds import Wanted, wanted_kinds
from assistant.operations import find_task
from assistant.query import plain
from assistant.stopwords import BARE_STOPWORDS
from assistant.titles import of_title, title_spans
from corpus.figures import Figure, FigureKind, find_figures
from corpus.folding import folded
from corpus.provinces import Mention, PlaceKind, find_provinces
from corpus.tokens import Token, tokens
from corpus.types import Span

_YEAR = re.compile(r"(?<![\d./-])(?:19|20)\d{2}(?![\d/]|[.-]\d)")
_YEARS_BEHIND = re.compile(
    r"[ ,(]{1,3}(?:(?:trong|vào|vao|giai đoạn|giai doan|năm|nam|in) )*"
    r"(?P<first>(?:19|20)\d\d)(?: ?[-–] ?(?P<last>(?:19|20)\d\d))?\b"
)
_LONGEST_PERIOD = 30  # years
_ALL_PLANS = re.compile(
    r"(?:nhung|cac|may) (?:tinh|dia phuong|ke hoach|thanh pho|noi|tinh thanh)(?: \w+){0,4} nao|tinh nao|dia phuong nao"
    r"|ke hoach nao|tinh,? thanh(?: pho)? nao|cua nhung dia phuong|which (?:provinces|plans|localities)|nhung tinh"
    r"|moi tinh"
)
_CLAUSE = re.compile(
    r"[,;]\s*(?:còn|và|con|va|while|and)\s|;\s"
    r"|,?\s(?:còn|và|con|va|and)\s(?=(?:kế hoạch|ke hoach|bên|ben|ở|o|của|cua|số|so)\s)|,\s(?=(?:số|so)\s)"
)
_JOIN_BEFORE = re.compile(r"(?:,|;|,?\s(?:còn|và|con|va|and|while))\s+(?:(?:tỉnh|tinh|thành phố|thanh pho|TP\.?)\s+)?$")
_EACH = re.compile(
    r"\bmoi (?:ban|ke hoach|van ban|ben|quyet dinh|chuong trinh|de an)\b"
    r"|\blan luot\b|\bca hai\b|\bso sanh\b|\bdoi chieu\b"
    r"|\b(?:hai|ba|tung|cac) (?:ke hoach|van ban|ban|quyet dinh|chuong trinh|de an)\b|\b(?:each|both|respectively)\b"
)
_EACH_PLAN = re.compile(r"\b(?:moi|hai|ba|tung|cac) (?:ban|ke hoach|van ban|quyet dinh|chuong trinh|de an)\b")
_PARTS = re.compile(r"[,;:]\s|\s(?:và|với|so với|hay|còn|va|voi|hay|con|and|or|versus)\s")
_COMPARING = re.compile(
    r"so sanh|doi chieu|so voi|khac (?:gi|nhau|the nao)|nhieu hon|it hon|hon kem|lan luot|moi (?:noi|ben|tinh)|con o"
    r"|\b(?:va|voi|and|both|each)\b|compare|differ|versus|,"
)


_SHORT_NUMBER = re.compile(
    r"(?:ke hoach|quyet dinh|de an|cong van|to trinh|chi thi|plan|decision) (?:so |no\.? ?|number )?"
    r"(?!(?:19|20)\d\d\b)(\d{1,5})\b(?![/.,-]?\w)"
)


_MOST_TITLES = 50  # different ones that a question is searched for
_CITY_SHORT = re.compile(r"\bt\.?p\.?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents a question is about; none stands for all of them.

    `spans` are the places of the question that name the scope and are not searched, `missing` names what no document
    covers, `compares` is true where every document of the scope is to be answered from, `one_each` where one plan may
    stand for each province. `wider` are all documents of the one province that is named, where a year, a period or
    words of a title chose some of them: a plan tells of other years too, and questions have words of titles for other
    reasons. `dated` are the years of each province that years of its own stand behind ("A 2014 và B 2008-2010").
    """

    documents: tuple[str, ...]
    spans: tuple[Span, ...]
    years: tuple[int, ...]
    compares: bool
    missing: str | None = None
    wider: tuple[str, ...] = ()
    one_each: bool = False
    dated: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def years_of(self, province: str | None) -> tuple[int, ...]:
        """The years that are asked for of a province: its own, else those that are no other province's."""
        if own := self.dated.get(province or ""):
            return tuple(sorted(own))
        others: set[int] = set().union(*self.dated.values())
        return tuple(year for year in self.years if year not in others)

    def names(self, token: Token) -> bool:
        """Whether a token of the question only names the scope."""
        return any(span.contains(token.span) for span in self.spans)


def find_scope(question: str, cards: Cards) -> Scope:
    """The scope that the wording of `question` gives."""
    mentions = find_provinces(question)
    years = tuple(int(y) for y in _YEAR.findall(question))
    covered = [m for m in mentions if cards.has_province(m.name)]
    provinces = list(dict.fromkeys(m.name for m in covered))
    figures = find_figures(question)
    numbered = _of_number(question, figures, cards)
    periods = {f.key for f in figures if f.kind is FigureKind.PERIOD}
    placed = []
    dated = _dated(question, covered)
    for province in provinces:
        found = cards.of_province(province, sorted(dated.get(province, years)))
        placed += [card for card in found if card.period in periods] or found
    ids = {card.id for card in numbered}
    inside = [card for card in placed if card.id in ids] or placed or numbered
    inside = inside or cards.of_period(sorted(periods))
    if len(inside) != 1 and len(provinces) < 2:
        titled = of_title(question, inside or None, cards, [m.span for m in covered])
        inside = [card for card in inside if card.id in titled] or cards.of(titled) or inside
    several = _named_apart(question, placed, numbered, cards) if len(provinces) < 2 else []
    inside = several or inside
    own_numbers = {number for card in inside for number in card.numbers}
    numbers = [f.span for f in figures if f.kind is FigureKind.NUMBER_OF_DOCUMENT and f.key in own_numbers]
    titles = list({card.title: card for card in inside}.values())[:_MOST_TITLES]
    named = [span for card in titles for span in title_spans(question, card)]
    spans = (*(_with_level(question, m.span) for m in covered), *numbers, *named)
    missing = None
    for mention in mentions:
        foreign = mention not in covered and mention.kind is PlaceKind.PROVINCE
        if foreign and not _in_text(mention.name, placed or numbered, cards):
            missing = mention.name
    said = plain(question)
    task = find_task(question)
    everywhere = (bool(_ALL_PLANS.search(said)) or task.of_plans) and not provinces
    compares = everywhere or bool(several) or (len(provinces) > 1 and (bool(_COMPARING.search(said)) or task.compares))
    whole = cards.of_province(provinces[0], ()) if len(provinces) == 1 and not (numbered or compares) else []
    wider = tuple(card.id for card in whole) if len(whole) > len(inside) else ()
    one_each = len(provinces) > 1 and not numbered and not _EACH_PLAN.search(said)
    return Scope(tuple(card.id for card in inside), spans, years, compares, missing, wider, one_each, dated)


def _dated(question: str, places: Sequence[Mention]) -> dict[str, frozenset[int]]:
    """The years that stand right behind provinces; behind the last one alone they are asked for of all of them."""
    found: dict[str, frozenset[int]] = {}
    for place in places:
        years = _YEARS_BEHIND.match(question, place.span.end)
        if years is not None:
            first, last = int(years["first"]), int(years["last"] or years["first"])
            found[place.name] = frozenset(range(first, min(last, first + _LONGEST_PERIOD) + 1))
    return found if len(places) > 1 and set(found) != {places[-1].name} else {}


def _named_apart(question: str, placed: Sequence[Card], numbered: Sequence[Card], cards: Cards) -> list[Card]:
    """The documents that a question for each of several names apart, by number or title; empty where it does not."""
    if not _EACH.search(plain(question)):
        return []
    named = [card.id for card in numbered]
    if len(named) < 2:
        pool = placed if len(placed) > 1 else None
        titled = [
            of_title(part, pool, cards, [place.span for place in find_provinces(part)])
            for part in _PARTS.split(question)
        ]
        named = [one for found in titled if len(found) == 1 for one in found]
    found = cards.of(named)
    return found if len(found) > 1 else []


def _with_level(question: str, name: Span) -> Span:
    """The name of a place with the "TP" before it, which is an abbreviation of no other name."""
    level = _CITY_SHORT.search(question, 0, name.start)
    return Span(level.start() if level else name.start, name.end)


def clauses_by_document(question: str, cards: Cards) -> dict[str, str]:
    """The clause that asks about each document, where a question puts a different one to each.

    Empty where it asks the same of all: then no clause has a place and a question word of its own.
    """
    clauses = [clause for clause in _CLAUSE.split(question) if clause.strip()]
    if len(clauses) == 1:
        clauses = _clauses_by_place(question)
    found: dict[str, str] = {}
    for clause in clauses:
        scope = find_scope(clause, cards)
        asks = wanted_kinds(clause) != (Wanted.FACT,) and _says_something(clause, scope)
        if not scope.documents or not asks or set(scope.documents) & set(found):
            return {}
        found.update(dict.fromkeys(scope.documents, clause))
    return found if len(clauses) > 1 else {}


def _clauses_by_place(question: str) -> list[str]:
    """The clauses that begin with a place, where they count different things: "X có bao nhiêu xã và Y có mấy huyện"."""
    starts = [m.span.start for m in find_provinces(question)[1:]]
    joins = [(match.start(), start) for start in starts if (match := _JOIN_BEFORE.search(question, 0, start))]
    ends = [start for start, _ in joins] + [len(question)]
    clauses = [question[a:b] for a, b in zip([0, *(begin for _, begin in joins)], ends, strict=True)]
    counted = [find_task(clause).counted for clause in clauses]
    return clauses if len(set(counted)) == len(clauses) and all(counted) else [question]


def _says_something(clause: str, scope: Scope) -> bool:
    """Whether a clause has a content word besides its place: "ở Cần Thơ khi nào" only asks the same once more."""
    return any(t.bare not in BARE_STOPWORDS and not scope.names(t) for t in tokens(clause))


def _of_number(question: str, figures: Sequence[Figure], cards: Cards) -> list[Card]:
    """The documents of the numbers in the question, written in full or, after what the document is, in digits alone."""
    whole = cards.of_number(sorted({f.key for f in figures if f.kind is FigureKind.NUMBER_OF_DOCUMENT}))
    return whole or cards.of_digits(sorted({match[1] for match in _SHORT_NUMBER.finditer(plain(question))}))


def _in_text(name: str, inside: Sequence[Card], cards: Cards) -> bool:
    """Whether a foreign province is spoken of in the documents of the scope, which need then not be about it."""
    wanted = re.compile(rf"\b{re.escape(folded(name))}\b")
    known = [card.id for card in inside]
    return bool(known) and any(wanted.search(folded(d.text)) for d in cards.saying(name, known))
