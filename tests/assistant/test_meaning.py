"""Meaning and signals: what speaks for a unit beside its words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.meaning import Meaning
from assistant.prepared import PreparedUnit
from assistant.query import Query
from assistant.retrieval import Retriever
from assistant.signals import WEIGHTS, Signals, joined
from corpus.document import make_document
from corpus.units import find_units
from index.store import Store

PLAN = """# KẾ HOẠCH
## I. Nước sạch nông thôn
- Đạt 95% số hộ.
- Giao Sở Nông nghiệp chủ trì.
## II. Đường giao thông
- Đạt 40% số xã.
"""


@pytest.fixture
def units() -> dict[str, PreparedUnit]:
    document = make_document(Path("plan.md"), PLAN.encode())
    prepared = [PreparedUnit(document, unit) for unit in find_units(document)]
    return {unit.text.strip(): unit for unit in prepared}


def test_a_unit_in_official_words_is_near_an_everyday_question(units: dict[str, PreparedUnit]) -> None:
    near = dict(zip(units, Meaning().nearness("ai đứng ra lo vụ này, sở nào", list(units.values())), strict=True))
    assert max(near, key=lambda text: near[text]) == "- Giao Sở Nông nghiệp chủ trì."


def test_nearness_is_a_cosine_that_is_never_negative(units: dict[str, PreparedUnit]) -> None:
    near = Meaning().nearness("giá vàng hôm nay", list(units.values()))
    assert len(near) == len(units)
    assert all(0 <= value <= 1 for value in near)
    assert Meaning().nearness("giá vàng", []) == []


def test_the_vector_of_a_unit_is_made_once(units: dict[str, PreparedUnit]) -> None:
    listed = list(units.values())
    first = Meaning().nearness("ai lo nước sạch", listed)
    kept = [unit.vector for unit in listed]
    assert Meaning().nearness("ai lo nước sạch", listed) == first
    assert all(before is unit.vector for before, unit in zip(kept, listed, strict=True))


def test_every_signal_has_its_weight() -> None:
    for name in Signals._fields:
        only = Signals(**{field: float(field == name) for field in Signals._fields})
        assert joined(only) == pytest.approx(getattr(WEIGHTS, name))
        assert joined(only, Signals(*[0.0] * len(Signals._fields))) == 0


def test_a_ranking_is_ordered_by_the_joined_signals(plan_store: Path, query: Callable[[str], Query]) -> None:
    asked = query("Toàn tỉnh có bao nhiêu trạm y tế xã có bác sĩ?")
    with Store(plan_store) as store:
        retriever = Retriever(store)
        found = retriever.rank(asked).found
        scores = sorted((joined(c.signals) for c in retriever.candidates(asked)), reverse=True)
    assert [f.score for f in found] == scores[: len(found)]
