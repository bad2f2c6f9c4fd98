"""An amount in a question meets the same amount in a document, however either writes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.amounts import spellings, with_amounts
from assistant.assistant import Assistant
from corpus.tokens import tokens


def read(text: str) -> list[str]:
    """The forms of the tokens, those of amounts with a star."""
    marks = not text.isascii()
    made, amounts = with_amounts(tokens(text), marks=marks)
    return [token.form + "*" * (token in amounts) for token in made]


@pytest.mark.parametrize(
    "written",
    [
        "34,06 tỷ",
        "34.06 tỉ đồng",
        "34.060 triệu đồng",
        "34.060.000.000",
        "34060000 nghìn",
        "34,06 ty dong",
        "34.060 tr",
        "34 tỷ 60 triệu đồng",
        "34.06 billion",
        "0,03406 nghìn tỷ",
    ],
)
def test_every_spelling_of_an_amount_is_one_token(written: str) -> None:
    assert read(written) == ["34060000000*"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("34,125 tỷ", ["34125000000*"]),
        ("năm 2014 chi 5 triệu", ["năm", "2014", "chi", "5000000*"]),
        ("12.500 hộ", ["12500", "hộ"]),
        ("3 công ty", ["3", "công", "ti"]),
        ("sắm 15 ti vi", ["sắm", "15", "ti", "vi"]),
        ("3.400 đồng hồ", ["3400", "đồng", "hồ"]),
        ("mức 2 và 3 triệu", ["mức", "2", "và", "3000000*"]),
        ("bao nhiêu tỷ đồng", ["bao", "nhiêu", "tỉ", "đồng"]),
    ],
)
def test_what_is_no_amount_stays_as_it_is(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_an_amount_is_looked_for_in_every_unit_and_bare_where_that_says_enough() -> None:
    assert set(spellings("2000000000")) == {
        *("2000000000", "2000000000_đồng", "2000000000_đ", "2000000000_vnđ"),
        *("2000000", "2000000_nghìn", "2000000_ngàn"),
        *("2000_triệu", "2000_tr"),  # 2000 alone is a year
        "2_tỉ",
    }
    assert "34.06" in set(spellings("34060000000"))
    assert not any(form.startswith("0.00") for form in spellings("5000000"))


@given(st.integers(min_value=1, max_value=10**13), st.sampled_from(["đồng", "nghìn", "triệu", "tỉ"]))
def test_the_spellings_of_an_amount_hold_the_one_it_was_read_from(value: int, unit: str) -> None:
    (token,), amounts = with_amounts(tokens(f"{value} triệu"), marks=True)
    assert token in amounts
    assert int(token.form) == value * 10**6
    assert f"{value}_triệu" in set(spellings(token.form))


PLAN = """ỦY BAN NHÂN DÂN
TỈNH YÊN SƠN
KẾ HOẠCH
Phát triển thủy lợi năm 2033
I. NHIỆM VỤ
Kiên cố hóa kênh mương nội đồng tại huyện Bắc Sơn.
II. KINH PHÍ
Nạo vét hồ chứa nước hết {dredging}.
Xây kè chắn sóng hết 21.500 triệu đồng.
Sửa cống lấy nước hết 8.250 triệu đồng.
"""
DREDGING = ["34.060.000.000 đồng", "34.060.000.000đ", "34.060 triệu đồng", "34,06 tỷ đồng", "34060000000 VNĐ"]


@pytest.mark.parametrize("written", DREDGING)
@pytest.mark.parametrize("asked", ["34,06 tỷ", "34.060 triệu", "34.060.000.000đ"])
def test_a_question_about_an_amount_finds_it_in_other_clothes(
    assistant_over: Callable[..., Assistant], written: str, asked: str
) -> None:
    assistant = assistant_over(thuy_loi=PLAN.format(dredging=written))
    answer = assistant.ask(f"khoản {asked} là để làm gì")
    assert answer.citations[0].quote.text.startswith("Nạo vét hồ chứa nước")


TABLE = """ỦY BAN NHÂN DÂN
TỈNH YÊN SƠN
KẾ HOẠCH
Phát triển thủy lợi năm 2033
I. KINH PHÍ
ĐVT: triệu đồng
| TT | Nội dung | Kinh phí |
|---|---|---|
| 1 | Xây kè chắn sóng | 21.500 |
| 2 | Nạo vét hồ chứa nước | 34.060 |
| 3 | Sửa cống lấy nước | 8.250 |
"""


def test_an_amount_is_found_in_a_table_whose_unit_stands_above_it(assistant_over: Callable[..., Assistant]) -> None:
    answer = assistant_over(thuy_loi=TABLE).ask("khoản 34,06 tỷ là để làm gì")
    assert "Nạo vét hồ chứa nước" in answer.citations[0].quote.text


def test_a_question_without_diacritics_finds_the_amount_too(assistant_over: Callable[..., Assistant]) -> None:
    answer = assistant_over(thuy_loi=TABLE).ask("khoan 34,06 ty la de lam gi")
    assert "Nạo vét hồ chứa nước" in answer.citations[0].quote.text
