import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.openings import label
from corpus.outline import find_sections
from corpus.readers import read
from corpus.tables import find_tables, table_from_grid
from corpus.types import Extract, Grid, Section, SectionKind, Span

HEAD, BODY, RESIDUE = SectionKind.HEAD, SectionKind.BODY, SectionKind.RESIDUE
RECIPIENTS, SIGNATURE = SectionKind.RECIPIENTS, SectionKind.SIGNATURE
PLANS = Path(__file__).parents[2] / "corpus" / "plans"
SHARED = Path(__file__).parents[2] / "../shared"
REAL = [*sorted((SHARED / "plans").glob("*.txt")), *sorted((SHARED / "plans-more").glob("*.txt"))]
NONE = pytest.param(Path(), marks=pytest.mark.skip("no ../shared here"))

DECISION = """Trang chủ | Văn bản | Liên hệ

ỦY BAN NHÂN DÂN
TỈNH YÊN SƠN
-------

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 12/QĐ-UBND

Yên Sơn, ngày 05 tháng 3 năm 2031

QUYẾT ĐỊNH
VỀ VIỆC BAN HÀNH KẾ HOẠCH CHUYỂN ĐỔI SỐ NĂM 2031

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH

Căn cứ Luật Tổ chức chính quyền địa phương;

QUYẾT ĐỊNH:

Điều 1. Ban hành Kế hoạch kèm theo.

Điều 2. Hiệu lực từ ngày ký./.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lê Thị Sông

KẾ HOẠCH
CHUYỂN ĐỔI SỐ NĂM 2031
(Kèm theo Quyết định số 12/QĐ-UBND)

I. MỤC TIÊU

1. Mục tiêu chung

Nâng cao chất lượng phục vụ người dân.

2. Mục tiêu cụ thể

a) Về hạ tầng:

- 100% xã có mạng cáp quang.

b) Về dịch vụ:

- 60% hồ sơ được nộp qua mạng.

II. TỔ CHỨC THỰC HIỆN

1. Sở Y tế

Chủ trì hồ sơ sức khỏe điện tử.

1.1. Bệnh viện tỉnh

Kết nối dữ liệu.

PHỤ LỤC I
DANH MỤC NHIỆM VỤ

Các nhiệm vụ dưới đây được giao cho các sở trong năm 2031.
"""


def outline(text: str) -> list[tuple[SectionKind, int, tuple[str, ...]]]:
    sections = find_sections(Extract(text), find_tables(text))
    return [(section.kind, section.part, section.path) for section in sections]


def assert_partition(text: str, sections: tuple[Section, ...]) -> None:
    if not text:
        assert not sections
        return
    assert sections[0].span.start == 0
    assert sections[-1].span.end == len(text)
    assert all(a.span.end == b.span.start for a, b in pairwise(sections))
    assert all(len(section.span) for section in sections)
    assert [section.part for section in sections] == sorted(section.part for section in sections)
    assert all(s.heading is None or s.span.contains(s.heading) for s in sections)


def test_a_decision_with_its_plan_and_appendix_has_the_outline_that_a_reader_sees() -> None:
    decision, goals, tasks = "QUYẾT ĐỊNH", "I. MỤC TIÊU", "II. TỔ CHỨC THỰC HIỆN"
    found = outline(DECISION)
    names = [(kind, part, path[-1] if path else "") for kind, part, path in found]
    assert names == [
        (RESIDUE, 0, ""),
        (HEAD, 1, decision),
        (BODY, 1, decision),
        (BODY, 1, decision),
        (BODY, 1, "Điều 1. Ban hành Kế hoạch kèm theo"),
        (BODY, 1, "Điều 2. Hiệu lực từ ngày ký./"),
        (RECIPIENTS, 1, decision),
        (SIGNATURE, 1, decision),
        (HEAD, 2, "KẾ HOẠCH"),
        (BODY, 2, goals),
        (BODY, 2, "1. Mục tiêu chung"),
        (BODY, 2, "2. Mục tiêu cụ thể"),
        (BODY, 2, "a) Về hạ tầng"),
        (BODY, 2, "b) Về dịch vụ"),
        (BODY, 2, tasks),
        (BODY, 2, "1. Sở Y tế"),
        (BODY, 2, "1.1. Bệnh viện tỉnh"),
        (HEAD, 3, "PHỤ LỤC I"),
        (BODY, 3, "PHỤ LỤC I"),
    ]
    assert found[13][2][1:] == (goals, "2. Mục tiêu cụ thể", "b) Về dịch vụ")
    assert found[16][2][1:] == (tasks, "1. Sở Y tế", "1.1. Bệnh viện tỉnh")


