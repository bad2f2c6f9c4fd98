"""Roles: as what an agency is asked for."""

from __future__ import annotations

import pytest

from assistant.involvement import Role, asked_role
from assistant.query import plain


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("Cơ quan nào chủ trì lớp học?", Role.LEAD),
        ("Ai cầm trịch vụ này?", Role.LEAD),
        ("Sở nào mở lớp học?", Role.LEAD),
        ("Những cơ quan nào phối họp mở lớp?", Role.SUPPORT),
        ("Sở Y tế bắt tay với ai mở lớp?", Role.SUPPORT),
        ("Which agencies coordinate with the Department of Health?", Role.SUPPORT),
        ("Ai hỗ trợ Sở Y tế mở lớp?", Role.SUPPORT),
        ("Ai hỗ trợ người nghèo mua thẻ bảo hiểm?", Role.LEAD),
        ("Quy chế phối hợp do cơ quan nào chũ trì ban hành?", Role.LEAD),
        ("Sở Y tế chủ trì thì cơ quan nào phối hợp?", Role.SUPPORT),
        ("Kết quả báo cáo về cơ quan nào?", Role.RECIPIENT),
        ("Kẹt thì phải báo về sở nào?", Role.RECIPIENT),
    ],
)
def test_the_role_word_nearest_to_the_question_word_decides(question: str, role: Role) -> None:
    assert asked_role(plain(question)) is role
