"""Readers: what comes out of a file is what stands in it, at the places that the spans say; bad files are refused."""

from __future__ import annotations

import codecs
import io
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from corpus.errors import CorpusError
from corpus.readers import SUFFIXES, read, read_bytes
from corpus.restating.widths import FONT, register_fonts
from corpus.types import Extract, Grid

SENTENCE = "Ngân sách tỉnh bố trí 34.060.000.000 đồng cho kế hoạch năm 2014."
PLANS = Path(__file__).parents[2] / "corpus" / "plans"

printable = st.characters(exclude_categories=("Cc", "Cs"))
OTHER_FORMATS = ("<", "%PDF-", "PK", "{\\rtf", "\ufeff")  # what marks a file as of another kind at its start
any_text = st.text(printable | st.sampled_from("\r\n\t"), min_size=1).filter(
    lambda text: text.strip() and not text.lstrip().startswith(OTHER_FORMATS)
)
cell_text = st.text(st.characters(categories=("L", "N", "P"), exclude_characters="|\\`*"), min_size=1, max_size=12)
cell_rows = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(cell_text, min_size=width, max_size=width), min_size=2, max_size=6)
)


def cells(extract: Extract, grid: Grid) -> list[list[str | None]]:
    return [[None if cell is None else cell.of(extract.text) for cell in row] for row in grid.rows]


def headings(extract: Extract) -> list[tuple[str, int]]:
    return [(span.of(extract.text), level) for span, level in extract.headings]


def refused(name: str, data: bytes) -> str:
    with pytest.raises(CorpusError) as caught:
        read_bytes(name, data)
    message = str(caught.value)
    assert message.startswith(f"{name}: ")
    assert "; " in message
    assert "\n" not in message
    return message


# --- which file is read ---


def test_libraries_are_imported_only_when_a_file_needs_them() -> None:
    script = "import sys, corpus.readers; print({'pypdf', 'pdfplumber', 'docx', 'lxml'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_read_and_read_bytes_agree(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.TXT"
    path.write_text(SENTENCE, encoding="utf-8")
    assert read(path) == read_bytes("kế hoạch.TXT", path.read_bytes()) == Extract(SENTENCE)


@pytest.mark.parametrize("name", ["ke-hoach.rtf", "ke-hoach.doc", "ke-hoach"])
def test_an_unknown_suffix_is_refused_and_the_known_ones_named(name: str) -> None:
    message = refused(name, SENTENCE.encode())
    assert all(suffix in message for suffix in SUFFIXES)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "thư mục.txt").mkdir()
    for name in ("không có.txt", "thư mục.txt"):
        with pytest.raises(CorpusError, match=f"^{name}: không mở được"):
            read(tmp_path / name)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_file_is_refused(suffix: str) -> None:
    assert "trống" in refused(f"a{suffix}", b"")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"%PDF-1.7 ..."),
        ("a.md", b"PK\x03\x04...."),
        ("a.html", b"%PDF-1.7 ..."),
        ("a.pdf", b"PK\x03\x04...."),
        ("a.docx", b"%PDF-1.7 ..."),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."),
        ("a.txt", b"<!DOCTYPE html><html><body>x</body></html>"),
        ("a.md", b"\n<html><body>x</body></html>"),
    ],
)
def test_contents_of_another_format_are_refused(name: str, data: bytes) -> None:
    assert "nội dung là" in refused(name, data)


def test_a_file_name_with_a_line_end_still_gives_one_line() -> None:
    with pytest.raises(CorpusError) as caught:
        read_bytes("hai\ndòng.txt", b"")
    assert str(caught.value).startswith("hai dòng.txt: ")


# --- text ---


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
@given(text=any_text)
def test_any_text_is_decoded_and_otherwise_untouched(mark: bytes, encoding: str, text: str) -> None:
    for name in ("a.txt", "a.md"):
        assert read_bytes(name, mark + text.encode(encoding)).text == text


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_line_ends_and_the_composition_of_letters_stay(form: Any) -> None:
    text = unicodedata.normalize(form, "Điều 1. Phê duyệt\r\n\r\nĐiều 2.\u00a0Hiệu lực\r")
    assert read_bytes("a.txt", text.encode()).text == text


