import hashlib
import unicodedata
from pathlib import Path

import pytest

from corpus.document import make_document, read_document, slug
from corpus.errors import CorpusError
from corpus.types import SectionKind

PLAN = """ỦY BAN NHÂN DÂN
TỈNH YÊN SƠN

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 12/KH-UBND

KẾ HOẠCH
CHUYỂN ĐỔI SỐ NĂM 2031

I. MỤC TIÊU

Đến hết năm 2031, 85% hồ sơ được nộp qua mạng.

II. KINH PHÍ

Đơn vị tính: triệu đồng

STT | Nhiệm vụ | Kinh phí
1 | Máy chủ | 5.000
2 | Phần mềm | 7.000
"""
PAGE = """<html><body><h1>Kế hoạch năm 2031</h1><h2>I. Kinh phí</h2><p>Đơn vị tính: triệu đồng</p>
<table><tr><th>Nhiệm vụ</th><th>Kinh phí</th></tr><tr><td>Máy chủ</td><td>5.000</td></tr></table>
<p>Hết bảng thứ nhất.</p>
<table><tr><th>Năm</th><th>Số lớp</th></tr><tr><td>2031</td><td>12</td></tr></table></body></html>"""


def test_a_text_file_becomes_a_document_with_its_text_untouched(tmp_path: Path) -> None:
    path = tmp_path / "Kế hoạch số 12.txt"
    data = PLAN.replace("\n", "\r\n").encode()
    path.write_bytes(data)
    document = read_document(path)
    assert document.text == data.decode()
    assert document.id == "ke-hoach-so-12"
    assert document.source.path == str(path)
    assert document.source.sha256 == hashlib.sha256(data).hexdigest()
    assert document.pages == ()
    assert [section.path[-1] for section in document.sections] == ["KẾ HOẠCH", "I. MỤC TIÊU", "II. KINH PHÍ"]
    assert document.metadata.number is not None
    assert document.metadata.number.value == "12/KH-UBND"


def test_the_table_of_a_text_lies_in_its_section() -> None:
    document = make_document(Path("plan.txt"), PLAN.encode())
    (table,) = document.tables
    section = next(s for s in document.sections if s.span.contains(table.span))
    assert (section.kind, section.path[-1]) == (SectionKind.BODY, "II. KINH PHÍ")
    assert table.rows[1].span.of(document.text).startswith("2 | Phần mềm")


def test_tables_that_the_format_marks_come_with_the_unit_line_above_them() -> None:
    document = make_document(Path("plan.html"), PAGE.encode())
    money, lessons = document.tables
    assert money.unit is not None
    assert "triệu đồng" in money.unit.of(document.text)
    assert lessons.unit is None
    assert [row.span.of(document.text).split() for row in lessons.rows] == [["2031", "|", "12"]]


def test_the_same_bytes_make_the_same_document() -> None:
    assert make_document(Path("a.txt"), PLAN.encode()) == make_document(Path("a.txt"), PLAN.encode())


def test_a_given_id_is_kept() -> None:
    assert make_document(Path("a.txt"), PLAN.encode(), "plan-7").id == "plan-7"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kế hoạch Đồng Nai 2026", "ke-hoach-dong-nai-2026"),
        (unicodedata.normalize("NFD", "Quyết định"), "quyet-dinh"),
        ("camau_2014 (1)", "camau-2014-1"),
        ("---", "document"),
        ("計画", "document"),
    ],
)
def test_an_id_has_ascii_letters_digits_and_hyphens(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_file_that_is_not_there_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(
        CorpusError, match=r"^missing\.txt: không mở được .*; hãy kiểm tra đường dẫn và quyền đọc"
    ) as caught:
        read_document(tmp_path / "missing.txt")
    assert "\n" not in str(caught.value)


def test_a_file_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(CorpusError, match=r"plan\.xyz"):
        make_document(Path("plan.xyz"), b"text")
