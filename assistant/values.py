"""Values: which figure of a sentence answers, with its qualifier and the thing it counts."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from assistant.kinds import FIGURE_KINDS
from assistant.prepared import PreparedUnit
from assistant.query import Query, plain
from corpus.figures import Figure, FigureKind
from corpus.folding import bare, folded
from corpus.tokens import Token, tokens
from corpus.types import Span

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_SUM = re.compile(r"tổng (?:số|cộng)\b")
_SUM_ASKED = re.compile(r"\btong (?:so|cong)\b|\btat ca\b|\bhet thay\b|\bca thay\b")
_CUT = re.compile(r"[;()]|,(?=\s)|\svà\s")
_ELSEWHERE = 0.5  # worth of a word outside the figure's own stretch
_LEAST_PULL = 0.01  # of every figure, so that margins are defined
_REACH = 40.0  # code points over which the pull of a matched word on a figure fades
_YEAR_BEFORE = re.compile(
    r"(?:(?:đến|trước|sau|trong|từ)\s+)?(?:(?:cuối|hết|đầu|giữa)\s+)?năm\s+$|(?:cuối|hết|đầu)\s+$"
)
_LONGEST_YEAR_WORDS = 20  # code points of "trước cuối năm " and the like
_COUNTED = re.compile(r"[^\S\n]*(?:(?:[^\W\d_][\u0300-\u036f]*)++[^\S\n]*){1,10}")  # marks may stand apart (NFD)
_UNIT_GOES_ON = re.compile(r"[^\W\d_]{0,4}/[^\W\d_]{1,8}(?!\w)")  # "1Gb/s" where the figure is 1Gb
_USUALLY_COUNTED = 2  # syllables of what is counted; more are said as far as the question says them too
_NOT_COUNTED = re.compile(
    r"^\s*(?:và|hoặc|trong|của|tại|đến|được|đã|cho|để|ở|với|là|từ|trên|theo|có|do|về|chưa|không|đạt)\b"
)
_OPEN_FIGURE = re.compile(
    r"(?:^|\s+)\S*\d\S*(?:\s(?:nghìn|ngàn|triệu|tỷ|tỉ))*$"
)  # at the end: what follows is its unit
_DANGLING = re.compile(r"mức|độ|số|lượng|tổng|cùng|phải|nhằm|sẽ|năm|thứ|các|những|còn|mà|cũng|đang|nên")
_PLURALS = frozenset({"các", "những", "cả"})
_DETERMINERS = frozenset({"các", "những", "số", "cả"})  # before what is counted


@dataclass(frozen=True, slots=True)
class Value:
    """A figure that answers, where it stands with qualifier and counted thing, and how clearly it leads the others.

    `margin` is 1 where there is no other candidate and falls to 0 for a tie.
    """

    figure: Figure
    span: Span
    margin: float


def choose_value(query: Query, unit: PreparedUnit) -> Value | None:
    """The figure of a wanted kind that the question's words stand nearest to; None where the unit has none."""
    kind = next((kind for kind in query.kinds if kind in FIGURE_KINDS), None)
    candidates = unit.candidates(query, kind) if kind else ()
    if not candidates:
        return None
    fitting = _of_year(query, unit, _of_thing(query, unit, _of_sum(query, unit, candidates)))
    leads = _leads(unit, fitting)
    stretches = [_stretch(unit, figure) for figure in fitting]
    pulls = []
    for figure, lead in zip(fitting, leads, strict=True):
        peers = [s for f, one, s in zip(fitting, leads, stretches, strict=True) if one is lead and f is not figure]
        pulls.append(_pull(query, unit, figure, lead, peers))
    order = sorted(range(len(fitting)), key=lambda i: (-sum(pulls[i]), fitting[i].span))
    best = fitting[order[0]]
    margin = 1.0
    if len(order) > 1:
        one, two = order[:2]
        common = pulls[one].subject if leads[one] is leads[two] else 0.0  # says nothing for either
        margin = 1 - max(0.0, sum(pulls[two]) - common) / (sum(pulls[one]) - common)
    return value_of(query, unit, best, margin)


def value_of(query: Query, unit: PreparedUnit, figure: Figure, margin: float = 1.0) -> Value:
    """A figure of a unit as a value, with its qualifier and what it counts."""
    return Value(figure, _with_counted(query, unit.document.text, figure, unit.unit.span), margin)


