"""Numbered things, and states as questions and plans name them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.narrowing import narrowed
from assistant.numbered import Numbered, find_numbered, same_numbers
from assistant.query import Query
from assistant.states import asks_state, tells_state


def levels(*numbers: int) -> Numbered:
    return Numbered("mức độ", frozenset(numbers))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tổng số dịch vụ mức độ 3, 4", {levels(3, 4)}),
        ("44% ở mức độ 3 và 17% ở mức độ 4", {levels(3), levels(4)}),
        ("dich vu muc 4", {levels(4)}),
        ("mức 4.500 triệu đồng, mức 10%", set()),
        ("Dự án 6: trồng rừng", {Numbered("dự án", frozenset({6}))}),
        ("quý II năm 2031", {Numbered("quí", frozenset({2}))}),
    ],
)
def test_numbered_things_are_read_with_all_numbers_told_together(text: str, found: set[Numbered]) -> None:
    assert find_numbered(text) == found


def test_a_sum_of_two_levels_is_no_figure_of_one() -> None:
    one, both = frozenset({levels(4)}), frozenset({levels(3, 4)})
    assert same_numbers(one, both, exactly=True) is False
    assert same_numbers(both, one, exactly=True) is False
    assert same_numbers(one, both, exactly=False) is True
    assert same_numbers(one, frozenset(), exactly=True) is None


@pytest.mark.parametrize("question", ["Trạm y tế đã có bác sĩ chưa?", "da xay xong cho chua", "Is it open yet?"])
def test_questions_whether_something_is_done_ask_for_a_state(question: str) -> None:
    assert asks_state(question)


def test_a_question_for_a_number_asks_for_no_state() -> None:
    assert not asks_state("Có bao nhiêu trạm y tế chưa có bác sĩ và điều dưỡng?")


def test_states_are_told_by_their_words() -> None:
    assert tells_state("trạm chưa có bác sĩ")
    assert not tells_state("xây dựng 5 trạm mới")


def test_of_items_that_each_have_an_owner_the_asked_one_is_told(query: Callable[[str], Query]) -> None:
    items = ("ngành Y tế có phần mềm bệnh viện", "ngành Thuế có kê khai mạng", "ngành Xây dựng có bản đồ quy hoạch")
    assert narrowed(query("Ngành Y tế có những phần mềm nào?"), items) == items[:1]
    assert narrowed(query("Các ngành có những phần mềm nào?"), items) == items
