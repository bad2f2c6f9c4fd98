"""Two questions in one sentence are both answered, each with its own quote; one question stays one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.assistant import Assistant
from assistant.kinds import Wanted
from assistant.twofold import two_kinds
from assistant.types import Answer

PLAN = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI

KẾ HOẠCH
Cấp nước sạch nông thôn tỉnh Lào Cai năm 2033

I. NHIỆM VỤ
| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian | Kinh phí (triệu đồng) |
|---|---|---|---|---|
| 1 | Xây hồ chứa nước Tà Phìn | Sở Xây dựng | 2033-2034 | 7.450 |
| 2 | Kiểm nghiệm chất lượng nước giếng khoan | Sở Y tế | 2033 | 380 |
"""


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("Xây hồ chứa nước Tà Phìn do ai chủ trì và kinh phí bao nhiêu?", (Wanted.WHO, Wanted.MONEY)),
        ("Hồ Tà Phìn tốn bao nhiêu tiền, làm năm nào?", (Wanted.MONEY, Wanted.DATE)),
        ("xay ho chua nuoc do co quan nao chu tri va bao nhieu tien", (Wanted.WHO, Wanted.MONEY)),
        ("Xây hồ chứa nước và kiểm nghiệm nước giếng tốn bao nhiêu tiền?", None),
        ("Sở Y tế và Sở Xây dựng, sở nào chủ trì?", None),
        ("Kế hoạch mang số mấy, ban hành ngày nào?", None),
    ],
)
def test_two_questions_are_told_by_two_question_words(question: str, kinds: tuple[Wanted, Wanted] | None) -> None:
    assert two_kinds(question) == kinds


def test_both_are_answered_and_cited(assistant_over: Callable[..., Assistant], check: Callable[..., Answer]) -> None:
    assistant = assistant_over(lao_cai=PLAN)
    answer = check(assistant.ask("Xây hồ chứa nước Tà Phìn do ai chủ trì và kinh phí bao nhiêu?"), assistant)
    assert [s.text for s in answer.statements] == ["Sở Xây dựng.", "7.450 triệu đồng."]
    assert all("Tà Phìn" in s.citations[0].quote.text for s in answer.statements)