def _of_sum(query: Query, unit: PreparedUnit, candidates: Sequence[Figure]) -> Sequence[Figure]:
    """The figure behind "tổng số" for a question for a sum, rather than its parts behind it."""
    said = _SUM.search(unit.folded)
    if said is None or not _SUM_ASKED.search(plain(query.question)):
        return candidates
    start = unit.unit.span.start + min(said.end(), len(unit.text) - 1)
    return [figure for figure in candidates if figure.span.start >= start][:1] or candidates


def _of_thing(query: Query, unit: PreparedUnit, candidates: Sequence[Figure]) -> Sequence[Figure]:
    """Of several figures those that count the very thing asked for ("7% thủ tục hành chính"), if any do."""
    if not query.thing:
        return candidates
    return [figure for figure in candidates if unit.unit_figures.thing(figure) == query.thing] or candidates


def _of_year(query: Query, unit: PreparedUnit, candidates: Sequence[Figure]) -> Sequence[Figure]:
    """Of several figures those of a year that the question names, where the sentence gives them different years.

    A figure's year stands before it ("năm 2031 đạt 40%, năm 2033 đạt 60%") or, where the first has none there, behind
    it; one without a year of its own shares that of the figure before.
    """
    asked = set(_YEAR.findall(query.text))
    if not asked or len(candidates) < 2:
        return candidates
    text, span = unit.document.text, unit.unit.span
    borders = [span.start, *(f.span.start for f in candidates), span.end]
    before = [_YEAR.findall(text, a, b) for a, b in pairwise(borders[:-1])]
    behind = [_YEAR.findall(text, f.span.end, b) for f, b in zip(candidates, borders[2:], strict=True)]
    years: list[str] = []
    for own, after in zip(before, behind, strict=True):
        told = own[-1:] if before[0] else after[:1] or own[-1:]
        years.append(told[0] if told else years[-1] if years else "")
    fitting = [f for f, year in zip(candidates, years, strict=True) if year in asked]
    return fitting or candidates


class _Pull(NamedTuple):
    """How strongly the question's words stand around a figure: by its subject, and by what stands at it."""

    subject: float
    own: float


def _pull(query: Query, unit: PreparedUnit, figure: Figure, lead: Figure, peers: Sequence[Span]) -> _Pull:
    """The pull on a figure.

    Words in the figure's own stretch of the sentence, up to a comma or the next figure, count fully, the others less
    the farther away they are. A figure that opens its stretch ("đạt 86% ở cấp tỉnh, 90% ở cấp huyện") shares what
    stands before `lead`, the first figure of the enumeration; a word of its own says nothing again at its `peers`.
    """
    weights = {term.bare: term.weight for term in query.terms if term.source >= 0 or not query.swaps}
    stretch, subject = _stretch(unit, figure), _stretch(unit, lead)
    said = {token.bare for token in tokens(stretch.of(unit.document.text))}
    pulled = {True: 0.0, False: _LEAST_PULL}
    before: Token | None = None
    for token in tokens(unit.text):
        start = unit.unit.span.start + token.span.start
        weight = weights.get(token.bare, 0.0)
        if before is not None:
            weight += weights.get(f"{before.bare}_{token.bare}", 0.0)
        before = token
        if not weight:
            continue
        shared = start < lead.span.start
        if not shared and token.bare in said and any(peer.start <= start < peer.end for peer in peers):
            continue
        of, within = (lead, subject) if shared else (figure, stretch)
        gap = of.span.start - start if start < of.span.start else start - of.span.end
        near = 1.0 if within.start <= start < within.end else _ELSEWHERE
        pulled[shared] += near * weight * math.exp(-max(0, gap) / _REACH)
    return _Pull(subject=pulled[True], own=pulled[False])


def _leads(unit: PreparedUnit, candidates: Sequence[Figure]) -> list[Figure]:
    """For each figure, in the order of the text, the one whose subject it shares: itself where it has its own."""
    leads: list[Figure] = []
    for figure in candidates:
        opening = unit.document.text[_stretch(unit, figure).start : figure.qualified.start]
        leads.append(leads[-1] if leads and not any(char.isalpha() for char in opening) else figure)
    return leads


def _stretch(unit: PreparedUnit, figure: Figure) -> Span:
    """The part of the sentence around a figure that no comma, semicolon, bracket or other figure cuts off."""
    text, span = unit.document.text, unit.unit.span
    others = [f.span for f in unit.figures if f.span != figure.span]
    start = max([span.start, *(o.end for o in others if o.end <= figure.span.start)])
    end = min([span.end, *(o.start for o in others if o.start >= figure.span.end)])
    left = [m.end() for m in _CUT.finditer(text, start, figure.span.start)]
    right = _CUT.search(text, figure.span.end, end)
    return Span(left[-1] if left else start, right.start() if right else end)


