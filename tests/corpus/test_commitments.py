"""The register of plans made up for these tests; values are worked out by hand."""

from decimal import Decimal
from pathlib import Path

import pytest

from corpus.commitments.deadlines import deadline_in, deadline_of, last_day
from corpus.commitments.extraction import find_commitments
from corpus.commitments.types import Bound, Commitment, Kind, Origin
from corpus.document import make_document, read_document
from corpus.types import Document, Span

SHARED = Path(__file__).parents[2] / "../shared"
REAL = sorted(SHARED.glob("plans*/*.txt"))
PLAN = """ỦY BAN NHÂN DÂN
TỈNH YÊN SƠN

KẾ HOẠCH
CHUYỂN ĐỔI SỐ GIAI ĐOẠN 2031 - 2035

I. HIỆN TRẠNG

Đến nay 45% thôn có cáp quang; toàn tỉnh có 120 trạm y tế.

II. MỤC TIÊU

1. Đến năm 2033

- 100% xã có mạng nội bộ; trên 70% hồ sơ được xử lý trực tuyến và 15% hồ sơ không dùng tiền mặt.

- Mỗi xã có ít nhất 02 cán bộ chuyên trách công nghệ thông tin.

- Nâng dung lượng hộp thư công vụ từ 5GB lên tối thiểu 20GB.

2. Đến năm 2035

- Tỷ lệ người dân có tài khoản định danh đạt 90%.

- Tỉnh Yên Sơn thuộc nhóm 15 tỉnh dẫn đầu cả nước về chuyển đổi số.

- Đến hết năm 2034, 80% cán bộ cấp tỉnh và 60% cán bộ cấp xã sử dụng chữ ký số.

III. NHIỆM VỤ

1. Hạ tầng số

- Xây dựng trung tâm dữ liệu của tỉnh; đào tạo 300 cán bộ vận hành hệ thống.

- Hoàn thành nâng cấp cổng thông tin trước ngày 30/6/2032.

- Triển khai Chiến lược dữ liệu quốc gia giai đoạn 2021 - 2030.

- Số hóa tài liệu lưu trữ từ năm 1992 đến năm 2003.

IV. KINH PHÍ

Tổng kinh phí thực hiện là 34,5 tỷ đồng, trong đó:

- Ngân sách tỉnh: 30.000.000.000 đồng (Ba mươi tỷ đồng).

- Nguồn xã hội hóa: 4.500.000 đồng (Bốn tỷ, năm trăm triệu đồng).

V. TỔ CHỨC THỰC HIỆN

1. Sở Thông tin và Truyền thông

- Chủ trì, phối hợp với Sở Tài chính, Sở Nội vụ triển khai Kế hoạch; hướng dẫn các xã thực hiện.

- Tham mưu ban hành quy chế quản lý dữ liệu.

- Định kỳ 06 tháng báo cáo Ủy ban nhân dân tỉnh kết quả thực hiện.

2. Sở Tài chính: Bố trí kinh phí thực hiện Kế hoạch hằng năm.

3. Ủy ban nhân dân các xã

- Báo cáo kết quả về Sở TT&TT trước ngày 15/10/2033.

- Giao Sở Y tế chủ trì, phối hợp với các sở, ngành xây dựng hồ sơ sức khỏe điện tử.
"""
TABLE = """KẾ HOẠCH
NƯỚC SẠCH NĂM 2031

I. DANH MỤC DỰ ÁN

Đơn vị tính: triệu đồng

| TT | Tên dự án | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian thực hiện | Kinh phí |
|----|-----------|-----------------|------------------|---------------------|----------|
| 1 | Xây dựng trạm bơm xã Lũng Vân | Sở NN&PTNT | Sở TC | 2031 - 2032 | 2.500 |
| 2 | Lắp đồng hồ nước cho các hộ dân | UBND các xã | Sở Công Thương | Quý III/2031 | 1.250 |
| 3 | Ban hành quy chế vận hành | Sở Tư pháp |  | 2031 |  |
| | Tổng cộng | | | | 3.750 |
"""


def of_text(text: str, name: str = "yen-son-2031-2035.txt") -> Document:
    return make_document(Path(name), text.encode("utf-8"))


@pytest.fixture(scope="module")
def plan() -> Document:
    return of_text(PLAN)


