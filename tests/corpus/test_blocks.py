import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.blocks import find_blocks, is_capitals
from corpus.markers import Marker, Rank, marker_of
from corpus.types import Span

LINES = [
    "I. MỤC TIÊU",
    "1. Mục đích",
    "1.1. Hạ tầng",
    "a) Đến năm 2020",
    "- Giao Sở Y tế;",
    "+ Cấp xã",
    "Điều 1.",
    "|",
    "---",
]
LINES += [
    "Các sở, ban, ngành thực hiện.",
    "trên địa bàn tỉnh",
    "KẾ HOẠCH",
    "2016",
    "3, 4);",
    " \u00a0",
    "(Kèm theo)",
    "\u200b",
]
BREAKS = ["\n", "\n\n", "\r\n", "\r\n\r\n", "\u2028", "\f", "\n \n"]
texts = st.one_of(
    st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(BREAKS)), max_size=14).map(
        lambda parts: "".join(line + end for line, end in parts)
    ),
    st.text(max_size=40),
)

WRAPPED = """Kế hoạch này được xây dựng trên cơ sở kết quả của những năm
trước và nhu cầu của các sở, ban, ngành trong giai đoạn 2016
- 2020, gồm các nội dung hỗ trợ các cơ quan tiếp tục dạy
- học từ xa và nâng dịch vụ công trực tuyến lên mức độ 3,
4) theo lộ trình của tỉnh.
- Giao Sở Y tế chủ trì, phối hợp với các cơ quan liên quan
triển khai hồ sơ sức khỏe điện tử cho người dân trên địa bàn
tỉnh;
- Giao Sở Tài chính bố trí kinh phí từ ngân sách của tỉnh và
các nguồn khác theo quy định của pháp luật về ngân sách,
hoàn thành trước ngày 31/12 hằng năm.
"""


def blocks(text: str) -> list[str]:
    return [block.span.of(text) for block in find_blocks(text)]


@pytest.mark.parametrize(
    ("line", "rank", "ordinals", "body"),
    [
        ("PHẦN II. NỘI DUNG", Rank.DIVISION, (2,), "NỘI DUNG"),
        ("Chương IV", Rank.CHAPTER, (4,), ""),
        ("PHẦN THỨ BA", Rank.DIVISION, (3,), ""),
        ("Phần thứ nhất: Mở đầu", Rank.DIVISION, (1,), "Mở đầu"),
        ("Mục 2. Giám sát", Rank.SUBCHAPTER, (2,), "Giám sát"),
        ("Điều 3. Hiệu lực", Rank.ARTICLE, (3,), "Hiệu lực"),
        ("Ðiều 3: Hiệu lực", Rank.ARTICLE, (3,), "Hiệu lực"),
        ("XIV. TỔ CHỨC", Rank.ROMAN, (14,), "TỔ CHỨC"),
        ("B. Giải pháp", Rank.CAPITAL, (2,), "Giải pháp"),
        ("2.Nhiệm vụ", Rank.ARABIC, (2,), "Nhiệm vụ"),
        ("2.1.3. Sở Nội vụ", Rank.ARABIC, (2, 1, 3), "Sở Nội vụ"),
        ("2.1 Đào tạo", Rank.ARABIC, (2, 1), "Đào tạo"),
        ("đ) Sở Tài chính", Rank.LETTER, (5,), "Sở Tài chính"),
        ("- Cấp xã", Rank.BULLET, (), "Cấp xã"),
        ("+ Cấp xã", Rank.SUBBULLET, (), "Cấp xã"),
    ],
)
def test_a_marker_has_its_rank_ordinals_and_text_behind_it(
    line: str, rank: Rank, ordinals: tuple[int, ...], body: str
) -> None:
    marker = marker_of(line, 0, len(line))
    assert marker == Marker(rank, ordinals, len(line) - len(body))


@pytest.mark.parametrize(
    "line",
    ["2018. Trong năm", "34.06 tỷ đồng", "26/10/2013", "-5%", "tỉnh 1. Kế", "Các sở", "1.000 máy tính", "f) Điểm f"],
)
def test_what_only_begins_like_a_marker_is_none(line: str) -> None:
    assert marker_of(line, 0, len(line)) is None


