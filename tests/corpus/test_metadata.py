"""Claims about the metadata of documents: numbers, dates and names of the published plans are facts, worked by hand."""

import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.metadata import read_metadata
from corpus.types import Field, Metadata

SHARED = Path(__file__).parents[2] / "../shared"
SOURCES = Path(__file__).parents[2] / "corpus/restating/sources"

Form = Literal["NFC", "NFD"]
FIELDS = ("number", "kind", "issuer", "province", "date", "period", "signer")
CA_MAU = ("1575/QĐ-UBND", "Kế hoạch", "Ủy ban nhân dân tỉnh Cà Mau", "Cà Mau", "2013-10-26", "2014", "Nguyễn Tiến Hải")
CAN_THO = (
    "131/KH-UBND", "Kế hoạch", "Ủy ban nhân dân thành phố Cần Thơ", "Cần Thơ", "2016-11-28", "2016-2020", "Lê Văn Tâm",
)  # fmt: skip
HA_TINH = (
    "3260/QĐ-UBND", "Kế hoạch", "Ủy ban nhân dân tỉnh Hà Tĩnh", "Hà Tĩnh", "2007-12-13", "2008-2010", "Hà Văn Thạch",
)  # fmt: skip
PHU_THO = (None, "Kế hoạch", "Ủy ban nhân dân tỉnh Phú Thọ", "Phú Thọ", None, "2014", None)
TRA_VINH = (
    "2373/QĐ-UBND", "Kế hoạch", "Ủy ban nhân dân tỉnh Trà Vinh", "Trà Vinh", "2018-12-03", "2019", "Nguyễn Trung Hoàng",
)  # fmt: skip
PUBLISHED = {
    "plans/camau-2014": CA_MAU,
    "plans/cantho-2016-2020": CAN_THO,
    "plans/hatinh-2008-2010": HA_TINH,
    "plans/phutho-2014": PHU_THO,
    "plans/travinh-2019": TRA_VINH,
    "plans-more/cantho-giamsat-giamngheo-2025": (
        "160/KH-UBND", "Kế hoạch", "Ủy ban nhân dân thành phố Cần Thơ", "Cần Thơ", "2025-11-19", "2025",
        "Trần Chí Hùng",
    ),
    "plans-more/cds-hatangxaydung-qd2597-2025": (
        "2597/QĐ-TTg", "Đề án", "Thủ tướng Chính phủ", None, "2025-11-27", "2025", "Trần Hồng Hà",
    ),
    "plans-more/chinhphuso-qd2629-2025": (
        "2629/QĐ-TTg", "Chương trình", "Thủ tướng Chính phủ", None, "2025-12-01", "2025", "Nguyễn Chí Dũng",
    ),
    "plans-more/dongnai-kinhteso-2026-2030": (
        "179/KH-UBND", "Kế hoạch", "Ủy ban nhân dân tỉnh Đồng Nai", "Đồng Nai", "2025-11-18", "2026-2030", "Võ Tấn Đức",
    ),
    "plans-more/dongnai-matuy-2030": (
        "182/KH-UBND", "Kế hoạch", "Ủy ban nhân dân tỉnh Đồng Nai", "Đồng Nai", "2025-11-20", "2030", "Lê Trường Sơn",
    ),
    "plans-more/hcm-luatvieclam-2025": (
        "172/KH-UBND", "Kế hoạch", "Ủy ban nhân dân thành phố Hồ Chí Minh", "Hồ Chí Minh", "2025-11-18", "2025",
        "Trần Thị Diệu Thúy",
    ),
    "plans-more/nghean-980-2025": (
        "980/KH-UBND", "Kế hoạch", "Ủy ban nhân dân tỉnh Nghệ An", "Nghệ An", "2025-11-18", "2025", "Nguyễn Văn Đệ",
    ),
    "plans-more/nghean-bimat-2025": (
        "1026/KH-UBND", "Kế hoạch", "Ủy ban nhân dân tỉnh Nghệ An", "Nghệ An", "2025-11-26", "2025", "Bùi Thanh An",
    ),
}  # fmt: skip
RESTATED = {
    "ca-mau-2014": CA_MAU,
    "can-tho-2016-2020": CAN_THO,
    "ha-tinh-2008-2010": HA_TINH,
    "phu-tho-2014": PHU_THO,
    "tra-vinh-2019": TRA_VINH,
}
TITLES = {  # a few words of each title, with the letters that they must have
    "plans/camau-2014": ("Kế hoạch ứng dụng công nghệ thông tin", "năm 2014"),
    "plans/cantho-2016-2020": ("Kế hoạch ứng dụng", "thành phố Cần Thơ"),
    "plans/hatinh-2008-2010": ("Kế hoạch ứng dụng", "tỉnh Hà Tĩnh"),
    "plans/phutho-2014": ("Kế hoạch ứng dụng CNTT", "tỉnh Phú Thọ năm 2014"),
    "plans/travinh-2019": ("Kế hoạch ứng dụng", "tỉnh Trà Vinh năm 2019"),
    "plans-more/cantho-giamsat-giamngheo-2025": ("Chương trình mục tiêu quốc gia", "năm 2025"),
    "plans-more/cds-hatangxaydung-qd2597-2025": ("Đề án chuyển đổi số", "hạ tầng xây dựng"),
    "plans-more/chinhphuso-qd2629-2025": ("Chương trình phát triển Chính phủ số",),
    "plans-more/dongnai-kinhteso-2026-2030": ("kinh tế số và xã hội số", "tỉnh Đồng Nai"),
    "plans-more/dongnai-matuy-2030": ("phòng, chống ma túy", "tỉnh Đồng Nai"),
    "plans-more/hcm-luatvieclam-2025": ("Luật Việc làm", "Thành phố Hồ Chí Minh"),
    "plans-more/nghean-980-2025": ("1899/QĐ-TTg", "Luật Phòng thủ dân sự"),
    "plans-more/nghean-bimat-2025": ("32/CT-TTg", "tỉnh Nghệ An"),
}


