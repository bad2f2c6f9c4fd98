"""Web pages: the text block by block as a browser shows it, tables with merged cells resolved."""

from __future__ import annotations

import codecs
import re
from itertools import groupby

from lxml import etree, html

from corpus.readers.blocks import Blocks, bullet, item_text, numeral
from corpus.readers.html_table import BLOCKS, WHITE, data_table
from corpus.readers.refusal import refusal
from corpus.readers.text import decoded
from corpus.types import Extract

_DECLARED = re.compile(rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w:.-]+)""", re.I)
_DECLARED_WITHIN = 4096
# What a declaration means by the HTML standard: pages that say Latin-1 use the Windows set, and a declaration that
# could be read as ASCII was not written in UTF-16.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8"}
_TAG = re.compile(r"<[a-zA-Z!?/]")
_INVISIBLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_NOT_SHOWN = ("head", "script", "style", "nav", "noscript", "template", "svg", "iframe", "object", "select",
              "textarea", "button")  # fmt: skip
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("ul", "ol")
_NUMERALS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def read_html(name: str, data: bytes) -> Extract:
    """The text of a web page, with its headings (h1 to h6) and its data tables."""
    text = decoded(name, data, _declared_encoding(name, data))
    if not _TAG.search(text):
        raise refusal(name, "không có thẻ HTML nào", "nếu là văn bản thường, hãy đổi phần mở rộng thành .txt")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise refusal(name, "không phân tích được HTML", "hãy mở và lưu lại trang bằng trình duyệt") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise refusal(name, "HTML lồng nhau quá sâu", "hãy mở và lưu lại trang bằng trình duyệt")
    _prune(root)
    walk = _Walk()
    walk.over(root)
    if not walk.blocks.size:
        raise refusal(name, "trang không có nội dung chữ", "hãy chọn tệp có nội dung")
    return walk.blocks.extract()


def _declared_encoding(name: str, data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    if found is None:
        return None
    label = found.group(1).decode("ascii", "replace")
    try:
        encoding = codecs.lookup(label).name
    except LookupError as error:
        raise refusal(name, f"bảng mã lạ ({label})", "hãy lưu lại tệp bằng UTF-8") from error
    return _MEANT.get(encoding, encoding)


def _prune(root: html.HtmlElement) -> None:
    """Empty what a browser does not show and what leads around the site; dropping it would move every tail along."""
    for element in list(root.iter(etree.Element)):
        hidden = element.get("hidden") is not None or _INVISIBLE.search(element.get("style", ""))
        if (hidden or element.tag in _NOT_SHOWN) and element.getparent() is not None:
            element.clear(keep_tail=True)
            element.tag = "span"


class _Walk:
    """Goes over the elements without recursion, for pages may nest deeper than Python's stack."""

    def __init__(self) -> None:
        self.blocks = Blocks()
        self._pieces: list[str] = []
        self._open: list[html.HtmlElement] = []  # the block elements around
        self._numbers: list[int] = []  # of the last item of each list around
        self._marker = ""  # of the list item whose first line is not out yet

    def over(self, root: html.HtmlElement) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            table = data_table(element) if event == "start" and element.tag == "table" else None
            if table is not None:
                self._flush()
                if table.caption:
                    self.blocks.add(table.caption)
                self.blocks.table(table.rows, table.header_rows)
                walk.skip_subtree()
            elif event == "start":
                self._enter(element)
            else:
                self._leave(element)

    def _enter(self, element: html.HtmlElement) -> None:
        if element.tag in BLOCKS:
            self._flush()
            self._open.append(element)
        if element.tag in _LISTS:
            self._numbers.append(_number(element.get("start"), 1) - 1)
        elif element.tag == "li":
            self._marker = self._item_marker(element)
        elif element.tag == "br":
            self._pieces.append("\n")
        self._collect(element, element.text)

    def _leave(self, element: html.HtmlElement) -> None:
        if self._open and self._open[-1] is element:
            self._flush()
            self._open.pop()
        if element.tag in _LISTS:
            self._numbers.pop()
        elif element.tag == "li":
            self._marker = ""
        self._collect(element.getparent(), element.tail)

    def _collect(self, around: html.HtmlElement | None, text: str | None) -> None:
        if text:
            self._pieces.append(text if around is not None and around.tag == "pre" else WHITE.sub(" ", text))

    def _item_marker(self, item: html.HtmlElement) -> str:
        if not self._numbers:
            return bullet(1)
        self._numbers[-1] = _number(item.get("value"), self._numbers[-1] + 1)
        around = item.getparent()
        if around is None or around.tag != "ol":
            return bullet(len(self._numbers))
        return numeral(_NUMERALS.get(around.get("type", ""), "decimal"), self._numbers[-1]) + "."

    def _flush(self) -> None:
        """Turn what was collected into blocks; the elements it stands in say of which kind."""
        lines = [WHITE.sub(" ", line).strip() for line in "".join(self._pieces).split("\n")]
        self._pieces.clear()
        for filled, group in groupby(lines, bool):
            if not filled:
                continue
            text = "\n".join(group)
            level = next((int(around.tag[1]) for around in reversed(self._open) if around.tag in _HEADINGS), 0)
            if level:
                self.blocks.heading(text, level)
            elif self._marker:
                self.blocks.item(item_text(text, self._marker))
                self._marker = ""
            else:
                self.blocks.add(text)


def _number(written: str | None, default: int) -> int:
    return int(written) if written and re.fullmatch(r"-?\d{1,6}", written) else default
