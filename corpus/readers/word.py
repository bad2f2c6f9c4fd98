"""Word documents: paragraphs and tables in the order of the body, with the numbers that Word sets before paragraphs.

Read are also text in content controls, tracked insertions and text boxes, which python-docx passes over, so the body is
walked as XML. Left out are deleted text, headers, footers and footnotes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from corpus.readers.blocks import Blocks, Cells, bullet, header_depth, is_layout, item_text
from corpus.readers.refusal import refusal
from corpus.readers.text import refuse_other_format
from corpus.readers.word_style import Numbering, Styles
from corpus.types import Extract

Element = etree._Element

_MOST_BYTES = 200_000_000
_HIGHEST_RATIO = 200
_MOST_COLUMNS = 200
_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:r")
_LETTERS, _TEXT_BOX, _VALUE = qn("w:t"), qn("w:txbxContent"), qn("w:val")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says the same once more
_ELSEWHERE = frozenset((_TEXT_BOX, _FALLBACK, qn("w:moveFrom"), qn("w:del")))
_WRITTEN_AS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011"}


def read_word(name: str, data: bytes) -> Extract:
    """The text of a .docx file, with the headings of heading styles and the data tables."""
    document = _opened(name, data)
    try:
        body = _Body(document)
        body.write(document.element.body)
    except Exception as error:  # damaged XML breaks python-docx and this module in ways that cannot be listed
        raise refusal(name, f"tệp Word hỏng ({type(error).__name__})", "hãy mở và lưu lại bằng Word") from error
    if not body.blocks.size:
        raise refusal(name, "tài liệu Word không có chữ", "hãy chọn tệp có nội dung; bản quét cần nhận dạng chữ (OCR)")
    return body.blocks.extract()


def _opened(name: str, data: bytes) -> WordDocument:
    if not data:
        raise refusal(name, "tệp trống", "hãy chọn tệp có nội dung")
    refuse_other_format(name, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            members = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise refusal(name, "không phải tệp Word, hoặc tệp bị cắt cụt", "hãy tải hoặc chép lại tệp") from error
    if unpacked > min(_MOST_BYTES, _HIGHEST_RATIO * len(data)):
        raise refusal(name, f"tệp nén bung ra {unpacked:,} byte, quá lớn so với tài liệu", "hãy kiểm tra nguồn của tệp")
    if "[Content_Types].xml" not in members:
        raise refusal(name, "là tệp ZIP nhưng không phải tài liệu Word", "hãy chọn đúng tệp .docx")
    try:
        return docx.Document(io.BytesIO(data))
    except Exception as error:  # as above: the parts of a damaged package fail in many ways
        what = f"không phải tài liệu Word hợp lệ ({type(error).__name__})"
        raise refusal(name, what, "hãy mở và lưu lại bằng Word") from error


class _Body:
    """Writes the paragraphs and tables of a document down as blocks."""

    def __init__(self, document: WordDocument) -> None:
        self.blocks = Blocks()
        self._styles = Styles(document)
        self._numbering = Numbering(document, self._styles)
        titles = (self._styles.is_title(paragraph) for paragraph in document.element.body.iter(_PARAGRAPH))
        self._below_title = int(any(titles))

    def write(self, parent: Element) -> None:
        for block in _blocks(parent):
            if block.tag == _PARAGRAPH:
                self._paragraph(block)
                continue
            rows = [] if block.find(f".//{_TABLE}") is not None else _rows(block)
            if is_layout(rows):
                for row in block:
                    self.write(row)
            else:
                self.blocks.table(rows, _marked_header(block) or header_depth(rows))

    def _paragraph(self, paragraph: Element) -> None:
        text = _text(paragraph)
        label = self._numbering.label(paragraph)
        if not text:
            return
        if self._styles.is_title(paragraph):
            self.blocks.heading(text, 1)
        elif level := self._styles.heading_level(paragraph):
            self.blocks.heading(f"{label} {text}" if label else text, level + self._below_title)
        elif label:
            self.blocks.item(item_text(text, label) if label in (bullet(1), bullet(2)) else f"{label} {text}")
        else:
            self.blocks.add(text)


def _blocks(parent: Element) -> Iterator[Element]:
    """The paragraphs and tables under `parent`, whatever wraps them; a text box follows the paragraph it hangs on."""
    for child in parent:
        if child.tag in (_PARAGRAPH, _TABLE):
            yield child
        elif child.tag not in _ELSEWHERE:
            yield from _blocks(child)
        if child.tag == _PARAGRAPH:
            for box in child.iter(_TEXT_BOX):
                if not any(around.tag in _ELSEWHERE for around in box.iterancestors()):
                    yield from _blocks(box)


def _text(paragraph: Element) -> str:
    """The characters of a paragraph; line breaks and tabs are kept, white space at the ends of lines is not."""
    pieces = []
    for run in paragraph.iter(_RUN):
        if _stands_elsewhere(run, paragraph):
            continue
        pieces += [child.text or "" if child.tag == _LETTERS else _WRITTEN_AS.get(str(child.tag), "") for child in run]
    lines = (line.strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _stands_elsewhere(run: Element, paragraph: Element) -> bool:
    for around in run.iterancestors():
        if around is paragraph:
            return False
        if around.tag in _ELSEWHERE:
            return True
    return False


def _rows(table: Element) -> list[Cells]:
    """The rows as a rectangle of cell texts, None where a cell is merged away."""
    rows: list[list[str | None]] = []
    for row in table.iter(_ROW):
        cells: list[str | None] = [""] * _number(row, "w:trPr/w:gridBefore", 0)
        for cell in row.iter(_CELL):
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            merged_away = merge is not None and merge.get(_VALUE, "continue") != "restart"
            text = " ".join(" ".join(_text(paragraph).split()) for paragraph in cell.iter(_PARAGRAPH)).strip()
            cells.append(None if merged_away and not text else text)
            cells += [None] * (_number(cell, "w:tcPr/w:gridSpan", 1) - 1)
        rows.append(cells)
    width = max(map(len, rows), default=0)
    return [[*cells, *[""] * (width - len(cells))] for cells in rows]


def _marked_header(table: Element) -> int:
    """The number of rows on top that Word repeats on each page."""
    count = 0
    for row in table.iter(_ROW):
        if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
            break
        count += 1
    return count


def _number(element: Element, path: str, default: int) -> int:
    found = element.find("/".join(qn(step) for step in path.split("/")))
    return default if found is None else min(int(found.get(_VALUE, default)), _MOST_COLUMNS)
