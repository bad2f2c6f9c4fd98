"""Questions without diacritics and with typos are read as what was meant; words that are right stay."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.kinds import Wanted, wanted_kinds
from assistant.understanding import QueryBuilder
from corpus.folding import bare


@pytest.mark.parametrize(
    "meant",
    [
        "bao nhiêu trạm y tế xã có bác sĩ",
        "tổng kinh phí thực hiện kế hoạch của tỉnh Quảng Bình năm 2032 là bao nhiêu",
        "Quảng Bình có bao nhiêu trạm y tế, do sở nào chủ trì",
        "cơ quan nào chịu trách nhiệm, khi nào xong",
        "34 tỉ là để làm gì",  # behind a number
        "TỔNG KINH PHÍ LÀ BAO NHIÊU",
        "“kinh phí thực hiện” là gì",  # curly marks are no diacritics
    ],
)
def test_diacritics_left_out_are_put_back(builder: QueryBuilder, meant: str) -> None:
    assert builder.meant(bare(meant)) == meant


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("quyet dinh 1946/QD-UBND", "quyết định 1946/QĐ-UBND"),  # as the documents write the number
        ("tram y te xa cua UBND tinh", "trạm y tế xã của UBND tỉnh"),
        ("gui ve ban@tinh.vn", "gửi về ban@tinh.vn"),
        ("How many health stations does the plan have?", "How many health stations does the plan have?"),
    ],
)
def test_numbers_abbreviations_addresses_and_english_keep_their_letters(
    builder: QueryBuilder, question: str, meant: str
) -> None:
    assert builder.meant(question) == meant


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("cơ qaun nào chủ trì", "cơ quan nào chủ trì"),  # letters swapped
        ("tổng kinh phí là bao nhiu", "tổng kinh phí là bao nhiêu"),  # one left out
        ("trạmm y tế xã", "trạm y tế xã"),  # one typed twice
        ("do sỡ nào chủ trì", "do sở nào chủ trì"),  # another tone
        ("xong trong năn nào", "xong trong năm nào"),  # a word that there is, but not here
        ("ngân sach tỉnh, trạm y te xã", "ngân sách tỉnh, trạm y tế xã"),  # diacritics left out of some
        ("do UBDN tỉnh Quảng Bình ban hành", "do UBND tỉnh Quảng Bình ban hành"),
    ],
)
def test_typos_are_mended(builder: QueryBuilder, question: str, meant: str) -> None:
    assert builder.meant(question) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Dự án Ngàn Trươi của Quảng Bình sửa bao nhiêu trạm?",  # a name
        "phần mềm moon và blockchain cho trạm y tế",
        "Cảm ơn bạn nhé",
        "vùng nào lắp AIS, GIS?",
        "Hồi đó bà con mình xài cái chi, tốn bao nhiêu?",
    ],
)
def test_words_that_are_right_stay(builder: QueryBuilder, question: str) -> None:
    assert builder.meant(question) == question


@pytest.mark.parametrize(
    "question",
    [
        "Tổng kinh phí thực hiện kế hoạch của tỉnh Quảng Bình năm 2032 là bao nhiêu?",
        "Sơn La xây mới bao nhiêu cầu dân sinh?",
        "Bình Thuận hỗ trợ mỗi hộ chuyển nghề bao nhiêu tiền?",
    ],
)
def test_the_answer_is_the_same_without_diacritics_and_in_small_letters(
    plan_assistant: Assistant, question: str
) -> None:
    assert plan_assistant.ask(bare(question).lower()).text == plan_assistant.ask(question).text


@pytest.mark.parametrize(
    ("keywords", "kind"),
    [
        ("Sơn La chủ trì sửa cầu dân sinh", Wanted.WHO),  # a province leads nothing itself
        ("Sở Y tế chủ trì việc gì", Wanted.FACT),
        ("trạm y tế xã vốn bố trí năm 2032", Wanted.MONEY),
        ("dự án chưa xong do thiếu kinh phí", Wanted.FACT),  # a reason, no question for money
    ],
)
def test_search_words_tell_what_is_wanted(keywords: str, kind: Wanted) -> None:
    assert wanted_kinds(keywords)[0] is kind
