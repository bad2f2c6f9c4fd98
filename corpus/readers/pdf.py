"""PDF files: the lines of each page, ruled tables as rows at their place, a table over a page break as one.

pypdf opens the file and says whether it is encrypted; pdfplumber reads lines and tables, each figure as it stands.
Tables without rules stay lines of text. A row that breaks over two pages stays two rows: to join them would be a guess.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

import pdfplumber
import pypdf

from corpus.errors import CorpusError
from corpus.readers.blocks import LINE, PARAGRAPH, Blocks, Cells, header_depth
from corpus.readers.pdf_bomb import refuse_bomb
from corpus.readers.pdf_page import Line, Page, Ruled, is_broken_word, read_page
from corpus.readers.refusal import refusal
from corpus.readers.text import refuse_other_format
from corpus.readers.watch import TooLong, Watch
from corpus.types import Extract, Span

_SECONDS = 4  # of processor time for a page; usual ones take a tenth of one
_SIGNATURE_WITHIN = 1024  # readers of PDF allow that much before it
_COUNTS_PAGES = re.compile(r"\b(?:trang|page)\b|\d\s*/\s*\d+$", re.IGNORECASE)
_SAME_EDGE = 4.0  # points by which the rules of a table that goes on may differ
_USUAL_GAP = 0.3  # white between two lines of a paragraph, in line heights
_PARAGRAPH_GAP = 0.2  # that much more white means a new paragraph
_FULL_LINE = 0.85  # of the way to the right margin: the paragraph may go on overleaf
_SHORT_LINE = 0.7  # of the width: the next word would have found room
_INDENT = 0.15  # of the width: a line that begins farther in is centred or set to the right
_MOST_PAGES = 2_000  # at some 50 ms each; plans have a few hundred at most
_MOST_SCANS = 0.5  # of the pages, such as scanned maps in an appendix

for _library in ("pypdf", "pdfminer", "pdfplumber"):  # what ails a file is said once, by the refusal
    logging.getLogger(_library).setLevel(logging.CRITICAL)


def read_pdf(name: str, data: bytes) -> Extract:
    """The text of a .pdf file, with the span of each page and the ruled tables."""
    refuse_bomb(name, data)
    pages: list[Page] = []
    try:
        with Watch(_SECONDS) as watch:
            count = _page_count(name, data)
            with pdfplumber.open(io.BytesIO(data)) as document:
                for page in document.pages:
                    watch.restart()
                    pages.append(read_page(page))
    except TooLong as error:
        what = f"trang {len(pages) + 1} không đọc xong trong {_SECONDS} giây"
        raise refusal(name, what, "hãy in lại thành PDF mới rồi nạp lại") from error
    except CorpusError:
        raise
    except Exception as error:  # damaged files break the parsers in ways that cannot be listed
        raise _damaged(name, type(error).__name__) from error
    if len(pages) != count:
        raise _damaged(name, f"{len(pages)} trong {count} trang")
    scans = sum(page.is_scan for page in pages)
    if scans > _MOST_SCANS * len(pages):
        what = f"{scans} trong {len(pages)} trang không có lớp chữ, có vẻ là bản quét"
        raise refusal(name, what, "hãy nhận dạng chữ (OCR) trước rồi nạp lại")
    if not any(page.blocks for page in pages):
        raise refusal(name, "PDF không có chữ nào", "hãy chọn tệp có nội dung")
    return _Assembly(pages).extract()


def _page_count(name: str, data: bytes) -> int:
    """The number of pages; raises where the file is no PDF, is protected or has none."""
    if not data.strip():
        raise refusal(name, "tệp trống", "hãy chọn tệp có nội dung")
    refuse_other_format(name, data)
    if b"%PDF-" not in data[:_SIGNATURE_WITHIN]:
        raise refusal(name, "nội dung không phải PDF", "hãy đổi phần mở rộng cho đúng hoặc chọn tệp khác")
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        encrypted = reader.is_encrypted
        count = 1 if encrypted else len(reader.pages)
    except Exception as error:  # as in read_pdf
        raise _damaged(name, type(error).__name__) from error
    if encrypted:
        raise refusal(name, "PDF đặt mật khẩu hoặc hạn chế quyền", "hãy bỏ bảo vệ rồi lưu lại")
    if count > _MOST_PAGES:
        raise refusal(name, f"PDF có {count} trang, nhiều hơn mức {_MOST_PAGES}", "hãy tách thành các tệp nhỏ hơn")
    if not count:
        raise refusal(name, "PDF không có trang nào", "hãy tải hoặc chép lại tệp")
    return count


def _damaged(name: str, sign: str) -> CorpusError:
    return refusal(name, f"PDF hỏng hoặc bị cắt cụt ({sign})", "hãy tải hoặc chép lại tệp")


@dataclass(slots=True)
class _OpenTable:
    """A table that may go on over the page break: what was put down of it."""

    page: int
    columns: tuple[float, ...]
    header: list[Cells]
    rows: list[tuple[Span | None, ...]]

    def continuation(self, table: Ruled) -> list[Cells] | None:
        """The rows of `table` set in the columns of this one; None where the columns do not agree."""
        places = [_nearest(self.columns, edge) for edge in table.columns]
        if places[0] != 0 or places[-1] != len(self.columns) - 1 or None in places:
            return None
        rows = []
        for cells in table.rows:
            row: list[str | None] = [None] * (len(self.columns) - 1)
            for place, cell in zip(places, cells, strict=False):
                row[place or 0] = cell
            rows.append(row)
        return list(rows)


class _Assembly:
    """Puts the pages one behind another and joins the tables that a page break cuts."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages
        self._blocks = Blocks()
        self._running = _running_lines(pages)
        self._line_gap = _gap_inside_paragraphs(pages)
        self._last: Line | None = None  # None after a table
        self._margins = (0.0, 0.0)  # left and right, of the page of the last line
        self._open: _OpenTable | None = None

    def extract(self) -> Extract:
        """The text of all pages, partitioned by their spans."""
        ends = []
        for number, page in enumerate(self._pages):
            self._write(number, page)
            ends.append(self._blocks.size)
        self._close()
        text = self._blocks.extract().text
        bounds = [0, *(_behind_break(text, end) for end in ends)]
        return self._blocks.extract(tuple(Span(start, end) for start, end in pairwise(bounds)))

    def _write(self, number: int, page: Page) -> None:
        fresh = True
        margins = _margins(page)
        for block in page.blocks:
            if isinstance(block, Ruled):
                self._table(number, block)
                self._last = None
            else:
                if _shape(block.text) not in self._running or not page.at_edge(block):
                    self._close()
                self._blocks.add(block.text, self._joint(block, new_page=fresh))
                self._last, self._margins = block, margins
            fresh = False

    def _joint(self, line: Line, *, new_page: bool) -> str:
        """What to set before a line: nothing within a word, a line end within a paragraph."""
        last = self._last
        if last is None:
            return PARAGRAPH
        if new_page:
            goes_on = last.right > _FULL_LINE * self._margins[1] and last.text[-1] not in ".;:!?"
        else:
            close = line.top - last.bottom < (self._line_gap + _PARAGRAPH_GAP) * (line.bottom - line.top)
            goes_on = close and not (self._ends_early(last) and not line.text[0].islower())
        if not goes_on:
            return PARAGRAPH
        return "" if is_broken_word(last.text, line.text) else LINE

    def _ends_early(self, line: Line) -> bool:
        """Whether a line from the left margin stops far from the right one, as the last of a paragraph may."""
        left, right = self._margins
        return line.left < left + _INDENT * (right - left) and line.right < left + _SHORT_LINE * (right - left)

    def _table(self, page: int, table: Ruled) -> None:
        """Add a table, or the part of one that a page break cut off."""
        part_of = self._open
        rows = part_of.continuation(table) if part_of and part_of.page == page - 1 else None
        repeated = 0
        if part_of is None or rows is None:
            self._close()
            rows = list(table.rows)
            part_of = self._open = _OpenTable(page, table.columns, rows[: header_depth(rows)], [])
        elif rows[: len(part_of.header)] == part_of.header:
            repeated = len(part_of.header)
        joint = LINE if part_of.rows and self._last is None else PARAGRAPH
        part_of.page = page
        for number, cells in enumerate(rows):
            places = self._blocks.row(cells, LINE if number else joint)
            if number >= repeated:
                part_of.rows.append(places)

    def _close(self) -> None:
        if self._open and len(self._open.rows) > len(self._open.header):
            self._blocks.grid(self._open.rows, len(self._open.header))
        self._open = None


