"""Lacking: a neighbouring figure without the level, period, year or price that was asked for is a near miss."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cards import Card, card_of
from assistant.kinds import Wanted
from assistant.lacking import is_gibberish, lacking, lacks_kind
from assistant.prepared import PreparedUnit
from assistant.query import Query
from corpus.document import make_document

Unit = Callable[..., PreparedUnit]
Build = Callable[[str], Query]
PLAN = """KẾ HOẠCH
Xây dựng chính quyền số tỉnh Yên Bái giai đoạn 2031-2033

I. MỤC TIÊU
Cung cấp 40 dịch vụ công trực tuyến mức độ 3.
Giai đoạn 2031-2033 mua 90 bộ máy tính.
Năm 2032 mở 12 lớp tập huấn tại huyện Văn Chấn.
Quyết định số 12/QĐ-UBND hết hiệu lực từ năm 2032.
Đơn giá mỗi bộ máy in là 4 triệu đồng.
"""


@pytest.fixture(scope="module")
def card() -> Card:
    return card_of(make_document(Path("yen-bai.txt"), PLAN.encode(), "yen-bai"))


@pytest.mark.parametrize(
    ("question", "piece", "said"),
    [
        ("Có bao nhiêu dịch vụ công mức độ 4?", "40 dịch vụ", "mức độ 4"),
        ("how many level 4 services?", "40 dịch vụ", "mức độ 4"),
        ("Có bao nhiêu dịch vụ công mức độ 3?", "40 dịch vụ", None),
        ("Có bao nhiêu dịch vụ công mức độ 3 và 4?", "40 dịch vụ", None),
        ("Có bao nhiêu dịch vụ công mức độ 4?", "12 lớp", None),  # no level stands there at all
        ("Giai đoạn 2036-2040 mua bao nhiêu máy?", "90 bộ", "giai đoạn 2036-2040"),
        ("Giai đoạn 2031-2033 mua bao nhiêu máy?", "90 bộ", None),
        ("Riêng năm 2032 mua bao nhiêu máy tính?", "90 bộ", "riêng năm 2032"),
        ("Riêng năm 2032 mở mấy lớp?", "12 lớp", None),
        ("Giá mỗi bộ máy tính là bao nhiêu?", "90 bộ", "đơn giá"),
        ("Đơn giá máy in là bao nhiêu?", "máy in", None),
        ("Lương tháng của cán bộ là bao nhiêu?", "90 bộ", "tiền lương"),
        ("Mức lương của giảng viên là bao nhiêu?", "12 lớp", "tiền lương"),
        ("Quyết định 12/QĐ-UBND bị thay thế bởi văn bản nào?", "12/QĐ", "văn bản thay thế hoặc bãi bỏ"),
        ("Mở mấy lớp tại huyện Trấn Yên?", "12 lớp", "huyện Trấn Yên"),
        ("Mở mấy lớp tại huyện Văn Chấn?", "12 lớp", None),
        ("mo may lop tai huyen Van Chan?", "12 lớp", None),
    ],
)
def test_what_the_unit_lacks_is_told(
    query: Build, unit: Unit, card: Card, question: str, piece: str, said: str | None
) -> None:
    assert lacking(query(question), unit(PLAN, piece), card) == said


@pytest.mark.parametrize(
    ("question", "said", "kind"),
    [
        ("Kinh phí là bao nhiêu?", "Sở Tài chính cân đối", Wanted.MONEY),
        ("Kinh phí là bao nhiêu?", "9 tỷ đồng", None),
        ("Bao nhiêu phần trăm xã có mạng?", "toàn bộ các xã", None),
        ("Bao nhiêu phần trăm xã có mạng?", "nhiều xã", Wanted.SHARE),
        ("Mở mấy lớp?", "hai lớp", None),
        ("Mở mấy lớp?", "các lớp ở huyện", Wanted.COUNT),
        ("Tỉnh có bao nhiêu cơ sở cai nghiện?", "100% cơ sở cai nghiện", Wanted.COUNT),
        ("Tỉnh có bao nhiêu cơ sở cai nghiện?", "3 cơ sở, 100% có bác sĩ", None),
        ("Có bao nhiêu xã được nối mạng?", "100% xã", None),  # who asks for what is done may be told a share
        ("Theo quyết định nào?", "Quyết định của tỉnh", Wanted.NUMBER),
        ("Ai chủ trì?", "Sở Nội vụ", None),
        ("Dịch vụ công mức độ mấy?", "mức độ cao", None),  # a place in an order is no count
    ],
)
def test_a_figure_is_answered_by_one(query: Build, question: str, said: str, kind: Wanted | None) -> None:
    assert lacks_kind(query(question), said) is kind


@pytest.mark.parametrize(
    ("text", "gibberish"),
    [
        ("máy máy máy máy", True),
        ("la la la bao nhiêu", True),
        ("Kinh phí là bao nhiêu?", False),
        ("luôn luôn", False),
        ("Các xã xa xôi có bao nhiêu trạm y tế?", False),
        ("", False),
    ],
)
def test_a_text_that_only_repeats_itself_is_no_question(text: str, gibberish: bool) -> None:
    assert is_gibberish(text) is gibberish
