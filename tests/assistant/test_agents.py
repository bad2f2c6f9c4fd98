"""Who: the agency that a sentence makes responsible, or that the heading above it names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.agents import choose_agent, heading_agent
from assistant.prepared import PreparedUnit
from assistant.query import Query
from assistant.subjects import responsible
from assistant.types import Answer
from corpus.types import Span

Ask = Callable[..., Answer]
Unit = Callable[..., PreparedUnit]
Build = Callable[[str], Query]
PLAN = """KẾ HOẠCH
Phát triển du lịch cộng đồng

II. TỔ CHỨC THỰC HIỆN
1. Sở Văn hóa, Thể thao và Du lịch
a) Chủ trì, phối hợp với Sở Công Thương quảng bá sản phẩm;
b) Hằng quý gửi Sở Tài chính bảng kê chi phí.
2. Sở Nội vụ
Đào tạo hướng dẫn viên tại chỗ.
3. Kiểm tra
Giao Sở Khoa học và Công nghệ thẩm định công nghệ, Sở Tài chính phối hợp.
Sở Xây dựng chịu trách nhiệm lập quy hoạch các điểm dừng chân.
"""


def who(query: Build, unit: Unit, question: str, piece: str) -> str | None:
    agent = choose_agent(query(question), unit(PLAN, piece))
    return agent.name if agent else None


@pytest.mark.parametrize(
    ("question", "piece", "name"),
    [
        ("Cơ quan nào chủ trì quảng bá sản phẩm?", "quảng bá", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Cơ quan nào đào tạo hướng dẫn viên?", "hướng dẫn viên", "Sở Nội vụ"),
        ("Cơ quan nào thẩm định công nghệ?", "thẩm định", "Sở Khoa học và Công nghệ"),
        ("Ai lập quy hoạch các điểm dừng chân?", "quy hoạch", "Sở Xây dựng"),
    ],
)
def test_the_agency_that_acts(query: Build, unit: Unit, question: str, piece: str, name: str) -> None:
    assert who(query, unit, question, piece) == name


def test_the_agency_that_the_question_names_is_not_its_answer(query: Build, unit: Unit) -> None:
    question = "Sở Công Thương phối hợp với cơ quan nào quảng bá sản phẩm?"
    assert who(query, unit, question, "quảng bá") == "Sở Văn hóa, Thể thao và Du lịch"


def test_the_name_is_quoted_from_where_it_stands(query: Build, unit: Unit) -> None:
    holder = unit(PLAN, "quy hoạch")
    agent = choose_agent(query("Ai lập quy hoạch?"), holder)
    assert agent is not None
    assert agent.span.of(holder.document.text) == agent.name


def test_a_heading_that_is_no_agency_names_none(unit: Unit) -> None:
    assert heading_agent(unit(PLAN, "thẩm định").document, unit(PLAN, "thẩm định")) is None


def test_a_sentence_without_an_agency_under_no_agency_names_none(query: Build, unit: Unit) -> None:
    plan = "I. MỤC TIÊU\nKhách lưu trú tăng 12%.\n"
    assert choose_agent(query("Cơ quan nào?"), unit(plan, "Khách")) is None


@pytest.mark.parametrize(
    ("question", "agency"),
    [
        ("Cơ quan nào thẩm định dự toán sửa chữa trạm y tế xã ở Quảng Bình?", "Sở Tài chính"),
        ("Đơn vị nào hướng dẫn quản lý, bảo trì cầu dân sinh ở Sơn La?", "Sở Giao thông vận tải"),
        ("Ai vận động nhân dân hiến đất mở đường ở Sơn La?", "Ủy ban nhân dân các huyện"),
        ("Bình Thuận giao cơ quan nào kiểm soát tàu cá xuất bến?", "Bộ đội Biên phòng tỉnh"),
    ],
)
def test_a_who_question_under_to_chuc_thuc_hien_gives_the_agency_of_the_heading(
    ask: Ask, question: str, agency: str
) -> None:
    answer = ask(question)
    assert answer.text == agency
    assert agency in " ".join(answer.citations[0].quote.text.split())
    assert "tổ chức thực hiện" in " ".join(answer.citations[0].section).lower()


def test_who_supports_is_not_who_leads(query: Build, unit: Unit) -> None:
    text = """KẾ HOẠCH
