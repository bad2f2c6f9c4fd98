"""Links that say whether their words still stand in the document."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs

import pytest

from assistant.sharing import Found, Standing, check_of, find_place, link_of
from corpus.document import make_document
from corpus.types import Document, Span

PLAN = """KẾ HOẠCH
Chuyển đổi số tỉnh Yên Bái năm 2031

I. KINH PHÍ
Tổng kinh phí là 12.500 triệu đồng, do Sở Tài chính cân đối.
Đào tạo 450 cán bộ cấp xã
về an toàn thông tin.
"""
QUOTE = "Tổng kinh phí là 12.500 triệu đồng"


def document_of(text: str) -> Document:
    return make_document(Path("yen-bai.txt"), text.encode(), "yen-bai")


def link_to(quote: str) -> tuple[int, int, str]:
    """What the link to `quote` in the plan says of the place."""
    document = document_of(PLAN)
    start = PLAN.index(quote)
    fields = parse_qs(link_of(document, Span(start, start + len(quote))).removeprefix("?"))
    assert fields["document"] == ["yen-bai"]
    return int(fields["start"][0]), int(fields["end"][0]), fields["check"][0]


def found_in(text: str, quote: str = QUOTE) -> Found:
    return find_place(document_of(text), *link_to(quote))


def test_a_link_leads_to_its_words() -> None:
    found = found_in(PLAN)
    assert found.standing is Standing.SAME
    assert found.span is not None
    assert found.span.of(PLAN) == QUOTE


def test_words_that_moved_are_found_however_they_are_broken_into_lines() -> None:
    changed = PLAN.replace("I. KINH PHÍ", "I. MỤC TIÊU\nSố hóa 60% hồ sơ.\nII. KINH PHÍ").replace(
        "là 12.500", "là\n12.500"
    )
    found = found_in(changed)
    assert found.standing is Standing.MOVED
    assert found.span is not None
    assert found.span.of(changed) == "Tổng kinh phí là\n12.500 triệu đồng"


@pytest.mark.parametrize("text", [PLAN.replace("12.500", "13.000"), "Mở đầu\n" + PLAN + PLAN, "Trống."])
def test_words_that_changed_or_stand_twice_are_not_guessed(text: str) -> None:
    assert found_in(text) == Found(Standing.CHANGED, None)


def test_one_other_figure_makes_another_check() -> None:
    assert check_of("đạt 85%") != check_of("đạt 58%")
    assert check_of("đạt\n 85 %") == check_of("đạt 85%")
    assert check_of(" – ; ") == ""


def test_a_link_without_a_check_leads_to_its_place_and_a_malformed_one_nowhere() -> None:
    document = document_of(PLAN)
    assert find_place(document, 0, 8) == Found(Standing.SAME, Span(0, 8))
    assert find_place(document, 5, 10**9) == Found(Standing.CHANGED, None)
    assert find_place(document, 0, 8, "99999-" + "0" * 20) == Found(Standing.CHANGED, None)
    assert find_place(document, 0, 8, "<script>") == Found(Standing.CHANGED, None)
