"""Quantities: units made equal, what cannot be compared, and figures as Vietnamese writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.computing import Quantity, comparable, compute, largest, quantity_of
from assistant.types import Operation
from corpus.figures import FigureKind
from corpus.types import Quote, Span


def quantity(said: str, before: str = "") -> Quantity:
    found = quantity_of(said, None, before)
    assert found is not None
    return found


def computed(operation: Operation, *said: str) -> str | None:
    quotes = [(quantity(text), Quote("a", Span(0, len(text)), text)) for text in said]
    found = compute(operation, quotes)
    return found.text if found else None


@pytest.mark.parametrize(
    ("said", "value", "unit"),
    [
        ("34,06 tỷ đồng", "34060000000", "đồng"),
        ("29.000 triệu đồng", "29000000000", "đồng"),
        ("7.450.000đ", "7450000", "đồng"),
        ("trên 82,5% hộ dân", "82.5", "%"),
        ("118 công trình", "118", "công trình"),
        ("60 Terabyte", "60", "tb"),
    ],
)
def test_a_quantity_has_a_value_and_what_it_is_of(said: str, value: str, unit: str) -> None:
    found = quantity(said)
    assert (found.value, found.unit) == (Decimal(value), unit)


def test_what_is_counted_may_stand_before_the_figure() -> None:
    assert quantity("82", "Tổng số máy chủ: ").unit == "máy chủ"
    assert quantity("58 máy", "Số máy chủ của tỉnh là ").unit.startswith("máy chủ")


@pytest.mark.parametrize("said", ["60-70% cuộc họp", "12 xã và 3 huyện", "nhiều xã"])
def test_a_range_or_several_figures_are_no_quantity(said: str) -> None:
    assert quantity_of(said, None) is None
    assert quantity_of(said, FigureKind.MONEY) is None


def test_only_the_same_measure_can_be_compared() -> None:
    assert comparable([quantity("34,06 tỷ đồng"), quantity("29.000 triệu đồng")])
    assert comparable([quantity("30TB"), quantity("60 Terabyte")])
    assert comparable([quantity("118 công trình"), quantity("96 công trình cấp nước")])
    assert comparable([quantity("139 cán bộ"), quantity("137 công chức")], ("người", "cán bộ", "công chức"))
    assert not comparable([quantity("34,06 tỷ đồng"), quantity("12%")])
    assert not comparable([quantity("118 công trình"), quantity("35 hợp tác xã")])
    assert not comparable([quantity("12%"), quantity("12 xã")])


@pytest.mark.parametrize(
    ("operation", "said", "text"),
    [
        (Operation.DIFFERENCE, ("34,06 tỷ đồng", "29 tỷ đồng"), "5,06 tỷ đồng (tính: 34,06 ~ 29 tỷ đồng)"),
        (Operation.DIFFERENCE, ("850 triệu đồng", "1,2 tỷ đồng"), "0,35 tỷ đồng (tính: 1,2 ~ 0,85 tỷ đồng)"),
        (Operation.DIFFERENCE, ("75,5%", "56,65%"), "18,85 điểm phần trăm (tính: 75,5 ~ 56,65 %)"),
        (Operation.DIFFERENCE, ("1.107 hộ", "12.389 hộ"), "11.282 hộ (tính: 12.389 ~ 1.107 hộ)"),
        (Operation.DIFFERENCE, ("trên 90%", "44%"), "khoảng 46 điểm phần trăm (tính: 90 ~ 44 %)"),
        (Operation.SUM, ("8.603 triệu đồng", "40 triệu đồng"), "8,643 tỷ đồng (tính: 8,603 + 0,04 tỷ đồng)"),
        (Operation.RATIO, ("10 xã", "30 xã"), "3 lần (tính: 30 : 10 xã)"),
        (Operation.SHARE, ("10 xã", "30 xã"), "khoảng 33,3 % (tính: 10 : 30 xã)"),
        (Operation.SHARE, ("5 triệu đồng", "40 triệu đồng"), "12,5 % (tính: 5 : 40 triệu đồng)"),
    ],
)
def test_a_computed_figure_shows_its_operands(operation: Operation, said: tuple[str, ...], text: str) -> None:
    assert computed(operation, *said) == text.replace("~", "\N{MINUS SIGN}")


def test_shares_have_no_sum_and_nothing_is_a_multiple_of_nothing() -> None:
    assert computed(Operation.SUM, "40%", "50%") is None
    assert computed(Operation.RATIO, "40 xã", "0 xã") is None


def test_a_tie_has_no_first() -> None:
    assert largest([quantity("12 xã"), quantity("15 xã")], falling=False) == 1
    assert largest([quantity("12 xã"), quantity("15 xã")], falling=True) == 0
    assert largest([quantity("1 tỷ đồng"), quantity("1.000 triệu đồng")], falling=False) is None
