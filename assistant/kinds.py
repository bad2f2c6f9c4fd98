"""What kind of answer a question wants, by its question words in Vietnamese, with or without diacritics, or English.

The patterns are written folded with diacritics; a question without any is matched against the same patterns without
them, so that "lực nào" is not taken for "lúc nào" where the difference was written.
"""

from __future__ import annotations

import re

from assistant.english_kinds import asked_in_english, named_in_english
from assistant.stopwords import is_english
from assistant.wanted import Wanted
from corpus.folding import bare, folded

__all__ = ["FIGURE_KINDS", "Wanted", "asked_body", "units_of_measure", "wanted_kinds"]

FIGURE_KINDS = frozenset({Wanted.MONEY, Wanted.SHARE, Wanted.COUNT, Wanted.DATE, Wanted.NUMBER})
_PAPER = r"(?:quyết định|kế hoạch|công văn|tờ trình|nghị định|thông tư|nghị quyết|chỉ thị|văn bản|tờ giấy|giấy tờ)"
# "tập trung vào những ngành nào" asks for fields of the economy, "ngành nào chủ trì" for an agency
_NO_FIELD = "".join(f"(?<!{into} {of})" for into in ("vào", "vô", "trong") for of in ("", "những ", "các ", "mấy "))
_BODY = (
    rf"(?:cơ quan|đơn vị|(?<!cơ )sở|ban|bộ|{_NO_FIELD}ngành|phòng|tổ chức|bên|bộ phận|lực lượng|công ti|doanh nghiệp"
    r"|địa phương|cấp|văn phòng|trung tâm|(?<!ở )nơi|(?<!ở )chỗ|đầu mối|người)"
)
# An interrogative says what is wanted; the first that matches is the most telling.
_ASKING: tuple[tuple[Wanted, str], ...] = (
    (
        Wanted.REASON,
        r"vì sao|tại sao|do đâu|nguyên nhân (?:gì|nào|do)|^sao |sao lại|sao mà|lí do (?:gì|nào)|vì lẽ gì",
    ),
    (
        Wanted.SOURCE,
        r"(?:lấy|trích|kiếm|rót|huy động|bố trí) (?:\w+ ){0,3}(?:từ|ở) (?:(?:những |các |mấy )?(?:nguồn|túi)"
        r"|đâu|chỗ nào)"
        r"|nguồn (?:\w+ ){0,2}(?:nào|gì)|(?:dự toán|ngân sách|khoản|quỹ|túi tiền) (?:chi )?nào|túi ai"
        r"|xin thêm (?:của )?ai"
        r"|(?:góp|hỗ trợ|tài trợ|cấp|cho|bỏ) (?:tiền|vốn|kinh phí) .{0,20}\b(?:ai|đâu)\b"
        r"|\b(?:ai|bên nào|nơi nào) (?:\w+ )?(?:góp|cho|cấp|bỏ|rót|tài trợ) (?:tiền|vốn|kinh phí)"
        r"|nguồn (?:vốn |tiền |kinh phí )?(?:\w+ ){0,6}(?:từ đâu|ở đâu)|(?:tiền|kinh phí|vốn) (?:\w+ ){0,10}ở đâu ra",
    ),
    (
        Wanted.NUMBER,
        rf"số hiệu|kí hiệu (?:gì|nào|văn)|{_PAPER} (?:số )?(?:nào|mấy|bao nhiêu|gì)\b|(?:mang|là|ghi) số (?:mấy"
        rf"|nào|bao nhiêu|nhiêu|bao nhiu)\b"
        r"|số mấy(?=,|\?|$| ngày| viết| kí)",
    ),
    (
        Wanted.SHARE,
        r"cứ (?:mỗi )?(?:100|một trăm|10|mười) .{0,120}?(?:bao nhiêu|mấy|nhiêu)\b"
        r"|(?:bao nhiêu|mấy|nhiêu|bao nhiu) (?:phần trăm|%)|tỉ lệ (?:\w+ ){0,14}(?:bao nhiêu|mấy|nào"
        r"|thế nào)",
    ),
    (
        Wanted.MONEY,
        r"(?:bao nhiêu|mấy|nhiêu|bao nhiu) (?:tiền|đồng|tỉ\b|triệu|kinh phí|vốn|ngân sách)|(?:kinh phí|vốn"
        r"|ngân sách|dự toán|tiền)\b.{0,160}\b(?:bao nhiêu|nhiêu|bao nhiu|mấy tỉ|mấy triệu)(?! phần)"
        r"|\b(?:tốn|ngốn|hết(?! (?:thảy|cả|tất|sức|ráo|trơn|năm|tháng|quí|các|mọi))|chi|rót|dành|bỏ ra"
        r"|mất)\b(?: \w+){0,6} (?:bao nhiêu|nhiêu|mấy tỉ"
        r"|mấy triệu)(?! phần)|hầu bao"
        r"|\b(?:đóng|nộp|trả|phí|giá|thu)\b(?: \w+){0,6} (?:bao nhiêu|nhiêu)(?= một| mỗi| trên|\s*[?.]|$)",
    ),
    (
        Wanted.DATE,
        r"khi nào|bao giờ|chừng nào|hồi nào|lúc nào|bữa nào|bao lâu"
        r"|(?:ngày|năm|tháng|hôm|thời gian|giai đoạn|thời hạn"
        r"|quí) (?:nào|mấy)|những năm nào|năm mấy|muộn nhất|trễ nhất"
        r"|chậm nhất|hạn chót|thời hạn (?:\w+ ){0,8}(?:là|đến)|từ năm nào",
    ),
    (
        Wanted.WHO,
        rf"\bai\b(?! cũng)|\b{_BODY}(?: \w+)?? nào\b(?! cũng)|(?:(?<!tự )(?<!lí )do|giao(?: cho)?) (?:\w+ ){{0,2}}"
        rf"(?:nào|ai)\b|là (?:cơ quan|đơn vị|sở) (?:gì|nào)|(?:phần|việc|phần lo) của (?:ai|nơi nào|sở nào|\w+ nào)",
    ),
    (
        Wanted.DEFINITION,
        r"nghĩa là|có nghĩa|là viết tắt|viết tắt|gọi tắt|được hiểu|(?:dùng )?để chỉ|được giải thích|định nghĩa"
        r"|(?:qui định|nói) (?:về )?(?:vấn đề |nội dung |điều )?gì|qui định về$|^\S+ là gì",
    ),
    (
        Wanted.LIST,
        r"(?:những|các|gồm|bao gồm|mấy) (?:\S+ ){0,12}nào\b|gồm (?:những|các|có)|liệt kê|kể (?:ra|tên)|nơi nhận"
        r"|những (?:\S+ ){0,6}gì\b|những ai|những đâu"
        r"|các \w+ nào|điểm nào"
        r"|\b(?:mỗi|từng) (?:loại|nơi|cấp|năm|bên|nhóm|khối|hạng|thứ) (?:\w+ ){0,2}(?:bao nhiêu|mấy)"
        r"|\b(?:mấy|bao nhiêu) (\w+ )?(\w+),? (?:là )?(?:những |các )?\2 (?:gì|nào)\b"
        r"|\b(?:cho|theo) từng (?:năm|loại|nơi|cấp|nhóm)\b.*\b(?:thế nào|ra sao)",
    ),
    (Wanted.COUNT, r"bao nhiêu|nhiêu|bao nhiu|\bmấy\b|nhiêu|số lượng|tổng số|thứ mấy"),
)
# Words that only tell the subject count where no interrogative is there, as in search words.
_NAMING: tuple[tuple[Wanted, str], ...] = (
    (
        Wanted.MONEY,
        r"(?<!nguồn )(?<!thiếu )(?<!được cấp )(?<!chưa có )(?<!không có )kinh phí|(?<!nguồn )ngân sách|tổng vốn"
        r"|vốn (?:bố trí|được cấp|được giao|đã cấp)|mức chi|mức vốn",
    ),
    (Wanted.SHARE, r"tỉ lệ|phần trăm"),
    (Wanted.DATE, r"thời gian|thời hạn|hạn chót|ngày (?:ban hành|kí|phê duyệt|hoàn thành)|năm hoàn thành"),
    (Wanted.WHO, rf"cơ quan chủ trì|đơn vị chủ trì|người kí|chủ đầu tư|^(?!.*\b{_BODY}\b.* chủ trì).*\bchủ trì\b"),
    (Wanted.NUMBER, r"số quyết định|số văn bản|số công văn|quyết định số$"),
    (Wanted.COUNT, r"\b(?:tốc độ|dung lượng|diện tích|chiều dài|công suất|sản lượng|khối lượng)\b"),
    (Wanted.COUNT, r"^số (?!hiệu|quyết|văn bản|công văn)|\bsố (?:đơn vị|người|lượng|xã|huyện|máy|điểm)"),
)
# What is measured, and the units that it is measured in, as they stand behind a figure.
_MEASURES = (
    (
        r"\b(?:băng thông|tốc độ (?:mạng|internet|đường|kết nối|truyền|truy cập|tải|wi-?fi|cáp)|bandwidth|how fast"
        r"|(?:network|internet|connection|transmission|line|link|what) speed)\b",
        r"(?:[kmg]b(?:ps|/s|it/s)|[kmg]bit|(?:kilo|mega|giga)bit)",
    ),
    (
        r"\b(?:dung lượng|storage capacity|how much (?:data )?(?:storage|memory))\b",
        r"(?:[kmgt]b\b|(?:kilo|mega|giga|tera)?byte)",
    ),
    (r"\b(?:diện tích|(?:what|total|how much) (?:area|land))\b", r"(?:ha\b|hecta|héc-?ta|km2|km²|m2|m²|mẫu\b|sào\b)"),
    (
        r"\b(?:chiều dài|(?:bao nhiêu|mấy) (?:km|cây số|mét)|how many kilomet(?:re|er)s|what length)\b",
        r"(?:km\b|m\b|mét\b)",
    ),
)
# The sort of agency that a question asks for by name; "ban nào" and "ngành nào" may mean several sorts.
_BODIES = ("sở", "bộ", "cục", "vụ", "phòng", "đội", "trung tâm", "văn phòng", "ủy ban", "hội", "công ti")
_ASKED_BODY = rf"\b({'|'.join(_BODIES)})(?: ngành| ban)? nào\b"
_ENGLISH_BODIES = ((r"\b(?:which|what) (?:\w+ )?department\b", "sở"), (r"\b(?:which|what) (?:\w+ )?ministry\b", "bộ"))
_SEVERAL = (
    r"\b(?:mỗi|từng) (?:loại|năm|nhóm|khối|hạng|thứ) (?:\w+ ){0,2}(?:bao nhiêu|mấy)|\b(?:cho|theo) từng (?:năm|loại)\b"
    r"|\bnhững (?:\S+ ){0,8}(?:nào|gì)\b|\bnhững ai\b|\bcác (?:\S+ ){1,4}nào\b|nơi nhận|liệt kê|gồm những"
)


