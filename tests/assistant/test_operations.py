"""Operations: what a question wants done with values, and what it asks each side for."""

from __future__ import annotations

import pytest

from assistant.aspects import find_aspects
from assistant.kinds import Wanted
from assistant.operations import find_task
from assistant.parting import part
from assistant.types import Operation


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("Kinh phí của Lào Cai và Yên Bái chênh nhau bao nhiêu?", Operation.DIFFERENCE),
        ("Lào Cai chi nhiều hơn Yên Bái bao nhiêu tiền?", Operation.DIFFERENCE),
        ("nam 2033 tang them bao nhieu so voi nam 2032", Operation.DIFFERENCE),
        ("Số trạm của Lào Cai gấp mấy lần Yên Bái?", Operation.RATIO),
        ("Kinh phí của Lào Cai bằng bao nhiêu phần trăm của Yên Bái?", Operation.SHARE),
        ("Hai tỉnh Lào Cai và Yên Bái tổng cộng có bao nhiêu trạm?", Operation.SUM),
        ("What is the difference between the budgets of Lào Cai and Yên Bái?", Operation.DIFFERENCE),
        ("Lào Cai và Yên Bái mỗi nơi có tổng cộng bao nhiêu trạm?", None),
        ("Kinh phí của Lào Cai là bao nhiêu?", None),
        ("Phụ lục kèm theo có bao nhiêu dự án?", None),
    ],
)
def test_the_operation_is_read_from_the_wording(question: str, operation: Operation | None) -> None:
    assert find_task(question).operation is operation


@pytest.mark.parametrize(
    ("question", "degree", "superlative"),
    [
        ("Lào Cai và Yên Bái, tỉnh nào chi nhiều hơn?", "nhiều", False),
        ("Lào Cai hay Yên Bái có tỷ lệ thấp hơn?", "thấp", False),
        ("tinh nao co ty le cao nhat", "cao", True),
        ("Kế hoạch nào ban hành sớm nhất?", "sớm", True),
        ("Which province has the largest budget?", "lớn", True),
        ("Cơ quan nào phải bố trí ít nhất một cán bộ?", "ít", True),
        ("Cơ quan nào cũng phải có ít nhất một cán bộ đúng không?", None, False),
        ("Chậm nhất khi nào phải báo cáo?", None, False),
        ("Đơn vị nào chấm điểm và xếp hạng nhất?", None, False),
    ],
)
def test_who_is_ahead_is_asked_with_a_degree(question: str, degree: str | None, superlative: bool) -> None:
    task = find_task(question)
    assert (task.degree, task.superlative) == (degree, superlative)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Lào Cai và Yên Bái, bên nào tốn hơn?", Wanted.MONEY),
        ("Bên nào có tỷ lệ hộ dùng nước sạch cao hơn, Lào Cai hay Yên Bái?", Wanted.SHARE),
        ("Lào Cai và Yên Bái, nơi nào có nhiều trạm hơn?", Wanted.COUNT),
        ("Kế hoạch của Lào Cai và Yên Bái, kế hoạch nào ban hành sớm hơn?", Wanted.DATE),
        ("Vốn của Lào Cai bằng bao nhiêu phần trăm vốn của Yên Bái?", Wanted.MONEY),
    ],
)
def test_the_sides_are_asked_for_what_is_measured_and_for_no_agency(question: str, kind: Wanted) -> None:
    assert find_task(question).kinds[0] is kind


def test_what_is_counted_is_read_from_the_question() -> None:
    assert find_task("Lào Cai và Yên Bái có bao nhiêu máy chủ?").counted == ("máy chủ",)
    assert find_task("Mỗi nơi có bao nhiêu thủ tục, dịch vụ công?").counted == ("thủ tục", "dịch vụ")
    assert "cán bộ" in find_task("Bên nào có nhiều người hơn, mỗi bên bao nhiêu người?").counted


def test_a_question_that_names_a_thing_for_each_place_is_parted() -> None:
    parts = part("Dự án cấp nước của Lào Cai và dự án thoát nước của Yên Bái có kinh phí lần lượt là bao nhiêu?")
    assert [p.question for p in parts] == [
        "Dự án cấp nước của Lào Cai có kinh phí lần lượt là bao nhiêu?",
        "dự án thoát nước của Yên Bái có kinh phí lần lượt là bao nhiêu?",
    ]


@pytest.mark.parametrize(
    "question",
    ["Kinh phí của Lào Cai và Yên Bái là bao nhiêu?", "Lào Cai có gì?", "Ở Lào Cai, Yên Bái và Sơn La có mấy trạm?"],
)
def test_a_question_that_asks_all_the_same_is_not(question: str) -> None:
    assert part(question) == ()


def test_aspects_are_asked_one_by_one() -> None:
    found = find_aspects("Kinh phí năm 2032 và năm 2033 của Lào Cai là bao nhiêu?")
    assert [(a.label, a.question) for a in found] == [
        ("Năm 2032", "Kinh phí năm 2032 của Lào Cai là bao nhiêu?"),
        ("Năm 2033", "Kinh phí năm 2033 của Lào Cai là bao nhiêu?"),
    ]
    assert [a.label for a in find_aspects("Tỷ lệ ở cấp tỉnh và cấp xã")] == ["Cấp tỉnh", "Cấp xã"]
    assert find_aspects("Kinh phí giai đoạn 2031-2035 là bao nhiêu?") == ()
