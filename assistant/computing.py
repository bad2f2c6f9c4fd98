"""Computing: values made equal in their units, ranked, and differences, sums, ratios and shares of them.

What is computed is said with its operands and marked "tính"; nothing is computed from what measures different things.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assistant.types import Computed, Operand, Operation
from corpus.figures import Figure, FigureKind, find_figures
from corpus.folding import bare, folded
from corpus.types import Quote

_DONG, _PERCENT = "đồng", "%"
_SCALES = ((Decimal(10**9), "tỷ đồng"), (Decimal(10**6), "triệu đồng"), (Decimal(1), _DONG))
_ONE_UNIT = {
    "terabyte": "tb",
    "terabytes": "tb",
    "gigabyte": "gb",
    "megabyte": "mb",
    "hecta": "ha",
    "héc ta": "ha",
    "mét": "m",
    "kilômét": "km",
    "ki lô mét": "km",
    "cây số": "km",
}
_BREAK = r"(?!(?:và|hoặc|trong|của|tại|đến|được|đã|cho|để|ở|với|là|từ|trên|theo|có|do|về|chưa|không|đạt|đang)\b)"
_NOUN = re.compile(rf"\s*({_BREAK}[^\W\d_]+(?:[ -]{_BREAK}[^\W\d_]+){{0,5}})", re.IGNORECASE)
_SHOWN = 2  # words of what is counted that a computed figure is said with
_NAMED_BEFORE = re.compile(
    r"số (?:lượng )?([^\W\d_]+(?: [^\W\d_]+){0,5})[^:;.]{0,120}?(?::| là| gồm| đạt)\s*(?:khoảng |trên )?$"
)  # "Tổng số trạm bơm ở các huyện: 58"
_SHARE_OF = re.compile(
    rf"\s*(?:trở lên )?(?:(?:tổng|số|các|những|toàn bộ) )*({_BREAK}[^\W\d_]+(?: {_BREAK}[^\W\d_]+){{0,3}})"
)
_SHARE_BEFORE = re.compile(
    r"tỉ lệ (?:(?:số|các|những) )*([^\W\d_]+(?: [^\W\d_]+){0,3})[^:;.%]{0,120}?(?::| là| đạt)\s*(?:khoảng |trên )?$"
)
_OF_NOTHING = frozenset(
    {"so", "tro", "vao", "moi", "hang", "nam", "nhu", "muc", "len", "ke"}
)  # after "%", these name no whole
_FILLING = frozenset(
    {"so", "tong", "cac", "nhung", "toan", "bo", "hanh", "cap"}
)  # syllables that many names of things have
_PEOPLE = frozenset({"nguoi", "dan", "ho", "can", "vien", "nhan", "hoc", "lao"})
_RANGE = re.compile(r"\d\s*[-–]\s*\d")
_MOST_DECIMALS = {"tỷ đồng": 3, "triệu đồng": 3, _DONG: 0, "phần trăm": 1}  # of others two
_SIGNS = {
    Operation.DIFFERENCE: " \N{MINUS SIGN} ",
    Operation.SUM: " + ",
    Operation.RATIO: " : ",
    Operation.SHARE: " : ",
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value that can be computed with: in đồng, per cent, or things of the kind `unit` ("máy chủ"; "" if not said).

    `rough` says that it is a bound or about so ("trên 90%").
    """

    value: Decimal
    unit: str
    rough: bool
    written: str
    of: str = ""  # what a share is of, folded; "" if not said

    @property
    def money(self) -> bool:
        """Whether it is an amount of money."""
        return self.unit == _DONG

    def is_of(self, things: Sequence[str]) -> bool:
        """Whether it counts one of the things, each named by a word or two, with or without diacritics."""
        unit = f"{bare(self.unit)} "
        named = [f"{bare(thing)} " for thing in things]
        initials = "".join(word[0] for thing in named for word in thing.split())
        if not self.unit:
            return False
        return unit == f"{initials} " or any(unit.startswith(thing) or thing.startswith(unit) for thing in named)

    @property
    def share(self) -> bool:
        """Whether it is a share."""
        return self.unit == _PERCENT


def quantity_of(said: str, kind: FigureKind | None, before: str = "", behind: str = "") -> Quantity | None:
    """The quantity that a short text says, None where it says none or several; `before` and `behind` stand around."""
    figures = [f for f in find_figures(said) if f.value is not None]
    if kind is not None:
        figures = [f for f in figures if f.kind is kind]
    if len(figures) != 1 or _RANGE.search(figures[0].span.of(said)):
        return None
    figure = figures[0]
    value = figure.value
    if value is None:
        return None
    unit, rough = _unit(said, figure, before), figure.qualified != figure.span
    whole = _whole_of(said + behind, figure, before) if unit == _PERCENT else ""
    return Quantity(value, unit, rough, figure.span.of(said), whole)


def _whole_of(said: str, figure: Figure, before: str) -> str:
    """What a share is of: what stands behind it, else what "tỷ lệ" before it says; empty where neither does."""
    after = _SHARE_OF.match(folded(said[figure.span.end :]))
    if after and bare(after[1]).split()[0] not in _OF_NOTHING:
        return str(after[1])
    named = _SHARE_BEFORE.search(folded(before + said[: figure.span.start]))
    return str(named[1]) if named else ""


