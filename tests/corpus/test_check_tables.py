"""A right table is never flagged; one wrong figure gives one finding, which names the row that explains it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.checks import Finding, Report, check_document
from corpus.document import make_document

HEADER = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Vốn đầu tư (triệu đồng)", "Vốn sự nghiệp (triệu đồng)")
TASKS = ("Xây nhà đọc", "Mua sách mới", "Đào tạo thủ thư", "Số hóa tư liệu", "Lắp máy tính", "Sửa kho sách")


def written(value: int) -> str:
    return f"{value:,}".replace(",", ".") if value else ""


def page(rows: Sequence[tuple[str, ...]], unit: str = "") -> str:
    """A table in HTML, which marks its cells."""
    head = "".join(f"<th>{cell}</th>" for cell in HEADER)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f"<html><body><h1>KẾ HOẠCH</h1><p>Phát triển thư viện năm 2024</p><p>{unit}</p>"
        f"<table><tr>{head}</tr>{body}</table></body></html>"
    )


def check(rows: Sequence[tuple[str, ...]], unit: str = "") -> Report:
    return check_document(make_document(Path("bang.html"), page(rows, unit).encode(), None))


def only(rows: Sequence[tuple[str, ...]], unit: str = "") -> Finding:
    (finding,) = check(rows, unit).findings
    return finding


def data(figures: list[tuple[int, int]]) -> list[tuple[str, ...]]:
    return [
        (str(i + 1), TASKS[i % len(TASKS)], "Sở Văn hóa", written(a), written(b)) for i, (a, b) in enumerate(figures)
    ]


def total(figures: list[tuple[int, int]], label: str = "Tổng cộng") -> tuple[str, ...]:
    return ("", label, "", written(sum(a for a, _ in figures)), written(sum(b for _, b in figures)))


def grouped(groups: list[list[tuple[int, int]]], subtotals: bool) -> list[tuple[str, ...]]:
    """Groups I, II, ... whose sums stand in their heads or in a total behind them, and the sum of all at the end."""
    rows: list[tuple[str, ...]] = []
    for n, figures in enumerate(groups):
        sums = total(figures)
        rows.append((("I", "II", "III", "IV")[n], f"Nhóm nhiệm vụ {n + 1}", "", *(("", "") if subtotals else sums[3:])))
        rows += data(figures)
        if subtotals:
            rows.append(sums)
    return [*rows, total([pair for figures in groups for pair in figures], "TỔNG SỐ")]


FIGURES = st.lists(st.tuples(st.integers(1, 900_000), st.integers(1, 900_000)), min_size=2, max_size=6)


@settings(deadline=None, max_examples=60)
@given(FIGURES)
def test_right_totals_are_never_flagged(figures: list[tuple[int, int]]) -> None:
    assert check([*data(figures), total(figures)]) == Report((), ())
    assert check([total(figures), *data(figures)]) == Report((), ())


@settings(deadline=None, max_examples=60)
@given(st.lists(FIGURES, min_size=2, max_size=4), st.booleans())
def test_right_subtotals_are_never_flagged(groups: list[list[tuple[int, int]]], subtotals: bool) -> None:
    assert not check(grouped(groups, subtotals)).findings


@settings(deadline=None, max_examples=60)
@given(FIGURES, st.data())
def test_one_changed_cell_gives_one_finding(figures: list[tuple[int, int]], drawn: st.DataObject) -> None:
    changed = drawn.draw(st.integers(0, len(figures)))
    column = drawn.draw(st.sampled_from([3, 4]))
    rows = [list(row) for row in (*data(figures), total(figures))]
    before = int(rows[changed][column].replace(".", ""))
    after = before + drawn.draw(st.integers(10, 900_000))
    rows[changed][column] = written(after)
    finding = only([tuple(row) for row in rows])
    right = sum(pair[column - 3] for pair in figures)
    expected, found = (right, after) if changed == len(figures) else (right + after - before, right)
    assert (finding.expected, finding.found) == (written(expected), written(found))
    assert written(found) in finding.quotes[0].text


def test_the_row_that_explains_the_difference_is_named_and_quoted() -> None:
    figures = [(500, 40), (1_200, 70), (300, 90)]
    rows = [*data(figures), total([(500, 40), (0, 70), (300, 90)])]
    finding = only(rows)
    assert (finding.expected, finding.found) == ("2.000", "800")
    assert "“Mua sách mới”, có lẽ chưa được cộng vào" in finding.message
    assert any("1.200" in quote.text for quote in finding.quotes)


def test_a_figure_in_the_wrong_unit_is_named() -> None:
    rows = data([(500, 40), (1_200, 70), (300, 90)])
    rows[1] = (*rows[1][:3], "1.200.000", rows[1][4])
    assert (
        "tổng sẽ đúng nếu “Mua sách mới” là 1.200" in only([*rows, total([(500, 40), (1_200, 70), (300, 90)])]).message
    )


def test_units_in_cells_are_honoured() -> None:
    rows = [("1", "Xây nhà đọc", "", "1,5 tỷ đồng", ""), ("2", "Mua sách", "", "500 triệu đồng", ""),
            ("", "Tổng cộng", "", "2.000", "")]  # fmt: skip
    assert not check(rows).findings
    assert only([*rows[:2], ("", "Tổng cộng", "", "2.100", "")]).expected == "2.000.000.000"


@pytest.mark.parametrize("cell", ["Lồng ghép các nguồn", "500 + 300", "theo dự toán 2024"])
def test_a_column_that_cannot_be_read_is_left_alone_and_counted(cell: str) -> None:
    report = check([*data([(500, 40), (300, 90)]), ("3", "Sửa kho", "Sở Văn hóa", cell, "10"),
                    ("", "Tổng cộng", "", "9.999", "140")])  # fmt: skip
    assert not report.findings
    assert len(report.unchecked) == 1


def test_parts_of_a_row_are_not_added_twice() -> None:
    rows = [("1", "Nhà", "", "900", ""), ("1.1", "Nhà mới", "", "500", ""), ("1.2", "Nhà cũ", "", "400", ""),
            ("2", "Sách", "", "100", ""), ("", "Tổng cộng", "", "1.000", "")]  # fmt: skip
    assert not check(rows).findings


def test_a_column_of_sums_is_checked_across() -> None:
    head = "".join(f"<th>{cell}</th>" for cell in ("TT", "Xã", "Tổng số bản", "Sách in", "Sách nói"))
    lines = [("1", "An", 10, 7, 3), ("2", "Bình", 20, 15, 5), ("3", "Chi", 9, 4, 5), ("4", "Dân", 12, 6, 4)]
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in lines)
    html = f"<html><body><h1>KẾ HOẠCH</h1><p>Thư viện</p><table><tr>{head}</tr>{body}</table></body></html>"
    (finding,) = check_document(make_document(Path("bang.html"), html.encode(), None)).findings
    assert (finding.expected, finding.found) == ("10", "12")
    assert [quote.text for quote in finding.quotes] == ["12", "6", "4"]
