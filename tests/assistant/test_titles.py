"""Titles: a document is named by words of its title, which are then not searched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cards import Card, Cards, card_of
from assistant.titles import of_title, title_spans
from corpus.document import make_document
from index.store import Store

TITLES = {
    "cho": "Phát triển mạng lưới chợ đầu mối nông sản tỉnh Yên Bái năm 2032",
    "rung": "Trồng rừng gỗ lớn và phát triển dược liệu dưới tán rừng tỉnh Yên Bái năm 2032",
    "bien": "Phòng chống sạt lở bờ sông, bờ biển tỉnh Bến Tre năm 2032",
}


def plan(title: str) -> str:
    return f"KẾ HOẠCH\n{title}\n\nI. MỤC TIÊU\nHoàn thành các nhiệm vụ trong năm.\n"


@pytest.fixture
def cards(store_over: Callable[..., Store]) -> Cards:
    return Cards(store_over(**{name: plan(title) for name, title in TITLES.items()}))


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Kế hoạch phát triển mạng lưới chợ đầu mối có mục tiêu gì?", ["cho"]),
        ("Kế hoạch phòng chống sạt lở bờ sông do ai ký?", ["bien"]),
        ("ke hoach trong rung go lon duoi tan rung cua ai?", ["rung"]),
        ("Kế hoạch năm 2032 do ai ký?", []),
        ("Ai trồng rừng?", []),
        ("", []),
    ],
)
def test_the_title_that_leads_clearly_names_its_document(cards: Cards, question: str, named: list[str]) -> None:
    assert of_title(question, None, cards) == named


def test_among_the_plans_of_a_province_fewer_words_tell(cards: Cards) -> None:
    question = "Việc trồng rừng gỗ do ai ký?"
    assert of_title(question, cards.of(["cho", "rung"]), cards) == ["rung"]
    assert of_title(question, None, cards) == []


def test_the_same_plan_of_several_years_is_named_where_a_place_is_known(store_over: Callable[..., Store]) -> None:
    texts = {f"rung_{year}": plan(f"Trồng rừng gỗ lớn tỉnh Yên Bái năm {year}") for year in (2031, 2032, 2033)}
    cards = Cards(store_over(cho=plan(TITLES["cho"]), **texts))
    named = ["rung-2031", "rung-2032", "rung-2033"]
    question = "Kế hoạch trồng rừng gỗ lớn do ai ký?"
    assert of_title(question, cards.of(["cho", *named]), cards) == named
    assert of_title(question, None, cards) == []  # of any province, so no document is meant


def test_a_single_document_needs_no_naming(store_over: Callable[..., Store]) -> None:
    assert of_title("phát triển mạng lưới chợ đầu mối", None, Cards(store_over(cho=plan(TITLES["cho"])))) == []


def test_only_the_run_behind_the_word_for_a_plan_names_it(plans: Path) -> None:
    name = "son-la-giao-thong-2031-2035.txt"
    roads = card_of(make_document(Path(name), (plans / name).read_bytes(), "son-la"))
    question = "Theo Kế hoạch phát triển giao thông nông thôn, cầu dân sinh có mấy cái?"
    assert "ke_hoach" in "_".join(roads.title)
    assert [span.of(question) for span in title_spans(question, roads)] == ["Kế hoạch phát triển giao thông nông thôn"]
    assert title_spans("Có mấy km đường giao thông nông thôn tỉnh Sơn La?", roads) == []


def test_a_question_that_is_a_title_and_nothing_else_is_searched(plans: Path) -> None:
    name = "son-la-giao-thong-2031-2035.txt"
    roads = card_of(make_document(Path(name), (plans / name).read_bytes(), "son-la"))
    assert title_spans("Kế hoạch phát triển giao thông nông thôn", roads) == []


@given(st.text(max_size=80))
def test_spans_lie_in_the_question_in_order(question: str) -> None:
    card = Card("cho", "Yên Bái", "2032", TITLES["cho"], "")
    spans = title_spans(question, card)
    assert all(0 <= span.start < span.end <= len(question) for span in spans)
    assert spans == sorted(spans)
