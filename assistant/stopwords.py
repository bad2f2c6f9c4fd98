"""Words that carry no content in a question: question words, function words, politeness. Folded, with diacritics."""

from __future__ import annotations

import re

from corpus.folding import folded

_WORDS = """
    là gì nào bao nhiêu bao nhiu mấy ai đâu sao thế vậy hả ơi ạ nhé nha nhỉ à ư hở chứ không chưa thì mà và hay hoặc của
    cho với các những một cái con chiếc được bị có đã đang sẽ ở tại trong ngoài theo về từ đến tới để này đó ấy kia kìa
    nọ đây như khi lúc hồi nếu vì do bởi rằng thôi cũng chỉ vẫn còn rồi lại ra vào lên xuống đi tôi mình bạn anh chị em
    ông bà xin hỏi vui lòng hãy biết muốn cần nói kể giúp giùm dùm làm ơn tụi bọn nó họ ta chúng nghe thử luôn đều mỗi
    cứ riêng hết cả thảy lần lượt
"""
_ENGLISH_WORDS = """
    a an the this that these those it its they them their theirs he she his her hers we us our you your i me my there
    here of in on at to for by from with without into onto out up off over under upon about around as per via through
    throughout within between among during before after since until till than then across towards toward along
    and or but nor if so both either neither not no also only just even still yet too very
    is am are was were be been being do does did doing done has have had having will would shall should must may might
    can could cannot ought need needs
    how what which who whom whose when where why whether much many any some each every such other others another own
    please tell say says said state stated states mention mentioned mentions give gives given according exactly
    expected supposed intended one ones thing things date dates s
"""
_BARE_WORDS = """
    la gi nao bao nhieu nhiu may ai dau sao the vay thi ma va cua cho voi cac nhung mot duoc bi co da dang se o tai
    trong theo ve tu den nay do ay khi de nhu khong chua hay hoac
"""

ENGLISH = frozenset(_ENGLISH_WORDS.split())
STOPWORDS = frozenset(folded(word) for word in _WORDS.split()) | ENGLISH
# Without diacritics "nam", "cap", "bo" may be content words: only what stays unmistakable is dropped then.
BARE_STOPWORDS = frozenset(_BARE_WORDS.split())

# English words that are no Vietnamese syllables without diacritics ("to" is "tổ", "do" is "độ").
_SURE_WORDS = """
    the of for by from with and are was were been does did has have had how much many what which who when where why that
    will would should must under is or as its their there this these those each between within during through into whose
    whom whether shall could other
"""
_SURE = frozenset(_SURE_WORDS.split())
_OPENERS = frozenset({"what", "which", "who", "whose", "when", "where", "why", "how"})
_LEAST_SURE = 2


def is_english(question: str) -> bool:
    """Whether a question is asked in English, Vietnamese names in it or not."""
    words = re.findall(r"[a-z']+", question.lower())
    return sum(word in _SURE for word in words) >= _LEAST_SURE or (bool(words) and words[0] in _OPENERS)