Trồng rừng ven biển

1. Sở Nông nghiệp và Môi trường chủ trì, phối hợp với Sở Tài chính, Bộ Chỉ huy Quân sự tỉnh trồng 200 ha rừng.
"""
    piece = unit(text, "trồng 200 ha")
    lead = choose_agent(query("Cơ quan nào chủ trì trồng rừng?"), piece)
    support = choose_agent(query("Cơ quan nào phối hợp trồng rừng?"), piece)
    assert lead is not None
    assert support is not None
    assert lead.name == "Sở Nông nghiệp và Môi trường"
    assert support.name == "Sở Tài chính, Bộ Chỉ huy Quân sự tỉnh"


def test_the_clause_with_the_words_of_the_question_has_the_subject(query: Build, unit: Unit) -> None:
    text = """KẾ HOẠCH
Phòng, chống cháy rừng

1. Chi cục Kiểm lâm chủ trì tuần tra các tiểu khu; UBND các xã chịu trách nhiệm vận động người dân không đốt rẫy.
"""
    piece = unit(text, "tuần tra")
    agents = [choose_agent(query(q), piece) for q in ("Ai tuần tra các tiểu khu?", "Ai vận động người dân?")]
    assert [agent.name for agent in agents if agent] == ["Chi cục Kiểm lâm", "UBND các xã"]


def test_to_whom_something_is_reported(query: Build, unit: Unit) -> None:
    text = """KẾ HOẠCH
Cấp nước sạch nông thôn

1. Sở Nông nghiệp và Môi trường
- Hằng tháng báo cáo tiến độ về Sở Xây dựng để tổng hợp.
"""
    agent = choose_agent(query("Tiến độ được báo cáo về sở nào?"), unit(text, "Hằng tháng"))
    assert agent is not None
    assert agent.name == "Sở Xây dựng"


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("2. Các cơ quan được phân công chủ trì nhiệm vụ có trách nhiệm lập dự toán.",
         "Các cơ quan được phân công chủ trì nhiệm vụ"),
        ("- Người đứng đầu đơn vị phải kiểm tra hằng tuần.", "Người đứng đầu đơn vị"),
        ("Kinh phí được cấp hằng năm; chủ đầu tư chịu trách nhiệm quyết toán.", "chủ đầu tư"),
        ("Ban hành quy định mà mọi nơi phải theo.", None),
        ("Việc đốt rẫy phải xin phép.", None),
    ],
)  # fmt: skip
def test_the_subject_of_a_duty_need_be_no_agency_with_a_name(sentence: str, subject: str | None) -> None:
    found = [span.of(sentence) for span in responsible(sentence, Span(0, len(sentence)))]
    assert found == ([subject] if subject else [])


JOINT = """KẾ HOẠCH
Phát triển làng nghề

I. TỔ CHỨC THỰC HIỆN
Ủy ban nhân dân huyện chủ trì, Sở Công Thương phối hợp, Bộ Công Thương hướng dẫn quy hoạch làng nghề.
"""


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Sở nào tham gia quy hoạch làng nghề?", "Sở Công Thương"),
        ("so nao tham gia quy hoach lang nghe?", "Sở Công Thương"),
        ("Bộ nào hướng dẫn quy hoạch làng nghề?", "Bộ Công Thương"),
        ("Which ministry guides the planning?", "Bộ Công Thương"),
        ("Cơ quan nào chủ trì quy hoạch làng nghề?", "Ủy ban nhân dân huyện"),
    ],
)
def test_the_sort_of_agency_that_is_asked_for_answers(query: Build, unit: Unit, question: str, name: str) -> None:
    agent = choose_agent(query(question), unit(JOINT, "hướng dẫn"))
    assert agent is not None
    assert agent.name == name


def test_where_no_such_agency_stands_another_answers(query: Build, unit: Unit) -> None:
    agent = choose_agent(query("Cục nào chủ trì quy hoạch làng nghề?"), unit(JOINT, "hướng dẫn"))
    assert agent is not None
    assert agent.name == "Ủy ban nhân dân huyện"