def test_a_decomposed_text_has_the_same_outline() -> None:
    decomposed = unicodedata.normalize("NFD", DECISION)
    found = find_sections(Extract(decomposed), ())
    shape = [(s.kind, s.part, s.level) for s in find_sections(Extract(DECISION), ())]
    assert [(s.kind, s.part, s.level) for s in found] == shape
    assert [unicodedata.normalize("NFC", s.path[-1])[:2] for s in found if s.level == 3] == ["a)", "b)", "1."]


def test_parts_have_level_nought_and_headings_their_depth() -> None:
    levels = {s.path[-1]: s.level for s in find_sections(Extract(DECISION), ()) if s.heading and s.path}
    assert levels["I. MỤC TIÊU"] == 1
    assert levels["2. Mục tiêu cụ thể"] == 2
    assert levels["b) Về dịch vụ"] == 3
    assert levels["PHỤ LỤC I"] == 0


def test_a_plan_without_capitals_for_its_titles_has_its_outline_too() -> None:
    text = """Kế hoạch chuyển đổi số của tỉnh Yên Sơn năm 2031

Văn bản này là bản rút gọn, không có giá trị pháp lý.

Quyết định ban hành Kế hoạch

Căn cứ ban hành

Tỉnh ban hành kế hoạch trên cơ sở luật.

Điều 1

Kế hoạch có hiệu lực từ ngày ký.

Nơi nhận

- Bộ Nội vụ.

Ký ban hành

Bà Lê Thị Sông ký thay mặt tỉnh.

Kế hoạch kèm theo

I. Mục tiêu

1. Mục tiêu chung

Nâng cao chất lượng phục vụ.

Kế hoạch do bà Lê Thị Sông ký.

Phụ lục I. Danh mục nhiệm vụ

I. Hạ tầng

Lắp đặt 45 máy chủ.
"""
    title, decision = label(text.splitlines()[0]), "Quyết định ban hành Kế hoạch"
    annex = "Phụ lục I. Danh mục nhiệm vụ"
    assert outline(text) == [
        (HEAD, 0, (title,)),
        (BODY, 0, (title, decision)),
        (BODY, 0, (title, decision, "Căn cứ ban hành")),
        (BODY, 0, (title, decision, "Điều 1")),
        (RECIPIENTS, 0, (title, decision, "Nơi nhận")),
        (SIGNATURE, 0, (title, decision, "Ký ban hành")),
        (BODY, 0, (title, "Kế hoạch kèm theo")),
        (BODY, 0, (title, "Kế hoạch kèm theo", "I. Mục tiêu")),
        (BODY, 0, (title, "Kế hoạch kèm theo", "I. Mục tiêu", "1. Mục tiêu chung")),
        (BODY, 0, (title, annex)),
        (BODY, 0, (title, annex, "I. Hạ tầng")),
    ]


def test_headings_before_an_appendix_are_no_residue() -> None:
    lines = ["Một số việc cần làm", "I. Mục tiêu", "Nâng cao chất lượng.", "PHỤ LỤC", "DANH MỤC", "Lắp máy chủ cho xã."]
    text = "\n\n".join(lines)
    assert [kind for kind, _, _ in outline(text)] == [BODY, BODY, HEAD, BODY]


