"""Lists: the whole list that is asked for, and only that list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.assistant import Assistant
from assistant.lists import LONGEST_QUOTE, read_enumeration, read_list, read_section
from assistant.naming import told
from assistant.prepared import PreparedUnit
from assistant.query import Query
from assistant.things import asked_heading
from assistant.types import Answer
from corpus.document import make_document
from corpus.units import find_units

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


def test_all_items_are_named_where_the_long_ones_are_shortened() -> None:
    items = ["Trồng rừng đầu nguồn, " + "chăm sóc rừng non " * 15, "Giao khoán", "Chi trả dịch vụ môi trường rừng"]
    said = told(items, 100)
    assert len(said) <= 100
    assert said == "Trồng rừng đầu nguồn, chăm sóc rừng non chăm sóc rừng…; Giao khoán; Chi trả dịch vụ môi trường rừng"


def test_of_items_too_many_to_be_named_the_last_are_left_out() -> None:
    said = told([f"Tiểu khu {n} thuộc lâm trường Tam Đường" for n in range(40)], 300)
    assert len(said) <= 300
    assert said.endswith("; …")
    assert said.startswith("Tiểu khu 0 thuộc")


@given(st.lists(st.text(alphabet="trồng rừng,; 12", min_size=1, max_size=200), min_size=1, max_size=30))
def test_a_list_is_never_longer_than_asked(items: list[str]) -> None:
    assert len(told(items, 300)) <= 300


def test_an_item_that_introduces_the_very_things_asked_for_gives_its_own_items(query: Build, units: Units) -> None:
    text = (
        "III. PHÁT TRIỂN LÂM NGHIỆP\n- Rà soát quy hoạch ba loại rừng.\n- Triển khai các dự án:\n"
        "+ Vườn ươm Sìn Hồ;\n+ Đường tuần tra Mường Tè.\n"
    )
    around = units(text)
    found = read_list(query("Phát triển lâm nghiệp bằng những dự án nào?"), first(around, "LÂM NGHIỆP"), around)
    assert found is not None
    assert found.items == ("Vườn ươm Sìn Hồ", "Đường tuần tra Mường Tè")
    assert found.quote.of(text).startswith("- Triển khai các dự án:")


def test_an_item_that_only_introduces_is_said_with_those_below_it(query: Build, units: Units) -> None:
    text = (
        "Các loại cây trồng gồm:\n- Cây công nghiệp:\n+ Chè;\n+ Cao su.\n- Cây ăn quả.\n"
        "II. KINH PHÍ\nDo ngân sách huyện bảo đảm.\n"
    )
    around = units(text)
    found = read_list(query("Các loại cây trồng gồm những loại nào?"), first(around, "gồm:"), around)
    assert found is not None
    assert found.items == ("Cây công nghiệp: Chè, Cao su", "Cây ăn quả")
    assert found.quote.of(text).endswith("- Cây ăn quả.")


def test_an_item_of_the_things_asked_for_gives_the_whole_list(query: Build, units: Units) -> None:
    text = (
        "b) Hạt Kiểm lâm thực hiện các dự án do Chi cục chủ trì:\n- Dự án 1: Phòng cháy rừng thông.\n"
        "- Dự án 2: Trồng rừng phòng hộ đầu nguồn.\n"
    )
    around = units(text)
    asked = query("Hạt Kiểm lâm thực hiện những dự án nào do Chi cục chủ trì để phòng hộ?")
    found = read_list(asked, first(around, "Dự án 2"), around)
    assert found is not None
    assert len(found.items) == 2


def test_what_follows_an_item_that_ends_with_a_full_stop_is_no_list_of_it(query: Build, units: Units) -> None:
    text = "d) Hằng quý báo cáo kết quả giữ rừng.\nTrên đây là kế hoạch giữ rừng.\nĐề nghị các đơn vị thực hiện.\n"
    around = units(text)
    assert read_list(query("Hằng quý báo cáo những kết quả giữ rừng nào?"), first(around, "Trên đây"), around) is None


def test_an_enumeration_goes_on_in_the_line_behind_it(query: Build, units: Units) -> None:
    text = (
        "- Hỗ trợ các hộ trồng chè chuyển đổi giống.\n"
        "Trong đó, tập trung ba vùng: Tam Đường; Tân Uyên; Than Uyên.\n- Vay vốn.\n"
    )
    around = units(text)
    found = read_enumeration(query("Chuyển đổi giống chè ở những vùng nào?"), first(around, "Hỗ trợ"), around)
    assert found.items == ("Tam Đường; Tân Uyên; Than Uyên",)
    assert found.quote.of(text).endswith("Than Uyên.")
    assert "Vay vốn" not in found.quote.of(text)


def test_an_enumeration_that_a_line_break_cuts_is_quoted_whole(query: Build, units: Units) -> None:
    text = "- Cấp giống cho bốn xã: Bản Bo; Nà Tăm;\nkhu tái định cư Sin Súi;\nBản Giang.\nII. KINH PHÍ\n"
    around = units(text)
    found = read_enumeration(query("Cấp giống cho những xã nào?"), first(around, "Cấp giống"), around)
    assert found.quote.of(text).startswith("- Cấp giống")
    assert "khu tái định cư Sin Súi" in found.quote.of(text)


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


HEADINGS = """KẾ HOẠCH
Giữ rừng năm 2031

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Giữ nguyên diện tích rừng.
- Nuôi rừng non.
2. Yêu cầu
- Không để xảy ra cháy rừng.
II. GIẢI PHÁP
Rừng được giao cho hộ dân.
Chòi canh được dựng trước mùa khô.
"""


def test_the_heading_that_names_the_things_asked_for_gives_its_list(query: Build, units: Units) -> None:
    around = units(HEADINGS)
    found = asked_heading(query("Kế hoạch có những mục đích, yêu cầu nào?"), around[0].document, around)
    assert found is not None
    assert found.text == "I. MỤC ĐÍCH, YÊU CẦU"
    assert asked_heading(query("Cháy rừng ở xã có những mục đích nào?"), around[0].document, around) is None


def test_a_title_below_a_heading_is_said_with_what_stands_below_it(query: Build, units: Units) -> None:
    around = units(HEADINGS)
    heading = first(around, "MỤC ĐÍCH, YÊU")
    found = read_list(query("Những mục đích, yêu cầu nào?"), heading, around) or read_section(
        heading.document, heading, around
    )
    assert found is not None
    assert found.items == (
        "Mục đích: Giữ nguyên diện tích rừng, Nuôi rừng non",
        "Yêu cầu: Không để xảy ra cháy rừng",
    )


def test_the_paragraphs_under_a_marked_heading_are_its_items(query: Build, units: Units) -> None:
    around = units(HEADINGS)
    heading = first(around, "GIẢI PHÁP")
    found = read_list(query("Những giải pháp nào?"), heading, around) or read_section(heading.document, heading, around)
    assert found is not None
    assert found.items == ("Rừng được giao cho hộ dân", "Chòi canh được dựng trước mùa khô")
