"""Cards: what is known of a document for finding out whether a question is about it."""

from __future__ import annotations

from pathlib import Path

from assistant.cards import Card, card_of
from corpus.document import make_document


def card(name: str, plans: Path) -> Card:
    return card_of(make_document(Path(name), (plans / name).read_bytes(), Path(name).stem))


def test_a_plan_is_known_by_province_period_number_and_title(plans: Path) -> None:
    roads = card("son-la-giao-thong-2031-2035.txt", plans)
    assert roads.province == "Sơn La"
    assert roads.period == "2031-2035"
    assert roads.years == frozenset(range(2031, 2036))
    assert "1946/qđ-ubnd" in roads.numbers
    assert {"giao", "thong", "nong", "thon"} <= roads.terms == frozenset(roads.title)


def test_a_period_covers_its_years_and_no_others(plans: Path) -> None:
    roads = card("son-la-giao-thong-2031-2035.txt", plans)
    assert [year for year in range(2028, 2039) if roads.covers(year)] == [2031, 2032, 2033, 2034, 2035]
    health = card("quang-binh-y-te-2032.txt", plans)
    assert health.covers(2032)
    assert not health.covers(2031)


def test_abbreviations_stand_in_the_initials_of_the_title(plans: Path) -> None:
    assert "gtnt" in card("son-la-giao-thong-2031-2035.txt", plans).initials
    assert "ytcs" in card("quang-binh-y-te-2032.txt", plans).initials


def test_a_text_without_head_has_a_card_that_names_nothing() -> None:
    plain = card_of(make_document(Path("a.txt"), "Mua 5 máy.".encode(), "a"))
    assert (plain.province, plain.years, plain.numbers, plain.title) == (None, frozenset(), frozenset(), ())
    assert not plain.covers(2032)
