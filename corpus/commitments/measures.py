"""Measures: the figures of a clause that say how much, with unit, bound and what they measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.commitments.types import Bound
from corpus.figures import Figure, FigureKind, find_figures
from corpus.folding import folded
from corpus.number_words import from_words
from corpus.remembering import remembered
from corpus.types import Span


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that measures: where it stands (`whole` with its qualifier and unit), value, unit and bound."""

    kind: FigureKind
    span: Span
    whole: Span
    value: Decimal
    unit: str
    bound: Bound | None = None
    low: Decimal | None = None
    cued: bool = True  # said to be reached, not only counted in passing
    attached: bool = False  # the unit is one of measure ("GB", "km"), not what is counted


_LEAST = re.compile(r"tối thiểu|ít nhất|không dưới|trên|hơn|từ|không thấp hơn|tăng")
_MOST = re.compile(r"tối đa|nhiều nhất|không quá|dưới|không vượt quá|chỉ còn|còn dưới|không cao hơn|giảm còn")
_ABOUT = re.compile(r"khoảng|gần|xấp xỉ|ước")
_BEHIND = re.compile(r"\s*(?:\S+\s+){0,4}?(trở lên|trở xuống)\b")
_SIGN_BEFORE = re.compile(r"([≥>≤<])\s*=?\s*$")
_NOT_COUNTED = re.compile(
    r"(?:mức độ|mức|cấp độ|(?<!nâng )cấp|giai đoạn|khoản|điều|điểm|mục|phụ lục|biểu|mẫu|số|iso|tcvn|qcvn|lần thứ|thứ"
    r"|phần|chương|tier|phiên bản|quí|tháng|năm|ngày|nghị quyết|web|vòng|loại|hạng|chỉ thị|nghị định"
    r"|quyết định|lớp|nhóm|bước|khóa"
    r"|đề án|dự án|khu vực|quốc lộ|tỉnh lộ|đường|vành đai|thế hệ|web|office|windows|\d[.,/-]|và|,|/|-) ?$"
)
_DURATIONS = frozenset({"ngày", "tháng", "năm", "giờ", "tuần", "quí", "phút", "tuổi", "đ", "đồng", "vnđ"})
_LEVELS_BEFORE = re.compile(r"(?:mức độ|cấp độ|mức|điều|khoản|điểm|mục)(?: \d+[,;] ?| \d+ và )+$")
_UNITS = (
    "cán bộ|công chức|viên chức|dịch vụ|chuyên gia|người|hộ|lao động|lớp|khóa|cuộc|lần|lượt|buổi|xã|phường|thị trấn"
    "|huyện"
    "|tỉnh|thành phố|quận|thôn|ấp|bản|trường|đơn vị|cơ quan|sở|ngành|doanh nghiệp|hợp tác xã|hệ thống|phần mềm"
    "|cơ sở dữ liệu"
    "|csdl|dự án|đề án|mô hình|văn bản|hồ sơ|máy tính|máy chủ|máy|bộ|thiết bị|điểm|trạm|km|ha|m2|m3|gb|tb|mb|mbps|gbps"
    "|mb/s|gb/s|kbps|cấp|thủ tục hành chính|thủ tục|sản phẩm|chỉ tiêu|tiêu chí|hội nghị|hội thảo|tài khoản|tin|bài"
    "|chuyên mục"
    "|nhà máy|cụm|khu|công trình|giường|bác sĩ|giáo viên|học sinh|sinh viên|đội|tổ|nhóm|tấn|kg|lít|con|cây|chuyến"
    "|phòng|trung tâm"
    "|nền tảng|ứng dụng|kênh|trang|cổng|camera|thuê bao|hội viên|mã|giao dịch|ca|vụ|cơ sở|tổ chức|địa phương|bệnh viện"
    "|nhiệm vụ|chương trình|giải pháp|nội dung|lĩnh vực|loại|kỳ|đợt|hộp thư|điểm phần trăm|usd|kwh|mw|thành viên"
    "|cá nhân"
)
_UNIT = re.compile(rf"\s*(?:số )?(?P<unit>{_UNITS})(?![^\W\d_])", re.IGNORECASE)
_WORD = re.compile(r"\s+(?P<unit>[^\W\d_]{2,})")
_CUE = re.compile(
    r"(?:đạt|có|đưa|nâng|tăng|giảm|lên|còn|mỗi|thuộc|là|phấn đấu|bố trí|xây dựng|hoàn thành|thành lập|tổ chức|ít nhất"
    r"|tối thiểu|đào tạo|mở|cho|trang bị|tập huấn|từ)(?: (?:ít nhất|tối thiểu|trên|khoảng|hơn|được|là|thêm|cho|mới"
    r"|đủ))* ?$"
)
_FROM = re.compile(r"(?<!\w)từ(?: mức)? ?$")
_TO = re.compile(r"[^,;.]{0,40}?\b(?:lên|xuống|đến|còn)\b")
_AT_LEAST = re.compile(r"(?:tối thiểu|ít nhất|không dưới|trên)(?: là| đạt| có)? ?$")
_AT_MOST = re.compile(r"(?:tối đa|không quá|dưới)(?: là| đạt| có)? ?$")
_RANK = re.compile(r"\b(?:nhóm|top|trong số|trong)(?: các)? ?$|(?:vị trí|hạng|xếp)(?: thứ)? ?$")
_RANKED = re.compile(r"dẫn đầu|đứng đầu|đầu cả nước|tốt nhất|cao nhất|cả nước|toàn quốc")
_BY_WORDS = re.compile(
    r"(?<!\w)(?:ít nhất|tối thiểu|mỗi [^,;.]{2,40}? có) (?P<word>một|hai|ba|bốn|năm)\b(?! (?:số|phần))"
)
_IN_WORDS = re.compile(
    r"\s*+(?:đồng|đ)?\s*+\((?:bằng chữ:?|viết bằng chữ:?)?\s*+(?P<words>[^()\d]{4,160}?)\s*+(?:đồng|đ)?\.?\s*+\)"
)
_NEAR = 200  # code points beside a figure that may say what it is
_SPEED = frozenset(
    {"gb", "tb", "mb", "mbps", "gbps", "mb/s", "gb/s", "kbps", "km", "ha", "m2", "m3", "kg", "mw", "kwh"}
)
_BRACKET = re.compile(r"[()]")
_SHARE_OF = re.compile(r"\s*(?:ngân sách|vốn|kinh phí|chi phí|nguồn)\b", re.IGNORECASE)


