"""Answers as HTML: what is said, where it stands, and that nothing of a document or a question can act."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.types import Answer, Citation, Computed, Operand, Operation, Statement
from assistant.values import shortened
from assistant.web import rendering
from assistant.web.catalogue import catalogue
from assistant.web.language import Language
from assistant.web.pictures import Picture
from assistant.web.quoting import quote_html
from assistant.web.reading import compose
from assistant.web.reading_markup import Opened, Sheet, documents_html, reading_html
from assistant.web.reading_texts import reading_texts_in
from assistant.web.texts import texts_in
from corpus.outline import find_sections
from corpus.tables import find_tables
from corpus.types import Document, Extract, Field, Metadata, Source, Span
from index.types import Hit, Passage

T = texts_in(Language.VIETNAMESE)
R = reading_texts_in(Language.VIETNAMESE)
PLAN = """KẾ HOẠCH
I. KINH PHÍ
Tổng kinh phí là 12.500 triệu đồng,
do Sở Tài chính cân đối.
| TT | Nhiệm vụ | Kinh phí |
|---|---|---|
| 1 | Nâng cấp cổng | 7.500 |
| 2 | Mua máy chủ | 5.000 |
"""
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">\'{{x}}${y}'
ALLOWED = {
    "div",
    "p",
    "ol",
    "ul",
    "li",
    "span",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "button",
    "blockquote",
    "article",
    "section",
    "nav",
    "details",
    "summary",
} | {*("header", "table", "thead", "tbody", "tr", "th", "td", "mark")}


def document_of(text: str = PLAN, id: str = "yen-bai-2031", **fields: str) -> Document:
    metadata = Metadata(**{name: Field(value, None) for name, value in fields.items()})
    tables = find_tables(text)
    return Document(id, Source(f"{id}.txt", "0"), text, (), find_sections(Extract(text), tables), tables, metadata)


def citation_of(document: Document, piece: str, title: str = "Kế hoạch", page: int | None = None) -> Citation:
    start = document.text.index(piece)
    return Citation(document.quote(Span(start, start + len(piece))), title, "a.txt", ("KẾ HOẠCH", "I. KINH PHÍ"), page)


def answer_of(*statements: Statement, confidence: float = 0.8) -> Answer:
    return Answer("Kinh phí?", "Kinh phí?", statements, (), confidence, None, 0.01)


class Tags(HTMLParser):
    """The elements and attributes of some markup."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_an_answer_shows_its_text_quotes_and_sources() -> None:
    document = document_of(number="12/KH-UBND", date="2030-12-31", issuer="Ủy ban nhân dân tỉnh")
    citation = citation_of(document, "Tổng kinh phí là 12.500 triệu đồng,\ndo Sở Tài chính", page=3)
    html = rendering.answer_html(T, answer_of(Statement("12.500 triệu đồng", (citation,))), "x", lambda _: document)
    said = text_of(html)
    assert said.startswith("12.500 triệu đồng [1]")
    assert "Tổng kinh phí là 12.500 triệu đồng, do Sở Tài chính" in said
    assert "Số 12/KH-UBND · ngày 31/12/2030 · Ủy ban nhân dân tỉnh" in said
    assert "KẾ HOẠCH › I. KINH PHÍ › Trang 3" in said
    start = PLAN.index("Tổng")
    assert f'data-open="yen-bai-2031" data-start="{start}" data-end="{citation.span.end}"' in html


def test_the_path_of_a_place_does_not_repeat_the_title() -> None:
    document = document_of(title="Kế hoạch")
    citation = citation_of(document, "12.500")
    html = rendering.answer_html(T, answer_of(Statement("A", (citation,))), "x", lambda _: document)
    assert '<span class="path">I. KINH PHÍ</span>' in html


def test_a_quote_that_two_statements_share_has_one_number() -> None:
    document = document_of()
    first, second = citation_of(document, "12.500"), citation_of(document, "Sở Tài chính")
    answer = answer_of(Statement("A", (first,)), Statement("B", (second, first)))
    html = rendering.answer_html(T, answer, "x", lambda _: document)
    assert text_of(html).startswith("A [1] B [2] [1] [1] 12.500")
    assert html.count("<blockquote>") == 2


