"""ratio: a share against the two counts that it is the share of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from corpus.checks.finding import Finding, FindingKind, Severity, Unchecked
from corpus.checks.reading import Piece, Reading
from corpus.checks.writing import plain_number
from corpus.figures import Figure, FigureKind, number
from corpus.sentences import sentences
from corpus.types import Span

_NUMBER = r"(?<!\d)(?<!\d[.,])\d++(?:[.,]\d++)*+"  # whole and once: of a run of thousands of digits no part is tried
_THING = r"[^\W\d_]+(?:[ ,/][^\W\d_]+){0,5}"
_SHARE = rf"(?P<share>{_NUMBER}) ?%"
_PAIR = rf"(?P<part>{_NUMBER})(?: {_THING})? ?(?:/|trên(?: tổng số)?|trong tổng số) ?(?P<whole>{_NUMBER})"
_STATES = r"(?:đạt|chiếm|bằng|tương ứng|tương đương)"
_BESIDE = (
    re.compile(rf"{_SHARE}(?: {_THING})? ?\((?:tức |tương ứng |tương đương |đạt |là )?{_PAIR}(?: {_THING})?\)"),
    re.compile(rf"{_PAIR}(?: {_THING})?,? ?[(,]? ?(?:{_STATES}(?: với)?(?: tỉ lệ)?:? |\(?tỉ lệ |\()(?:là )?{_SHARE}"),
)
_STATED = re.compile(rf"(?:,|;|\()? ?(?:(?:đạt|chiếm)(?: tỉ lệ)?|tỉ lệ)(?: là)?:? ?{_SHARE}$")
_OF_ALL = re.compile(r" ?(?:của |trên |so với )?(?:tổng|dân số|số|toàn)")
_AMONG = re.compile(r"trong ?đó|trong số|tổng số")
_GROWTH = re.compile(r"(?:tăng|giảm|vượt|hơn|trên|khoảng|gần|dưới|ước|tối thiểu|ít nhất)(?: (?:thêm|khoảng|đạt))? ?$")
_DATE_OR_YEAR = re.compile(r"(?:năm|mức độ|mức|cấp|quí|tháng|điều|khoản|số) ?$")
_HUNDRED = Decimal(100)
_BEFORE = 24


@dataclass(frozen=True, slots=True)
class _Ratio:
    """A share with its counts, and the span that holds all three."""

    share: Decimal
    places: int
    part: Decimal
    whole: Decimal
    span: Span


def check_ratios(reading: Reading) -> Iterator[Finding | Unchecked]:
    """Shares that their own counts do not give."""
    for piece in reading.pieces:
        if "%" not in piece.folded.text:
            continue
        found = list(_beside(piece))
        seen = [ratio.span for ratio in found]
        for ratio in found:
            yield from _judge(reading, ratio)
        before: list[Figure] = []
        starts = [figure.span.start for figure in piece.figures]
        for sentence in sentences(piece.text, piece.span):
            inside = piece.figures[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            figures = [f for f in inside if sentence.contains(f.span)]
            for share in (f for f in figures if f.kind is FigureKind.SHARE):
                if not any(span.overlap(share.span) for span in seen):
                    yield from _in_sentence(reading, piece, share, sentence, before, figures)
            before = figures


def _beside(piece: Piece) -> Iterator[_Ratio]:
    """Shares beside their counts: "85% (77/110)", "77/110 đơn vị, đạt 70%"."""
    said = piece.folded.text
    for pattern in _BESIDE:
        for match in pattern.finditer(said):
            share, part, whole = (number(match[name]) for name in ("share", "part", "whole"))
            if share is None or part is None or not whole or part > whole or _GROWTH.search(_before(said, match)):
                continue
            yield _Ratio(share, _places(match["share"]), part, whole, piece.at(*match.span()))


def _before(said: str, match: re.Match[str]) -> str:
    start = match.start("share")
    return said[max(0, start - _BEFORE) : start]


def _in_sentence(
    reading: Reading, piece: Piece, share: Figure, sentence: Span, before: list[Figure], figures: list[Figure]
) -> Iterator[Finding | Unchecked]:
    """A share behind its part: "1.389 người, trong đó ... là 787 người, đạt tỷ lệ 56,65%"."""
    said, start = piece.folded, piece.span.start
    lead = said.text[said.position(sentence.start - start) : said.position(share.span.end - start)]
    stated = _STATED.search(lead)
    counts = [f for f in (*before, *figures) if f.span.end <= share.span.start and _is_count(piece, f)]
    if _OF_ALL.match(said.text, said.position(share.span.end - start)):
        return  # "20,87% tổng số người": the whole is named, and not by a number
    if stated is None or len(counts) < 2 or share.value is None or _GROWTH.search(lead[: stated.start("share")]):
        return
    part = counts[-1]
    if part in before or not sentence.contains(part.span):
        return
    places = _places(stated["share"])
    wholes = [f for f in counts[:-1] if f.value and part.value is not None and f.value >= part.value]
    ratios = [
        _Ratio(share.value, places, part.value or Decimal(), f.value or Decimal(), Span(f.span.start, share.span.end))
        for f in wholes
    ]
    if not ratios or any(_severity(ratio) is None for ratio in ratios):
        return
    own = [f for f in wholes if sentence.contains(f.span)]
    between = said.text[said.position(ratios[-1].span.start - start) : said.position(part.span.start - start)]
    if len(wholes) == 1 and _AMONG.search(between if own else piece.folded.text):
        span = Span(part.span.start, share.span.end)
        ratio = ratios[0]
        yield from _judge(reading, ratio, span)
    else:
        yield reading.unchecked(FindingKind.RATIO, Span(part.span.start, share.span.end))


def _is_count(piece: Piece, figure: Figure) -> bool:
    if figure.kind is not FigureKind.COUNT or figure.value is None:
        return False
    at = piece.folded.position(figure.span.start - piece.span.start)
    return not _DATE_OR_YEAR.search(piece.folded.text[max(0, at - _BEFORE) : at])


def _judge(reading: Reading, ratio: _Ratio, span: Span | None = None) -> Iterator[Finding]:
    severity = _severity(ratio)
    if severity is None:
        return
    exact = ratio.part * _HUNDRED / ratio.whole
    expected = plain_number(round(exact, max(ratio.places, 0)))
    counts = f"{plain_number(ratio.part)}/{plain_number(ratio.whole)}"
    found = plain_number(ratio.share)
    said = "chữ số cuối không làm tròn" if severity is Severity.NOTE else "không khớp"
    spans = [ratio.span] if span is None else [span, ratio.span] if len(ratio.span) > len(span) else [span]
    yield reading.finding(
        FindingKind.RATIO, severity, f"{counts} = {expected}%, văn bản ghi {found}% ({said}).", *spans,
        expected=f"{expected}%", found=f"{found}%",
    )  # fmt: skip


def _severity(ratio: _Ratio) -> Severity | None:
    """How wrong a share is; None where it is right, rounded to its own decimals."""
    exact = ratio.part * _HUNDRED / ratio.whole
    unit = Decimal(1).scaleb(-ratio.places)
    if abs(exact - ratio.share) * 2 <= unit:
        return None
    if exact.quantize(unit, ROUND_DOWN) == ratio.share or abs(exact - ratio.share) <= unit:
        return Severity.NOTE
    return Severity.ERROR


def _places(written: str) -> int:
    value = number(written)
    exponent = value.as_tuple().exponent if value is not None else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0
