"""Pages of a PDF as pictures: the words of a quote are found where they stand."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image

from assistant.web.pictures import picture_of
from corpus.document import read_document
from corpus.errors import CorpusError
from corpus.types import Document

PDF = Path(__file__).parents[2] / "corpus/plans/tra-vinh-2019.pdf"
NEAR = 0.01  # of the page


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(PDF)


def boxes_of(document: Document, quote: str) -> tuple[int, list[tuple[float, float, float, float]]]:
    """The page on which `quote` begins and its boxes there."""
    start = document.text.index(quote)
    number = document.page(start) or 0
    page = document.pages[number - 1]
    picture = picture_of(PDF, number, quote, (start - page.start) / len(page))
    return number, list(picture.boxes)


def lines_of(number: int, *pieces: str) -> list[tuple[float, float, float, float]]:
    """Where another library finds lines that hold `pieces`, in shares of the page."""
    with pdfplumber.open(PDF) as file:
        page = file.pages[number - 1]
        found = [next(iter(page.search(piece, regex=False))) for piece in pieces]
        return [
            (f["x0"] / page.width, f["top"] / page.height, f["x1"] / page.width, f["bottom"] / page.height)
            for f in found
        ]


def test_a_picture_is_a_png_of_the_page() -> None:
    picture = picture_of(PDF, 1, "", 0)
    image = Image.open(io.BytesIO(base64.b64decode(picture.address.removeprefix("data:image/png;base64,"))))
    assert (image.format, image.size) == ("PNG", (picture.width, picture.height))
    assert picture.width == 1200
    assert picture.boxes == ()


def test_the_words_of_a_line_are_marked_where_another_library_finds_them(document: Document) -> None:
    quote = "Chánh Văn phòng UBND tỉnh"
    number, boxes = boxes_of(document, quote)
    (box,), (line,) = boxes, lines_of(number, quote)
    assert box == pytest.approx(line, abs=NEAR)


def test_the_cells_of_a_row_are_marked_each(document: Document) -> None:
    table = next(table for table in document.tables if len(table.rows) > 3)
    row = table.rows[3]
    cells = [cell.of(document.text) for cell in row.cells if cell is not None and len(cell)]
    assert len(cells) == 3
    number, boxes = boxes_of(document, row.span.of(document.text))
    last = lines_of(number, cells[-1])[0]
    assert any(
        box[0] == pytest.approx(last[0], abs=NEAR) and box[1] == pytest.approx(last[1], abs=NEAR) for box in boxes
    )
    assert min(box[0] for box in boxes) < 0.2
    assert max(box[3] for box in boxes) - min(box[1] for box in boxes) < 0.1


def test_words_that_are_not_on_the_page_mark_nothing() -> None:
    assert picture_of(PDF, 1, "Zzyzx Qwrtp", 0.5).boxes == ()


def test_a_page_or_a_file_that_cannot_be_drawn_is_told_in_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "hỏng.pdf"
    broken.write_bytes(b"%PDF-1.7\nno more")
    for path, number in ((PDF, 999), (broken, 1)):
        with pytest.raises(CorpusError, match=f"{path.name}: không vẽ được trang {number}; hãy đọc ở dạng văn bản"):
            picture_of(path, number, "", 0)


def test_a_page_that_kills_what_draws_it_costs_the_page_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that draws is killed in the middle, as by a fault of the native library."""
    killer = tmp_path / "killer"
    killer.write_text("#!/bin/sh\nkill -SEGV $$\n")
    killer.chmod(0o755)
    monkeypatch.setattr("assistant.web.pictures.sys.executable", str(killer))
    with pytest.raises(CorpusError, match=r"^ke-hoach.pdf: không vẽ được trang 1; hãy đọc ở dạng văn bản$"):
        picture_of(tmp_path / "ke-hoach.pdf", 1, "Kinh phí", 0.0)


def test_a_page_that_takes_for_ever_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sleeper = tmp_path / "sleeper"
    sleeper.write_text("#!/bin/sh\nexec sleep 30\n")
    sleeper.chmod(0o755)
    monkeypatch.setattr("assistant.web.pictures.sys.executable", str(sleeper))
    monkeypatch.setattr("assistant.web.pictures._SECONDS", 0.3)
    with pytest.raises(CorpusError, match="không vẽ được trang 1"):
        picture_of(tmp_path / "ke-hoach.pdf", 1, "Kinh phí", 0.0)
