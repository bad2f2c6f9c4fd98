"""Fitness: a unit that only says what its document is and stands on is seldom the answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.fitness import FORMULA, KIND_OF_SECTION, LEGAL_BASIS, TITLE, substance
from assistant.prepared import PreparedUnit
from assistant.query import Query
from corpus.types import SectionKind

Units = Callable[[str], list[PreparedUnit]]
Build = Callable[[str], Query]
PLAN = """ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 45/KH-UBND
Yên Bái, ngày 12 tháng 3 năm 2032

KẾ HOẠCH
Phát triển mạng lưới chợ nông sản tỉnh Yên Bái năm 2032

Căn cứ Nghị định số 60/2024/NĐ-CP ngày 05 tháng 6 năm 2024 về phát triển và quản lý chợ;
Kế hoạch phát triển mạng lưới chợ nông sản tỉnh Yên Bái năm 2032.

I. MỤC TIÊU
Xây 12 chợ xã.

Nơi nhận:
- Bộ Công Thương;
- Lưu: VT.
"""


@pytest.fixture
def unit_with(units: Units) -> Callable[[str], PreparedUnit]:
    every = units(PLAN)
    return lambda piece: [unit for unit in every if piece in unit.text][-1]


UnitWith = Callable[[str], PreparedUnit]


def test_what_a_plan_says_weighs_fully(unit_with: UnitWith, query: Build) -> None:
    assert substance(query("Xây mấy chợ?"), unit_with("12 chợ")) == 1.0


def test_the_legal_basis_weighs_less_unless_papers_are_asked_for(unit_with: UnitWith, query: Build) -> None:
    basis = unit_with("60/2024")
    assert substance(query("Chợ do ai quản lý?"), basis) == LEGAL_BASIS
    assert substance(query("Theo nghị định nào?"), basis) == 1.0
    assert substance(query("Kế hoạch căn cứ vào đâu?"), basis) == 1.0


def test_a_sentence_that_repeats_the_title_weighs_less(unit_with: UnitWith, query: Build) -> None:
    assert substance(query("Phát triển chợ thế nào?"), unit_with("Kế hoạch phát triển mạng lưới chợ")) <= TITLE


def test_head_and_recipients_weigh_less(unit_with: UnitWith, query: Build) -> None:
    asked = query("Bộ Công Thương làm gì?")
    assert substance(asked, unit_with("Bộ Công Thương")) == KIND_OF_SECTION[SectionKind.RECIPIENTS]
    assert substance(asked, unit_with("Yên Bái, ngày 12")) <= KIND_OF_SECTION[SectionKind.HEAD]


def test_a_formula_weighs_less(units: Units, query: Build) -> None:
    text = "I. TỔ CHỨC\nTrên đây là Kế hoạch phát triển chợ nông thôn, đề nghị các đơn vị thực hiện.\nXây 12 chợ xã.\n"
    closing = next(unit for unit in units(text) if "Trên đây" in unit.text)
    assert closing.is_formula
    assert substance(query("Ai thực hiện?"), closing) == FORMULA
