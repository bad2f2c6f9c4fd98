"""A follow-up that only names another province or year is the question before with that put in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.swapping import Swap, find_swap

BUDGET = "Tổng kinh phí của Quảng Bình năm 2032 là bao nhiêu?"


@pytest.mark.parametrize(
    ("follow_up", "swap"),
    [
        ("Còn Phú Thọ thì sao?", Swap("Phú Thọ", None)),
        ("à nhầm, ý tôi là Long An", Swap("Long An", None)),
        ("còn phú thọ?", Swap("Phú Thọ", None)),
        ("con phu tho thi sao", Swap("Phú Thọ", None)),
        ("What about Sơn La instead?", Swap("Sơn La", None)),
        ("thế năm 2013?", Swap(None, "2013")),
        ("and 2013?", Swap(None, "2013")),
    ],
)
def test_a_lone_province_or_year_is_swapped(follow_up: str, swap: Swap) -> None:
    assert find_swap(follow_up) == swap


@pytest.mark.parametrize(
    "question",
    [
        "Còn Phú Thọ năm 2013?",  # two things at once
        "Phú Thọ có bao nhiêu xã?",
        "Năm 2013 ai chủ trì?",
        "Còn dự án đó thì sao?",
        "Quyết định 2013/QĐ-TTg thì sao?",
        "",
    ],
)
def test_whatever_says_more_is_a_question_of_its_own(question: str) -> None:
    assert find_swap(question) is None


def test_two_places_take_those_of_a_comparison_or_its_one() -> None:
    swap = find_swap("Còn Phú Thọ và Sơn La?")
    assert swap == Swap("Phú Thọ", None, ("Sơn La",))
    assert swap.into("So sánh kinh phí của Cà Mau và Gia Lai") == "So sánh kinh phí của Phú Thọ và Sơn La"
    assert swap.into("Kinh phí của Cà Mau?") == "Kinh phí của Phú Thọ và Sơn La?"
    assert swap.into("So sánh kinh phí của Cà Mau, Gia Lai và Trà Vinh") is None


def test_the_new_one_takes_the_place_of_its_like() -> None:
    assert Swap("Sơn La", None).into(BUDGET) == "Tổng kinh phí của Sơn La năm 2032 là bao nhiêu?"
    assert Swap(None, "2035").into(BUDGET) == "Tổng kinh phí của Quảng Bình năm 2035 là bao nhiêu?"


def test_what_was_not_there_is_added() -> None:
    assert Swap("Sơn La", None).into("Ai chủ trì?") == "Ai chủ trì của Sơn La?"
    assert Swap(None, "2035").into("Có mấy cầu?") == "Có mấy cầu năm 2035?"
    assert Swap("Sơn La", None).into("ai chu tri?") == "ai chu tri cua Son La?"


def test_of_two_provinces_it_is_open_which_one_goes() -> None:
    assert Swap("Phú Thọ", None).into("Quảng Bình hay Sơn La chi nhiều hơn?") is None


@given(st.integers(1990, 2050), st.integers(1990, 2050))
def test_swapping_a_year_back_gives_the_question_again(one: int, other: int) -> None:
    before = f"Tỉnh mở mấy lớp trong năm {one}?"
    there = Swap(None, str(other)).into(before)
    assert there is not None
    assert Swap(None, str(one)).into(there) == before


@given(st.text(max_size=60))
def test_any_text_can_be_looked_at(text: str) -> None:
    swap = find_swap(text)
    assert swap is None or (swap.place is None) != (swap.year is None)
