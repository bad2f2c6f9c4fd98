"""Abbreviations that a document defines: found where the letters prove them, and nowhere else."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.abbreviations import find_abbreviations

PIECES = ["Cơ quan nhà nước ", "(CQNN)", "viết tắt là ", "KT-XH", ": ", "\n", "(", ")", "và ", "TT&TT", "TTg", "\u00a0"]
texts = st.one_of(st.lists(st.sampled_from(PIECES), max_size=10).map("".join), st.text(max_size=40))


def read(text: str) -> list[tuple[str, str]]:
    return [(found.short, found.long.of(text)) for found in find_abbreviations(text)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("cho cán bộ, công chức, viên chức (CBCCVC) xã", "CBCCVC", "cán bộ, công chức, viên chức"),
        ("Các Cơ quan nhà nước (CQNN) dùng", "CQNN", "Cơ quan nhà nước"),
        ("nuôi trồng thủy\nsản ( NTTS ) ven biển", "NTTS", "nuôi trồng thủy\nsản"),
        ("Khu công nghiệp (sau đây gọi tắt là KCN) mới", "KCN", "Khu công nghiệp"),
        ("Khu công nghiệp (sau đây gọi là “KCN”)", "KCN", "Khu công nghiệp"),
        ("bảo hiểm y tế, viết tắt là BHYT, cho", "BHYT", "bảo hiểm y tế"),
        ("Sở Nội vụ và Lao động (dưới đây được gọi tắt là Sở NVLĐ)", "NVLĐ", "Nội vụ và Lao động"),
        ("ATTP là viết tắt của an toàn thực phẩm và", "ATTP", "an toàn thực phẩm"),
        ("XDCB (xây dựng cơ bản)", "XDCB", "xây dựng cơ bản"),
        ("Từ viết tắt\nPCTT: Phòng chống thiên tai\nkhác", "PCTT", "Phòng chống thiên tai"),
        ("- BTXM: Bê tông xi măng;", "BTXM", "Bê tông xi măng"),
        ("| GTNT | Giao thông nông thôn |", "GTNT", "Giao thông nông thôn"),
        ("1\nDVCTT\nDịch vụ công trực tuyến\n2", "DVCTT", "Dịch vụ công trực tuyến"),
    ],
)
def test_an_abbreviation_is_learned_in_each_way_to_define_it(text: str, short: str, long: str) -> None:
    assert read(text) == [(short, long)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Sở Khoa học và Công nghệ (KHCN)", "KHCN", "Khoa học và Công nghệ"),
        ("Khoa học và Công nghệ (KH&CN)", "KH&CN", "Khoa học và Công nghệ"),
        ("kinh tế - xã hội (KT-XH)", "KT-XH", "kinh tế - xã hội"),
        ("Thủ tướng (TTg)", "TTg", "Thủ tướng"),
        ("thạc sĩ (ThS)", "ThS", "thạc sĩ"),
        ("hợp đồng lao động (HDLD)", "HDLD", "hợp đồng lao động"),
        ("hợp đồng lao động (HÐLÐ)", "HÐLÐ", "hợp đồng lao động"),
        ("chuyển đổisố (CĐS)", "CĐS", "chuyển đổisố"),
        ("ƯỨNG PHÓ ÁP THẤP NHIỆT ĐỚI (ATNĐ)", "ATNĐ", "ÁP THẤP NHIỆT ĐỚI"),
    ],
)
def test_letters_fit_initials_linking_words_may_give_none(text: str, short: str, long: str) -> None:
    assert read(text) == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "hỗ trợ phát triển chính thức (ODA)",  # the letters are English
        "mạng nội bộ (LAN)",
        "cơ quan (CQNN)",
        "nhà nước. Cơ quan (NNCQ)",  # over the end of a sentence
        "và công nghệ (VCN)",  # does not begin with a linking word
        "chương trình (sau đây gọi tắt là Chương trình)",
        "loại A (A)",
        "Phần chung, việc vùng (CVV",  # no bracket closes
        "văn bản (IV)",
        "Theo CQNN: cơ quan nhà nước",  # in the middle of a line a colon defines nothing
        "- CQNN: cơ quan nhà nước cấp tỉnh",  # more than the letters say
        "số 131/KH-UBND (kế hoạch)",
        "",
    ],
)
def test_what_does_not_prove_itself_is_left_alone(text: str) -> None:
    assert read(text) == []


def test_a_sense_is_given_once_and_two_senses_both() -> None:
    text = "công nghệ cao (CNC), Công nghệ cao (CNC), công nghiệp chính (CNC)"
    assert read(text) == [("CNC", "công nghệ cao"), ("CNC", "công nghiệp chính")]


def test_the_span_holds_abbreviation_and_long_form() -> None:
    text = "Các khu công nghiệp (KCN) mới"
    (found,) = find_abbreviations(text)
    assert found.span.of(text) == "khu công nghiệp (KCN"


def test_decomposed_text_defines_the_same() -> None:
    text = unicodedata.normalize("NFD", "Dịch vụ công, viết tắt là DVC; biến đổi khí hậu (BĐKH)")
    assert [short for short, _ in read(text)] == ["DVC", "BĐKH"]


@settings(deadline=None)
@given(texts)
def test_every_definition_stands_in_the_text_with_its_letters(text: str) -> None:
    for found in find_abbreviations(text):
        assert found.span.contains(found.long)
        assert found.short in found.span.of(text)
        assert found.long.trimmed(text) == found.long
        assert sum(char.isupper() for char in found.short) >= 2


@pytest.mark.parametrize(
    ("piece", "count"),
    [
        ("(CC) ", 0),
        ("CC (", 0),
        ("c c c (CCC) ", 1),
        ("của của (CC) ", 0),
        ("CC: ", 0),
        ("CC\n", 1),
        ("viết tắt là CC ", 0),
    ],
)
def test_a_text_without_end_defines_an_abbreviation_once(piece: str, count: int) -> None:
    assert len(find_abbreviations(piece * (40_000 // len(piece)))) == count
