"""What an abbreviation stands for, by the document that defines it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.assistant import Assistant
from index.indexing import find_files, index_files
from index.store import Store

PLAN = """ỦY BAN NHÂN DÂN
TỈNH YÊN SƠN
Số: 12/KH-UBND

KẾ HOẠCH
Phát triển thủy sản tỉnh Yên Sơn năm 2031

1. Quản lý chất lượng thủy sản (QLCLTS) được giao cho Chi cục.
2. Người làm nghề cá đăng ký qua hệ thống theo dõi tàu cá (VMS).
3. Tỉnh có 40 tàu cá xa bờ.
"""

OTHER = """ỦY BAN NHÂN DÂN
TỈNH SƠN LA

KẾ HOẠCH
Sửa chữa cầu yếu tỉnh Sơn La năm 2031

1. Tỉnh có 12 cầu yếu do Chi cục quản lý.
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., tuple[str, str]]:
    folder = tmp_path_factory.mktemp("definitions")
    for name, text in (("thuy-san.txt", PLAN), ("cau-yeu.txt", OTHER)):
        (folder / name).write_text(text, encoding="utf-8")
    with Store.create_or_open(folder / "store") as store:
        index_files(store, find_files(folder.glob("*.txt")))
    assistant = Assistant.open(folder / "store")

    def asked(question: str, *history: str) -> tuple[str, str]:
        answer = assistant.ask(question, history)
        return answer.text, answer.citations[0].quote.text if answer.citations else ""

    return asked


@pytest.mark.parametrize(
    "question",
    [
        "QLCLTS là gì?",
        "QLCLTS nghĩa là gì",
        "qlclts nghia la gi",
        "Trong kế hoạch của Yên Sơn, QLCLTS viết tắt của gì?",
    ],
)
def test_an_abbreviation_is_told_in_full_with_the_place_that_defines_it(
    ask: Callable[..., tuple[str, str]], question: str
) -> None:
    said, quote = ask(question)
    assert said == "Quản lý chất lượng thủy sản"
    assert quote == "1. Quản lý chất lượng thủy sản (QLCLTS) được giao cho Chi cục."


def test_what_is_abbreviated_is_told_by_its_abbreviation(ask: Callable[..., tuple[str, str]]) -> None:
    assert ask("Quản lý chất lượng thủy sản viết tắt là gì?")[0] == "QLCLTS"


def test_an_abbreviation_of_foreign_words_is_answered_with_its_sentence(ask: Callable[..., tuple[str, str]]) -> None:
    assert "(VMS)" in ask("VMS nghĩa là gì?")[1]


def test_the_letters_of_a_document_number_are_not_asked_for(ask: Callable[..., tuple[str, str]]) -> None:
    assert ask("Trong Kế hoạch 12/KH-UBND của Yên Sơn, “tàu cá xa bờ” nghĩa là gì?")[0] != "Ủy ban nhân dân"


def test_an_abbreviation_is_found_where_an_earlier_question_was_about_another_plan(
    ask: Callable[..., tuple[str, str]],
) -> None:
    assert ask("QLCLTS là gì?", "Sơn La có bao nhiêu cầu yếu?")[0] == "Quản lý chất lượng thủy sản"
