"""Figures of a unit: which of them may answer a question, by their kind, what they count and what stands at them."""

from __future__ import annotations

import re

from assistant.kinds import Wanted
from assistant.paper_types import asked_code, has_code, named_numbers
from assistant.query import YEAR, Query
from assistant.tense import Tense
from corpus.figures import Figure, FigureKind, find_figures
from corpus.folding import folded
from corpus.tokens import tokens
from corpus.units import Unit, UnitKind

_NO_COUNTS = (FigureKind.MONEY, FigureKind.SHARE)
_BEHIND, _WORDS_BEHIND = 30, 2  # code points, and words, behind a figure that say of what it is
_MARKER_END = re.compile(r"[.)]")
_NUMBERED = re.compile(
    r"(?:mức độ|mức|cấp|giai đoạn|điều|khoản|lần|hạng|iso|(?<!tổng )số|chú thích"
    r"|phụ lục|bảng|biểu|mục|phần|quí|nhóm"
    r"|(?:mức độ|mức|cấp) \d{1,2}(?:,| và| hoặc))[\s:]*$"
)
_GIVES = re.compile(r"cấp[\s:]*$")  # "cấp 3" is a level, "cấp 6.312 tài khoản" and "cung cấp 643 dịch vụ" give things
_HIGHEST_LEVEL = 9
_FIRST_CELL_END = re.compile(r"\.|[^\S\n]*(?:\n|\||$)")
_YEAR_CUE = re.compile(r"(?:năm|hết|cuối|đầu|từ|đến|tháng|quí|và|với|trước|sau|[-–,])$")
_LEAST_AMOUNT = 10_000  # from which a bare number in a sentence about money is taken for an amount
_ABOUT_MONEY = re.compile(r"đồng|vnđ|ngân sách|kinh phí|vốn")
_FIGURES: dict[Wanted, tuple[FigureKind, ...]] = {
    Wanted.MONEY: (FigureKind.MONEY, FigureKind.COUNT, FigureKind.SHARE),
    Wanted.SHARE: (FigureKind.SHARE,),
    Wanted.COUNT: (FigureKind.COUNT, FigureKind.SHARE, FigureKind.MONEY),
    Wanted.DATE: (FigureKind.DATE, FigureKind.PERIOD, FigureKind.COUNT),
    Wanted.NUMBER: (FigureKind.NUMBER_OF_DOCUMENT,),
}  # the kinds of figures that answer, the most fitting first


_OF_MONEY = re.compile(
    r"\s*(?:của )?(?:tổng )?(?:dự toán |mức |số )?(?:ngân sách|chi |gdp|grdp|kinh phí|vốn|tổng sản phẩm)"
)


class UnitFigures:
    """The figures of a unit of a text, in their order."""

    def __init__(self, text: str, unit: Unit) -> None:
        """Find them."""
        self._text = text
        self._unit = unit
        self.all = find_figures(text, unit.span)

    def candidates(self, query: Query, kind: Wanted) -> tuple[Figure, ...]:
        """The figures that may answer a question of `kind`; those of the first fitting kind of figure."""
        for fitting in _FIGURES[kind]:
            found = [f for f in self.all if f.key not in query.given and self._fits(f, kind, fitting)]
            if kind is Wanted.COUNT and fitting in _NO_COUNTS and query.counted >= 0:
                # neither an amount of money nor a share counts things, but a share of the very things does
                reported = query.tense is Tense.REPORTED  # "hiện có bao nhiêu người" wants heads, not a target
                shared = fitting is FigureKind.SHARE and not query.asks_total and not reported
                found = [f for f in found if shared and self._is_of(f, query.things)]
            if kind is Wanted.NUMBER and (code := asked_code(query.question)) is not None:
                found = [f for f in found if has_code(f.key, code)]
            if kind is Wanted.NUMBER:
                found = [f for f in found if f.key not in named_numbers(query.question)]
            if found:
                return tuple([f for f in found if self._is_measured(f, query)] or found)
        return ()

    def thing(self, figure: Figure) -> tuple[str, ...]:
        """The two bare words right behind a figure: what it counts."""
        behind = self._text[figure.span.end : min(self._unit.span.end, figure.span.end + _BEHIND)]
        return tuple(token.bare for token in tokens(behind)[:_WORDS_BEHIND])

    def share(self, thing: tuple[str, ...]) -> bool:
        """Whether one of the figures is a share of a thing."""
        return bool(thing) and any(f.kind is FigureKind.SHARE and self.thing(f) == thing for f in self.all)

    def _is_of(self, figure: Figure, things: frozenset[str]) -> bool:
        """Whether the words right behind a figure name one of `things`: "50% số xã"."""
        return not things.isdisjoint(self.thing(figure))

    def measures(self, query: Query) -> bool:
        """Whether the unit has a figure in the units of what the question asks to measure."""
        return query.measured_in is not None and any(self._is_measured(figure, query) for figure in self.all)

    def _is_measured(self, figure: Figure, query: Query) -> bool:
        behind = folded(self._text[figure.span.start : figure.span.end + _BEHIND])
        written = folded(figure.span.of(self._text))
        return query.measured_in is not None and bool(query.measured_in.match(behind.removeprefix(written)))

    def _fits(self, figure: Figure, kind: Wanted, fitting: FigureKind) -> bool:
        """Whether a figure is of the kind: a year is no count, nor is the number of an item, a level or an annex."""
        if figure.kind is not fitting:
            return False
        text = self._text
        if kind is Wanted.MONEY and fitting is FigureKind.SHARE:  # "bố trí tối thiểu 3% ngân sách"
            return _OF_MONEY.match(folded(text[figure.span.end : figure.span.end + _BEHIND])) is not None
        if figure.kind is not FigureKind.COUNT:
            return True
        written = figure.span.of(text)
        year = bool(YEAR.fullmatch(written))
        before = folded(text[max(self._unit.span.start, figure.span.start - 14) : figure.span.start])
        if kind is Wanted.DATE:
            return year and bool(_YEAR_CUE.search(before))
        if kind is Wanted.MONEY:
            return (
                not year
                and (figure.value or 0) >= _LEAST_AMOUNT
                and _ABOUT_MONEY.search(folded(self._unit.span.of(text))) is not None
            )
        given = _GIVES.search(before) is not None and (figure.value or 0) > _HIGHEST_LEVEL
        return not (year or self.is_marker(figure) or (_NUMBERED.search(before) and not given))

    def is_marker(self, figure: Figure) -> bool:
        """Whether a figure is the number of the item or row: "1.", "2)", "(3)", the first cell."""
        text = self._text
        opening = text[self._unit.span.start : figure.span.start]
        if opening not in ("", "("):
            return False
        if self._unit.kind is UnitKind.ROW:
            return _FIRST_CELL_END.match(text, figure.span.end) is not None
        return _MARKER_END.match(text, figure.span.end) is not None
