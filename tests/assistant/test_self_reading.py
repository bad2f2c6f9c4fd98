"""What documents say about themselves: proposal, effect, validity, officers, bodies and the documents they cite."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.assistant import Assistant
from assistant.shortenings import find_shortening
from assistant.types import Answer
from index.indexing import find_files, index_files
from index.store import Store

DECISION = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
-------

Số: 512/QĐ-UBND

Lâm Đồng, ngày 14 tháng 5 năm 2031

QUYẾT ĐỊNH

PHÊ DUYỆT KẾ HOẠCH PHÁT TRIỂN CÂY CÀ PHÊ TỈNH LÂM ĐỒNG NĂM 2031

ỦY BAN NHÂN DÂN TỈNH

Căn cứ Nghị định số 98/2018/NĐ-CP ngày 05/7/2018 của Chính phủ về chính sách khuyến khích liên kết sản xuất;

Thực hiện Chỉ thị số 08/CT-TTg ngày 20/02/2030 của Thủ tướng Chính phủ về phát triển cây công nghiệp;

Xét đề nghị của Giám đốc Sở Nông nghiệp và Môi trường tại Tờ trình số 77/TTr-SNNMT ngày 02/5/2031,

QUYẾT ĐỊNH:

Điều 1. Phê duyệt Kế hoạch phát triển cây cà phê.

Điều 2. Quyết định này có hiệu lực kể từ ngày ký.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Đinh Văn Tuấn
"""

PLAN = """ỦY BAN NHÂN DÂN
TỈNH GIA LAI
-------

Số: 91/KH-UBND

Gia Lai, ngày 03 tháng 6 năm 2031

KẾ HOẠCH

PHÒNG, CHỐNG CHÁY RỪNG TỈNH GIA LAI NĂM 2031

Thực hiện Quyết định số 300/QĐ-TTg ngày 11/3/2030 của Thủ tướng Chính phủ về bảo vệ rừng; Công văn số 45/UBND-NL \
ngày 09/4/2031 của Ủy ban nhân dân tỉnh về trực cháy rừng mùa khô.

I. TỔ CHỨC

1. Kiện toàn Ban Chỉ đạo phòng cháy rừng: Trưởng Ban Chỉ đạo là Chủ tịch UBND tỉnh; Phó Trưởng Ban Chỉ đạo là Giám đốc \
Sở Nông nghiệp và Môi trường.

2. Triển khai Hệ thống cảnh báo cháy sớm (FEWS), Nền tảng chia sẻ, điều phối ảnh viễn thám (NDRS) cho các hạt kiểm lâm.

3. Đất rừng tăng 2% (VSR) hằng năm.

CHỦ TỊCH

Rơ Châm Hùng
"""

Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    folder = tmp_path_factory.mktemp("self")
    for name, text in (("ca-phe.txt", DECISION), ("chay-rung.txt", PLAN)):
        (folder / name).write_text(text, encoding="utf-8")
    with Store.create_or_open(folder / "store") as store:
        index_files(store, find_files(folder.glob("*.txt")))
    return Assistant.open(folder / "store").ask


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch cà phê Lâm Đồng được duyệt theo tờ trình số mấy?",
        "Giấy xin phê duyệt gửi tỉnh Lâm Đồng trước kế hoạch cà phê đánh số mấy, soạn hôm nào?",
    ],
)
def test_the_proposal_is_told_with_its_date_and_not_the_number_of_the_decision(told: Ask, question: str) -> None:
    assert told(question).text == "Tờ trình số 77/TTr-SNNMT ngày 02/5/2031"


def test_who_proposed_a_plan_is_told(told: Ask) -> None:
    text = told("Ai đề nghị ban hành kế hoạch phát triển cây cà phê Lâm Đồng?").text
    assert text == "Giám đốc Sở Nông nghiệp và Môi trường"


def test_a_document_that_is_in_force_from_its_signing_gives_that_day_with_a_second_quote(told: Ask) -> None:
    answer = told("Quyết định 512/QĐ-UBND có hiệu lực từ bao giờ?")
    assert answer.text == "kể từ ngày ký (ngày 14 tháng 5 năm 2031)"
    assert [c.quote.text for c in answer.citations] == [
        "Quyết định này có hiệu lực kể từ ngày ký",
        "Lâm Đồng, ngày 14 tháng 5 năm 2031",
    ]


