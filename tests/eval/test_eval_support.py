from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from eval.support import unsupported


def said(text: str, *quotes: str) -> dict[str, Any]:
    return {"answered": True, "answer": text, "citations": [{"quote": quote} for quote in quotes]}


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("12.500 triệu đồng", "Tổng kinh phí là 12.500 triệu đồng, gồm hai nguồn."),
        ("12500 triệu đồng", "Tổng kinh phí là 12.500 triệu đồng."),
        ("12.500,0 triệu đồng", "Tổng kinh phí là 12.500 triệu đồng."),
        ("1.234.567 đồng", "Thành tiền 1,234,567 đồng"),
        ("7,5%", "tăng 7.5% so với năm trước"),
        ("7,50%", "tăng 7,5%"),
        ("05 đơn vị", "triển khai tại 5 đơn vị"),
        ("26/10/2031", "Quyết định ngày 26 tháng 10 năm 2031 của Uỷ ban nhân dân tỉnh"),
        ("ngày 05 tháng 01 năm 2031", "ban hành ngày 5/1/2031"),
        ("26-10-2031", "26.10.2031"),
        ("tháng 10/2031", "trước ngày 26/10/2031"),
        ("tháng 10 năm 2031", "xong trong tháng 10/2031"),
        ("ngày 15 tháng 6", "báo cáo trước ngày 15/6 hằng năm"),
        ("năm 2031", "ngày 26.10.2031"),
        ("giai đoạn 2031-2035", "giai đoạn 2031 \u2013 2035"),
        ("1605/QĐ-TTg", "Quyết định số 1605/QĐ-TTg ngày 27/8/2030"),
        ("1605/QĐ-TTg", "Quyết định số 1605 / QĐ-TTg"),
        ("64/2027/NĐ-CP", "Nghị định số 64/2027/NÐ-CP"),
        ("36a/NQ-CP", "Nghị quyết 36a/NQ-CPngày 14 tháng 10"),
        ("29-NQ/TW", "Nghị quyết số 29-NQ/TW của Ban Chấp hành"),
        ("67/2026/QH11", "Luật số 67/2026/QH11"),
        ("12/15 xã", "đã có 12/15 xã hoàn thành"),
        ("mục 1.2.3", "1.2.3. Đào tạo"),
        ("Sở Tài chính", "Sở Tài Chính cân đối"),
        ("UBND tỉnh", "do Uỷ ban nhân dân tỉnh Yên Sơn ban hành"),
        ("Sở TT&TT", "Sở Thông tin và Truyền thông chủ trì"),
        ("Sở Y tế", "Các sở: Tài chính, Y tế và Nội vụ"),
        ("Giám đốc Sở Nội vụ", "5. Sở Nội vụ"),
    ],
)
def test_a_figure_in_other_clothes_is_supported(text: str, quote: str) -> None:
    assert unsupported(said(text, quote)) == ()
    assert unsupported(said(text, unicodedata.normalize("NFD", quote))) == ()


@pytest.mark.parametrize(
    ("text", "quote", "lacking"),
    [
        ("12.600 triệu đồng", "Tổng kinh phí là 12.500 triệu đồng", ("12.600",)),
        ("5%", "đạt 15% và 5,5% hồ sơ", ("5",)),
        ("12,5 tỷ đồng", "12.500 triệu đồng", ("12,5",)),
        ("125 máy", "12,5 và 1.250", ("125",)),
        ("26/10/2031", "ngày 26/11/2031 và tháng 10/2031", ("26/10/2031",)),
        ("ngày 26 tháng 10 năm 2031", "tháng 10 năm 2031", ("26 tháng 10 năm 2031",)),
        ("tháng 10/2032", "ngày 26/10/2031, năm 2032", ("10/2032",)),
        ("1605/QĐ-TTg", "Quyết định số 11605/QĐ-TTg", ("1605/QĐ-TTg",)),
        ("12/KH-UBND", "Kế hoạch số 12/KH-UBND-TH", ("12/KH-UBND",)),
        ("64/2027/NĐ-CP", "64/2028/NĐ-CP, 2027", ("64/2027/NĐ-CP",)),
        ("Năm 2031: 9 xã, 9 huyện, 3 tỉnh", "Năm 2031 có 3 tỉnh", ("9",)),
        ("3 tỉnh theo 9/QĐ-UB từ 1/2/2031", "", ("3", "9/QĐ-UB", "1/2/2031")),
    ],
)
def test_a_figure_that_no_quote_holds_is_named(text: str, quote: str, lacking: tuple[str, ...]) -> None:
    assert unsupported(said(text, quote)) == lacking


def test_figures_may_stand_in_different_quotes_but_a_date_must_stand_in_one() -> None:
    assert unsupported(said("12 xã, 3 huyện", "có 12 xã", "và 3 huyện")) == ()
    assert unsupported(said("26/10/2031", "ngày 26/10", "năm 2031")) == ("26/10/2031",)


def test_a_declined_answer_needs_no_support() -> None:
    assert unsupported({"answered": False, "answer": "Không có kế hoạch năm 2044.", "citations": []}) == ()
    assert unsupported({"answered": False}) == ()


@pytest.mark.parametrize(
    ("text", "quote", "agencies"),
    [
        ("Sở Tài chính", "do cơ quan tài chính cân đối", ("Sở Tài chính",)),
        ("Sở Tài chính", "Chủ trì, phối hợp với Sở Nội vụ cân đối vốn.", ("Sở Tài chính",)),
        ("Sở Nội vụ và Bộ Nội vụ", "Sở Nội vụ", ("Bộ Nội vụ",)),
        ("UBND huyện", "Ủy ban nhân dân tỉnh", ("UBND huyện",)),
        ("Sở Y tế dùng 9 xe", "có 8 xe", ("9", "Sở Y tế")),
    ],
)
def test_an_agency_that_no_quote_names_is_named(text: str, quote: str, agencies: tuple[str, ...]) -> None:
    assert unsupported(said(text, quote)) == agencies


def test_the_agency_of_a_heading_is_supported_where_the_heading_is_quoted() -> None:
    assert unsupported(said("Sở Xây dựng", "Lập quy hoạch chợ.", "2. SỞ XÂY DỰNG")) == ()
    assert unsupported(said("Sở Thông tin…", "Sở Thông tin và Truyền thông chủ trì")) == ()