def _with_counted(query: Query, text: str, figure: Figure, within: Span) -> Span:
    """The figure with its qualifier and, for a count or share, the words of what is counted."""
    asked = {word.bare for word in query.words}
    usual = _USUALLY_COUNTED + query.english  # in English the question has none of the words to go on with
    end = figure.span.end
    if figure.kind is FigureKind.COUNT and (rest_of_unit := _UNIT_GOES_ON.match(text, end, within.end)):
        end = rest_of_unit.end()
    if figure.kind in (FigureKind.COUNT, FigureKind.SHARE):
        rest = text[end : within.end]
        match = _COUNTED.match(rest)
        if match and not _NOT_COUNTED.match(rest):
            kept = _counted(match.group().split(), usual, asked)
            if kept:
                end += rest.index(kept[-1], sum(len(k) for k in kept[:-1])) + len(kept[-1])
    start = figure.qualified.start
    before = _YEAR_BEFORE.search(text, max(within.start, start - _LONGEST_YEAR_WORDS), start)
    return Span(before.start() if before and figure.kind is FigureKind.COUNT else start, end)


def _counted(words: Sequence[str], usual: int, asked: Collection[str]) -> list[str]:
    """Of the words behind a figure those that say what is counted: the usual ones, more where the question has them.

    Names are of two syllables each, so that an odd one is left out where others follow it.
    """
    ends = next((i for i, word in enumerate(words) if _NOT_COUNTED.match(word)), len(words))
    kept: list[str] = []
    things = 0  # but for determiners
    for word in words[:ends]:
        if things >= usual and bare(folded(word)) not in asked:
            break
        kept.append(word)
        things += word not in _DETERMINERS
    if len(kept) < ends and things > usual and sum(word not in _PLURALS for word in kept) % _USUALLY_COUNTED:
        kept.pop()
    while kept and _DANGLING.fullmatch(folded(kept[-1])):
        kept.pop()
    return kept


def clause(text: str, sentence: Span, around: Span, longest: int) -> Span:
    """The part of `sentence` around a span that is not longer than `longest`, cut at punctuation or at words."""
    if len(sentence) <= longest:
        return sentence
    cuts = [
        sentence.start,
        *(sentence.start + m.end() for m in re.finditer(r"[;:,.)](?=\s)", sentence.of(text))),
        sentence.end,
    ]
    start, end = around.start, around.end
    left = [c for c in cuts if c <= around.start]
    right = [c for c in cuts if c >= around.end]
    while left and right:
        if end < right[0] and right[0] - start <= longest:
            end = right.pop(0)
        elif left[-1] < start and end - left[-1] <= longest:
            start = left.pop()
        elif left[-1] >= start:
            left.pop()
        elif right[0] <= end:
            right.pop(0)
        else:
            break
    if start == around.start and end == around.end:
        start = max(sentence.start, text.rfind(" ", sentence.start, max(sentence.start + 1, end - longest)) + 1)
        end = min(sentence.end, start + longest)
    return Span(start, end).trimmed(text)


def tidy(text: str) -> str:
    """Text of a document on one line: white space folded, a list mark before it and a stop behind it left out."""
    said = " ".join(text.replace("\u00a0", " ").split())
    said = re.sub(r"^(?:[-+–•*]|[a-zđ]\)|\d+(?:\.\d+)*[.)](?!\d))\s*", "", said)
    return said.rstrip(" .;,:/").strip()


def shortened(text: str, longest: int) -> str:
    """The text on one line, cut after a word with "…" where it is longer than `longest` code points.

    A figure that the cut would come into, or part from its "triệu", is left out whole: half of it is another figure.
    """
    said = " ".join(text.split())
    if len(said) <= longest:
        return said
    head, space, _ = said[:longest].rpartition(" ")
    kept = head if space or any(char.isdigit() for char in said[:longest]) else said[: longest - 1]
    return _OPEN_FIGURE.sub("", kept).rstrip(" ,;:.-") + "…"


def joined(parts: Sequence[str], longest: int) -> str:
    """Items joined by semicolons; "…" stands for those that do not fit."""
    said = ""
    for part in parts:
        longer = f"{said}; {part}" if said else part
        if len(longer) > longest - 3:
            return f"{said}; …" if said else shortened(part, longest)
        said = longer
    return said
