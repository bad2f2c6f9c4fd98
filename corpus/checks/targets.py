"""target-year and target-conflict: a target before the plan begins, with two years, or with two values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from corpus.checks.finding import Finding, FindingKind, Severity, Unchecked
from corpus.checks.reading import Piece, Reading
from corpus.figures import Figure, FigureKind
from corpus.folding import folded
from corpus.tokens import tokens
from corpus.types import Span

_YEAR = re.compile(
    r"(?P<until>(?:đến|trong|trước)? ?(?:hết|cuối)? ?(?:năm )?|đến )(?<!\d)(?P<year>(?:19|20)\d\d)(?![\d/.-])(?! ?[-–] ?\d)"
)
_DEADLINE = re.compile(r"(?:đến|hết|cuối|trong|vào|trước)(?: (?:hết|cuối|thời điểm|ngày \d+/\d+))*(?: năm)? ?$")
_STRIVES = re.compile(r"phấn đấu|mục tiêu|chỉ tiêu|dự kiến")
_PAST = re.compile(r"hiện trạng|kết quả|tình hình|đánh giá|thực trạng|căn cứ|đã (?:đạt|thực hiện|hoàn thành)|giai đoạn trước")
_CLAUSE = re.compile(r"[.;](?= |$)|: (?=[-+])")
_STOP = frozenset("các có được và của cho trong đạt là với tại những".split())
_LEAST_SHARED, _LEAST_TOKENS, _SAME = Decimal("0.85"), 6, Decimal("0.92")


@dataclass(frozen=True, slots=True)
class _Target:
    """A share that is aimed at: its clause, year and what it is the share of, as syllables."""

    piece: Piece
    share: Figure
    year: int | None
    words: frozenset[str]
    text: str
    span: Span


def check_targets(reading: Reading) -> Iterator[Finding | Unchecked]:
    """Targets that lie before the period of the plan or contradict each other."""
    period = reading.document.metadata.period
    begins = int(period.value[:4]) if period and "-" in period.value else None
    only = int(period.value) if period and "-" not in period.value and period.value.isdecimal() else None
    forward = [piece for piece in reading.body() if not _looks_back(piece)]
    for piece in forward:
        yield from _too_early(reading, piece, begins or only)
    targets = [target for piece in forward for target in _targets(piece)]
    for i, one in enumerate(targets):
        for other in targets[i + 1 :]:
            yield from _compare(reading, one, other)


def _looks_back(piece: Piece) -> bool:
    """Whether the section tells what was, not what is to be."""
    return any(_PAST.search(folded(heading)) for heading in piece.section.path[-3:])


def _too_early(reading: Reading, piece: Piece, begins: int | None) -> Iterator[Finding]:
    """"Phấn đấu hết 2013" in a plan for 2014."""
    if begins is None:
        return
    said = piece.folded.text
    for clause in _clauses(said):
        strives = re.search(r"phấn đấu", said[clause.start : clause.end])
        if strives is None:
            continue
        for match in _YEAR.finditer(said, clause.start + strives.end(), clause.end):
            year = int(match["year"])
            if year < begins and _DEADLINE.search(said[max(0, match.start("year") - 30) : match.start("year")]):
                end = min(clause.end, match.end() + 100)
                span = piece.at(clause.start + strives.start(), end).trimmed(piece.text)
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


def _targets(piece: Piece) -> Iterator[_Target]:
    if piece.cell:
        return
    said, base = piece.folded, piece.span.start
    shares = [f for f in piece.figures if f.kind is FigureKind.SHARE and f.value is not None]
    for clause in _clauses(said.text):
        own = [s for s in shares if clause.start <= said.position(s.span.start - base) < clause.end]
        for k, share in enumerate(own):
            at, end = said.position(share.span.start - base), said.position(share.span.end - base)
            stop = said.position(own[k + 1].span.start - base) if k + 1 < len(own) else clause.end
            begin = said.position(own[k - 1].span.end - base) if k else clause.start
            before = [m for m in _YEAR.finditer(said.text, begin, at)]
            years = {int(m["year"]) for m in before if m["until"].strip()}
            text = said.text[end:stop]
            words = frozenset(t.form for t in tokens(text)) - _STOP
            if len(words) >= _LEAST_TOKENS and len(years) <= 1:
                first = before[-1].start() if before else at
                yield _Target(piece, share, years.pop() if years else None, words, text, piece.at(first, stop))


def _compare(reading: Reading, one: _Target, other: _Target) -> Iterator[Finding]:
    shared = len(one.words & other.words)
    least = Decimal(shared) / min(len(one.words), len(other.words))
    most = Decimal(shared) / max(len(one.words), len(other.words))
    if one.share.value == other.share.value:
        if one.year and other.year and one.year != other.year and least >= _LEAST_SHARED:
            early, late = sorted((one, other), key=lambda target: target.year or 0)
            yield reading.finding(
                FindingKind.TARGET_YEAR, Severity.WARNING,
                f"Cùng một chỉ tiêu {one.share.span.of(one.piece.text)} nhưng ghi hai năm {early.year} và {late.year}.",
                early.span.trimmed(one.piece.text), late.span.trimmed(one.piece.text),
                expected=str(late.year), found=str(early.year),
            )  # fmt: skip
    elif one.year == other.year and most >= _SAME and one.piece.section.part == other.piece.section.part:
        values = [target.share.span.of(target.piece.text) for target in (one, other)]
        yield reading.finding(
            FindingKind.TARGET_CONFLICT, Severity.WARNING,
            f"Cùng một chỉ tiêu nhưng ghi hai mức {values[0]} và {values[1]}.",
            one.span.trimmed(one.piece.text), other.span.trimmed(one.piece.text), expected=values[0], found=values[1],
        )  # fmt: skip
