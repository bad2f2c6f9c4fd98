"""Sums of the register: each case is a plan that tells the same money in several ways, with the sum worked by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.register.entries import Entry
from assistant.register.summing import Reason, Sum, is_money, money_of
from corpus.commitments.extraction import find_commitments
from corpus.document import make_document

HEAD = "ỦY BAN NHÂN DÂN TỈNH HÀ NAM\n\nKẾ HOẠCH\nCHUYỂN ĐỔI SỐ TỈNH HÀ NAM NĂM 2031\n\n"
PARTS_BEHIND = """IV. KINH PHÍ

Tổng kinh phí thực hiện kế hoạch là 12.000 triệu đồng, gồm:

- Vốn đầu tư: 7.500 triệu đồng.

- Vốn sự nghiệp: 4.500 triệu đồng.
"""
DIVIDED_TWICE = """IV. KINH PHÍ

- Chi cho dự án: 20.000 triệu đồng từ ngân sách tỉnh.

- Chi thường xuyên: 4.000 triệu đồng.

- Tổng vốn ngân sách tỉnh: 24.000 triệu đồng.

Phần vốn này được chia theo năm:

- Năm 2031: kinh phí 9.000 triệu đồng.

- Năm 2032: kinh phí 15.000 triệu đồng.

2. Ngân sách trung ương đầu tư 6.000 triệu đồng cho mạng chuyên dùng.
"""
ONE_PART_TOLD = """IV. KINH PHÍ

Tổng kinh phí thực hiện kế hoạch là 10.000 triệu đồng.

- Ngân sách tỉnh hỗ trợ 6.000 triệu đồng.
"""
ANNEX = """<html><body><p>KẾ HOẠCH</p><p>CHUYỂN ĐỔI SỐ TỈNH HÀ NAM NĂM 2031</p><p>IV. KINH PHÍ</p>
<p>Tổng kinh phí thực hiện kế hoạch là 900 triệu đồng từ ngân sách tỉnh.</p>
<p>PHỤ LỤC</p><p>ĐVT: triệu đồng</p><table>
<tr><th>TT</th><th>Tên dự án</th><th>Kinh phí</th></tr>
<tr><td>1</td><td>Nâng cấp cổng thông tin điện tử</td><td>400</td></tr>
<tr><td>2</td><td>Công trình mạng nội bộ của các sở</td><td>500</td></tr>
<tr><td></td><td>Tổng cộng</td><td>900</td></tr>
</table></body></html>"""


def entries_in(text: str, name: str = "ha-nam-2031.txt") -> list[Entry]:
    document = make_document(Path(name), text.encode("utf-8"), None)
    return [Entry(document, commitment) for commitment in find_commitments(document)]


def summed(chosen: list[Entry], everything: list[Entry]) -> tuple[int, list[Reason]]:
    """The sum in million đồng, and why rows were left out."""
    found = money_of(chosen, everything)
    return int(found.value / 1_000_000), sorted(reason for _, reason in found.left_out)


def test_a_total_is_not_added_to_its_parts() -> None:
    entries = entries_in(HEAD + PARTS_BEHIND)
    assert summed(entries, entries) == (12_000, [Reason.TOTAL])


def test_a_total_whose_parts_are_filtered_away_counts_itself() -> None:
    entries = entries_in(HEAD + PARTS_BEHIND)
    total = [entry for entry in entries if is_money(entry)][:1]
    assert summed(total, entries) == (12_000, [])


def test_money_that_is_divided_by_kind_and_again_by_year_is_added_once() -> None:
    entries = entries_in(HEAD + DIVIDED_TWICE)
    assert summed(entries, entries) == (30_000, [Reason.RETOLD, Reason.RETOLD, Reason.TOTAL])


def test_the_years_alone_are_added_where_only_they_are_chosen() -> None:
    entries = entries_in(HEAD + DIVIDED_TWICE)
    years = [entry for entry in entries if "Năm 20" in entry.commitment.statement]
    assert summed(years, entries) == (24_000, [])


def test_a_part_is_not_added_to_a_total_that_it_does_not_make_up() -> None:
    entries = entries_in(HEAD + ONE_PART_TOLD)
    assert summed(entries, entries) == (10_000, [Reason.PART])


def test_what_an_annex_lists_is_not_added_to_what_the_text_says_of_it() -> None:
    entries = entries_in(ANNEX, "ha-nam-2031.html")
    assert len([entry for entry in entries if is_money(entry)]) == 4
    assert summed(entries, entries) == (900, [Reason.RETOLD, Reason.TOTAL])


def test_targets_are_never_added() -> None:
    entries = entries_in(HEAD + "I. MỤC TIÊU\n\n- 85% hồ sơ được xử lý trực tuyến.\n\n- Đào tạo 450 cán bộ cấp xã.\n")
    assert len(entries) == 2
    assert money_of(entries, entries) == Sum(Decimal(0), (), ())


def test_plans_are_summed_one_by_one() -> None:
    entries = [*entries_in(HEAD + PARTS_BEHIND), *entries_in(HEAD + ONE_PART_TOLD, "ha-nam-2032.txt")]
    assert money_of(entries, entries).by_document() == {
        "ha-nam-2031": Decimal(12_000_000_000),
        "ha-nam-2032": Decimal(10_000_000_000),
    }


@pytest.mark.parametrize("text", [PARTS_BEHIND, DIVIDED_TWICE, ONE_PART_TOLD])
def test_whatever_is_chosen_something_of_it_is_counted(text: str) -> None:
    entries = [entry for entry in entries_in(HEAD + text) if is_money(entry)]
    for bits in range(1, 1 << len(entries)):
        chosen = [entry for number, entry in enumerate(entries) if bits >> number & 1]
        found = money_of(chosen, entries)
        assert found.counted
        assert len(found.counted) + len(found.left_out) == len(chosen)