@pytest.fixture(scope="module")
def rows(plan: Document) -> tuple[Commitment, ...]:
    return find_commitments(plan)


def the(rows: tuple[Commitment, ...], words: str) -> Commitment:
    found = [row for row in rows if words in row.statement]
    assert len(found) == 1, [row.statement for row in found or rows]
    return found[0]


def leads(row: Commitment) -> list[str]:
    return [party.name for party in row.lead]


def test_a_sentence_with_three_targets_gives_three(rows: tuple[Commitment, ...]) -> None:
    found = [(r.value, r.unit, r.bound) for r in rows if r.kind is Kind.TARGET][:3]
    assert found == [
        (Decimal(100), "%", None),
        (Decimal(70), "%", Bound.LEAST),
        (Decimal(15), "%", None),
    ]


def test_what_was_reached_is_not_promised(rows: tuple[Commitment, ...]) -> None:
    assert not [row for row in rows if "cáp quang" in row.statement or "trạm y tế" in row.statement]


def test_the_quote_is_sliced_from_the_document(plan: Document, rows: tuple[Commitment, ...]) -> None:
    row = the(rows, "100% xã có mạng nội bộ")
    assert plan.quote(row.span).text == "100% xã có mạng nội bộ"
    assert row.metric == "tỷ lệ xã có mạng nội bộ"


def test_a_deadline_says_where_it_comes_from(plan: Document, rows: tuple[Commitment, ...]) -> None:
    expected = {
        "100% xã có mạng": ("2033", Origin.HEADING),
        "80% cán bộ cấp tỉnh": ("2034", Origin.SENTENCE),
        "Hoàn thành nâng cấp": ("2032-06-30", Origin.SENTENCE),
        "trung tâm dữ liệu": ("2031/2035", Origin.PLAN),
    }
    for words, wanted in expected.items():
        found = the(rows, words).deadline
        assert found is not None
        assert (found.value, found.origin) == wanted
    stated = the(rows, "Hoàn thành nâng cấp").deadline
    assert stated is not None
    assert stated.span is not None
    assert "30/6/2032" in stated.span.of(plan.text)


def test_the_years_in_the_name_of_a_strategy_are_no_deadline(rows: tuple[Commitment, ...]) -> None:
    found = the(rows, "Chiến lược dữ liệu quốc gia").deadline
    assert found is not None
    assert found.value == "2031/2035"


def test_the_years_of_what_is_worked_on_are_no_deadline(rows: tuple[Commitment, ...]) -> None:
    found = the(rows, "Số hóa tài liệu").deadline
    assert found is not None
    assert found.value == "2031/2035"


@pytest.mark.parametrize(
    ("words", "value", "unit", "bound"),
    [
        ("Mỗi xã có ít nhất", 2, "cán bộ", Bound.LEAST),
        ("dung lượng hộp thư", 20, "GB", Bound.LEAST),
        ("tài khoản định danh", 90, "%", None),
        ("nhóm 15 tỉnh", 15, "hạng", Bound.MOST),
    ],
)
def test_counts_sizes_and_ranks_are_measured(
    rows: tuple[Commitment, ...], words: str, value: int, unit: str, bound: Bound | None
) -> None:
    row = the(rows, words)
    assert (row.kind, row.value, row.unit, row.bound) == (Kind.TARGET, Decimal(value), unit, bound)


def test_what_is_said_of_two_subjects_is_said_of_each(rows: tuple[Commitment, ...]) -> None:
    found = [row for row in rows if row.value == 80]
    assert [row.metric for row in found] == ["tỷ lệ cán bộ cấp tỉnh sử dụng chữ ký số"]


@pytest.mark.parametrize(
    ("words", "value", "funding"),
    [
        ("34,5 tỷ", 34_500_000_000, None),
        ("Ngân sách tỉnh", 30_000_000_000, "Ngân sách tỉnh"),
        ("xã hội hóa", 4_500_000_000, "Nguồn xã hội hóa"),  # the words hold: the digits lack their thousands
    ],
)
def test_budgets_are_in_dong_with_their_source(
    rows: tuple[Commitment, ...], words: str, value: int, funding: str | None
) -> None:
    row = the(rows, words)
    assert (row.kind, row.value, row.unit) == (Kind.BUDGET, Decimal(value), "đồng")
    assert row.funding == funding


