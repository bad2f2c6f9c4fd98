"""Windows: the phrase of a unit that says in other words what a phrase of the question says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from assistant.meaning import Meaning
from assistant.prepared import PreparedUnit
from assistant.query import Query
from assistant.retrieval import Retriever
from assistant.windows import AROUND, Windows
from corpus.document import make_document
from corpus.units import find_units
from index.store import Store

PLAN = """# KẾ HOẠCH
## I. Thu gom rác thải
- Giao các xã thực hiện.
- Sở Y tế tiêm chủng cho trẻ em dưới 5 tuổi.
## II. Đường giao thông
- Giao các xã thực hiện.
- 12 năm 2031.
"""


@pytest.fixture
def units() -> list[PreparedUnit]:
    document = make_document(Path("plan.md"), PLAN.encode())
    return [PreparedUnit(document, unit) for unit in find_units(document)]


@pytest.fixture
def near(units: list[PreparedUnit], query: Callable[[str], Query]) -> Callable[[str], dict[str, float]]:
    windows = Windows(Meaning())

    def nearness(question: str) -> dict[str, float]:
        found = windows.nearness(query(question), units)
        assert all(0 <= value <= 1.0001 for value in found)
        return {unit.text.strip(): value for unit, value in zip(units, found, strict=True)}

    return nearness


def test_a_phrase_in_other_words_is_nearer_than_one_about_something_else(
    near: Callable[[str], dict[str, float]],
) -> None:
    found = near("chích ngừa con nít")
    assert max(found, key=lambda text: found[text]) == "- Sở Y tế tiêm chủng cho trẻ em dưới 5 tuổi."


def test_a_question_without_diacritics_finds_the_same_phrase(near: Callable[[str], dict[str, float]]) -> None:
    found = near("tiem chung tre em")
    assert max(found, key=lambda text: found[text]) == "- Sở Y tế tiêm chủng cho trẻ em dưới 5 tuổi."


def test_the_very_words_are_as_near_as_can_be_and_less_so_in_a_heading_above(
    units: list[PreparedUnit], query: Callable[[str], Query]
) -> None:
    windows = Windows(Meaning())
    found = windows.nearness(query("Sở Y tế"), units)
    nearest = dict(zip([unit.text.strip() for unit in units], found, strict=True))
    assert nearest["- Sở Y tế tiêm chủng cho trẻ em dưới 5 tuổi."] == pytest.approx(1.0, abs=0.01)
    found = windows.nearness(query("đường giao thông"), units)
    assert found[-1] == pytest.approx(AROUND, abs=0.01)  # "12 năm 2031" says nothing like it itself


def test_figures_alone_are_no_windows(near: Callable[[str], dict[str, float]]) -> None:
    assert set(near("2031").values()) == {0.0}


def test_a_pair_of_syllables_has_one_row_however_often_it_stands(
    units: list[PreparedUnit], query: Callable[[str], Query]
) -> None:
    windows = Windows(Meaning())
    first = windows.nearness(query("ai lo rác"), units)
    same = [unit.windows for unit in units if unit.text.strip() == "- Giao các xã thực hiện."]
    assert len(same) == 2
    assert all(one is not None for one in same)
    assert np.array_equal(same[0].inside, same[1].inside)  # type: ignore[union-attr]
    kept = [unit.windows for unit in units]
    assert windows.nearness(query("ai lo rác"), units) == first
    assert all(before is unit.windows for before, unit in zip(kept, units, strict=True))


def test_a_table_that_is_full_begins_anew_and_finds_the_same(
    units: list[PreparedUnit], query: Callable[[str], Query]
) -> None:
    whole, small = Windows(Meaning()), Windows(Meaning(), most=12)
    for question in ("tiêm chủng trẻ em", "đường giao thông"):
        expected = whole.nearness(query(question), units)
        for unit in units:
            unit.windows = None
        found = [near for unit in units for near in small.nearness(query(question), [unit])]
        assert found == pytest.approx(expected, abs=1e-5)
        for unit in units:
            unit.windows = None


def test_a_window_is_as_near_as_its_text_is_to_the_encoder(query: Callable[[str], Query]) -> None:
    document = make_document(Path("plan.md"), "- Thủ tục.\n".encode())
    unit = PreparedUnit(document, find_units(document)[0])
    for typed in ("thủ tục", "thu tuc"):
        one, other = Meaning().vectors([typed, "Thủ tục."])
        assert Windows(Meaning()).nearness(query(typed), [unit]) == [pytest.approx(float(one @ other), abs=1e-3)]
        unit.windows = None


def test_soft_matches_count_nothing_where_a_unit_has_every_word(
    plan_store: Path, query: Callable[[str], Query]
) -> None:
    with Store(plan_store) as store:
        retriever = Retriever(store)
        said = retriever.candidates(query("trạm y tế xã có bác sĩ"))
        meant = retriever.candidates(query("nhà thương làng có ông đốc tờ"))
    assert max(c.signals.windows for c in said) == 0
    assert max(c.signals.windows for c in meant) > 0
