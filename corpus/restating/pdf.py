"""The blocks of a source as a PDF file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, black, white  # type: ignore[import-untyped]
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT  # type: ignore[import-untyped]
from reportlab.lib.pagesizes import A4, landscape  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.lib.units import mm  # type: ignore[import-untyped]
from reportlab.lib.utils import simpleSplit  # type: ignore[import-untyped]
from reportlab.platypus import (  # type: ignore[import-untyped]
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
)

from corpus.restating.source import (
    Block,
    Kind,
    brings_own_mark,
    chapters,
    group_start,
    is_figures,
    is_total,
)
from corpus.restating.widths import FONT, column_widths, font_size, register_fonts

INK, RULE, SHADE = HexColor("#1f3a5f"), HexColor("#9aa5b1"), HexColor("#e8edf3")
_SIDES = 45 * mm
_CELL_PADDING = 3.5
_BODY = ParagraphStyle("body", fontName=FONT, fontSize=12, leading=16.5, spaceAfter=6, alignment=TA_JUSTIFY)
_STYLES = {
    Kind.TITLE: ParagraphStyle("title", _BODY, fontName=f"{FONT}-Bold", fontSize=16.5, leading=22, spaceAfter=14,
                               alignment=TA_CENTER, textColor=INK),
    Kind.NOTICE: ParagraphStyle("notice", _BODY, fontName=f"{FONT}-Italic", fontSize=11, leading=15, spaceBefore=4,
                                spaceAfter=16, leftIndent=10, rightIndent=10, borderPadding=8,
                                backColor=SHADE),
    Kind.FACT: ParagraphStyle("fact", _BODY, spaceAfter=5),
    Kind.PARAGRAPH: _BODY,
}  # fmt: skip
_HEADINGS = tuple(
    ParagraphStyle(f"heading{level}", _BODY, fontName=f"{FONT}-{face}", fontSize=size, leading=size * 1.32,
                   spaceBefore=before, spaceAfter=5, alignment=0, keepWithNext=1, textColor=color)
    for level, (face, size, before, color) in enumerate(
        (("Bold", 14.5, 16, INK), ("Bold", 12.5, 11, black), ("BoldItalic", 12, 8, black))
    )
)  # fmt: skip

_ITEMS = tuple(
    ParagraphStyle(f"item{level}", _BODY, leftIndent=12 * level, firstLineIndent=-9, spaceAfter=3.5)
    for level in (1, 2, 3)
)


def to_pdf(blocks: tuple[Block, ...]) -> bytes:
    """An A4 document with ruled tables, the wide ones on pages across, and an outline."""
    register_fonts()
    made = io.BytesIO()
    title = next(block.text for block in blocks if block.kind is Kind.TITLE)
    document = _Pdf(
        made, invariant=1, title=title, author="plan-assistant", lang="vi", pagesize=A4, initialFontName=FONT
    )
    document.addPageTemplates([_page_template("upright", A4), _page_template("across", landscape(A4))])
    story: list[Flowable] = []
    across = False
    for wide, run in chapters(blocks):
        if wide != across:
            story += [NextPageTemplate("across" if wide else "upright"), PageBreak()]
            across = wide
        width = (landscape(A4) if across else A4)[0] - _SIDES
        for block in run:
            story += _flowables(block, width)
    document.build(story)
    return made.getvalue()


_SIDES = 45 * mm
_CELL_PADDING = 3.5


def _page_template(name: str, size: tuple[float, float]) -> PageTemplate:
    frame = Frame(25 * mm, 18 * mm, size[0] - _SIDES, size[1] - 40 * mm, 0, 0, 0, 0)
    return PageTemplate(name, [frame], onPage=_page_number, pagesize=size)


def _page_number(canvas: Any, _document: BaseDocTemplate) -> None:
    """Official documents number their pages at the top, from the second."""
    if canvas.getPageNumber() > 1:
        canvas.setFont(FONT, 11)
        canvas.drawCentredString(canvas._pagesize[0] / 2, canvas._pagesize[1] - 14 * mm, str(canvas.getPageNumber()))


class _Pdf(BaseDocTemplate):  # type: ignore[misc]
    """A document whose headings make its outline."""

    _headings = 0
    _depth = -1

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 (the name is reportlab's)
        """Note a heading that was just set; an outline may not skip a level."""
        style = getattr(flowable, "style", None)
        if style in _HEADINGS:
            self._headings += 1
            self._depth = min(_HEADINGS.index(style), self._depth + 1)
            key = f"heading-{self._headings}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.getPlainText(), key, self._depth, closed=True)


def _flowables(block: Block, width: float) -> Iterator[Flowable]:
    text = escape(block.text)
    if block.kind is Kind.TABLE:
        yield _table(block, width)
    elif block.kind is Kind.TITLE:
        yield Paragraph(text, _balanced(block.text, _STYLES[Kind.TITLE], width))
    elif block.kind is Kind.HEADING:
        yield Paragraph(text, _HEADINGS[block.level - 1])
    elif block.kind is Kind.ITEM:
        mark = "" if brings_own_mark(block) else "- " if block.level == 1 else "+ "
        yield Paragraph(mark + text, _ITEMS[block.level - 1])
    elif block.kind is Kind.FACT:
        label, colon, value = text.partition(":")
        yield Paragraph(f"<b>{label}{colon}</b>{value}", _STYLES[Kind.FACT])
    else:
        yield Paragraph(text, _STYLES[block.kind])


def _balanced(text: str, style: ParagraphStyle, width: float) -> ParagraphStyle:
    """The style with margins that make the lines of a centred text about as long as each other."""
    lines = len(simpleSplit(text, style.fontName, style.fontSize, width))
    indent = 0
    while len(simpleSplit(text, style.fontName, style.fontSize, width - 2 * (indent + 5))) == lines:
        indent += 5
    return ParagraphStyle("balanced title", style, leftIndent=indent, rightIndent=indent)


def _table(block: Block, width: float) -> Table:
    """A ruled table; its header comes again on every page, a group's name runs on to the end of its row."""
    size = font_size(block)
    plain = ParagraphStyle("cell", fontName=FONT, fontSize=size, leading=size * 1.25)
    bold = ParagraphStyle("bold cell", plain, fontName=f"{FONT}-Bold")
    right = ParagraphStyle("figures", plain, alignment=TA_RIGHT)
    bold_right = ParagraphStyle("bold figures", bold, alignment=TA_RIGHT)
    header = ParagraphStyle("header cell", bold, alignment=TA_CENTER, textColor=white)
    figures = [is_figures(block, column) for column in range(len(block.rows[0]))]
    last = len(block.rows) - 1
    look = [
        ("GRID", (0, 0), (-1, -1), 0.6, RULE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
        ("BACKGROUND", (0, 0), (-1, 0), INK),
        *((f"{side}PADDING", (0, 0), (-1, -1), _CELL_PADDING) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
    ]
    rows = [[Paragraph(escape(cell), header) for cell in block.rows[0]]]
    for number, row in enumerate(block.rows[1:], 1):
        name = group_start(row)
        if name is not None:
            look += [("BACKGROUND", (0, number), (-1, number), SHADE), ("SPAN", (name, number), (-1, number))]
            look.append(("NOSPLIT", (0, number), (-1, min(number + 1, last))))  # no name at the foot of a page
        styles = (bold, bold_right) if name is not None or is_total(row) else (plain, right)
        rows.append([Paragraph(escape(cell), styles[aligned]) for cell, aligned in zip(row, figures, strict=True)])
    return Table(
        rows, column_widths(block, width, _CELL_PADDING), repeatRows=1, style=look, spaceBefore=4, spaceAfter=12
    )
