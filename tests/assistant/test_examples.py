"""Example questions: made from the loaded documents, and the documents answer them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.assistant import Assistant
from assistant.examples import examples_of
from assistant.types import Answer
from corpus.document import make_document
from corpus.types import Document

PLAN = "ỦY BAN NHÂN DÂN\nTỈNH {}\n\nKẾ HOẠCH\nCấp nước sạch tỉnh {} năm 2032\n\nI. MỤC TIÊU\nCấp nước cho 95% hộ dân.\n"


def plan(province: str, identity: str = "a") -> Document:
    text = PLAN.format(province.upper(), province)
    return make_document(Path(f"{identity}.txt"), text.encode("utf-8"), identity)


def test_each_plan_gives_a_question_that_names_it(plan_assistant: Assistant) -> None:
    examples = plan_assistant.examples()
    assert len(examples) == 3
    for province, question in zip(("Bình Thuận", "Quảng Bình", "Sơn La"), examples, strict=True):
        assert province in question


def test_every_example_is_answered(plan_assistant: Assistant, ask: Callable[..., Answer]) -> None:
    for question in plan_assistant.examples():
        assert ask(question).answered


def test_what_a_plan_does_not_hold_is_no_example() -> None:
    assert examples_of([plan("Sơn La")]) == ("Kế hoạch của Sơn La 2032 đặt ra những mục tiêu cụ thể nào?",)


def test_a_document_without_a_province_gives_none() -> None:
    assert examples_of([make_document(Path("a.txt"), "KẾ HOẠCH\nI. MỤC TIÊU\nTăng thu.\n".encode(), "a")]) == ()


def test_there_are_six_at_most() -> None:
    assert len(examples_of([plan("Sơn La", str(n)) for n in range(9)])) == 6
