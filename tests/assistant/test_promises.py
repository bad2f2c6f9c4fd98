"""Questions for all rows of a kind are answered from the register, each row with its own quote."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from assistant.assistant import Assistant
from assistant.promise_requests import Request, find_request
from assistant.query import Query
from assistant.types import Answer
from corpus.commitments.types import Kind
from index.indexing import index_files
from index.store import Store

Ask = Callable[..., Answer]
Build = Callable[[str], Query]


def asked(build: Build, question: str) -> Request | None:
    return find_request(build(question), frozenset())


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Kế hoạch có những chỉ tiêu nào?", Kind.TARGET),
        ("Liệt kê các chỉ tiêu đến năm 2035", Kind.TARGET),
        ("cac muc tieu cu the la gi", Kind.TARGET),
        ("Which targets are due by 2035?", Kind.TARGET),
        ("Những nhiệm vụ nào phải xong trong năm 2032?", Kind.TASK),
        ("ai phải báo cáo gì, bao lâu một lần", Kind.REPORTING),
        ("Liệt kê các dự án của Sở Y tế và kinh phí", Kind.BUDGET),
        ("kinh phí từng dự án", Kind.BUDGET),
    ],
)
def test_a_question_for_all_rows_of_a_kind_has_no_other_subject(query: Build, question: str, kind: Kind) -> None:
    request = asked(query, question)
    assert request is not None
    assert request.kinds == (kind,)
    assert request.subject == ()


@pytest.mark.parametrize(
    "question",
    [
        "Chỉ tiêu tiêm chủng là bao nhiêu?",
        "Ai đặt mục tiêu?",
        "Dự án nào tốn nhiều tiền nhất?",
        "Sở Y tế báo cáo ai?",
        "Tổng kinh phí là bao nhiêu?",
    ],
)
def test_a_question_for_one_value_or_person_is_left_to_the_ranking(query: Build, question: str) -> None:
    assert asked(query, question) is None


def test_what_is_left_beside_the_cues_is_the_subject(query: Build) -> None:
    request = asked(query, "Những chỉ tiêu nào về tiêm chủng của các tỉnh?")
    assert request is not None
    assert [word.form for word in request.subject] == ["tiêm", "chủng"]
    assert request.of_several


def test_a_year_is_a_deadline_behind_den_and_a_year_of_the_period_else(query: Build) -> None:
    by, within = asked(query, "các chỉ tiêu đến năm 2035"), asked(query, "các chỉ tiêu năm 2032")
    assert by is not None
    assert within is not None
    assert (by.years, by.by) == ((2035,), True)
    assert (within.years, within.by) == ((2032,), False)


def test_what_is_late_is_due_before_the_day_of_the_question(query: Build) -> None:
    request = asked(query, "Những nhiệm vụ nào quá hạn tính đến 31/12/2033?")
    assert request is not None
    assert (request.past, request.years, request.subject) == (date(2033, 12, 31), (), ())


def test_all_that_an_agency_has_to_do_is_of_every_kind(query: Build) -> None:
    request = asked(query, "Sở Y tế phải làm gì?")
    assert request is not None
    assert request.duties
    assert request.agency is not None
    assert request.agency.key == "sở y tế"


def test_each_target_that_is_told_is_quoted(ask: Ask) -> None:
    answer = ask("Kế hoạch của Quảng Bình có những chỉ tiêu nào?")
    assert answer.text.startswith("Bốn chỉ tiêu: Tỷ lệ xã đạt tiêu chí quốc gia về y tế đạt 92%; ")
    quotes = [" ".join(citation.quote.text.split()) for citation in answer.citations]
    assert quotes[1].startswith("Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ đạt 97,5%")


def test_without_a_plan_all_are_looked_at_and_named(ask: Ask) -> None:
    answer = ask("Sở Tài chính phải làm gì?")
    assert len(answer.statements) > 1
    assert [one.text.split(":")[0].split(" (")[0] for one in answer.statements[:2]] == ["Quảng Bình", "Sơn La"]
    for statement in answer.statements:
        assert len({citation.quote.document for citation in statement.citations}) == 1


def test_only_the_years_that_are_asked_for_are_told(ask: Ask) -> None:
    answer = ask("Những chỉ tiêu nào đến năm 2032?")
    assert answer.answered
    assert {citation.quote.document for citation in answer.citations}.isdisjoint({"son-la-giao-thong"})
    assert not any("1.280 km" in citation.quote.text for citation in answer.citations)


def test_what_no_plan_promises_is_declined_with_what_was_searched(ask: Ask) -> None:
    answer = ask("Sở Xây dựng phải làm gì trong kế hoạch của Quảng Bình?")
    assert not answer.answered
    assert answer.reason is not None
    assert "Quảng Bình" in answer.reason
    assert "Sở Xây dựng" in answer.reason


def test_a_follow_up_swaps_the_agency(ask: Ask) -> None:
    before = "Sở Y tế phải làm gì trong kế hoạch của Quảng Bình?"
    assert ask("còn Sở Tài chính?", before).text == ask("Sở Tài chính phải làm gì trong kế hoạch của Quảng Bình?").text


GROUPS = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
Số: 12/KH-UBND

KẾ HOẠCH
Phòng cháy rừng năm 2032

I. NHIỆM VỤ

1. Mua 20 xe bồn. Hoàn thành trước ngày 15/10/2032.

2. Sở Công Thương kiểm tra kho xăng dầu, hoàn thành trước ngày 20/11/2032.

3. Sở Nội vụ tổ chức 03 lớp tập huấn, hoàn thành trong năm 2032.

II. TỔ CHỨC THỰC HIỆN

1. Các sở, ban, ngành tỉnh

- Xây dựng phương án chữa cháy của cơ quan mình.

2. Ủy ban nhân dân các xã, phường

- Thành lập đội xung kích chữa cháy rừng.
"""


