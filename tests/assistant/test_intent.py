"""One's own affairs are told apart from what a plan says."""

from __future__ import annotations

import pytest

from assistant.intent import is_of_asker, own_affair


@pytest.mark.parametrize(
    "question",
    [
        "Muốn xin cấp lại giấy phép lái xe thì cần giấy tờ gì?",
        "Thủ tục đăng ký kết hôn ra sao?",
        "Nhà tôi muốn sang tên sổ đỏ",
        "nha toi muon sang ten so do",
        "Nộp đơn khiếu nại ở đâu?",
        "Lệ phí làm hộ chiếu là bao nhiêu?",
        "How do I renew my license?",
        "Con tôi bị ốm thì đi viện nào?",
    ],
)
def test_one_s_own_affair(question: str) -> None:
    assert own_affair(question)


@pytest.mark.parametrize(
    "question",
    [
        "Bao nhiêu phần trăm thủ tục hành chính được làm qua mạng?",
        "Sở nào rà soát thủ tục?",
        "Tỉnh muốn mua bao nhiêu máy chủ?",
        "Kế hoạch gồm những nhiệm vụ gì?",
        "Hồ sơ sức khỏe điện tử lập cho ai?",
        "How many procedures are online?",
    ],
)
def test_a_question_about_the_plan_is_none(question: str) -> None:
    assert not own_affair(question)


@pytest.mark.parametrize("question", ["Tôi muốn biết tổng kinh phí của Sơn La", "toi can xem chi tieu cua Son La"])
def test_a_polite_wish_to_know_is_no_affair_of_ones_own(question: str) -> None:
    assert not own_affair(question)


@pytest.mark.parametrize("question", ["Hồ sơ đất của tôi xong chưa?", "con tôi được mấy điểm"])
def test_what_belongs_to_the_asker_is_in_no_plan(question: str) -> None:
    assert is_of_asker(question)
