"""Intent: questions about one's own affairs with an office ("muốn xin cấp lại giấy phép thì cần giấy tờ gì?").

Plans say what agencies are to do, not what a citizen has to bring to the counter, so such a question needs more than
words in common with a plan to be answered from it.
"""

from __future__ import annotations

import re

from assistant.query import plain
from corpus.folding import bare, folded

_PAPERS = r"(?:giay to|giay|ho so|don|to khai)"
_OWN_AFFAIR = re.compile(
    rf"\b(?:can|mang|dem)(?: theo)? (?:\w+ ){{0,3}}?{_PAPERS} gi\b"
    rf"|\bho so (?:\w+ ){{0,10}}gom (?:nhung )?{_PAPERS} gi\b"
    r"|\bthu tuc (?:xin|lam|dang ki|cap lai|mua ban|sang ten|ket hon|li hon|khai sinh|nhap khau)\b"
    r"|^(?:toi |tui |minh |em )?muon (?:xin|lam giay|lam ho|lam the|dang ki|mua|ban|cuoi|ket hon|khieu nai|kien|vay)\b"
    rf"|\b(?:nop|viet|gui) {_PAPERS} (?:\w+ ){{0,3}}(?:o dau|cho ai|cho dau|di dau)\b"
    r"|\b(?:le phi|tien phat|hoc phi|vien phi|gia ve|gia dat|gia lua|gia vang|gia xang|gia nha)\b"
    r"|\b(?:mau (?:don|to khai)|to khai dang ki)\b"
    r"|\bhow (?:do|can) i\b|\bmy (?:house|land|son|daughter|car|licen[cs]e)\b"
    r"|\bi (?:want|need) to (?:apply|get|register|buy)\b"
)

_POSSESSED = r"\b(?:nhà|con|vợ|chồng|mẹ|bố|cháu|của) (?:tôi|tui)\b"
# "tôi muốn biết …" is only polite
_WISHED = (
    r"\b(?:tôi|tui) (?:\w+ ){0,3}?(?:bị|muốn|cần|định)\b"
    r"(?! (?:được )?(?:biết|hỏi|xem|tìm|tra|coi|nghe|hiểu|nắm|so sánh|có))"
)
_POSSESSED_OF = {marks: re.compile(_POSSESSED if marks else bare(_POSSESSED)) for marks in (True, False)}
_WISHED_OF = {marks: re.compile(_WISHED if marks else bare(_WISHED)) for marks in (True, False)}


def is_of_asker(question: str) -> bool:
    """Whether a question is about something that belongs to the asker: "hồ sơ của tôi", "con tôi"."""
    return _POSSESSED_OF[not question.isascii()].search(folded(question)) is not None


def own_affair(question: str) -> bool:
    """Whether a question is about the asker's own affairs rather than about what a plan says."""
    wished = _WISHED_OF[not question.isascii()].search(folded(question))
    return wished is not None or is_of_asker(question) or _OWN_AFFAIR.search(plain(question)) is not None
