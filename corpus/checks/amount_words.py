"""digits-words: an amount in digits against the same amount in words in brackets behind or before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from corpus.checks.finding import Finding, FindingKind, Severity, Unchecked
from corpus.checks.reading import Piece, Reading
from corpus.checks.writing import plain_number
from corpus.figures import Figure, FigureKind
from corpus.number_words import NUMBER_WORDS, number_of
from corpus.tokens import tokens
from corpus.types import Span

_WORDS_BEHIND = re.compile(
    r"(?: ?(?:đồng|đ|vnđ|vnd))?[.,;]? ?[(\[]? ?(?:(?:số tiền )?(?:viết )?bằng chữ ?[:;]? ?)"
    r"(?P<said>[^()\[\]\d:;.]{2,200})"
    r"|(?: ?(?:đồng|đ|vnđ|vnd))? ?[(\[] ?(?P<words>[^()\[\]\d:;]{2,200})[)\]]"
)
_DIGITS_BEHIND = re.compile(r" ?\( ?(?P<digits>\d{1,3}(?:\.\d{3})*|\d+) ?\)")
_TAIL = frozenset({"đồng", "chẵn", "việt", "nam", "vnđ", "vnd"})
_LEAST_WORDS = 2  # of a number before its digits: "năm (2014)" is a year
_LONGEST_BEFORE = 200


def check_amount_words(reading: Reading) -> Iterator[Finding | Unchecked]:
    """Amounts whose digits and words differ."""
    for piece in reading.pieces:
        for figure in piece.figures:
            if figure.kind not in (FigureKind.MONEY, FigureKind.COUNT) or figure.value is None:
                continue
            found = words_behind(piece, figure)
            if found is None:
                continue
            span, value = found
            if value is None:
                yield reading.unchecked(FindingKind.DIGITS_WORDS, span)
            elif value != figure.value:
                yield _finding(reading, span, figure.value, value)
        yield from _digits_behind_words(reading, piece)


def words_behind(piece: Piece, figure: Figure) -> tuple[Span, int | None] | None:
    """The number in words right behind a figure: the span of both, and its value where it can be read for certain.

    None where no number in words stands there.
    """
    whole = piece.folded
    start = whole.position(figure.span.end - piece.span.start)
    match = _WORDS_BEHIND.match(whole.text, start)
    if match is None:
        return None
    group = "said" if match["said"] else "words"
    forms = [token.form for token in tokens(match[group])]
    numeral = 0
    while numeral < len(forms) and forms[numeral] in NUMBER_WORDS:
        numeral += 1
    if not numeral:
        return None
    span = Span(figure.span.start, piece.at(match.start(), match.end()).end)
    rest = forms[numeral:]
    if group == "words" and not _TAIL.issuperset(rest) and (numeral == 1 or figure.kind is FigureKind.COUNT):
        return None  # "(năm học 2014)", "(ba cấp)": words that only begin as a number does
    return span, number_of(forms[:numeral]) if _TAIL.issuperset(rest) else None


def _digits_behind_words(reading: Reading, piece: Piece) -> Iterator[Finding | Unchecked]:
    """What is written the other way round: "ba mươi (30) ngày"."""
    whole = piece.folded
    for match in _DIGITS_BEHIND.finditer(whole.text):
        before = tokens(whole.text[max(0, match.start() - _LONGEST_BEFORE) : match.start()])
        run = len(before)
        while run and before[run - 1].form in NUMBER_WORDS:
            run -= 1
        forms = [token.form for token in before[run:]]
        value = number_of(forms)
        if len(forms) < _LEAST_WORDS or value is None:
            continue
        digits = int(match["digits"].replace(".", ""))
        if digits != value:
            start = max(0, match.start() - _LONGEST_BEFORE) + before[run].span.start
            yield _finding(reading, piece.at(start, match.end()), Decimal(digits), value)


def _finding(reading: Reading, span: Span, digits: Decimal, words: int) -> Finding:
    expected, found = plain_number(Decimal(words)), plain_number(digits)
    return reading.finding(
        FindingKind.DIGITS_WORDS,
        Severity.ERROR,
        f"Số viết bằng số là {found}, viết bằng chữ là {expected}.",
        span,
        expected=expected,
        found=found,
    )