@pytest.mark.parametrize("encoding", ["cp1258", "utf-16-le"])
def test_an_encoding_that_is_not_marked_is_refused_not_guessed(encoding: str) -> None:
    assert "UTF-8" in refused("a.txt", "Kê\u0301 hoa\u0323ch năm 2014".encode(encoding))


@pytest.mark.parametrize("data", [b"Ke hoach\0nam 2014", bytes(range(1, 32)) * 9, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"])
def test_binary_data_are_not_a_text_file(data: bytes) -> None:
    assert "không phải tệp văn bản" in refused("a.txt", data) or "UTF-8" in refused("a.txt", data)


# --- Markdown ---


def test_markdown_headings_and_cells_stand_at_their_exact_places() -> None:
    text = (
        "# Kế hoạch năm 2014 #\r\n\r\n| TT | Nội dung |\r\n|---|:-:|\r\n| 1 |  Cổng \\| tin  |\r\n|  |\r\n\r\n"
        "##  I. Mục tiêu\r\n#KH\r\n"
    )
    extract = read_bytes("a.md", text.encode())
    assert extract.text == text
    assert headings(extract) == [("Kế hoạch năm 2014", 1), ("I. Mục tiêu", 2)]
    assert [cells(extract, grid) for grid in extract.grids] == [[["TT", "Nội dung"], ["1", "Cổng \\| tin"], ["", ""]]]


def test_marks_of_emphasis_stand_around_a_heading_or_cell_and_not_in_it() -> None:
    text = "## **II. Kinh phí**\n\n| **TT** | Việc **gấp** |\n|---|---|\n| | ***Tổng cộng*** |\n| * | 2*3*4 |"
    extract = read_bytes("a.md", text.encode())
    assert extract.text == text
    assert headings(extract) == [("II. Kinh phí", 2)]
    assert cells(extract, extract.grids[0]) == [["TT", "Việc **gấp**"], ["", "Tổng cộng"], ["*", "2*3*4"]]


def test_nothing_in_fenced_code_is_a_mark() -> None:
    extract = read_bytes("a.md", "```\n# không\n| a | b |\n|---|---|\n```\n# có\n".encode())
    assert headings(extract) == [("có", 1)]
    assert extract.grids == ()


def test_a_line_with_bars_alone_is_no_table() -> None:
    assert read_bytes("a.md", "Cơ quan | Nơi nhận\n\nmột | hai\n---\n".encode()).grids == ()


@given(rows=cell_rows)
def test_a_pipe_table_comes_back_cell_by_cell(rows: list[list[str]]) -> None:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    extract = read_bytes("a.md", "\n".join(["Bảng:", "", *lines, "", "Hết."]).encode())
    assert [cells(extract, grid) for grid in extract.grids] == [rows]


# --- HTML ---

PAGE = """<!DOCTYPE html><html><head><title>Trang</title><style>p {}</style></head><body>
<nav>Trang chủ</nav><script>var a = 1;</script><p hidden>ẩn</p><p style="color: red; display:none">ẩn</p>
<table><tr><td>ỦY BAN NHÂN DÂN<br>TỈNH A</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</td>
</tr><tr><td>Số: 1/KH-UBND</td><td>Ngày 01/01/2014</td></tr></table>
<h1>Kế   hoạch
năm <b>2014</b></h1>
<p>Đoạn một<br>dòng hai<br><br>đoạn hai</p>chữ trần<!-- lời bình --> tiếp theo
<ul><li>Mục một<ul><li>mục con</li><li>a) mục có chữ</li></ul></li><li><p>Mục hai</p></li></ul>
<ol start="3"><li>Mục ba</li><li>Mục bốn</li></ol>
<table><caption>Biểu 1</caption><thead><tr><th rowspan="2">TT</th><th colspan="2">Kinh phí</th></tr>
<tr><th>2013</th><th>2014</th></tr></thead><tbody><tr><td>I</td><td colspan="2">Nhóm một</td></tr>
<tr><td>1</td><td><p>34.060</p></td><td></td></tr></tbody></table></body></html>"""

SHOWN = """ỦY BAN NHÂN DÂN
TỈNH A

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 1/KH-UBND

Ngày 01/01/2014

Kế hoạch năm 2014

Đoạn một
dòng hai

đoạn hai

chữ trần tiếp theo

- Mục một
+ mục con
a) mục có chữ
- Mục hai
3. Mục ba
4. Mục bốn

Biểu 1

TT | Kinh phí
 | 2013 | 2014
I | Nhóm một
1 | 34.060"""


def test_a_web_page_reads_as_a_browser_shows_it() -> None:
    extract = read_bytes("a.html", PAGE.encode())
    assert extract.text == SHOWN
    assert headings(extract) == [("Kế hoạch năm 2014", 1)]
    assert [(cells(extract, grid), grid.header_rows) for grid in extract.grids] == [
        ([["TT", "Kinh phí", None], [None, "2013", "2014"], ["I", "Nhóm một", None], ["1", "34.060", ""]], 2)
    ]


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td>Đoạn một</td></tr><tr><td>Đoạn hai</td></tr></table>",
        "<table><tr><td>Đoạn một</td><td>Đoạn hai</td></tr></table>",
        "<table role=presentation><tr><td>Đoạn một<td>Đoạn hai</tr><tr><td>ba<td>bốn</tr></table>",
        "<table><tr><td>Nơi nhận:<br>- Như Điều 3</td><td>KT. CHỦ TỊCH</td></tr><tr><td></td><td>Tên</td></tr></table>",
        "<table><tr><td>a<td>b</tr><tr><td><table><tr><td>Đoạn</table><td>c</tr></table>",
    ],
)
def test_a_layout_table_is_plain_text(table: str) -> None:
    extract = read_bytes("a.htm", f"<meta charset=utf-8>{table}".encode())
    assert extract.grids == ()
    assert " | " not in extract.text
    assert "Đoạn" in extract.text or "Nơi nhận:" in extract.text


