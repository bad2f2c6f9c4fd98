from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.sentences import sentences
from corpus.types import Span

PIECES = [
    "Sở Y tế",
    " chủ trì",
    ". ",
    "; ",
    "./.",
    "...",
    "1.819",
    "TP. ",
    "(",
    ")",
    "\r\n",
    "Điều 2. ",
    "v.v.",
    "Ủy ban",
    "\u00a0",
]
texts = st.one_of(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.text(max_size=40))
LONG = "giao các sở, ban, ngành và Ủy ban nhân dân các huyện triển khai đúng tiến độ, đúng quy định của tỉnh"


def cut(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đạt 44%. Đến năm 2020 đạt 60%.", ["Đạt 44%.", "Đến năm 2020 đạt 60%."]),
        ("Sở báo cáo. Ủy ban họp. Ứng dụng tốt.", ["Sở báo cáo.", "Ủy ban họp.", "Ứng dụng tốt."]),
        ("Tại TP. Hồ Chí Minh và Q. Ninh Kiều. Xong.", ["Tại TP. Hồ Chí Minh và Q. Ninh Kiều.", "Xong."]),
        ("Máy tính, máy in, v.v. Các đơn vị báo cáo.", ["Máy tính, máy in, v.v.", "Các đơn vị báo cáo."]),
        ("Máy tính, v.v. và máy in.", ["Máy tính, v.v. và máy in."]),
        ("Th.S Nguyễn Văn An. Trưởng phòng", ["Th.S Nguyễn Văn An.", "Trưởng phòng"]),
        ("Xem http://www.vidu.gov.vn. Có 1.819 thủ tục.", ["Xem http://www.vidu.gov.vn.", "Có 1.819 thủ tục."]),
        ("Tăng 7.8% so với 2013. Năm 2014 ổn định.", ["Tăng 7.8% so với 2013.", "Năm 2014 ổn định."]),
        ("Chịu trách nhiệm thi hành./.", ["Chịu trách nhiệm thi hành./."]),
        ("Thi hành./. Nơi nhận", ["Thi hành./.", "Nơi nhận"]),
        ("Máy chủ, máy trạm,... Sở lắp đặt.", ["Máy chủ, máy trạm,...", "Sở lắp đặt."]),
        ("Ban hành “Đề án.” Sở Y tế chủ trì.", ["Ban hành “Đề án.”", "Sở Y tế chủ trì."]),
        ("Điều 2. Quyết định có hiệu lực. Sở thi hành.", ["Điều 2. Quyết định có hiệu lực.", "Sở thi hành."]),
        ("IV. KINH PHÍ", ["IV. KINH PHÍ"]),
        ("2.1. Sở Y tế", ["2.1. Sở Y tế"]),
        ("- Lắp đặt máy chủ;", ["- Lắp đặt máy chủ;"]),
        ("Mua 5 máy; sửa 3 máy; bảo trì.", ["Mua 5 máy; sửa 3 máy; bảo trì."]),
        (f"{LONG}; {LONG}.", [f"{LONG};", f"{LONG}."]),
        (f"{LONG} ({LONG}; {LONG}).", [f"{LONG} ({LONG}; {LONG})."]),
        ("  ", []),
    ],
)
def test_a_text_is_cut_into_these_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_only_the_given_part_of_the_text_is_cut() -> None:
    text = "Bỏ qua. Sở Y tế chủ trì. Sở Nội vụ phối hợp."
    assert [span.of(text) for span in sentences(text, Span(8, 24))] == ["Sở Y tế chủ trì."]


@settings(deadline=None)
@given(texts, st.data())
def test_sentences_lie_in_order_and_hold_all_that_is_visible(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    within = Span(start, data.draw(st.integers(start, len(text))))
    found = sentences(text, within)
    assert all(within.contains(span) and span == span.trimmed(text) and len(span) for span in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    covered = {i for span in found for i in range(span.start, span.end)}
    assert all(i in covered for i in range(within.start, within.end) if not text[i].isspace())


@pytest.mark.parametrize("piece", ["Nội dung. Đến năm 2020 đạt 50%; ", ".", "(; ", "TP. ", "A. "])
def test_a_text_without_end_is_read_to_its_end(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    assert sentences(text, Span(0, len(text)))[-1].end == len(text.rstrip())