@pytest.mark.parametrize(("confidence", "level"), [(0.9, "cao"), (0.75, "cao"), (0.6, "vừa"), (0.2, "thấp")])
def test_confidence_is_said_in_words(confidence: float, level: str) -> None:
    document = document_of()
    answer = answer_of(Statement("A", (citation_of(document, "12.500"),)), confidence=confidence)
    assert f"Độ tin cậy: {level}" in rendering.answer_html(T, answer, "x", lambda _: document)


def test_a_refusal_says_why_and_what_was_searched_and_offers_the_nearest() -> None:
    document = document_of(title="Kế hoạch")
    passage = Passage(document.id, Span(PLAN.index("Tổng"), PLAN.index("|")), 1, "")
    answer = Answer("q", "thuê nhà", (), (Hit(passage, 1.0, 1),), 0.1, "Tài liệu không nêu.", 0.01)
    html = rendering.answer_html(T, answer, "tất cả 5 tài liệu", lambda _: document)
    said = text_of(html)
    assert "Tài liệu không nêu. Đã tìm: “thuê nhà” trong tất cả 5 tài liệu." in said
    assert "Đoạn gần nhất Chỉ để tham khảo, không phải câu trả lời." in said
    assert "Tổng kinh phí là 12.500 triệu đồng, do Sở Tài chính cân đối." in said
    assert 'class="answer"' not in html


def test_one_row_is_shown_with_the_names_of_its_columns() -> None:
    document = document_of()
    row = document.tables[0].rows[1]
    assert text_of(quote_html(document, row.span)) == "TT 2 Nhiệm vụ Mua máy chủ Kinh phí 5.000"


def test_rows_are_shown_under_their_header() -> None:
    document = document_of()
    rows = document.tables[0].rows
    html = quote_html(document, Span(rows[0].span.start, rows[1].span.end))
    assert text_of(html) == "TT Nhiệm vụ Kinh phí 1 Nâng cấp cổng 7.500 2 Mua máy chủ 5.000"


def test_a_quote_of_a_part_of_a_cell_is_its_words_only() -> None:
    document = document_of()
    assert quote_html(document, citation_of(document, "máy chủ").span) == "<p>máy chủ</p>"


def test_hostile_texts_stay_texts() -> None:
    text = f"KẾ HOẠCH\n{HOSTILE}\nI. KINH PHÍ\nTổng kinh phí 5 đồng {HOSTILE}\n"
    document = document_of(text, id=HOSTILE, title=HOSTILE, number=HOSTILE, issuer=HOSTILE, province=HOSTILE)
    citation = Citation(document.quote(Span(0, len(text))), HOSTILE, HOSTILE, (HOSTILE,), 1)
    hits = (Hit(Passage(HOSTILE, Span(0, len(text)), 0, ""), 1.0, 1),)
    declined = Answer(HOSTILE, HOSTILE, (), hits, 0.1, HOSTILE, 0.0)
    answers = [answer_of(Statement(HOSTILE, (citation,))), declined]
    pieces = [
        rendering.turn_html(T, HOSTILE, rendering.answer_html(T, a, HOSTILE, lambda _: document)) for a in answers
    ]
    pieces += [rendering.welcome_html(T, [HOSTILE], 1), documents_html(T, catalogue([document]))]
    pieces += [
        rendering.failed_html(T, HOSTILE),
        reading_html(T, R, Opened(document, citation.span, HOSTILE), compose(document).html(citation.span)),
    ]
    for html in pieces:
        found = Tags(html)
        assert found.tags <= ALLOWED
        assert not {name for name in found.attributes if name.startswith("on") or name in ("href", "src", "style")}


