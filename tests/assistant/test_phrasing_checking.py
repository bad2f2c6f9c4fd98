"""A sentence of a language model is shown only where the quotes that it names say it."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.phrasing.checking import holds_answer, objection
from assistant.phrasing.sentences import sentences
from assistant.types import Answer, Citation, Statement
from corpus.support import lacking
from corpus.types import Quote, Span

QUOTES = (
    "Năm 2032, tỉnh dự kiến cần tổng kinh phí 18.450.000.000 đồng (bằng chữ: Mười tám tỷ bốn trăm năm mươi triệu "
    "đồng), chia theo hai nguồn, chi tiết tại Phụ lục.",
    "3. Sở Nông nghiệp và Phát triển nông thôn chủ trì, phối hợp với Sở Tài chính và UBND các huyện tập huấn khoảng "
    "230 cán bộ xã trước ngày 15/12/2032, tối thiểu 44% là nữ; chưa triển khai tại 5 huyện theo Quyết định số "
    "1605/QĐ-TTg.",
    "| 2 | Mua máy bơm | 5.000 |",
    "Mỗi hộ được hỗ trợ 5 triệu đồng/năm trong giai đoạn 2032-2035; tỷ lệ hộ nghèo giảm 2% so với tháng 6 năm 2031.",
    "Xí nghiệp Thủy nông Bắc Hưng không thu phí của 120 hộ và báo cáo Sở Tài chính để trình UBND tỉnh.",
)
READ = ("18.450.000.000 đồng", "Sở Nông nghiệp và Phát triển nông thôn", "5.000 triệu đồng", "2%", "120 hộ")


def answer_of(quotes: tuple[str, ...] = QUOTES, read: tuple[str, ...] = READ) -> Answer:
    question = "Kế hoạch thủy lợi của Bình Định cần bao nhiêu tiền và ai chủ trì?"
    citations = [Citation(Quote("a", Span(0, len(text)), text), "Kế hoạch", "a.txt", (), None) for text in quotes]
    statements = tuple(Statement(text, (one,)) for text, one in zip(read, citations, strict=True))
    return Answer(question, question, statements, (), 0.9, None, 0.0)


ANSWER = answer_of()


def objection_to(text: str) -> str | None:
    (sentence,) = sentences([text])
    return objection(sentence, ANSWER)


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2032, tỉnh dự kiến cần tổng kinh phí 18.450.000.000 đồng [1].",
        "Tổng kinh phí năm 2032 là 18.450.000.000 đồng, chia theo hai nguồn. [1]",
        "[1] Tổng kinh phí là 18450000000 đồng.",
        "Tổng kinh phí là **18.450.000.000 đồng** [1].",
        "Sở Nông nghiệp và Phát triển nông thôn chủ trì, phối hợp với Sở Tài chính và UBND các huyện [2].",
        "Sở NN&PTNT chủ trì tập huấn khoảng 230 cán bộ xã [2].",
        "Theo Quyết định số 1605/QĐ-TTg, việc này chưa triển khai tại 5 huyện [2].",
        "Tập huấn khoảng 230 cán bộ xã trước ngày 15 tháng 12 năm 2032, tối thiểu 44% là nữ [2].",
        "Tập huấn xấp xỉ 230 cán bộ xã, ít nhất 44% là nữ [2].",
        "Mua máy bơm hết 5.000 triệu đồng [3].",  # the unit was read from the head of the table
        "Mỗi hộ được hỗ trợ 5 triệu đồng/năm [4].",
        "Tỷ lệ hộ nghèo giảm 2% so với tháng 6 năm 2031 [4].",
        "Hỗ trợ từ năm 2032 đến năm 2035 [4].",
        "Kinh phí là 18.450.000.000 đồng [1], do Sở Nông nghiệp và Phát triển nông thôn chủ trì [2].",
        "Kinh phí là 18.450.000.000 đồng và tập huấn khoảng 230 cán bộ xã [1][2].",
        "Xí nghiệp Thủy nông Bắc Hưng không thu phí của 120 hộ [5].",
        "Sở Nông nghiệp và Phát triển nông thôn tập huấn khoảng 230 cán bộ xã [2].",  # who leads also does
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_what_the_quotes_say_may_be_said_in_other_words(text: str, form: Literal["NFC", "NFD"]) -> None:
    assert objection_to(unicodedata.normalize(form, text)) is None


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("Tổng kinh phí là 18.550.000.000 đồng [1].", "says 18.550.000.000"),
        ("Tổng kinh phí là 18,45 tỷ đồng [1].", "says 18,45"),  # right, but nothing is converted
        ("Tổng kinh phí là 18.450.000.000 triệu đồng [1].", "says 18450000000000000"),
        ("Mua máy bơm hết 5.000 tỷ đồng [3].", "says 5000000000000"),
        ("Tổng kinh phí là 18.450.000.000 đồng [2].", "says 18.450.000.000"),
        ("Kinh phí là 18.450.000.000 đồng [2], Sở Tài chính phối hợp [1].", "says 18.450.000.000"),
        ("Tổng kinh phí là mười chín tỷ đồng [1].", "says mười chín tỉ"),
        ("Tổng kinh phí là mười tám tỷ đồng [1].", "says mười tám tỉ"),  # only the beginning of the number
        ("Năm 2033, tỉnh cần tổng kinh phí 18.450.000.000 đồng [1].", "says 2033"),
        ("Tổng kinh phí chia theo ③ nguồn [1].", "names ③"),
        ("Tổng kinh phí chia theo \uff13 nguồn [1].", "says"),
        ("Sở Nông nghiệp và Phát triển nông thôn tập huấn 3 cán bộ xã [2].", "says 3"),  # the mark of the item
        ("Mua 2 máy bơm [3].", "says 2"),  # the number of the row
        ("Xem Quyết định số 1606/QĐ-TTg [2].", "says 1606/QĐ-TTg"),
        ("Xem Quyết định số 1605/QĐ-BNN [2].", "says 1605/QĐ-BNN"),
        ("Tập huấn cán bộ xã trước ngày 16/12/2032 [2].", "says 16/12/2032"),
    ],
)
def test_a_figure_date_or_number_that_is_not_in_the_named_quotes_is_refused(text: str, because: str) -> None:
    assert (objection_to(text) or "").startswith(because)


@pytest.mark.parametrize(
    "text",
    [
        "Tổng kinh phí là trên 18.450.000.000 đồng [1].",
        "Tổng kinh phí khoảng 18.450.000.000 đồng [1].",
        "Tổng kinh phí không quá 18.450.000.000 đồng [1].",
        "Tổng kinh phí từ 18.450.000.000 đồng trở lên [1].",
        "Tập huấn 230 cán bộ xã [2].",
        "Tập huấn trên 230 cán bộ xã [2].",
        "Tập huấn khoảng 230 cán bộ huyện [2].",
        "Tập huấn khoảng 230 hộ [2].",
        "Mua máy bơm qua ipv6 [3].",
        "44% là nữ [2].",
        "Tối đa 44% là nữ [2].",
        "Tập huấn cán bộ xã sau ngày 15/12/2032 [2].",
        "Triển khai tại 5 huyện [2].",
        "Đã triển khai tại 5 huyện [2].",
        "Việc này triển khai tại các huyện [2].",  # the denial is lost
        "Không phối hợp với Sở Tài chính [2].",  # one is added
        "Mỗi hộ được hỗ trợ 5 triệu đồng [4].",
        "Tỷ lệ hộ nghèo tăng 2% [4].",
        "So với 6 hộ nghèo năm 2031 [4].",
        "Xí nghiệp Thủy nông Bắc Hưng thu phí của 120 hộ [5].",
        "Xí nghiệp Thủy nông Bắc Hưng đã báo cáo Sở Tài chính [5].",  # planned, not done
    ],
)
def test_what_changes_the_meaning_of_a_figure_or_a_deed_is_neither_added_nor_lost(text: str) -> None:
    assert objection_to(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sở Y tế chủ trì, phối hợp với Sở Tài chính [2].",
        "Sở Tài chính chủ trì cùng Sở NN&PTNT [2].",
        "Sở Tài chính chủ trì tập huấn [2].",
        "Sở Tài chính tập huấn cán bộ xã [2].",  # it only helps
        "Sở NN&PTNT phối hợp tập huấn cán bộ xã [2].",  # it leads
        "UBND tỉnh báo cáo Sở Tài chính [5].",  # turned round
        "UBND các xã tập huấn cán bộ [2].",
        "Sở Nông nghiệp và Phát triển nông thôn chủ trì [1].",
        "Tỉnh Bình Định cần tổng kinh phí 18.450.000.000 đồng [1].",  # only the question names it
        "tỉnh bình định dự kiến cần kinh phí [1].",
        "Ông Nguyễn Văn An chủ trì tập huấn cán bộ xã [2].",
        "Xí nghiệp Thủy nông Bắc Sơn không thu phí của 120 hộ [5].",
        "Tỉnh cần tổng kinh phí từ ODA [1].",
        "Mua máy bơm Ebara [3].",
        "Tổng kinh phí tại keo-lua.vn [1].",
        "Tổng kinh phí 北京 [1].",
    ],
)
def test_an_agency_or_name_that_the_quotes_do_not_have_in_this_role_is_refused(text: str) -> None:
    assert (objection_to(text) or "").startswith("names ")


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("Tổng kinh phí là 18.450.000.000 đồng.", "names no quote"),
        ("Tổng kinh phí là 18.450.000.000 đồng [9].", "names quote 9, which is not there"),
        ("Tổng kinh phí là 18.450.000.000 đồng [0].", "names quote 0, which is not there"),
        ("Tổng kinh phí chia theo hai nguồn, phải không? [1]", "asks"),
        ("Tổng kinh phí chia theo hai <b>nguồn</b> [1].", "holds characters that are no words"),
        ("Tổng kinh phí chia theo hai \u202enguồn [1].", "holds characters that are no words"),
        ("Tổng kinh phí chia theo hai \ud800 nguồn [1].", "holds characters that are no words"),
        ("Xin chào bạn nhé [1].", "says nothing of its quotes"),
        ("Kế hoạch thủy lợi của ai [3].", "says nothing of its quotes"),  # the question alone
        ("Kinh phí lãng phí, yếu kém, gây bức xúc dư luận [1].", "has no ground for lãng"),
    ],
)
def test_a_sentence_without_ground_is_refused(text: str, because: str) -> None:
    assert objection_to(text) == because


def test_the_province_of_a_plan_that_is_compared_stands_in_what_was_read() -> None:
    quotes = ("Tổng kinh phí là 9 tỷ đồng.", "Tổng kinh phí là 7 tỷ đồng.")
    compared = answer_of(quotes, ("Cà Mau: 9 tỷ đồng", "Phú Thọ: 7 tỷ đồng"))
    right, turned = sentences(["Cà Mau cần 9 tỷ đồng [1], Phú Thọ cần 7 tỷ đồng [2]. Phú Thọ cần 9 tỷ đồng [1]."])
    assert objection(right, compared) is None
    assert objection(turned, compared) == "names Phú Thọ"


def test_only_may_be_left_out_and_not_added() -> None:
    plain, only = answer_of(("Đạt 10% hộ.",), ("10%",)), answer_of(("Chỉ đạt 10% hộ.",), ("10%",))
    said, judged = sentences(["Đạt 10% hộ [1]. Chỉ đạt 10% hộ [1]."])
    assert (objection(said, only), objection(judged, only)) == (None, None)
    assert objection(judged, plain) == "says only 10%"


def test_a_phrasing_that_leaves_out_the_figure_that_was_read_is_none() -> None:
    short = answer_of(QUOTES[:1], READ[:1])
    assert holds_answer("Tổng kinh phí là 18.450.000.000 đồng.", short)
    assert not holds_answer("Năm 2032, kinh phí chia theo hai nguồn.", short)
    assert holds_answer("Sở Tài chính phối hợp.", answer_of(QUOTES[1:2], READ[1:2]))


WORDS = sorted({word.strip("(),.;:|") for quote in QUOTES for word in quote.split()} - {""})


@given(
    st.lists(
        st.one_of(st.sampled_from(WORDS), st.integers(0, 9_999).map(str), st.sampled_from(["trên", "tỷ", "không"]))
    ),
    st.lists(st.integers(1, 5), min_size=1, max_size=2),
)
def test_no_sentence_of_any_words_gets_a_figure_past_its_quotes(words: list[str], named: list[int]) -> None:
    references = "".join(f"[{number}]" for number in named)
    for sentence in sentences([f"{' '.join(words)} {references}."]):
        if objection(sentence, ANSWER) is None:
            assert lacking(sentence.text, [QUOTES[number - 1] for number in sentence.quotes]) == ()