def test_the_declared_encoding_of_a_page_is_used() -> None:
    meta = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1258">'
    page = f"<html><head>{meta}</head><p>đô\u0300ng</p></html>"
    assert read_bytes("a.html", page.encode("cp1258")).text == "đô\u0300ng"
    assert read_bytes("a.html", codecs.BOM_UTF16_LE + page.encode("utf-16-le")).text == "đô\u0300ng"
    assert "x-vni" in refused("a.html", page.replace("windows-1258", "x-vni").encode())
    assert "UTF-8" in refused("a.html", page.replace("windows-1258", "utf-8").encode("cp1258"))


@pytest.mark.parametrize(
    "page", ["chỉ có chữ", "<html><body><script>1</script></body></html>", "<body hidden>x</body>"]
)
def test_a_page_without_tags_or_without_text_is_refused(page: str) -> None:
    refused("a.html", page.encode())


def test_a_page_that_the_parser_would_cut_off_is_refused() -> None:
    assert "quá sâu" in refused("a.html", ("<p>Đầu</p>" + "<div>" * 5000 + "Cuối").encode())


def test_a_huge_colspan_does_not_fill_the_memory() -> None:
    page = "<table><tr><td colspan=999999>a<td>b<tr><td rowspan=0>c<td>d<tr><td>e</table>"
    assert len(read_bytes("a.html", page.encode()).grids[0].rows[0]) < 1000


def test_what_is_not_shown_is_left_out_however_often() -> None:
    extract = read_bytes("a.html", f"<p>{'<button>Mở</button>chữ ' * 20_000}</p>".encode())
    assert extract.text == " ".join(["chữ"] * 20_000)


# --- Word ---


