"""States: questions whether something is done, has been or is so; and the texts that tell it."""

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
_ASKING = {marks: re.compile(f"{_ASKS if marks else bare(_ASKS)}|{_ENGLISH}") for marks in (True, False)}


def asks_state(question: str) -> bool:
    """Whether a question asks if something is done or is so, rather than what, who or how many."""
    return _ASKING[not question.isascii()].search(folded(question).strip()) is not None


def tells_state(said: str) -> bool:
    """Whether a folded text tells how far something is: done, going on, not yet."""
    return _TELLS.search(said) is not None