@pytest.mark.parametrize(
    ("words", "lead"),
    [
        ("Chủ trì, phối hợp với Sở Tài chính", ["Sở Thông tin và Truyền thông"]),
        ("Hướng dẫn các xã", ["Sở Thông tin và Truyền thông"]),
        ("quy chế quản lý dữ liệu", ["Sở Thông tin và Truyền thông"]),
        ("Bố trí kinh phí", ["Sở Tài chính"]),
        ("hồ sơ sức khỏe", ["Sở Y tế"]),
    ],
)
def test_a_duty_belongs_to_its_subject_or_to_the_heading_above(
    rows: tuple[Commitment, ...], words: str, lead: list[str]
) -> None:
    row = the(rows, words)
    assert row.kind is Kind.TASK
    assert leads(row) == lead


def test_who_helps_is_told_apart_from_who_leads(rows: tuple[Commitment, ...]) -> None:
    row = the(rows, "Chủ trì, phối hợp với Sở Tài chính")
    assert [party.name for party in row.supporting] == ["Sở Tài chính", "Sở Nội vụ"]


def test_a_report_has_its_rhythm_and_its_recipient(rows: tuple[Commitment, ...]) -> None:
    row = the(rows, "Định kỳ 06 tháng")
    assert (row.kind, row.value, row.unit) == (Kind.REPORTING, Decimal(6), "tháng")
    assert [party.name for party in row.recipient] == ["Ủy ban nhân dân tỉnh"]
    due = the(rows, "Báo cáo kết quả về")
    assert leads(due) == ["Ủy ban nhân dân các xã"]
    assert [party.name for party in due.recipient] == ["Sở Thông tin và Truyền thông"]
    assert due.deadline is not None
    assert due.deadline.value == "2033-10-15"


def test_a_task_keeps_what_it_counts(rows: tuple[Commitment, ...]) -> None:
    row = the(rows, "300 cán bộ")
    assert (row.value, row.unit) == (Decimal(300), "cán bộ")


def test_a_table_gives_one_row_each_with_the_unit_of_its_header() -> None:
    document = of_text(TABLE, "nuoc-sach-2031.md")
    rows = find_commitments(document)
    pump = the(rows, "trạm bơm")
    assert (pump.kind, pump.value, pump.unit) == (Kind.BUDGET, Decimal(2_500_000_000), "đồng")
    assert leads(pump) == ["Sở Nông nghiệp và Phát triển nông thôn"]
    assert [party.name for party in pump.supporting] == ["Sở Tài chính"]
    assert pump.deadline is not None
    assert (pump.deadline.value, pump.deadline.origin) == ("2031/2032", Origin.ROW)
    meters = the(rows, "đồng hồ nước")
    assert meters.deadline is not None
    assert (meters.value, meters.deadline.value) == (Decimal(1_250_000_000), "2031-Q3")
    assert the(rows, "quy chế vận hành").kind is Kind.TASK
    assert the(rows, "Tổng cộng").value == Decimal(3_750_000_000)
    assert len(rows) == 4


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("hoàn thành trước ngày 30/6", "2031-06-30"),
        ("báo cáo trước ngày 15 tháng 12 hằng năm", "--12-15"),
        ("hoàn thành trong quý III năm 2032", "2032-Q3"),
        ("hoàn thành trong tháng 9/2032", "2032-09"),
        ("phấn đấu đến hết năm 2035 đạt chuẩn", "2035"),
        ("Giai đoạn 2031-2033, mở rộng mạng lưới", "2031/2033"),
        ("thực hiện Nghị quyết số 12/NQ-CP ngày 05/3/2029 của Chính phủ", None),
        ("xây dựng Đề án cấp nước đến năm 2040", None),
    ],
)
def test_deadlines_are_normalised(said: str, value: str | None) -> None:
    found = deadline_in(said, Span(0, len(said)), Origin.SENTENCE, "2031")
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("value", "day"),
    [("2031", "2031-12-31"), ("2031/2033", "2033-12-31"), ("2032-Q3", "2032-09-30"), ("--12-15", "")],
)
def test_the_last_day_of_a_deadline_can_be_compared(value: str, day: str) -> None:
    assert last_day(value) == day


def test_a_cell_of_time_is_read_whole() -> None:
    found = deadline_of("2031 -2033", Span(0, 10), Origin.ROW)
    assert found is not None
    assert found.value == "2031/2033"