def word(fill: Callable[[Any], None]) -> bytes:
    document = docx.Document()
    fill(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def add_table(document: Any, rows: list[list[str]]) -> Any:
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def test_a_word_document_reads_in_the_order_of_its_body() -> None:
    def fill(document: Any) -> None:
        document.add_heading("Kế hoạch năm 2014", 0)
        document.add_heading("I. Mục tiêu", 1)
        document.add_paragraph(SENTENCE)
        table = add_table(document, [["TT", "Kinh phí", ""], ["", "2013", "2014"], ["1", "34.060", ""]])
        table.cell(0, 0).merge(table.cell(1, 0))
        table.cell(0, 1).merge(table.cell(0, 2))
        document.add_paragraph("Mục một", "List Bullet")
        document.add_paragraph("a) Mục hai", "List Bullet")
        document.add_paragraph("Bước một", "List Number")
        document.add_paragraph("Bước hai", "List Number")
        document.add_heading("1. Giải pháp", 2)

    extract = read_bytes("a.docx", word(fill))
    assert extract.text == (
        f"Kế hoạch năm 2014\n\nI. Mục tiêu\n\n{SENTENCE}\n\nTT | Kinh phí\n | 2013 | 2014\n1 | 34.060\n\n"
        "- Mục một\na) Mục hai\n1. Bước một\n2. Bước hai\n\n1. Giải pháp"
    )
    assert headings(extract) == [("Kế hoạch năm 2014", 1), ("I. Mục tiêu", 2), ("1. Giải pháp", 3)]
    assert [(cells(extract, grid), grid.header_rows) for grid in extract.grids] == [
        ([["TT", "Kinh phí", None], [None, "2013", "2014"], ["1", "34.060", ""]], 2)
    ]


def test_insertions_and_content_controls_are_read_and_deletions_are_not() -> None:
    def fill(document: Any) -> None:
        paragraph = document.add_paragraph("Kinh phí là ")
        inserted, deleted, control, content = (OxmlElement(tag) for tag in ("w:ins", "w:del", "w:sdt", "w:sdtContent"))
        inserted.append(paragraph.add_run("500 đồng")._r)
        removed = paragraph.add_run("400 đồng")._r
        removed.find(qn("w:t")).tag = qn("w:delText")
        deleted.append(removed)
        paragraph._p.append(inserted)
        paragraph._p.append(deleted)
        content.append(document.add_paragraph("Trong khung")._p)
        control.append(content)
        document.element.body.insert(1, control)

    assert read_bytes("a.docx", word(fill)).text == "Kinh phí là 500 đồng\n\nTrong khung"


def test_automatic_numbers_are_counted_as_word_does() -> None:
    levels = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("decimal", "%2.%4."))

    def fill(document: Any) -> None:
        numbering = document.part.numbering_part.element
        definition = OxmlElement("w:abstractNum", {qn("w:abstractNumId"): "77"})
        for depth, values in enumerate(levels):
            level = OxmlElement("w:lvl", {qn("w:ilvl"): str(depth)})
            for tag, value in zip(("w:numFmt", "w:lvlText"), values, strict=True):
                level.append(OxmlElement(tag, {qn("w:val"): value}))
            definition.append(level)
        numbering.insert(0, definition)
        number = numbering.add_num(77).numId
        for depth in (0, 1, 1, 2, 2, 3, 1, 0, 1):
            paragraph = document.add_paragraph("mục")
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_numId().val, properties.get_or_add_ilvl().val = number, depth

    lines = read_bytes("a.docx", word(fill)).text.splitlines()
    assert [line.split()[0] for line in lines] == ["I.", "1.", "2.", "a)", "b)", "2.1.", "3.", "II.", "1."]


def test_the_two_column_head_of_a_word_document_is_plain_text() -> None:
    head = [["ỦY BAN NHÂN DÂN", "Độc lập - Tự do - Hạnh phúc"], ["Số: 1/KH", "Ngày 01/01/2014"]]
    extract = read_bytes("a.docx", word(lambda document: add_table(document, head)))
    assert extract.grids == ()
    assert extract.text == "ỦY BAN NHÂN DÂN\n\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 1/KH\n\nNgày 01/01/2014"


@given(rows=cell_rows)
def test_a_word_table_comes_back_cell_by_cell(rows: list[list[str]]) -> None:
    extract = read_bytes("a.docx", word(lambda document: add_table(document, [["Cột"] * len(rows[0]), *rows])))
    assert [cells(extract, grid)[1:] for grid in extract.grids] == [rows]


