"""A conversation as words, Word and Markdown; and which documents the filters leave."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.web.asking.export import as_markdown, as_word
from assistant.web.asking.filters import Chosen, labels_of, provinces_in, years_in, years_of
from assistant.web.asking.record import Cited, Record, as_text
from assistant.web.asking.texts import asking_texts_in
from assistant.web.catalogue import Entry
from assistant.web.language import Language

T = asking_texts_in(Language.VIETNAMESE)
DAY = date(2031, 2, 3)
RECORD = Record(
    "Kinh phí bao nhiêu?",
    ("12.500 triệu đồng [1]",),
    (Cited(1, "Tổng kinh phí là 12.500 triệu đồng.", "Kế hoạch A; Số 15/KH-UBND; Trang 3; a.pdf"),),
)
PLAIN = {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "blockquote_open", "blockquote_close"}


def entry(id: str, province: str, period: str = "", date: str = "") -> Entry:
    return Entry(id, id, "Kế hoạch", "", "", date, province, period)


def flat(tokens: list[Token]) -> list[Token]:
    return [token for parent in tokens for token in (parent, *flat(parent.children or []))]


def test_an_answer_as_words_has_each_quote_under_its_number() -> None:
    assert as_text(RECORD) == (
        "12.500 triệu đồng [1]\n\n[1] “Tổng kinh phí là 12.500 triệu đồng.”\n"
        "    Kế hoạch A; Số 15/KH-UBND; Trang 3; a.pdf"
    )


def test_word_has_the_question_as_a_heading_and_the_quotes_as_quotes() -> None:
    file = docx.Document(io.BytesIO(as_word(T, [RECORD], DAY)))
    said = [(paragraph.style.name, paragraph.text) for paragraph in file.paragraphs if paragraph.style]
    assert said[1] == ("Normal", "Xuất ngày 03/02/2031. Trích dẫn là nguyên văn của tài liệu.")
    assert said[2:] == [
        ("Heading 1", "Kinh phí bao nhiêu?"),
        ("Normal", "12.500 triệu đồng [1]"),
        ("Quote", "[1] “Tổng kinh phí là 12.500 triệu đồng.”"),
        ("Normal", "Nguồn: Kế hoạch A; Số 15/KH-UBND; Trang 3; a.pdf"),
    ]


def test_characters_that_no_word_file_may_hold_are_left_out() -> None:
    content = as_word(T, [Record("Hỏi\x00\x0b\ud800?", ("Đáp\ufffe",), ())], DAY)
    assert [p.text for p in docx.Document(io.BytesIO(content)).paragraphs[2:]] == ["Hỏi?", "Đáp"]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[bấm](javascript:alert(1)) ![ảnh](http://x.vn/a.png) <http://x.vn>",
        "**đậm** _nghiêng_ `mã` ~~bỏ~~ &amp; \\*",
        "# Tiêu đề",
        "- gạch đầu dòng",
        "1. mục một",
        "1) mục một",
        "+ thêm",
        "---",
        "=====",
        "| a | b |",
        "> trích",
        "    mã lùi vào",
        "http://x.vn và www.x.vn",
    ],
)
def test_nothing_of_a_document_or_a_question_is_markdown(text: str) -> None:
    record = Record(text, (text,), (Cited(1, text, text),))
    written = as_markdown(T, [record], DAY)
    tokens = flat(MarkdownIt("gfm-like", {"linkify": False}).parse(written))
    assert {token.type for token in tokens} <= PLAIN | {"inline", "text", "text_special"}
    shown = "".join(token.content for token in tokens if token.type in ("text", "text_special"))
    assert shown.count(" ".join(text.split())) == 4


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_is_shown_as_it_stands(text: str) -> None:
    said = " ".join("".join(char for char in text if char.isprintable() or char.isspace()).split())
    tokens = flat(MarkdownIt("commonmark").parse(as_markdown(T, [Record("Hỏi", (f"Đáp {said}",), ())], DAY)))
    assert {token.type for token in tokens} <= PLAIN | {"inline", "text", "text_special"}


def test_filters_of_several_kinds_leave_what_fits_all_of_them() -> None:
    entries = (
        entry("a", "Cà Mau", "2014"),
        entry("b", "Cần Thơ", "2016-2020"),
        entry("c", "Cà Mau", date="03/12/2018"),
        entry("d", ""),
    )
    assert [e.id for e in entries if Chosen(provinces=("Cà Mau",), years=("2018", "2019")).fits(e)] == ["c"]
    assert [e.id for e in entries if Chosen(years=("2018",)).fits(e)] == ["b", "c"]
    assert [e.id for e in entries if Chosen(documents=("a", "b"), provinces=("Cà Mau",)).fits(e)] == ["a"]
    assert labels_of(entries, Chosen(documents=("a",), years=("2017",))) == [("b", "b")]
    assert provinces_in(entries) == ["Cà Mau", "Cần Thơ"]
    assert years_in(entries) == ["2014", "2016", "2017", "2018", "2019", "2020"]
    assert years_of(entry("x", "", "1900-2031")) == ("1900", "2031")
    assert not Chosen()
