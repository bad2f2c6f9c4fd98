from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import make_document
from corpus.outline import find_sections
from corpus.tables import find_tables
from corpus.types import Document, Extract, Metadata, SectionKind, Source, Span
from corpus.units import Unit, UnitKind, far_context, find_units, near_context

REAL = sorted((Path(__file__).parents[2] / "../shared").glob("plans*/*.txt"))
NONE = pytest.param(Path(), marks=pytest.mark.skip("no ../shared here"))
PLAN = """KẾ HOẠCH
CHUYỂN ĐỔI SỐ NĂM 2031

I. NHIỆM VỤ

1. Sở Y tế

Chủ trì hồ sơ sức khỏe điện tử. Báo cáo hằng quý.

2. Ủy ban nhân dân các huyện thực hiện các việc sau:

- Mua sắm thiết bị, gồm:

+ 45 máy chủ;

+ 90 máy trạm.

- Đào tạo cán bộ.

PHỤ LỤC
DANH MỤC KINH PHÍ

(Đơn vị tính: triệu đồng)

STT | Nhiệm vụ | Kinh phí
I | Hạ tầng | 12.000
1 | Máy chủ | 5.000
2 | Máy trạm | 7.000

Nơi nhận:
- Bộ Nội vụ;
- Lưu: VT.
"""
LINES = [line for line in PLAN.split("\n") if line] + ["Câu dài. " * 30, "\u00a0", "TM. ỦY BAN NHÂN DÂN", "Lê Thị Sông"]
texts = st.one_of(
    st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(["\n", "\n\n", "\r\n"])), max_size=18).map(
        lambda parts: "".join(line + end for line, end in parts)
    ),
    st.text(max_size=50),
)


def document_of(text: str, headings: tuple[tuple[Span, int], ...] = ()) -> Document:
    tables = find_tables(text)
    sections = find_sections(Extract(text, headings=headings), tables)
    return Document("plan", Source("plan.txt", "0" * 64), text, (), sections, tables, Metadata())


DOCUMENT = document_of(PLAN)


def unit(beginning: str) -> Unit:
    return next(u for u in find_units(DOCUMENT) if u.span.of(PLAN).startswith(beginning))


def test_each_sentence_row_and_heading_is_a_unit() -> None:
    found = [(u.kind, u.span.of(PLAN)) for u in find_units(DOCUMENT)]
    assert (UnitKind.HEADING, "I. NHIỆM VỤ") in found
    assert (UnitKind.SENTENCE, "Chủ trì hồ sơ sức khỏe điện tử.") in found
    assert (UnitKind.SENTENCE, "Báo cáo hằng quý.") in found
    assert (UnitKind.SENTENCE, "+ 45 máy chủ;") in found
    assert (UnitKind.HEADING, "STT | Nhiệm vụ | Kinh phí") in found
    assert (UnitKind.ROW, "1 | Máy chủ | 5.000") in found


def test_a_sentence_knows_its_paragraph() -> None:
    assert unit("Báo cáo").block.of(PLAN) == "Chủ trì hồ sơ sức khỏe điện tử. Báo cáo hằng quý."


def test_a_list_item_knows_what_leads_to_it_outside_in() -> None:
    leads = [lead.of(PLAN) for lead in unit("+ 90").leads]
    assert leads == ["2. Ủy ban nhân dân các huyện thực hiện các việc sau:", "- Mua sắm thiết bị, gồm:"]
    assert [lead.of(PLAN) for lead in unit("- Đào tạo").leads] == leads[:1]


def test_the_near_context_of_an_item_is_leads_and_heading_the_far_one_the_outer_headings() -> None:
    item = unit("+ 45")
    assert "thực hiện các việc sau" in near_context(DOCUMENT, item)
    assert far_context(DOCUMENT, item) == "KẾ HOẠCH\nI. NHIỆM VỤ"


def test_the_near_context_of_a_row_is_its_group_and_caption_the_far_one_its_columns() -> None:
    row = unit("1 | Máy chủ")
    context = near_context(DOCUMENT, row).split("\n")
    assert {"DANH MỤC KINH PHÍ", "(Đơn vị tính: triệu đồng)"} <= set(context)
    assert far_context(DOCUMENT, row).split("\n") == ["STT", "Nhiệm vụ", "Kinh phí"]
    assert any("Hạ tầng" in line for line in context)
    assert (row.table, row.row) == (0, 1)


def test_recipients_are_read_as_a_whole() -> None:
    assert unit("Nơi nhận").span.of(PLAN) == "Nơi nhận:\n- Bộ Nội vụ;\n- Lưu: VT."


def test_a_long_text_taken_for_recipients_is_read_by_sentences() -> None:
    text = PLAN + "- Các cơ quan khác.\n" * 200
    assert any(u.span.of(text) == "- Lưu: VT." for u in find_units(document_of(text)))


def assert_order_and_cover(document: Document) -> None:
    units = find_units(document)
    assert all(a.span.end <= b.span.start for a, b in pairwise(units) if a.span != b.span)
    for found in units:
        assert document.sections[found.section].span.contains(found.span)
        assert found.block.contains(found.span)
        assert all(lead.end <= found.span.start for lead in found.leads)
    covered = bytearray(len(document.text))
    for span in [found.span for found in units] + [table.span for table in document.tables]:
        covered[span.start : span.end] = b"\x01" * len(span)
    seen = "".join(char for char, held in zip(document.text, covered, strict=True) if not held)
    assert not any(char.isalnum() for char in seen)


@settings(deadline=None)
@given(texts, st.data())
def test_units_lie_in_order_inside_their_sections_and_hold_all_words(text: str, data: st.DataObject) -> None:
    assert_order_and_cover(document_of(text))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4, unique=True)))
    headings = tuple((Span(a, b), data.draw(st.integers(1, 3))) for a, b in pairwise(cuts))
    tables = find_tables(text)
    if not any(table.span.overlap(heading) for table in tables for heading, _ in headings):
        assert_order_and_cover(document_of(text, headings))


@pytest.mark.parametrize(
    "path", REAL or [pytest.param(Path(), marks=pytest.mark.skip("no ../shared here"))], ids=lambda p: p.name
)
def test_units_of_real_plans_lie_in_order_and_hold_all_words(path: Path) -> None:
    assert_order_and_cover(make_document(path, path.read_bytes()))


def test_every_unit_among_many_tables_has_its_context() -> None:
    table = "Bảng sau nêu số liệu.\n\nSTT | Tên | Kinh phí\n1 | Máy chủ | 5.000\n2 | Phần mềm | 7.000\n\n"
    document = document_of("KẾ HOẠCH\n\n" + table * 300)
    assert len(document.tables) == 300
    units = find_units(document)
    assert len([near_context(document, found) for found in units]) > 1_200
    assert all(document.sections[found.section].kind is not SectionKind.RESIDUE for found in units)


def test_items_without_markers_are_introduced_by_the_item_before_them() -> None:
    text = (
        "I. LÂM NGHIỆP\n- Triển khai các dự án:\nVườn ươm Sìn Hồ;\nĐường tuần tra Mường Tè.\nKinh phí do huyện chi.\n"
    )
    document = make_document(Path("ke-hoach.txt"), text.encode("utf-8"), "ke-hoach")
    led = {unit.span.of(text): [lead.of(text) for lead in unit.leads][-1:] for unit in find_units(document)}
    assert led["Vườn ươm Sìn Hồ;"] == led["Đường tuần tra Mường Tè."] == ["- Triển khai các dự án:"]
    assert led["Kinh phí do huyện chi."] == []
