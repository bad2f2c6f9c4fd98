"""The blocks of a source as a Word document."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENTATION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from corpus.restating.source import (
    Block,
    Kind,
    brings_own_mark,
    chapters,
    group_start,
    is_figures,
    is_total,
)
from corpus.restating.widths import column_widths, font_size

FONT = "Times New Roman"
INK, SHADE = "1F3A5F", "E8EDF3"
_CELL_PADDING = 5.6  # points, as Word sets by itself
_DATE = datetime(2026, 1, 1, tzinfo=UTC)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_SIZES = {"Normal": 13, "Title": 16, "Heading 1": 14, "Heading 2": 13, "Heading 3": 13, "Quote": 12}


def to_docx(blocks: tuple[Block, ...]) -> bytes:
    """A Word document with the styles of its kind, so that outline and navigation work."""
    document = docx.Document()
    _styles(document)
    properties = document.core_properties
    properties.title = next(block.text for block in blocks if block.kind is Kind.TITLE)
    properties.author = properties.last_modified_by = "plan-assistant"
    properties.comments, properties.language = "", "vi-VN"
    properties.created = properties.modified = _DATE
    across = False
    for wide, run in chapters(blocks):
        if wide != across:
            document.add_section()
            across = wide
        _page(document.sections[-1], across)
        for block in run:
            _block(document, block)
    saved = io.BytesIO()
    document.save(saved)
    return _without_dates(saved.getvalue())


def _styles(document: Any) -> None:
    for name, size in _SIZES.items():
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[theme]
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), FONT)
        if name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
            style.font.color.rgb, style.font.bold = RGBColor.from_string(INK), True
    document.styles["Heading 3"].font.italic = True
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    spaces = {"Normal": 6, "Title": 14, "Quote": 10, "Heading 1": 5, "Heading 2": 4, "Heading 3": 3}
    for name, after in spaces.items():
        document.styles[name].paragraph_format.space_after = Pt(after)
    for name in ("List", "List Bullet", "List Bullet 2"):
        document.styles[name].paragraph_format.space_after = Pt(4)
        for closed_up in document.styles[name].element.iter(qn("w:contextualSpacing")):
            closed_up.getparent().remove(closed_up)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    document.styles["Normal"].element.get_or_add_rPr().append(language)


def _page(section: Any, across: bool) -> None:
    short, long = Mm(210), Mm(297)
    section.page_width, section.page_height = (long, short) if across else (short, long)
    section.orientation = WD_ORIENTATION.LANDSCAPE if across else WD_ORIENTATION.PORTRAIT
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = (Mm(20), Mm(20)) if across else (Mm(30), Mm(20))


def _block(document: Any, block: Block) -> None:
    if block.kind is Kind.TABLE:
        _table(document, block)
    elif block.kind is Kind.HEADING:
        document.add_heading(block.text, block.level)
    elif block.kind is Kind.ITEM and not brings_own_mark(block):
        document.add_paragraph(block.text, "List Bullet" if block.level == 1 else "List Bullet 2")
    else:
        style = {Kind.TITLE: "Title", Kind.NOTICE: "Quote", Kind.ITEM: "List"}.get(block.kind, "Normal")
        document.add_paragraph(block.text, style)


def _table(document: Any, block: Block) -> None:
    section = document.sections[-1]
    room = (section.page_width - section.left_margin - section.right_margin) / Pt(1)
    widths, size = column_widths(block, room, _CELL_PADDING), font_size(block)
    table = document.add_table(len(block.rows), len(widths), "Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    figures = [is_figures(block, column) for column in range(len(widths))]
    for number, (row, texts) in enumerate(zip(table.rows, block.rows, strict=True)):
        name = group_start(texts) if number else None
        _keep_whole(row, repeat=number == 0)
        cells = list(row.cells)
        for cell, text, width, aligned in zip(cells, texts, widths, figures, strict=True):
            cell.width = Pt(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            run = paragraph.add_run(text)
            run.font.size, run.bold = Pt(size), number == 0 or name is not None or is_total(texts)
            if number == 0 or aligned:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if number else WD_ALIGN_PARAGRAPH.CENTER
            if number == 0 or name is not None:
                _shade(cell)
        if name is not None:
            _run_on(cells[name:])
    document.add_paragraph()


def _keep_whole(row: Any, *, repeat: bool) -> None:
    """Hold a row on one page; `repeat` shows it again on every page."""
    for mark in ("w:cantSplit", "w:tblHeader") if repeat else ("w:cantSplit",):
        row._tr.get_or_add_trPr().append(OxmlElement(mark))


def _run_on(cells: list[Any]) -> None:
    """Merge cells of which only the first holds text."""
    merged = cells[0].merge(cells[-1])
    for surplus in merged.paragraphs[1:]:
        surplus._p.getparent().remove(surplus._p)


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), SHADE)
    cell._tc.get_or_add_tcPr().append(shade)


def _without_dates(package: bytes) -> bytes:
    """The same Word file, its members dated alike."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename, _ZIP_DATE), old.read(entry), zipfile.ZIP_DEFLATED)
    return made.getvalue()
