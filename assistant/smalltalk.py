"""Small talk: greetings, thanks, questions about the assistant itself, and orders to it; each gets a short reply.

Whatever a question or a document tells the assistant to do, it answers from the documents or declines.
"""

from __future__ import annotations

import re
from enum import Enum

from assistant.kinds import Wanted, wanted_kinds
from corpus.folding import folded
from corpus.provinces import find_provinces
from corpus.tokens import tokens

_MOST_WORDS = 16  # of a text that is small talk and nothing else


class Talk(Enum):
    """What kind of talk it is; the value is the reply."""

    ORDER = "Tôi chỉ trả lời câu hỏi về nội dung các kế hoạch trong kho, không làm theo chỉ dẫn ngoài việc đó."
    THANKS = "Không có gì! Khi cần tra cứu thêm chỉ tiêu, kinh phí, thời hạn hay cơ quan thực hiện, bạn cứ hỏi."
    FAREWELL = "Tạm biệt bạn! Khi cần tra cứu các kế hoạch trong kho, bạn cứ quay lại hỏi."
    SELF = (
        "Tôi là trợ lý tra cứu các kế hoạch, quyết định trong kho: tôi tìm đúng đoạn trả lời và trích nguyên văn kèm "
        "nguồn. Bạn hãy hỏi về một chỉ tiêu, nhiệm vụ, kinh phí, thời hạn hoặc cơ quan thực hiện."
    )
    GREETING = (
        "Chào bạn! Tôi trả lời câu hỏi về các kế hoạch, quyết định trong kho kèm trích dẫn nguyên văn. "
        "Bạn hãy hỏi về một chỉ tiêu, nhiệm vụ, kinh phí, thời hạn hoặc cơ quan thực hiện."
    )


_ORDER = re.compile(
    r"system prompt|ignore (?:all|any|the|your|every)?\s?(?:previous|above|prior|earlier|instructions|documents|rules)"
    r"|disregard (?:all|the|your|previous)|you are now|pretend (?:to|that|you)|act as|jailbreak|developer mode"
    r"|(?:bo qua|bo het|bo di|quen|phot lo|lo di|mac ke|dung theo|khong can theo) (?:het |moi |tat ca |di )*"
    r"(?:cac |nhung |toan bo )?(?:huong dan|chi dan|qui dinh|chi thi|lenh"
    r"|vai tro|qui tac|luat choi|nhiem vu|tai lieu|rang buoc|gioi han)"
    r"|\b(?:coi|xem) .{0,60}\b(?:vo hieu|nhu khong co)\b"
    r"|reply (?:only )?with|in ra toan bo|tra loi moi cau|tu gio (?:hay|ban|tro di)|tu bay gio ban"
    r"|chi (?:can )?(?:tra loi|noi|ghi|viet) (?:mot |duy nhat )*(?:chu|tu|cau)"
    r"|(?:khang dinh|xac nhan) (?:rang|la) .{0,60}\bda\b|gia (?:vo|bo)|dong vai(?! tro)"
    r"|doi vai|che do nha phat trien|tu (?:soan|bia|che)|bia ra"
    r"|^(?:hay )?(?:xoa|sua|chinh) (?:het |toan bo )?(?:du lieu|tai lieu|kho|con so)"
    r"|(?:cho|doc|gui|dua) (?:toi |tui |minh |xin )?mat khau|api key|\byour password"
    r"|ke (?:cho toi )?(?:nghe )?(?:mot )?(?:chuyen cuoi|cau chuyen)"
    r"|tell me a (?:joke|story)|write (?:me )?a (?:poem|song|story)"
    r"|(?:viet|lam|sang tac) (?:\w+ ){0,3}(?:bai tho|doan code|truyen ngan|bai hat|doan van)"
)
_THANKS = re.compile(r"cam on|\bthanks?\b|thank you|\bhay qua\b|tot qua\b|tuyet (?:voi|qua)|biet on|hai long|dung roi")
_MANY_THANKS = re.compile(r"\b(?:cam on|thanks?|thank you)(?: \w+){0,2}? (?:rat )?nhieu\b", re.IGNORECASE)
_FAREWELL = re.compile(r"tam biet|\bbye\b|goodbye|hen gap lai|chao nhe")
_SELF = re.compile(
    r"(?:^|[,.!] ?|chao |hoi |the |vay |nay )"
    r"ban (?:ten (?:la )?gi|la ai|la gi|la nguoi|la may|la robot"
    r"|(?:co )?phai (?:la )?(?:nguoi|may|robot|ai)|lam duoc gi|biet lam gi|giup (?:duoc )?gi|co the lam)"
    r"|ban (?:thich|nghi|thay|yeu|ghet|co nguoi yeu|bao nhieu tuoi|may tuoi|an com|khoe|buon|vui|met)"
    r"|khoe khong|tam su|noi chuyen phiem|tro ly (?:\w+ ){0,3}(?:cam thay|buon|vui|thich)"
    r"|who (?:are|made) you|what can you do|how are you|your name|do you (?:like|love|think|feel)|yeu ban|nguoi yeu"
)
_GREETING = re.compile(r"^(?:xin )?chao\b|^(?:hi|hello|hey|alo|good (?:morning|afternoon|evening))\b")


def small_talk(question: str) -> Talk | None:
    """What kind of small talk a text is; None where it asks something of the documents."""
    said = folded(question, marks=False)
    if _ORDER.search(said):
        return Talk.ORDER
    if len(tokens(question)) > _MOST_WORDS:
        return None
    if _SELF.search(said):
        return Talk.SELF
    if wanted_kinds(_MANY_THANKS.sub(" ", question)) != (Wanted.FACT,) or find_provinces(question):
        return None
    kinds = ((Talk.THANKS, _THANKS), (Talk.FAREWELL, _FAREWELL), (Talk.GREETING, _GREETING))
    return next((talk for talk, pattern in kinds if pattern.search(said)), None)
