"""Tense: what a plan wants to reach is told apart from what was reached."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.tense import Tense, tense_of_question, tense_of_text
from corpus.folding import bare


@pytest.mark.parametrize(
    "question",
    [
        "Đến năm 2035 phấn đấu cứng hóa bao nhiêu km đường?",
        "Mục tiêu về tỷ lệ hồ sơ trực tuyến là bao nhiêu?",
        "Tỉnh dự kiến mở mấy lớp tập huấn?",
        "Tỉnh sẽ mua bao nhiêu máy chủ?",
        "Tỉnh định mua bao nhiêu máy chủ?",
        "How many bridges will be built?",
        "What is the target for broadband?",
    ],
)
def test_what_is_to_be_reached_is_planned(question: str) -> None:
    assert tense_of_question(question) is Tense.PLANNED
    assert tense_of_question(unicodedata.normalize("NFD", question)) is Tense.PLANNED


@pytest.mark.parametrize(
    "question",
    [
        "Hiện nay có bao nhiêu trạm y tế?",
        "Hiện có mấy trạm?",
        "Tỉnh đã mua bao nhiêu máy chủ?",
        "Tính đến tháng 6 có bao nhiêu xã đạt chuẩn?",
        "Năm qua giải ngân được bao nhiêu?",
        "Cho tới nay mới có mấy huyện làm xong?",
        "How many bridges were built so far?",
    ],
)
def test_what_was_reached_or_found_is_reported(question: str) -> None:
    assert tense_of_question(question) is Tense.REPORTED


@pytest.mark.parametrize(
    "question",
    [
        "Kinh phí thực hiện là bao nhiêu?",  # "hiện" is part of "thực hiện"
        "Việc hiện đại hóa hành chính do ai lo?",
        "Cách phát hiện tàu vi phạm?",
        "Định kỳ báo cáo khi nào?",
        "Định mức chi cho mỗi lớp là bao nhiêu?",
        "So với hiện nay thì mục tiêu tăng bao nhiêu?",  # speaks of both
    ],
)
def test_words_that_only_look_alike_tell_nothing(question: str) -> None:
    assert tense_of_question(question) is None


@pytest.mark.parametrize(
    ("question", "tense"),
    [
        ("den nay co bao nhieu tram y te?", Tense.REPORTED),
        ("phan dau den 2035 dat bao nhieu?", Tense.PLANNED),
        ("kinh phi thuc hien la bao nhieu?", None),
    ],
)
def test_a_question_without_diacritics_is_read_too(question: str, tense: Tense | None) -> None:
    assert tense_of_question(question) is tense


def test_the_words_of_a_text_count_before_its_headings() -> None:
    assert tense_of_text("Đến nay 40 xã đã có mạng.", ("II. Mục tiêu",)) is Tense.REPORTED
    assert tense_of_text("40 xã có mạng.", ("II. Mục tiêu",)) is Tense.PLANNED
    assert tense_of_text("40 xã có mạng.", ("I. Hiện trạng",)) is Tense.REPORTED
    assert tense_of_text("40 xã có mạng.", ()) is None


def test_the_innermost_heading_that_tells_counts() -> None:
    assert tense_of_text("40 xã.", ("I. Đánh giá chung", "2. Nhiệm vụ", "a) Mạng")) is Tense.PLANNED
    assert tense_of_text("40 xã.", ("II. Nhiệm vụ", "1. Kết quả năm trước")) is Tense.REPORTED


@given(st.text(alphabet=" ăâđêôơưàáạảãabcdehinotu", max_size=60))
def test_a_tense_needs_a_word_that_tells_it(noise: str) -> None:
    assert tense_of_question(f"phấn đấu {noise} hiện nay") is None  # both halves always cancel out
    assert tense_of_question(bare(noise)) in {None, *Tense}