@remembered(1 << 10)  # a clause is asked for money, for targets, and for what a task counts
def measures_in(text: str, span: Span) -> tuple[Measure, ...]:
    """The shares, amounts of money and counts of things in a clause, in order; brackets are left out."""
    if not len(span):
        return ()  # an empty span would mean the whole text
    hidden = _brackets(text, span)
    found = []
    for figure in find_figures(text, span):
        if any(bracket.contains(figure.span) for bracket in hidden):
            continue
        measure = _read(text, span, figure)
        if measure is not None:
            found.append(measure)
    return tuple(sorted([*found, *_counted_in_words(text, span, found)], key=lambda measure: measure.span.start))


def _read(text: str, span: Span, figure: Figure) -> Measure | None:
    before, behind = text[span.start : figure.span.start], text[figure.span.end : span.end]
    if figure.value is None:
        return None
    plain = folded(before[-60:])
    if _FROM.search(plain) and _TO.match(folded(behind[:_NEAR])[:60]):
        return None  # where it starts from
    match figure.kind:
        case FigureKind.SHARE:
            if _SHARE_OF.match(behind):
                return None
            made = Measure(figure.kind, figure.span, figure.qualified, figure.value, "%", low=_low(figure, text))
        case FigureKind.MONEY:
            value, end = _by_words(text, figure, span.end)
            made = Measure(figure.kind, figure.span, Span(figure.qualified.start, end), value, "đồng")
        case FigureKind.COUNT:
            counted = _count(text, span, figure, plain, behind)
            if counted is None:
                return None
            made = counted
        case _:
            return None
    return replace(made, bound=made.bound or _bound(text, figure, before, behind))


