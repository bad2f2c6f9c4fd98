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

_OWN = r"\b(?:nhà|con|vợ|chồng|mẹ|bố) (?:tôi|tui|mình)\b|\b(?:tôi|tui) (?:\w+ ){0,3}?(?:bị|muốn|cần|định)\b"
_OWN_OF = {True: re.compile(_OWN), False: re.compile(bare(_OWN))}


def own_affair(question: str) -> bool:
    """Whether a question is about the asker's own affairs rather than about what a plan says."""
    of_asker = _OWN_OF[not question.isascii()].search(folded(question))
    return of_asker is not None or _OWN_AFFAIR.search(plain(question)) is not None
