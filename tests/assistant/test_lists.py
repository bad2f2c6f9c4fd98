"""Lists: the whole list that is asked for, and only that list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.lists import LONGEST_QUOTE, inline_items, read_list, read_section
from assistant.prepared import PreparedUnit
from assistant.query import Query
from assistant.types import Answer
from corpus.document import make_document
from index.units import find_units

Ask = Callable[..., Answer]
Build = Callable[[str], Query]
Units = Callable[[str], list[PreparedUnit]]
PLAN = """KẾ HOẠCH
Phòng, chống cháy rừng

I. GIẢI PHÁP
Lực lượng tại chỗ sẵn sàng ứng phó.
Các biện pháp phòng cháy rừng gồm:
a) Làm 62 km đường băng cản lửa;
b) Dựng 14 chòi canh lửa;
c) Tập huấn cho chủ rừng.
II. ƯU TIÊN
- Rừng đặc dụng;
- Rừng phòng hộ đầu nguồn.
"""


def first(units: list[PreparedUnit], piece: str) -> PreparedUnit:
    return next(unit for unit in units if piece in unit.text)


def test_the_line_that_introduces_a_list_gives_the_whole_list(query: Build, units: Units) -> None:
    around = units(PLAN)
    found = read_list(query("Các biện pháp phòng cháy rừng gồm những gì?"), first(around, "gồm:"), around)
    assert found is not None
    assert found.items == ("Làm 62 km đường băng cản lửa", "Dựng 14 chòi canh lửa", "Tập huấn cho chủ rừng")
    assert found.quote.of(PLAN).startswith("Các biện pháp")
    assert found.quote.of(PLAN).endswith("c) Tập huấn cho chủ rừng.")


def test_an_item_gives_its_whole_list_where_the_question_is_about_the_list(query: Build, units: Units) -> None:
    around = units(PLAN)
    asked = query("Những biện pháp phòng cháy rừng nào được nêu?")
    found = read_list(asked, first(around, "Dựng 14"), around)
    assert found is not None
    assert len(found.items) == 3


def test_an_item_stays_alone_where_the_question_is_about_the_item(query: Build, units: Units) -> None:
    around = units(PLAN)
    assert read_list(query("Dựng bao nhiêu chòi canh lửa?"), first(around, "Dựng 14"), around) is None


def test_a_sentence_is_no_list(query: Build, units: Units) -> None:
    around = units(PLAN)
    assert read_list(query("Lực lượng tại chỗ"), first(around, "Lực lượng"), around) is None


def test_a_numbered_heading_gives_the_items_under_it(query: Build, units: Units) -> None:
    around = units(PLAN)
    found = read_list(query("Những ưu tiên nào?"), first(around, "ƯU TIÊN"), around)
    assert found is not None
    assert found.items == ("Rừng đặc dụng", "Rừng phòng hộ đầu nguồn")
    assert found.quote.of(PLAN).startswith("II. ƯU TIÊN")


def test_a_heading_gives_the_paragraphs_under_it_and_no_others() -> None:
    text = "## Ưu tiên\n\nGiữ rừng đặc dụng.\n\nTrồng rừng đầu nguồn.\n\n## Kinh phí\n\nVốn tỉnh.\n"
    document = make_document(Path("ke-hoach.md"), text.encode("utf-8"), "ke-hoach")
    around = [PreparedUnit(document, unit) for unit in find_units(document)]
    found = read_section(document, first(around, "Ưu tiên"), around)
    assert found is not None
    assert found.items == ("Giữ rừng đặc dụng", "Trồng rừng đầu nguồn")
    assert "Kinh phí" not in found.quote.of(document.text)


def test_a_list_keeps_its_last_item_before_a_paragraph(query: Build, units: Units) -> None:
    around = units(PLAN.replace("II. ƯU TIÊN", "Kinh phí do ngân sách huyện bảo đảm.\nII. ƯU TIÊN"))
    found = read_list(query("Các biện pháp phòng cháy rừng gồm những gì?"), first(around, "gồm:"), around)
    assert found is not None
    assert len(found.items) == 3


def test_a_list_too_long_to_quote_is_quoted_in_part(query: Build, units: Units) -> None:
    items = [f"- Trồng rừng tại tiểu khu số {n} thuộc lâm trường {'x' * 80};" for n in range(30)]
    around = units("I. TRỒNG RỪNG\nCác tiểu khu gồm:\n" + "\n".join(items) + "\n")
    found = read_list(query("Các tiểu khu gồm những tiểu khu nào?"), first(around, "gồm:"), around)
    assert found is not None
    assert 2 < len(found.items) < 30
    assert len(found.quote) <= LONGEST_QUOTE


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        ("Cây trồng chủ lực gồm: chè, cà phê, mắc ca.", "chè, cà phê, mắc ca"),
        ("Phối hợp với các sở: Y tế, Tài chính, Nội vụ.", "Y tế, Tài chính, Nội vụ"),
        ("Xây dựng cầu treo qua suối.", "Xây dựng cầu treo qua suối"),
    ],
)
def test_the_enumeration_of_a_sentence(sentence: str, items: str) -> None:
    assert inline_items(sentence) == items


def test_a_list_question_gives_the_whole_list(ask: Ask) -> None:
    answer = ask("Các nhiệm vụ củng cố mạng lưới y tế cơ sở của Quảng Bình gồm những gì?")
    assert answer.text.split("; ") == [
        "Sửa chữa 27 trạm y tế xã xuống cấp",
        "Luân phiên bác sĩ của bệnh viện tỉnh về trạm y tế xã",
        "Lập hồ sơ sức khỏe điện tử cho người dân",
    ]
    (citation,) = answer.citations
    assert citation.quote.text.endswith("c) Lập hồ sơ sức khỏe điện tử cho người dân.")


def test_the_items_under_a_heading_are_a_list_too(ask: Ask) -> None:
    answer = ask("Các mục tiêu cụ thể của kế hoạch Quảng Bình là những gì?")
    assert answer.text.count(";") == 3
    assert "143 trạm y tế xã" in answer.text
    assert "96%" in answer.text


def test_a_line_that_only_introduces_a_list_is_no_answer(ask: Ask) -> None:
    answer = ask("Quảng Bình củng cố mạng lưới y tế cơ sở bằng nhiệm vụ gì?")
    assert "27 trạm" in answer.text


@pytest.mark.parametrize(
    ("agency", "province", "duty"),
    [
        ("Sở Giao thông vận tải", "Sơn La", "Theo dõi, kiểm tra việc thực hiện kế hoạch"),
        ("Sở Y tế", "Quảng Bình", "Chủ trì, phối hợp với các sở, ngành"),
    ],
)
def test_the_duties_of_an_agency_stand_under_its_own_heading(ask: Ask, agency: str, province: str, duty: str) -> None:
    answer = ask(f"Những nhiệm vụ của {agency} tỉnh {province} là gì?")
    assert answer.text.startswith(duty)
    assert answer.citations[0].section[-1].endswith(agency)


TOTAL_AND_PARTS = """ỦY BAN NHÂN DÂN
TỈNH LAI CHÂU

