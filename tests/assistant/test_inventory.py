"""Questions about the store are answered from what it holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.types import Answer

Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    "question", ["Có bao nhiêu kế hoạch?", "Các tỉnh nào có trong kho?", "trong kho co nhung tai lieu gi"]
)
def test_what_the_store_holds_is_told(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert not answer.answered
    assert "Sơn La" in str(answer.reason)
    assert "tài liệu" in str(answer.reason)


def test_a_question_about_plans_is_no_question_about_the_store(ask: Ask) -> None:
    assert ask("Tổng kinh phí thực hiện kế hoạch của Quảng Bình là bao nhiêu?").answered
