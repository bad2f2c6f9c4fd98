"""Ten short plans of other fields, made up for these tests; each gold row is worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from corpus.commitments.extraction import find_commitments
from corpus.commitments.types import Kind
from corpus.document import make_document

TARGET, TASK, BUDGET, REPORTING = Kind.TARGET, Kind.TASK, Kind.BUDGET, Kind.REPORTING
HEAD = "ỦY BAN NHÂN DÂN\nTỈNH LAM SƠN\n\nKẾ HOẠCH\n{title}\n\n"
# (kind, how the statement begins, value, unit, deadline, who leads, who supports)
Gold = tuple[Kind, str, int | None, str | None, str, tuple[str, ...], tuple[str, ...]]
PLANS: dict[str, tuple[str, list[Gold]]] = {
    "tiêm chủng và khám sức khỏe năm 2032": (
        "I. MỤC TIÊU\n\n- Tỷ lệ trẻ dưới 1 tuổi được tiêm đủ mũi đạt trên 95%.\n\n"
        "- Khám sức khỏe định kỳ cho 90% học sinh tiểu học và 60% người cao tuổi.\n\n"
        "II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n"
        "- Chủ trì, phối hợp với Sở Giáo dục và Đào tạo tổ chức khám tại trường học trước ngày 30/9/2032.\n",
        [
            (TARGET, "Tỷ lệ trẻ dưới 1 tuổi", 95, "%", "2032", (), ()),
            (TARGET, "Khám sức khỏe định kỳ cho 90%", 90, "%", "2032", (), ()),
            (TARGET, "Khám sức khỏe định kỳ cho 90% học sinh tiểu học và 60%", 60, "%", "2032", (), ()),
            (TASK, "Chủ trì, phối hợp", None, None, "2032-09-30", ("Sở Y tế",), ("Sở Giáo dục và Đào tạo",)),
        ],
    ),
    "phát triển trường học giai đoạn 2031 - 2035": (
        "I. MỤC TIÊU\n\n- 100% xã đạt mức độ 2 về phổ cập và 40% đạt mức độ 3 vào năm 2034.\n\n"
        "II. TỔ CHỨC THỰC HIỆN\n\n1. Các bộ phận giúp việc\n\n"
        "Các cơ sở đào tạo nghề chủ động mở lớp buổi tối. Xây dựng học liệu cho người học xa trường.\n",
        [
            (TARGET, "100% xã đạt mức độ 2", 100, "%", "2034", (), ()),
            (TARGET, "40% đạt mức độ 3", 40, "%", "2034", (), ()),
            (TASK, "Các cơ sở đào tạo nghề", None, None, "2031/2035", ("Các cơ sở đào tạo nghề",), ()),
            (TASK, "Xây dựng học liệu", None, None, "2031/2035", ("Các cơ sở đào tạo nghề",), ()),
        ],
    ),
    "cấp nước tưới năm 2033": (
        "I. NHIỆM VỤ\n\n- Nạo vét các tuyến kênh nội đồng gồm: kênh Bắc, dài nhất huyện; kênh Nam;"
        " các cống đầu mối.\n\n"
        "- Sửa chữa, nâng cấp 12 trạm bơm; nhằm giữ nước cho vụ đông xuân trên các cánh đồng lớn của tỉnh.\n\n"
        "II. KINH PHÍ\n\nTổng kinh phí thực hiện là 8,4 tỷ đồng.\n",
        [
            (TASK, "Sửa chữa, nâng cấp 12 trạm bơm; nhằm giữ nước", 12, "trạm", "2033", (), ()),
            (BUDGET, "Tổng kinh phí thực hiện", 8_400_000_000, "đồng", "2033", (), ()),
        ],
    ),
    "an toàn giao thông năm 2032": (
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Công an tỉnh\n\na) Chủ trì, phối hợp\n\n"
        "- Sở Xây dựng rà soát biển báo trên các tuyến đường tỉnh.\n\n"
        "2. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức thành viên\n\n"
        "- Vận động người dân đội mũ bảo hiểm.\n",
        [
            (TASK, "Sở Xây dựng rà soát", None, None, "2032", ("Công an tỉnh",), ("Sở Xây dựng",)),
            (
                TASK, "Vận động người dân", None, None, "2032",
                ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Các tổ chức thành viên"), (),
            ),
        ],
    ),
    "thu gom rác thải đến năm 2035": (
        "I. MỤC TIÊU\n\n- Phấn đấu 85% hộ phân loại rác tại nhà, trong đó vùng núi đạt tối thiểu 50%.\n\n"
        "II. TỔ CHỨC THỰC HIỆN\n\n"
        "1. Các sở thuộc Ủy ban nhân dân tỉnh có trách nhiệm công bố điểm thu gom.\n\n"
        "2. Các xã định kỳ hằng năm gửi báo cáo Sở Nông nghiệp và Môi trường trước ngày 15 tháng 12.\n",
        [
            (TARGET, "Phấn đấu 85% hộ", 85, "%", "2035", (), ()),
            (REPORTING, "Các xã định kỳ hằng năm", 1, "năm", "--12-15", (), ()),
        ],
    ),
    "phục hồi rừng ngập mặn năm 2031": (
        "I. NHIỆM VỤ\n\n- Trồng mới 300 ha rừng; giao Chi cục Kiểm lâm chủ trì thực hiện.\n\n"
        "- Báo cáo kết quả Ủy ban nhân dân tỉnh trước ngày 20/11/2031.\n",
        [
            (REPORTING, "Báo cáo kết quả", None, None, "2031-11-20", (), ()),
        ],
    ),
    "nước sạch nông thôn năm 2034": (
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Tài chính\n\n"
        "a) Tham mưu Ủy ban nhân dân tỉnh trình Hội đồng nhân dân tỉnh quyết định:\n\n"
        "- Bố trí vốn đối ứng cho các công trình cấp nước.\n\n"
        "2. Trách nhiệm của các đơn vị\n\nCác hợp tác xã dùng nước có trách nhiệm kiểm tra chất lượng nước.\n",
        [
            (TASK, "Bố trí vốn đối ứng", None, None, "2034", ("Sở Tài chính",), ()),
            (TASK, "Các hợp tác xã dùng nước", None, None, "2034", ("Các hợp tác xã dùng nước",), ()),
        ],
    ),
    "chăn nuôi an toàn năm 2032": (
        "I. MỤC TIÊU\n\n- Tiêm phòng cho 80% đàn trâu, bò.\n\n- Hỗ trợ ít nhất 25 trang trại đạt chuẩn.\n\n"
        "II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nông nghiệp và Môi trường\n\n"
        "- Phối hợp với lực lượng Hải quan kiểm tra động vật nhập khẩu.\n",
        [
            (TARGET, "Tiêm phòng cho 80%", 80, "%", "2032", (), ()),
            (
                TASK, "Phối hợp với lực lượng Hải quan", None, None, "2032",
                ("Sở Nông nghiệp và Môi trường",), ("Lực lượng Hải quan",),
            ),
        ],
    ),
    "đường ven sông giai đoạn 2031 - 2033": (
        "I. KINH PHÍ\n\n- Ngân sách tỉnh: 120 tỷ đồng.\n\n- Ngân sách trung ương: 300 tỷ đồng.\n\n"
        "II. TIẾN ĐỘ\n\n- Hoàn thành giải phóng mặt bằng trong quý II/2031.\n\n"
        "- Giao Ban Quản lý dự án giao thông tỉnh triển khai thi công.\n",
        [
            (BUDGET, "Ngân sách tỉnh", 120_000_000_000, "đồng", "2031/2033", (), ()),
            (BUDGET, "Ngân sách trung ương", 300_000_000_000, "đồng", "2031/2033", (), ()),
            (TASK, "Hoàn thành giải phóng", None, None, "2031-Q2", (), ()),
            (
                TASK, "Giao Ban Quản lý dự án", None, None, "2031/2033",
                ("Ban Quản lý dự án giao thông tỉnh",), (),
            ),
        ],
    ),
    "phòng cháy rừng năm 2033": (
        "I. NHIỆM VỤ\n\n- Thực hiện các dự án do Bộ Nông nghiệp và Môi trường chủ trì trên địa bàn.\n\n"
        "- Đơn giản hóa các chế độ báo cáo của trạm gác.\n\n"
        "- Điều tra, khoanh vùng trọng điểm cháy; báo cáo giám sát và bản đồ kèm theo được lưu tại hạt kiểm lâm.\n",
        [
            (TASK, "Thực hiện các dự án", None, None, "2033", (), ()),
            (TASK, "Đơn giản hóa các chế độ báo cáo", None, None, "2033", (), ()),
            (TASK, "Điều tra, khoanh vùng", None, None, "2033", (), ()),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("title", PLANS)
def test_a_plan_of_another_field_gives_its_promises(title: str) -> None:
    body, gold = PLANS[title]
    document = make_document(Path("plan.txt"), (HEAD.format(title=title.upper()) + body).encode(), None)
    rows = find_commitments(document)
    for kind, begins, value, unit, deadline, lead, support in gold:
        (row,) = [
            row
            for row in rows
            if row.statement.startswith(begins) and row.value == (None if value is None else Decimal(value))
        ]
        assert (row.kind, row.unit) == (kind, unit)
        assert row.deadline is not None
        assert row.deadline.value == deadline
        assert tuple(party.name for party in row.lead) == lead
        assert tuple(party.name for party in row.supporting) == support


def test_a_list_behind_a_colon_stays_one_duty() -> None:
    text = HEAD.format(title="CẤP NƯỚC NĂM 2033") + (
        "I. NHIỆM VỤ\n\n- Theo dõi các nội dung về: tiến độ đào kênh của từng huyện trong mùa khô, theo tuần; "
        "thực hiện vốn đã giao cho các xã vùng cao và vùng ven biển; khó khăn phát sinh ở các công trình đầu mối.\n"
    )
    (row,) = find_commitments(make_document(Path("plan.txt"), text.encode(), None))
    assert row.statement.endswith("công trình đầu mối")


def test_what_stands_below_a_heading_that_only_names_who_is_theirs() -> None:
    heading = "1. Các Sở, ngành chủ trì, quản lý, tham gia thực hiện các dự án, tiểu dự án, nội dung cấp nước nông thôn"
    text = HEAD.format(title="CẤP NƯỚC NĂM 2033") + (
        f"I. TỔ CHỨC THỰC HIỆN\n\n{heading}\n\n- Phê duyệt dự toán trước mùa khô.\n"
    )
    (row,) = find_commitments(make_document(Path("plan.txt"), text.encode(), None))
    assert row.statement == "Phê duyệt dự toán trước mùa khô"
    assert [party.name for party in row.lead] == ["Các Sở, ngành"]