def test_hard_wrapped_lines_are_joined_and_list_items_kept_apart() -> None:
    assert [block.split("\n")[0][:20] for block in blocks(WRAPPED)] == [
        "Kế hoạch này được xâ",
        "- Giao Sở Y tế chủ t",
        "- Giao Sở Tài chính ",
    ]
    assert blocks(WRAPPED)[0].endswith("4) theo lộ trình của tỉnh.")


def test_a_paragraph_a_line_stays_a_block_each() -> None:
    text = "Tỉnh có 5 huyện\nSở Y tế chủ trì\nSở Nội vụ phối hợp"
    assert blocks(text) == text.split("\n")


def test_a_sentence_that_goes_on_in_small_letters_is_one_block() -> None:
    assert blocks("Giao Sở Y tế\r\nchủ trì.\r\nSở Nội vụ phối hợp.") == [
        "Giao Sở Y tế\r\nchủ trì.",
        "Sở Nội vụ phối hợp.",
    ]


def test_a_stray_break_in_a_heading_is_mended_where_blank_lines_part_the_paragraphs() -> None:
    text = "\n\n".join(
        [
            "II. NỘI DUNG",
            "2.1. Sở\nTài chính",
            "a) Bố trí kinh phí.",
            "2.2. Sở\nNội vụ",
            "Chủ trì đào tạo.",
            "2.3. Phấn đấu đến năm\n2030",
            "Trên 80% số xã hoàn thành.",
            "2.4. Sở Y tế",
            "Báo cáo.",
            "III. TỔ CHỨC",
        ]
    )
    assert "2.1. Sở\nTài chính" in blocks(text)
    assert "2.3. Phấn đấu đến năm\n2030" in blocks(text)
    assert len(blocks(text)) == 10


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"])
@pytest.mark.parametrize("number", ["2.3.", "IV.", "b)", "(4)"])
def test_a_number_alone_on_its_line_marks_the_next_line(number: str, gap: str) -> None:
    (block,) = find_blocks(f"{number}{gap}Thanh tra tỉnh")
    assert block.marker is not None
    assert block.marker.ordinals[-1:] in [(3,), (4,), (2,)]


def test_a_number_alone_on_its_line_begins_a_block_in_a_hard_wrapped_text() -> None:
    text = WRAPPED + "Tỉnh đoàn phối hợp với các sở, ban, ngành có liên quan\n2.3.\nHội Nông dân tỉnh\n"
    assert blocks(text)[-2:] == [
        "Tỉnh đoàn phối hợp với các sở, ban, ngành có liên quan",
        "2.3.\nHội Nông dân tỉnh",
    ]


def test_a_page_number_marks_nothing() -> None:
    assert blocks("12\n\nThanh tra tỉnh") == ["12", "Thanh tra tỉnh"]


