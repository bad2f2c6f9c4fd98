"""Duties: the question for all that an agency has to do, told from the question for a certain duty."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.duties import asked_agency
from assistant.query import Query

Build = Callable[[str], Query]
TITLE = frozenset(["phong", "chong", "chay", "rung", "tinh", "gia", "lai", "nam"])


@pytest.mark.parametrize(
    "question",
    [
        "Sở Nội vụ có nhiệm vụ gì?",
        "Việc của Sở Nội vụ về phòng chống cháy rừng",
        "Sở Nội vụ phải gánh những việc gì trong chuyện giữ rừng khỏi lửa?",
    ],
)
def test_all_duties_are_asked_for(query: Build, question: str) -> None:
    agency = asked_agency(question, query(question), TITLE)
    assert agency is not None
    assert agency.key == "sở nội vụ"


@pytest.mark.parametrize(
    "question",
    [
        "Sở Nội vụ phải làm gì khi tuyển thêm kiểm lâm viên?",
        "Sở Nội vụ tuyển bao nhiêu kiểm lâm viên?",
        "Việc của Sở Nội vụ do ai kiểm tra và Sở Y tế làm gì?",
    ],
)
def test_a_certain_duty_is_another_question(query: Build, question: str) -> None:
    assert asked_agency(question, query(question), TITLE) is None
