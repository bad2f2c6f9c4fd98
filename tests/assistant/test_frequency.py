"""How often something is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.frequency import asks_how_often, how_often
from assistant.query import Query, plain
from corpus.types import Span


@pytest.mark.parametrize(
    "question",
    [
        "Ban Chỉ đạo bao lâu họp một lần?",
        "bao lau xa phai gui bao cao len huyen 1 lan",
        "How often does the committee meet?",
        "mấy tháng báo cáo một lần vậy",
        "Giám sát mấy lần một năm?",
        "Mấy bữa họp ban chỉ đạo một lần?",
        "Các xã báo cáo định kỳ thế nào?",
    ],
)
def test_questions_that_ask_how_often_are_known(question: str) -> None:
    assert asks_how_often(plain(question))


@pytest.mark.parametrize("question", ["Dự án kéo dài bao lâu?", "Ai họp hàng quý?", "lần nào cũng một người à"])
def test_other_questions_do_not_ask_it(question: str) -> None:
    assert not asks_how_often(plain(question))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Tổ công tác họp hàng quý để kiểm điểm.", "hàng quý"),
        ("Định kỳ 06 tháng báo cáo UBND tỉnh.", "Định kỳ 06 tháng"),
        ("Xã báo cáo huyện 6 tháng một lần trong năm.", "6 tháng một lần"),
        ("Diễn tập tối thiểu 02 lần/năm tại các sở.", "tối thiểu 02 lần/năm"),
        ("Sao lưu hằng ngày, hằng tuần theo quy chế.", "hằng ngày, hằng tuần"),
        ("Kiểm tra mỗi năm hai lần.", "mỗi năm hai lần"),
        ("Trong 6 tháng đầu năm đã mở 3 lớp.", None),
        ("Năm 2031 hoàn thành.", None),
    ],
)
def test_a_frequency_is_read_as_it_stands(text: str, said: str | None) -> None:
    found = how_often(text, Span(0, len(text)))
    assert (found and found.of(text)) == said


@pytest.mark.parametrize(("question", "asks"), [("Kinh phí lấy từ đâu?", False), ("Còn Sở Tài chính?", True)])
def test_only_a_question_without_a_kind_of_its_own_asks_how_often_as_the_one_before(
    query: Callable[[str], Query], question: str, asks: bool
) -> None:
    asked = replace(query(question), text=f"Sở Y tế bao lâu báo cáo một lần? {question}")
    assert asked.asks_how_often is asks
