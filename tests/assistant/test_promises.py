"""All targets of a plan are answered from the register, each with its own quote."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.promises import asks_targets
from assistant.query import Query
from assistant.types import Answer

Ask = Callable[..., Answer]
Build = Callable[[str], Query]


@pytest.mark.parametrize(
    "question", ["Kế hoạch có những chỉ tiêu nào?", "Liệt kê các chỉ tiêu đến năm 2035", "cac muc tieu cu the la gi"]
)
def test_a_question_for_all_targets_names_no_subject(query: Build, question: str) -> None:
    assert asks_targets(query(question))


@pytest.mark.parametrize(
    "question", ["Những chỉ tiêu nào về tiêm chủng?", "Chỉ tiêu tiêm chủng là bao nhiêu?", "Ai đặt mục tiêu?"]
)
def test_a_question_for_some_targets_is_left_to_the_ranking(query: Build, question: str) -> None:
    assert not asks_targets(query(question))


def test_each_target_that_is_told_is_quoted(ask: Ask) -> None:
    answer = ask("Kế hoạch của Quảng Bình có những chỉ tiêu nào?")
    assert answer.answered
    assert len(answer.citations) > 2
    heads = [said.removesuffix("…").strip() for said in answer.text.split("; ") if said != "…"]
    quotes = [" ".join(citation.quote.text.split()) for citation in answer.citations]
    assert all(any(head in quote for quote in quotes) for head in heads)
