"""A question as weighted terms: what is searched, what is left out, and what is put beside."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.query import UNSEEN, Query, scaled
from assistant.understanding import QueryBuilder, is_abbreviation
from corpus.provinces import find_provinces

Build = Callable[[str], Query]
STATIONS = "Bao nhiêu trạm y tế xã có bác sĩ trực thường xuyên?"


def words(query: Query) -> list[str]:
    return [word.form for word in query.words]


def own(query: Query) -> dict[str, float]:
    return {term.bare: term.weight for term in query.terms if term.own and not term.pair}


def test_question_words_are_not_searched(query: Build) -> None:
    assert words(query(STATIONS)) == ["trạm", "y", "tế", "xã", "bác", "sĩ", "trực", "thường", "xuyên"]


def test_what_names_the_scope_is_not_searched(builder: QueryBuilder) -> None:
    question = "Quảng Bình sửa chữa bao nhiêu trạm y tế?"
    (place,) = find_provinces(question)
    assert words(builder.build(question, lambda token: place.span.contains(token.span)))[:2] == ["sửa", "chữa"]


def test_a_decomposed_question_is_the_same_query(query: Build) -> None:
    composed, decomposed = query(STATIONS), query(unicodedata.normalize("NFD", STATIONS))
    assert composed.terms == decomposed.terms
    assert composed.kinds == decomposed.kinds


def test_old_tone_marks_and_the_other_i_are_the_same_terms(query: Build) -> None:
    assert query("sản lượng thuỷ sản, hoà lưới, bác sỹ").terms == query("sản lượng thủy sản, hòa lưới, bác sĩ").terms


def test_a_question_without_diacritics_is_searched_without_them(query: Build) -> None:
    plain = query("bao nhieu tram y te xa co bac si")
    assert not plain.marks
    assert all(term.form is None for term in plain.terms if term.own)
    assert {"tram", "bac_si"} <= {term.bare for term in plain.terms}


def test_rare_words_weigh_more_than_frequent_ones(query: Build) -> None:
    weights = own(query("sơ cứu thực hiện kế hoạch"))
    assert weights["cuu"] > weights["hien"]
    assert weights["cuu"] > weights["hoach"]


def test_words_of_the_title_weigh_half(builder: QueryBuilder) -> None:
    titled = own(builder.build("y tế sơ cứu", titles=frozenset({"y", "te"})))
    untitled = own(builder.build("y tế sơ cứu"))
    assert titled["te"] == pytest.approx(untitled["te"] / 2)
    assert titled["cuu"] == untitled["cuu"]


def test_a_question_of_nothing_but_title_words_keeps_their_weight(builder: QueryBuilder) -> None:
    assert own(builder.build("y tế", titles=frozenset({"y", "te"}))) == own(builder.build("y tế"))


def test_a_typo_gets_the_known_word_beside_it(query: Build) -> None:
    beside = {term.bare for term in query("công ngệ cao").terms if not term.own and not term.pair}
    assert "nghe" in beside


def test_a_known_word_is_not_corrected(query: Build) -> None:
    assert "tram" not in {term.bare for term in query("trâm anh trạm").terms if not term.own}


def test_a_pair_that_no_plan_holds_can_only_be_missed(query: Build) -> None:
    asked = query("trạm tôm")
    pair = next(term for term in asked.terms if term.bare == "tram_tom")
    assert pair.weight == UNSEEN
    assert "tram_tom" not in {term.form for term in asked.searchable()}


def test_an_everyday_form_brings_the_official_term(query: Build) -> None:
    beside = {term.bare for term in query("hạn chót là khi nào").terms if not term.own}
    assert {"thoi", "hoan", "thanh"} & beside


def test_an_english_question_is_known_as_one_and_searched_in_vietnamese(query: Build) -> None:
    asked = query("What is the total budget of the plan?")
    assert asked.english
    assert "kinh_phi" in {term.bare for term in asked.terms}
    assert not query(STATIONS).english


def test_the_thing_counted_stands_behind_bao_nhieu(query: Build) -> None:
    asked = query("Quảng Bình sửa chữa bao nhiêu trạm y tế?")
    assert asked.words[asked.counted].form == "trạm"
    assert query("Tốn bao nhiêu tiền?").counted == -1
    assert query("Cơ quan nào chủ trì?").counted == -1


def test_words_in_quotation_marks_are_kept_together(query: Build) -> None:
    assert query("“Tàu cá VMS” là gì?").quoted == ("tàu cá vms",)
    assert query("Trạm y tế là gì?").quoted == ()


def test_a_rare_abbreviation_must_be_met_unless_all_is_capitals(query: Build) -> None:
    asked = query("Tàu nào lắp AIS?")
    assert [asked.words[i].form for i in asked.rare_names] == ["ais"]
    assert query("TÀU NÀO LẮP AIS?").rare_names == ()


def test_an_abbreviation_that_the_lexicon_writes_out_may_be_met_by_its_words(query: Build) -> None:
    assert query("Tàu nào lắp VMS?").rare_names == ()


@pytest.mark.parametrize(
    ("written", "is_one"),
    [("ODA", True), ("CNTT", True), ("eGov", False), ("Oda", False), ("2014", False), ("A", False)],
)
def test_abbreviations_are_told_by_their_capitals(written: str, is_one: bool) -> None:
    assert is_abbreviation(written) is is_one


def test_the_words_of_an_earlier_turn_are_weaker_and_not_the_question_s_own(query: Build) -> None:
    asked = query(STATIONS)
    earlier = scaled(asked, 0.5)
    assert [term.weight for term in earlier] == pytest.approx([term.weight / 2 for term in asked.terms])
    assert not any(term.own for term in earlier)


@settings(deadline=None)
@given(question=st.text(max_size=300))
def test_any_text_is_a_query(query: Build, question: str) -> None:
    made = query(question)
    assert made.total > 0
    assert all(term.weight > 0 and term.bare for term in made.terms)
    assert all(term.source < len(made.words) for term in made.terms)
    assert len({term.bare for term in made.terms}) == len(made.terms)