def test_damaged_word_files_are_refused() -> None:
    whole = word(lambda document: document.add_paragraph(SENTENCE))
    bomb, other = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b" " * 5_000_000)
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", SENTENCE)
    assert "cắt cụt" in refused("a.docx", whole[: len(whole) // 2])
    assert "không phải tài liệu Word" in refused("a.docx", other.getvalue())
    assert "bung ra" in refused("a.docx", bomb.getvalue())
    assert "không có chữ" in refused("a.docx", word(lambda document: None))
    assert "không phải tệp Word" in refused("a.docx", SENTENCE.encode())


# --- PDF ---


@pytest.fixture(scope="module")
def shipped_pdf() -> bytes:
    return (PLANS / "tra-vinh-2019.pdf").read_bytes()


def pdf(draw: Callable[[Any], None]) -> bytes:
    """A PDF file with the embedded font that the project makes its own with."""
    try:
        register_fonts()
    except CorpusError as error:
        pytest.skip(str(error))
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(600, 800), initialFontName=FONT, initialFontSize=12)
    draw(canvas)
    canvas.save()
    return made.getvalue()


def draw_table(canvas: Any, top: float, rows: list[list[str]]) -> None:
    """Draw `rows` between rules, 100 points a column and 20 a row."""
    right, bottom = 50 + 100 * len(rows[0]), top - 20 * len(rows)
    canvas.grid([50 + 100 * i for i in range(len(rows[0]) + 1)], [top - 20 * i for i in range(len(rows) + 1)])
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            for line, text in enumerate(cell.split("\n")):
                canvas.setFontSize(9)
                canvas.drawString(53 + 100 * column, top - 20 * number - 9 - 9 * line, text)
    assert right < 600
    assert bottom > 0


HEADER = ["TT", "Nội dung", "Thời gian"]


def test_a_ruled_table_stands_as_rows_between_the_lines_around_it() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(50, 700, "Danh mục dự án:")
        draw_table(canvas, 680, [HEADER, ["1", "Cổng thông tin\nđiện tử", "2013-\n2015"], ["2", "", "2014"]])
        canvas.setFontSize(12)
        canvas.drawString(50, 590, "Các dự án trên do Sở chủ trì,")
        canvas.drawString(50, 574, "theo Quyết định số 12/QĐ-")
        canvas.drawString(50, 558, "UBND của tỉnh.")
        canvas.drawString(50, 520, "Đoạn sau.")

    extract = read_bytes("a.pdf", pdf(draw))
    assert extract.text == (
        "Danh mục dự án:\n\nTT | Nội dung | Thời gian\n1 | Cổng thông tin điện tử | 2013-2015\n2 |  | 2014\n\n"
        "Các dự án trên do Sở chủ trì,\ntheo Quyết định số 12/QĐ-UBND của tỉnh.\n\nĐoạn sau."
    )
    assert [cells(extract, grid) for grid in extract.grids] == [
        [HEADER, ["1", "Cổng thông tin điện tử", "2013-2015"], ["2", "", "2014"]]
    ]


def test_a_line_that_stops_early_ends_its_paragraph_and_a_centred_one_does_not() -> None:
    long = "Công tác trồng rừng được tiến hành thường xuyên, liên tục trong cả năm theo kế hoạch của"

    def draw(canvas: Any) -> None:
        canvas.drawCentredString(300, 700, "Trồng rừng tỉnh Kon Tum")
        canvas.drawCentredString(300, 684, "Năm 2026")
        canvas.drawString(50, 668, "1. Thời gian thực hiện")
        canvas.drawString(
            50, 652, "Công tác trồng rừng được tiến hành thường xuyên, liên tục trong cả năm theo kế hoạch của"
        )
        canvas.drawString(50, 636, "Ủy ban nhân dân tỉnh")
        canvas.drawString(50, 620, "và các sở.")

    assert read_bytes("a.pdf", pdf(draw)).text == (
        f"Trồng rừng tỉnh Kon Tum\nNăm 2026\n1. Thời gian thực hiện\n\n{long}\nỦy ban nhân dân tỉnh\nvà các sở."
    )


@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_over_a_page_break_is_one_grid(repeated: bool) -> None:
    def draw(canvas: Any) -> None:
        draw_table(canvas, 200, [HEADER, ["1", "Dự án một", "2013"]])
        canvas.drawString(50, 20, "Kế hoạch, trang 1")
        canvas.showPage()
        draw_table(canvas, 750, [*([HEADER] if repeated else []), ["2", "Dự án hai", "2014"]])
        canvas.drawString(50, 20, "Kế hoạch, trang 2")

    extract = read_bytes("a.pdf", pdf(draw))
    assert [cells(extract, grid) for grid in extract.grids] == [
        [HEADER, ["1", "Dự án một", "2013"], ["2", "Dự án hai", "2014"]]
    ]
    assert extract.text.count("TT | Nội dung | Thời gian") == 1 + repeated
    assert "Kế hoạch, trang 1" in extract.pages[0].of(extract.text)


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ("34.06\n0", "34.060"),
        ("34.060.\n000", "34.060.000"),
        ("500\n300", "500 300"),
        ("1.500\n300", "1.500 300"),
        ("12/QĐ-\nUBND", "12/QĐ-UBND"),
        ("2013 -\n2015", "2013 - 2015"),
    ],
)
def test_what_a_narrow_column_broke_is_whole_again(lines: str, shown: str) -> None:
    extract = read_bytes("a.pdf", pdf(lambda canvas: draw_table(canvas, 700, [HEADER, ["1", lines, "2014"]])))
    assert cells(extract, extract.grids[0])[1][1] == shown


