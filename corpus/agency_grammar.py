"""The patterns by which names of agencies are recognised, for text with and for text without diacritics.

Words may be glued together or wrapped anywhere in a name; "¶" marks a border that no name crosses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.agency_names import BODIES, FIELDS, choice_of, spellings
from corpus.folding import one_spelling
from corpus.surface import without_marks

_END = r"(?![^\W\d_])"

_LEADER = (
    r"(?:(?:phó\s+)?(?:giám đốc|chủ tịch|thủ trưởng|tổng giám đốc|cục trưởng|chi cục trưởng|hiệu trưởng|viện trưởng"
    r"|bộ trưởng|thứ trưởng|chỉ huy trưởng|bí thư|chánh(?=\s*(?:văn phòng|vp|thanh tra))"
    r"|trưởng(?=\s*(?:ban|phòng|đoàn|đài)))(?:\s+thường trực)?|lãnh đạo|người đứng đầu|thường trực)\s*"
)
_LEVEL = (
    rf"(?:(?:tỉnh|huyện|quận|thị xã)(?!\s*[uủ]y)|thành phố|t\.?p(?:\.|{_END})|thị trấn"
    r"|thành,?\s*thị(?!\s*(?:trường|xã))|thị,?\s*thành|phường|xã(?!\s*hội)|đặc khu)"
)
_EACH_LEVEL = rf"(?:các\s*)?(?:cấp\s*)?(?:{_LEVEL}|các cấp|địa phương)"
_LEVELS = rf"{_EACH_LEVEL}(?:(?:\s*(?:,|/|và|hoặc)\s*|\s+){_EACH_LEVEL})*"
_COUNCIL = r"(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd)"
_AND_COUNCIL = rf"(?:\s*(?:,|và|&|-)\s*{_COUNCIL})"
_COMMITTEE = (
    rf"(?:(?:văn phòng|vp\.?)\s*)?(?:(?:đoàn\s*(?:đbqh|đại biểu quốc hội)|đđbqh){_AND_COUNCIL}+"
    rf"|(?:thường trực\s*)?{_COUNCIL}{_AND_COUNCIL}*)(?:\s*(?P<levels>{_LEVELS}))?"
)
_CATEGORY = (
    rf"(?:sở{_END}|ban{_END}(?!\s*(?:hành|đầu|quản|chỉ|giám))|ngành{_END}(?!\s*nghề)|đoàn thể"
    r"|cơ quan(?:\s*(?:nhà nước|chuyên môn|hành chính|ngang bộ|thuộc chính phủ|ngành dọc|trung ương))*"
    r"|đơn vị(?:\s*sự nghiệp(?:\s*công lập)?)?|địa phương"
    r"|tổ chức\s*chính trị(?:\s*[-–]?\s*xã hội(?:\s*[-–]\s*nghề nghiệp)?)?"
    r"|tổ chức(?=\s*(?:,|có liên|liên quan|đoàn thể))"
    rf"|bộ{_END}(?!\s*(?:phận|máy|tiêu|chỉ|môn|luật|đội|trưởng|quy))|doanh nghiệp|{_LEVEL})"
)
_COLLECTIVE = (
    rf"(?P<all>(?:tất cả\s*|toàn bộ\s*)?(?:các|những)\s*)?"
    rf"(?P<kinds>{_CATEGORY}(?:(?:\s*(?:,|/|và)\s*(?:các\s*)?|\s*-\s*){_CATEGORY})*)"
)
_PART_OF = r"\s*(?:(?:của|cấp|trên địa bàn|thuộc|trong|ở)\s*)?"
_OPEN_ANY = (
    r"(?:ban chỉ đạo|bcđ|ban quản lý|bql|ban chỉ huy|ban điều hành|hội đồng|tổ công tác|tổ giúp việc|tổ công nghệ"
    r"|đội ứng cứu)"
)
_SCHOOL = r"(?=\s*(?:đại học|cao đẳng|chính trị|trung|tiểu|mầm|thpt|thcs|dân tộc|bồi dưỡng))"
_OPEN_CAPITAL = (
    r"(?:sở|trung tâm|văn phòng|tổng cục|chi cục|cục|vụ|viện|phòng|hiệp hội|hội|liên hiệp|quỹ|đài|báo|ban|đội|tổ"
    rf"|trường{_SCHOOL})"
)
# What follows a name and does not belong to it; the lookaheads spare words such as "Chương trình" and "việc làm".
_STOP = (
    r"chủ trì|phối hợp|có|chịu|tổ chức|hướng dẫn|tham mưu|triển khai|thực hiện|theo dõi|theo|đôn đốc|kiểm tra|báo cáo"
    r"|tổng hợp|đảm bảo|bảo đảm|bố trí|cân đối|thẩm định|ban hành|phê duyệt|quyết định|căn cứ|để|nhằm|là|thì|được|bị|đã"
    r"|đang|sẽ|phải|cần|khi|nếu|trong|tại|ở|từ|đến|với|cho|do|bởi|gồm|bao gồm|như|này|đó|trên|dưới|thuộc|trực thuộc"
    r"|trực tiếp|liên quan|giám sát|đánh giá|rà soát|nghiên cứu|đề xuất|đề nghị|yêu cầu|phân công|chuẩn bị|cung cấp"
    r"|đầu mối|họp|tăng cường|đẩy mạnh|nâng cao|hoàn thiện|tiếp tục|thường xuyên|kịp thời|hàng|hằng|định kỳ|đồng thời"
    r"|gửi|thông báo|tiến hành|quy định|ký|cùng|đối với|qua|hoặc|cũng|chưa|không|mà|vào|ra|lên|trước|sau|hiện|năm"
    r"|giai đoạn|tháng|quý|ngày|đạt|dự kiến|sử dụng|cập nhật|kết nối|thành lập|chỉ đạo|chỉ|tự|lồng ghép|tuyên truyền"
    r"|vận động|hỗ trợ|đáp ứng|thống nhất|chủ động|chú trọng|lãnh đạo|về|và|các|của|xây dựng|điều phối|ứng dụng"
    r"|kiện toàn|tập trung|xem|vận hành|thiết kế|nơi|nào|gì|ai|sao|bao nhiêu|mấy|phụ trách|quản lý"
    r"|trình(?=\s*(?:ủy|ubnd|hội|hđnd|tỉnh|cấp|thủ|chủ))|giao(?=\s*(?:cho|nhiệm))|làm(?=\s*(?:đầu|cơ|tốt|nhiệm|việc))"
    r"|lập(?=\s*(?:kế|dự|danh))"
)
_FIRST_VERB = r"\s*(?:phối hợp|xây dựng|thực hiện|triển khai|ứng dụng|về)"
_FIRST_NOUN = r"\s*(?:các|công tác|phòng,\s*chống)"
_START = (
    r"(?:phó\s|giám\s*đốc|chủ\s*tịch|thủ\s*t|tổng|chi\s*cục|cục|hiệu\s*trưởng|viện|bộ|thứ\s*trưởng|chỉ\s*huy|bí\s*thư"
    r"|chánh|trưởng|lãnh\s*đạo|người\s*đứng|thường\s*trực|các|tất\s*cả|toàn\s*bộ|những|sở|s[a-zđ&]{3}|b[a-zđ&]{3}|bcđ|bql|ủy\s*ban"
    r"|ub|u[ỷy]|hđnd|hội|văn\s*phòng|vp|đoàn|đđbqh|ngành|cơ\s*quan|đơn\s*vị|ban|trung\s*tâm|đội|tổ\s|vụ|trường|phòng|hiệp"
    r"|liên|quỹ|đài|báo|công\s*an|ca\s|thanh\s*tra|bưu|thuế|thống\s*kê|tỉnh|thành|tu|huyện\s*ủy|quận\s*ủy|thị\s*ủy|đảng"
    r"|mặt\s*trận|mttq|kho\s*bạc|kbnn|bảo\s*hiểm|ngân\s*hàng|nh|tòa|ta|chính\s*phủ|quốc\s*hội|kiểm\s*toán|lđlđ)"
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled patterns; each matches at a position, `start` says where to try."""

    start: re.Pattern[str]
    leader: re.Pattern[str]
    department: re.Pattern[str]
    initials: re.Pattern[str]
    field: re.Pattern[str]
    body: re.Pattern[str]
    committee: re.Pattern[str]
    collective: re.Pattern[str]
    collective_tail: re.Pattern[str]
    territory: re.Pattern[str]
    open_any: re.Pattern[str]
    open_capital: re.Pattern[str]
    stop: re.Pattern[str]
    first_verb: re.Pattern[str]
    first_noun: re.Pattern[str]


