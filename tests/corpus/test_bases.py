"""The documents that a plan stands on are found with their dates, also where others cite them in other words."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.bases import citing, find_bases, stored_number
from corpus.citations import Citation, find_citations, find_laws
from corpus.document import make_document
from corpus.types import Document, Span

HEAD = """ỦY BAN NHÂN DÂN
TỈNH SÔNG HƯƠNG
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: {number}
Sông Hương, ngày 12 tháng 3 năm 2024

{kind}
PHÁT TRIỂN THƯ VIỆN CÔNG CỘNG

"""


def document(name: str, body: str, number: str = "41/KH-UBND", kind: str = "KẾ HOẠCH") -> Document:
    text = HEAD.format(number=number, kind=kind) + body
    return make_document(Path(f"{name}.txt"), text.encode(), None)


def cited(text: str) -> Citation:
    (citation,) = find_citations(text, Span(0, len(text)))
    return citation


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định số 30/2020/NĐ-CP ngày 5/3/2020 của Chính phủ về công tác văn thư;",
        "nghị định 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 về công tác văn thư",
        "Nghị định số 30/2020/NĐ-CP của Chính phủ, ngày 05/03/2020 về công tác văn thư.",
    ],
)
def test_a_citation_says_number_date_and_title(text: str) -> None:
    citation = cited(text)
    assert (citation.type, citation.number, citation.date) == ("nghị định", "30/2020/NĐ-CP", "2020-03-05")
    assert citation.title.endswith("công tác văn thư")
    assert citation.whole.of(text).endswith("văn thư")


def test_a_date_that_the_calendar_does_not_have_is_none() -> None:
    assert cited("Nghị định số 30/2020/NĐ-CP ngày 31/02/2020").date is None


def test_laws_are_cited_by_name() -> None:
    text = "Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;"
    (law,) = find_laws(text, Span(0, len(text)))
    assert (law.title, law.date, law.span.of(text)) == (
        "luật thư viện", "2019-11-21", "Luật Thư viện ngày 21 tháng 11 năm 2019"
    )  # fmt: skip


def test_bases_are_those_of_the_preamble_each_once() -> None:
    plan = document(
        "ke-hoach",
        "Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;\n\nCăn cứ Nghị định số 93/2020/NĐ-CP ngày 18/8/2020 của Chính"
        " phủ hướng dẫn Luật Thư viện;\n\nCăn cứ Nghị định số 93/2020/NĐ-CP ngày 18/8/2020;\n\nI. MỤC TIÊU\n\nTheo"
        " Quyết định số 206/QĐ-TTg ngày 11/02/2021 về chuyển đổi số ngành thư viện.\n\nCăn cứ kế hoạch"
        " này, các sở tổ chức thực hiện Công văn số 7/STC-NS ngày 01/3/2024.",
    )
    bases = find_bases(plan)
    assert [basis.citation.span.of(plan.text) for basis in bases] == [
        "Luật Thư viện ngày 21 tháng 11 năm 2019",
        "Nghị định số 93/2020/NĐ-CP ngày 18/8/2020",
    ]
    assert all(basis.quote.text == basis.quote.span.of(plan.text) for basis in bases)


def test_a_section_of_bases_needs_no_opening_words() -> None:
    plan = document(
        "ke-hoach",
        "I. CĂN CỨ PHÁP LÝ\n\n- Nghị định số 93/2020/NĐ-CP ngày 18/8/2020 của Chính phủ;\n\n- Quyết định số 206/QĐ-TTg"
        " ngày 11/02/2021 của Thủ tướng Chính phủ.\n\nII. MỤC TIÊU\n\nMở 12 thư viện xã.",
    )
    assert [basis.citation.number for basis in find_bases(plan)] == ["93/2020/NĐ-CP", "206/QĐ-TTg"]


def test_the_same_document_is_one_however_it_is_written_and_others_of_its_number_are_not() -> None:
    decision = document("quyet-dinh", "Điều 1. Mở 12 thư viện xã.", "15/QĐ-UBND", "QUYẾT ĐỊNH")
    one = document("mot", "Căn cứ Quyết định số 15/QĐ-UBND ngày 12/3/2024 của Ủy ban nhân dân tỉnh.")
    other = document("hai", "1. Theo quyết định 15/QĐ-UBND ngày 12 tháng 3 năm 2024, mua sách.")
    elsewhere = document("ba", "Căn cứ Quyết định số 15/QĐ-UBND ngày 01/02/2023 của Ủy ban nhân dân tỉnh khác.")
    (basis,) = find_bases(one)
    assert citing([one, other, elsewhere])[basis.key] == ("hai", "mot")
    assert stored_number(decision) == basis.key


def test_bases_are_read_from_a_list_with_their_dates_in_other_words() -> None:
    plan = document(
        "ke-hoach",
        "Kế hoạch này dựa trên các văn bản sau:\n\n- Luật Thư viện (LTV) ngày 21/11/2019.\n\n"
        "- Nghị định số 93/2020/NĐ-CP do Chính phủ ban hành ngày 18/8/2020.\n\nI. MỤC TIÊU\n\nMở 12 thư viện xã.",
    )
    assert [(basis.citation.title or basis.citation.number, basis.citation.date) for basis in find_bases(plan)] == [
        ("luật thư viện", "2019-11-21"),
        ("93/2020/NĐ-CP", "2020-08-18"),
    ]


def test_one_number_written_in_two_ways_is_one_document() -> None:
    dated = document("mot", "Căn cứ Công văn số 1943/BTTTT-CNTT ngày 04/7/2023;")
    unit = document("hai", "Căn cứ Công văn số 1943/BTTTT-ƯDCNTT ngày 4/7/2023;")
    later = document("ba", "Căn cứ Công văn số 1943/BTTTT-CNTT ngày 05/8/2024;")
    (basis,) = find_bases(dated)
    assert citing([dated, unit, later])[basis.key] == ("hai", "mot")


@pytest.mark.parametrize(
    ("number", "joined"),
    [
        ("64/2017/NĐ-CP", True),
        ("64/NĐ-CP", True),
        ("64/2018/NĐ-CP", False),
        ("64/NQ-CP", False),
    ],
)
def test_a_number_without_its_date_is_that_of_the_only_document_that_it_can_be(number: str, joined: bool) -> None:
    dated = document("mot", "Căn cứ Nghị định số 64/2017/NĐ-CP ngày 10/4/2017;")
    bare = document("hai", f"Căn cứ Nghị định số {number} của Chính phủ;")
    (basis,) = find_bases(dated)
    assert citing([dated, bare])[basis.key] == (("hai", "mot") if joined else ("mot",))


def test_what_each_province_issues_is_joined_by_its_date_only() -> None:
    dated = document("mot", "Căn cứ Quyết định số 15/QĐ-UBND ngày 12/3/2024;")
    bare = document("hai", "Căn cứ Quyết định số 15/QĐ-UBND của Ủy ban nhân dân tỉnh;")
    (basis,) = find_bases(dated)
    assert citing([dated, bare])[basis.key] == ("mot",)
