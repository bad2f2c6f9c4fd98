"""The shipped documents say what their sources say, in full, and are made anew byte by byte."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.readers import read as read_afresh
from corpus.readers import read_bytes
from corpus.restating.make import DOCUMENTS, PLANS, SOURCES, made, main
from corpus.restating.source import Kind, chapters, group_start, parse
from corpus.restating.widths import column_widths, register_fonts
from corpus.types import Extract

SOURCE = """# Kế hoạch của tỉnh (bản diễn đạt lại)
> Đây là bản diễn đạt lại.

Số hiệu văn bản gốc: 1/KH-UBND

## I. Mục tiêu & giải pháp

Tỷ lệ < 5 % được giảm dần.

- Mục một:
  - Mục con
- a) Mục hai
- 2. Mục ba

## II. Kinh phí

Đơn vị tính: đồng

| TT | Nội dung | 2013 | 2014 | 2015 | Ghi chú |
|---|---|---|---|---|---|
| I | Nhóm một | | | | |
| 1 | Cổng <tin> & mạng | 34.060.000.000 | | 5 | Sở A |
|  | Tổng cộng | 34.060.000.000 | | 5 | |

### 1. Nguồn

Ngân sách tỉnh.
"""

MARK = re.compile(r"^\s*(?:#{1,6}|>|-)\s+")

read = cache(read_afresh)


@pytest.fixture
def font() -> None:
    try:
        register_fonts()
    except CorpusError as error:
        pytest.skip(str(error))


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    for name in DOCUMENTS:
        (tmp_path / "sources" / f"{Path(name).stem}.md").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def squeezed(text: str) -> str:
    return "".join(text.split())


def assert_says(extract: Extract, source: str) -> None:
    """Every line in order, every cell at its place; line ends inside a paragraph do not count."""
    text, position = squeezed(extract.text), 0
    tables: list[list[list[str]]] = []
    in_table = False
    for line in source.splitlines():
        is_row, is_rule = line.startswith("|"), not line.strip("|-: ")
        if is_row and not is_rule:
            tables += [] if in_table else [[]]
            tables[-1].append([cell.strip() for cell in line[1:-1].split("|")])
        in_table = is_row
        wanted = "" if is_rule else squeezed(line.strip("| ") if is_row else MARK.sub("", line))
        position = text.find(wanted, position)
        assert position >= 0, line
        position += len(wanted)
    grids = [
        [["" if cell is None else cell.of(extract.text) for cell in row] for row in grid.rows] for grid in extract.grids
    ]
    assert grids == tables


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_shipped_document_says_all_that_its_source_says(name: str) -> None:
    source = (SOURCES / f"{Path(name).stem}.md").read_text(encoding="utf-8")
    assert_says(read(PLANS / name), source)


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if not name.endswith(".pdf")])
def test_headings_keep_their_levels(name: str) -> None:
    extract = read(PLANS / name)
    source = read(SOURCES / f"{Path(name).stem}.md")
    found = [(span.of(extract.text), level) for span, level in extract.headings]
    assert found == [(span.of(source.text), level) for span, level in source.headings]


@pytest.mark.parametrize("name", ["can-tho-2016-2020.pdf", "tra-vinh-2019.pdf"])
def test_a_table_of_each_pdf_breaks_over_a_page_and_is_one_grid(name: str) -> None:
    extract = read(PLANS / name)
    cells = [[cell for row in grid.rows for cell in row if cell] for grid in extract.grids]
    over = [sum(any(page.contains(cell) for cell in grid) for page in extract.pages) for grid in cells]
    assert max(over) >= 2


@pytest.mark.usefixtures("font")
def test_the_shipped_documents_are_up_to_date() -> None:
    for target, data in made():
        if target.read_bytes() != data:  # the font or zlib may be of another version: then the text must agree
            assert read(target) == read_bytes(target.name, data)


@pytest.mark.usefixtures("font")
def test_a_small_source_comes_back_from_every_format(sources: Path) -> None:
    for target, data in made(sources, sources / "sources"):
        assert_says(read_bytes(target.name, data), SOURCE)


@pytest.mark.usefixtures("font")
def test_the_same_sources_make_the_same_bytes(sources: Path) -> None:
    assert dict(made(sources, sources / "sources")) == dict(made(sources, sources / "sources"))


@pytest.mark.usefixtures("font")
def test_check_tells_what_differs_and_writes_nothing(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"], sources, sources / "sources") == 1
    assert not (sources / DOCUMENTS[0]).exists()
    assert main([], sources, sources / "sources") == 0
    assert main(["--check"], sources, sources / "sources") == 0
    (sources / DOCUMENTS[0]).write_text("khác", encoding="utf-8")
    capsys.readouterr()
    assert main(["--check"], sources, sources / "sources") == 1
    differing = [line for line in capsys.readouterr().out.splitlines() if "differs" in line]
    assert differing == [f"{DOCUMENTS[0]}: differs from its source"]


def test_a_missing_source_is_one_line_and_exit_code_1(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(sources / "sources")
    assert main([], sources, sources / "sources") == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_source_is_read_block_by_block() -> None:
    kinds = [(block.kind, block.level) for block in parse(SOURCE)]
    assert kinds == [
        (Kind.TITLE, 0), (Kind.NOTICE, 0), (Kind.FACT, 0), (Kind.HEADING, 1), (Kind.PARAGRAPH, 0), (Kind.ITEM, 1),
        (Kind.ITEM, 2), (Kind.ITEM, 1), (Kind.ITEM, 1), (Kind.HEADING, 1), (Kind.PARAGRAPH, 0), (Kind.TABLE, 0),
        (Kind.HEADING, 2), (Kind.PARAGRAPH, 0),
    ]  # fmt: skip


def test_a_wide_table_turns_the_page_with_its_heading() -> None:
    assert [(wide, run[0].text) for wide, run in chapters(parse(SOURCE))][1:] == [
        (False, "I. Mục tiêu & giải pháp"),
        (True, "II. Kinh phí"),
        (False, "1. Nguồn"),
    ]


@pytest.mark.parametrize(
    ("row", "start"),
    [(("I", "Nhóm", "", ""), 1), (("Nhóm", "", ""), 0), (("1", "Dự án", "5", ""), None), (("", "Tổng", ""), None)],
)
def test_a_group_row_is_one_with_nothing_behind_its_name(row: tuple[str, ...], start: int | None) -> None:
    assert group_start(row) == start


@pytest.mark.usefixtures("font")
def test_columns_fill_the_room_and_break_no_figure() -> None:
    table = next(block for block in parse(SOURCE) if block.kind is Kind.TABLE)
    widths = column_widths(table, 500, 3.5)
    assert sum(widths) == pytest.approx(500)
    assert widths[2] > 60  # "34.060.000.000" at 9 points is 58 wide
