"""Claims about names of agencies."""

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.agencies import agency_name, english_names, find_agencies, find_agencies_english
from corpus.types import Span

PLANS = Path(__file__).parents[2] / "../shared/plans"


def written(text: str) -> list[str]:
    return [agency.span.of(text) for agency in find_agencies(text)]


def found_names(text: str) -> list[str]:
    return [agency.name for agency in find_agencies(text)]


def key(text: str) -> str:
    (agency,) = find_agencies(text)
    return agency.key


@pytest.mark.parametrize(
    "spellings",
    [
        ("Sở Thông tin và Truyền thông", "Sở TT&TT", "STTTT", "Sở TTTT", "STT&TT", "Sở Thông tin - Truyền thông",
         "SỞ THÔNG TIN VÀ\nTRUYỀN THÔNG", "sở thông tin và truyền thông", "so thong tin va truyen thong"),
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh", "Uỷ ban nhân dân tỉnh", "ỦY\nBAN NHÂN DÂN\nTỈNH TRÀ VINH", "ubnd tinh"),
        ("Sở Giáo dục và Đào tạo", "Sở Giáo dụcvà Đào tạo", "Sở GD&ĐT", "Sở GDĐT"),
        ("Sở Lao động - Thương binh và Xã hội", "Sở LĐTBXH", "Sở LĐ-TB&XH", "Sở Lao động, Thương binh và Xã hội"),
        ("Sở Nông nghiệp và PTNT", "Sở NN&PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Văn phòng UBND tỉnh", "Văn phòng Ủy ban nhân dân tỉnh", "VP UBND tỉnh", "Chánh Văn phòng UBND tỉnh"),
        ("Ban Chỉ đạo CNTT tỉnh", "Ban chỉ đạo công nghệ thông tin của tỉnh", "BCĐ CNTT"),
        ("UBND các xã, phường", "Ủy ban nhân dân phường, xã", "UBND các phường xã"),
        ("các sở, ban, ngành tỉnh", "Sở, ban, ngành cấp tỉnh", "Thủ trưởng các sở, ban,\nngành tỉnh có liên quan"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "UBMTTQVN tỉnh", "Ủy ban MTTQ tỉnh"),
        ("Giám đốc Sở Nội vụ", "Sở Nội vụ"),
    ],
)  # fmt: skip
def test_all_spellings_of_an_agency_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sở Tài chính chủ trì, phối hợp với Sở Nội vụ hướng dẫn", ["Sở Tài chính", "Sở Nội vụ"]),
        ("giao Sở Thông tin và Truyền thôngchủ trì", ["Sở Thông tin và Truyền thông"]),
        ("Công an tỉnh có trách nhiệm tham mưu", ["Công an tỉnh"]),
        ("Ban Chỉ đạo Xây dựng Chính quyền điện tử tỉnh cần họp", ["Ban Chỉ đạo Xây dựng Chính quyền điện tử tỉnh"]),
        ("Đội ứng cứu sự cố máy tính tỉnh, nâng cao", ["Đội ứng cứu sự cố máy tính tỉnh"]),
        ("Ban Quản lý các khu công nghiệp chủ trì", ["Ban Quản lý các khu công nghiệp"]),
        (
            "Trung tâm Công nghệ thông tin và Truyền thông thuộc sở",
            ["Trung tâm Công nghệ thông tin và Truyền thông"],
        ),
        ("Trung tâm Dịch vụ việc làm Thành phố", ["Trung tâm Dịch vụ việc làm thành phố"]),
        (
            "Ban Chỉ đạo các Chương trình mục tiêu quốc gia thành phố và",
            ["Ban Chỉ đạo các Chương trình mục tiêu quốc gia thành phố"],
        ),
        ("Kho bạc Nhà nước Trà Vinh, Bưu điện tỉnh", ["Kho bạc Nhà nước Trà Vinh", "Bưu điện tỉnh"]),
        ("Tỉnh ủy Phú Thọ ban hành", ["Tỉnh ủy Phú Thọ"]),
        ("Thủ tướng Chính phủ giao Bộ Công an", ["Thủ tướng Chính phủ", "Bộ Công an"]),
        (
            "UBND huyện Cẩm Khê, UBND TP Việt Trì",
            ["Ủy ban nhân dân huyện Cẩm Khê", "Ủy ban nhân dân thành phố Việt Trì"],
        ),
        ("Phòng Văn hóa và Thông tin các huyện", ["Phòng Văn hóa và Thông tin"]),
        ("Hội đồng nhân dân tỉnh quyết định", ["Hội đồng nhân dân tỉnh"]),
    ],
)
def test_a_name_ends_where_the_clause_goes_on(text: str, names: list[str]) -> None:
    assert found_names(text) == names


