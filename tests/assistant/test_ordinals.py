"""Ordinals: a question for a place in an order is answered by a noun with its number, never by a count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ordinals import asked_ordinal, find_ordinal
from corpus.types import Span


def found(question: str, text: str) -> str | None:
    pattern = asked_ordinal(question)
    assert pattern is not None, question
    span = find_ordinal(pattern, text, Span(0, len(text)))
    return None if span is None else span.of(text)


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("Dịch vụ công ở mức độ mấy?", "Cung cấp 15 dịch vụ công mức độ 3 trên cổng.", "mức độ 3"),
        ("Dịch vụ công lên nấc mấy?", "Cung cấp 15 dịch vụ công Mức độ 3, 4 trên cổng.", "Mức độ 3, 4"),
        ("Tài khoản được cấp ở cấp độ nào?", "Hệ thống đạt an toàn cấp độ 3 trở lên.", "cấp độ 3 trở lên"),
        ("Bằng cấp mấy?", "Có 30 giáo viên hạng II, hạng III.", "hạng II"),
        ("Sơn La đang xếp thứ mấy?", "Năm 2031 tỉnh xếp thứ 21/63 cả nước.", "xếp thứ 21/63"),
        ("Mục tiêu đứng hạng mấy cả nước?", "Chỉ số PCI phấn đấu ở vị trí 15 toàn quốc.", "vị trí 15"),
        ("Việc này nêu ở điều mấy?", "Thực hiện Điều 2 Quyết định này.", "Điều 2"),
        ("Chi tiết nằm ở phụ lục nào?", "Danh mục tại Phụ lục II kèm theo.", "Phụ lục II"),
        ("dich vu cong muc do may?", "Cung cấp dịch vụ công mức độ 4.", "mức độ 4"),
        ("Which level do the services reach?", "Dịch vụ công đạt mức độ 4.", "mức độ 4"),
    ],
)
def test_the_noun_answers_with_its_number(question: str, text: str, said: str) -> None:
    assert found(question, text) == said


@pytest.mark.parametrize(
    "question",
    [
        "Tỉnh cấp mấy tài khoản?",  # counts accounts
        "Mỗi cấp bao nhiêu người?",
        "Có mấy nhóm nhiệm vụ?",
        "Kinh phí là bao nhiêu?",
        "Ai chủ trì?",
        "",
    ],
)
def test_a_count_is_no_ordinal(question: str) -> None:
    assert asked_ordinal(question) is None


def test_a_count_does_not_answer_for_a_place() -> None:
    assert found("Dịch vụ công ở mức độ mấy?", "Cung cấp 15 dịch vụ công cho 3 cấp.") is None


def test_granting_is_no_level() -> None:
    assert found("cấp mấy?", "Mỗi xã được cấp 3 máy, hỗ trợ cấp 2 máy in.") is None


def test_only_the_part_that_is_looked_at_answers() -> None:
    text = "Điều 1. Ban hành. Điều 2. Hiệu lực."
    pattern = asked_ordinal("điều mấy?")
    assert pattern is not None
    second = find_ordinal(pattern, text, Span(17, len(text)))
    assert second is not None
    assert (second.start, second.of(text)) == (18, "Điều 2")


@given(st.text(max_size=80), st.text(max_size=20))
def test_what_is_found_stands_in_the_part(text: str, before: str) -> None:
    pattern = asked_ordinal("mức độ mấy?")
    assert pattern is not None
    whole, within = before + text, Span(len(before), len(before) + len(text))
    span = find_ordinal(pattern, whole, within)
    assert span is None or within.contains(span)


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("Tỉnh xếp hạng thứ mấy cả nước?", "Theo xếp hạng của Bộ, tỉnh xếp thứ 32/63.", "xếp thứ 32/63"),
        ("Thứ hạng của tỉnh về chuyển đổi số là thứ mấy?", "Tỉnh thuộc nhóm 10 tỉnh dẫn đầu.", "nhóm 10"),
        ("Nước ta vào nhóm mấy nước dẫn đầu?", "Thuộc nhóm 60 nước dẫn đầu.", "nhóm 60"),
    ],
)
def test_a_rank_is_told_by_a_place_or_by_a_group(question: str, text: str, said: str) -> None:
    assert found(question, text) == said


def test_of_several_the_one_that_is_asked_for_answers() -> None:
    text = "Thuộc nhóm 4 nước dẫn đầu khu vực và nhóm 60 nước dẫn đầu thế giới."
    pattern = asked_ordinal("Nhóm bao nhiêu nước dẫn đầu thế giới?")
    assert pattern is not None
    whole = Span(0, len(text))
    first, asked = find_ordinal(pattern, text, whole), find_ordinal(pattern, text, whole, {"dan", "dau", "the", "gioi"})
    assert first is not None
    assert asked is not None
    assert (first.of(text), asked.of(text)) == ("nhóm 4", "nhóm 60")