def test_effect_and_validity_that_a_document_does_not_state_are_declined(told: Ask) -> None:
    assert not told("Kế hoạch phòng cháy rừng Gia Lai có hiệu lực khi nào?").answered
    assert not told("Quyết định 512/QĐ-UBND của Lâm Đồng còn hiệu lực không?").answered


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch phòng chống cháy rừng của Gia Lai số mấy, ra ngày mấy?",
        "Ke hoach chong chay rung Gia Lai so may, ban hnah ngay nao?",
    ],
)
def test_number_and_date_are_told_together(told: Ask, question: str) -> None:
    answer = told(question)
    assert answer.text == "91/KH-UBND ngày 03 tháng 6 năm 2031"
    assert len(answer.citations) == 2


def test_who_signed_is_told_with_the_office(told: Ask) -> None:
    assert told("Vị nào đặt bút ký quyết định cà phê Lâm Đồng?").text == "Đinh Văn Tuấn (KT. CHỦ TỊCH, PHÓ CHỦ TỊCH)"


def test_the_signer_of_another_year_is_declined(told: Ask) -> None:
    assert told("Ai ký kế hoạch phát triển cây cà phê Lâm Đồng năm 2032?").reason is not None


def test_another_office_than_the_signer_s_is_declined(told: Ask) -> None:
    assert not told("Giám đốc Sở Nông nghiệp và Môi trường Lâm Đồng tên gì?").answered
    assert not told("Thứ trưởng nào ký quyết định 512/QĐ-UBND của Lâm Đồng?").answered


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Ai làm trưởng ban chỉ đạo phòng cháy rừng ở Gia Lai?", "Chủ tịch UBND tỉnh"),
        ("Phó trưởng ban phòng cháy rừng Gia Lai là ai?", "Giám đốc Sở Nông nghiệp và Môi trường"),
    ],
)
def test_who_heads_a_body_is_told(told: Ask, question: str, said: str) -> None:
    assert told(question).text == said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Nghị định 98/2018/NĐ-CP quy định về cái gì?", "chính sách khuyến khích liên kết sản xuất"),
        ("quyet dinh 300/QD-TTg noi ve viec gi", "bảo vệ rừng"),
        ("Nghị định 98/2018/NĐ-CP ngày ban hành", "ngày 05/7/2018"),
        ("Kế hoạch cà phê của Lâm Đồng thực hiện chỉ thị số mấy?", "08/CT-TTg"),
        ("Lâm Đồng theo chỉ thị nào về cây công nghiệp, ban hành ngày nào?", "Chỉ thị số 08/CT-TTg ngày 20/02/2030"),
    ],
)
def test_a_document_that_is_cited_is_told_of_by_its_type_and_number(told: Ask, question: str, said: str) -> None:
    assert told(question).text == said


def test_what_replaced_a_document_is_not_the_document_itself(told: Ask) -> None:
    assert "512" not in told("Quyết định 512/QĐ-UBND của Lâm Đồng bị thay thế bởi văn bản số mấy?").text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("NDRS là gì?", "Nền tảng chia sẻ, điều phối ảnh viễn thám"),
        ("FEWS viết tắt của cái gì?", "Hệ thống cảnh báo cháy sớm"),
        ("What does FEWS stand for in the Gia Lai plan?", "Hệ thống cảnh báo cháy sớm"),
        ("FEWS o Gia Lai la he thong gi", "Hệ thống cảnh báo cháy sớm"),
    ],
)
def test_short_forms_of_other_letters_than_the_words_are_told_in_full(told: Ask, question: str, said: str) -> None:
    assert told(question).text == said


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Sử dụng phần mềm quản lý văn bản (sau đây gọi tắt là VOffice).", "VOffice", "phần mềm quản lý văn bản"),
        (
            "Theo Nghị định số 12/2030/NĐ-CP về đê điều (viết tắt là Nghị định).",
            "Nghị định",
            "Nghị định số 12/2030/NĐ-CP về đê điều",
        ),
        ("Lập khu nuôi trồng tập trung (Aqua Farm Zone / AFZ) tại vịnh.", "AFZ", "khu nuôi trồng tập trung"),
        ("Kết nối LIS (Laboratory Information System) với bệnh viện.", "LIS", "Laboratory Information System"),
        ("Cổng, trang tin, phần mềm hồ sơ liên thông (VIC).", "VIC", "phần mềm hồ sơ liên thông"),
        ("Tỉnh khuyến khích, áp dụng Sổ theo dõi giống thủy sản (STGT).", "STGT", "Sổ theo dõi giống thủy sản"),
        ("VNeID là ứng dụng định danh điện tử.", "VNeID", "ứng dụng định danh điện tử"),
        ("Đạt 2% GRDP (đối với địa phương).", "GRDP", None),
        ("Chi theo mục tiêu MTQG (nếu có).", "MTQG", None),
    ],
)
def test_the_name_before_a_short_form_begins_where_names_begin(text: str, short: str, long: str | None) -> None:
    found = find_shortening(text, short)
    assert (found.long.of(text) if found else None) == long
