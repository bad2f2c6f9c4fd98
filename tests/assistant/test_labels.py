"""Labelled lines: what a plan says of a task in lines of their own, and the question that each answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.assistant import Assistant
from assistant.kinds import wanted_kinds
from assistant.labels import asked_label
from assistant.prepared import PreparedUnit
from assistant.query import plain
from corpus.folding import folded
from corpus.labels import Label, label_of, lines_of
from corpus.types import Span

Units = Callable[[str], list[PreparedUnit]]

PLAN = """ỦY BAN NHÂN DÂN
TỈNH LONG AN

Số: 87/KH-UBND

Long An, ngày 12 tháng 3 năm 2026

KẾ HOẠCH
Phòng, chống đuối nước trẻ em trên địa bàn tỉnh Long An năm 2026

I. MỤC TIÊU

Giảm 10% số trẻ em tử vong do đuối nước so với năm 2025.

II. NỘI DUNG

1. Dạy bơi an toàn cho học sinh tiểu học
a) Nội dung: Mở lớp dạy bơi trong dịp hè tại các trường có bể bơi.
b) Cơ quan chủ trì thực hiện: Sở Giáo dục và Đào tạo.
c) Đơn vị phối hợp: Sở Văn hóa, Thể thao và Du lịch, Tỉnh đoàn.
d) Thời gian hoàn thành: Trước ngày 31 tháng 8 năm 2026.
đ) Kinh phí thực hiện: 450 triệu đồng từ nguồn ngân sách tỉnh.
e) Sản phẩm: Báo cáo kết quả và danh sách học sinh được cấp chứng nhận.

2. Rào chắn ao hồ, cắm biển cảnh báo
- Khảo sát các điểm nguy hiểm.
- Lắp rào chắn tại ao hồ gần trường học.
Chủ trì: UBND các xã, phường.
Phối hợp: Công an xã, Đoàn Thanh niên.
Thời gian: Quý II năm 2026.
Nguồn kinh phí: Vận động xã hội hóa và ngân sách xã.

3. Truyền thông trên hệ thống truyền thanh cơ sở (Chủ trì: Sở Khoa học và Công nghệ; phối hợp: Báo và Đài Phát thanh, \
Truyền hình; thời gian: thường xuyên).

4. Tập huấn sơ cấp cứu cho nhân viên y tế trường học
Tổ chức hai lớp tập huấn sơ cấp cứu, mỗi lớp 60 người.
Giao Sở Y tế chủ trì, phối hợp với Hội Chữ thập đỏ tỉnh tổ chức, hoàn thành trong tháng 6 năm 2026.

III. TỔ CHỨC THỰC HIỆN

1. Sở Y tế theo dõi, tổng hợp tình hình; Sở Tài chính thẩm định dự toán kinh phí hằng năm.

2. Các cơ quan được giao chủ trì nhiệm vụ có trách nhiệm lập dự toán chi tiết gửi Sở Tài chính.

3. Các đơn vị báo cáo kết quả về Sở Y tế trước ngày 10 tháng 12 năm 2026.
"""


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("Cơ quan chủ trì", Label.LEAD),
        ("Đơn vị thực hiện", Label.LEAD),
        ("Cơ quan, đơn vị chịu trách nhiệm", Label.LEAD),
        ("Phân công thực hiện", Label.LEAD),
        ("Các đơn vị phối hợp thực hiện", Label.SUPPORT),
        ("Phối hợp", Label.SUPPORT),
        ("Thời hạn hoàn thành", Label.TIME),
        ("Tiến độ thực hiện", Label.TIME),
        ("Dự kiến kinh phí", Label.MONEY),
        ("Nguồn kinh phí", Label.MONEY),
        ("Kết quả, sản phẩm", Label.PRODUCT),
        ("Sản phẩm dự kiến", Label.PRODUCT),
        ("Địa điểm tổ chức", Label.PLACE),
        ("Nội dung thực hiện", Label.OTHER),
        ("Trong đó", None),
        ("Sở Xây dựng", None),
        ("Ngành Giao thông vận tải", None),
        ("Thời gian qua", None),
    ],
)
def test_what_a_label_tells(written: str, label: Label | None) -> None:
    assert label_of(folded(written)) is label


def test_the_value_of_a_line_is_sliced_from_the_text() -> None:
    text = "- Cơ quan chủ trì: Sở Nội vụ; thời gian: Quý III năm 2026."
    found = lines_of(text, Span(0, len(text)))
    assert [(line.label, line.value.of(text)) for line in found] == [
        (Label.LEAD, "Sở Nội vụ"),
        (Label.TIME, "Quý III năm 2026."),
    ]


def test_a_sentence_with_a_colon_is_no_labelled_line() -> None:
    text = "Năm 2026, thời gian thực hiện các lớp được chia thành hai đợt: tháng 6 và tháng 9."
    assert lines_of(text, Span(0, len(text))) == ()


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("Cơ quan nào chủ trì dạy bơi?", Label.LEAD),
        ("Sở nào lo dạy bơi?", Label.LEAD),
        ("Những đơn vị nào phối hợp dạy bơi?", Label.SUPPORT),
        ("ai phu mot tay day boi", Label.SUPPORT),
        ("Quy chế phối hợp cứu hộ do cơ quan nào chủ trì?", Label.LEAD),
        ("Bao giờ xong việc dạy bơi?", Label.TIME),
        ("Tiền dạy bơi lấy từ đâu?", Label.MONEY),
        ("Sản phẩm của việc dạy bơi là gì?", Label.PRODUCT),
        ("Dạy bơi ở đâu?", Label.PLACE),
        ("Kế hoạch dạy bơi do cơ quan nào phê duyệt?", None),
        ("Báo cáo kết quả về cơ quan nào?", None),
    ],
)
def test_the_label_that_a_question_wants(question: str, label: Label | None) -> None:
    assert asked_label(wanted_kinds(question), plain(question)) is label


def task_of(units: Units, piece: str) -> dict[Label, str]:
    unit = next(u for u in units(PLAN) if piece in u.text)
    return {line.label: line.value.of(unit.document.text).rstrip(".") for line in unit.task.lines}


def test_the_lines_under_an_item_are_those_of_its_task(units: Units) -> None:
    assert task_of(units, "Dạy bơi an toàn")[Label.LEAD] == "Sở Giáo dục và Đào tạo"
    assert task_of(units, "trường có bể bơi")[Label.TIME] == "Trước ngày 31 tháng 8 năm 2026"


def test_unmarked_lines_behind_bullets_are_those_of_the_item_above_them(units: Units) -> None:
    for piece in ("Rào chắn ao hồ", "Khảo sát", "Lắp rào chắn"):
        assert task_of(units, piece)[Label.LEAD] == "UBND các xã, phường"


def test_labels_in_brackets_are_of_their_own_item_alone(units: Units) -> None:
    assert task_of(units, "truyền thanh cơ sở")[Label.TIME] == "thường xuyên"
    assert Label.TIME not in task_of(units, "Tập huấn sơ cấp cứu cho")


def test_a_section_is_not_led_by_the_agency_of_one_of_its_items(units: Units) -> None:
    assert task_of(units, "NỘI DUNG") == {}
    assert task_of(units, "Giảm 10%") == {}


def test_tasks_that_stand_as_bullets_keep_their_own_lines(units: Units) -> None:
    text = """KẾ HOẠCH
