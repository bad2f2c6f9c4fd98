"""Questions typed with the input method off are understood, others are left as they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.assistant import Assistant
from assistant.query import Query
from assistant.types import Answer
from assistant.understanding import QueryBuilder

ABOUT_STATIONS = "Bao nhiêu trạm y tế xã có bác sĩ trực thường xuyên?"


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Bao nhieeu tramj y tees xax cos bacs six", "Bao nhiêu trạm y tế xã có bác sĩ"),  # six is no English here
        ("Bao nhie6u tra5m y te61 xa4", "Bao nhiêu trạm y tế xã"),
        ("kinh phis", "kinh phí"),
        ("tổng kinh phis là bao nhiêu", "tổng kinh phí là bao nhiêu"),
        ("TRAMJ Y TEES", "TRẠM Y TẾ"),
        ("Tramj y tees", "Trạm y tế"),
    ],
)
def test_a_question_typed_with_the_input_method_off_is_decoded(
    builder: QueryBuilder, question: str, meant: str
) -> None:
    assert builder.meant(question) == meant


def test_a_lone_slip_in_a_question_without_diacritics_gets_them_like_the_rest(builder: QueryBuilder) -> None:
    assert builder.meant("tong kinh phis cua ke hoach la bao nhieu") == "tổng kinh phí của kế hoạch là bao nhiêu"


@pytest.mark.parametrize(
    "question",
    [
        ABOUT_STATIONS,
        "Which visa list has the plan?",
        "trạm y tế có visa và list không",  # neither is beside a word that makes a pair of it
        "phần mềm moon và door cho trạm y tế",
        "số 131/KH-UBND năm 2032",
        "gửi về ban@tinhs.vn",
        "Tàu nào lắp AIS?",
        "mức độ 4, cấp 3",
        "",
    ],
)
def test_a_question_that_was_typed_as_meant_stays(builder: QueryBuilder, question: str) -> None:
    assert builder.meant(question) == question


def test_decoded_neighbours_pair_up(builder: QueryBuilder, query: Callable[[str], Query]) -> None:
    slipped = query(builder.meant("tramj y tees xax"))
    assert slipped.terms == query("trạm y tế xã").terms
    assert "tram_y" in {term.bare for term in slipped.terms if term.pair}


def test_the_answer_shows_the_question_as_it_was_typed(
    plan_assistant: Assistant, check: Callable[..., Answer], ask: Callable[..., Answer]
) -> None:
    typed = "Quangr Binhf suwar chuwax bao nhieeu tramj y tees?"
    slipped, meant = check(plan_assistant.ask(typed)), ask("Quảng Bình sửa chữa bao nhiêu trạm y tế?")
    assert slipped.question == typed
    assert slipped.text == meant.text
    assert slipped.hits == meant.hits


def test_an_earlier_question_is_decoded_too(plan_assistant: Assistant) -> None:
    slipped = plan_assistant.ask("Còn năm 2032?", ["Quangr Binhf suwar chuwax bao nhieeu tramj y tees?"])
    meant = plan_assistant.ask("Còn năm 2032?", ["Quảng Bình sửa chữa bao nhiêu trạm y tế?"])
    assert (slipped.text, slipped.hits) == (meant.text, meant.hits)


@settings(deadline=None)
@given(question=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=80))
def test_decoding_keeps_every_word_in_its_place(builder: QueryBuilder, question: str) -> None:
    assert len(builder.meant(question).split(" ")) == len(question.split(" "))