def values(metadata: Metadata) -> tuple[str | None, ...]:
    fields: list[Field | None] = [getattr(metadata, name) for name in FIELDS]
    return tuple(field.value if field else None for field in fields)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published plans are not here")
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_plan_says_what_it_is(name: str, form: Form) -> None:
    text = unicodedata.normalize(form, (SHARED / f"{name}.txt").read_text(encoding="utf-8"))
    assert values(read_metadata(text, Path(name).name)) == PUBLISHED[name]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published plans are not here")
@pytest.mark.parametrize("name", TITLES)
def test_a_title_is_one_line_in_sentence_case(name: str) -> None:
    title = read_metadata((SHARED / f"{name}.txt").read_text(encoding="utf-8"), "plan").title
    assert title is not None
    assert all(words in title.value for words in TITLES[name])
    assert "\n" not in title.value
    assert not title.value.isupper()


@pytest.mark.parametrize("name", RESTATED)
def test_a_restatement_says_what_the_original_is(name: str) -> None:
    metadata = read_metadata((SOURCES / f"{name}.md").read_text(encoding="utf-8"), name)
    assert values(metadata) == RESTATED[name]
    assert metadata.title is not None
    assert metadata.title.value.startswith("Kế hoạch ứng dụng công nghệ thông tin")
    assert "diễn đạt" not in metadata.title.value


