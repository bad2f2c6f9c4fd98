import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.tokens import pairs, tokens

PIECES = [
    "Ứng dụng ",
    "CNTTtrong ",
    "côngnghệ",
    "34.060,5 ",
    "131/KH-UBND",
    "26/10/2013",
    "TT&TT",
    "\u00a0",
    "\r\n",
    "5G",
    ".",
]
texts = st.one_of(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), st.text(max_size=30))


def forms(text: str) -> list[str]:
    return [token.form for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Uỷ ban Nhân dân", ["ủy", "ban", "nhân", "dân"]),
        ("ứng dụng côngnghệ thôngtin", ["ứng", "dụng", "công", "nghệ", "thông", "tin"]),
        ("CNTTtrong cơ quan", ["cntt", "trong", "cơ", "quan"]),
        ("choCNTT", ["cho", "cntt"]),
        ("ATNĐ và KHĐT", ["atnđ", "và", "khđt"]),
        ("QĐ-TTg của Sở TT&TT", ["qđ", "ttg", "của", "sở", "tt&tt"]),
        ("34.060.000.000 đồng", ["34060000000", "đồng"]),
        ("08Thư viện", ["8", "thư", "viện"]),
        ("ngày 04/7/2013", ["ngày", "2013-07-04", "2013"]),
        ("số 131/KH-UBND", ["số", "131/kh-ubnd", "131", "kh", "ubnd"]),
        ("mục 2.2.1", ["mục", "2.2.1"]),
        ("", []),
    ],
)
def test_a_text_is_read_as_these_tokens(text: str, expected: list[str]) -> None:
    assert forms(text) == expected
    assert forms(unicodedata.normalize("NFD", text)) == expected


@pytest.mark.parametrize(
    ("one", "another"),
    [("34.060 triệu", "34060 triệu"), ("7,50%", "7.5%"), ("Kĩ thuật", "kỹ thuật"), ("131/KH-UBND", "131/kh-ubnd")],
)
def test_spellings_of_the_same_have_the_same_tokens(one: str, another: str) -> None:
    assert forms(one) == forms(another)


def test_a_token_knows_its_form_without_marks_and_its_place() -> None:
    text = "Giao  Sở\u00a0Tài chính"
    token = tokens(text)[1]
    assert (token.form, token.bare, token.span.of(text)) == ("sở", "so", "Sở")


def test_pairs_join_neighbours() -> None:
    assert pairs(["công", "nghệ", "thông", "tin"]) == ["công_nghệ", "nghệ_thông", "thông_tin"]
    assert pairs(["công"]) == []


@settings(deadline=None)
@given(texts)
def test_tokens_lie_in_the_text_in_order(text: str) -> None:
    found = tokens(text)
    assert all(0 <= token.span.start < token.span.end <= len(text) for token in found)
    assert all(a.span.start <= b.span.start for a, b in pairwise(found))


@settings(deadline=None)
@given(texts)
def test_every_letter_and_digit_stands_in_a_token(text: str) -> None:
    covered = {i for token in tokens(text) for i in range(token.span.start, token.span.end)}
    assert all(i in covered for i, char in enumerate(text) if char.isalpha() or char.isdecimal())


@pytest.mark.parametrize("piece", ["a", "1", "1/a-", "CNTTtrong ", "kếhoạch"])
def test_a_text_without_end_is_read_to_its_end(piece: str) -> None:
    text = piece * (150_000 // len(piece))
    assert tokens(text)[-1].span.end == len(text.rstrip(" -"))
