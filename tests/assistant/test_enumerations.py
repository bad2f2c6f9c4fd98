"""Enumerations within a sentence: the items that the question asks for, and only those."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.enumerations import find_enumeration
from assistant.query import Query
from corpus.types import Span

Build = Callable[[str], Query]
HERDS = (
    "Ban Quản lý gồm đại diện lãnh đạo Sở Y tế, Sở Tài chính và Công an tỉnh; "
    "tổ giúp việc gồm cán bộ Phòng Nội vụ, Phòng Y tế."
)


@pytest.mark.parametrize(
    ("sentence", "question", "items"),
    [
        ("Cây trồng chủ lực gồm: chè, cà phê, mắc ca.", "Cây trồng chủ lực nào?", "chè, cà phê, mắc ca"),
        (
            "Phối hợp với các sở: Y tế, Tài chính, Nội vụ rà soát.",
            "Phối hợp với những sở nào?",
            "Y tế, Tài chính, Nội vụ rà soát",
        ),
        (
            "Để giữ rừng, tỉnh đã lập trạm gác tại 12 nơi (Gồm 02 đỉnh đèo, 10 cửa rừng), góp phần giữ nước.",
            "Trạm gác được lập ở những nơi nào?",
            "02 đỉnh đèo, 10 cửa rừng",
        ),
        (
            "Tuyên truyền bằng loa, đài; dựng biển báo ở các xã như Bản Bo, Nà Tăm, nhằm giữ rừng.",
            "Biển báo dựng ở những xã nào?",
            "Bản Bo, Nà Tăm",
        ),
        (
            HERDS,
            "Ban Quản lý gồm lãnh đạo những đơn vị nào?",
            "đại diện lãnh đạo Sở Y tế, Sở Tài chính và Công an tỉnh",
        ),
        (HERDS, "Tổ giúp việc gồm cán bộ những phòng nào?", "cán bộ Phòng Nội vụ, Phòng Y tế"),
        (
            "Thu hút vốn làm đường qua ODA, PPP, FDI.",
            "Thu hút vốn làm đường qua những kênh nào?",
            "ODA, PPP, FDI",
        ),
    ],
)
def test_the_enumeration_nearest_to_what_is_asked(query: Build, sentence: str, question: str, items: str) -> None:
    found = find_enumeration(query(question), sentence, Span(0, len(sentence)))
    assert found is not None
    assert found.span.of(sentence) == items


@pytest.mark.parametrize("sentence", ["Xây dựng cầu treo qua suối.", "Cán bộ cũng như người dân đều biết, đều theo."])
def test_a_sentence_that_enumerates_nothing(query: Build, sentence: str) -> None:
    assert find_enumeration(query("Xây dựng những cầu nào?"), sentence, Span(0, len(sentence))) is None


def test_semicolons_part_the_items_where_there_are_any_and_commas_in_brackets_never_do(query: Build) -> None:
    sentence = "Các trạm gồm: Bản Bo (lầu, kho), xã Nà Tăm; Sin Súi; Tân Uyên."
    found = find_enumeration(query("Các trạm nào?"), sentence, Span(0, len(sentence)))
    assert found is not None
    assert found.items == ("Bản Bo (lầu, kho), xã Nà Tăm", "Sin Súi", "Tân Uyên")