def _unit(said: str, figure: Figure, before: str) -> str:
    if figure.kind is FigureKind.MONEY:
        return _DONG
    if figure.kind is FigureKind.SHARE:
        return _PERCENT
    after = _NOUN.match(said, figure.span.end)
    noun = folded(after[1]).removeprefix("số ") if after else ""
    named = _NAMED_BEFORE.search(folded(before + said[: figure.span.start]))
    if named and f"{named[1]} ".startswith(f"{noun} " if noun else ""):  # "Số trạm bơm của tỉnh là 58 trạm"
        return str(named[1])
    return _ONE_UNIT.get(noun) or _ONE_UNIT.get(noun.split(" ")[0]) or noun


def comparable(quantities: Sequence[Quantity], asked: Sequence[str] = (), shared: str = "") -> bool:
    """Whether all measure the same thing.

    `asked` are the things that the question itself counts, `shared` what the share is of that it asks for.
    """
    if quantities[0].share:
        wholes = [whole for whole in (shared, *(quantity.of for quantity in quantities)) if whole]
        if not all(is_same_whole(wholes[0], other) for other in wholes[1:]):
            return False
    return all(_alike(quantities[0], other, asked) for other in quantities[1:])


def _alike(one: Quantity, two: Quantity, asked: Sequence[str]) -> bool:
    units = (_DONG, _PERCENT)
    if one.unit in units or two.unit in units:
        return one.unit == two.unit
    if one.is_of(asked) and two.is_of(asked):
        return True
    first, second = one.unit.split(), two.unit.split()
    shorter = min(len(first), len(second))
    if shorter == 0:
        return not first and not second and bool(asked)
    return first[: min(2, shorter)] == second[: min(2, shorter)]


def is_same_whole(one: str, two: str) -> bool:
    """Whether two names of what a share is of may mean the same: a word in common, or people under both."""
    marked = not (one.isascii() or two.isascii())  # "máy tính" has no word of "cấp tỉnh"
    names = [name if marked else bare(name) for name in (one, two)]
    first, second = ({word for word in name.split() if bare(word) not in _FILLING} for name in names)
    people = all(_PEOPLE & {bare(word) for word in words} for words in (first, second))
    return not first or not second or people or bool(first & second)


def compute(operation: Operation, found: Sequence[tuple[Quantity, Quote]]) -> Computed | None:
    """What `operation` makes of quantities that are comparable; None where it makes no sense of them."""
    quantities = [quantity for quantity, _ in found]
    if operation is Operation.DIFFERENCE:
        low, high = min(quantities, key=_value), max(quantities, key=_value)
        order = [quantities.index(high), quantities.index(low)]
        result = high.value - low.value
    elif operation is Operation.SUM:
        if quantities[0].share:
            return None  # shares of different wholes have no sum
        order = list(range(len(quantities)))
        result = sum((quantity.value for quantity in quantities), Decimal(0))
    else:
        if len(quantities) != 2 or not all(quantity.value for quantity in quantities):
            return None
        order = [0, 1]
        if operation is Operation.RATIO and quantities[0].value < quantities[1].value:
            order = [1, 0]
        result = quantities[order[0]].value / quantities[order[1]].value
        if operation is Operation.SHARE:
            result *= 100
    if order[0] == order[-1]:
        return None
    used = [quantities[i] for i in order]
    scale, unit = _scale(used)
    value = _value_text(operation, result, scale, unit, rough=any(quantity.rough for quantity in used))
    sides = _SIGNS[operation].join(_number(quantity.value / scale, unit)[0] for quantity in used)
    text = f"{value} (tính: {sides}{_suffix(unit)})"
    operands = tuple(Operand(found[i][0].written, found[i][0].value, found[i][1]) for i in order)
    return Computed(text, value, operation, operands)


def largest(quantities: Sequence[Quantity], *, falling: bool) -> int | None:
    """The index of the largest value, of the smallest where `falling`; None for a tie."""
    values = [quantity.value for quantity in quantities]
    best = min(values) if falling else max(values)
    return values.index(best) if values.count(best) == 1 else None


def _value(quantity: Quantity) -> Decimal:
    return quantity.value


def _scale(quantities: Sequence[Quantity]) -> tuple[Decimal, str]:
    """The unit in which all are said: of the scales of money the one that suits the largest."""
    if not quantities[0].money:
        nouns = [" ".join(q.unit.split()[:_SHOWN]) for q in quantities if q.unit]
        return Decimal(1), max(nouns, key=len, default="")
    most = max(quantity.value for quantity in quantities)
    return next((scale, name) for scale, name in _SCALES if most >= scale or scale == 1)


def _value_text(operation: Operation, result: Decimal, scale: Decimal, unit: str, *, rough: bool) -> str:
    if operation is Operation.RATIO:
        number, exact = _number(result)
        said = f"{number} lần"
    elif operation is Operation.SHARE:
        number, exact = _number(result, "phần trăm")
        said = f"{number} %"
    else:
        number, exact = _number(result / scale, unit)
        points = unit == _PERCENT and operation is Operation.DIFFERENCE
        said = f"{number} điểm phần trăm" if points else f"{number}{_suffix(unit)}"
    return said if exact and not rough else f"khoảng {said}"


def _suffix(unit: str) -> str:
    return f" {unit}" if unit else ""


def _number(value: Decimal, unit: str = "") -> tuple[str, bool]:
    """A number as Vietnamese writes it, to the decimals that suit its unit, and whether that is exact."""
    places = _MOST_DECIMALS.get(unit, 2)
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, decimals = f"{rounded:f}".partition(".")
    decimals = decimals.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{decimals}" if decimals else grouped, rounded == value
