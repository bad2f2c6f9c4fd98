"""Comparisons of many plans and of what cannot be compared: all are ranked, and only what is alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.assistant import Assistant
from assistant.types import Answer

PLACES = [
    "An Giang",
    "Bạc Liêu",
    "Bến Tre",
    "Bình Định",
    "Bình Phước",
    "Cà Mau",
    "Cao Bằng",
    "Đắk Lắk",
    "Điện Biên",
    "Đồng Nai",
    "Gia Lai",
    "Hà Giang",
    "Hà Nam",
    "Hà Tĩnh",
    "Hòa Bình",
    "Kiên Giang",
    "Kon Tum",
    "Lai Châu",
    "Lạng Sơn",
    "Lào Cai",
    "Nam Định",
    "Ninh Bình",
    "Phú Yên",
    "Quảng Trị",
    "Trà Vinh",
]


def plan(place: str, body: str, title: str = "Phát triển cây dược liệu", years: str = "năm 2033") -> str:
    return f"ỦY BAN NHÂN DÂN\nTỈNH {place.upper()}\n\nKẾ HOẠCH\n{title} tỉnh {place} {years}\n\n{body}"


def over(assistant_over: Callable[..., Assistant], bodies: dict[str, str], **more: str) -> Assistant:
    return assistant_over(**{f"p{i}": plan(place, body, **more) for i, (place, body) in enumerate(bodies.items())})


Over = Callable[..., Assistant]
Check = Callable[..., Answer]


@pytest.fixture(scope="module")
def budgets() -> dict[str, str]:
    """Twenty-five plans of 10 to 34 tỷ đồng, and one that gives no amount."""
    amounts = {place: f"I. KINH PHÍ\nTổng kinh phí thực hiện là {10 + i} tỷ đồng.\n" for i, place in enumerate(PLACES)}
    return {**amounts, "Vĩnh Phúc": "I. NHIỆM VỤ\nSở Y tế chủ trì kiểm tra các vườn cây dược liệu.\n"}


def test_the_first_of_more_plans_than_fit_is_of_them_all(
    assistant_over: Over, check: Check, budgets: dict[str, str]
) -> None:
    assistant = over(assistant_over, budgets)
    most = check(assistant.ask("Kế hoạch nào có kinh phí lớn nhất?"), assistant)
    assert [s.text for s in most.statements] == [
        "Trà Vinh: 34 tỷ đồng.",
        "Quảng Trị: 33 tỷ đồng.",
        "Trà Vinh lớn nhất (trong hai mươi lăm kế hoạch có nêu). Một kế hoạch khác không thấy nêu.",
    ]
    assert "34 tỷ đồng" in most.citations[0].quote.text
    least = check(assistant.ask("Tỉnh nào có tổng kinh phí thấp nhất?"), assistant)
    assert least.text.startswith("An Giang: 10 tỷ đồng. Bạc Liêu: 11 tỷ đồng. An Giang thấp nhất")


def test_shares_of_different_things_are_not_subtracted(assistant_over: Over, check: Check) -> None:
    bodies = {
        "Cà Mau": "I. HIỆN TRẠNG\nHiện có 40% số xã có máy tính kết nối Internet.\n",
        "Gia Lai": "I. HIỆN TRẠNG\nHiện có 100% sở, ngành có máy tính kết nối Internet.\n",
    }
    assistant = over(assistant_over, bodies)
    answer = check(
        assistant.ask("Tỷ lệ máy tính kết nối Internet của Cà Mau và Gia Lai chênh nhau bao nhiêu?"), assistant
    )
    assert "điểm phần trăm" not in answer.text
    assert not any(statement.computed for statement in answer.statements)


def test_things_of_two_kinds_are_not_ranked(assistant_over: Over, check: Check) -> None:
    bodies = {
        "Cà Mau": "I. HIỆN TRẠNG\nToàn tỉnh có 52 máy chủ. Có 17 cán bộ công nghệ thông tin.\n",
        "Gia Lai": "I. HIỆN TRẠNG\nToàn tỉnh có 31 máy chủ. Có 64 cán bộ công nghệ thông tin.\n",
    }
    assistant = over(assistant_over, bodies)
    question = "Cà Mau có bao nhiêu máy chủ và Gia Lai có bao nhiêu cán bộ công nghệ thông tin, bên nào nhiều hơn?"
    answer = check(assistant.ask(question), assistant)
    assert "52 máy chủ" in answer.text
    assert "64 cán bộ" in answer.text
    assert "không so sánh được" in answer.text
    summed = check(assistant.ask("Cà Mau và Gia Lai có bao nhiêu máy chủ, bên nào nhiều hơn?"), assistant)
    assert summed.text.endswith("Cà Mau nhiều hơn.")


def test_a_project_is_no_answer_for_the_money_of_a_plan(assistant_over: Over, check: Check) -> None:
    head = "| TT | Nội dung | Kinh phí (triệu đồng) |\n|---|---|---|\n"
    table = f"{head}| 1 | Xây dựng vườn ươm giống cây dược liệu quí | 780 |\n"
    bodies = {
        "Cà Mau": "I. KINH PHÍ\nTổng kinh phí thực hiện kế hoạch là 12 tỷ đồng.\n",
        "Gia Lai": f"I. DANH MỤC DỰ ÁN\n{table}",
    }
    assistant = over(assistant_over, bodies)
    answer = check(assistant.ask("Tổng kinh phí của Cà Mau và Gia Lai, tỉnh nào nhiều hơn?"), assistant)
    assert answer.text == "Cà Mau: 12 tỷ đồng. Gia Lai: không thấy nêu."


def test_the_year_of_a_cited_document_is_not_that_of_an_amount(assistant_over: Over, check: Check) -> None:
    bodies = {
        "Cà Mau": "I. KINH PHÍ\nKinh phí năm 2032 là 12 tỷ đồng.\n",
        "Gia Lai": "I. KINH PHÍ\nKinh phí theo Quyết định số 15/QĐ-UBND ngày 04/5/2032 là 9 tỷ đồng.\n",
    }
    assistant = over(assistant_over, bodies, years="giai đoạn 2031 - 2035")
    answer = check(assistant.ask("Kinh phí năm 2032 của Cà Mau và Gia Lai, tỉnh nào nhiều hơn?"), assistant)
    assert answer.text == "Cà Mau: 12 tỷ đồng. Gia Lai: không thấy nêu."


def test_a_share_is_no_number_of_things(assistant_over: Over, check: Check) -> None:
    bodies = {
        "Cà Mau": "I. HIỆN TRẠNG\nToàn tỉnh có 85 xã có vườn thuốc nam.\n",
        "Gia Lai": "I. HIỆN TRẠNG\nHiện có 60% xã có vườn thuốc nam.\n",
    }
    assistant = over(assistant_over, bodies)
    answer = check(assistant.ask("Cà Mau và Gia Lai có bao nhiêu xã có vườn thuốc nam?"), assistant)
    assert answer.text == "Cà Mau: 85 xã. Gia Lai: không thấy nêu."


def test_plans_that_state_no_money_say_so(assistant_over: Over, check: Check) -> None:
    duty = "I. NHIỆM VỤ\nSở Tài chính chủ trì tham mưu bố trí kinh phí thực hiện kế hoạch theo quy định.\n"
    assistant = over(assistant_over, {"Cà Mau": duty, "Gia Lai": duty})
    answer = check(assistant.ask("Tổng kinh phí của Cà Mau và Gia Lai là bao nhiêu?"), assistant)
    assert not answer.answered


def test_an_agency_that_is_named_must_be_met(assistant_over: Over, check: Check) -> None:
    bodies = {
        "Cà Mau": "I. NHIỆM VỤ\nSở Y tế chủ trì kiểm tra các vườn cây dược liệu.\n",
        "Gia Lai": "I. NHIỆM VỤ\nSở Công Thương chủ trì kiểm tra các vườn cây dược liệu.\n",
    }
    assistant = over(assistant_over, bodies)
    answer = check(assistant.ask("Những tỉnh nào giao Sở Y tế chủ trì kiểm tra vườn cây dược liệu?"), assistant)
    assert {c.quote.document for c in answer.citations} == {"p0"}


@pytest.fixture
def three(assistant_over: Over) -> Assistant:
    end = "\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n{}\n"
    bodies = {
        place: f"I. KINH PHÍ\nTổng kinh phí thực hiện là {amount} tỷ đồng.\n" + end.format(signer)
        for place, amount, signer in (
            ("Cà Mau", 12, "Trần Văn Mận"),
            ("Gia Lai", 6, "Lê Thị Đào"),
            ("Nam Định", 9, "Vũ Văn Mơ"),
            ("Phú Yên", 4, "Đỗ Thị Na"),
        )
    }
    return over(assistant_over, bodies)


@pytest.mark.parametrize(
    ("history", "question", "answer"),
    [
        (["So sánh kinh phí của Cà Mau và Gia Lai"], "Bên nào nhiều hơn?", "Cà Mau nhiều hơn."),
        (["So sánh kinh phí của Cà Mau và Gia Lai"], "Thế hơn bao nhiêu?", "Cà Mau nhiều hơn 6 tỷ đồng"),
        (["Tổng kinh phí của Cà Mau?"], "Gấp mấy lần Gia Lai?", "Cà Mau gấp 2 lần"),
        (["So sánh kinh phí của Cà Mau và Gia Lai"], "Thế ai ký?", "Trần Văn Mận"),
        (["So sánh kinh phí của Cà Mau và Gia Lai"], "Thế ai ký?", "Lê Thị Đào"),
        (["So sánh kinh phí của Cà Mau và Gia Lai"], "Thế còn Nam Định và Phú Yên?", "Nam Định: 9 tỷ đồng."),
        (["So sánh kinh phí của Cà Mau và Gia Lai"], "Thế còn Nam Định và Phú Yên?", "Phú Yên: 4 tỷ đồng."),
    ],
)
def test_a_follow_up_compares_what_was_asked_before(
    three: Assistant, check: Check, history: list[str], question: str, answer: str
) -> None:
    assert answer in check(three.ask(question, history), three).text