def test_a_heading_whose_number_stands_alone_on_its_line_is_a_heading() -> None:
    text = "I. PHÂN CÔNG\n\n1.\nSở Y tế\n\n- Tiêm chủng.\n\n2.\nSở Xây dựng\n\n- Cấp phép.\n"
    assert [path[-1] for _, _, path in outline(text)] == ["I. PHÂN CÔNG", "1. Sở Y tế", "2. Sở Xây dựng"]


def test_the_last_item_of_a_list_before_a_paragraph_is_no_heading() -> None:
    text = "I. GIẢI PHÁP\nViệc cần làm:\na) Đắp đê;\nb) Nạo vét kênh.\nVốn do huyện bố trí.\n"
    assert [path[-1] for _, _, path in outline(text)] == ["I. GIẢI PHÁP"]


def test_a_heading_after_a_sentence_with_a_number_is_a_heading() -> None:
    text = "I. QUAN ĐIỂM\n1. Lấy dân làm gốc.\n2. Đổi mới quản lý\nCấp xã được chủ động chi.\n"
    assert outline(text)[-1][2] == ("I. QUAN ĐIỂM", "2. Đổi mới quản lý")


def test_items_in_brackets_are_no_headings() -> None:
    text = "I. MỤC TIÊU\n1. Giao thông\n(1) Đường xã:\n- Rải nhựa.\n(2) Cầu\nXây mới.\n"
    assert [path[-1] for _, _, path in outline(text)] == ["I. MỤC TIÊU", "1. Giao thông"]


def test_a_text_without_any_form_is_body() -> None:
    assert outline("Hôm nay sở họp bàn việc mua máy chủ.\nCuộc họp kéo dài.") == [(BODY, 0, ())]


def test_the_addressee_of_a_letter_does_not_swallow_the_letter() -> None:
    text = DECISION.replace("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\n", "Kính gửi: Các sở, ban, ngành.\n")
    assert [kind for kind, _, _ in outline(text)].count(BODY) == [kind for kind, _, _ in outline(DECISION)].count(BODY)


def test_text_with_major_headings_after_a_signature_is_body_again() -> None:
    text = DECISION.replace("KẾ HOẠCH\nCHUYỂN ĐỔI SỐ NĂM 2031\n(Kèm theo Quyết định số 12/QĐ-UBND)\n\n", "")
    assert (BODY, 1) in [(kind, part) for kind, part, path in outline(text) if path[-1:] == ("I. MỤC TIÊU",)]


def test_a_reference_to_an_appendix_is_no_part() -> None:
    text = DECISION.replace("Nâng cao chất lượng phục vụ người dân.", "Phụ lục 2\n\n3. MỤC TIÊU KHÁC")
    assert max(part for _, part, _ in outline(text)) == 3


def test_the_table_of_an_appendix_is_not_part_of_its_head() -> None:
    text = DECISION + "\nPHỤ LỤC II\n\nDANH MỤC\n\nSTT | Tên | Kinh phí\n1 | Máy chủ | 5.000\n2 | Phần mềm | 7.000\n"
    tables = find_tables(text)
    assert tables
    section = next(s for s in find_sections(Extract(text), tables) if s.span.contains(tables[-1].span))
    assert (section.kind, section.path[-1][:10]) == (BODY, "PHỤ LỤC II")


def test_a_table_that_only_lays_out_the_head_is_read_for_its_words() -> None:
    text = "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 5/KH-UBND | Độc lập - Tự do\n\n"
    text += "KẾ HOẠCH\nCHUYỂN ĐỔI SỐ\n\nI. MỤC TIÊU\n\nNâng cao chất lượng.\n"
    cells = [Span(*match.span()) for match in re.finditer(r"[^|\n]*[^|\n ]", text[: text.index("\n\n")])]
    table = table_from_grid(text, Grid((tuple(cells[:2]), tuple(cells[2:])), 0), Span(0, 0))
    kinds = [section.kind for section in find_sections(Extract(text), (table,))]
    assert kinds == [HEAD, BODY]