@pytest.fixture(scope="module")
def ask_lam_dong(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    folder = tmp_path_factory.mktemp("groups")
    plan = folder / "lam-dong-2032.txt"
    plan.write_text(GROUPS, encoding="utf-8")
    with Store.create_or_open(folder / "store") as store:
        index_files(store, [plan])
    with Assistant.open(folder / "store") as assistant:
        yield assistant.ask


def test_a_refusal_tells_what_a_group_has_to_do_that_takes_the_agency_in(ask_lam_dong: Ask) -> None:
    answer = ask_lam_dong("Sở Y tế phải làm gì?")
    assert not answer.answered
    assert answer.reason is not None
    assert "không có việc nào giao riêng cho Sở Y tế" in answer.reason
    assert "Việc giao chung cho các sở, ban, ngành tỉnh" in answer.reason
    assert "Xây dựng phương án chữa cháy" in answer.reason


def test_an_office_that_no_group_takes_in_is_declined_without_one(ask_lam_dong: Ask) -> None:
    reason = ask_lam_dong("Bộ Y tế phải làm gì?").reason
    assert reason is not None
    assert "giao chung" not in reason


def test_a_committee_is_meant_by_the_committees_of_its_level(ask_lam_dong: Ask) -> None:
    answer = ask_lam_dong("UBND xã phải làm gì?")
    assert "đội xung kích chữa cháy rừng" in answer.text


def test_the_passage_of_the_first_row_leads_the_ranking(ask: Ask) -> None:
    answer = ask("Kế hoạch của Quảng Bình có những chỉ tiêu nào?")
    assert answer.hits[0].passage.span.overlap(answer.citations[0].span)


@pytest.mark.parametrize(
    ("question", "part", "by"),
    [
        ("Những việc nào phải xong trong quý IV năm 2032?", "2032-Q4", False),
        ("nhung viec nao phai xong truoc thang 11/2032", "2032-11", True),
        ("Những nhiệm vụ nào phải xong trước ngày 15/10/2032?", "2032-10-15", True),
        ("Which tasks are due in Q4 2032?", "2032-Q4", False),
    ],
)
def test_a_part_of_the_year_is_no_subject(query: Build, question: str, part: str, by: bool) -> None:
    request = asked(query, question)
    assert request is not None
    assert (request.part, request.by, request.subject) == (part, by, ())


def test_only_what_is_due_in_the_month_is_told(ask_lam_dong: Ask) -> None:
    answer = ask_lam_dong("Những nhiệm vụ nào phải xong trong tháng 11/2032?")
    assert "kho xăng dầu" in answer.text
    assert len(answer.citations) == 1


def test_a_month_without_a_row_is_told_as_it_was_asked(ask_lam_dong: Ask) -> None:
    reason = ask_lam_dong("Những nhiệm vụ nào phải xong trong tháng 3/2032?").reason
    assert reason is not None
    assert "03/2032" in reason


def test_what_is_late_by_a_day_in_iso_notation_is_due_before_it(query: Build) -> None:
    request = asked(query, "Which tasks are overdue as of 2033-06-30?")
    assert request is not None
    assert (request.past, request.subject) == (date(2033, 6, 30), ())
