"""Table rows: the right column, with its unit, and header and unit line cited."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.prepared import PreparedUnit
from assistant.query import Query, plain
from assistant.rows import choose_cell, describe
from assistant.types import Answer
from corpus.document import make_document
from corpus.units import UnitKind

Ask = Callable[..., Answer]
Build = Callable[[str], Query]
Units = Callable[[str], list[PreparedUnit]]
TABLE = """PHỤ LỤC
KINH PHÍ THỰC HIỆN
ĐVT: triệu đồng
| TT | Nội dung | Cơ quan chủ trì | Thời gian | Vốn trung ương | Vốn tỉnh | Số xã |
|---|---|---|---|---|---|---|
| 1 | Sửa hồ chứa | Sở Xây dựng | 2032-2033 | 15.200 | | 12 |
| 2 | Trồng rừng phòng hộ | Sở Công Thương | 2034 | 8.400 | 3.650 | 27 |
| | Tổng cộng | | | 23.600 | 3.650 | 39 |
"""
LAST_COLUMN_TOTAL = """ỦY BAN NHÂN DÂN
TỈNH SƠN LA

KẾ HOẠCH
Làm đường tỉnh Sơn La năm 2032

PHỤ LỤC
KINH PHÍ
ĐVT: triệu đồng
TT
Nhiệm vụ
Ngân sách trung ương
Ngân sách tỉnh
Tổng cộng
1
Rải nhựa đường liên xã
742.000
391.500
1.133.500
2
Xây ngầm tràn
486.200
173.800
660.000
3
Đắp ta luy
118.000
233.500
351.500
"""


def row(units: Units, piece: str) -> PreparedUnit:
    return next(u for u in units(TABLE) if u.unit.kind is UnitKind.ROW and piece in u.text)


def chosen(query: Build, unit: PreparedUnit, question: str) -> tuple[str, tuple[str, ...]] | None:
    cell = choose_cell(query(question), unit, plain(question))
    return None if cell is None else (cell.said, tuple(span.of(unit.document.text) for span in cell.also))


@pytest.mark.parametrize(
    ("question", "cell", "also"),
    [
        (
            "Vốn trung ương để trồng rừng phòng hộ là bao nhiêu?",
            "8.400 triệu đồng",
            ("Vốn trung ương", "ĐVT: triệu đồng"),
        ),
        ("Vốn tỉnh để trồng rừng phòng hộ là bao nhiêu?", "3.650 triệu đồng", ("Vốn tỉnh", "ĐVT: triệu đồng")),
        ("Cơ quan nào chủ trì trồng rừng phòng hộ?", "Sở Công Thương", ("Cơ quan chủ trì",)),
        ("Trồng rừng phòng hộ vào năm nào?", "2034", ("Thời gian",)),
    ],
)
def test_the_header_chooses_the_cell(
    query: Build, units: Units, question: str, cell: str, also: tuple[str, ...]
) -> None:
    assert chosen(query, row(units, "Trồng rừng"), question) == (cell, also)


def test_the_number_of_a_row_is_no_amount(query: Build, units: Units) -> None:
    found = chosen(query, row(units, "Trồng rừng"), "Bao nhiêu xã trồng rừng phòng hộ?")
    assert found is not None
    assert found[0] == "27"


def test_a_question_for_money_is_answered_from_a_column_of_money(query: Build, units: Units) -> None:
    found = chosen(query, row(units, "Sửa hồ"), "Sửa hồ chứa hết bao nhiêu tiền?")
    assert found is not None
    assert found[0] == "15.200 triệu đồng"


def test_a_total_whose_columns_the_question_does_not_tell_apart_is_told_for_each(query: Build, units: Units) -> None:
    found = chosen(query, row(units, "Tổng cộng"), "Tổng cộng hết bao nhiêu tiền?")
    assert found is not None
    assert found[0] == "Vốn trung ương: 23.600 triệu đồng; Vốn tỉnh: 3.650 triệu đồng"
    named = chosen(query, row(units, "Tổng cộng"), "Tổng cộng vốn tỉnh là bao nhiêu tiền?")
    assert named is not None
    assert named[0] == "3.650 triệu đồng"


def test_the_source_of_money_is_the_header_of_the_filled_column(query: Build, units: Units) -> None:
    assert chosen(query, row(units, "Sửa hồ"), "Sửa hồ chứa từ nguồn vốn nào?") == (
        "Vốn trung ương",
        ("Vốn trung ương",),
    )


def test_a_row_without_such_a_cell_has_none(query: Build, units: Units) -> None:
    assert chosen(query, row(units, "Sửa hồ"), "Sửa hồ chứa theo quyết định nào?") is None


def test_a_row_is_described_by_its_words(units: Units) -> None:
    unit = row(units, "Trồng rừng")
    table = unit.document.tables[0]
    assert describe(unit.document.text, table, table.rows[1]) == "Trồng rừng phòng hộ"


@pytest.mark.parametrize(
    ("question", "value", "header"),
    [
        ("Ngân sách tỉnh cho xây dựng cầu dân sinh ở Sơn La là bao nhiêu?", "173.800", "Ngân sách tỉnh"),
        ("Ngân sách trung ương cho xây dựng cầu dân sinh ở Sơn La là bao nhiêu?", "486.200", "Ngân sách trung ương"),
        ("Tổng vốn xây dựng cầu dân sinh ở Sơn La là bao nhiêu?", "660.000", "Tổng vốn"),
        ("Kinh phí nâng cấp cảng cá Phan Rí Cửa ở Bình Thuận năm 2031 là bao nhiêu?", "7.300", "Năm 2031"),
        ("Kinh phí nâng cấp cảng cá Phan Rí Cửa ở Bình Thuận năm 2032 là bao nhiêu?", "13.950", "Năm 2032"),
    ],
)
def test_a_table_question_gives_the_right_column_with_its_unit_and_cites_both(
    ask: Ask, question: str, value: str, header: str
) -> None:
    answer = ask(question)
    assert answer.text == f"{value} triệu đồng"
    quoted = [" ".join(c.quote.text.split()) for c in answer.citations]
    assert value in quoted[0]
    assert quoted[1:] == [header, "ĐVT: triệu đồng"]


def test_a_question_about_the_sum_is_answered_from_the_total_row(ask: Ask) -> None:
    assert ask("Tổng cộng ngân sách trung ương cho giao thông Sơn La là bao nhiêu?").text == "1.346.200 triệu đồng"


def test_a_question_about_one_item_is_not_answered_from_the_total_row(ask: Ask) -> None:
    assert ask("Bảo trì đường xã ở Sơn La cần bao nhiêu tiền ngân sách tỉnh?").text == "233.500 triệu đồng"


def test_a_last_column_of_totals_is_a_column() -> None:
    document = make_document(Path("son-la-2032.txt"), LAST_COLUMN_TOTAL.encode("utf-8"), "son-la-2032")
    first = [cell.of(document.text) for cell in document.tables[0].rows[0].cells if cell]
    assert first == ["1", "Rải nhựa đường liên xã", "742.000", "391.500", "1.133.500"]


def test_an_amount_is_never_told_under_the_header_of_another_column(assistant_over: Callable[..., Assistant]) -> None:
    answer = assistant_over(son_la_2032=LAST_COLUMN_TOTAL).ask("Ngân sách tỉnh để xây ngầm tràn ở Sơn La là bao nhiêu?")
    assert answer.text == "173.800 triệu đồng"


def test_the_total_is_no_source_of_money(ask: Ask) -> None:
    answer = ask("Bảo trì đường xã ở Sơn La lấy từ nguồn vốn nào?")
    assert "Ngân sách" in answer.text
    assert "Tổng" not in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Cơ quan nào chủ trì ban hành Quy chế phối hợp cứu hộ?", "Sở Xây dựng"),
        ("Cơ quan nào phối hợp ban hành quy chế cứu hộ?", "Công an tỉnh; Sở Y tế"),
        ("Sản phẩm của việc ban hành quy chế cứu hộ là gì?", "Quyết định của UBND tỉnh"),
    ],
)
def test_the_column_of_the_role_or_product_answers(query: Build, units: Units, question: str, said: str) -> None:
    text = """KẾ HOẠCH
