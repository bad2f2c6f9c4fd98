"""Several plans of one province: the one that answers is found, whatever year or title words the question repeats."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.assistant import Assistant
from assistant.types import Answer

Over = Callable[..., Assistant]
Check = Callable[..., Answer]


def plan(title: str, body: str, place: str = "Lai Châu") -> str:
    return (
        f"ỦY BAN NHÂN DÂN\nTỈNH {place.upper()}\n\nKẾ HOẠCH\n{title}\n\nI. NỘI DUNG\n{body}\n\nII. NHIỆM VỤ\n{FILL}\n"
    )


FILL = "1. Sở Y tế chủ trì kiểm tra các vườn cây dược liệu.\n2. Sở Xây dựng sửa đường vào các bản."
SIGNED = "\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLò Văn Tính\n"
CHE = "Vùng chè có 37 cơ sở sao chè.\nNăm 2030 vùng chè của tỉnh đứng thứ 4 trong cả nước."
DUONG = "Làm mới 12 cây cầu treo."


@pytest.fixture
def lai_chau(assistant_over: Over) -> Assistant:
    """A plan of 2033 that tells of 2030, one of 2030, and one of five years, all of one province; one of another."""
    return assistant_over(
        che=plan("Phát triển vùng chè Lai Châu năm 2033", CHE),
        duong=plan("Làm đường giao thông nông thôn tỉnh Lai Châu năm 2030", DUONG),
        nuoc=plan("Cấp nước sạch tỉnh Lai Châu giai đoạn 2031-2035", "Lắp 5.200 đồng hồ nước.") + SIGNED,
        rung=plan("Trồng rừng tỉnh Lai Châu năm 2035", "Trồng 90 ha quế.") + SIGNED.replace("Tính", "Ngân"),
        khac=plan("Phát triển vùng chè tỉnh Sơn La năm 2033", "Vùng chè có 52 cơ sở sao chè.", "Sơn La"),
        duoc=plan("Trồng cây dược liệu tỉnh Sơn La năm 2034", "Trồng 300 ha sa nhân.", "Sơn La"),
    )


def test_a_title_that_says_the_level_of_the_place_is_no_nearer(lai_chau: Assistant, check: Check) -> None:
    answer = check(lai_chau.ask("Tỉnh Lai Châu có bao nhiêu cơ sở sao chè?"), lai_chau)
    assert {c.quote.document for c in answer.citations} == {"che"}
    assert "37" in answer.text


def test_what_the_plan_of_that_year_does_not_say_is_looked_for_in_the_others(lai_chau: Assistant, check: Check) -> None:
    answer = check(lai_chau.ask("Năm 2030 vùng chè Lai Châu đứng thứ mấy cả nước?"), lai_chau)
    assert {c.quote.document for c in answer.citations} == {"che"}
    assert "4" in answer.text


def test_what_no_plan_of_the_province_says_is_declined_still(lai_chau: Assistant, check: Check) -> None:
    answer = check(lai_chau.ask("Năm 2030 Lai Châu có bao nhiêu sân bay?"), lai_chau)
    assert not answer.answered


def test_the_second_attempt_stays_inside_of_the_chosen_documents(lai_chau: Assistant, check: Check) -> None:
    answer = check(lai_chau.ask("Năm 2030 vùng chè Lai Châu đứng thứ mấy cả nước?", documents=["duong"]), lai_chau)
    assert not answer.answered


def test_a_plan_of_exactly_the_period_is_meant(lai_chau: Assistant, check: Check) -> None:
    answer = check(lai_chau.ask("Who signed Lai Chau's 2031-2035 plan?"), lai_chau)
    assert {c.quote.document for c in answer.citations} == {"nuoc"}
    assert "Lò Văn Tính" in answer.text


def test_of_each_province_the_plan_that_says_it_is_compared(lai_chau: Assistant, check: Check) -> None:
    answer = check(lai_chau.ask("So sánh số cơ sở sao chè của Lai Châu và Sơn La"), lai_chau)
    assert {c.quote.document for c in answer.citations} == {"che", "khac"}
    assert "không thấy nêu" not in answer.text
    assert "Lai Châu (KẾ HOẠCH Phát triển vùng chè" in answer.text  # which of its plans


BUDGETS = {
    "ha_nam_11": ("11/KH-UBND", "Hà Nam", "Phát triển thư viện tỉnh Hà Nam năm 2032", 3_100),
    "ha_nam_13": ("13/KH-UBND", "Hà Nam", "Chuyển đổi số tỉnh Hà Nam năm 2033", 9_900),
    "phu_tho_21": ("21/KH-UBND", "Phú Thọ", "Chuyển đổi số tỉnh Phú Thọ năm 2033", 7_000),
}


@pytest.fixture
def budgets(assistant_over: Over) -> Assistant:
    """Two plans of one province and one of another, each with its number and its sum; one counts computers."""
    more = "Trang bị 40 máy tính cho các xã.\nSở Y tế số hóa 1.200 hồ sơ bệnh án."
    return assistant_over(
        **{
            name: f"ỦY BAN NHÂN DÂN\nTỈNH {place.upper()}\nSố: {number}\n\nKẾ HOẠCH\n{title}\n\nI. NỘI DUNG\n"
            f"Tổng kinh phí thực hiện là {amount:,} triệu đồng.\n".replace(",", ".")
            + (more if number.startswith("13") else "Mở cửa cả ngày nghỉ.")
            for name, (number, place, title, amount) in BUDGETS.items()
        }
    )


ALL_THREE = {"ha-nam-11", "ha-nam-13", "phu-tho-21"}


@pytest.mark.parametrize(
    "question",
    [
        "So sánh tổng kinh phí của kế hoạch 11/KH-UBND, 13/KH-UBND và 21/KH-UBND",
        "Mỗi kế hoạch của Hà Nam và Phú Thọ có tổng kinh phí bao nhiêu?",
    ],
)
def test_plans_that_are_named_or_all_meant_are_all_asked(budgets: Assistant, check: Check, question: str) -> None:
    answer = check(budgets.ask(question), budgets)
    assert {c.quote.document for c in answer.citations} == ALL_THREE


def test_documents_that_are_chosen_are_all_asked(budgets: Assistant, check: Check) -> None:
    answer = check(budgets.ask("Kế hoạch nào có tổng kinh phí lớn nhất?", documents=sorted(ALL_THREE)), budgets)
    assert "9.900" in answer.text
    assert "ba kế hoạch" in answer.text or {c.quote.document for c in answer.citations} == ALL_THREE


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch phát triển thư viện của tỉnh Hà Nam trang bị bao nhiêu máy tính?",
        "Kế hoạch phát triển thư viện của tỉnh Hà Nam giao Sở Y tế làm gì?",
    ],
)
def test_a_plan_that_is_named_by_its_title_is_not_exchanged(budgets: Assistant, check: Check, question: str) -> None:
    assert not check(budgets.ask(question), budgets).answered
    assert not check(budgets.ask(question, documents=["ha-nam-13"]), budgets).answered
