"""Orders of the register."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.register.entries import Entry
from assistant.register.ordering import Order, ordered
from corpus.commitments.extraction import find_commitments
from corpus.document import make_document

PLAN = """ỦY BAN NHÂN DÂN TỈNH HÀ NAM

KẾ HOẠCH
CHUYỂN ĐỔI SỐ TỈNH HÀ NAM NĂM 2031

I. MỤC TIÊU

- Đến 30/6/2031, 70% hồ sơ thủ tục hành chính được xử lý trực tuyến.

- Đến 31/3/2031, 90% trường học có phòng máy tính.

- Đào tạo 8 cán bộ chuyên trách.

II. TỔ CHỨC THỰC HIỆN

1. Sở Tài chính

- Bố trí kinh phí 1,25 tỷ đồng từ ngân sách tỉnh cho trung tâm dữ liệu.
"""


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    document = make_document(Path("ha-nam-2031.txt"), PLAN.encode("utf-8"), None)
    return [Entry(document, commitment) for commitment in find_commitments(document)]


def values(entries: list[Entry]) -> list[int | None]:
    return [None if entry.commitment.value is None else int(entry.commitment.value) for entry in entries]


def test_values_are_compared_within_their_unit_only(entries: list[Entry]) -> None:
    by_value = [entry for entry in ordered(entries, Order.VALUE) if entry.commitment.value is not None]
    assert [entry.commitment.unit for entry in by_value] == ["%", "%", "cán bộ", "đồng"]
    assert values(by_value) == [70, 90, 8, 1_250_000_000]


def test_what_says_nothing_comes_last_either_way(entries: list[Entry]) -> None:
    for descending in (False, True):
        leaders = [entry.agency for entry in ordered(entries, Order.AGENCY, descending=descending)]
        assert leaders[0] == "Sở Tài chính"
        assert leaders[-1] is None


def test_deadlines_are_sorted_by_their_last_day(entries: list[Entry]) -> None:
    days = [entry.deadline for entry in ordered(entries, Order.DEADLINE)]
    assert days[:2] == ["2031-03-31", "2031-06-30"]
    assert [entry.deadline for entry in ordered(entries, Order.DEADLINE, descending=True)][-2:] == days[1::-1]


@pytest.mark.parametrize("order", Order)
def test_an_order_loses_nothing(entries: list[Entry], order: Order) -> None:
    found = ordered(entries, order)
    assert sorted(map(id, found)) == sorted(map(id, entries))