def test_words_glued_together_are_read_apart() -> None:
    text = "KẾ HOẠCH\nNĂM 2031\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Triểnkhai hồ sơ sứckhỏe điệntử.\n"
    (row,) = find_commitments(of_text(text, "a-2031.txt"))
    assert row.statement == "Triển khai hồ sơ sức khỏe điện tử"
    assert row.kind is Kind.TASK


def test_a_decision_that_only_enacts_promises_nothing() -> None:
    text = (
        "QUYẾT ĐỊNH\n\nĐiều 1. Phê duyệt kèm theo Quyết định này Kế hoạch cấp nước năm 2031.\n\n"
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.\n\n"
        "Điều 3. Chánh Văn phòng, Giám đốc Sở Xây dựng chịu trách nhiệm thi hành Quyết định này.\n"
    )
    assert find_commitments(of_text(text, "b-2031.txt")) == ()


def test_who_obeys_a_decision_is_no_task_however_it_is_worded() -> None:
    text = (
        "QUYẾT ĐỊNH\n\nĐiều 1. Phê duyệt kèm theo Quyết định này Kế hoạch cấp nước năm 2031.\n\n"
        "Điều 3. Những người sau đây có trách nhiệm thi hành Quyết định: Chánh Văn phòng, Giám đốc Sở Xây dựng.\n"
    )
    assert find_commitments(of_text(text, "b-2031.txt")) == ()


def test_a_department_called_only_so_is_the_one_named_before() -> None:
    text = (
        "KẾ HOẠCH\nNĂM 2031\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Các sở, ban, ngành tỉnh\n\n"
        "- Trước ngày 15/10/2031, gửi báo cáo cho Sở Khoa học và Công nghệ; Sở tổng hợp và báo cáo UBND tỉnh.\n\n"
        "2. Sở Y tế\n\n- Phối hợp với Sở Tài chính mua thuốc. Sở tổ chức kiểm tra các trạm y tế.\n"
    )
    rows = find_commitments(of_text(text, "c-2031.txt"))
    assert [[party.name for party in row.lead] for row in rows] == [
        ["Các sở, ban, ngành tỉnh"],
        ["Sở Khoa học và Công nghệ"],
        ["Sở Y tế"],
        ["Sở Y tế"],
    ]


@pytest.mark.parametrize("path", REAL or [pytest.param(Path(), marks=pytest.mark.skip("no ../shared here"))])
def test_every_real_row_is_whole(path: Path) -> None:
    document = read_document(path)
    rows = find_commitments(document)
    assert rows
    assert len({(row.span, row.value) for row in rows}) == len(rows)
    whole = Span(0, len(document.text))
    for row in rows:
        assert whole.contains(row.span)
        assert document.quote(row.span).text.strip() == document.quote(row.span).text
        assert row.statement
        assert row.value is not None or row.deadline is not None or row.lead
        assert all(whole.contains(party.span) and len(party.span) for party in row.lead)


@pytest.mark.parametrize("sign", ["", "\u200b", "\ufeff", "\u00ad"])
def test_a_sign_that_nobody_sees_hides_no_party(sign: str) -> None:
    text = (
        "KẾ HOẠCH\nNĂM 2031\n\nI. NHIỆM VỤ\n\n"
        f"- {sign}Phối hợp với lực lượng hải quan triển khai kiểm tra hàng hóa trước ngày 30/6/2031.\n\n"
        f"Sở Y tế xây dựng kế hoạch trong năm 2031. {sign}Sở tổng hợp và báo cáo kết quả trước ngày 30/6/2031.\n"
    )
    rows = find_commitments(of_text(text, "c-2031.txt"))
    assert [party.name for party in rows[0].supporting] == ["Lực lượng hải quan"]
    assert [party.name for party in rows[-1].lead] == ["Sở Y tế"]


@pytest.mark.parametrize("dots", range(9, 14))
def test_a_statement_has_no_conjunction_and_dots_behind_it(dots: int) -> None:
    text = f"KẾ HOẠCH\nNĂM 2031\n\nI. NHIỆM VỤ\n\n- Sở Y tế xây dựng hệ thống quản lý và{'.' * dots}\n"
    assert [row.statement for row in find_commitments(of_text(text, "c-2031.txt"))] == [
        "Sở Y tế xây dựng hệ thống quản lý"
    ]