HEAD = """\
ỦY BAN NHÂN DÂN
TỈNH BẮC KẠN
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
"""
PLAN = (
    HEAD
    + """\
Số: 45/KH-UBND
Bắc Kạn, ngày 09 tháng 01 năm 2023

KẾ HOẠCH
Cải cách hành chính tỉnh Bắc Kạn giai đoạn 2023-2025

Căn cứ Quyết định số 99/QĐ-TTg ngày 05 tháng 3 năm 2020;

I. MỤC TIÊU
Nâng cao chất lượng phục vụ.

Nơi nhận:
- Như trên;

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)

Phạm Duy Hưng
"""
)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_field_stands_where_its_span_says(form: Form) -> None:
    text = unicodedata.normalize(form, PLAN)
    metadata = read_metadata(text, "plan")
    assert values(metadata) == (
        "45/KH-UBND",
        "Kế hoạch",
        "Ủy ban nhân dân tỉnh Bắc Kạn",
        "Bắc Kạn",
        "2023-01-09",
        "2023-2025",
        "Phạm Duy Hưng",
    )
    written = [
        unicodedata.normalize("NFC", field.span.of(text))
        for name in (*FIELDS, "title")
        if (field := getattr(metadata, name)) and field.span
    ]
    assert written == [
        "45/KH-UBND",
        "KẾ HOẠCH",
        "ỦY BAN NHÂN DÂN\nTỈNH BẮC KẠN",
        "BẮC KẠN",
        "ngày 09 tháng 01 năm 2023",
        "2023-2025",
        "Phạm Duy Hưng",
        "KẾ HOẠCH\nCải cách hành chính tỉnh Bắc Kạn giai đoạn 2023-2025",
    ]


def test_a_title_below_its_kind_is_joined_to_one_sentence() -> None:
    title = read_metadata(PLAN, "plan").title
    assert title is not None
    assert title.value == "Kế hoạch cải cách hành chính tỉnh Bắc Kạn giai đoạn 2023-2025"


def test_a_number_and_a_date_that_are_left_open_are_none() -> None:
    text = PLAN.replace("Số: 45/KH", "Số:     /KH").replace("ngày 09", "ngày    ")
    metadata = read_metadata(text, "plan")
    assert metadata.number is None
    assert metadata.date is None


def test_a_date_that_is_not_in_the_calendar_is_none() -> None:
    assert read_metadata(PLAN.replace("ngày 09 tháng 01", "ngày 31 tháng 02"), "plan").date is None


def test_a_signature_without_a_name_is_none() -> None:
    assert read_metadata(PLAN.replace("Phạm Duy Hưng", ""), "plan").signer is None


def test_the_department_below_its_committee_is_the_issuer() -> None:
    text = PLAN.replace("ỦY BAN NHÂN DÂN\nTỈNH BẮC KẠN", "UBND TỈNH BẮC KẠN\nSỞ Y TẾ")
    issuer = read_metadata(text, "plan").issuer
    assert issuer is not None
    assert issuer.value == "Sở Y tế tỉnh Bắc Kạn"


def test_a_letterhead_beside_the_motto_is_read_as_in_a_pdf() -> None:
    side_by_side = """\
ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH BẮC KẠN Độc lập - Tự do - Hạnh phúc

Số: 45/KH-UBND Bắc Kạn, ngày 09 tháng 01 năm 2023
"""
    metadata = read_metadata(side_by_side + PLAN[PLAN.index("\nKẾ HOẠCH") :], "plan")
    assert values(metadata)[:5] == (
        "45/KH-UBND",
        "Kế hoạch",
        "Ủy ban nhân dân tỉnh Bắc Kạn",
        "Bắc Kạn",
        "2023-01-09",
    )


def test_a_decision_on_a_plan_has_the_title_of_the_plan_and_its_own_number() -> None:
    text = HEAD + (
        "Số: 9/QĐ-UBND\nBắc Kạn, ngày 2 tháng 3 năm 2021\n\nQUYẾT ĐỊNH\nVề việc phê duyệt Kế hoạch chuyển đổi số "
        "năm 2021\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\n\nCăn cứ Luật Giao dịch điện tử;\n\nCHỦ TỊCH\nNguyễn Văn A\n\n"
        "KẾ HOẠCH\nChuyển đổi số năm 2021\n\nGIÁM ĐỐC\nTrần Văn B\n"
    )
    metadata = read_metadata(text, "plan")
    assert metadata.title is not None
    assert metadata.title.value == "Kế hoạch chuyển đổi số năm 2021"
    assert values(metadata) == (
        "9/QĐ-UBND",
        "Kế hoạch",
        "Ủy ban nhân dân tỉnh Bắc Kạn",
        "Bắc Kạn",
        "2021-03-02",
        "2021",
        "Nguyễn Văn A",
    )


