import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.figures import FigureKind, canonical, find_figures, number
from corpus.types import Span

COUNT, DATE, DOCUMENT = FigureKind.COUNT, FigureKind.DATE, FigureKind.NUMBER_OF_DOCUMENT
MONEY, PERIOD, SHARE = FigureKind.MONEY, FigureKind.PERIOD, FigureKind.SHARE

PIECES = ["34,06", "tỷ", " đồng", "ngày ", "04/7/2013", "08Thư", "64/2007/NĐ-CP", "60-70%", "2013-2015", "7/12", ", "]
PIECES += [
    "trên ",
    "tháng",
    " năm ",
    "2020",
    ".",
    "-",
    "–",
    "/",
    "\u00a0",
    "\r\n",
    "quý IV",
    "1.234.567",
    "đ",
    "%",
    "a",
]
texts = st.one_of(st.lists(st.sampled_from(PIECES), max_size=10).map("".join), st.text(max_size=30))


def read(text: str) -> list[tuple[FigureKind, str, str]]:
    return [(figure.kind, figure.span.of(text), figure.key) for figure in find_figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("số 64/2007/NĐ-CP", [(DOCUMENT, "64/2007/NĐ-CP", "64/2007/nđ-cp")]),
        ("Nghị quyết 36a/NQ-CP", [(DOCUMENT, "36a/NQ-CP", "36a/nq-cp")]),
        ("số 43-NQ/TW", [(DOCUMENT, "43-NQ/TW", "43-nq/tw")]),
        ("Luật 67/2006/QH11", [(DOCUMENT, "67/2006/QH11", "67/2006/qh11")]),
        ("quyết định 2544/qd-ubnd", [(DOCUMENT, "2544/qd-ubnd", "2544/qđ-ubnd")]),
        ("số131/KH-UBND", [(DOCUMENT, "131/KH-UBND", "131/kh-ubnd")]),
        ("số 64/2007/NĐ-\nCP", [(DOCUMENT, "64/2007/NĐ-\nCP", "64/2007/nđ-cp")]),
        (
            "số 73/QĐ-UBNDngày 03/12/2018",
            [(DOCUMENT, "73/QĐ-UBND", "73/qđ-ubnd"), (DATE, "ngày 03/12/2018", "2018-12-03")],
        ),
        ("mức độ 3, 4", [(COUNT, "3", "3"), (COUNT, "4", "4")]),
        ("mức độ 3,4", [(COUNT, "3", "3"), (COUNT, "4", "4")]),
        ("ngày04/7/2013", [(DATE, "ngày04/7/2013", "2013-07-04")]),
        ("ngày 26 tháng 10 năm 2013", [(DATE, "ngày 26 tháng 10 năm 2013", "2013-10-26")]),
        ("trong tháng 01/2014", [(DATE, "tháng 01/2014", "2014-01")]),
        ("hạn 01/2014", [(DATE, "01/2014", "2014-01")]),
        ("quý IV năm 2014", [(DATE, "quý IV năm 2014", "2014-q4")]),
        ("ngày 15/10 hằng năm", [(DATE, "ngày 15/10", "10-15")]),
        ("bản đồ tỷ lệ 1/2000", [(COUNT, "1/2000", "1/2000")]),
        ("08Thư viện", [(COUNT, "08", "8")]),
        ("giai đoạn 2013-2015", [(PERIOD, "2013-2015", "2013-2015")]),
        ("từ năm 2016 đến năm 2020", [(PERIOD, "từ năm 2016 đến năm 2020", "2016-2020")]),
        ("2016 - nay", [(COUNT, "2016", "2016")]),
        ("7.8%", [(SHARE, "7.8%", "7.8%")]),
        ("60-70%", [(SHARE, "60-70%", "60-70%")]),
        ("từ 60% đến 70%", [(SHARE, "60%", "60%"), (SHARE, "70%", "70%")]),
        ("giảm 20%/năm", [(SHARE, "20%", "20%")]),
        ("7/12 chỉ tiêu", [(COUNT, "7/12", "7/12")]),
        ("1.819 thủ tục", [(COUNT, "1.819", "1819")]),
        ("đường truyền 1Gb/s", [(COUNT, "1", "1")]),
        ("5 triệu lượt người", [(COUNT, "5 triệu", "5000000")]),
        ("2 triệu USD", [(MONEY, "2 triệu USD", "2000000 usd")]),
        ("15-20 triệu đồng", [(MONEY, "15-20 triệu đồng", "15000000-20000000")]),
        ("mục 2.2.1", [(COUNT, "2.2.1", "2.2.1")]),
        ("IPv6, CO2 và VX4", []),
        ("không có số", []),
    ],
)
def test_a_figure_is_read_for_what_it_is(text: str, expected: list[tuple[FigureKind, str, str]]) -> None:
    assert read(text) == expected
    decomposed = unicodedata.normalize("NFD", text)
    assert [key for _, _, key in read(decomposed)] == [key for _, _, key in expected]


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("34,06 tỷ đồng", "34.060.000.000 đồng"),
        ("34.060 triệu đồng", "34,06 tỉ"),
        ("34,06\u00a0tỷ\u00a0đồng", "34.06 billion"),
        ("1 tỷ 500 triệu đồng", "1.500.000.000đ"),
        ("150 trđ", "150.000 nghìn đồng"),
        ("20 nghìn tỷ đồng", "20.000 tỷ đồng"),
        ("20 phần trăm", "20,0%"),
        ("ngày 26 tháng 10 năm 2013", "26/10/2013"),
        ("131/kh-ubnd", "131/KH-UBND"),
        ("giai đoạn 2016 – 2020", "từ 2016 đến 2020"),
    ],
)
def test_equal_figures_have_equal_keys(one: str, another: str) -> None:
    (first,), (second,) = find_figures(one), find_figures(another)
    assert (first.kind, first.key, first.value) == (second.kind, second.key, second.value)


