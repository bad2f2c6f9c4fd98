"""Quantities as a text states them: a figure with what changes its meaning, so that two texts can be compared.

"trên 90 hộ" is another quantity than "90 hộ", "90 xã", "tháng 90", "90 triệu đồng/hộ" or "không đạt 90 hộ".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.stopwords import STOPWORDS
from corpus.figures import Figure, FigureKind, find_figures
from corpus.folding import fold, folded
from corpus.types import Span

_WORDS_OF_BOUNDS = {
    "at least": "tối thiểu|ít nhất|thấp nhất|không dưới|không thấp hơn|không ít hơn",
    "at most": "tối đa|nhiều nhất|cao nhất|không quá|không vượt quá|không vượt|không cao hơn|không hơn",
    "about": "khoảng|ước đạt|ước tính|ước|xấp xỉ|chừng",
    "nearly": "gần|gần bằng",
    "over": "trên|hơn|vượt|vượt quá|cao hơn|lớn hơn",
    "under": "dưới|chưa đến|chưa tới|chưa đầy|chưa quá|thấp hơn|nhỏ hơn|kém|ít hơn",
    "only": "chỉ|chỉ còn|chỉ có|chỉ đạt",
    "every": "hàng|hằng|mỗi|từng",
    "before": "trước|chậm nhất|muộn nhất",
    "after": "sau",
}
_BOUNDS = {folded(word): bound for bound, words in _WORDS_OF_BOUNDS.items() for word in words.split("|")}
_FILLER = r"(?: (?:là|đạt|mức|bằng|vào|cuối|đầu|năm|tháng|ngày|quí))*"  # may stand between such a word and the figure
_BOUND = re.compile(rf"(?<!\w)({'|'.join(sorted(_BOUNDS, key=len, reverse=True))}){_FILLER}$")
_BOUND_AFTER = re.compile(r"^ ?trở (?P<way>lên|xuống|đi)(?!\w)")
_AFTER = {"lên": "at least", "xuống": "at most", "đi": "from then on"}
_LABEL = re.compile(
    r"(?<!\w)(tháng|quí|ngày|tuần|điều|khoản|điểm|mục|chương|phụ lục|mức độ|cấp độ|cấp|lớp|khóa|lần|kì|đợt|thứ|loại"
    r"|nhóm|hạng|bậc)$"
)
_NEGATION = re.compile(
    r"(?<!\w)(?<!hàng )(không|chưa|chẳng)(?! (?:gian|khí|quân|trăm|phận|chỉ|những|ngừng|quá|dưới|vượt|ít hơn|thấp hơn"
    r"|cao hơn|hơn)\b)(?!\w)"
)
_CHANGE = re.compile(r"(?<!\w)(tăng(?! cường)|giảm(?! nghèo| thiểu))(?!\w)")
_CLAUSE_BORDER = re.compile(r"[.;:,(\n]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_RATE = re.compile(r"^ ?/ ?(\w+)")
_IN_WORDS = re.compile(r"^ ?\([^()]{1,120}\)")  # "15 (mười lăm) xã"
_WORD = re.compile(r"^ ?([^\W\d_]+)")
_BEFORE, _BEHIND = 80, 160  # code points around a figure that are looked at


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its bounds ("at least"), label ("tháng"), polarity ("không", "giảm"), rate, and what it counts."""

    kind: FigureKind
    key: str
    bounds: frozenset[str]
    label: str
    polarity: frozenset[str]
    rate: str
    counted: tuple[str, ...]
    is_year: bool  # 2014 as a year, not as a count

    def states(self, said: Quantity) -> bool:
        """Whether who reads this quantity may say the other one."""
        if said.polarity != self.polarity or said.rate != self.rate:
            return False
        if said.kind is self.kind and said.key == self.key and not said.is_year and not self.is_year:
            return self._bounds(said) and said.label == self.label and _same(said.counted, self.counted)
        if self.is_year and said.is_year and said.key == self.key:
            return self._bounds(said)
        return self._has_part(said)

    def _bounds(self, said: Quantity) -> bool:
        """Whether the other has the same bounds; "chỉ" judges the figure and may be left out, never added."""
        return said.bounds in (self.bounds, self.bounds - {"only"})

    def _has_part(self, said: Quantity) -> bool:
        """Whether the other is a year of this period, or this date with less said of it."""
        if self.kind is FigureKind.PERIOD:
            return said.is_year and not said.bounds and said.key in self.key.split("-")
        if self.kind is not FigureKind.DATE:
            return False
        if said.kind is FigureKind.DATE and self.key.endswith(f"-{said.key}"):  # the year left out
            return self._bounds(said)
        dated = said.is_year or said.kind is FigureKind.DATE
        return dated and not said.bounds and self.key.startswith(f"{said.key}-")


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text in their order."""
    return tuple(_quantities(text))


def negations(text: str) -> tuple[re.Match[str], ...]:
    """The words of folded `text` that deny what follows them; bounds ("không quá") and names are none."""
    return tuple(_NEGATION.finditer(text))


def bounded(text: str) -> Iterator[Span]:
    """Where words of bounds ("trên", "ít nhất") stand before the figures of a text; "đạt" and "có" are none."""
    end = 0
    for figure in find_figures(text):
        before = text[max(end, figure.span.start - _BEFORE) : figure.span.start]
        whole = fold(before)
        while match := _BOUND.search(whole.text.rstrip()):
            begin = figure.span.start - len(before)
            found = whole.span(match.start(1), match.start(1) + len(re.sub(r" (?:đạt|có|còn)$", "", match.group(1))))
            yield Span(begin + found.start, begin + found.end)
            whole = fold(before[: found.start])
        end = figure.span.end


def _quantities(text: str) -> Iterator[Quantity]:
    end = 0
    for figure in find_figures(text):
        before = folded(text[max(end, figure.span.start - _BEFORE) : figure.span.start])
        clause = _CLAUSE_BORDER.split(before)[-1].strip()
        behind = text[figure.span.end : figure.span.end + _BEHIND]
        yield _quantity(figure, text, clause, behind)
        end = figure.span.end


def _quantity(figure: Figure, text: str, clause: str, behind: str) -> Quantity:
    after = folded(behind.partition("\n")[0])
    glued = not behind[:1].isspace()
    bounds, rest = _bounds_before(clause)
    if follows := _BOUND_AFTER.search(after):
        bounds |= {_AFTER[follows["way"]]}
    label = _LABEL.search(clause) if figure.kind is FigureKind.COUNT else None
    rate = _RATE.search(after)
    digits = figure.span.of(text)
    counts = figure.kind is FigureKind.COUNT
    is_year = counts and _YEAR.fullmatch(digits) is not None and not _says_number(clause)
    timed = is_year or figure.kind in (FigureKind.DATE, FigureKind.PERIOD)
    change = [match.group() for match in _CHANGE.finditer(rest)]
    denied = [match.group() for match in negations(rest)]
    return Quantity(
        figure.kind,
        figure.key,
        frozenset(bounds),
        label.group() if label else "",
        frozenset(denied if timed else [*denied, *change[-1:]]),
        rate.group(1) if rate and (glued or "/" in after[:2]) else "",
        _counted(after) if counts and not is_year else (),
        is_year,
    )


def _bounds_before(clause: str) -> tuple[set[str], str]:
    """The bounds that the end of a clause sets, and the clause without them."""
    bounds = set()
    while match := _BOUND.search(clause):
        bounds.add(_BOUNDS[match.group(1)])
        clause = clause[: match.start()].rstrip()
    return bounds, clause


def _says_number(clause: str) -> bool:
    """Whether four digits behind these words are a count ("tổng số 2014 hộ") and no year."""
    return re.search(r"(?<!\w)(?:tổng số|số lượng|gồm|có)$", clause) is not None


def _counted(after: str) -> tuple[str, ...]:
    """Up to three words of what is counted; none where punctuation or a word of grammar follows."""
    after = _IN_WORDS.sub("", after)
    words: list[str] = []
    while len(words) < 3 and (match := _WORD.search(after)) and match.group(1) not in STOPWORDS:
        words.append(match.group(1))
        after = after[match.end() :]
    return tuple(words)


def _same(said: tuple[str, ...], stated: tuple[str, ...]) -> bool:
    """Whether both count the same; who says nothing of it, or less, says nothing wrong."""
    return all(one == other for one, other in zip(said, stated, strict=False))