@pytest.mark.parametrize(
    "text",
    [
        "- Gửi báo cáo về Tổ công tác của\nTrung ương theo quý.",
        "- Phối hợp: Sở Xây dựng, Sở\nCông Thương.",
        "3. Bộ\nChỉ huy Bộ đội Biên phòng",
        "2. Phổ biến Luật\nĐường bộ",
        "4. Liên hiệp các hội tỉnh Bắc\nKạn",
        "5. Ủy ban nhân dân tỉnh\nLạng Sơn",
        "Kho bạc, ngân hàng,\nThuế tỉnh",
    ],
)
def test_a_line_that_cannot_end_there_goes_on_before_a_capital(text: str) -> None:
    assert blocks(text) == [text]
    assert len(blocks(unicodedata.normalize("NFD", text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "1. Văn phòng Sở\nChủ trì theo dõi.",
        "1. Công an tỉnh\nChủ trì theo dõi.",
        "1. Những tồn tại\nMột số xã chưa có đường.",
        "1. Các đơn vị trực thuộc\nBáo cáo hằng quý.",
        "1. Nhiệm vụ tiếp theo\nMở rộng mạng lưới.",
        "Căn cứ Luật Đường bộ,\nCăn cứ Luật Xây dựng,",
        "Năm 2031,\nQUYẾT ĐỊNH:",
    ],
)
def test_a_heading_and_the_text_below_it_stay_apart(text: str) -> None:
    assert blocks(text) == text.split("\n")


def test_a_stray_break_in_an_item_is_mended_where_blank_lines_part_the_paragraphs() -> None:
    items = ["- Tổng hợp tình hình thực hiện\nĐề án để báo cáo.", f"+ Kiểm tra\nDự án {'x' * 60}\nVà Chương trình;"]
    apart = ["1. Mục tiêu\nĐến năm 2031 xong.", "Hiệu lực: Đã biết\nTình trạng: Còn"]
    text = "\n\n".join([*items, *apart, *(f"Tiểu khu {n} giáp suối." for n in range(9))])
    assert blocks(text)[:2] == items
    assert len(blocks(text)) == 15


def test_items_in_brackets_have_a_marker_and_stay_apart() -> None:
    text = "Đề án gồm các phần\n(1) Khảo sát;\n(2) Thiết kế;\n(iii) Thi công (2 năm).\n(Chi tiết kèm theo)"
    assert [b.marker and (b.marker.rank, b.marker.ordinals) for b in find_blocks(text)] == [
        None,
        (Rank.BRACKETED, (1,)),
        (Rank.BRACKETED, (2,)),
        (Rank.BRACKETED, (3,)),
        None,
    ]


def test_a_bracketed_number_in_a_hard_wrapped_sentence_begins_no_item() -> None:
    assert len(blocks(WRAPPED.replace("\nvà nhu cầu", "\n(2) và nhu cầu"))) == 3


def test_titles_in_capitals_do_not_run_into_the_text_below() -> None:
    assert len(blocks("KẾ HOẠCH\nứng dụng công nghệ thông tin")) == 2


def test_lines_of_tables_belong_to_no_block() -> None:
    text = "Trước bảng.\nSTT | Tên\n1 | Máy chủ\nSau bảng."
    table = Span(text.index("STT"), text.index("\nSau"))
    found = [block.span.of(text) for block in find_blocks(text, (table,))]
    assert found == ["Trước bảng.", "Sau bảng."]


@pytest.mark.parametrize(
    ("line", "capitals"),
    [("KẾ HOẠCH NĂM 2014", True), ("QUYẾT ÐỊNH:", True), ("Kế hoạch", False), ("A", False), ("12", False)],
)
def test_capitals_are_told_from_small_letters(line: str, capitals: bool) -> None:
    assert is_capitals(line) is capitals


@settings(deadline=None)
@given(texts)
def test_blocks_lie_in_order_trimmed_and_apart(text: str) -> None:
    found = [block.span for block in find_blocks(text)]
    assert all(span == span.trimmed(text) and len(span) for span in found)
    assert all(a.end < b.start for a, b in pairwise(found))


@settings(deadline=None)
@given(texts)
def test_all_that_is_visible_stands_in_a_block_but_the_bars_of_empty_cells(text: str) -> None:
    position = 0
    for block in [block.span for block in find_blocks(text)] + [Span(len(text), len(text))]:
        assert (
            not text[position : block.start].strip("| \t\u00a0\r\n\f\v\x1c\x1d\x1e\x1f\x85\u2028\u2029" + " ").strip()
        )
        position = block.end


@pytest.mark.parametrize(
    "text", ["Dòng ngắn số 5\n" * 10_000, "- " * 75_000, "(" * 150_000, "a\r\n\r\n" * 30_000, "x" * 1_000_000]
)
def test_a_text_without_end_is_read_to_its_end(text: str) -> None:
    tables = tuple(Span(i, i + 8) for i in range(0, min(len(text), 100_000) - 8, 20))
    assert find_blocks(text)[-1].span.end == len(text.rstrip())
    beside = [block.span for block in find_blocks(text, tables)]
    borders = sorted([*beside, *tables])
    assert all(a.end <= b.start for a, b in pairwise(borders))
