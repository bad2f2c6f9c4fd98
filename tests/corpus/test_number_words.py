"""Numbers in words are read back as they are written; what can be meant in two ways is not read."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.number_words import amount_in_words, from_words, in_words

NUMBERS = st.integers(0, 10**15)


@given(NUMBERS)
def test_every_number_comes_back_from_its_words(number: int) -> None:
    assert from_words(in_words(number)) == number


VARIANTS = (
    ("nghìn", "ngàn"),
    ("tỷ", "tỉ"),
    ("linh", "lẻ"),
    ("mươi tư", "mươi bốn"),
    ("mươi lăm", "mươi năm"),
    ("mốt", "một"),
    (" triệu ", " triệu, "),
)


@given(NUMBERS, st.lists(st.sampled_from(VARIANTS)))
def test_every_way_to_write_a_number_is_read(number: int, variants: list[tuple[str, str]]) -> None:
    words = in_words(number)
    for usual, other in variants:
        words = words.replace(usual, other)
    assert from_words(words) == number
    assert from_words(unicodedata.normalize("NFD", words.upper())) == number


@given(NUMBERS, NUMBERS)
def test_different_numbers_have_different_words(one: int, other: int) -> None:
    assert (in_words(one) == in_words(other)) == (one == other)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("không", 0),
        ("mười lăm", 15),
        ("hai mươi mốt", 21),
        ("một trăm linh năm", 105),
        ("một nghìn không trăm linh năm", 1_005),
        ("mười một tỷ năm trăm năm mươi ba triệu", 11_553_000_000),
        ("ba mươi tư tỷ không trăm sáu mươi triệu", 34_060_000_000),
        ("một triệu tỷ", 10**15),
    ],
)
def test_words_are_those_of_official_texts(words: str, number: int) -> None:
    assert in_words(number) == words
    assert from_words(words) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Mười một tỷ, năm trăm năm mươi ba triệu", 11_553_000_000),
        ("Ba mươi bốn tỉ không trăm sáu mươitriệu", 34_060_000_000),
        ("một tỷ năm triệu", 1_005_000_000),
        ("hai nghìn tỷ", 2 * 10**12),
    ],
)
def test_words_as_people_type_them_are_read(words: str, number: int) -> None:
    assert from_words(words) == number


@pytest.mark.parametrize(
    "words",
    ["", "đồng", "hai trăm năm", "một triệu hai", "năm năm", "tỷ", "ba nghìn triệu triệu", "một triệu rưỡi", "mươi",
     "hai mươi không", "một nghìn hai triệu", "trăm hai"],
)  # fmt: skip
def test_what_is_no_number_or_two_is_not_read(words: str) -> None:
    assert from_words(words) is None


def test_there_are_no_words_below_zero() -> None:
    with pytest.raises(ValueError, match="-1"):
        in_words(-1)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Hai mươi ba tỷ, bốn trăm linh sáu triệu đồng", 23_406_000_000),
        ("hai nghìn tỷ đồng", 2_000_000_000_000),
        ("một trăm linh năm triệu đồng chẵn", 105_000_000),
        ("mười lăm nghìn", None),  # no amount of money
        ("theo giá hiện hành đồng", None),
    ],
)
def test_an_amount_in_words_has_its_value(words: str, value: int | None) -> None:
    assert amount_in_words(words) == value
