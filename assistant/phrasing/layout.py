"""Layout: the words and figures of a text in their order, with the stretches between commas and the like."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from assistant.phrasing.quantities import Quantity, bounded, quantities
from corpus.agencies import find_agencies
from corpus.figures import FigureKind, find_figures
from corpus.folding import folded
from corpus.tokens import tokens
from corpus.types import Span

# Words that only join others: they may be said without proof, and prove nothing.
_JOINING = """
    là của và với cho trong tại ở theo về từ đến tới để này đó ấy các những một thì mà do bởi như khi còn nhưng cũng
    có gồm được sẽ cần hết việc số năm tháng ngày kế hoạch văn bản tài liệu nêu rõ
"""
_CONNECTING = frozenset(map(folded, _JOINING.split()))
_BORDER = re.compile(
    r"[,;|)\n\t]|[.!?…](?=\s|$)|(?<!\w)(?:và|còn|nhưng|trong khi|đồng thời|trong đó)(?!\w)", re.IGNORECASE
)
_END = re.compile(r"[;\n]|[.!?…](?=\s|$)")  # of a sentence, or of one of several that are told in one
_TIMES = (FigureKind.DATE, FigureKind.PERIOD)


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A word, agency or figure: what it is, the how manieth, in which stretch; `sort` and `key` of a figure alone.

    Figures of one sort can be taken for each other: amounts of money, years and dates, levels, counts.
    """

    form: str
    place: int
    stretch: int
    sentence: int
    sort: str = ""
    key: str = ""
    digits: str = ""
    is_agency: bool = False

    @property
    def figure(self) -> bool:
        """Whether it is a figure."""
        return bool(self.sort)

    @property
    def measures(self) -> bool:
        """Whether it is a figure that others ("2014", "mức độ 3") say something of."""
        return self.sort in (FigureKind.MONEY, FigureKind.SHARE, FigureKind.COUNT)

    def same(self, said: Item) -> bool:
        """Whether who reads this figure may say the other one; the unit may stand in the head of a table."""
        if not self.figure or not said.figure:
            return False
        if self.sort == "time" and said.sort == "time":
            return said.key == self.key or f"-{said.key}-" in f"-{self.key}-"
        if self.sort == said.sort and self.key == said.key:
            return True
        return self.measures and said.measures and self.digits == said.digits


@dataclass(frozen=True, slots=True)
class Layout:
    """The items of a text without connecting words; `forms` of its words and figures, `length` in stretches.

    `ends` are the places among the forms where a sentence begins or ends.
    """

    items: tuple[Item, ...]
    forms: tuple[str, ...]
    ends: frozenset[int]
    length: int

    @classmethod
    def of(cls, text: str, agencies: Container[str] | None = None) -> Self:
        """Lay out a text; of agencies, a claim has only those as a whole that stand in `agencies`."""
        items = tuple(_items(text, agencies))
        spoken = [item for item in items if not item.is_agency]
        ends = {at for at in range(1, len(spoken)) if spoken[at - 1].sentence != spoken[at].sentence}
        forms = tuple(item.form for item in spoken)
        return cls(items, forms, frozenset({0, len(forms), *ends}), max((i.stretch for i in items), default=-1) + 1)

    @property
    def figures(self) -> tuple[Item, ...]:
        """The figures in their order."""
        return tuple(item for item in self.items if item.figure)

    def stretches(self) -> Iterator[list[Item]]:
        """The items of each stretch."""
        for _, group in groupby(self.items, key=lambda item: item.stretch):
            yield list(group)

    def runs(self) -> Iterator[list[Item]]:
        """The words that follow each other in a stretch with no figure between them."""
        for (_, figure, agency), group in groupby(self.items, key=lambda i: (i.stretch, i.figure, i.is_agency)):
            if not figure and not agency:
                yield list(group)

    def tells(self, item: Item) -> bool:
        """Whether the stretch of an item has a figure of its own, of a year or level one that measures."""
        return item.measures or any(
            one.measures or not item.figure for one in self.figures if one.stretch == item.stretch
        )

    def pairs(self, most: int) -> Iterator[tuple[str, str]]:
        """Every two words with at most so many others between them."""
        for at, form in enumerate(self.forms):
            for other in self.forms[at + 1 : at + 2 + most]:
                yield form, other

    def states(self, forms: tuple[str, ...]) -> bool:
        """Whether these are whole sentences of this text; a part of one may put together what it does not."""
        return any(self.forms[at : at + len(forms)] == forms and at + len(forms) in self.ends for at in self.ends)

    def follows(self, forms: Sequence[str], most: int) -> bool:
        """Whether the forms stand here in their order, with at most so many words and no figure between two."""
        ends = {-1 - at for at in range(len(self.forms))} if forms else set()  # anywhere to begin with
        numbers = {item.form for item in self.figures}
        for number, form in enumerate(forms):
            places = [at for at, other in enumerate(self.forms) if other == form]
            ends = (
                set(places)
                if number == 0
                else {
                    at
                    for at in places
                    for end in ends
                    if 0 < at - end <= most + 1 and numbers.isdisjoint(self.forms[end + 1 : at])
                }
            )
        return bool(ends)


def _items(text: str, agencies: Container[str] | None) -> Iterator[Item]:
    named = {a.span: f"agency {a.key}" for a in find_agencies(text)}
    whole = {span: form for span, form in named.items() if agencies is None or form in agencies}
    figures = {f.span: (f.span.of(text), q) for f, q in zip(find_figures(text), quantities(text), strict=True)}
    words = {token.span: token.form for token in tokens(text)}
    skipped = [*figures, *bounded(text), *(whole if agencies is not None else ())]
    words = {span: form for span, form in words.items() if not any(_inside(span, other) for other in skipped)}
    borders, ends = (
        [m.end() for m in pattern.finditer(text) if not any(_inside(Span(*m.span()), o) for o in (*named, *figures))]
        for pattern in (_BORDER, _END)
    )
    stretch, after, place = -1, -1, 0
    for span in sorted({*whole, *figures, *words}, key=lambda one: (one.start, -one.end)):
        if span not in figures and span not in whole and words[span] in _CONNECTING:
            place += 1
            continue
        passed = bisect_right(borders, span.start)
        stretch, after = stretch + (passed != after), passed
        where = (place, stretch, bisect_right(ends, span.start))
        if span in figures:
            yield _figure(*figures[span], *where)
        if span in whole:
            yield Item(whole[span], *where, is_agency=True)
        elif span in words:
            yield Item(words[span], *where)
        place += 1


def _figure(written: str, quantity: Quantity, place: int, stretch: int, sentence: int) -> Item:
    timed = quantity.is_year or quantity.kind in _TIMES
    sort = "time" if timed else f"{quantity.label} of" if quantity.label else str(quantity.kind)
    digits = re.sub(r"[^\d,]", "", written)
    return Item(f"{sort} {quantity.key}", place, stretch, sentence, sort, quantity.key, digits)


def _inside(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end
