"""target-year and target-conflict: a target before the plan begins, with two years, or with two values."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from corpus.checks.finding import Finding, FindingKind, Severity, Unchecked
from corpus.checks.reading import Piece, Reading
from corpus.figures import Figure, FigureKind
from corpus.folding import folded
from corpus.markers import Rank
from corpus.remembering import remembered
from corpus.tokens import tokens
from corpus.types import Document, Span

_YEAR = re.compile(
    r"(?P<until>(?:đến|trong|trước)? ?(?:hết|cuối)? ?(?:năm )?)(?<!\d)(?P<year>(?:19|20)\d\d)(?![\d/.-])(?! ?[-–] ?\d)"
)
_DEADLINE = re.compile(r"(?:đến|hết|cuối|trong|vào|trước)(?: (?:hết|cuối|thời điểm))*(?: năm)? ?$")
_PAST = re.compile(
    r"hiện trạng|kết quả|tình hình|đánh giá|thực trạng|căn cứ|đã (?:đạt|thực hiện|hoàn thành)|giai đoạn trước"
)
_AIMS = "phấn đấu"
_CLAUSE = re.compile(r"[.;](?= |$)|: (?=[-+])")
_STOP = frozenset({"các", "có", "được", "và", "của", "cho", "trong", "đạt", "là", "với", "tại", "những"})
_LEAST_SHARED, _LEAST_TOKENS, _SAME = Decimal("0.85"), 6, 0.92
_SHOWN = 100
_MOST = 1_000  # targets that are compared with one another; a plan has tens of them


@dataclass(frozen=True, slots=True)
class _Target:
    """A share that is aimed at: its clause, its year, what it is the share of, and the item it stands under.

    `words` are the syllables behind the share, `clause` those of its whole clause, None where that has other shares.
    """

    piece: Piece
    share: Figure
    year: int | None
    words: frozenset[str]
    clause: tuple[str, ...] | None
    lead: Piece | None
    span: Span


def check_targets(reading: Reading) -> Iterator[Finding | Unchecked]:
    """Targets that lie before the period of the plan or contradict each other."""
    begins = _begins(reading.document)
    targets: list[_Target] = []
    above: list[tuple[tuple[int, int], Piece]] = []
    for piece in reading.body():
        level = _level(piece)
        above = [entry for entry in above if entry[0] < level]
        if not _is_past(piece.section.path[-3:]):
            if begins is not None:
                yield from _too_early(reading, piece, begins)
            if not piece.cell:
                targets += _targets(piece, above[-1][1] if above else None)
        above.append((level, piece))
    for i, one in enumerate(targets[:_MOST]):
        for other in targets[i + 1 : _MOST]:
            yield from _compare(reading, one, other)
    for one in targets[_MOST:]:
        yield reading.unchecked(FindingKind.TARGET_CONFLICT, one.span.trimmed(one.piece.text))


@remembered(1 << 6)  # all pieces of a section stand under the same headings
def _is_past(path: tuple[str, ...]) -> bool:
    """Whether a heading says that what stands under it is over."""
    return any(_PAST.search(folded(heading)) for heading in path)


def _level(piece: Piece) -> tuple[int, int]:
    """How deep a piece stands in its list; a paragraph without a marker stands above bullets."""
    marker = piece.marker
    return (marker.rank, len(marker.ordinals)) if marker else (Rank.BRACKETED, 0)


def _begins(document: Document) -> int | None:
    """The first year of the plan, as its title says it; of a plan "đến năm 2030" that is the year of its date."""
    period, date = document.metadata.period, document.metadata.date
    if period is None or period.span is None:
        return None
    before = folded(document.text[max(0, period.span.start - 16) : period.span.start])
    if "-" not in period.value and before.endswith(("đến năm", "đến")):
        return int(date.value[:4]) if date else None
    return int(period.value[:4])


def _too_early(reading: Reading, piece: Piece, begins: int) -> Iterator[Finding]:
    """What is aimed at before the plan begins: "Phấn đấu hết 2013" in a plan for 2014."""
    said = piece.folded.text
    for clause in _clauses(said) if _AIMS in said else ():
        start = said.find(_AIMS, clause.start, clause.end)
        if start < 0:
            continue
        for match in _YEAR.finditer(said, start, clause.end):
            year = int(match["year"])
            if year < begins and _DEADLINE.search(said[max(0, match.start("year") - 30) : match.start("year")]):
                span = piece.at(start, min(clause.end, match.end() + _SHOWN)).trimmed(piece.text)
                yield reading.finding(
                    FindingKind.TARGET_YEAR, Severity.WARNING,
                    f"Mục tiêu đặt cho năm {year}, trước kỳ kế hoạch (từ {begins}).",
                    span, expected=f"từ {begins}", found=str(year),
                )  # fmt: skip


def _clauses(said: str) -> Iterator[Span]:
    start = 0
    for match in _CLAUSE.finditer(said):
        yield Span(start, match.end())
        start = match.end()
    yield Span(start, len(said))


def _targets(piece: Piece, lead: Piece | None) -> Iterator[_Target]:
    """The shares of a piece that are said of enough words to be told from others."""
    said, base = piece.folded, piece.span.start
    shares = [f for f in piece.figures if f.kind is FigureKind.SHARE and f.value is not None]
    places = [said.position(share.span.start - base) for share in shares]
    for clause in _clauses(said.text) if shares else ():
        own = shares[bisect_left(places, clause.start) : bisect_left(places, clause.end)]
        for k, share in enumerate(own):
            at, end = said.position(share.span.start - base), said.position(share.span.end - base)
            stop = said.position(own[k + 1].span.start - base) if k + 1 < len(own) else clause.end
            begin = said.position(own[k - 1].span.end - base) if k else clause.start
            before = [m for m in _YEAR.finditer(said.text, begin, at) if m["until"].strip()]
            years = {int(m["year"]) for m in before}
            words = _words(said.text[end:stop])
            if len(words) < _LEAST_TOKENS or len(years) > 1:
                continue
            told = len(own) == 1 and not said.text[clause.start : stop].rstrip().endswith(":")
            whole = _syllables(said.text[clause.start : at]) + _syllables(said.text[end:stop]) if told else None
            first = before[-1].start() if before else at
            yield _Target(
                piece, share, years.pop() if years else None, words, whole, lead, piece.at(first, stop)
            )  # fmt: skip


def _syllables(text: str) -> tuple[str, ...]:
    return tuple(token.form for token in tokens(text))


def _words(text: str) -> frozenset[str]:
    return frozenset(_syllables(text)) - _STOP


def _compare(reading: Reading, one: _Target, other: _Target) -> Iterator[Finding]:
    text = reading.document.text
    if one.share.value == other.share.value:
        alike = Decimal(len(one.words & other.words)) / min(len(one.words), len(other.words))
        if one.year and other.year and one.year != other.year and alike >= _LEAST_SHARED:
            early, late = sorted((one, other), key=lambda target: target.year or 0)
            yield reading.finding(
                FindingKind.TARGET_YEAR, Severity.WARNING,
                f"Cùng một chỉ tiêu {one.share.span.of(text)} nhưng ghi hai năm {early.year} và {late.year}.",
                early.span.trimmed(text), late.span.trimmed(text), expected=str(late.year), found=str(early.year),
            )  # fmt: skip
    elif _same_target(one, other):
        values = [target.share.qualified.of(text) for target in (one, other)]
        yield reading.finding(
            FindingKind.TARGET_CONFLICT, Severity.WARNING,
            f"Cùng một chỉ tiêu nhưng ghi hai mức {values[0]} và {values[1]}.",
            one.span.trimmed(text), other.span.trimmed(text), expected=values[0], found=values[1],
        )  # fmt: skip


def _same_target(one: _Target, other: _Target) -> bool:
    """Whether two clauses say the same of the same time, but for the share itself."""
    if one.clause is None or other.clause is None or one.year != other.year:
        return False
    if one.year is None:  # each list may be of another year or place, and small words tell them apart
        return one.lead is other.lead and one.clause == other.clause
    return SequenceMatcher(None, one.clause, other.clause, autojunk=False).ratio() >= _SAME
