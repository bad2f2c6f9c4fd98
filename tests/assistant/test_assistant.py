"""The assistant as a whole: what is asked, what is said, and that every word of it can be shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.assistant import Assistant
from assistant.citing import citation_of
from assistant.types import Answer
from corpus.errors import AssistantError, StoreError
from corpus.folding import bare
from corpus.types import Span
from index.indexing import find_files, index_files
from index.store import Store

Ask = Callable[..., Answer]
Check = Callable[..., Answer]
QUANG_BINH, SON_LA, BINH_THUAN = "quang-binh-y-te-2032", "son-la-giao-thong-2031-2035", "binh-thuan-thuy-san-2032"
QUESTIONS = {
    "Tổng kinh phí thực hiện kế hoạch của tỉnh Quảng Bình năm 2032 là bao nhiêu?": "48.600 triệu đồng",
    "Ngân sách tỉnh Quảng Bình bố trí bao nhiêu tiền cho kế hoạch y tế?": "31.250 triệu đồng",
    "Tỷ lệ xã đạt tiêu chí quốc gia về y tế của Quảng Bình là bao nhiêu phần trăm?": "92%",
    "Sơn La xây mới bao nhiêu cầu dân sinh?": "54 cầu dân sinh",
    "Quảng Bình phải hoàn thành đào tạo lại nhân viên y tế thôn, bản khi nào?": "trước ngày 30 tháng 9 năm 2032",
    "Quyết định của Sơn La căn cứ Tờ trình số nào?": "205/TTr-SGTVT",
    "Bình Thuận hỗ trợ mỗi hộ chuyển nghề bao nhiêu tiền?": "35 triệu đồng",
    "Diện tích nuôi tôm công nghệ cao của Bình Thuận là bao nhiêu?": "410 ha",
    "Theo Quyết định số 1946/QĐ-UBND, xây mới bao nhiêu cầu dân sinh?": "54 cầu dân sinh",
}
ENGLISH = {
    "How many commune health stations in Quang Binh have a doctor?": "143 trạm",
    "What is the total budget of the Quang Binh plan?": "48.600 triệu đồng",
    "Which agency leads the implementation of the health plan in Quang Binh?": "Sở Y tế",
}
PLAIN = "Sơn La xây mới bao nhiêu cầu dân sinh?"
COMPARISON = "So sánh tổng kinh phí thực hiện kế hoạch của Quảng Bình và Bình Thuận"


def places(answer: Answer) -> list[tuple[str, int, int]]:
    return [(c.quote.document, c.span.start, c.span.end) for c in answer.citations]


@pytest.mark.parametrize(("question", "said"), QUESTIONS.items())
def test_a_question_gets_the_short_answer_with_its_quote(ask: Ask, question: str, said: str) -> None:
    answer = ask(question)
    assert answer.text == said
    assert said in " ".join(answer.citations[0].quote.text.split())


@pytest.mark.parametrize(("question", "said"), QUESTIONS.items())
def test_a_decomposed_question_gets_the_same_answer(ask: Ask, question: str, said: str) -> None:
    composed, decomposed = ask(question), ask(unicodedata.normalize("NFD", question))
    assert decomposed.text == said
    assert decomposed.statements == composed.statements
    assert decomposed.hits == composed.hits


@pytest.mark.parametrize(("question", "said"), QUESTIONS.items())
def test_a_question_in_capitals_gets_the_same_answer(ask: Ask, question: str, said: str) -> None:
    assert places(ask(question.upper())) == places(ask(question))


@pytest.mark.parametrize(("question", "said"), QUESTIONS.items())
def test_a_question_without_diacritics_finds_the_same_place(ask: Ask, question: str, said: str) -> None:
    assert places(ask(bare(question))) == places(ask(question))


def test_old_and_new_tone_marks_are_one(ask: Ask) -> None:
    new, old = (ask(f"Sản lượng {word} của Bình Thuận đạt bao nhiêu tấn?") for word in ("thủy sản", "thuỷ sản"))
    assert new.text == old.text == "236.000 tấn"
    assert new.citations == old.citations


@pytest.mark.parametrize(
    "question",
    ["Diện tích nuôi tôm công ngệ cao của Bình Thuận là bao nhiêu?", "Diện tích nui tôm công nghệ cao ở Bình Thuận?"],
)
def test_one_typing_error_finds_the_same_place(ask: Ask, question: str) -> None:
    assert ask(question).citations[0].quote.text == "- Diện tích nuôi tôm công nghệ cao đạt 410 ha."


@pytest.mark.parametrize(("question", "said"), ENGLISH.items())
def test_an_english_question_is_answered_from_the_vietnamese_plan(ask: Ask, question: str, said: str) -> None:
    assert ask(question).text.startswith(said)


def test_a_citation_says_where_it_stands(ask: Ask) -> None:
    (citation,) = ask("Sơn La xây mới bao nhiêu cầu dân sinh?").citations
    assert citation.title == "Kế hoạch phát triển giao thông nông thôn tỉnh Sơn La giai đoạn 2031-2035"
    assert citation.source == "son-la-giao-thong-2031-2035.txt"
    assert citation.section == ("KẾ HOẠCH", "I. MỤC TIÊU")
    assert citation.page is None
    assert citation.quote.text == "3. Xây mới 54 cầu dân sinh."


def test_a_citation_from_a_paged_document_says_the_page(plan_assistant: Assistant) -> None:
    plan = plan_assistant.document(SON_LA)
    start = plan.text.index("3. Xây mới")
    paged = replace(plan, pages=(Span(0, start), Span(start, len(plan.text))))
    assert citation_of(paged, Span(start, start + 10)).page == 2
    assert citation_of(paged, Span(0, 10)).page == 1


def test_a_long_sentence_is_said_in_300_characters_and_quoted_whole(
    assistant_over: Callable[..., Assistant], check: Check
) -> None:
    wishes = ", ".join(f"thứ {n} là giữ vệ sinh khu phố" for n in range(2, 14))
    sentence = f"Yêu cầu chung về rác thải là phân loại tại nguồn, {wishes}."
    plan = f"KẾ HOẠCH\nVệ sinh môi trường tỉnh Sơn La năm 2032\n\nI. YÊU CẦU\n{sentence}\n"
    assistant = assistant_over(son_la_2032=plan)
    answer = check(assistant.ask("Yêu cầu chung về rác thải ở Sơn La là gì?"), assistant)
    assert answer.answered
    assert len(answer.text) <= 300
    assert answer.text.endswith("…")


def test_a_comparison_gives_one_statement_a_document_with_its_own_citation(ask: Ask) -> None:
    answer = ask(COMPARISON)
    assert {s.text: {c.quote.document for c in s.citations} for s in answer.statements} == {
        "Quảng Bình: 48.600 triệu đồng.": {QUANG_BINH},
        "Bình Thuận: 19.750 triệu đồng.": {BINH_THUAN},
    }


def test_three_plans_are_compared_in_the_order_of_the_question(ask: Ask) -> None:
    answer = ask("Tổng kinh phí kế hoạch của Sơn La, Quảng Bình và Bình Thuận lần lượt là bao nhiêu?")
    assert [c.quote.document for c in answer.citations] == [SON_LA, QUANG_BINH, BINH_THUAN]
    assert [s.text.split(": ")[1] for s in answer.statements] == [
        "2.145 tỷ đồng.",
        "48.600 triệu đồng.",
        "19.750 triệu đồng.",
    ]


def test_a_comparison_of_many_plans_is_not_longer_than_300_characters(
    assistant_over: Callable[..., Assistant], check: Check
) -> None:
    provinces = (
        "Hà Giang,Cao Bằng,Lạng Sơn,Lào Cai,Yên Bái,Sơn La,Điện Biên,Lai Châu,Hòa Bình,Quảng Bình,Kon Tum,Gia Lai"
    )
    plans = {
        f"plan_{n}": f"ỦY BAN NHÂN DÂN\nTỈNH {name.upper()}\n\nKẾ HOẠCH\nLàm đường tỉnh {name} năm 2032\n\n"
        f"I. KINH PHÍ\nTổng kinh phí làm đường giao thông nông thôn là {n + 11}.400 triệu đồng.\n"
        for n, name in enumerate(provinces.split(","))
    }
    assistant = assistant_over(**plans)
    answer = check(assistant.ask("Những tỉnh nào nêu tổng kinh phí làm đường giao thông nông thôn?"), assistant)
    assert len(answer.statements) > 1


def test_a_question_for_provinces_is_answered_from_every_plan(ask: Ask) -> None:
    answer = ask("Những tỉnh nào nêu tổng kinh phí thực hiện kế hoạch?")
    assert {c.quote.document for c in answer.citations} == {QUANG_BINH, SON_LA, BINH_THUAN}


def test_which_of_two_has_more_is_a_comparison(ask: Ask) -> None:
    answer = ask("Quảng Bình và Sơn La, nơi nào có tổng kinh phí nhiều hơn?")
    assert [c.quote.document for c in answer.citations] == [QUANG_BINH, SON_LA]


def test_a_definition_is_the_place_that_writes_the_abbreviation_out(ask: Ask) -> None:
    answer = ask("VMS là gì?")
    assert answer.text == "thiết bị giám sát hành trình"
    assert "thiết bị giám sát hành trình (VMS)" in answer.citations[0].quote.text


def test_a_reason_is_the_sentence_that_gives_it(ask: Ask) -> None:
    assert "vì địa hình chia cắt mạnh" in ask("Vì sao Sơn La ưu tiên mặt đường bê tông xi măng?").text


@pytest.mark.parametrize("document", [QUANG_BINH, SON_LA, BINH_THUAN])
def test_documents_restrict_the_answer(ask: Ask, document: str) -> None:
    answer = ask("Tổng kinh phí thực hiện kế hoạch là bao nhiêu?", documents=[document])
    assert {c.quote.document for c in answer.citations} == {document}
    assert {hit.passage.document for hit in answer.hits} == {document}


def test_documents_restrict_a_comparison(ask: Ask) -> None:
    assert {c.quote.document for c in ask(COMPARISON, documents=[QUANG_BINH]).citations} == {QUANG_BINH}


def test_a_province_is_not_answered_from_the_plan_of_another(ask: Ask) -> None:
    assert not ask("Tổng kinh phí kế hoạch của Quảng Bình là bao nhiêu?", documents=[SON_LA]).answered


def test_a_document_that_is_not_there_is_an_error(plan_assistant: Assistant) -> None:
    with pytest.raises((AssistantError, StoreError), match="khong-co"):
        plan_assistant.ask("Tổng kinh phí là bao nhiêu?", documents=["khong-co"])


@pytest.mark.parametrize("question", ["", " ", "\n\t\u00a0"])
def test_an_empty_question_is_an_error(plan_assistant: Assistant, question: str) -> None:
    with pytest.raises(AssistantError, match=r"^question: empty; .+$"):
        plan_assistant.ask(question)


def test_a_question_far_too_long_is_an_error(plan_assistant: Assistant) -> None:
    with pytest.raises(AssistantError, match=r"^question: longer than .+; .+$"):
        plan_assistant.ask("kinh phí " * 1_000)


def test_a_store_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store here"):
        Assistant.open(tmp_path / "nichts")


def test_a_store_without_documents_declines(tmp_path: Path, check: Check) -> None:
    Store.create_or_open(tmp_path / "store").close()
    with Assistant.open(tmp_path / "store") as assistant:
        assert assistant.documents() == ()
        assert assistant.examples() == ()
        assert not check(assistant.ask(PLAIN), assistant).answered
        assert not check(assistant.ask("Những tỉnh nào có kế hoạch?"), assistant).answered


def test_the_same_question_gets_the_same_answer_also_from_a_store_opened_again(
    plan_store: Path, ask: Ask, check: Check
) -> None:
    questions = [*QUESTIONS, *ENGLISH, COMPARISON, "Giá vàng hôm nay?"]
    with Assistant.open(plan_store) as again:
        for question in questions:
            one, two, three = ask(question), ask(question), check(again.ask(question), again)
            said = {(a.statements, a.hits, a.confidence, a.reason, a.query) for a in (one, two, three)}
            assert len(said) == 1


def test_what_was_asked_between_changes_nothing(ask: Ask) -> None:
    before = ask(PLAIN)
    ask("Thế còn Quảng Bình?", PLAIN)
    ask("nui tôm")
    assert ask(PLAIN).statements == before.statements


def test_a_document_removed_is_no_longer_answered_from(tmp_path: Path, plans: Path, check: Check) -> None:
    folder = tmp_path / "store"
    with Store.create_or_open(folder) as store:
        index_files(store, find_files([plans]))
    with Assistant.open(folder) as assistant:
        assert check(assistant.ask(PLAIN), assistant).text == "54 cầu dân sinh"
        with Store(folder) as writer, writer.writing():
            writer.remove(SON_LA)
        answer = check(assistant.ask(PLAIN), assistant)
        assert not answer.answered
        assert "Sơn La" in str(answer.reason)
        assert all(hit.passage.document != SON_LA for hit in assistant.ask("cầu dân sinh").hits)
        assert [document.id for document in assistant.documents()] == [BINH_THUAN, QUANG_BINH]


def test_a_document_changed_is_answered_as_it_now_stands(tmp_path: Path, plans: Path, check: Check) -> None:
    plan = tmp_path / f"{SON_LA}.txt"
    text = (plans / plan.name).read_text(encoding="utf-8")
    plan.write_text(text, encoding="utf-8")

    def index() -> None:
        with Store.create_or_open(tmp_path / "store") as store:
            index_files(store, [plan])

    index()
    with Assistant.open(tmp_path / "store") as assistant:
        assert assistant.ask(PLAIN).text == "54 cầu dân sinh"
        plan.write_text(text.replace("Xây mới 54 cầu", "Xây mới 61 cầu"), encoding="utf-8")
        index()
        assert check(assistant.ask(PLAIN), assistant).text == "61 cầu dân sinh"


REGEX = ["(((", "[a-z]+", ".*", "\\", "\\1", "a{1,", "(?P<x", "$^", "*:*", "/.*/", 'AND OR NOT NEAR "', "%s %d {0}"]
NO_TEXT = ["\x00\x01\x02", "\ufeff\u200b\u202e", "\u0323\u0303\u0301" * 30, "\r\n\r\n?", "“”“”", "« »", ",,,", "😀🎉"]
STRANGE = ["ﬁ ǰ İ ß", "٣٤٥ ²³ Ⅷ", "1/0 31/02/2031", "năm 0000 năm 9999", "99999999999999999999999 đồng", "số /QĐ-UBND"]
LONG = ["x" * 1_900, "Đ" * 300, "Quảng Bình " * 150, "1946/QĐ-UBND " * 100, "so sánh và với , " * 20]
CODE = ["'; DROP TABLE documents; --", "<script>alert(1)</script>", "title:kinh", "{{7*7}}", "../../etc/passwd"]


@pytest.mark.parametrize("question", [*REGEX, *NO_TEXT, *STRANGE, *LONG, *CODE])
def test_a_hostile_question_is_answered_or_declined(ask: Ask, question: str) -> None:
    ask(question)
    ask("Còn cái đó?", question)
    ask(question, PLAIN)


@pytest.mark.parametrize("question", ["kinh ph\udcff Sơn La", "kinh phí \ud800"])
def test_a_question_that_is_no_text_is_declined_or_an_error(ask: Ask, question: str) -> None:
    with suppress(AssistantError):
        ask(question)


def asked(ask: Ask, question: str, history: Sequence[str] = ()) -> None:
    if question.strip():
        ask(question, *history)
    else:
        with pytest.raises(AssistantError):
            ask(question, *history)


@settings(deadline=None)
@given(question=st.text(max_size=300))
def test_any_text_is_answered_or_declined(ask: Ask, question: str) -> None:
    asked(ask, question)


WORDS = sorted({word for question in [*QUESTIONS, *ENGLISH, COMPARISON] for word in question.split()})


@settings(deadline=None, max_examples=150)
@given(
    words=st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=14),
    history=st.lists(st.sampled_from(list(QUESTIONS)), max_size=2),
)
def test_any_words_of_plans_in_any_order_get_an_answer_that_its_quotes_prove(
    ask: Ask, words: list[str], history: list[str]
) -> None:
    asked(ask, " ".join(words), history)
