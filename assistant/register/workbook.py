"""Workbook: entries as XLSX, each linked to its quote on a sheet of its own and back."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from decimal import Decimal

from assistant.register.entries import Entry
from assistant.register.formats import HEADER, cells_of

_ROWS, _QUOTES = "Cam kết", "Trích dẫn"
_WIDTHS = (18, 16, 10, 60, 40, 10, 18, 10, 14, 16, 14, 34, 34, 24, 24, 40, 7, 9, 9, 12)
_WRAPPED = {3, 4, 11, 12, 13, 15}  # columns of text
_MOST_LINKS = 65_000  # to other places than this file; Excel takes 65,530 a sheet
_LONGEST_CELL = 32_000  # characters; Excel takes 32,767
_STATEMENT, _QUOTE = 3, len(HEADER) - 1


def as_workbook(entries: Sequence[Entry], link_of: Callable[[Entry], str] | None = None) -> bytes:
    """The bytes of an XLSX file: one row for each entry, its last cell a link to the quote.

    The link leads to a sheet of quotes; those of that sheet lead back, or where `link_of` says: to the document itself.
    """
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        plain = book.add_format({"valign": "top"})
        figure = book.add_format({"valign": "top", "num_format": "#,##0.###"})
        link = book.add_format({"valign": "top", "font_color": "blue", "underline": 1})
        sheet, quotes = book.add_worksheet(_ROWS), book.add_worksheet(_QUOTES)
        sheet.write_row(0, 0, HEADER, bold)
        sheet.freeze_panes(1, 4)
        sheet.autofilter(0, 0, max(1, len(entries)), len(HEADER) - 1)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        quotes.write_row(0, 0, ("Cam kết", "Văn bản", "Đề mục", "Trích nguyên văn", "Từ", "Đến"), bold)
        for column, width in enumerate((10, 18, 50, 110, 9, 9)):
            quotes.set_column(column, column, width)
        for number, entry in enumerate(entries, 1):
            for column, cell in enumerate(cells_of(entry)[:_QUOTE]):
                if isinstance(cell, Decimal | int):
                    sheet.write_number(number, column, float(cell), figure)
                elif cell is not None:
                    sheet.write_string(number, column, cell[:_LONGEST_CELL], wrapped if column in _WRAPPED else plain)
            there = link_of(entry) if link_of and number <= _MOST_LINKS else f"internal:'{_QUOTES}'!D{number + 1}"
            sheet.write_url(number, _QUOTE, there, link, "xem trích dẫn")
            quotes.write_url(number, 0, f"internal:'{_ROWS}'!D{number + 1}", link, "về hàng")
            told = (entry.document.id, " › ".join(entry.section), entry.quote)
            for column, said in enumerate(told, 1):
                quotes.write_string(number, column, said[:_LONGEST_CELL], wrapped)
            quotes.write_number(number, 4, entry.commitment.span.start, plain)
            quotes.write_number(number, 5, entry.commitment.span.end, plain)
    return stream.getvalue()