Cứu hộ đường thủy

DANH MỤC NHIỆM VỤ
| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm |
|---|---|---|---|---|
| 1 | Ban hành Quy chế phối hợp cứu hộ đường thủy | Sở Xây dựng | Công an tỉnh; Sở Y tế | Quyết định của UBND tỉnh |
| 2 | Diễn tập cứu hộ đường thủy | Công an tỉnh | Sở Y tế | Cuộc diễn tập |
"""
    row = next(u for u in units(text) if u.unit.kind is UnitKind.ROW and "Quy chế" in u.text)
    cell = choose_cell(query(question), row, plain(question))
    assert cell is not None
    assert cell.said == said


TARGETS = """PHỤ LỤC
CHỈ TIÊU
| TT | Chỉ tiêu | Đơn vị tính | Năm 2031 | Năm 2033 | Cơ quan chủ trì | Kết quả |
|---|---|---|---|---|---|---|
| 1 | Tỷ lệ che phủ rừng | % | 52 | 55 | Sở Công Thương | Báo cáo (đã trình) |
| 2 | Số chòi canh lửa | Chòi | 14 | trên 20 | Sở Xây dựng | Quyết định |
"""
COSTS = """PHỤ LỤC
KINH PHÍ
ĐVT: triệu đồng
| TT | Nội dung | Vốn sự nghiệp huyện | Vốn đầu tư xây dựng tỉnh | Kinh phí |
|---|---|---|---|---|
| 1 | Làm đường băng cản lửa | 1.200 | 3.300 | 4.500 |
"""


def target(units: Units, piece: str, text: str = TARGETS) -> PreparedUnit:
    return next(u for u in units(text) if u.unit.kind is UnitKind.ROW and piece in u.text)


@pytest.mark.parametrize(
    ("piece", "question", "cell"),
    [
        ("che phủ", "Tỷ lệ che phủ rừng là bao nhiêu phần trăm?", "55%"),
        ("che phủ", "Tỷ lệ che phủ rừng năm 2031 là bao nhiêu phần trăm?", "52%"),
        ("chòi", "Có bao nhiêu chòi canh lửa?", "trên 20 Chòi"),
        ("che phủ", "Báo cáo che phủ rừng đã trình chưa?", "Báo cáo (đã trình)"),
        ("chòi", "Kết quả của việc dựng chòi canh lửa là gì?", "Quyết định"),
    ],
)
def test_the_unit_stands_behind_the_figure_and_the_year_chooses_its_column(
    query: Build, units: Units, piece: str, question: str, cell: str
) -> None:
    found = chosen(query, target(units, piece), question)
    assert found is not None
    assert found[0] == cell


def test_the_sum_of_a_row_answers_unless_the_question_names_a_part_of_it(query: Build, units: Units) -> None:
    row = target(units, "băng cản lửa", COSTS)
    whole = chosen(query, row, "Làm đường băng cản lửa ở tỉnh cần bao nhiêu tiền?")
    part = chosen(query, row, "Vốn đầu tư xây dựng tỉnh để làm đường băng cản lửa là bao nhiêu tiền?")
    assert whole is not None
    assert part is not None
    assert (whole[0], part[0]) == ("4.500 triệu đồng", "3.300 triệu đồng")