def _margins(page: Page) -> tuple[float, float]:
    """How far the lines of a page reach to the left and to the right."""
    lines = [block for block in page.blocks if isinstance(block, Line)]
    return min((line.left for line in lines), default=0), max((line.right for line in lines), default=0)


def _nearest(edges: Sequence[float], edge: float) -> int | None:
    return next((number for number, other in enumerate(edges) if abs(other - edge) < _SAME_EDGE), None)


def _running_lines(pages: Sequence[Page]) -> frozenset[str]:
    """The shapes of the lines that stand at the edge of more than one page: running heads and feet."""
    seen = Counter(
        shape
        for page in pages
        for shape in {_shape(block.text) for block in page.blocks if isinstance(block, Line) and page.at_edge(block)}
    )
    return frozenset(shape for shape, count in seen.items() if count > 1)


def _shape(text: str) -> str:
    """A line without the number of the page; other numbers count, for "Phụ lục 2" is not "Phụ lục 1" once more."""
    return re.sub(r"\d+", "0", text) if _COUNTS_PAGES.search(text) else text


def _behind_break(text: str, end: int) -> int:
    """Where the next page begins: the line ends between the two belong to the page before."""
    while text.startswith("\n", end):
        end += 1
    return end


def _gap_inside_paragraphs(pages: Sequence[Page]) -> float:
    """The white between two lines of a paragraph, in line heights: what a quarter of all lines keep within."""
    gaps = [
        (below.top - above.bottom) / (below.bottom - below.top)
        for page in pages
        for above, below in pairwise(page.blocks)
        if isinstance(above, Line) and isinstance(below, Line) and below.bottom > below.top
    ]
    return quantiles(gaps, n=4)[0] if len(gaps) > 1 else _USUAL_GAP