def test_two_tables_with_a_heading_between_them_stay_two() -> None:
    def draw(canvas: Any) -> None:
        for number in (1, 2):
            canvas.drawString(50, 780, f"Phụ lục {number}")
            draw_table(canvas, 650, [HEADER, ["1", "Dự án một", "2013"]])
            canvas.showPage()

    assert len(read_bytes("a.pdf", pdf(draw)).grids) == 2


def test_coloured_areas_and_frames_are_no_tables() -> None:
    def draw(canvas: Any) -> None:
        canvas.setFillGray(0.9)
        canvas.rect(40, 600, 500, 120, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(50, 700, "Số hiệu: 131/KH-UBND")
        canvas.line(40, 660, 540, 660)
        canvas.rect(40, 400, 500, 100)
        canvas.drawString(50, 450, "Ghi chú trong khung")

    extract = read_bytes("a.pdf", pdf(draw))
    assert extract.grids == ()
    assert extract.text == "Số hiệu: 131/KH-UBND\n\nGhi chú trong khung"


def test_page_numbers_are_dropped_and_the_pages_partition_the_text(shipped_pdf: bytes) -> None:
    extract = read_bytes("a.pdf", shipped_pdf)
    assert len(extract.pages) == len(pypdf.PdfReader(io.BytesIO(shipped_pdf)).pages)
    assert "".join(page.of(extract.text) for page in extract.pages) == extract.text
    assert [page.start for page in extract.pages[1:]] == [page.end for page in extract.pages[:-1]]
    assert not any(page.of(extract.text).splitlines()[0].isdigit() for page in extract.pages)


def test_an_encrypted_pdf_is_refused(shipped_pdf: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(shipped_pdf))
    writer.encrypt("mật khẩu", algorithm="RC4-128")
    saved = io.BytesIO()
    writer.write(saved)
    assert "mật khẩu" in refused("a.pdf", saved.getvalue())


@pytest.mark.parametrize("stamp", ["", "Ký bởi: Ủy ban nhân dân tỉnh, ngày 01/01/2014"])
def test_a_scanned_pdf_is_refused_with_the_advice_to_recognise_its_letters(stamp: str) -> None:
    def draw(canvas: Any) -> None:
        canvas.drawInlineImage(Image.new("L", (60, 80), 200), 0, 0, 600, 800)
        canvas.drawString(400, 700, stamp)

    message = refused("a.pdf", pdf(draw))
    assert "bản quét" in message
    assert "OCR" in message


def test_a_picture_on_a_page_with_text_is_no_scan() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawInlineImage(Image.new("L", (60, 80), 200), 50, 500, 60, 80)
        canvas.drawString(50, 700, SENTENCE)

    assert read_bytes("a.pdf", pdf(draw)).text == SENTENCE


def test_a_pdf_with_blank_pages_only_is_refused() -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(600, 800)
    saved = io.BytesIO()
    writer.write(saved)
    assert "không có chữ" in refused("a.pdf", saved.getvalue())


@pytest.mark.parametrize("share", [0.01, 0.3, 0.9, 0.999])
def test_a_truncated_pdf_is_refused(shipped_pdf: bytes, share: float) -> None:
    assert "hỏng" in refused("a.pdf", shipped_pdf[: int(len(shipped_pdf) * share)])


def test_a_pdf_that_is_none_is_refused(capfd: pytest.CaptureFixture[str]) -> None:
    assert "không phải PDF" in refused("a.pdf", SENTENCE.encode())
    assert "hỏng" in refused("a.pdf", b"%PDF-1.7\n" + SENTENCE.encode())
    assert capfd.readouterr().err == ""