def test_a_decision_on_something_else_stays_a_decision() -> None:
    text = HEAD + "Số: 9/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề việc phân bổ kinh phí năm 2018\n\nCăn cứ Luật Ngân sách;\n"
    metadata = read_metadata(text, "plan")
    assert metadata.kind is not None
    assert metadata.kind.value == "Quyết định"
    assert metadata.title is not None
    assert metadata.title.value == "Quyết định về việc phân bổ kinh phí năm 2018"


def test_a_decision_of_a_ministry_has_no_province() -> None:
    text = PLAN.replace("ỦY BAN NHÂN DÂN\nTỈNH BẮC KẠN", "BỘ XÂY DỰNG").replace("Bắc Kạn, ngày", "Hà Nội, ngày")
    metadata = read_metadata(text.replace("tỉnh Bắc Kạn ", ""), "ha-noi-2023")
    assert metadata.issuer is not None
    assert metadata.issuer.value == "Bộ Xây dựng"
    assert metadata.province is None


def test_attributes_of_a_web_page_are_read_also_when_glued_to_their_labels() -> None:
    glued = (
        "Thuộc tính\nSố hiệu3260/QĐ-UBND\nCơ quan ban hànhTỉnh Thái Bình\nNgười kýĐặng Trọng Thăng\n"
        "Ngày ban hành14/02/2020\n"
    )
    metadata = read_metadata(glued, "vanban")
    assert metadata.number == Field("3260/QĐ-UBND", metadata.number.span if metadata.number else None)
    assert values(metadata)[3:5] == ("Thái Bình", "2020-02-14")
    assert values(metadata)[6] == "Đặng Trọng Thăng"


def test_several_attributes_on_one_line_are_told_apart() -> None:
    metadata = read_metadata(
        "Nơi ban hành: Tỉnh Thái Bình Người ký: Đặng Trọng Thăng\nSố hiệu: 7/KH-UBND Loại: x\n", "x"
    )
    assert values(metadata)[6] == "Đặng Trọng Thăng"
    assert values(metadata)[0] == "7/KH-UBND"


def test_what_a_restatement_denies_is_none_whatever_else_is_there() -> None:
    text = PLAN.replace("KẾ HOẠCH\n", "Số hiệu văn bản gốc: không ghi trong bản công bố\n\nKẾ HOẠCH\n")
    assert read_metadata(text, "plan").number is None


def test_a_number_in_the_preamble_is_not_the_documents_own() -> None:
    text = "KẾ HOẠCH\nỨng dụng CNTT năm 2014\n\nCăn cứ Kế hoạch số 27/KH-UBND ngày 14/02/2013;\n\nI. MỤC TIÊU\n"
    metadata = read_metadata(text, "plan")
    assert metadata.number is None
    assert metadata.date is None


def test_the_files_name_gives_province_and_period_at_last() -> None:
    metadata = read_metadata("Nội dung không có tiêu đề.", "ha-tinh-2008-2010")
    assert metadata.province == Field("Hà Tĩnh", None)
    assert metadata.period == Field("2008-2010", None)
    assert read_metadata("Nội dung.", "phutho-2014").province == Field("Phú Thọ", None)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Phát triển hạ tầng từ năm 2021 đến năm 2025", "2021-2025"),
        ("Phát triển hạ tầng đến năm 2030", "2030"),
        ("Phát triển hạ tầng năm 2021, định hướng đến năm 2030", "2021"),
        ("Thực hiện Nghị quyết số 88/2019/QH14 ngày 18/11/2019", None),
    ],
)
def test_the_period_is_what_the_title_plans_for(title: str, period: str | None) -> None:
    found = read_metadata(PLAN.replace("Cải cách hành chính tỉnh Bắc Kạn giai đoạn 2023-2025", title), "plan").period
    assert (found.value if found else None) == period