def marked(*lines: tuple[str, int]) -> Extract:
    """Lines with the level of each that is a heading, 0 for text."""
    text = "\n\n".join(line for line, _ in lines) + "\n"
    headings = tuple((Span(at, at + len(line)), level) for line, level in lines if level for at in [text.index(line)])
    return Extract(text, headings=headings)


def test_marked_headings_make_the_outline_of_a_marked_file() -> None:
    extract = marked(
        ("Kế hoạch chuyển đổi số năm 2031", 1),
        ("Bản rút gọn.", 0),
        ("Căn cứ", 2),
        ("Luật và nghị định.", 0),
        ("I. Mục tiêu", 2),
        ("1. Mục tiêu chung", 3),
        ("Phục vụ tốt hơn.", 0),
        ("Nơi nhận", 2),
        ("- Bộ Nội vụ.", 0),
        ("Phụ lục", 2),
        ("Danh mục máy móc.", 0),
    )
    found = find_sections(extract, ())
    assert [(s.kind, s.level, len(s.path)) for s in found] == [
        (HEAD, 0, 1),
        (BODY, 1, 2),
        (BODY, 1, 2),
        (BODY, 2, 3),
        (RECIPIENTS, 1, 2),
        (BODY, 1, 2),
    ]
    assert found[3].path == ("Kế hoạch chuyển đổi số năm 2031", "I. Mục tiêu", "1. Mục tiêu chung")


def test_numbered_headings_of_the_outermost_level_are_no_parts() -> None:
    extract = marked(
        ("I. Mục tiêu", 1), ("Phục vụ.", 0), ("1. Chung", 2), ("Tốt.", 0), ("II. Kinh phí", 1), ("5 tỷ.", 0)
    )
    assert [(s.part, s.level) for s in find_sections(extract, ())] == [(0, 1), (0, 2), (0, 1)]


def test_marks_of_the_page_around_a_document_are_not_its_outline() -> None:
    extract = Extract(DECISION, headings=((Span(0, 9), 1),))
    assert find_sections(extract, ()) == find_sections(Extract(DECISION), ())


def test_signature_and_recipients_are_found_in_a_marked_file_without_marks_of_their_own() -> None:
    extract = marked(
        ("Kế hoạch năm 2031", 1),
        ("I. Mục tiêu", 2),
        ("Phục vụ.", 0),
        ("Nơi nhận:", 0),
        ("- Bộ Nội vụ.", 0),
        ("TM. UBND", 0),
    )
    assert [s.kind for s in find_sections(extract, ())] == [HEAD, BODY, RECIPIENTS, SIGNATURE]


LINES = [line for line in DECISION.split("\n") if line] + [
    "Phụ lục 1",
    "PHẦN I",
    "A. Chung",
    "1. Nhiệm vụ: " + "x" * 80,
    "|",
]
texts = st.one_of(
    st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(["\n", "\n\n", "\r\n", " "])), max_size=20).map(
        lambda parts: "".join(line + end for line, end in parts)
    ),
    st.text(max_size=60),
)


@settings(deadline=None)
@given(texts, st.data())
def test_sections_partition_any_text(text: str, data: st.DataObject) -> None:
    tables = find_tables(text)
    assert_partition(text, find_sections(Extract(text), tables))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    headings = tuple((Span(a, b), data.draw(st.integers(1, 6))) for a, b in pairwise(cuts))
    assert_partition(text, find_sections(Extract(text, headings=headings), tables))


