"""Misspelled words are read as what was meant; names, foreign words and figures stay as they were typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.understanding import QueryBuilder


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sỡ nào chủ trì?", "sở nào chủ trì?"),
        ("gồm nhữn việc nào?", "gồm những việc nào?"),
        ("bao nhieu tiền?", "bao nhiêu tiền?"),
        ("quyết địnhh số mấy?", "quyết định số mấy?"),
        ("ai chịuu trách nhiệm?", "ai chịu trách nhiệm?"),
    ],
)
def test_a_question_word_is_read_as_it_was_meant(builder: QueryBuilder, typed: str, meant: str) -> None:
    assert builder.meant(typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "trạm y tế có visa và list không",
        "công nghệ nano là gì?",
        "Sở nào của Hà Tĩnh chủ trì, những việc gì?",
        "xã nào được hỗ trợ, mở mấy lớp?",
        "",
    ],
)
def test_other_words_stay(builder: QueryBuilder, question: str) -> None:
    assert builder.meant(question) == question


@pytest.mark.parametrize(
    "question", ["Diện tích nuôi tôm của Bình Thuận là bao nhiêu?", "Tuổi thọ của tuyến đường là mấy năm?"]
)
def test_marks_that_stand_apart_part_no_word(builder: QueryBuilder, question: str) -> None:
    assert builder.meant(unicodedata.normalize("NFD", question)) == question


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["sỡ", "nào", "nhữn", "việcc", "12", "km,", "3,5%", "(ODA)", "VMS", "nhieu"]), max_size=12)
)
def test_the_words_stay_in_their_places_and_figures_as_they_are(builder: QueryBuilder, words: list[str]) -> None:
    meant = builder.meant(" ".join(words)).split(" ") if words else []
    assert len(meant) == len(words)
    figures = [(one, other) for one, other in zip(words, meant, strict=True) if any(c.isdigit() for c in one)]
    assert all(one == other for one, other in figures)