@given(st.text(alphabet="KẾHOẠCH Số:1/ngàytháng\n|#-()Ngườiký2014,Ủỷ́", max_size=120))
def test_any_text_is_read(text: str) -> None:
    metadata = read_metadata(text, "x")
    fields = [getattr(metadata, name) for name in (*FIELDS, "title")]
    assert all(field.span.end <= len(text) for field in fields if field and field.span)


LETTERHEAD = """ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND
Yên Bái, ngày 5 tháng 2 năm 2024

"""
BASIS = "Thực hiện Quyết định số 7/QĐ-TTg ngày 3/1/2024 của Thủ tướng Chính phủ, UBND tỉnh ban hành Kế hoạch như sau:\n"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            "Thực hiện Chương trình xóa mù chữ năm 2025\n\n" + BASIS,
            "Kế hoạch thực hiện Chương trình xóa mù chữ năm 2025",
        ),
        (
            "Thực hiện Chương trình xóa mù chữ\nnăm 2025\n" + BASIS,
            "Kế hoạch thực hiện Chương trình xóa mù chữ năm 2025",
        ),
        (
            "thực hiện Nghị quyết số 19-NQ/TW năm 2025\n-----\n" + BASIS,
            "Kế hoạch thực hiện Nghị quyết số 19-NQ/TW năm 2025",
        ),
        ("Theo dõi thi hành pháp luật năm 2025\n\n" + BASIS, "Kế hoạch theo dõi thi hành pháp luật năm 2025"),
        (BASIS, "Kế hoạch"),
    ],
)
def test_a_subject_in_small_letters_that_begins_like_a_preamble_is_of_the_title(lines: str, title: str) -> None:
    metadata = read_metadata(f"{LETTERHEAD}KẾ HOẠCH\n{lines}I. MỤC TIÊU\n1. Mở 20 lớp.\n", "a")
    assert metadata.title is not None
    assert metadata.title.value == title
    assert (metadata.period.value if metadata.period else None) == ("2025" if lines != BASIS else None)


def test_marks_of_emphasis_hide_no_title_and_no_signer() -> None:
    text = "# **KẾ HOẠCH**\n\n**Phòng chống thiên tai năm 2025**\n\n## I. Mục tiêu\n\nAn toàn.\n\n**CHỦ TỊCH**\n\n"
    metadata = read_metadata(text + "**Võ Văn Hưng**\n", "a")
    assert metadata.title is not None
    assert metadata.title.value == "Kế hoạch phòng chống thiên tai năm 2025"
    assert metadata.signer is not None
    assert metadata.signer.value == "Võ Văn Hưng"


def test_a_number_on_a_line_of_its_own_below_the_title_is_the_documents() -> None:
    metadata = read_metadata("# KẾ HOẠCH trồng rừng năm 2030\n\nSố: 34/KH-UBND\n\n## I. Mục tiêu\n", "a")
    assert metadata.number is not None
    assert metadata.number.value == "34/KH-UBND"


@pytest.mark.parametrize("ending", ["- Lưu: VT.\nTrần Quang Hào\n", "Trần Quang Hào\n- Lưu: VT.\n"])
def test_a_name_below_recipients_that_stand_beside_the_signature_is_the_signers(ending: str) -> None:
    text = "KẾ HOẠCH\nDiệt muỗi năm 2030\nI. MỤC TIÊU\nHết muỗi.\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNơi nhận:\n- Bộ Y tế;\n"
    signer = read_metadata(text + ending, "a").signer
    assert signer is not None
    assert signer.value == "Trần Quang Hào"


@pytest.mark.parametrize("line", ["_", "______"])
def test_a_position_glued_to_a_line_of_underscores_signs_nothing(line: str) -> None:
    text = f"KẾ HOẠCH\nNĂM 2031\n\nNội dung.\n\n{line}CHỦ TỊCH\n\n\nNguyễn Văn An\n"
    assert read_metadata(text, "plan").signer is None
