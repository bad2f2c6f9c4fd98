"""Follow-ups: what an earlier question lends to the next one, and when it lends nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.conversation import stand_alone
from assistant.types import Answer

Ask = Callable[..., Answer]
BUDGET = "Tổng kinh phí thực hiện kế hoạch của Quảng Bình là bao nhiêu?"
SHARE = "Tỷ lệ xã đạt tiêu chí quốc gia về y tế của Quảng Bình là bao nhiêu?"


def test_the_first_question_stands_alone() -> None:
    asked = stand_alone(BUDGET, ())
    assert (asked.question, asked.scope_text, asked.carried) == (BUDGET, BUDGET, ())


def test_a_question_that_leaves_out_the_place_takes_it_from_before() -> None:
    asked = stand_alone("Còn ngân sách tỉnh bố trí bao nhiêu?", [BUDGET])
    assert "Quảng Bình" in asked.scope_text
    assert [earlier for earlier, _ in asked.carried] == [BUDGET]


def test_the_place_comes_from_the_last_question_that_named_one() -> None:
    asked = stand_alone("Khi nào phải xong?", [BUDGET, "Sơn La xây mấy cầu?", "Cơ quan nào làm việc đó?"])
    assert "Sơn La" in asked.scope_text
    assert "Quảng Bình" not in asked.scope_text


def test_later_questions_lend_more_than_earlier_ones() -> None:
    asked = stand_alone("Thế còn cái kia?", ["một", "hai", "ba", "bốn"])
    assert [earlier for earlier, _ in asked.carried] == ["bốn", "ba", "hai"]
    weights = [weight for _, weight in asked.carried]
    assert weights == sorted(weights, reverse=True)


def test_a_full_question_with_its_own_place_lends_nothing_from_before() -> None:
    asked = stand_alone("Sơn La cứng hóa bao nhiêu km đường giao thông nông thôn?", [BUDGET])
    assert asked.carried == ()
    assert "Quảng Bình" not in asked.scope_text


@pytest.mark.parametrize("start", ["Hỏi sang nội dung khác", "Chuyển sang vấn đề khác", "Another topic"])
def test_an_announced_new_subject_drops_what_was_asked_before(start: str) -> None:
    question = "Bình Thuận nuôi tôm công nghệ cao bao nhiêu ha?"
    assert stand_alone(f"{start}: {question}", [BUDGET]).carried == ()
    assert stand_alone(f"{start}: {question}", [BUDGET]).question == question


@settings(deadline=None)
@given(st.text(max_size=200), st.lists(st.text(max_size=100), max_size=4))
def test_any_conversation_can_be_understood(question: str, history: list[str]) -> None:
    asked = stand_alone(question, history)
    assert all(earlier in history and weight > 0 for earlier, weight in asked.carried)


def test_a_follow_up_keeps_the_place(ask: Ask) -> None:
    assert ask("Còn ngân sách tỉnh bố trí bao nhiêu?", BUDGET).text == "31.250 triệu đồng"
    assert ask("Còn tỷ lệ trẻ em được tiêm chủng đầy đủ?", SHARE).text == "97,5%"


@pytest.mark.parametrize(
    "follow_up",
    ["Thế còn tỉnh Bình Thuận thì sao?", "Còn Bình Thuận thì sao?", "Còn của Bình Thuận?", "Và Bình Thuận?"],
)
def test_a_follow_up_keeps_the_subject_and_changes_the_province(ask: Ask, follow_up: str) -> None:
    answer = ask(follow_up, BUDGET)
    assert answer.text == "19.750 triệu đồng"
    assert {c.source for c in answer.citations} == {"binh-thuan-thuy-san-2032.md"}


def test_a_follow_up_about_a_province_without_a_plan_is_declined_by_name(ask: Ask) -> None:
    answer = ask("Còn tỉnh Hà Giang thì sao?", BUDGET)
    assert not answer.answered
    assert "Hà Giang" in str(answer.reason)


def test_a_follow_up_leans_on_the_turn_before(ask: Ask) -> None:
    answer = ask("Việc đó phải xong khi nào?", "Quảng Bình đào tạo lại bao nhiêu nhân viên y tế thôn, bản?")
    assert answer.text == "trước ngày 30 tháng 9 năm 2032"


def test_who_does_what_was_asked_of_before(ask: Ask) -> None:
    answer = ask("Việc này cơ quan nào cân đối vốn?", "Quảng Bình sửa chữa bao nhiêu trạm y tế xã?")
    assert answer.text == "Sở Tài chính"


def test_a_new_subject_is_answered_as_if_nothing_had_been_asked(ask: Ask) -> None:
    question = "Sơn La xây mới bao nhiêu cầu dân sinh?"
    alone, after = ask(question), ask(question, BUDGET, SHARE)
    assert alone.text == after.text == "54 cầu dân sinh"
    assert alone.citations == after.citations


def test_a_short_question_with_its_own_place_and_kind_stands_alone() -> None:
    asked = stand_alone("Kinh phí của Sơn La lấy từ đâu?", ["Quảng Bình bao lâu báo cáo một lần?"])
    assert asked.carried == ()
    leaning = stand_alone("Sơn La chi bao nhiêu?", ["Quảng Bình chi bao nhiêu để sửa trạm y tế?"])
    assert leaning.question == "Sơn La chi bao nhiêu để sửa trạm y tế?"


def test_places_of_which_the_same_was_asked_in_turn_are_compared_together() -> None:
    asked = stand_alone("Tỉnh nào nhiều hơn?", ["Quảng Bình chi bao nhiêu để sửa trạm y tế?", "còn Sơn La?"])
    assert asked.question == "Quảng Bình và Sơn La chi bao nhiêu để sửa trạm y tế, tỉnh nào nhiều hơn?"


STATIONS = "Quảng Bình có bao nhiêu trạm y tế xã có bác sĩ trong năm 2032?"


def test_a_province_that_is_swapped_several_turns_deep_is_put_into_the_same_question() -> None:
    asked = stand_alone("Thế Sơn La?", [BUDGET, "Còn Bình Thuận thì sao?", "à nhầm, ý tôi là Long An"])
    assert asked.question == "Tổng kinh phí thực hiện kế hoạch của Sơn La là bao nhiêu?"
    assert asked.carried == ()


def test_province_and_year_are_swapped_one_after_the_other() -> None:
    asked = stand_alone("còn năm 2031?", [STATIONS, "Còn Bình Thuận?"])
    assert asked.question == "Bình Thuận có bao nhiêu trạm y tế xã có bác sĩ trong năm 2031?"


def test_a_year_is_put_into_the_last_question_for_a_figure() -> None:
    asked = stand_alone("Còn năm 2031 thì sao?", [STATIONS, "Sở nào chủ trì?"])
    assert asked.question == STATIONS.replace("2032", "2031")


def test_thanks_between_turns_lend_nothing() -> None:
    with_thanks = stand_alone("Còn Sơn La?", [BUDGET, "Cảm ơn bạn!", "ok cảm ơn nhiều"])
    assert with_thanks == stand_alone("Còn Sơn La?", [BUDGET])


@pytest.mark.parametrize("back", ["Quay lại câu đầu, khi nào xong?", "Ở câu hỏi đầu tiên thì ai làm?"])
def test_the_first_question_is_gone_back_to(back: str) -> None:
    asked = stand_alone(back, [STATIONS, "Sơn La xây mấy cầu?", "Bình Thuận nuôi tôm bao nhiêu ha?"])
    assert [earlier for earlier, _ in asked.carried] == [STATIONS]
    assert "Quảng Bình" in asked.scope_text


def test_what_is_gone_back_to_is_found_by_its_words() -> None:
    asked = stand_alone("Quay lại chuyện cầu, ai chủ trì?", [BUDGET, "Sơn La xây mấy cầu?", "Bình Thuận nuôi gì?"])
    assert asked.before is not None
    assert asked.before.question == "Sơn La xây mấy cầu?"
    assert "Sơn La" in asked.scope_text


def test_after_a_change_of_subject_the_old_one_is_left() -> None:
    history = [BUDGET, "Hỏi sang nội dung khác: Sơn La cứng hóa bao nhiêu km đường giao thông nông thôn?"]
    asked = stand_alone("Ai chủ trì việc đó?", history)
    assert "Sơn La" in asked.scope_text
    assert "Quảng Bình" not in asked.scope_text


def test_a_question_that_points_leans_on_the_one_before() -> None:
    asked = stand_alone("Dự án đó do ai chủ trì?", [STATIONS])
    assert asked.points
    assert asked.before == stand_alone(STATIONS, ())
    assert not stand_alone("Còn tỷ lệ trẻ em được tiêm chủng?", [STATIONS]).points


@given(st.lists(st.sampled_from(["Quảng Bình", "Sơn La", "Bình Thuận"]), min_size=1, max_size=5))
def test_the_last_province_that_was_swapped_in_is_asked_about(places: list[str]) -> None:
    turns = [BUDGET, *(f"Còn {place} thì sao?" for place in places)]
    asked = stand_alone(turns[-1], turns[:-1])
    assert asked.question == f"Tổng kinh phí thực hiện kế hoạch của {places[-1]} là bao nhiêu?"


def test_swapped_turns_are_answered_like_the_whole_question(ask: Ask) -> None:
    assert ask("Thế Bình Thuận?", BUDGET, "Còn Sơn La thì sao?").text == "19.750 triệu đồng"
    assert ask("à quay lại Quảng Bình", BUDGET, "Còn Sơn La thì sao?", "Cảm ơn!").text == "48.600 triệu đồng"


def test_a_short_question_that_names_its_place_and_what_it_counts_leans_on_nothing() -> None:
    before = ["Sở Nội vụ Cà Mau làm gì?"]
    assert stand_alone("Phú Thọ có bao nhiêu sân bay?", before).carried == ()
    assert stand_alone("Còn Phú Thọ thì sao?", before).question != "Còn Phú Thọ thì sao?"