Trồng cây xanh

1. Nhiệm vụ
- Trồng cây ven đường tỉnh.
Cơ quan chủ trì: Sở Xây dựng.
- Trồng rừng phòng hộ ven biển.
Cơ quan chủ trì: Sở Nông nghiệp và Môi trường.
"""
    leads = {
        unit.text: line.value.of(text).rstrip(".")
        for unit in units(text)
        if unit.text.startswith("- ") and (line := unit.task.line(Label.LEAD)) is not None
    }
    assert leads == {
        "- Trồng cây ven đường tỉnh.": "Sở Xây dựng",
        "- Trồng rừng phòng hộ ven biển.": "Sở Nông nghiệp và Môi trường",
    }


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Ai chủ trì dạy bơi cho học sinh tiểu học ở Long An?", "Sở Giáo dục và Đào tạo"),
        ("Ai phụ một tay dạy bơi cho học sinh Long An?", "Sở Văn hóa, Thể thao và Du lịch, Tỉnh đoàn"),
        ("Bao giờ xong việc dạy bơi cho học sinh tiểu học?", "Trước ngày 31 tháng 8 năm 2026"),
        ("Kinh phí dạy bơi lấy từ đâu?", "450 triệu đồng từ nguồn ngân sách tỉnh"),
        ("Dạy bơi cho học sinh tiểu học tốn bao nhiêu tiền?", "450 triệu đồng từ nguồn ngân sách tỉnh"),
        (
            "Sản phẩm của việc dạy bơi là gì?",
            "Báo cáo kết quả và danh sách học sinh được cấp chứng nhận",
        ),
        ("Khi nào cắm biển cảnh báo ao hồ?", "Quý II năm 2026"),
        ("Tiền rào chắn ao hồ lấy từ nguồn nào?", "Vận động xã hội hóa và ngân sách xã"),
        ("Truyền thông trên hệ thống truyền thanh cơ sở ai phối hợp?", "Báo và Đài Phát thanh, Truyền hình"),
        ("Ai chủ trì tập huấn sơ cấp cứu?", "Sở Y tế"),
        ("Sở Y tế phối hợp với ai tập huấn sơ cấp cứu?", "Hội Chữ thập đỏ tỉnh"),
        ("Sở nào thẩm định dự toán?", "Sở Tài chính"),
        ("Ai phải lập dự toán chi tiết?", "Các cơ quan được giao chủ trì nhiệm vụ"),
        ("Các đơn vị báo cáo kết quả về cơ quan nào?", "Sở Y tế"),
    ],
)
def test_the_line_with_the_label_answers(assistant_over: Callable[..., Assistant], question: str, said: str) -> None:
    answer = assistant_over(duoi_nuoc=PLAN).ask(question)
    assert answer.text == said
    assert said in answer.citations[0].quote.text


def test_the_first_quote_holds_the_item_and_the_line_where_they_are_near(
    assistant_over: Callable[..., Assistant],
) -> None:
    quote = assistant_over(duoi_nuoc=PLAN).ask("Ai chủ trì dạy bơi cho học sinh tiểu học?").citations[0].quote.text
    assert quote.startswith("1. Dạy bơi an toàn")
    assert quote.endswith("Sở Giáo dục và Đào tạo.")
