"""Which figure of a sentence answers, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.prepared import PreparedUnit
from assistant.query import Query
from assistant.values import choose_value, clause, joined, shortened, tidy
from corpus.figures import find_figures
from corpus.types import Span

Unit = Callable[..., PreparedUnit]
Build = Callable[[str], Query]
SENTENCE = (
    "Huyện hỗ trợ 1.250 hộ nghèo làm nhà, sửa 86 phòng học; kinh phí 9.400 triệu đồng, trong đó vốn vay "
    "2.100 triệu đồng, hoàn thành trước ngày 31 tháng 10 năm 2033, đạt 75% nhu cầu theo Quyết định số 88/QĐ-UBND."
)


def said(query: Build, unit: Unit, question: str, sentence: str = SENTENCE) -> str | None:
    holder = unit(sentence)
    value = choose_value(query(question), holder)
    return None if value is None else value.span.of(holder.document.text)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Hỗ trợ bao nhiêu hộ nghèo làm nhà?", "1.250 hộ"),
        ("Sửa bao nhiêu phòng học?", "86 phòng học"),
        ("Kinh phí là bao nhiêu?", "9.400 triệu đồng"),
        ("Vốn vay là bao nhiêu tiền?", "2.100 triệu đồng"),
        ("Khi nào hoàn thành?", "trước ngày 31 tháng 10 năm 2033"),
        ("Đạt bao nhiêu phần trăm nhu cầu?", "75%"),
        ("Theo quyết định nào?", "88/QĐ-UBND"),
    ],
)
def test_the_figure_of_the_wanted_kind_that_the_words_stand_nearest_to(
    query: Build, unit: Unit, question: str, value: str
) -> None:
    found = said(query, unit, question)
    assert found is not None
    assert found.startswith(value)
    assert len(find_figures(found)) == 1


def test_a_sentence_without_a_figure_of_that_kind_has_no_value(query: Build, unit: Unit) -> None:
    assert said(query, unit, "Bao nhiêu phần trăm?", "Huyện sửa 86 phòng học.") is None
    assert said(query, unit, "Cơ quan nào?", "Huyện sửa 86 phòng học.") is None


def test_a_figure_that_the_question_itself_states_is_not_its_answer(query: Build, unit: Unit) -> None:
    sentence = "Năm 2033 sửa 86 phòng học, năm 2034 sửa 91 phòng học."
    assert said(query, unit, "Ngoài 86 phòng thì sửa bao nhiêu phòng học?", sentence) == "91 phòng học"


def test_the_qualifier_is_part_of_the_value(query: Build, unit: Unit) -> None:
    assert said(query, unit, "Bao nhiêu hộ có điện?", "Có ít nhất 540 hộ có điện.") == "ít nhất 540 hộ"


def test_the_only_candidate_leads_fully_and_twins_do_not(query: Build, unit: Unit) -> None:
    alone = choose_value(query("Sửa bao nhiêu phòng học?"), unit("Huyện sửa 86 phòng học."))
    twins = choose_value(query("Trồng bao nhiêu cây?"), unit("Trồng 300 cây, 400 cây."))
    assert alone is not None
    assert twins is not None
    assert alone.margin == 1.0
    assert twins.margin < 0.9


def test_a_year_or_the_number_of_an_item_is_no_count(query: Build, unit: Unit) -> None:
    assert said(query, unit, "Có bao nhiêu dự án?", "3. Các dự án năm 2033 đạt mức độ 4.") is None


def test_a_clause_is_cut_at_punctuation_around_what_is_needed() -> None:
    start = SENTENCE.index("2.100")
    cut = clause(SENTENCE, Span(0, len(SENTENCE)), Span(start, start + 16), 60)
    assert cut.of(SENTENCE) == "trong đó vốn vay 2.100 triệu đồng,"


def test_a_short_sentence_is_not_cut() -> None:
    assert clause("Huyện sửa 86 phòng.", Span(0, 19), Span(10, 12), 60) == Span(0, 19)


@settings(deadline=None)
@given(st.text(alphabet="aă ,.;)1\n", min_size=1, max_size=120), st.data())
def test_a_clause_lies_in_its_sentence_and_is_not_longer_than_asked(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    cut = clause(text, Span(0, len(text)), Span(start, end), 20)
    assert Span(0, len(text)).contains(cut)
    assert len(cut) <= 20 or len(text) <= 20


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("- Sửa 27 trạm;", "Sửa 27 trạm"),
        ("a) Sửa\n 27\u00a0trạm.", "Sửa 27 trạm"),
        ("1.2. Đào tạo nghề", "Đào tạo nghề"),
        ("2.500 hộ", "2.500 hộ"),
        ("Nơi nhận:", "Nơi nhận"),
    ],
)
def test_tidy_leaves_out_list_marks_and_line_breaks(written: str, plain: str) -> None:
    assert tidy(written) == plain


def test_items_that_do_not_fit_are_told_by_dots() -> None:
    assert joined(["một", "hai", "ba"], 100) == "một; hai; ba"
    assert joined(["một", "hai", "ba" * 20], 15) == "một; hai; …"
    assert joined(["một hai ba bốn năm"], 12) == "một hai ba…"


@pytest.mark.parametrize(
    ("longest", "said"),
    [
        (40, "Tổng vốn cần 34,06 tỷ đồng cho năm 2014"),
        (37, "Tổng vốn cần 34,06 tỷ đồng cho năm…"),
        (27, "Tổng vốn cần 34,06 tỷ đồng…"),
        (24, "Tổng vốn cần…"),
        (18, "Tổng vốn cần…"),
    ],
)
def test_a_figure_is_never_cut_nor_parted_from_its_scale(longest: int, said: str) -> None:
    assert shortened("Tổng vốn cần 34,06 tỷ đồng cho năm 2014", longest) == said


def test_of_a_figure_alone_that_has_no_room_nothing_is_left() -> None:
    assert shortened("34.060.000.000 đồng", 12) == "…"


@settings(deadline=None)
@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=6), st.integers(8, 80))
def test_joined_items_are_never_longer_than_asked(parts: list[str], longest: int) -> None:
    assert len(joined(parts, longest)) <= longest


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        (
            "Đạt 40% xã, phường xanh năm 2031, bảo đảm đến hết năm 2033 đạt 60% địa bàn xanh.",
            "Năm 2031 bao nhiêu phần trăm xã xanh?",
            "40%",
        ),
        ("Năm 2031 đạt 40% xã xanh, năm 2033 đạt 60% xã xanh.", "Năm 2033 bao nhiêu phần trăm xã xanh?", "60%"),
        (
            "Có 7% thủ tục hành chính ở mức độ 4, 5% hồ sơ được xử lý ở mức độ 4.",
            "Bao nhiêu phần trăm thủ tục hành chính ở mức độ 4?",
            "7%",
        ),
        ("Mạng trục đạt tốc độ 1Gb/s.", "Mạng trục có tốc độ bao nhiêu?", "1Gb/s"),
    ],
)
def test_the_figure_of_the_year_and_the_thing_asked_for(
    query: Build, unit: Unit, text: str, question: str, value: str
) -> None:
    found = choose_value(query(question), unit(text))
    assert found is not None
    assert found.span.of(text).startswith(("đạt " + value, "Đạt " + value, value))


SHARED = "Phấn đấu tỷ lệ hồ sơ giải quyết qua mạng đạt 86% ở cấp tỉnh, 72% ở cấp huyện, 55% ở cấp xã."


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Tỷ lệ hồ sơ giải quyết qua mạng ở cấp tỉnh là bao nhiêu?", "86%"),
        ("Tỷ lệ hồ sơ giải quyết qua mạng ở cấp huyện là bao nhiêu?", "72%"),
        ("Tỷ lệ hồ sơ giải quyết qua mạng ở cấp xã là bao nhiêu?", "55%"),
        ("ty le ho so giai quyet qua mang o cap xa la bao nhieu?", "55%"),
    ],
)
def test_figures_that_share_their_subject_are_told_apart_by_what_stands_at_them(
    query: Build, unit: Unit, question: str, value: str
) -> None:
    found = said(query, unit, question, SHARED)
    assert found is not None
    assert value in found


def test_the_shared_subject_makes_no_figure_clearer(query: Build, unit: Unit) -> None:
    named = choose_value(query("Tỷ lệ hồ sơ qua mạng ở cấp xã là bao nhiêu?"), unit(SHARED))
    unnamed = choose_value(query("Tỷ lệ hồ sơ giải quyết qua mạng là bao nhiêu?"), unit(SHARED))
    assert named is not None
    assert unnamed is not None
    assert unnamed.margin < named.margin


@pytest.mark.parametrize(("year", "value"), [("2031", "40%"), ("2032", "50%"), ("2033", "60%")])
def test_the_year_of_a_figure_may_stand_before_it_or_behind(query: Build, unit: Unit, year: str, value: str) -> None:
    question = f"Năm {year} tỷ lệ hộ có nước sạch là bao nhiêu?"
    before = "Tỷ lệ hộ có nước sạch năm 2031 đạt 40%, năm 2032 đạt 50%, năm 2033 đạt 60%."
    behind = "Tỷ lệ hộ có nước sạch đạt 40% năm 2031, 50% năm 2032, 60% năm 2033."
    assert str(said(query, unit, question, before)).startswith(value)
    assert str(said(query, unit, question, behind)).startswith(value)
