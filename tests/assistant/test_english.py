"""English questions over Vietnamese plans: question words, counted things, and what is searched for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.kinds import Wanted, asked_body, units_of_measure, wanted_kinds
from assistant.query import Query
from assistant.stopwords import is_english

Build = Callable[[str], Query]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("How much will the rebuilt market cost?", Wanted.MONEY),
        ("How much land is set aside for the market?", Wanted.COUNT),
        ("By how much should road accidents fall?", Wanted.SHARE),
        ("In how many districts is the scheme tried?", Wanted.COUNT),
        ("How many people who live there own a boat?", Wanted.COUNT),
        ("How many boats were registered when the survey was made?", Wanted.COUNT),
        ("By when must the harbour be dredged?", Wanted.DATE),
        ("What is the completion date of the harbour?", Wanted.DATE),
        ("By whom are the boats inspected?", Wanted.WHO),
        ("What agency inspects the boats?", Wanted.WHO),
        ("Where does the money for the harbour come from?", Wanted.SOURCE),
        ("How will the harbour be paid for?", Wanted.SOURCE),
        ("Under which circular are the boats registered?", Wanted.NUMBER),
        ("Which crops must be insured?", Wanted.LIST),
        ("List the communes without a market", Wanted.LIST),
        ("Has the harbour been dredged?", Wanted.FACT),
    ],
)
def test_english_question_words_tell_the_kind(question: str, wanted: Wanted) -> None:
    assert is_english(question) or question.startswith("List")
    assert wanted_kinds(question)[0] is wanted


def test_words_that_are_vietnamese_question_words_by_chance_ask_nothing_in_english() -> None:
    assert wanted_kinds("How many AI cameras are there on the road?") == (Wanted.COUNT,)


def test_both_sources_named_in_a_question_for_money_are_no_question_for_a_source() -> None:
    assert wanted_kinds("Adding both funding sources, how much will the road cost?") == (Wanted.MONEY,)


def test_a_share_of_several_units_is_no_question_for_a_unit() -> None:
    assert wanted_kinds("What share of units is equipped?") == (Wanted.SHARE,)


def test_what_department_asks_for_one_by_name() -> None:
    assert asked_body("What department leads it?") == "sở"


def test_how_fast_and_how_much_storage_are_measured() -> None:
    fast, storage = units_of_measure("How fast is the line?"), units_of_measure("How much storage is there for it?")
    assert fast is not None
    assert storage is not None
    assert fast.match(" Mbps".lower())
    assert storage.match(" TB".lower())


def test_function_words_are_not_searched(query: Build) -> None:
    asked = query("How many of the health stations should there be within each of these communes?")
    assert [word.form for word in asked.words] == ["health", "stations", "communes"]


def test_an_english_word_is_not_corrected_to_a_vietnamese_syllable(query: Build) -> None:
    asked = query("Which law is it that the stations have to follow?")
    assert "luat" in {term.bare for term in asked.terms} or not any(
        term.bare in {"lam", "la", "lap"} for term in asked.terms
    )


def test_the_thing_that_is_counted_is_known_in_vietnamese(query: Build) -> None:
    asked = query("How many commune health stations have a doctor?")
    assert {"tram", "te"} <= asked.things


def test_what_the_question_means_is_compared_in_vietnamese(query: Build) -> None:
    asked = query("How many health stations have a doctor?")
    assert "bác sĩ" in asked.gloss
    assert "doctor" not in asked.gloss


def test_a_vietnamese_question_is_compared_as_it_is(query: Build) -> None:
    asked = query("Bao nhiêu trạm y tế xã có bác sĩ?")
    assert asked.gloss == asked.text
    assert asked.things == {"tram"}
