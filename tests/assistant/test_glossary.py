"""Abbreviations that the documents define help a question in both directions."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.glossary import Glossary
from assistant.understanding import QueryBuilder
from corpus.document import make_document
from corpus.tokens import tokens
from corpus.types import Document
from index.lexicon import load_lexicon
from index.store import Store


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    """Two plans: KBT is a reserve in one and a water tank in the other; DA (dự án) looks like the word "da"."""
    texts = {
        "a": "Khu bảo tồn (KBT) có 12 trạm. Dự án (DA) trồng rừng.",
        "b": "Kho bể trữ (KBT) có 3 ngăn.",
    }
    return [make_document(Path(f"{name}.txt"), text.encode(), name) for name, text in texts.items()]


def test_an_abbreviation_stands_for_what_the_documents_in_scope_say(documents: list[Document]) -> None:
    glossary = Glossary(documents)
    assert glossary.meanings("KBT", "kbt", marks=True) == ("khu bảo tồn", "kho bể trữ")
    assert glossary.meanings("kbt", "kbt", ["b"], marks=True) == ("kho bể trữ",)
    assert glossary.meanings("kbt", "kbt", ["c"], marks=True) == ()


def test_a_long_form_is_abbreviated_with_and_without_diacritics(documents: list[Document]) -> None:
    glossary = Glossary(documents)
    assert glossary.meanings("Khu bảo tồn", "khu bảo tồn", marks=True) == ("kbt",)
    assert glossary.meanings("khu bao ton", "khu bao ton", marks=False) == ("kbt",)
    assert glossary.meanings("khu bao ton", "khu bao ton", marks=True) == ()


def test_an_abbreviation_that_looks_like_a_word_is_meant_in_capitals_only(documents: list[Document]) -> None:
    glossary = Glossary(documents)
    assert glossary.meanings("DA", "da", marks=True) == ("dự án",)
    assert glossary.meanings("da", "da", marks=True) == ()


PLAN = """ỦY BAN NHÂN DÂN
TỈNH YÊN SƠN
KẾ HOẠCH
Bảo vệ rừng năm 2033
I. NHIỆM VỤ
Thành lập quỹ tín dụng rừng cộng đồng (QTDRCĐ) tại 7 xã.
Nâng cấp đường tuần tra dài 15 km.
II. TỔ CHỨC
Mỗi năm kiểm toán quỹ tín dụng rừng cộng đồng một lần vào tháng 11.
Chi cục Kiểm lâm kiểm tra các trạm một lần.
"""


def test_a_question_with_the_abbreviation_finds_the_full_words(assistant_over: Callable[..., Assistant]) -> None:
    answer = assistant_over(rung=PLAN).ask("QTDRCĐ được kiểm toán khi nào?")
    assert answer.citations[0].quote.text.startswith("Mỗi năm kiểm toán quỹ tín dụng rừng cộng đồng")


def test_both_directions_are_searched_beside_the_question_s_own_words(plan_store: Path) -> None:
    document = make_document(Path("y.txt"), "Tiêm tại trạm y tế xã (TYTX).".encode(), "y")
    with Store(plan_store) as store:
        builder = QueryBuilder(store.words, load_lexicon(), [document])
        written_out = {term.bare: term for term in builder.build("TYTX có bác sĩ không?").terms if not term.own}
        in_scope_of_another = builder.build("TYTX có bác sĩ không?", documents=["another"])
    assert {"tram", "xa", "tram_y", "te_xa"} <= written_out.keys()
    assert written_out["tram_y"].pair
    assert not any(term.bare == "tram" for term in in_scope_of_another.terms)


def test_an_abbreviation_that_a_document_writes_out_may_be_met_by_its_words(plan_store: Path) -> None:
    document = make_document(Path("y.txt"), "Tiêm tại trạm y tế xã (TYTX).".encode(), "y")
    with Store(plan_store) as store:
        assert QueryBuilder(store.words, load_lexicon(), [document]).build("TYTX có gì?").rare_names == ()
        assert QueryBuilder(store.words, load_lexicon()).build("TYTX có gì?").rare_names == (0,)


def test_looking_up_takes_far_less_than_a_millisecond(documents: list[Document]) -> None:
    glossary = Glossary(documents)
    found = tokens("khu bảo tồn nào được giao nhiều việc nhất trong năm của kế hoạch bảo vệ rừng đó " * 2)
    start = time.process_time()
    for _ in range(100):
        for piece in glossary.phrases(found):
            glossary.meanings("", " ".join(token.form for token in piece), marks=True)
    assert time.process_time() - start < 0.1
