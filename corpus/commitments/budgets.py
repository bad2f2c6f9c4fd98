"""Budgets: amounts of money that a clause plans to spend, with what for and from which source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.commitments.measures import Measure
from corpus.commitments.wording import spaced
from corpus.folding import fold, folded
from corpus.types import Span

_SPENDING = re.compile(
    r"kinh phí|ngân sách|(?<!nguồn )vốn|dự toán|nguồn vốn|chi (?:thường|đầu tư|phí|cho|sự nghiệp|thực hiện)|\bchi\b"
    r"|mức đầu tư|hỗ trợ|đầu tư"
)
_INCOME = re.compile(
    r"doanh thu|giá trị|thu nhập|grdp|kim ngạch|thu hút|xuất khẩu|sản lượng|lợi nhuận|thu ngân sách|tăng thêm"
    r"|bình quân đầu người"
)
_SOURCE = re.compile(
    r"(?:nguồn )?(?:ngân sách (?:trung ương|tw|nhà nước|tỉnh|thành phố|cấp tỉnh|cấp huyện|cấp xã|huyện|xã|địa phương"
    r"|quận)"
    r"|ns (?:tw|trung ương|tỉnh|địa phương|huyện|xã)|vốn (?:đầu tư (?:công|phát triển|xây dựng cơ bản|xdcb)|đầu tư"
    r"|sự nghiệp|oda|vay"
    r"|xã hội hóa|đối ứng|tự có|doanh nghiệp|trung ương|địa phương|khác)|kinh phí (?:sự nghiệp|đầu tư"
    r"|chi thường xuyên|trung ương)"
    r"|nguồn (?:sự nghiệp|đầu tư|xã hội hóa|chi thường xuyên|khác)|chi thường xuyên|xã hội hóa"
    r"|oda)(?! phát triển nguồn)"
)
_TOO_LITTLE = re.compile(r"^(?:trong đó|năm \d{4}|giai đoạn|quí|tổng(?: cộng| số)?|cộng|gồm|nguồn|a|b|\W)*")
_LAST_WORDS = re.compile(
    r"[\s:,–-]*(?:\b(?:là|khoảng|dự kiến|ước|bằng|với|từ|trên|đạt|cần|gồm|số tiền|mức|tối đa|không quá)\b[\s:,–-]*)*$"
)


def is_spending(said: str, above: Sequence[str]) -> bool:
    """Whether the money of a folded clause is to be spent: by its own words, else by the headings and leads above."""
    if _INCOME.search(said):
        return False
    return bool(_SPENDING.search(said)) or any(_SPENDING.search(folded(line)) for line in above)


def source_in(said: Sequence[str]) -> str | None:
    """The source of the money that the first of these texts names, in its words."""
    for line in said:
        copy = fold(line)
        if match := _SOURCE.search(copy.text):
            span = copy.span(*match.span())
            return " ".join(span.of(line).split())
    return None


def budget_metric(text: str, clause: Span, measure: Measure, above: Sequence[str]) -> str:
    """What an amount is for: the words before it, with the line above where they say little ("Năm 2031")."""
    before = spaced(text[clause.start : measure.whole.start])
    copy = fold(before)
    cut = _LAST_WORDS.search(copy.text)
    before = before[: copy.starts[cut.start()]] if cut else before
    before = re.sub(r"^[-+*•–\s]+", "", before).strip(" :,;")
    rest = _TOO_LITTLE.sub("", folded(before)).strip(" ():,.+")
    if len(rest) >= 12:
        return before
    line = next((line for line in above if _SPENDING.search(folded(line))), "")
    line = re.sub(r"^(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ]|[-+•])[.)]?\s*", "", spaced(line)).rstrip(" :.")
    line = re.split(r"(?: là)?:? \d[\d.]{4,}", line)[0]
    return " – ".join(filter(None, (line[:120], before))) or "kinh phí"
