"""How well a unit supports a query, and whether it answers at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.evidence import coverage, earned, names_all, unmet, worth
from assistant.prepared import BLOCK, FAR, NEAR, PreparedUnit
from assistant.query import BARE_WEIGHT, Query

Unit = Callable[..., PreparedUnit]
Build = Callable[[str], Query]
PLAN = """KẾ HOẠCH
Phát triển chăn nuôi

I. CHĂN NUÔI
1. Đàn bò
Toàn huyện nuôi 4.200 con bò lai. Giống do trạm khuyến nông cung cấp.
Các xã trọng điểm gồm:
- Xã Mường Khoa;
- Xã Chiềng Lao.
II. THỦY LỢI
Kiên cố 18 km kênh mương theo Nghị quyết số 12/NQ-HĐND.
"""


def weight_of(query: Query, unit: PreparedUnit, word: str) -> float:
    return worth(unit, next(term for term in query.terms if term.bare == word))


def test_a_word_in_the_unit_earns_its_whole_weight(query: Build, unit: Unit) -> None:
    assert weight_of(query("kênh"), unit(PLAN, "kênh mương"), "kenh") == 1.0


def test_a_word_that_stands_there_with_other_marks_earns_less(query: Build, unit: Unit) -> None:
    holds = unit(PLAN, "kênh mương")
    assert 0 < weight_of(query("kẹnh"), holds, "kenh") < 1
    assert weight_of(query("kẹnh mường"), holds, "kenh_muong") == BARE_WEIGHT
    assert weight_of(query("kenh"), holds, "kenh") == 1.0  # nothing was written that could differ


def test_a_word_around_the_unit_earns_less_the_farther_it_stands(query: Build, unit: Unit) -> None:
    cattle, commune = unit(PLAN, "4.200"), unit(PLAN, "Mường Khoa")
    assert weight_of(query("đàn"), cattle, "dan") == NEAR  # its heading
    assert weight_of(query("chăn"), cattle, "chan") == FAR  # the heading above
    assert weight_of(query("khuyến"), cattle, "khuyen") == BLOCK  # the sentence beside it
    assert weight_of(query("trọng điểm"), commune, "trong_diem") == NEAR  # the line that introduces it
    assert weight_of(query("kênh"), cattle, "kenh") == 0


def test_the_unit_with_the_words_scores_above_the_unit_near_them(query: Build, unit: Unit) -> None:
    asked = query("nuôi bao nhiêu con bò lai")
    assert earned(asked, unit(PLAN, "4.200")).total > earned(asked, unit(PLAN, "khuyến nông")).total > 0
    assert earned(asked, unit(PLAN, "kênh mương")) == (0, 0, 0, 0)


def test_coverage_is_the_share_of_the_question_that_is_met(query: Build, unit: Unit) -> None:
    cattle = unit(PLAN, "4.200")
    whole, part = query("bò lai"), query("bò lai sind cỏ voi")
    assert coverage(whole, cattle) == pytest.approx(1.0)
    assert 0 < coverage(part, cattle) < 1
    assert coverage(query("kênh mương"), cattle) == 0


def test_words_that_only_say_what_kind_of_answer_is_wanted_do_not_count(query: Build, unit: Unit) -> None:
    assert coverage(query("kinh phí bao nhiêu"), unit(PLAN, "4.200")) == 1.0


def test_a_document_number_of_the_question_must_be_met(query: Build, unit: Unit) -> None:
    canal = unit(PLAN, "kênh mương")
    assert names_all(query("kênh mương theo Nghị quyết số 12/NQ-HĐND"), canal)
    assert not names_all(query("kênh mương theo Nghị quyết số 15/NQ-HĐND"), canal)


def test_an_abbreviation_that_no_plan_holds_must_be_met_too(query: Build, unit: Unit) -> None:
    assert not names_all(query("vốn JICA cho kênh mương"), unit(PLAN, "kênh mương"))
    assert names_all(query("vốn jica cho kênh mương"), unit(PLAN, "kênh mương"))


@pytest.mark.parametrize(
    ("question", "run"),
    [
        ("Huyện nuôi bao nhiêu con bò lai?", ""),
        ("Huyện nuôi bao nhiêu con đà điểu?", "đà điểu"),
        ("Huyện trồng bao nhiêu cây hồ tiêu?", "cây hồ tiêu"),
        ("Bao nhiêu tiền để mua máy cày?", "máy cày"),
    ],
)
def test_what_the_unit_does_not_speak_of_is_told_as_typed(query: Build, unit: Unit, question: str, run: str) -> None:
    said = unmet(query(question), unit(PLAN, "4.200"))
    assert said in question
    assert run in said
    assert bool(said) == bool(run)


def test_words_for_the_kind_of_answer_are_not_missed(query: Build, unit: Unit) -> None:
    assert unmet(query("Kinh phí nuôi bò lai là bao nhiêu tiền?"), unit(PLAN, "4.200")) == ""
