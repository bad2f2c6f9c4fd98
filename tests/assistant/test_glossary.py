"""Abbreviations that the documents define help a question in both directions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.cards import Cards
from assistant.glossary import Glossary
from assistant.understanding import QueryBuilder
from index.store import Store


@pytest.fixture
def glossary(store_over: Callable[..., Store]) -> Glossary:
    """Two plans: KBT is a reserve in one and a water tank in the other; DA (dự án) looks like the word "da"."""
    store = store_over(a="Khu bảo tồn (KBT) có 12 trạm. Dự án (DA) trồng rừng.", b="Kho bể trữ (KBT) có 3 ngăn.")
    return Glossary(store, Cards(store))


def test_an_abbreviation_stands_for_what_the_documents_in_scope_say(glossary: Glossary) -> None:
    assert glossary.meanings("KBT", "kbt", marks=True) == ("khu bảo tồn", "kho bể trữ")
    assert glossary.meanings("kbt", "kbt", ["b"], marks=True) == ("kho bể trữ",)
    assert glossary.meanings("kbt", "kbt", ["c"], marks=True) == ()


def test_a_long_form_is_abbreviated_with_and_without_diacritics(glossary: Glossary) -> None:
    assert glossary.meanings("Khu bảo tồn", "khu bảo tồn", marks=True) == ("kbt",)
    assert glossary.meanings("khu bao ton", "khu bao ton", marks=False) == ("kbt",)
    assert glossary.meanings("khu bao ton", "khu bao ton", marks=True) == ()


def test_an_abbreviation_that_looks_like_a_word_is_meant_in_capitals_only(glossary: Glossary) -> None:
    assert glossary.meanings("DA", "da", marks=True) == ("dự án",)
    assert glossary.meanings("da", "da", marks=True) == ()


def test_the_documents_tell_how_an_abbreviation_is_written(glossary: Glossary) -> None:
    assert glossary.written("kbt") == "KBT"
    assert glossary.written("kbtt") is None


def test_of_many_meanings_the_common_ones_are_taken(store_over: Callable[..., Store]) -> None:
    texts = {f"t{n}": f"Trạm y tế lưu động số {['một', 'hai', 'ba', 'bốn'][n % 4]} (TYT) đã xây." for n in range(24)}
    store = store_over(**texts)
    assert len(Glossary(store, Cards(store)).meanings("TYT", "tyt", marks=True)) <= 3


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


def test_both_directions_are_searched_beside_the_question_s_own_words(
    store_over: Callable[..., Store], builder_over: Callable[..., QueryBuilder]
) -> None:
    store = store_over(y="Tiêm tại trạm y tế xã (TYTX).", x="Xây kho.")
    builder = builder_over(store, Glossary(store, Cards(store)))
    written_out = {term.bare: term for term in builder.build("TYTX có bác sĩ không?").terms if not term.own}
    in_scope_of_another = builder.build("TYTX có bác sĩ không?", documents=["x"])
    assert {"tram", "xa", "tram_y", "te_xa"} <= written_out.keys()
    assert written_out["tram_y"].pair
    assert not any(term.bare == "tram" for term in in_scope_of_another.terms)


def test_an_abbreviation_that_a_document_writes_out_may_be_met_by_its_words(
    plan_store: Path, store_over: Callable[..., Store], builder_over: Callable[..., QueryBuilder]
) -> None:
    own = store_over(y="Tiêm tại trạm y tế xã (TYTX).")
    with Store(plan_store) as store, store.reading():
        glossary = Glossary(own, Cards(own))
        assert builder_over(store, glossary).build("TYTX có gì?").rare_names == ()
        assert builder_over(store).build("TYTX có gì?").rare_names == (0,)
