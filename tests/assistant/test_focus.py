"""Focus: a question that leans on the one before looks first where that was answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.focus import OTHER_OF_SAME, POINTED_AT, SAME_AGAIN, SAME_SECTION, Focus
from assistant.kinds import Wanted
from assistant.prepared import PreparedUnit
from assistant.query import Query

Units = Callable[[str], list[PreparedUnit]]
Build = Callable[[str], Query]
PLAN = """KẾ HOẠCH
Phát triển chợ nông thôn

I. MỤC TIÊU
Xây 12 chợ, hoàn thành năm 2033. Kinh phí 40 tỷ đồng do huyện bố trí.

Mở 30 điểm bán hàng.

II. TỔ CHỨC
Sở Công Thương chủ trì.
"""


@pytest.fixture
def by_words(units: Units) -> Callable[[str], PreparedUnit]:
    every = units(PLAN)
    return lambda piece: next(unit for unit in every if piece in unit.text)


By = Callable[[str], PreparedUnit]


def test_the_nearer_a_unit_stands_the_more_it_is_pulled(by_words: By, query: Build) -> None:
    focus = Focus(by_words("12 chợ"), Wanted.COUNT, points=False)
    asked = query("Kinh phí bao nhiêu?")
    pulls = [focus.pull(asked, by_words(piece)) for piece in ("40 tỷ", "30 điểm", "Công Thương")]
    assert pulls == [OTHER_OF_SAME, SAME_SECTION, 1.0]


def test_the_same_sentence_answers_something_else_rather_than_the_same_again(by_words: By, query: Build) -> None:
    focus = Focus(by_words("12 chợ"), Wanted.COUNT, points=False)
    assert focus.pull(query("Khi nào xong?"), by_words("12 chợ")) == OTHER_OF_SAME
    assert focus.pull(query("Còn mấy cái nữa?"), by_words("12 chợ")) == SAME_AGAIN


def test_what_is_pointed_at_is_meant(by_words: By, query: Build) -> None:
    focus = Focus(by_words("12 chợ"), Wanted.COUNT, points=True)
    assert focus.pull(query("Việc đó khi nào xong?"), by_words("12 chợ")) == POINTED_AT
    assert not focus.is_meant(by_words("12 chợ"))  # a sentence has no other columns


def test_a_question_that_only_swaps_something_looks_everywhere(by_words: By, query: Build) -> None:
    focus = Focus(by_words("12 chợ"), Wanted.COUNT, points=False)
    swapping = replace(query("còn điểm bán hàng"), swaps=True)
    assert {focus.pull(swapping, by_words(piece)) for piece in ("12 chợ", "40 tỷ", "30 điểm")} == {1.0}


def test_another_plan_is_not_pulled(by_words: By, query: Build, units: Units) -> None:
    other = next(u for u in units(PLAN.replace("Phát triển", "Nâng cấp")) if "12 chợ" in u.text)
    focus = Focus(by_words("12 chợ"), Wanted.COUNT, points=True)
    assert focus.shares_block(by_words("40 tỷ"))
    assert not focus.shares_block(by_words("30 điểm"))
    renamed = Focus(other, Wanted.COUNT, points=True)
    assert renamed.pull(query("Khi nào?"), by_words("Công Thương")) == 1.0


def test_the_row_that_is_pointed_at_is_read_whatever_column_is_asked_for(units: Units, query: Build) -> None:
    table = """KẾ HOẠCH
Phát triển chợ

## I. Kinh phí

| TT | Nội dung | Năm 2031 | Năm 2032 |
|---|---|---|---|
| 1 | Xây chợ xã | 2.900 | 4.200 |
| 2 | Sửa chợ huyện | 1.150 | 1.600 |
"""
    from pathlib import Path

    from assistant.prepared import prepare
    from corpus.document import make_document

    rows = prepare(make_document(Path("cho.md"), table.encode(), "cho"))
    first = next(u for u in rows if "Xây chợ xã" in u.text)
    second = next(u for u in rows if "Sửa chợ huyện" in u.text)
    pointing = Focus(first, Wanted.MONEY, points=True)
    assert pointing.is_meant(first)
    assert not pointing.is_meant(second)
    assert Focus(first, Wanted.MONEY, points=False).pull(query("xây chợ xã năm 2032?"), first) == POINTED_AT
