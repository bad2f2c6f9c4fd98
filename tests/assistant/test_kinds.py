"""What kind of answer a question wants, told by its question words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.kinds import Wanted, asked_body, units_of_measure, wanted_kinds
from corpus.folding import bare

TELLING = [
    ("Tổng kinh phí thực hiện đề án là bao nhiêu?", Wanted.MONEY),
    ("Huyện được rót bao nhiêu tiền để làm kênh mương?", Wanted.MONEY),
    ("Làm con đường này tốn hết bao nhiêu?", Wanted.MONEY),
    ("Đến năm 2030 có bao nhiêu phần trăm hộ dùng nước sạch?", Wanted.SHARE),
    ("Tỷ lệ che phủ rừng là bao nhiêu?", Wanted.SHARE),
    ("Bao nhiêu trường học được sửa chữa?", Wanted.COUNT),
    ("Xã có mấy trạm bơm?", Wanted.COUNT),
    ("Khi nào phải trình báo cáo?", Wanted.DATE),
    ("Đề án được thực hiện trong giai đoạn nào?", Wanted.DATE),
    ("Kế hoạch được phê duyệt theo quyết định nào?", Wanted.NUMBER),
    ("Tờ trình mang số bao nhiêu?", Wanted.NUMBER),
    ("Cơ quan nào chủ trì lập quy hoạch?", Wanted.WHO),
    ("Ai chịu trách nhiệm giải ngân?", Wanted.WHO),
    ("Lực lượng nào canh gác kho?", Wanted.WHO),
    ("Các nhóm giải pháp gồm những gì?", Wanted.LIST),
    ("Liệt kê các dự án ưu tiên", Wanted.LIST),
    ("Chương trình tập trung vô mấy ngành nào?", Wanted.LIST),
    ("Ngành nào chủ trì việc trồng rừng?", Wanted.WHO),
    ("Xã có hết thảy bao nhiêu cây cầu?", Wanted.COUNT),
    ("Sửa đê thì lấy tiền từ những túi nào?", Wanted.SOURCE),
    ("Vì sao phải di dời chợ?", Wanted.REASON),
    ("OCOP nghĩa là gì?", Wanted.DEFINITION),
    ("Mục tiêu chung của đề án", Wanted.FACT),
]


@pytest.mark.parametrize(("question", "wanted"), TELLING)
def test_question_words_tell_the_kind(question: str, wanted: Wanted) -> None:
    assert wanted_kinds(question)[0] is wanted


@pytest.mark.parametrize(("question", "wanted"), TELLING)
def test_they_tell_it_in_capitals_too(question: str, wanted: Wanted) -> None:
    assert wanted_kinds(question.upper())[0] is wanted


@pytest.mark.parametrize(("question", "wanted"), [row for row in TELLING if row[0] != "Lực lượng nào canh gác kho?"])
def test_they_tell_it_without_diacritics_too(question: str, wanted: Wanted) -> None:
    assert wanted_kinds(bare(question))[0] is wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("How much does the programme cost?", Wanted.MONEY),
        ("How many schools are rebuilt?", Wanted.COUNT),
        ("What percentage of households has clean water?", Wanted.SHARE),
        ("When is the deadline for the report?", Wanted.DATE),
        ("Which department is in charge?", Wanted.WHO),
        ("Why is the market moved?", Wanted.REASON),
        ("What does OCOP stand for?", Wanted.DEFINITION),
    ],
)
def test_english_question_words_tell_it(question: str, wanted: Wanted) -> None:
    assert wanted_kinds(question)[0] is wanted


def test_diacritics_that_were_written_are_looked_at() -> None:
    assert Wanted.DATE not in wanted_kinds("Lực nào kéo được xe?")  # lúc nào without its marks


def test_a_question_for_several_agencies_wants_a_list_of_them() -> None:
    assert wanted_kinds("Những cơ quan nào phối hợp?")[:2] == (Wanted.LIST, Wanted.WHO)


def test_search_words_name_the_kind_where_no_question_word_does() -> None:
    assert wanted_kinds("kinh phí đào tạo nghề") == (Wanted.MONEY,)
    assert wanted_kinds("cơ quan chủ trì đào tạo nghề") == (Wanted.WHO,)
    assert Wanted.MONEY not in wanted_kinds("Cơ quan nào thẩm định kinh phí?")


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_wants_something(question: str) -> None:
    assert wanted_kinds(question)


@pytest.mark.parametrize(
    ("question", "behind", "other"),
    [
        ("Tốc độ mạng nội bộ là bao nhiêu?", " 100 Mbps"[4:], " xã"),
        ("bang thong duong truyen", "Gbps", "%"),
        ("Máy chủ có dung lượng bao nhiêu?", " 60 Terabyte"[3:], " máy"),
        ("Diện tích trồng lúa là bao nhiêu?", " ha lúa", " hộ"),
        ("đường dài bao nhiêu km", "km đường", " tỷ"),
    ],
)
def test_what_is_measured_is_known_by_the_units_behind_the_figure(question: str, behind: str, other: str) -> None:
    units = units_of_measure(question)
    assert units is not None
    assert units.match(behind.lower())
    assert not units.match(other)


@pytest.mark.parametrize(
    "question",
    [
        "Ai chủ trì và tốn bao nhiêu tiền?",
        "Tốc độ tăng trưởng kinh tế là bao nhiêu?",
        "tinh co cung cap bao nhieu dich vu cong",
        "How long is the plan valid?",
        "Bao nhiêu phần trăm diện tích được tưới?",
    ],
)
def test_other_questions_measure_nothing(question: str) -> None:
    assert units_of_measure(question) is None


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ("Sở nào chủ trì?", "sở"),
        ("so nao chu tri?", "sở"),
        ("Sở ngành nào lo việc này?", "sở"),
        ("Bộ nào hướng dẫn?", "bộ"),
        ("Phòng nào của huyện tiếp nhận?", "phòng"),
        ("Ủy ban nào ban hành?", "ủy ban"),
        ("Trung tâm nào vận hành?", "trung tâm"),
        ("Công ty nào thi công?", "công ti"),
        ("Which provincial department leads?", "sở"),
        ("Which ministry gives guidance?", "bộ"),
    ],
)
def test_the_sort_of_agency_that_is_asked_for(question: str, body: str) -> None:
    assert asked_body(question) == body


@pytest.mark.parametrize(
    "question",
    ["Cơ quan nào chủ trì?", "Ai làm?", "Ban nào lo?", "Ngành nào phối hợp?", "Sở Y tế làm gì?", "Who leads?", ""],
)
def test_any_agency_will_do_where_no_sort_is_named(question: str) -> None:
    assert asked_body(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "Tiền làm đường lấy từ đâu?",
        "Kinh phí trích từ nguồn nào?",
        "Vốn xây chợ được huy động từ những nguồn nào?",
        "Tiền này là của túi ai?",
        "Ai bỏ tiền mua máy?",
        "Bên nào góp vốn cho dự án?",
        "Khoản này do ngân sách nào chi?",
        "Kinh phí ở đâu ra?",
        "tien lam duong lay tu dau?",
        "Where does the money come from?",
        "What is the funding source?",
    ],
)
def test_where_money_comes_from_is_its_source(question: str) -> None:
    assert wanted_kinds(question)[0] is Wanted.SOURCE


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Kinh phí lấy từ ngân sách tỉnh là bao nhiêu?", Wanted.MONEY),
        ("Sở nào bố trí vốn?", Wanted.WHO),
        ("Ai hỗ trợ người dân?", Wanted.WHO),
        ("Nguồn nhân lực có bao nhiêu người?", Wanted.COUNT),
    ],
)
def test_money_or_a_source_of_something_else_is_no_source(question: str, wanted: Wanted) -> None:
    assert wanted_kinds(question)[0] is wanted