def _compiled(cues: tuple[tuple[Wanted, str], ...], *, marks: bool) -> list[tuple[Wanted, re.Pattern[str]]]:
    return [(wanted, re.compile(pattern if marks else bare(pattern))) for wanted, pattern in cues]


_BODY_OF = {True: re.compile(_ASKED_BODY), False: re.compile(bare(_ASKED_BODY))}
_TABLES = {marks: (_compiled(_ASKING, marks=marks), _compiled(_NAMING, marks=marks)) for marks in (True, False)}
_SEVERAL_OF = {True: re.compile(_SEVERAL), False: re.compile(bare(_SEVERAL))}


_MEASURES_OF = {
    marks: [(re.compile(said if marks else bare(said)), re.compile(rf"\s*{units}")) for said, units in _MEASURES]
    for marks in (True, False)
}


def units_of_measure(question: str) -> re.Pattern[str] | None:
    """What stands behind a figure that a question asks to measure ("tốc độ": Mbps); None for most."""
    said = folded(question)
    if Wanted.SHARE in wanted_kinds(question):
        return None
    return next((units for asked, units in _MEASURES_OF[not question.isascii()] if asked.search(said)), None)


def asked_body(question: str) -> str | None:
    """The folded first word of the names that a question for an agency asks for: "sở" for "sở nào"; None for any."""
    marks, said = not question.isascii(), folded(question)
    found = _BODY_OF[marks].search(said)
    if found is not None:
        return next(body for body in _BODIES if (body if marks else bare(body)) == found[1])
    return next((body for asked, body in _ENGLISH_BODIES if re.search(asked, said)), None)


def wanted_kinds(question: str) -> tuple[Wanted, ...]:
    """The kinds that the wording of `question` asks for, the most telling first; FACT where nothing tells."""
    marks = not question.isascii()
    said = folded(question)
    if is_english(question):
        return tuple(asked_in_english(said) or named_in_english(said)) or (Wanted.FACT,)
    asking, naming = _TABLES[marks]
    found = [wanted for wanted, pattern in asking if pattern.search(said)]
    if _SEVERAL_OF[marks].search(said):
        first = [wanted for wanted in found if wanted is Wanted.SOURCE]  # "những nguồn nào" is read from one sentence
        found = [*first, Wanted.LIST, *(wanted for wanted in found if wanted not in (Wanted.SOURCE, Wanted.LIST))]
    if not found:
        found = asked_in_english(said) or [wanted for wanted, pattern in naming if pattern.search(said)]
    return tuple(found or named_in_english(said)) or (Wanted.FACT,)
