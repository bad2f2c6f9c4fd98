"""Which documents a question is about, and what no document covers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.cards import Cards
from assistant.scope import find_scope
from corpus.tokens import tokens
from index.store import Store

QUANG_BINH, SON_LA, BINH_THUAN = "quang-binh-y-te-2032", "son-la-giao-thong-2031-2035", "binh-thuan-thuy-san-2032"


def plan(period: str, sentence: str = "Làm đường.", province: str = "Sơn La", what: str = "giao thông") -> str:
    """A plan of a province for a period."""
    title = f"Phát triển {what} tỉnh {province} {period}"
    return f"ỦY BAN NHÂN DÂN\nTỈNH {province.upper()}\n\nKẾ HOẠCH\n{title}\n\nI. MỤC TIÊU\n{sentence}\n"


@pytest.fixture(scope="module")
def cards(plan_store: Path) -> Iterator[Cards]:
    with Store(plan_store) as store, store.reading():
        yield Cards(store)


def test_a_card_tells_province_years_and_numbers(cards: Cards) -> None:
    (son_la,) = cards.of([SON_LA])
    assert son_la.province == "Sơn La"
    assert son_la.years == frozenset(range(2031, 2036))
    assert son_la.period == "2031-2035"
    assert any("1946" in number for number in son_la.numbers)
    assert {"giao", "thong", "nong", "thon"} <= son_la.terms


@pytest.mark.parametrize(
    "question",
    [
        "Quảng Bình có bao nhiêu trạm y tế?",
        "quang binh co bao nhieu tram y te",
        "QUẢNG BÌNH CÓ BAO NHIÊU TRẠM Y TẾ?",
        "tỉnh Quảng Bình",
        "How many stations in Quang Binh?",
    ],
)
def test_a_province_is_its_documents_however_it_is_written(cards: Cards, question: str) -> None:
    assert find_scope(question, cards).documents == (QUANG_BINH,)


def test_the_words_that_name_the_province_are_not_searched(cards: Cards) -> None:
    question = "Sơn La xây mới bao nhiêu cầu?"
    scope = find_scope(question, cards)
    assert [t.form for t in tokens(question) if scope.names(t)] == ["sơn", "la"]


@pytest.mark.parametrize("place", ["TP Quảng Bình", "TP. Quảng Bình", "tp quang binh"])
def test_the_short_level_before_a_place_is_part_of_its_name(cards: Cards, place: str) -> None:
    question = f"{place} có bao nhiêu trạm y tế?"
    scope = find_scope(question, cards)
    assert [t.bare for t in tokens(question) if scope.names(t)] == ["tp", "quang", "binh"]


def test_a_question_without_a_place_is_about_all_documents(cards: Cards) -> None:
    scope = find_scope("Tỷ lệ tiêm chủng là bao nhiêu?", cards)
    assert scope.documents == ()
    assert scope.missing is None
    assert not scope.compares


def test_a_province_that_no_document_covers_is_missing_by_name(cards: Cards) -> None:
    assert find_scope("Kinh phí của tỉnh Hà Giang là bao nhiêu?", cards).missing == "Hà Giang"
    assert find_scope("kinh phi cua tinh ha giang", cards).missing == "Hà Giang"


def test_another_province_that_the_document_speaks_of_is_not_missing(store_over: Callable[..., Store]) -> None:
    cards = Cards(store_over(a=plan("năm 2031", "Kết nối quốc lộ với tỉnh Hà Giang.")))
    assert find_scope("Sơn La kết nối với Hà Giang bằng đường nào?", cards).missing is None
    assert find_scope("Sơn La kết nối với Cao Bằng bằng đường nào?", cards).missing == "Cao Bằng"


def test_of_several_plans_of_a_province_the_year_chooses(store_over: Callable[..., Store]) -> None:
    cards = Cards(store_over(cu=plan("giai đoạn 2021-2025"), moi=plan("giai đoạn 2026-2030")))
    assert find_scope("Sơn La năm 2023 xây mấy cầu?", cards).documents == ("cu",)
    assert find_scope("Sơn La năm 2030 xây mấy cầu?", cards).documents == ("moi",)
    assert find_scope("Sơn La xây mấy cầu?", cards).documents == ("cu", "moi")
    assert find_scope("Sơn La năm 2050 xây mấy cầu?", cards).documents == ("cu", "moi")


def test_among_near_duplicates_province_year_and_title_choose(store_over: Callable[..., Store]) -> None:
    """The same plans of many provinces and years, which differ in nothing else."""
    texts = {
        f"{name}_{province}_{year}".replace(" ", "_"): plan(f"năm {year}", province=province, what=what)
        for province in ("Sơn La", "Lai Châu", "Lào Cai", "Yên Bái", "Cao Bằng")
        for year in range(2026, 2031)
        for name, what in (("gt", "giao thông nông thôn"), ("cho", "mạng lưới chợ đầu mối"))
    }
    cards = Cards(store_over(**texts))
    scopes = {
        "Kinh phí phát triển giao thông nông thôn của Lào Cai năm 2028 là bao nhiêu?": {"gt-lao-cai-2028"},
        "kinh phi phat trien mang luoi cho dau moi cua lai chau nam 2027": {"cho-lai-chau-2027"},
        "Cao Bằng năm 2030 làm gì?": {"gt-cao-bang-2030", "cho-cao-bang-2030"},
        "Kế hoạch phát triển mạng lưới chợ đầu mối của Yên Bái có gì?": {f"cho-yen-bai-{y}" for y in range(2026, 2031)},
        "Phát triển giao thông nông thôn được làm ở đâu?": set(),
    }
    assert {question: set(find_scope(question, cards).documents) for question in scopes} == scopes


def test_a_document_is_named_by_its_number_or_its_period(cards: Cards) -> None:
    assert find_scope("Ai ký Quyết định số 1946/QĐ-UBND?", cards).documents == (SON_LA,)
    assert find_scope("Kế hoạch 77/KH-UBND có bao nhiêu tiền?", cards).documents == (BINH_THUAN,)
    assert find_scope("Kế hoạch giai đoạn 2031-2035 có bao nhiêu tiền?", cards).documents == (SON_LA,)


def test_years_of_the_question_are_kept_and_those_of_numbers_are_not(cards: Cards) -> None:
    assert find_scope("Năm 2031 và năm 2019", cards).years == (2031, 2019)
    assert find_scope("Nghị định 64/2007/NĐ-CP, ngày 05.6.2008", cards).years == ()


@pytest.mark.parametrize(
    "question",
    [
        "So sánh kinh phí của Quảng Bình và Sơn La",
        "Kinh phí của Sơn La và Quảng Bình lần lượt là bao nhiêu?",
        "quang binh voi son la noi nao nhieu hon",
        "Compare the budgets of Quang Binh and Son La",
    ],
)
def test_two_provinces_are_compared(cards: Cards, question: str) -> None:
    scope = find_scope(question, cards)
    assert scope.compares
    assert set(scope.documents) == {QUANG_BINH, SON_LA}


def test_a_question_for_provinces_compares_all_of_them(cards: Cards) -> None:
    scope = find_scope("Những tỉnh nào nêu tổng kinh phí?", cards)
    assert scope.compares
    assert scope.documents == ()


@pytest.mark.parametrize(
    ("question", "son_la", "quang_binh"),
    [
        ("So sánh kinh phí của Quảng Bình năm 2032 và Sơn La 2031-2033", (2031, 2032, 2033), (2032,)),
        ("So sánh kinh phí của Quảng Bình 2032 và Sơn La", (), (2032,)),
        ("So sánh kinh phí của Quảng Bình và Sơn La năm 2032", (2032,), (2032,)),
        ("Năm 2032, Quảng Bình và Sơn La chi bao nhiêu?", (2032,), (2032,)),
    ],
)
def test_years_behind_a_place_are_its_own_those_behind_the_last_one_of_all(
    cards: Cards, question: str, son_la: tuple[int, ...], quang_binh: tuple[int, ...]
) -> None:
    scope = find_scope(question, cards)
    assert (scope.years_of("Sơn La"), scope.years_of("Quảng Bình")) == (son_la, quang_binh)