@pytest.mark.parametrize("path", REAL or [NONE], ids=lambda path: path.name)
def test_real_plans_are_body_for_the_most_part(path: Path) -> None:
    extract = read(path)
    sections = find_sections(extract, find_tables(extract.text))
    assert_partition(extract.text, sections)
    body = sum(len(section.span) for section in sections if section.kind is BODY)
    assert body > 0.8 * len(extract.text)
    assert sum(section.level == 1 and section.path[-1][:2] == "I." for section in sections) <= 4
    assert any(section.kind is RECIPIENTS for section in sections) or "nơi nhận" not in extract.text.lower()


SHIPPED = [
    "ca-mau-2014.html",
    "can-tho-2016-2020.pdf",
    "ha-tinh-2008-2010.md",
    "phu-tho-2014.docx",
    "tra-vinh-2019.pdf",
]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_document_has_the_headings_of_its_source_in_order_and_as_they_nest(name: str) -> None:
    source = (PLANS.parent / "restating" / "sources" / name).with_suffix(".md").read_text(encoding="utf-8")
    extract = read(PLANS / name)
    tables = find_tables(extract.text) if not extract.grids else ()
    sections = iter(find_sections(extract, tables))
    above: list[tuple[int, str]] = []
    for match in re.finditer(r"^(#+) +(.+?)\s*$", source, re.MULTILINE):
        depth, name_of_heading = len(match[1]), label(match[2])
        above = [entry for entry in above if entry[0] < depth]
        section = next((s for s in sections if s.path and s.path[-1] == name_of_heading), None)
        assert section is not None, f"{name_of_heading!r} is missing, or stands too early"
        assert {said for _, said in above} <= set(section.path)
        assert section.level == depth - 1 or name == "tra-vinh-2019.pdf"  # there "I." stands in its plan, not beside it
        above.append((depth, name_of_heading))


@pytest.mark.parametrize(
    "line", ["Dòng ngắn số 5", "1. Việc\n", "a) Việc: làm", "KẾ HOẠCH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "I. X"]
)
def test_the_sections_of_a_text_without_end_hold_all_of_it(line: str) -> None:
    text = f"{line}\n" * 10_000
    assert find_sections(Extract(text), ())[-1].span.end == len(text)


def test_parts_chapters_and_their_sections_nest_and_take_their_titles_from_the_next_line() -> None:
    lines = [
        "KẾ HOẠCH", "PHẦN THỨ NHẤT", "TÌNH HÌNH", "Dịch giảm.", "PHẦN THỨ HAI", "", "GIẢI PHÁP", "Chương I",
        "GIÁM SÁT", "Mục 1. Tập huấn", "Mở 5 lớp.", "Chương II", "TRUYỀN THÔNG", "Phát 100 tin.",
    ]  # fmt: skip
    paths = [section.path[1:] for section in find_sections(Extract("\n".join(lines)), ())]
    second = "PHẦN THỨ HAI GIẢI PHÁP"
    assert paths == [
        (),
        ("PHẦN THỨ NHẤT TÌNH HÌNH",),
        (second,),
        (second, "Chương I GIÁM SÁT"),
        (second, "Chương I GIÁM SÁT", "Mục 1. Tập huấn"),
        (second, "Chương II TRUYỀN THÔNG"),
    ]


def test_a_glued_title_begins_a_part_and_recipients_stand_under_no_heading() -> None:
    text = "KẾHOẠCH\nTrồng rừng\nI. MỤC TIÊU\nTrồng 5 ha.\nNơi nhận:\n- Lưu: VT.\nT/M TỈNH ỦY\nBÍ THƯ\nLê Văn Tám\n"
    found = find_sections(Extract(text), ())
    assert [(s.kind, s.path) for s in found if s.kind in (SectionKind.RECIPIENTS, SectionKind.SIGNATURE)] == [
        (SectionKind.RECIPIENTS, ("KẾHOẠCH",)),
        (SectionKind.SIGNATURE, ("KẾHOẠCH",)),
    ]
    untitled = find_sections(Extract(text.replace("KẾHOẠCH\nTrồng rừng\n", "")), ())
    assert next(s.path for s in untitled if s.kind is SectionKind.RECIPIENTS) == ()
