"""Reporting: whether a clause promises a report, and how often."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_OF = (
    r"(?:kết quả|tình hình|tiến độ|định kì|đột xuất|về|ubnd|ủy ban|chủ tịch|bộ|sở|hđnd|hội đồng|thủ tướng"
    r"|chính phủ|quốc hội|ủy viên|trung ương"
    r"|tỉnh ủy|thành ủy"
    r"|quá trình|đánh giá|cấp (?:có thẩm quyền|trên)|kịp thời|ban|số liệu|hàng|hằng|\d+ tháng|năm|quí|\(|với"
    r"|công tác|việc|lãnh đạo|cơ quan|và"
    r"|trước|theo (?:định kì|qui định)|đầy đủ|gửi|thường trực|tổng kết|sơ kết|giám đốc|kèm|bằng|kiến nghị|đề xuất"
    r"|cho|lên|hội|tổng hợp|ở)"
)
_REPORTS = re.compile(
    rf"\bbáo cáo,? {_OF}\b|\bbáo cáo(?:\W*$|[,;.])|\bbáo cáo \(|họp báo cáo"
    r"|(?:thực hiện|duy trì|chấp hành|bảo đảm|đảm bảo|nghiêm túc"
    r"|theo)(?: [^\W\d_]+){0,4} chế độ (?:thông tin,? )?báo cáo"
)
_NOUN = re.compile(
    r"(?:chế độ|phần mềm|hệ thống|biểu mẫu|mẫu|thống kê và|công cụ|các báo cáo|thu thập|nguồn|hợp nhất|số liệu|chỉ tiêu"
    r"|thông tin) $"
)
_ONLY_TO = re.compile(r"(?:để|nhằm|phục vụ)(?: việc| công tác)? (?:tổng hợp|theo dõi)?(?:,| và)? ?$")
_TO_DECIDE = re.compile(r"báo cáo (?:cấp|cơ quan) có thẩm quyền[^;.]{0,30}?(?:phê duyệt|xem xét|quyết định)")  # submits
_SENDS = re.compile(r"\b(?:gửi|nộp)\b[^;]{0,60}\bbáo cáo|báo cáo[^;]{0,160}\bgửi\b")
_OFTEN = re.compile(
    r"(?:định kì\s*)?(?:(?:(?:hàng|hằng|mỗi|theo)\s*|định kì\s*)(?P<unit>quí|tháng|năm|tuần|ngày)"
    r"|(?P<count>0?\d{1,2}|ba|sáu)\s*tháng"
    r"(?:,?\s*(?:(?:1|một) lần|một năm|/\s*lần|(?:và )?(?:hàng |hằng )?(?:cả )?năm|(?:đầu )?năm))?"
    r"|(?P<adjective>thường xuyên))"
)
_PERIODIC = re.compile(r"định kì|(?:hàng|hằng|mỗi)\s|lần|6 tháng|06 tháng")
_WORDS = {"ba": 3, "sáu": 6}
_WRITTEN = {"quí": "quý"}


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often: every `count` units, and as it is said."""

    count: Decimal
    unit: str

    def __str__(self) -> str:
        return f"{self.count} {self.unit}/lần"


def is_reporting(said: str) -> bool:
    """Whether a folded clause makes somebody report: not where reports are only a thing, or what something serves."""
    for match in _REPORTS.finditer(said):
        before = said[: match.start()]
        if _NOUN.search(before):
            continue
        if _TO_DECIDE.match(said, match.start()):
            continue
        if _ONLY_TO.search(before) and not _SENDS.search(said):
            continue
        return True
    return bool(_SENDS.search(said))


def frequency_of(said: str) -> Frequency | None:
    """How often something is done, as a folded clause says."""
    for match in _OFTEN.finditer(said):
        if match["unit"]:
            return Frequency(Decimal(1), _WRITTEN.get(match["unit"], match["unit"]))
        if match["count"] and _PERIODIC.search(said[max(0, match.start() - 12) : match.end() + 12]):
            return Frequency(Decimal(_WORDS.get(match["count"]) or int(match["count"])), "tháng")
    return None