def test_a_group_is_one_name_with_all_its_kinds() -> None:
    text = "Các sở, ban, ngành tỉnh; Ủy ban nhân dân các huyện, thị xã, thành phố: Chủ động"
    assert written(text) == ["Các sở, ban, ngành tỉnh", "Ủy ban nhân dân các huyện, thị xã, thành phố"]
    text = "Thủ trưởng các đơn vị, địa phương trên địa bàn tỉnhcần nhắc nhở"
    assert written(text) == ["Thủ trưởng các đơn vị, địa phương trên địa bàn tỉnh"]


def test_each_member_of_a_list_is_an_agency_of_its_own() -> None:
    text = "Giám đốccác Sở: Xây dựng, Tài nguyên và Môi trường, Y tế; Chủ tịch UBND các huyện"
    assert written(text) == [
        "Xây dựng",
        "Tài nguyên và Môi trường",
        "Y tế",
        "Chủ tịch UBND các huyện",
    ]
    assert found_names(text)[:3] == ["Sở Xây dựng", "Sở Tài nguyên và Môi trường", "Sở Y tế"]
    assert found_names("Sở: NN&MT, TC, VH,TT&DL, YT") == [
        "Sở Nông nghiệp và Môi trường",
        "Sở Tài chính",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Y tế",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "cơ sở y tế và cán bộ y tế",
        "hồ sơ y tế của bệnh nhân",
        "Luật Tổ chức HĐND và UBND",
        "Số: 131/KH-UBND",
        "Tờ trình số 77/TTr-STTTT",
        "xây dựng Chính phủ điện tử",
        "Trung tâm tích hợp dữ liệu",
        "dịch vụ công trực tuyến",
        "Phòng, chống thiên tai",
        "Hội nghị truyền hình",
        "người dân và doanh nghiệp",
    ],
)
def test_what_only_looks_like_an_agency_is_none(text: str) -> None:
    assert written(text) == []


def test_a_name_does_not_cross_a_blank_line_or_a_list_mark() -> None:
    assert written("Sở Nội vụ\n\nTài chính") == ["Sở Nội vụ"]
    assert written("Ban Chỉ đạo\n- Công an tỉnh") == ["Ban Chỉ đạo", "Công an tỉnh"]


def test_questions_without_diacritics_name_agencies_too() -> None:
    text = "ubnd tinh tra vinh giao so noi vu viec gi"
    assert found_names(text) == ["Ủy ban nhân dân tỉnh Trà Vinh", "Sở Nội vụ"]


def test_a_part_of_a_text_is_read_with_the_offsets_of_the_whole() -> None:
    text = "Sở Y tế báo cáo. Sở Nội vụ tổng hợp."
    (agency,) = find_agencies(text, Span(17, len(text)))
    assert agency.span.of(text) == "Sở Nội vụ"


def test_a_full_name_is_made_from_a_short_one() -> None:
    assert agency_name("Sở TT&TT") == "Sở Thông tin và Truyền thông"
    assert agency_name("STTTT") == "Sở Thông tin và Truyền thông"
    assert agency_name("UBND tỉnh Cà Mau") == "Ủy ban nhân dân tỉnh Cà Mau"
    assert agency_name("kinh phí") is None


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What does the Department of Finance do?", "Sở Tài chính"),
        ("the Planning and Investment Department", "Sở Kế hoạch và Đầu tư"),
        ("Ministry of Information & Communications", "Bộ Thông tin và Truyền thông"),
        ("the Provincial People's Committee", "Ủy ban nhân dân tỉnh"),
        ("Office of the Provincial People\u2019s Committee", "Văn phòng Ủy ban nhân dân tỉnh"),
        ("Department of Labor, Invalids and Social Affairs", "Sở Lao động - Thương binh và Xã hội"),
    ],
)
def test_english_questions_name_the_same_agencies(question: str, name: str) -> None:
    (agency,) = find_agencies_english(question)
    assert agency.name == name
    assert agency.key == key(name)
    assert english_names()[agency.key]


def test_common_english_words_are_no_agencies() -> None:
    assert find_agencies_english("the government of the province and the police") == ()


@given(st.text(alphabet="SởBộ TàichínhUBND,:\n-tỉnh các&Ủý̀", max_size=60))
def test_any_text_has_agencies_in_order_and_inside_it(text: str) -> None:
    agencies = find_agencies(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(agencies))
    assert all(len(agency.span) and agency.span.end <= len(text) for agency in agencies)


@pytest.mark.skipif(not PLANS.is_dir(), reason="the published plans are not here")
@pytest.mark.parametrize("path", sorted(PLANS.glob("*.txt")), ids=lambda path: path.stem)
def test_decomposed_plans_name_the_same_agencies(path: Path) -> None:
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    composed = [(agency.key, agency.name) for agency in find_agencies(text)]
    decomposed = [(agency.key, agency.name) for agency in find_agencies(unicodedata.normalize("NFD", text))]
    assert composed == decomposed
    assert len(composed) > 50