def test_the_picture_of_a_page_is_the_only_source_of_its_view() -> None:
    document = document_of(HOSTILE, title=HOSTILE)
    boxes = ((0.1, 0.2, 0.5, 0.25), (0.1, 0.25, 0.3, 0.3))
    sheet = Sheet(Picture("data:image/png;base64,AA", 9, 9, boxes), 1, HOSTILE)
    html = reading_html(T, R, Opened(document, Span(0, 9), has_sheets=True, sheet=sheet), "")
    assert Tags(html).tags <= ALLOWED | {"img"}
    assert re.findall(r'src="[^"]*"', html) == ['src="data:image/png;base64,AA"']
    assert html.count('class="box"') == 2
    assert "left:10.00%;top:20.00%;width:40.00%;height:5.00%" in html


def test_labels_are_short_and_tell_documents_apart() -> None:
    fields = {"province": "thành phố Cần Thơ", "period": "2016-2020"}
    documents = [
        document_of(id="a", province="tỉnh Cà Mau", period="2014"),
        document_of(id="b", number="1/KH-UBND", **fields),
        document_of(id="c", number="2/KH-UBND", **fields),
        document_of(id="d", **fields),
        document_of(id="e", province="tỉnh Trà Vinh", date="2019-03-01"),
        document_of(id="f", title="Kế hoạch triển khai phòng chống bệnh dại ở vật nuôi trên địa bàn thành phố"),
        document_of(id="g"),
    ]
    assert [entry.label for entry in catalogue(documents)] == [
        "Cà Mau · 2014",
        "Cần Thơ · 2016-2020 · 1/KH-UBND",
        "Cần Thơ · 2016-2020 · 2/KH-UBND",
        "Cần Thơ · 2016-2020 · d",
        "Trà Vinh · 2019",
        "Kế hoạch triển khai phòng chống bệnh dại ở vật…",
        "g.txt",
    ]


def test_what_is_too_long_is_cut_after_a_word() -> None:
    assert shortened("Sở Thông tin\nvà Truyền thông", 18) == "Sở Thông tin và…"
    assert shortened("Sở Thông tin", 12) == "Sở Thông tin"
    assert shortened("x" * 20, 5) == "xxxx…"


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("selector", [":root", ".dark"])
@pytest.mark.parametrize(
    ("ink", "grounds"),
    [
        ("ink", "ground paper accent-soft quote-ground caution-ground"),
        ("ink-soft", "ground paper quote-ground caution-ground accent-soft"),
        ("accent", "ground paper accent-soft"),
        ("mark-ink", "mark"),
        ("caution", "caution-ground"),
    ],
)
def test_every_colour_of_text_has_the_contrast_of_wcag_aa(selector: str, ink: str, grounds: str) -> None:
    css = Path(rendering.__file__).with_name("style.css").read_text("utf-8")
    block = css.split(selector + " {", 1)[1].split("}", 1)[0]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    for ground in grounds.split():
        light, dark = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, f"{ink} on {ground}"


def test_a_computed_figure_is_marked_as_such() -> None:
    document = document_of()
    citation = citation_of(document, "12.500 triệu đồng")
    operand = Operand("12.500 triệu đồng", Decimal(12_500_000_000), citation.quote)
    text = "5 tỷ đồng (tính: 12,5 - 7,5 tỷ đồng)"
    computed = Computed(text, "5 tỷ đồng", Operation.DIFFERENCE, (operand, operand))
    statement = Statement(f"Tỉnh này nhiều hơn {text}.", (citation,), computed)
    html = rendering.answer_html(T, Answer("?", "?", (statement,), (), 0.9, None, 0.1), "", lambda _: document)
    assert re.search(rf'<span class="computed" title="[^"]*tính[^"]*">{re.escape(text)}</span>', html)


def test_a_greeting_is_answered_without_the_head_of_a_refusal() -> None:
    answer = Answer("Xin chào", "Xin chào", (), (), 0.0, "Chào bạn!", 0.01)
    html = rendering.answer_html(T, answer, "tất cả 1 tài liệu", lambda _: document_of())
    assert "Chào bạn!" in html
    assert T.declined not in html
