"""The reading view: nothing of a document is lost or doubled, and the quote is marked at exactly its span."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.web.reading import Page, compose
from corpus.outline import find_sections
from corpus.tables import find_tables
from corpus.types import Document, Extract, Field, Metadata, Row, RowKind, Section, SectionKind, Source, Span, Table

PLAN = """KẾ HOẠCH
Chuyển đổi số tỉnh Yên Sơn năm 2031
I. MỤC TIÊU
1. Mục tiêu chung
Xây dựng chính quyền số phục vụ
người dân và doanh nghiệp.
- 85% hồ sơ được giải quyết qua mạng;
- 128 điểm phục vụ < 5 km "mỗi xã".
II. KINH PHÍ
Tổng kinh phí: 12.500 triệu đồng.
"""
GRID = """Kinh phí (ĐVT: triệu đồng)
TT | Nhiệm vụ | Kinh phí
A | Hạ tầng |
1 | Nâng cấp cổng thông tin điện tử | 7.500
2 | Mua máy chủ | 5.000
Tổng cộng | | 12.500
Hết bảng.
"""


def document_of(
    text: str, tables: Iterable[Table] = (), path: str = "yen-son-2031.txt", pages: Iterable[Span] = ()
) -> Document:
    tables = tuple(tables)
    extract = Extract(text, tuple(pages))
    sections = find_sections(extract, tables)
    metadata = Metadata(title=Field("Kế hoạch chuyển đổi số", None))
    return Document("yen-son-2031", Source(path, "0" * 64), text, tuple(pages), sections, tables, metadata)


def span_of(text: str, piece: str) -> Span:
    start = text.index(piece)
    return Span(start, start + len(piece))


@pytest.fixture
def grid() -> Document:
    def row(kind: RowKind, line: str, *pieces: str | None) -> Row:
        at = GRID.index(line)
        cells = tuple(None if p is None else Span(GRID.index(p, at), GRID.index(p, at) + len(p)) for p in pieces)
        there = [cell for cell in cells if cell]
        return Row(Span(there[0].start, there[-1].end), kind, cells)

    head = row(RowKind.DATA, "TT |", "TT", "Nhiệm vụ", "Kinh phí")
    rows = (
        row(RowKind.GROUP, "A |", "A", "Hạ tầng", None),
        row(RowKind.DATA, "1 |", "1", "Nâng cấp cổng thông tin điện tử", "7.500"),
        row(RowKind.DATA, "2 |", "2", "Mua máy chủ", "5.000"),
        row(RowKind.TOTAL, "Tổng cộng", "Tổng cộng", None, "12.500"),
    )
    columns = tuple((cell,) for cell in head.cells if cell)
    return document_of(GRID, [Table(Span(head.span.start, rows[-1].span.end), head.span, columns, None, rows)])


def marked(html: str) -> list[str]:
    return [unescape(piece) for piece in re.findall(r"<mark[^>]*>(.*?)</mark>", html, re.DOTALL)]


def words(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def shown_once(page: Page) -> None:
    spans = sorted(fragment.span for fragment in page.fragments if fragment.span)
    assert all(earlier.end <= later.start for earlier, later in pairwise(spans))
    text = page.document.text
    assert words("".join(span.of(text) for span in spans)) == words(text)


def test_the_mark_holds_exactly_the_quote() -> None:
    document = document_of(PLAN)
    quote = span_of(PLAN, "85% hồ sơ được giải quyết qua mạng")
    html = compose(document).html(quote)
    assert marked(html) == ["85% hồ sơ được giải quyết qua mạng"]
    assert '- <mark id="quote" tabindex="-1">85%' in html
    assert "qua mạng</mark>;" in html


def test_a_quote_over_a_wrapped_line_is_one_mark_with_its_line_break() -> None:
    quote = span_of(PLAN, "chính quyền số phục vụ\nngười dân")
    assert marked(compose(document_of(PLAN)).html(quote)) == ["chính quyền số phục vụ\nngười dân"]


def test_a_quote_over_paragraphs_is_marked_in_each() -> None:
    quote = span_of(PLAN, "hồ sơ được giải quyết qua mạng;\n- 128 điểm phục vụ")
    html = compose(document_of(PLAN)).html(quote)
    assert marked(html) == ["hồ sơ được giải quyết qua mạng;", "- 128 điểm phục vụ"]
    assert html.count('id="quote"') == 1


def test_a_quote_of_a_row_marks_its_cells(grid: Document) -> None:
    quote = grid.tables[0].rows[1].span
    assert marked(compose(grid).html(quote)) == ["1", "Nâng cấp cổng thông tin điện tử", "7.500"]


def test_a_quote_over_rows_and_the_text_below_is_marked_in_all(grid: Document) -> None:
    quote = Span(GRID.index("máy chủ"), GRID.index(" bảng."))
    assert marked(compose(grid).html(quote)) == ["máy chủ", "5.000", "Tổng cộng", "12.500", "Hết"]


def test_no_quote_marks_nothing() -> None:
    assert marked(compose(document_of(PLAN)).html()) == []


def test_a_quote_of_white_space_marks_nothing() -> None:
    end = PLAN.index("\nII. KINH PHÍ")
    assert marked(compose(document_of(PLAN)).html(Span(end, end + 1))) == []


def test_marking_changes_nothing_but_the_marks() -> None:
    page = compose(document_of(PLAN))
    html = page.html(span_of(PLAN, "số tỉnh Yên Sơn năm 2031\nI. MỤC TIÊU\n1. Mục"))
    assert re.sub(r"</?mark[^>]*>", "", html) == page.html()


def test_headings_are_headings_and_items_are_indented() -> None:
    html = compose(document_of(PLAN)).html()
    assert re.search(r"<h\d[^>]*>I\. MỤC TIÊU</h\d>", html)
    assert '<p class="item">- 85% hồ sơ' in html


def test_a_list_item_that_the_outline_takes_for_a_heading_is_set_as_an_item() -> None:
    text = "a) Nâng cấp cổng thông tin điện tử của tỉnh;\nTheo lộ trình.\n"
    item = span_of(text, "a) Nâng cấp cổng thông tin điện tử của tỉnh;")
    section = Section(Span(0, len(text)), SectionKind.BODY, 3, item, ("a) Nâng cấp",), 0)
    html = compose(Document("a", Source("a.txt", ""), text, (), (section,), (), Metadata())).html()
    assert html.startswith('<p class="item" id="section-0" tabindex="-1">a) Nâng cấp')


def test_header_and_kinds_of_rows_are_drawn(grid: Document) -> None:
    html = compose(grid).html()
    assert '<th scope="col" colspan="1" rowspan="1">Nhiệm vụ</th>' in html
    assert '<tr class="group"><td class="words" colspan="1">A</td><td class="words" colspan="2">Hạ tầng</td>' in html
    assert '<tr class="total">' in html
    assert '<td class="figure" colspan="1">7.500</td>' in html


def test_a_merged_header_stands_over_its_columns() -> None:
    text = "Tên\nKinh phí\nTỉnh\nTrung ương\nCổng\n1\n2\n"
    name, money, own, state, gate, one, two = (span_of(text, line) for line in text.splitlines())
    row = Row(Span(gate.start, two.end), RowKind.DATA, (gate, one, two))
    table = Table(Span(0, two.end), Span(0, state.end), ((name,), (money, own), (money, state)), None, (row,))
    page = compose(document_of(text, [table]))
    html = page.html()
    assert (
        '<th scope="col" colspan="1" rowspan="2">Tên</th><th scope="col" colspan="2" rowspan="1">Kinh phí</th>' in html
    )
    shown_once(page)


def test_text_inside_a_table_but_outside_its_cells_is_shown(grid: Document) -> None:
    table = grid.tables[0]
    fewer = Table(table.span, table.header, table.columns, None, (table.rows[0], *table.rows[2:]))
    page = compose(document_of(GRID, [fewer]))
    assert '<tr class="loose"><td colspan="3">' in page.html()
    shown_once(page)


def test_cells_that_overlap_are_shown_as_lines(grid: Document) -> None:
    table = grid.tables[0]
    row = table.rows[1]
    twisted = Row(row.span, RowKind.DATA, (Span(row.span.start, row.span.end - 2), *row.cells[1:]))
    page = compose(document_of(GRID, [Table(table.span, None, (), None, (twisted,))]))
    assert "<table" not in page.html()
    shown_once(page)


def test_a_page_begins_under_its_number() -> None:
    border = PLAN.index("II. KINH PHÍ")
    html = compose(document_of(PLAN, pages=[Span(0, border), Span(border, len(PLAN))])).html()
    assert html.index("Trang 2") < html.index("II. KINH PHÍ")
    assert "Trang 1" not in html


def test_signs_of_markdown_stay_in_the_text_but_out_of_sight() -> None:
    text = "## Mục tiêu\n\n> Bản diễn đạt lại.\n\nĐến năm 2031 đạt 85%.\n"
    html = compose(document_of(text, path="a.md")).html()
    assert '<span class="syntax">##</span>' in html
    assert '<span class="syntax">&gt;</span>' in html
    assert ">Bản diễn đạt lại.</p>" in html


def test_markup_in_a_document_is_text() -> None:
    text = "KẾ HOẠCH\n<script>alert(1)</script> & <img src=x onerror=\"alert(2)\"> 'một'\n"
    html = compose(document_of(text)).html(span_of(text, '<img src=x onerror="alert(2)">'))
    assert "<script" not in html
    assert "<img" not in html
    assert '<mark id="quote" tabindex="-1">&lt;img src=x onerror=&quot;alert(2)&quot;&gt;</mark>' in html


@given(st.text(alphabet="aÂđ1.,|-<>&'\" \n\t\f#:;()IVX", max_size=300), st.data())
def test_any_text_is_shown_once_and_any_quote_is_marked(text: str, data: st.DataObject) -> None:
    section = Section(Span(0, len(text)), SectionKind.BODY, 0, None, (), 0)
    document = Document("a", Source("a.txt", ""), text, (), (section,), find_tables(text), Metadata())
    page = compose(document)
    shown_once(page)
    start = data.draw(st.integers(0, len(text)))
    quote = Span(start, data.draw(st.integers(start, len(text))))
    assert sorted(words("".join(marked(page.html(quote))))) == sorted(words(quote.of(text)))


@pytest.mark.parametrize("folder", ["plans", "plans-more"])
def test_real_plans_are_shown_once(folder: str) -> None:
    files = sorted((Path(__file__).parents[2] / "../shared" / folder).glob("*.txt"))
    if not files:
        pytest.skip(f"../shared/{folder} is not here")
    for file in files:
        text = file.read_text("utf-8")
        page = compose(document_of(text, find_tables(text), str(file)))
        shown_once(page)
        for section in page.document.sections:
            assert words("".join(marked(page.html(section.span)))) or not words(section.span.of(text))