@cache
def grammar(plain: bool) -> Grammar:
    """The patterns for text with diacritics, or for text that is `plain`, without any."""
    fields = choice_of(spellings(FIELDS))
    initials = "|".join(re.escape(s.lower()) for s in spellings(FIELDS) if s.isupper() and len(s) > 2)

    def compiled(pattern: str) -> re.Pattern[str]:
        loose = re.sub(r"(?<=[^\W\d_]) (?=[^\W\d_])", r"\\s*", pattern)
        return re.compile(without_marks(loose) if plain else one_spelling(loose))

    return Grammar(
        start=compiled(_START),
        leader=compiled(_LEADER),
        department=compiled(
            r"(?P<many>các\s*)?(?P<level>(?<!cơ )(?<!trụ )sở|(?<!cán )(?<!nội )(?<!toàn )(?<!đồng )bộ)(?P<colon>\s*:)?"
            rf"\s*(?P<field>{fields})"
        ),
        initials=compiled(rf"(?P<level>[sb])(?P<field>{initials}){_END}"),
        field=compiled(fields),
        body=compiled(choice_of(spellings(BODIES))),
        committee=compiled(_COMMITTEE),
        collective=compiled(_COLLECTIVE),
        collective_tail=compiled(rf"\s*(?:có\s*)?liên quan{_END}"),
        territory=compiled(rf"{_PART_OF}(?P<level>{_LEVEL})"),
        open_any=compiled(_OPEN_ANY + _END),
        open_capital=compiled(_OPEN_CAPITAL + _END),
        stop=compiled(rf"(?:{_STOP}){_END}"),
        first_verb=compiled(_FIRST_VERB + _END),
        first_noun=compiled(_FIRST_NOUN + _END),
    )
