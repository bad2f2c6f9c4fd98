"""Subjects: who a clause makes responsible where it is no agency with a name ("các cơ quan được giao chủ trì")."""

from __future__ import annotations

import re

from corpus.folding import fold
from corpus.types import Span

_HEAD = (
    r"(?:cơ quan|đơn vị|các tổ chức|tổ chức, cá nhân|cá nhân|người|thủ trưởng|giám đốc|chủ tịch|trưởng|lãnh đạo|cán bộ"
    r"|công chức|lực lượng|đội|tổ(?! chức)|nhóm|bộ phận|chủ đầu tư|chủ (?:dự án|cơ sở|rừng|hộ)|doanh nghiệp|nhà thầu"
    r"|nhà trường|hộ gia đình|hộ|hợp tác xã|ban(?! hành)|địa phương|cấp ủy|chính quyền|bí thư|hiệu trưởng"
    r"|các (?:sở|bộ|ngành|xã|phường|huyện|trường|hội|đoàn thể))"
)
_DUTY = (
    r"(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|(?<!không )(?<!nếu )phải(?! là)"
    r"|(?<!phân công )(?<!giao )(?<!cơ quan )(?<!đơn vị )(?<!tổ chức )chủ trì)\b"
)
_CLAUSE = re.compile(
    r"(?:^|(?<=[.;:] ))(?:[-+–•*] ?|\w{1,4}[.)] ?|\d+(?:\.\d+)+\.? )?"
    rf"((?:(?:các|những|mỗi|từng|mọi|tất cả|toàn bộ|riêng|đề nghị|giao) )*{_HEAD}\b[^.;:]{{0,130}}?),? {_DUTY}"
)


def responsible(text: str, span: Span) -> tuple[Span, ...]:
    """The subjects of the clauses in `span` that say who has a duty, as written."""
    copy = fold(span.of(text))
    found = []
    for match in _CLAUSE.finditer(copy.text):
        inside = copy.span(*match.span(1))
        found.append(Span(span.start + inside.start, span.start + inside.end))
    return tuple(found)
