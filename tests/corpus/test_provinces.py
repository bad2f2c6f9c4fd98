"""Claims about provinces and their mentions."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.provinces import PROVINCES, PlaceKind, Province, find_provinces, merged_from, merged_into, province


def names(text: str) -> list[str]:
    return [mention.name for mention in find_provinces(text)]


def test_there_are_63_provinces_and_34_today() -> None:
    assert len({p.name for p in PROVINCES}) == 63
    assert len({p.today for p in PROVINCES}) == 34
    assert sum(p.level == "thành phố" for p in PROVINCES) == 6


def test_every_province_goes_into_one_that_goes_on_under_its_name() -> None:
    for one in PROVINCES:
        assert province(one.today).today == one.today


@pytest.mark.parametrize(
    ("today", "before"),
    [
        ("Vĩnh Long", {"Vĩnh Long", "Bến Tre", "Trà Vinh"}),
        ("Cà Mau", {"Cà Mau", "Bạc Liêu"}),
        ("Phú Thọ", {"Phú Thọ", "Vĩnh Phúc", "Hòa Bình"}),
        ("Cần Thơ", {"Cần Thơ", "Sóc Trăng", "Hậu Giang"}),
        ("Hồ Chí Minh", {"Hồ Chí Minh", "Bình Dương", "Bà Rịa - Vũng Tàu"}),
        ("Lâm Đồng", {"Lâm Đồng", "Đắk Nông", "Bình Thuận"}),
        ("Ninh Bình", {"Ninh Bình", "Hà Nam", "Nam Định"}),
        ("Hà Tĩnh", {"Hà Tĩnh"}),
    ],
)
def test_a_province_of_today_knows_what_it_was_made_of(today: str, before: set[str]) -> None:
    assert set(merged_from(today)) == before
    assert all(merged_into(name) == today for name in before - {today})
    assert merged_into(today) is None


def test_what_is_no_province_was_merged_into_none() -> None:
    assert merged_into("Paris") is None
    assert merged_from("Trà Vinh") == ()


@pytest.mark.parametrize("one", PROVINCES, ids=lambda one: one.name)
def test_every_name_is_found_in_each_way_of_writing_it(one: Province) -> None:
    for spelling in one.spellings:
        assert names(f"Kế hoạch của tỉnh {spelling} năm 2020") == [one.name]
    for written in (one.name.upper(), unicodedata.normalize("NFD", one.name), one.name.replace(" ", "\n", 1)):
        assert names(f"UBND tỉnh {written} ban hành") == [one.name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kinh phi cua tra vinh la bao nhieu", ["Trà Vinh"]),
        ("nam 2014 ca mau tra bao nhieu tien", ["Cà Mau"]),
        ("phu tho co bao nhieu can bo", ["Phú Thọ"]),
        ("chi tieu o Phu Tho va Can Tho", ["Phú Thọ", "Cần Thơ"]),
        ("Ha Tinh's target for 2010", ["Hà Tĩnh"]),
        ("ke hoach tinh ha nam", ["Hà Nam"]),
        ("hai phong nam 2021", ["Hải Phòng"]),
        ("tp hcm va Daklak", ["Hồ Chí Minh", "Đắk Lắk"]),
        ("TP.HCM, Sài Gòn, TPHCM", ["Hồ Chí Minh"] * 3),
        ("Thừa Thiên - Huế và Đắc Lắc", ["Huế", "Đắk Lắk"]),
        ("tỉnhCà Mauđã ban hành", ["Cà Mau"]),
        ("kế hoạch trà vinh 2019", ["Trà Vinh"]),
    ],
)
def test_names_are_found_as_people_type_them(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "giữ gìn hòa bình thế giới",
        "GIỮ GÌN HÒA BÌNH",
        "dien bien dich benh phuc tap",
        "hai phong hop truc tuyen",
        "hoa binh la gi",
        "cao bang nhau",
        "mức lương cao bằng nhau",
        "may in da nang",
        "đầu năm đinh ninh như vậy",
        "bàn thờ phụ thổ",
        "bảo đảm lâu long an toàn",
        "khu vực Thái Bình Dương",
        "đồng chí Nguyễn Thái Bình",
        "tư tưởng Hồ Chí Minh",
        "cầu bắc qua sông Đồng Nai",
        "một tình hình mới",
    ],
)
def test_ordinary_words_and_other_names_are_no_provinces(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tỉnh Hà Tỉnh giai đoạn 2008-2010", ["Hà Tĩnh"]),
        ("Hà Tỉnh có bao nhiêu máy tính?", ["Hà Tĩnh"]),
        ("Trà Vihn năm 2019", ["Trà Vinh"]),
        ("Cà Mâu 2014", ["Cà Mau"]),
        ("huyện Điện Bàn", []),
        ("xã Thanh Hà", []),
    ],
)
def test_one_typo_is_forgiven_unless_it_makes_another_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_typos_are_not_looked_for_in_documents() -> None:
    assert names("Hà Tỉnh" + " và các nội dung khác" * 40) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("UBND thành phố Cà Mau", PlaceKind.TOWN),
        ("huyện Điện Biên", PlaceKind.TOWN),
        ("thị xã Phú Thọ", PlaceKind.TOWN),
        ("thành phố Cần Thơ", PlaceKind.PROVINCE),
        ("TP. Huế", PlaceKind.PROVINCE),
        ("tỉnh Cà Mau", PlaceKind.PROVINCE),
    ],
)
def test_a_town_is_told_from_the_province_of_its_name(text: str, kind: PlaceKind) -> None:
    (mention,) = find_provinces(text)
    assert mention.kind is kind


def test_a_mention_says_whether_its_diacritics_were_written() -> None:
    with_marks, without = find_provinces("Cà Mau và Tra Vinh")
    assert with_marks.marked
    assert not without.marked


def test_spans_cover_the_name_as_written_also_in_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "Ủy ban nhân dân tỉnh Hà\nTĨNH, thành phố Đà Nẵng")
    first, second = find_provinces(text)
    assert unicodedata.normalize("NFC", first.span.of(text)) == "Hà\nTĨNH"
    assert unicodedata.normalize("NFC", second.span.of(text)) == "Đà Nẵng"


@given(st.text(alphabet="tỉnh TP.Hà NộiCaMau\n-2014ĐắkĹ̀", max_size=60))
def test_any_text_has_mentions_in_order_and_inside_it(text: str) -> None:
    mentions = find_provinces(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
    assert all(mention.span.end <= len(text) for mention in mentions)