@pytest.mark.parametrize(
    ("text", "qualified"),
    [
        ("đạt tối thiểu 44% hồ sơ", "đạt tối thiểu 44%"),
        ("trước ngày 15/10/2019", "trước ngày 15/10/2019"),
        ("không quá 5 ngày", "không quá 5"),
        ("nhơn 5 người", "5"),
    ],
)
def test_a_qualifier_belongs_to_the_qualified_span(text: str, qualified: str) -> None:
    assert find_figures(text)[0].qualified.of(text) == qualified


def test_figures_are_found_within_a_part_of_the_text_at_their_place_in_the_whole() -> None:
    text = "Năm 2012 có 5 lớp; năm 2013 có 7 lớp."
    found = find_figures(text, Span(19, len(text)))
    assert [figure.span.of(text) for figure in found] == ["2013", "7"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("34.060", "34060"),
        ("34,06", "34.06"),
        ("7.8", "7.8"),
        ("6,835,000,000", "6835000000"),
        ("12.345,67", "12345.67"),
        ("0.500", "0.5"),
        ("05", "5"),
        ("2.2.1", None),
        ("1.234.56", None),
        ("9" * 41, None),
    ],
)
def test_separators_are_read_as_vietnamese_writes_them(written: str, value: str | None) -> None:
    assert number(written) == (None if value is None else Decimal(value))


@settings(deadline=None)
@given(st.integers(1, 10**15))
def test_a_number_reads_the_same_with_and_without_thousands_dots(value: int) -> None:
    dotted = f"{value:,}".replace(",", ".")
    assert canonical(dotted) == canonical(str(value)) == str(value)


@settings(deadline=None)
@given(st.integers(1, 10**9), st.sampled_from([("triệu đồng", 10**6), ("tỷ đồng", 10**9), ("nghìn đồng", 10**3)]))
def test_an_amount_has_the_key_of_the_same_amount_in_dong(value: int, unit: tuple[str, int]) -> None:
    word, factor = unit
    (short,) = find_figures(f"{value} {word}")
    (long,) = find_figures(f"{value * factor:,} đồng".replace(",", "."))
    assert short.key == long.key
    assert short.value == long.value == value * factor


@settings(deadline=None)
@given(texts)
def test_figures_lie_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for figure in find_figures(text):
        assert end <= figure.span.start < figure.span.end <= len(text)
        assert figure.qualified.contains(figure.span)
        assert figure.key
        end = figure.span.end


@pytest.mark.parametrize("piece", ["2013-", "1/a-", "1.", "34,06 tỷ ", "1", "ngày 1 tháng "])
def test_a_text_without_end_is_read_to_its_last_figure(piece: str) -> None:
    text = piece * (150_000 // len(piece))
    last = max(i for i, char in enumerate(text) if char.isdigit())
    assert find_figures(text)[-1].span.end > last


def test_meters_and_uniforms_are_counted_and_no_money() -> None:
    found = find_figures("Lắp 3.400 đồng hồ nước, may 200 đồng phục, hết 3.400 đồng.")
    assert [f.kind for f in found] == [FigureKind.COUNT, FigureKind.COUNT, FigureKind.MONEY]
