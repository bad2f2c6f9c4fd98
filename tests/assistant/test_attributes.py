"""Questions about a document itself: who signed it, its number and date, to whom it went."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.attributes import Attribute, asked_attribute
from assistant.cards import card_of
from assistant.query import Query
from assistant.types import Answer
from corpus.document import make_document
from corpus.types import SectionKind

Ask = Callable[..., Answer]
Build = Callable[[str], Query]
PLAN = """ỦY BAN NHÂN DÂN
TỈNH SƠN LA
Số: 1946/QĐ-UBND

QUYẾT ĐỊNH
Ban hành Kế hoạch phát triển giao thông nông thôn tỉnh Sơn La năm 2031

Điều 1. Ban hành kế hoạch này.
"""


@pytest.mark.parametrize(
    ("question", "attribute"),
    [
        ("Ai ký quyết định này?", Attribute.SIGNER),
        ("Người ký kế hoạch là ai?", Attribute.SIGNER),
        ("Who signed the decision?", Attribute.SIGNER),
        ("Nơi nhận của văn bản gồm những đâu?", Attribute.RECIPIENTS),
        ("Kế hoạch giao thông nông thôn mang số mấy?", Attribute.NUMBER),
        ("Quyết định được ban hành ngày nào?", Attribute.DATE),
        ("Số hiệu của tờ trình xin cấp đất là gì?", None),
        ("Cầu dân sinh được xây khi nào?", None),
        ("Bao nhiêu cầu?", None),
    ],
)
def test_only_questions_about_the_document_itself_ask_for_an_attribute(
    query: Build, question: str, attribute: Attribute | None
) -> None:
    assert (
        asked_attribute(question, query(question), card_of(make_document(Path("a.txt"), PLAN.encode("utf-8"), "a")))
        is attribute
    )


@pytest.mark.parametrize(
    ("question", "said", "kind"),
    [
        ("Ai ký kế hoạch của tỉnh Quảng Bình?", "Hoàng Thị Diệu Hằng", SectionKind.SIGNATURE),
        ("Ai ký quyết định của tỉnh Sơn La?", "Lò Văn Khánh", SectionKind.SIGNATURE),
        ("Who signed the plan of Binh Thuan?", "Trần Quốc Bảo", SectionKind.SIGNATURE),
        ("Kế hoạch của tỉnh Quảng Bình mang số hiệu nào?", "318/KH-UBND", SectionKind.HEAD),
        ("Quyết định của Sơn La được ban hành ngày nào?", "ngày 08 tháng 6 năm 2031", SectionKind.HEAD),
    ],
)
def test_they_are_read_from_the_place_in_the_document_that_says_so(
    ask: Ask, plan_assistant: Assistant, question: str, said: str, kind: SectionKind
) -> None:
    answer = ask(question)
    assert answer.text == said
    (citation,) = answer.citations
    assert said in citation.quote.text
    sections = plan_assistant.document(citation.quote.document).sections
    assert next(s.kind for s in sections if s.span.start <= citation.span.start < s.span.end) is kind


def test_the_recipients_are_all_told(ask: Ask) -> None:
    answer = ask("Kế hoạch của Quảng Bình được gửi cho những nơi nào?")
    assert answer.text == "Bộ Y tế; Thường trực Hội đồng nhân dân tỉnh; Sở Y tế, Sở Tài chính; Lưu: VT, KGVX"


def test_the_passage_that_it_was_read_from_ranks_first(ask: Ask) -> None:
    answer = ask("Ai ký kế hoạch của tỉnh Quảng Bình?")
    assert answer.hits[0].passage.span.overlap(answer.citations[0].span)


def test_the_number_of_another_document_is_not_the_document_s_own(ask: Ask) -> None:
    answer = ask("Kế hoạch của Quảng Bình thực hiện quyết định số nào của Bộ Y tế?")
    assert answer.text == "2417/QĐ-BYT"
