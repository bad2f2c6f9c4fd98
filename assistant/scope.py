"""Scope: which documents a question is about, by province, period, year and document number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.cards import Card
from assistant.kinds import Wanted, wanted_kinds
from assistant.operations import find_task
from assistant.query import plain
from assistant.stopwords import BARE_STOPWORDS
from assistant.titles import of_title, title_spans
from corpus.figures import FigureKind, find_figures
from corpus.folding import folded
from corpus.provinces import PlaceKind, find_provinces
from corpus.tokens import Token, tokens
from corpus.types import Span

_YEAR = re.compile(r"(?<![\d./-])(?:19|20)\d{2}(?![\d/]|[.-]\d)")
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
_PARTS = re.compile(r"[,;:]\s|\s(?:và|với|so với|hay|còn|va|voi|hay|con|and|or|versus)\s")
_COMPARING = re.compile(
    r"so sanh|doi chieu|so voi|khac (?:gi|nhau|the nao)|nhieu hon|it hon|hon kem|lan luot|moi (?:noi|ben|tinh)|con o"
    r"|\b(?:va|voi|and|both|each)\b|compare|differ|versus|,"
)


_SHORT_NUMBER = re.compile(
    r"(?:ke hoach|quyet dinh|de an|cong van|to trinh|chi thi|plan|decision) (?:so |no\.? ?|number )?"
    r"(?!(?:19|20)\d\d\b)(\d{1,5})\b(?![/.,-]?\w)"
)


_CITY_SHORT = re.compile(r"\bt\.?p\.?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents a question is about; none stands for all of them.

    `spans` are the places of the question that name the scope and are not searched, `missing` names what no document
    covers, `compares` is true where every document of the scope is to be answered from.
    """

    documents: tuple[str, ...]
    spans: tuple[Span, ...]
    years: tuple[int, ...]
    compares: bool
    missing: str | None = None

    def names(self, token: Token) -> bool:
        """Whether a token of the question only names the scope."""
        return any(span.contains(token.span) for span in self.spans)


def find_scope(question: str, cards: Sequence[Card]) -> Scope:
    """The scope that the wording of `question` gives."""
    mentions = find_provinces(question)
    years = tuple(int(y) for y in _YEAR.findall(question))
    covered = [m for m in mentions if any(c.province == m.name for c in cards)]
    provinces = list(dict.fromkeys(m.name for m in covered))
    numbered = _of_number(question, cards)
    placed = _of_provinces(provinces, years, cards)
    documents = [d for d in placed if d in numbered] or placed or numbered or _of_period(question, cards)
    if len(documents) != 1 and len(provinces) < 2:
        documents = of_title(question, [c for c in cards if c.id in documents] or cards, cards) or documents
    several = _named_apart(question, placed, numbered, cards) if len(provinces) < 2 else []
    documents = several or documents
    own_numbers = {number for c in cards if c.id in documents for number in c.numbers}
    numbers = [
        f.span for f in find_figures(question) if f.kind is FigureKind.NUMBER_OF_DOCUMENT and f.key in own_numbers
    ]
    named = [span for c in cards if c.id in documents for span in title_spans(question, c)]
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
    return Scope(tuple(documents), spans, years, compares, missing)


def _named_apart(question: str, placed: Sequence[str], numbered: Sequence[str], cards: Sequence[Card]) -> list[str]:
    """The documents that a question for each of several names apart, by number or title; empty where it does not."""
    if not _EACH.search(plain(question)):
        return []
    named = list(numbered)
    if len(named) < 2:
        pool = [card for card in cards if card.id in placed] if len(placed) > 1 else list(cards)
        named = [found for part in _PARTS.split(question) for found in of_title(part, pool, cards)]
    found = list(dict.fromkeys(named))
    return found if len(found) > 1 else []


def _with_level(question: str, name: Span) -> Span:
    """The name of a place with the "TP" before it, which is an abbreviation of no other name."""
    level = _CITY_SHORT.search(question, 0, name.start)
    return Span(level.start() if level else name.start, name.end)


def clauses_by_document(question: str, cards: Sequence[Card]) -> dict[str, str]:
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


def _of_provinces(provinces: Sequence[str], years: Sequence[int], cards: Sequence[Card]) -> list[str]:
    """The documents of the provinces; where one has several, those whose period holds a year of the question."""
    found: list[str] = []
    for province in provinces:
        own = [c for c in cards if c.province == province]
        dated = [c for c in own if c.years & set(years)]
        found += [c.id for c in dated or own]
    return found


def _of_number(question: str, cards: Sequence[Card]) -> list[str]:
    """The documents of the numbers in the question, written in full or, after what the document is, in digits alone."""
    keys = {f.key for f in find_figures(question) if f.kind is FigureKind.NUMBER_OF_DOCUMENT}
    whole = [c.id for c in cards if c.numbers & keys]
    digits = {match[1] for match in _SHORT_NUMBER.finditer(plain(question))}
    return whole or [c.id for c in cards if digits & {number.split("/")[0] for number in c.numbers}]


def _of_period(question: str, cards: Sequence[Card]) -> list[str]:
    keys = {f.key for f in find_figures(question) if f.kind is FigureKind.PERIOD}
    return [c.id for c in cards if c.period in keys]


def _in_text(name: str, documents: Sequence[str], cards: Sequence[Card]) -> bool:
    """Whether a foreign province is spoken of in the documents of the scope, which need then not be about it."""
    wanted = re.compile(rf"\b{re.escape(folded(name))}\b")
    return any(wanted.search(c.folded) for c in cards if c.id in documents)
