from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import make_document
from corpus.outline import find_sections
from corpus.tables import find_tables
from corpus.types import Document, Extract, Field, Metadata, Source
from index.passages import LONGEST, USUAL, find_passages

REAL = sorted((Path(__file__).parents[2] / "../shared").glob("plans*/*.txt"))
NONE = pytest.param(Path(), marks=pytest.mark.skip("no ../shared here"))
LINES = [
    "KẾ HOẠCH",
    "I. MỤC TIÊU",
    "1. Mục tiêu chung",
    "- Giao Sở Y tế chủ trì.",
    "STT | Tên | Kinh phí",
    "1 | Máy chủ | 5.000",
]
LINES += [
    "2 | Phần mềm | 7.000",
    "Câu này dài. " * 90,
    "liền" * 500,
    "Đến năm 2031 đạt 85%; " * 60,
    "\u00a0",
    "PHỤ LỤC I",
]
texts = st.one_of(
    st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(["\n", "\n\n", "\r\n"])), max_size=15).map(
        lambda parts: "".join(line + end for line, end in parts)
    ),
    st.text(max_size=50),
)
TITLE = Metadata(
    title=Field("Kế hoạch chuyển đổi số", None), province=Field("Yên Sơn", None), period=Field("2031", None)
)


def document_of(text: str, metadata: Metadata = TITLE) -> Document:
    tables = find_tables(text)
    return Document(
        "plan", Source("plan.txt", "0" * 64), text, (), find_sections(Extract(text), tables), tables, metadata
    )


def assert_partition(document: Document) -> None:
    passages = find_passages(document)
    assert "".join(passage.span.of(document.text) for passage in passages) == document.text
    assert all(a.span.end == b.span.start for a, b in pairwise(passages))
    for passage in passages:
        assert 0 < len(passage.span) <= LONGEST
        assert document.sections[passage.section].span.contains(passage.span)
    assert {passage.section for passage in passages} == set(range(len(document.sections)))


@settings(deadline=None)
@given(texts)
def test_passages_partition_the_sections_of_any_document_and_none_is_too_long(text: str) -> None:
    assert_partition(document_of(text))


@pytest.mark.parametrize(
    "path", REAL or [pytest.param(Path(), marks=pytest.mark.skip("no ../shared here"))], ids=lambda p: p.name
)
def test_passages_partition_the_sections_of_real_plans(path: Path) -> None:
    document = make_document(path, path.read_bytes())
    assert_partition(document)
    cut = [document.text[p.span.start - 1 : p.span.start + 1] for p in find_passages(document)[1:]]
    assert not [border for border in cut if border.isalnum()]  # no word is cut


def test_a_short_section_is_one_passage() -> None:
    document = document_of("KẾ HOẠCH\n\nI. MỤC TIÊU\n\nĐạt 85%. Đúng hạn.\n\nII. KINH PHÍ\n\n5 tỷ đồng.\n")
    assert [passage.section for passage in find_passages(document)] == [0, 1, 2]


def test_a_long_section_is_cut_between_sentences_near_the_usual_length() -> None:
    sentence = "Sở Y tế chủ trì việc lập hồ sơ sức khỏe điện tử cho người dân. "
    document = document_of("I. MỤC TIÊU\n\n" + sentence * 60)
    passages = find_passages(document)
    assert len(passages) == 5
    assert all(USUAL - len(sentence) <= len(passage.span) <= USUAL for passage in passages[:-1])
    assert all(passage.span.of(document.text).startswith("Sở Y tế") for passage in passages[1:])


def test_a_row_of_a_table_is_not_cut() -> None:
    rows = "".join(f"{n} | Nâng cấp máy chủ của trung tâm dữ liệu tỉnh lần thứ {n} | {n}.500\n" for n in range(1, 60))
    document = document_of("PHỤ LỤC\n\nSTT | Tên | Kinh phí\n" + rows)
    borders = {passage.span.start for passage in find_passages(document)}
    (table,) = document.tables
    assert len(borders) > 3
    assert not [row for row in table.rows for border in borders if row.span.start < border < row.span.end]


def test_what_is_indexed_with_a_passage_is_title_path_and_table_header() -> None:
    table = "STT | Tên | Kinh phí\n1 | Máy chủ | 5.000\n2 | Phần mềm | 7.000\n"
    text = f"KẾ HOẠCH\n\nI. KINH PHÍ\n\nChi tiết như sau:\n\n{table}"
    passage = find_passages(document_of(text))[-1]
    assert passage.context.split("\n") == [
        "Kế hoạch chuyển đổi số",
        "Yên Sơn",
        "2031",
        "KẾ HOẠCH",
        "I. KINH PHÍ",
        "STT | Tên | Kinh phí",
    ]


def test_a_document_that_says_nothing_about_itself_has_its_path_as_context() -> None:
    passage = find_passages(document_of("KẾ HOẠCH\n\nI. MỤC TIÊU\n\nĐạt 85%.\n", Metadata()))[-1]
    assert passage.context == "KẾ HOẠCH\nI. MỤC TIÊU"


def test_every_one_of_many_tables_is_in_a_passage() -> None:
    table = "Bảng sau nêu số liệu.\n\nSTT | Tên | Kinh phí\n1 | Máy chủ | 5.000\n2 | Phần mềm | 7.000\n\n"
    document = document_of("KẾ HOẠCH\n\n" + table * 300)
    spans = [passage.span for passage in find_passages(document)]
    assert all(any(span.start < t.span.end and t.span.start < span.end for span in spans) for t in document.tables)
