"""Collectives: parties that are known by no name, in the words of the text ("các bệnh viện", "lực lượng hải quan")."""

from __future__ import annotations

import re

from corpus.commitments.types import Origin, Party
from corpus.folding import fold, folded, may_begin
from corpus.markers import marker_of
from corpus.types import Span

LONGEST_NAME = 110
_LONGEST_HELPER = 80  # code points to the end of who helps
_GROUPS = re.compile(
    r"(?:đề nghị |khuyến khích |đối với )?(?:các |những |mỗi |từng )?(?:doanh nghiệp|người đứng đầu|cán bộ"
    r"|cơ sở|tổ chức|đơn vị|trường|hội|hiệp hội"
    r"|hợp tác xã|nhà (?:trường|đầu tư|thầu|máy|cung cấp)|chủ (?:tịch|đầu tư|rừng|hộ|cơ sở)"
    r"|thành viên|cá nhân|cơ quan|tập đoàn|tổng công ti|công ti|ban|đoàn|liên|lực lượng|cấp ủy|thủ trưởng|địa phương"
    r"|phòng|viện"
    r"|báo|đài|trung tâm|văn phòng|ngân hàng|tòa)\b"
)
_SEVERAL = re.compile(
    r"(?:các|những|mỗi|từng|người đứng đầu|hội|hiệp hội|thủ trưởng|chủ tịch|chủ đầu tư|nhà (?:đầu tư|thầu|trường))\b"
)
_GROUP_ACTS = re.compile(  # what belongs to no name of a group: of "các cơ sở đào tạo chủ động" the last two words
    r"[\s,]*(?:chủ động|có trách nhiệm|chịu trách nhiệm|chủ trì|phối (?:kết )?hợp|tích cực|tăng cường|đẩy mạnh|tiếp tục"
    r"|phải|cần|căn cứ|tổ chức|xây dựng|mở|đề xuất|rà soát|phát huy|gửi|bố trí|xem xét|thường xuyên|khẩn trương"
    r"|kịp thời|nâng cao|ưu tiên|đảm bảo|bảo đảm)\b"
)
_WORKS_WITH = re.compile(
    r"(?:(?:chủ động|tích cực|thường xuyên|chủ trì|và),? )*phối (?:kết )?hợp (?:chặt chẽ )?(?:với |(?=các |những ))"
)
_BEGIN_TO_WORK_WITH = "ctvp"  # the letters that it can begin with
_HELPED_TO = re.compile(
    rf"{_GROUP_ACTS.pattern}|[ ]*(?:triển khai|thực hiện|tham mưu|hướng dẫn|kiểm tra|để|trong|tuyên truyền"
    rf"|phát triển)\b"
)
AND_OTHERS = re.compile(rf"(?:,| và|, và) (?:các|những)(?: [^\W\d_]+| -){{1,9}}?{_GROUP_ACTS.pattern}")
ASKED = re.compile(r"(?:Đề nghị|Khuyến khích|Đối với|Giao|Yêu cầu)\s+")
_AND_GROUP = re.compile(r"(?:,|\s+và|,\s+và)\s+(?P<group>(?:các|những)\s[^;:()]+)\Z", re.IGNORECASE)


def is_collective(words: str) -> bool:
    """Whether words begin with a kind of bodies or people that may be made responsible."""
    return _GROUPS.match(folded(words)) is not None


def group_of(text: str, sentence: Span) -> tuple[Party, ...]:
    """The group that a sentence begins with and makes act, where it is no agency ("Các hội chủ động ...")."""
    marker = marker_of(text, sentence.start, sentence.end)
    start = marker.body if marker else sentence.start
    if asked := ASKED.match(text, start, sentence.end):
        start = asked.end()
    copy = fold(text[start : min(sentence.end, start + 2 * LONGEST_NAME)])
    if not _SEVERAL.match(copy.text) or not _GROUPS.match(copy.text):
        return ()
    for stop in re.finditer(r"(?<!,) ", copy.text[: LONGEST_NAME + 1]):
        if _GROUP_ACTS.match(copy.text, stop.start()):
            return (in_words(text, Span(start, start + copy.span(0, stop.start()).end), Origin.SENTENCE),)
    return ()


def helpers_in(text: str, clause: Span, origin: Origin) -> tuple[Party, ...]:
    """With whom a clause begins to do something, where no agency is known by the name ("Phối hợp với hải quan ...")."""
    if not may_begin(text[clause.start : clause.end], _BEGIN_TO_WORK_WITH):
        return ()
    copy = fold(text[clause.start : min(clause.end, clause.start + 2 * LONGEST_NAME)])
    opening = _WORKS_WITH.match(copy.text)
    for stop in re.finditer(" ", copy.text[:_LONGEST_HELPER]) if opening else ():
        if opening and stop.start() > opening.end() and _HELPED_TO.match(copy.text, stop.start()):
            named = copy.span(opening.end(), stop.start())
            return (in_words(text, Span(clause.start + named.start, clause.start + named.end), origin),)
    return ()


def others_in(text: str, behind: Span, origin: Origin) -> tuple[Party, ...]:
    """A group behind the last agency of a list, where it is no agency ("Sở Y tế và các bệnh viện")."""
    rest = _AND_GROUP.match(text, behind.start, behind.end) if len(behind) else None
    if rest is None or len(rest["group"]) > LONGEST_NAME or not is_collective(rest["group"]):
        return ()
    return (in_words(text, Span(*rest.span("group")), origin),)


def in_words(text: str, span: Span, origin: Origin) -> Party:
    """A party that is known by no name, in the words of the text."""
    words = " ".join(span.of(text).split()).strip(" .;,-–:")
    return Party(words[:1].upper() + words[1:], folded(words), span, origin)
