"""Enumerations within a sentence: the items behind the introducing word that the question's words stand nearest to."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from assistant.query import Query
from corpus.tokens import tokens
from corpus.types import Span

_STRONG = re.compile(
    r"(?:\b(?:bao gồm|gồm|như sau|cụ thể|ví dụ như|chẳng hạn như|như)(?: có| các| là)?\s*:?|:)(?=\s)"
    r"|(?<=\w )\((?!(?:dưới|sau) đây|gọi|viết tắt)(?=[^)]{1,200}[,;]\s)",
    re.IGNORECASE,
)
_WEAK = re.compile(r"\b(?:là|về|tại|với|qua|giữa|từ|bằng|các sở|cho các|những nơi)(?=\s)", re.IGNORECASE)
_NO_INTRODUCTION = re.compile(r"\b(?:cũng|gần|hầu|dường|được coi)\s+$", re.IGNORECASE)  # "cũng như" likens
_OPENS_OTHER = re.compile(r"\b(?:gồm|như)\b|:\s", re.IGNORECASE)  # in a clause that has items of its own
_ALSO_OPENS = re.compile(r"\s*(?:(?:bao )?gồm(?: có)?|như|là)?\s*:?\s+|\s*(?:bao )?gồm\s+", re.IGNORECASE)
_SEPARATOR = re.compile(r"[,;](?=\s)|\s(?:và|hoặc)\s")
_PURPOSE = re.compile(
    r",\s+(?=(?:góp phần|nhằm|để|qua đó|từ đó|đảm bảo|bảo đảm|phục vụ|trong đó|tạo|đáp ứng)\s)", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[.;](?=\s|$)")
_WEAKER = 0.6  # worth of a word that introduces now and then, against one that always does
_REACH = 40.0  # code points over which the pull of a matched word on an introducing word fades
_LONGEST_FIRST = {True: 160, False: 60}  # code points of a first item, behind a strong word and a weak one
_ALL_BODIES = re.compile(r"(?:các )?(?:sở|ngành|huyện|cấp|cơ quan|tổ chức), \w+", re.IGNORECASE)
_NEAR = 30  # code points before a weak word in which a word of the question stands
_LEAST_PARTED = 2  # separators of an enumeration that nothing but a weak word introduces
_SHORTEST = 8  # code points of an enumeration


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Items that a text enumerates, and where they stand, without what introduces them."""

    items: tuple[str, ...]
    span: Span


def find_enumeration(query: Query, text: str, within: Span) -> Enumeration | None:
    """The enumeration within a span whose introduction is nearest to what `query` asks; None where there is none."""
    said = within.of(text)
    weights = {term.bare: term.weight for term in query.terms if not term.pair}
    matched = [(token.span.start, weights[token.bare]) for token in tokens(said) if token.bare in weights]
    best: tuple[float, Span] | None = None
    taken: list[Span] = []
    found = [(m, True) for m in _STRONG.finditer(said)] + [(m, False) for m in _WEAK.finditer(said)]
    for introducing, strong in found:
        span = _items_after(said, introducing.end(), strong=strong)
        if span is not None and not strong and not _is_told(said, span, introducing.start(), matched):
            continue
        if span is None or (strong and _NO_INTRODUCTION.search(said[: introducing.start()])):
            continue
        if not strong and any(other.start <= span.start < other.end for other in taken):
            continue  # a word within an item
        taken.append(span)
        before = [(introducing.start() - at, weight) for at, weight in matched if at < introducing.end()]
        pull = 0.01 + sum(weight * math.exp(-max(0, gap) / _REACH) for gap, weight in before)
        worth = pull if strong else _WEAKER * pull
        if best is None or worth > best[0]:
            best = worth, span
    if best is None:
        return None
    span = best[1]
    return Enumeration(_split(span.of(said)), Span(within.start + span.start, within.start + span.end))


def _is_told(said: str, span: Span, at: int, matched: list[tuple[int, float]]) -> bool:
    """Whether what stands behind a weak word is an enumeration that is asked for.

    It has several items ("tại A và B" may be anything), a word of the question stands before it, and it is not the
    usual "các sở, ban, ngành".
    """
    several = len(_SEPARATOR.findall(said, span.start, span.end)) >= _LEAST_PARTED
    near = any(at - _NEAR <= start < at for start, _ in matched)
    return several and near and "," in said[span.start : span.end] and not _ALL_BODIES.match(said, span.start)


def _items_after(said: str, start: int, *, strong: bool) -> Span | None:
    """What is enumerated from `start` on: to the end of the bracket, of the sentence, or of the clause."""
    if also := _ALSO_OPENS.match(said, start):
        start = also.end()
    first = _SEPARATOR.search(said, start)
    if first is None or first.start() - start > _LONGEST_FIRST[strong]:
        return None
    end = _closing(said, start)
    for stop in _CLAUSE_END.finditer(said, start, end):
        rest = said[stop.end() : end]
        clause = rest[: after.start()] if (after := _CLAUSE_END.search(rest)) else rest
        commas = "," in said[start : stop.start()]
        if stop.group() == ".":
            if said[stop.end() :].lstrip()[:1].islower():
                continue
            end = stop.start()
            break
        if commas and (_OPENS_OTHER.search(clause) or not strong):
            end = stop.start()
            break
    purpose = _PURPOSE.search(said, start, end)
    if purpose is not None and _SEPARATOR.search(said, start, purpose.start()):
        end = purpose.start()
    if first.start() >= end:
        return None
    span = Span(start, end).trimmed(said)
    return span if len(span) >= _SHORTEST else None


def _closing(said: str, start: int) -> int:
    """Where the bracket closes that is open at `start`, else the end."""
    depth = 0
    opened = said.count("(", 0, start) > said.count(")", 0, start)
    for i in range(start, len(said)):
        if said[i] == "(":
            depth += 1
        elif said[i] == ")":
            if depth == 0 and opened:
                return i
            depth = max(0, depth - 1)
    return len(said)


def _split(enumerated: str) -> tuple[str, ...]:
    """The items of an enumeration: between semicolons where it has any, else between commas outside of brackets."""
    separator = ";" if ";" in enumerated else ","
    items, depth, start = [], 0, 0
    for i, char in enumerate(enumerated):
        depth += (char == "(") - (char == ")")
        following = enumerated[i + 1 : i + 2]
        if char == separator and depth <= 0 and (not following or following.isspace()):
            items.append(enumerated[start:i])
            start = i + 1
    items.append(enumerated[start:])
    return tuple(" ".join(item.split()) for item in items if item.strip(" .…"))
