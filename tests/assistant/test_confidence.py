"""Confidence: a likelihood from signs that a reader can follow, each of which speaks for an answer."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.confidence import BIAS, LEAST, WEIGHTS, confidence, signs_of
from assistant.prepared import PreparedUnit
from assistant.query import Query
from assistant.retrieval import Found, Ranking
from assistant.signs import Signs

Units = Callable[[str], list[PreparedUnit]]
Build = Callable[[str], Query]
PLAN = """KẾ HOẠCH
Phát triển chợ nông thôn

I. MỤC TIÊU
Xây 12 chợ xã trong năm 2033.

Sở Công Thương chủ trì.
"""
NONE, ALL = Signs(*[0.0] * len(Signs._fields)), Signs(*[1.0] * len(Signs._fields))
signs = st.builds(Signs, *[st.floats(0, 1)] * len(Signs._fields))


def found(units: Units, piece: str, score: float, meaning: float = 0.5) -> Found:
    return Found(next(unit for unit in units(PLAN) if piece in unit.text), 0, score, meaning, soft=meaning)


def test_it_is_the_logistic_function_of_the_weighted_signs() -> None:
    assert confidence(NONE) == round(1 / (1 + math.exp(-BIAS)), 3)
    assert confidence(NONE._replace(coverage=0.5), NONE._replace(coverage=2.0), 0.0) == 0.731  # 1 / (1 + e^-1)
    assert confidence(NONE, bias=0.0) == 0.5


def test_no_sign_but_a_clear_lead_carries_an_answer_alone_and_all_together_do() -> None:
    for place in range(len(NONE)):
        alone = NONE._replace(**{NONE._fields[place]: 1.0})
        assert confidence(alone) < LEAST or NONE._fields[place] in ("margin", "soft"), NONE._fields[place]
    assert confidence(NONE) < LEAST < confidence(ALL)


@given(signs, signs)
def test_better_signs_never_make_an_answer_less_likely(one: Signs, other: Signs) -> None:
    assert min(WEIGHTS) >= 0
    better = Signs(*map(max, one, other))
    assert 0 <= confidence(one) <= confidence(better) <= 1


def test_a_unit_with_what_is_asked_for_has_every_sign(units: Units, query: Build) -> None:
    best, second = found(units, "12 chợ", 4.0), found(units, "Công Thương", 1.0)
    told = signs_of(query("Xây bao nhiêu chợ xã?"), best, Ranking((), (best, second)), scoped=True)
    assert told == Signs(coverage=1.0, soft=0.5, margin=0.75, kind=1.0, scoped=1.0, unplaced=0.0)


def test_what_is_missing_lowers_its_sign(units: Units, query: Build) -> None:
    best = found(units, "Công Thương", 2.0)
    told = signs_of(query("Trồng bao nhiêu cây?"), best, Ranking((), (best,)), scoped=False)
    assert told._replace(soft=0.0) == NONE


def test_the_lead_is_over_what_stands_elsewhere(units: Units, query: Build) -> None:
    best = found(units, "12 chợ", 4.0)
    beside, elsewhere = found(units, "12 chợ", 3.9), found(units, "Công Thương", 3.0)
    told = signs_of(query("Xây mấy chợ?"), best, Ranking((), (best, beside, elsewhere)), scoped=True)
    assert told.margin == pytest.approx(0.25)
