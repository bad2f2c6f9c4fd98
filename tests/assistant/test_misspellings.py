"""Misspelled question words are put right; whatever else a question holds stays as it was typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.misspellings import with_question_words
from corpus.folding import bare


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sỡ nào chủ trì?", "sở nào chủ trì?"),
        ("gồm nhữn việc nào?", "gồm những việc nào?"),
        ("kinh phý là bao nhiu tiền?", "kinh phí là bao nhiêu tiền?"),
        ("bao nhieu tiền?", "bao nhiêu tiền?"),
        ("quyêt địnhh số mấy?", "quyết định số mấy?"),
        ("ai chịuu trách nhiệm?", "ai chịu trách nhiệm?"),
    ],
)
def test_a_question_word_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    assert with_question_words(typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "trạm y tế có visa và list không",
        "phần mềm plan và form của sở",
        "công nghệ nano là gì, ở quán bar nào?",
        "Sỡ nào của Hà Tĩnh?",  # with a capital it may be a name
        "sở nào chủ trì, những việc gì?",
        "xã nào được hỗ trợ, mở mấy lớp?",
        "kinh phi la bao nhieu",  # no diacritics at all: nothing is misspelled
        "",
    ],
)
def test_other_words_stay(question: str) -> None:
    assert with_question_words(question) == question


@pytest.mark.parametrize(
    "question", ["Diện tích nuôi tôm của Bình Thuận là bao nhiêu?", "Tuổi thọ của tuyến đường là mấy năm?"]
)
def test_marks_that_stand_apart_part_no_word(question: str) -> None:
    decomposed = unicodedata.normalize("NFD", question)
    assert with_question_words(decomposed) == decomposed


@given(st.text(max_size=80))
def test_the_number_of_words_and_all_that_is_no_letter_stay(question: str) -> None:
    mended = with_question_words(question)
    assert len(mended.split()) == len(question.split())
    assert [c for c in mended if not c.isalpha() and not unicodedata.combining(c)] == [
        c for c in question if not c.isalpha() and not unicodedata.combining(c)
    ]


@given(st.text(alphabet="abcdeghiklmnopqrstuvxy ", max_size=60))
def test_a_question_of_plain_letters_stays(question: str) -> None:
    assert with_question_words(question) == question
    assert bare(with_question_words(f"{question} ừ")).endswith("u")
