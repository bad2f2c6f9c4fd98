"""Extremes, the projects of an agency and amounts that contradict their own words, asked of small plans."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.assistant import Assistant

PROJECTS = """KẾ HOẠCH
Phát triển thư viện năm 2031 trên địa bàn tỉnh Lai Châu

I. Dự toán
Đơn vị tính: triệu đồng

| STT | Tên dự án | Đơn vị chủ trì | Kinh phí |
|---|---|---|---|
| 1 | Số hóa sách quý | Sở Văn hóa, Thể thao và Du lịch | 1.250 |
| 2 | Xây kho sách lưu động | Sở Xây dựng | 8.400 |
| 3 | Mua xe thư viện | Sở Văn hóa, Thể thao và Du lịch | 3.100 |

II. Nguồn vốn
- Ngân sách tỉnh: 2.750.000 đồng (Mười hai tỷ bảy trăm năm mươi triệu đồng).
- Năm 2031: 5.000.000.000 đồng.
- Năm 2032: 4.000.000.000 đồng.
- Năm 2033: 3.750.000.000 đồng.
"""

Over = Callable[..., Assistant]


@pytest.mark.parametrize(
    ("question", "name", "figure"),
    [
        ("Dự án nào của Lai Châu tốn nhiều tiền nhất?", "Xây kho sách lưu động", "8.400 triệu đồng"),
        ("du an nao cua lai chau co kinh phi thap nhat", "Số hóa sách quý", "1.250 triệu đồng"),
    ],
)
def test_an_extreme_is_the_row_with_that_figure(assistant_over: Over, question: str, name: str, figure: str) -> None:
    answer = assistant_over(ke_hoach=PROJECTS).ask(question)
    assert answer.text.startswith(f"{name}: {figure}")
    assert name in answer.citations[0].quote.text
    assert "trong các dòng của bảng" in answer.text  # says that rows were compared


def test_at_least_how_many_is_no_extreme(assistant_over: Over) -> None:
    assert "nhất trong" not in assistant_over(ke_hoach=PROJECTS).ask("Lai Châu mua ít nhất bao nhiêu xe?").text


def test_the_projects_of_an_agency_are_listed_and_no_others(assistant_over: Over) -> None:
    said = "Liệt kê các dự án do Sở Văn hóa, Thể thao và Du lịch chủ trì ở Lai Châu"
    answer = assistant_over(ke_hoach=PROJECTS).ask(said)
    assert answer.text == "Số hóa sách quý; Mua xe thư viện"


def test_an_amount_that_its_words_contradict_is_said_with_them(assistant_over: Over) -> None:
    answer = assistant_over(ke_hoach=PROJECTS).ask("Ngân sách tỉnh Lai Châu cho kế hoạch là bao nhiêu tiền?")
    assert answer.text == "2.750.000 đồng (nhưng bằng chữ ghi: Mười hai tỷ bảy trăm năm mươi triệu đồng)"
