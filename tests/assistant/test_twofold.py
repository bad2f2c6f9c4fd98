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


MONEY = """ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
-------
Số: 21/KH-UBND
Lào Cai, ngày 05 tháng 01 năm 2032

KẾ HOẠCH
Cấp nước sạch nông thôn tỉnh Lào Cai giai đoạn 2032 - 2034

I. KINH PHÍ
- Năm 2032: kinh phí thực hiện 12.000 triệu đồng.
- Năm 2033: kinh phí thực hiện 15.500 triệu đồng.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn Mận
"""


def test_the_same_of_two_years_is_given_for_both(
    assistant_over: Callable[..., Assistant], check: Callable[..., Answer]
) -> None:
    assistant = assistant_over(lao_cai=MONEY)
    answer = check(assistant.ask("Lào Cai năm 2032 chi bao nhiêu tiền và năm 2033 chi bao nhiêu tiền?"), assistant)
    assert [s.text for s in answer.statements] == ["Năm 2032: 12.000 triệu đồng.", "Năm 2033: 15.500 triệu đồng."]


def test_who_signed_and_when_is_both_told(
    assistant_over: Callable[..., Assistant], check: Callable[..., Answer]
) -> None:
    assistant = assistant_over(lao_cai=MONEY)
    answer = check(assistant.ask("Ai ký kế hoạch của Lào Cai và ký ngày nào?"), assistant)
    assert "Trần Văn Mận" in answer.text
    assert "ngày 05 tháng 01 năm 2032" in answer.text