def _count(text: str, span: Span, figure: Figure, plain: str, behind: str) -> Measure | None:
    """A count of things; levels, articles, versions and spans of time are none."""
    assert figure.value is not None
    if (words := _IN_WORDS.match(behind)) and (money := from_words(words["words"])) and money >= 1000:
        return Measure(
            FigureKind.MONEY,
            figure.span,
            Span(figure.qualified.start, figure.span.end + words.end()),
            Decimal(money),
            "đồng",
        )
    if _RANK.search(plain) and _RANKED.search(folded(behind[:80])):
        return Measure(figure.kind, figure.span, figure.qualified, figure.value, "hạng", Bound.MOST)
    unit = _UNIT.match(behind) or _WORD.match(behind)
    if unit is None or _NOT_COUNTED.search(plain) or _LEVELS_BEFORE.search(plain):
        return None
    name = folded(unit["unit"])
    known = _UNIT.match(behind) is not None
    if name in _DURATIONS or (not known and not unit["unit"].islower()):
        return None
    written = text[figure.span.end + unit.start("unit") : figure.span.end + unit.end("unit")]
    cued = bool(_CUE.search(plain)) or figure.qualified.start < figure.span.start
    if not known and not cued:
        return None
    whole = Span(figure.qualified.start, figure.span.end + unit.end("unit"))
    said = " ".join(written.split())
    return Measure(
        figure.kind,
        figure.span,
        whole,
        figure.value,
        said if name in _SPEED else said.lower(),
        cued=cued,
        attached=name in _SPEED,
    )


def _by_words(text: str, figure: Figure, end: int) -> tuple[Decimal, int]:
    """An amount, by its words where they stand behind it: those hold where the digits lack their thousands."""
    assert figure.value is not None
    match = _IN_WORDS.match(text, figure.span.end, end)
    if match is None:
        return figure.value, figure.span.end
    said = from_words(match["words"])
    thousands = said is not None and figure.value and Decimal(said) / figure.value in (1000, 1_000_000)
    return (Decimal(said) if thousands and said is not None else figure.value), match.end()


def _counted_in_words(text: str, span: Span, found: list[Measure]) -> Iterator[Measure]:
    """A count that is written as a word: "mỗi đơn vị có ít nhất một thiết bị"."""
    for match in _BY_WORDS.finditer(text, span.start, span.end):
        unit = _UNIT.match(text, match.end("word"), span.end)
        if unit is None:
            continue
        value = from_words(match["word"])
        at = Span(*match.span("word"))
        if value is None or any(one.whole.overlap(at) for one in found):
            continue
        bound = Bound.LEAST if re.search(r"ít nhất|tối thiểu", match.group()) else None
        start = match.start() if bound and match.group().startswith(("ít", "tối")) else at.start
        yield Measure(FigureKind.COUNT, at, Span(start, unit.end("unit")), Decimal(value), unit["unit"].lower(), bound)


def _bound(text: str, figure: Figure, before: str, behind: str) -> Bound | None:
    if sign := _SIGN_BEFORE.search(before[-4:]):
        return Bound.LEAST if sign[1] in "≥>" else Bound.MOST
    if end := _BEHIND.match(folded(behind[:40])):
        return Bound.LEAST if end[1] == "trở lên" else Bound.MOST
    said = folded(text[figure.qualified.start : figure.span.start])
    near = folded(before[-_NEAR:])[-28:]
    for bound, pattern in ((Bound.MOST, _MOST), (Bound.ABOUT, _ABOUT), (Bound.LEAST, _LEAST)):
        if pattern.search(said):
            return bound
    if _AT_LEAST.search(near):
        return Bound.LEAST
    if _AT_MOST.search(near):
        return Bound.MOST
    return None


def _low(figure: Figure, text: str) -> Decimal | None:
    """The lower end of a range ("60-70%")."""
    match = re.match(r"(\d+(?:,\d+)?) ?[-–]", figure.span.of(text))
    return Decimal(match[1].replace(",", ".")) if match else None


def _brackets(text: str, span: Span) -> list[Span]:
    found, opened = [], []
    for bracket in _BRACKET.finditer(text, span.start, span.end):
        if bracket.group() == "(":
            opened.append(bracket.start())
        elif opened:
            found.append(Span(opened.pop(), bracket.end()))
    return found
