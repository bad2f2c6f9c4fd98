"""Each check finds its slip, quotes it exactly, and leaves right texts alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.checks import Finding, FindingKind, Report, Severity, check_document
from corpus.document import make_document
from corpus.types import Document

HEAD = """ỦY BAN NHÂN DÂN
TỈNH SÔNG HƯƠNG
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 41/KH-UBND
Sông Hương, ngày 12 tháng 3 năm 2024

KẾ HOẠCH
PHÁT TRIỂN THƯ VIỆN CÔNG CỘNG GIAI ĐOẠN 2024 - 2026

I. MỤC TIÊU

"""


def document(body: str) -> Document:
    return make_document(Path("ke-hoach.txt"), (HEAD + body).encode(), None)


def check(body: str) -> Report:
    """The report on a plan with this body; every quote is sliced from its text."""
    plan = document(body)
    report = check_document(plan)
    for finding in report.findings:
        assert finding.quotes
        for quote in finding.quotes:
            assert quote.text == plan.text[quote.span.start : quote.span.end]
    return report


def only(body: str, kind: FindingKind) -> Finding:
    """The one finding in a plan with this body, which is of this kind."""
    (finding,) = check(body).findings
    assert finding.kind is kind
    return finding


def test_a_plan_without_slips_has_no_findings() -> None:
    assert check("1. Mở 12 thư viện xã.\n\n2. Bổ sung 5.000 bản sách mỗi năm.\n") == Report((), ())


@pytest.mark.parametrize(
    "said",
    [
        "Tổng kinh phí: 12.500.000.000 đồng (Mười hai tỷ, năm trăm triệu đồng).",
        "Kinh phí 12.500.000 đồng (bằng chữ: Mười hai triệu năm trăm nghìn đồng chẵn).",
        "Thực hiện trong 15 (mười lăm) ngày.",
        "Thực hiện trong ba mươi (30) ngày.",
        "Kinh phí 2 triệu đồng (hai triệu đồng).",
        "Đến năm (2025) có 3 cấp (ba cấp: tỉnh, huyện, xã).",
    ],
)
def test_amounts_that_agree_with_their_words_are_left_alone(said: str) -> None:
    assert not check(said).findings


@pytest.mark.parametrize(
    ("said", "quote", "found", "expected"),
    [
        ("Ngân sách tỉnh: 8.853.000 đồng (Tám tỷ, tám trăm năm mươi ba triệu đồng).",
         "8.853.000 đồng (Tám tỷ, tám trăm năm mươi ba triệu đồng)", "8.853.000", "8.853.000.000"),
        ("Ngân sách huyện: 2.700.000 (Hai tỷ, bảy trăm triệu đồng).",
         "2.700.000 (Hai tỷ, bảy trăm triệu đồng)", "2.700.000", "2.700.000.000"),
        ("Báo cáo trong bốn mươi lăm (54) ngày.", "bốn mươi lăm (54)", "54", "45"),
    ],
)  # fmt: skip
def test_digits_against_words(said: str, quote: str, found: str, expected: str) -> None:
    finding = only(said, FindingKind.DIGITS_WORDS)
    assert (finding.quotes[0].text, finding.found, finding.expected) == (quote, found, expected)
    assert finding.severity is Severity.ERROR


def test_an_amount_whose_words_are_not_certain_is_counted_as_unchecked() -> None:
    report = check("Kinh phí: 250.000.000 đồng (hai trăm năm triệu rưỡi đồng).")
    assert not report.findings
    assert [place.kind for place in report.unchecked] == [FindingKind.DIGITS_WORDS]


@pytest.mark.parametrize(
    "said",
    [
        "Có 85% (17/20) huyện có thư viện.",
        "Đã có 787 người trong tổng số 1.389 người, đạt tỷ lệ 56,66%.",
        "Cấp xã có 2.501 cán bộ, trong đó có 1.366 người biết tin học, chiếm tỷ lệ 54,6%.",
        "Có 19/23 sở (chiếm 82,6%).",
        "Có 19 đơn vị (chiếm hơn 50%).",
        "Số thẻ tăng 12% (30/200 thư viện).",
    ],
)
def test_shares_that_their_counts_give_are_left_alone(said: str) -> None:
    assert not check(said).findings


@pytest.mark.parametrize(
    ("said", "severity", "expected"),
    [
        ("Khối huyện đạt 85% (77/110).", Severity.ERROR, "70%"),
        ("Có 77/110 đơn vị, đạt 85%.", Severity.ERROR, "70%"),
        ("Cấp huyện có 1.389 người, trong đó biết tin học là 787 người, đạt tỷ lệ 56,65%.", Severity.NOTE, "56,66%"),
        ("Tổng số cán bộ là 2.501 người. Số đã học là 1.366 người, chiếm tỷ lệ 45,6%.", Severity.ERROR, "54,6%"),
    ],
)
def test_a_share_against_its_counts(said: str, severity: Severity, expected: str) -> None:
    finding = only(said, FindingKind.RATIO)
    assert (finding.severity, finding.expected) == (severity, expected)


@pytest.mark.parametrize(
    "said",
    [
        "Tổng kinh phí: 9.000.000.000 đồng, trong đó:\n- Ngân sách tỉnh: 6.000.000.000 đồng.\n"
        "- Ngân sách huyện: 3.000.000.000 đồng.",
        "Tổng kinh phí 34,1 tỷ đồng, trong đó: ngân sách tỉnh 20,4 tỷ đồng, ngân sách huyện 13,8 tỷ đồng.",
        "Tổng kinh phí 1,5 tỷ đồng, gồm: ngân sách tỉnh 900 triệu đồng và ngân sách huyện 600 triệu đồng.",
        "a) Chi sự nghiệp: 27 tỷ đồng.\n\nb) Chi đầu tư: 6 tỷ đồng.\n\nTổng cộng (a+b): 33 tỷ đồng.",
        "Toàn tỉnh có 53 đơn vị, trong đó 34 sở, ban, ngành, Tỉnh ủy, 9 huyện ủy và 9 huyện.",
        "Tổng số cán bộ là 500 người, trong đó nữ 200 người, đảng viên 150 người.",
        "Có 440 dịch vụ (tiếp nhận trực tuyến 1.889 hồ sơ, trực tiếp 7.499 hồ sơ).",
        "Tổng số thư viện: 137.\n\nTrong đó:\n\na) Cấp tỉnh: 86.\n\nb) Cấp huyện: 51.\n\nc) Có máy tính: 23.",
        "Tổng kinh phí 10 tỷ đồng: 9.000.000 (Chín tỷ đồng) của tỉnh.",
    ],
)
def test_totals_that_hold_or_need_not_are_left_alone(said: str) -> None:
    assert not [f for f in check(said).findings if f.kind is FindingKind.SUM]


@pytest.mark.parametrize(
    ("said", "found", "expected"),
    [
        ("Tổng kinh phí: 9.500.000.000 đồng, trong đó:\n- Ngân sách tỉnh: 6.000.000.000 đồng.\n"
         "- Ngân sách huyện: 3.000.000.000 đồng.", "9.500.000.000", "9.000.000.000"),
        ("Tổng kinh phí 1,5 tỷ đồng, gồm: ngân sách tỉnh 900 triệu đồng và ngân sách huyện 700 triệu đồng.",
         "1.500.000.000", "1.600.000.000"),
        ("a) Chi sự nghiệp: 27 tỷ đồng.\n\nb) Chi đầu tư: 6 tỷ đồng.\n\nTổng cộng (a+b): 34 tỷ đồng.",
         "34.000.000.000", "33.000.000.000"),
        ("Có 97 máy chủ (cơ quan nhà nước 46 máy, cơ quan Đảng 61 máy).", "97", "107"),
        ("Cung cấp 643 dịch vụ, cụ thể:\n- Mức độ 3: 450 dịch vụ;\n- Mức độ 4: 203 dịch vụ.", "643", "653"),
        ("Tổng kinh phí: 10 tỷ đồng, trong đó:\n- Tỉnh: 6 tỷ đồng, trong đó:\n+ Chi đầu tư: 6 tỷ đồng.\n"
         "- Huyện: 3 tỷ đồng.", "10.000.000.000", "9.000.000.000"),
    ],
)  # fmt: skip
def test_a_total_against_its_parts(said: str, found: str, expected: str) -> None:
    finding = only(said, FindingKind.SUM)
    assert (finding.found, finding.expected) == (found, expected)


def test_parts_whose_words_make_up_the_total_are_a_slip_of_their_digits_alone() -> None:
    report = check(
        "Tổng kinh phí: 9.000.000.000 đồng, trong đó:\n- Ngân sách tỉnh: 6.000.000 đồng (Sáu tỷ đồng).\n"
        "- Ngân sách huyện: 3.000.000.000 đồng."
    )
    assert [finding.kind for finding in report.findings] == [FindingKind.DIGITS_WORDS]


def test_the_year_of_a_number_against_its_date() -> None:
    finding = only("Theo Quyết định số 33/2015/QĐ-UBND ngày 18 tháng 12 năm 2016.", FindingKind.DATE_NUMBER)
    assert finding.quotes[0].text == "Quyết định số 33/2015/QĐ-UBND ngày 18 tháng 12 năm 2016"
    assert (finding.expected, finding.found) == ("2015", "2016")


@pytest.mark.parametrize("cited", ["Nghị quyết số 5/NQ-CP ngày 13/3/2024", "Luật Thư viện ngày 21 tháng 11 năm 2029"])
def test_a_cited_document_is_not_younger_than_the_one_that_cites_it(cited: str) -> None:
    finding = only(f"Thực hiện {cited}.", FindingKind.DATE_ORDER)
    assert [quote.text for quote in finding.quotes] == [cited, "ngày 12 tháng 3 năm 2024"]


@pytest.mark.parametrize("cited", ["Nghị quyết số 5/NQ-CP ngày 12/3/2024", "Kế hoạch số 41/KH-UBND ngày 12/3/2024"])
def test_documents_of_the_same_day_are_left_alone(cited: str) -> None:
    assert not check(f"Thực hiện {cited}.").findings


def test_one_number_with_two_titles() -> None:
    finding = only(
        "1. Quyết định số 15/QĐ-UBND ngày 03/01/2013 phê duyệt Quy hoạch mạng lưới thư viện tỉnh.\n\n"
        "2. Quyết định số 15/QĐ-UBND ngày 03/01/2013 về phê duyệt Quy hoạch phát triển bảo tàng tỉnh.",
        FindingKind.TITLE_CONFLICT,
    )
    assert len(finding.quotes) == 2


@pytest.mark.parametrize(
    "other",
    [
        "Quyết định 15/QĐ-UBND ngày 03 tháng 01 năm 2013 của Ủy ban nhân dân tỉnh về việc phê duyệt quy hoạch mạng lưới"
        " thư viện giai đoạn 2013 - 2020",
        "Quyết định số 15/QĐ-UBND ngày 09/9/2019 về phê duyệt Quy hoạch phát triển bảo tàng tỉnh",
        "Quyết định số 15/QĐ-UBND ngày 03/01/2013 và Quyết định số 16/QĐ-UBND về phê duyệt Quy hoạch bảo tàng tỉnh",
    ],
)
def test_titles_that_may_be_the_same_are_left_alone(other: str) -> None:
    first = "Quyết định số 15/QĐ-UBND ngày 03/01/2013 phê duyệt Quy hoạch mạng lưới thư viện tỉnh."
    assert not check(f"1. {first}\n\n2. {other}.").findings


def test_a_target_before_the_plan_begins() -> None:
    finding = only("Phấn đấu đến hết năm 2022 có 70% số xã có tủ sách.", FindingKind.TARGET_YEAR)
    assert (finding.expected, finding.found) == ("từ 2024", "2022")


def test_one_target_with_two_years() -> None:
    finding = only(
        "Đến hết năm 2024 có 70% các xã, phường, thị trấn dùng phần mềm quản lý thư viện.\n\n"
        "Phấn đấu đến hết năm 2025 có 70% các xã, phường, thị trấn sử dụng phần mềm quản lý thư viện.",
        FindingKind.TARGET_YEAR,
    )
    assert (finding.expected, finding.found) == ("2025", "2024")


def test_one_target_with_two_values() -> None:
    finding = only(
        "Đến năm 2025 có 70% các xã, phường, thị trấn dùng phần mềm quản lý thư viện.\n\n"
        "Đến năm 2025 có 90% các xã, phường, thị trấn dùng phần mềm quản lý thư viện.",
        FindingKind.TARGET_CONFLICT,
    )
    assert (finding.expected, finding.found) == ("70%", "90%")


def test_milestones_of_one_target_are_left_alone() -> None:
    aim = "người dùng thư viện đánh giá hài lòng với dịch vụ mượn sách trực tuyến."
    assert not check(f"- Giai đoạn 2024 - 2025:\n\n+ 80% {aim}\n\n- Giai đoạn 2025 - 2026:\n\n+ 95% {aim}\n").findings


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (("1. Xây dựng", "2. Sửa chữa", "2. Mua sắm", "3. Đào tạo"), "“2.” được dùng hai lần ở cùng một cấp."),
        (("1. Xây dựng", "2. Sửa chữa", "4. Mua sắm"), "Sau “2.” là “4.”, thiếu “3”."),
        (("a) Xây dựng", "b) Sửa chữa", "d) Mua sắm"), "Sau “b)” là “d)”, thiếu “c”."),
    ],
)
def test_numbers_twice_or_skipped(items: tuple[str, ...], said: str) -> None:
    assert only("\n\n".join(f"{item} thư viện." for item in items), FindingKind.NUMBERING).message == said


@pytest.mark.parametrize(
    "items",
    [
        ("1. Xây dựng", "2. Sửa chữa", "II. GIẢI PHÁP", "1. Xây dựng", "2. Sửa chữa"),
        ("1. Xây dựng", "a) Mới", "b) Cũ", "2. Sửa chữa", "a) Mới", "b) Cũ"),
        ("a) Một", "b) Hai", "c) Ba", "d) Bốn", "đ) Năm", "e) Sáu", "g) Bảy"),
        ("a) Một", "b) Hai", "c) Ba", "d) Bốn", "e) Năm"),
        ("1. Nhà", "1.1. Mới", "1.2. Cũ", "2. Sách", "2.1. Mới"),
    ],
)
def test_lists_in_order_are_left_alone(items: tuple[str, ...]) -> None:
    assert not check("\n\n".join(f"{item} của thư viện." for item in items)).findings


def test_an_annex_that_is_not_there() -> None:
    finding = only("Kinh phí là 5 tỷ đồng (chi tiết tại Phụ lục kèm theo).", FindingKind.MISSING_ANNEX)
    assert finding.quotes[0].text == "(chi tiết tại Phụ lục kèm theo)"


def test_an_annex_alone_under_a_heading_is_a_reference() -> None:
    finding = only("II. DANH MỤC DỰ ÁN\n\nPhụ lục 2\n\nIII. TỔ CHỨC\n\nSở Văn hóa chủ trì.", FindingKind.MISSING_ANNEX)
    assert (finding.quotes[0].text, finding.expected) == ("Phụ lục 2", "phụ lục 2")


@pytest.mark.parametrize(
    "said",
    [
        "Chi tiết tại Phụ lục kèm theo.\n\nPHỤ LỤC\nDANH MỤC\n(Kèm theo Kế hoạch số 41/KH-UBND)\n\nMột thư viện.",
        "Theo mẫu tại Phụ lục II ban hành kèm theo Nghị định số 30/2020/NĐ-CP.",
        "Theo Phụ lục của Thông tư số 10/2022/TT-BTC.",
    ],
)
def test_annexes_that_are_there_or_belong_to_others_are_left_alone(said: str) -> None:
    assert not [f for f in check(said).findings if f.kind is FindingKind.MISSING_ANNEX]


@pytest.mark.parametrize("slip", ["thực hiện thực hiện", "theo theo", "các các", "quan tâm quan tâm", "Sở Sở"])
def test_words_typed_twice(slip: str) -> None:
    assert only(f"Thư viện được {slip} hằng năm.", FindingKind.REPEATED_WORD).quotes[0].text == slip


@pytest.mark.parametrize(
    "said",
    [
        "Hàng cây xanh xanh, người đọc từ từ đông lên, ngày ngày, hằng hằng không dứt.",
        "Tổ chức theo kế hoạch. Kế hoạch được gửi cho các xã.",
        "Phát triển giao thông thông minh, cung cấp cấp tỉnh, thực hiện hiện đại hóa, cán bộ bộ phận một cửa.",
        "Triển khai trong các năm tiếp theo theo kế hoạch; các việc nêu trên trên địa bàn tỉnh.",
        "Số hóa, số hóa tài liệu; năm năm, mười năm.",
    ],
)
def test_reduplication_and_borders_are_left_alone(said: str) -> None:
    assert not check(said).findings


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("Mua sách (sách in, sách nói cho các xã.", "(sách in, sách nói cho các xã."),
        ("Thực hiện Đề án “Văn hóa đọc cho các xã.", "“Văn hóa đọc cho các xã."),
    ],
)
def test_brackets_that_are_not_closed(said: str, quote: str) -> None:
    assert only(said, FindingKind.BRACKET).quotes[0].text == quote


@pytest.mark.parametrize(
    "said",
    [
        "Thư viện (gồm a) nhà; b) sách) được sửa.",
        "a) Nhà mới.\n\nb) Sách mới (sách in [cũ]).",
        "Gồm: 1) nhà, 2) sách và iii) máy.",
        "Mua sách (sách in;\n\nsách nói).",
    ],
)
def test_list_marks_are_no_brackets(said: str) -> None:
    assert not check(said).findings


def test_findings_stand_in_the_order_of_the_text() -> None:
    report = check("Thư viện theo theo kế hoạch.\n\nĐạt 85% (77/110).\n\nMua các các loại sách.")
    starts = [finding.quotes[0].span.start for finding in report.findings]
    assert len(starts) == 3
    assert starts == sorted(starts)


def test_a_share_of_one_office_and_every_unit_with_another_are_no_conflict() -> None:
    text = (
        "- 100% đơn vị có cán bộ phụ trách CNTT; 70% đơn vị bố trí giám đốc CNTT theo quy định.\n\n"
        "- Đào tạo công nghệ thông tin (CNTT) cho các xã."
    )
    assert not [finding for finding in check(text).findings if finding.kind is FindingKind.TARGET_CONFLICT]
