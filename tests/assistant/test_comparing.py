"""Comparisons: sides answered alike, units made equal, who is ahead, and what is computed shown with its operands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.export import answer_to_dict
from assistant.types import Answer, Operation
from eval.support import unsupported
from index.indexing import find_files, index_files
from index.store import Store

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH {upper}\n-------\nSố: {number}/KH-UBND\n{name}, ngày {day} tháng 01 năm 2033\n\nKẾ HOẠCH\n"
)
LAO_CAI = (
    HEAD.format(upper="LÀO CAI", name="Lào Cai", number=21, day="05")
    + """Cấp nước sạch nông thôn tỉnh Lào Cai năm 2033

Căn cứ Luật Tài nguyên nước ngày 27 tháng 11 năm 2023;
Căn cứ Nghị định số 43/2015/NĐ-CP ngày 06 tháng 5 năm 2015 của Chính phủ;

I. HIỆN TRẠNG
Toàn tỉnh có 118 công trình cấp nước tập trung đang hoạt động.
Số hộ dùng nước máy ở cấp huyện là 4.120 hộ; số hộ dùng nước máy ở cấp xã là 3.870 hộ.

II. MỤC TIÊU
- Tỷ lệ hộ dân nông thôn dùng nước sạch đạt 82,5%.
- Hoàn thành trồng 40 ha rừng đầu nguồn.

III. KINH PHÍ
Tổng kinh phí thực hiện kế hoạch là 34,06 tỷ đồng.
- Năm 2032: kinh phí thực hiện 12.000 triệu đồng.
- Năm 2033: kinh phí thực hiện 15.500 triệu đồng.
"""
)
YEN_BAI = (
    HEAD.format(upper="YÊN BÁI", name="Yên Bái", number=64, day="19")
    + """Bảo đảm nước sạch cho dân cư nông thôn tỉnh Yên Bái năm 2033

Căn cứ Luật Tài nguyên nước ngày 27 tháng 11 năm 2023;

I. THỰC TRẠNG
Hiện nay trên địa bàn có 96 công trình cấp nước tập trung.

II. CHỈ TIÊU
Phấn đấu 70% hộ dân nông thôn được dùng nước sạch.

III. NGUỒN LỰC
Tổng nhu cầu kinh phí của kế hoạch: 29.000 triệu đồng.
"""
)
DONG_THAP = (
    HEAD.format(upper="ĐỒNG THÁP", name="Đồng Tháp", number=90, day="27")
    + """Phát triển hợp tác xã tỉnh Đồng Tháp năm 2033

Căn cứ Luật Hợp tác xã ngày 20 tháng 6 năm 2023;
Căn cứ Nghị định số 43/2015/NĐ-CP ngày 06 tháng 5 năm 2015 của Chính phủ;

I. MỤC TIÊU
Thành lập mới 35 hợp tác xã nông nghiệp.