KẾ HOẠCH
Trồng rừng tỉnh Lai Châu năm 2033

I. MỤC TIÊU
1. Mục tiêu cụ thể
a) Về diện tích
- Trồng mới 1.250 ha rừng phòng hộ.
b) Về bảo vệ
- Tổ chức 36 đội tuần tra.
II. KINH PHÍ
Tổng kinh phí thực hiện là 9.750.000.000 đồng, trong đó:
- Ngân sách trung ương: 6.500.000.000 đồng.
- Ngân sách tỉnh: 3.250.000.000 đồng.
III. HIỆN TRẠNG
Toàn tỉnh có tổng số 58 vườn ươm, trong đó:
- Vườn ươm nhà nước: 41 vườn ươm.
- Vườn ươm tư nhân: 17 vườn ươm.
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Tổng kinh phí trồng rừng Lai Châu là bao nhiêu?", "9.750.000.000 đồng"),
        ("Lai Châu chi bao nhiêu tiền?", "9.750.000.000 đồng"),
        ("Lai Châu có bao nhiêu vườn ươm?", "58 vườn ươm"),
    ],
)
def test_a_total_is_told_before_its_parts(assistant_over: Callable[..., Assistant], question: str, said: str) -> None:
    assert assistant_over(lai_chau_2033=TOTAL_AND_PARTS).ask(question).text == said


def test_a_list_takes_in_what_stands_under_the_headings_below(assistant_over: Callable[..., Assistant]) -> None:
    answer = assistant_over(lai_chau_2033=TOTAL_AND_PARTS).ask("Mục tiêu cụ thể của Lai Châu là gì?")
    assert "1.250 ha" in answer.citations[0].quote.text
    assert "36 đội" in answer.citations[0].quote.text
