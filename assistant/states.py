"""States: questions whether something is done, has been or is so, and why not; and the texts that tell it."""

from __future__ import annotations

import re

from corpus.folding import bare, folded

_ASKS = (
    r"\bchưa\s*[?.!]*$|\bchưa,|hay chưa|rồi chưa|\b(?:đến|tới) đâu(?: rồi)?\s*[?.!]*$"
    r"|(?:^|\b(?:có|đã|đang) )(?!.*\b(?:bao nhiêu|mấy|nào|gì|ai|đâu)\b).*\bkhông\s*[?.!]*$"
    r"|\bchạy thiệt|\bmới (?:\w+ ){0,4}?được (?:\w+ ){0,3}?(?:gì|nào|đâu|tới|đến|trong)\b"
)
_ENGLISH = r"^(?:is|are|has|have|was|were|does|do|did)\b|\byet\s*\??$|\balready\b"
_TELLS = re.compile(
    r"\bchưa\b|\bđã (?:được|có|hoàn|thực|triển|xong|đạt|cơ bản|đưa|ban|kết)|\bmới (?:chỉ|có|được|dừng|đạt)"
    r"|chỉ (?:dừng|mới)"
    r"|\bđang\b|còn (?:\w+ ){0,2}(?:hạn chế|chậm|thấp|ít|yếu|thiếu)|\bxong\b|không còn|hết hiệu lực"
)
_REASON = re.compile(
    r"\b(?:vì|bởi|nguyên nhân|lí do|dẫn đến|xuất phát từ|khiến|(?<!tạo )(?<!trở )nên(?! (?:tảng|móng)))\b"
    r"|\bdo (?!đó|ubnd|ủy ban|hđnd|sở|bộ|ban|chủ tịch|giám đốc|tỉnh|thủ tướng|chính phủ|trung ương|doanh nghiệp"
    r"|công|cơ quan|đơn vị|các|một)"
)
_ASKING = {marks: re.compile(f"{_ASKS if marks else bare(_ASKS)}|{_ENGLISH}") for marks in (True, False)}


def asks_state(question: str) -> bool:
    """Whether a question asks if something is done or is so, rather than what, who or how many."""
    return _ASKING[not question.isascii()].search(folded(question).strip()) is not None


def tells_state(said: str) -> bool:
    """Whether a folded text tells how far something is: done, going on, not yet."""
    return _TELLS.search(said) is not None


def gives_reason(said: str) -> bool:
    """Whether a folded text says why something is so."""
    return _REASON.search(said) is not None