II. KINH PHÍ
Tổng kinh phí là 8.940.000.000 đồng.
"""
)


@pytest.fixture(scope="module")
def water(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("nuoc")
    for name, text in (("lao-cai", LAO_CAI), ("yen-bai", YEN_BAI), ("dong-thap", DONG_THAP)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with Store.create_or_open(folder / "store") as store:
        index_files(store, find_files(sorted(folder.glob("*.txt"))))
    with Assistant.open(folder / "store") as assistant:
        yield assistant


@pytest.fixture(scope="module")
def ask(water: Assistant, check: Callable[..., Answer]) -> Callable[..., Answer]:
    return lambda question: check(water.ask(question), water)


Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    "question",
    [
        "Tổng kinh phí của Lào Cai và Yên Bái, tỉnh nào nhiều hơn và hơn bao nhiêu?",
        "Kinh phí kế hoạch của Lào Cai và Yên Bái chênh nhau bao nhiêu?",
        "tong kinh phi cua Lao Cai nhieu hon Yen Bai bao nhieu",
        "How much more is the total budget of Lào Cai than that of Yên Bái?",
    ],
)
def test_a_difference_is_computed_in_one_unit_and_marked(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert [s.text for s in answer.statements] == [
        "Lào Cai: 34,06 tỷ đồng.",
        "Yên Bái: 29.000 triệu đồng.",
        "Lào Cai nhiều hơn 5,06 tỷ đồng (tính: 34,06 \N{MINUS SIGN} 29 tỷ đồng).",
    ]
    computed = answer.statements[-1].computed
    assert computed is not None
    assert (computed.operation, computed.value) == (Operation.DIFFERENCE, "5,06 tỷ đồng")
    assert [int(operand.value) for operand in computed.operands] == [34_060_000_000, 29_000_000_000]
    assert [operand.written in operand.quote.text for operand in computed.operands] == [True, True]


def test_a_sum_is_computed_of_all_sides(ask: Ask) -> None:
    answer = ask("Cả ba tỉnh Lào Cai, Yên Bái và Đồng Tháp cộng lại tổng kinh phí là bao nhiêu?")
    assert answer.statements[-1].text == "Tổng cộng: 72 tỷ đồng (tính: 34,06 + 29 + 8,94 tỷ đồng)."


def test_what_each_has_is_not_summed(ask: Ask) -> None:
    answer = ask("Lào Cai và Yên Bái mỗi nơi có tổng cộng bao nhiêu công trình cấp nước?")
    assert [s.text for s in answer.statements] == [
        "Lào Cai: 118 công trình cấp nước tập trung.",
        "Yên Bái: 96 công trình cấp nước tập trung.",
    ]


def test_a_ratio_and_a_share_are_rounded_and_said_to_be(ask: Ask) -> None:
    ratio = ask("Tổng kinh phí của Lào Cai gấp mấy lần tổng kinh phí của Đồng Tháp?").statements[-1].text
    assert ratio == "Lào Cai gấp khoảng 3,81 lần (tính: 34,06 : 8,94 tỷ đồng) so với Đồng Tháp."
    share = ask("Tổng kinh phí của Yên Bái bằng bao nhiêu phần trăm của Lào Cai?").statements[-1].text
    assert share == "Yên Bái bằng khoảng 85,1 % (tính: 29 : 34,06 tỷ đồng) của Lào Cai."


def test_shares_differ_by_percentage_points(ask: Ask) -> None:
    answer = ask("Tỷ lệ hộ dân nông thôn dùng nước sạch ở Lào Cai và Yên Bái hơn kém nhau bao nhiêu?")
    assert answer.statements[-1].text.endswith("12,5 điểm phần trăm (tính: 82,5 \N{MINUS SIGN} 70 %).")


def test_the_larger_is_named_where_asked_and_only_there(ask: Ask) -> None:
    assert ask("Lào Cai hay Yên Bái có nhiều công trình cấp nước hơn?").text.endswith("Lào Cai nhiều hơn.")
    plain = ask("Lào Cai và Yên Bái có bao nhiêu công trình cấp nước?")
    assert len(plain.statements) == 2
    assert all(statement.computed is None for statement in plain.statements)


def test_what_measures_different_things_is_not_ranked(ask: Ask) -> None:
    answer = ask("Số công trình cấp nước ở Lào Cai và số hợp tác xã thành lập mới ở Đồng Tháp, bên nào nhiều hơn?")
    assert "không cùng đơn vị" in answer.text
    assert "118" in answer.text
    assert "35" in answer.text


def test_a_superlative_ranks_the_plans_that_have_the_value(ask: Ask) -> None:
    answer = ask("Tỉnh nào có tổng kinh phí thấp nhất?")
    assert answer.text.endswith("Đồng Tháp thấp nhất.")
    assert len({c.quote.document for c in answer.citations}) == 3


def test_which_plan_is_the_earliest(ask: Ask) -> None:
    assert ask("Kế hoạch của Lào Cai và Yên Bái, kế hoạch nào ban hành sớm hơn?").text.endswith("Lào Cai sớm hơn.")


def test_which_plans_cite_names_all_that_do_and_no_other(ask: Ask) -> None:
    cited = ask("Những tỉnh nào căn cứ Nghị định số 43/2015/NĐ-CP?")
    assert {c.quote.document for c in cited.citations} == {"lao-cai", "dong-thap"}
    law = ask("Kế hoạch nào căn cứ Luật Tài nguyên nước?")
    assert {c.quote.document for c in law.citations} == {"lao-cai", "yen-bai"}


def test_years_of_one_plan_are_set_against_each_other(ask: Ask) -> None:
    answer = ask("Kinh phí thực hiện năm 2033 so với năm 2032 của Lào Cai tăng bao nhiêu?")
    assert [s.text for s in answer.statements] == [
        "Năm 2033: 15.500 triệu đồng.",
        "Năm 2032: 12.000 triệu đồng.",
        "Năm 2033 nhiều hơn 3,5 tỷ đồng (tính: 15,5 \N{MINUS SIGN} 12 tỷ đồng).",
    ]


def test_values_of_one_sentence_are_told_apart(ask: Ask) -> None:
    answer = ask("Số hộ dùng nước máy cấp huyện và cấp xã của Lào Cai, cấp nào nhiều hơn?")
    assert [s.text for s in answer.statements] == ["Cấp huyện: 4.120 hộ.", "Cấp xã: 3.870 hộ.", "Cấp huyện nhiều hơn."]


def test_a_year_that_the_plan_has_no_value_for_is_not_compared(ask: Ask) -> None:
    assert not ask("Kinh phí thực hiện năm 2033 so với năm 2029 của Lào Cai tăng bao nhiêu?").answered


def test_a_side_that_no_document_covers_is_declined(ask: Ask) -> None:
    assert "Kon Tum" in (ask("Kinh phí của Lào Cai và Kon Tum chênh nhau bao nhiêu?").reason or "")


def test_a_side_that_does_not_say_it_is_named(ask: Ask) -> None:
    answer = ask("Lào Cai và Đồng Tháp trồng bao nhiêu ha rừng đầu nguồn?")
    assert answer.text == "Lào Cai: 40 ha rừng đầu nguồn. Đồng Tháp: không thấy nêu."


def test_each_side_has_its_own_thing(ask: Ask) -> None:
    answer = ask("Lào Cai có bao nhiêu công trình cấp nước và Đồng Tháp có bao nhiêu hợp tác xã thành lập mới?")
    first, second = answer.statements
    assert first.text.startswith("Lào Cai: 118 công trình")
    assert second.text.startswith("Đồng Tháp: 35 hợp tác xã")


def test_a_wrong_sum_is_not_supported(water: Assistant) -> None:
    row = answer_to_dict(
        water.ask("Kinh phí kế hoạch của Lào Cai và Yên Bái chênh nhau bao nhiêu?"), None, water.sources()
    )
    assert unsupported(row) == ()
    lied = {**row, "answer": str(row["answer"]).replace("5,06", "6,06")}
    computed = row["computed"]
    assert isinstance(computed, list)
    lied["computed"] = [{**c, "text": c["text"].replace("5,06", "6,06"), "value": "6,06 tỷ đồng"} for c in computed]
    assert "6,06" in unsupported(lied)
