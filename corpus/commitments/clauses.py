"""Clauses: a sentence of a plan cut into its promises, and what of it is told, not promised."""

from __future__ import annotations

import re

from corpus.agencies import find_agencies
from corpus.commitments.measures import measures_in
from corpus.commitments.parties import parties_in
from corpus.commitments.reporting import is_reporting
from corpus.commitments.types import Origin
from corpus.commitments.wording import said as words_of
from corpus.commitments.wording import spaced
from corpus.duties import ADVERBS, VERBS
from corpus.folding import fold
from corpus.markers import marker_of
from corpus.types import Span

_ACTION = re.compile(rf"{ADVERBS}(?:{VERBS})\b(?! (?:là|viên)\b)")
_TIMES = (
    r"(?:(?:phấn đấu |phấn đấu đến |đến |hết |trong |từ |trước |giai đoạn |năm |hàng |hằng |định kì |cuối |quí "
    r"|căn cứ |trên cơ sở "
    r"|để |nhằm |theo |đối với |khi |sau khi |thông qua )[^,;:]{2,200}[,;:] )*"
)
_OPENS = re.compile(rf"{_TIMES}{ADVERBS}(?:{VERBS})\b")
_MUST = re.compile(rf"\b(?:cần phải|phải|cần (?={VERBS})|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ)\b(?! thiết)")
_DONE_WITH = re.compile(
    r"[^,;:]{3,90} được (?:tiếp tục )?(?:triển khai|mở rộng|đầu tư|trang bị|cung cấp|kết nối|nâng cấp|xây dựng"
    r"|hoàn thiện|đào tạo)\b"
)
_NO_PROMISE = re.compile(
    r"^(?:căn cứ (?!.*[,] )|việc [^,;.]{3,60} này (?:không|đã|sẽ|giúp|góp)|chi tiết|\(|phụ lục|nơi nhận|kèm theo"
    r"|xét đề nghị|theo đề nghị|cụ thể(?: như sau)?:?$"
    r"|trong đó:?$|gồm:?$"
    r"|thực hiện (?:quyết định|kế hoạch|công văn|nghị quyết|chỉ thị)[^,]*,.* (?:ủy ban|ubnd)[^,]*(?:ban hành"
    r"|xây dựng) kế hoạch)"
    r"|ban hành kế hoạch[^;]{0,200}như sau:?$"
)
_FORMULA = re.compile(
    r"(?:thi hành|thực hiện) quyết định này|trách nhiệm thi hành (?:quyết định|nghị quyết)\b"
    r"|căn cứ quyết định (?:này )?thi hành|quyết định này (?:có|thay|được)"
    r"|thi hành kể từ|chịu trách nhiệm về (?:việc báo cáo|nội dung)"
    r"|có hiệu lực (?:thi hành )?(?:kể )?từ|hết hiệu lực|trên đây là |^(?:điều \d+\W+)?(?:ban hành"
    r"|phê duyệt)\b.{0,300}?(?:kèm theo|như sau|sau đây)"
)
_REPORTED = re.compile(
    r"^(?:đến nay|hiện nay|hiện tại|hiện có|tính đến|thời gian qua|trong thời gian qua|trong những năm qua|năm qua"
    r"|kết quả)\b"
    r"|^[^,;]{0,60}\bđã (?:được |có |ban hành|triển khai|tổ chức|hoàn thành|đạt|thực hiện)"
)
_OWN_PART = re.compile(
    r"(?:[,;:] | (?=(?:đảm bảo|bảo đảm|phấn đấu) (?:đến|hết) ))(?=(?:phấn đấu|đảm bảo|bảo đảm"
    r"|đến (?:hết |cuối )?(?:năm )?\d{4}|hết năm|trong đó|để đến|có ít nhất|có tối thiểu|mỗi)\b)"
)
_LISTS = re.compile(
    r"\b(?:như|gồm|bao gồm|sau|sau đây|các (?:dịch vụ|hệ thống|nội dung|nhiệm vụ|lĩnh vực|phần mềm|ứng dụng"
    r"|cơ sở dữ liệu|csdl|dự án"
    r"|thông tin|tiện ích|văn bản|loại|nhóm)(?: [^\W\d_]+){0,5}) ?:(?!.*:)"
)
_ENOUGH_COMMAS = 2
_BEGINS = re.compile(
    r"(?:\d|trên \d|tối thiểu|ít nhất|tỉ lệ|số |phấn đấu|đến |hết |khoảng \d|trong đó|mỗi |các (?:cuộc|cơ quan"
    r"|sở|đơn vị)"
    r"|ubnd|ủy ban|sở |có ít nhất|có trên|tổng |định kì |việc [^,;.]{3,80} (?:phải|cần)\b|[^;]*\d ?%)"
)
_AIMS = re.compile(r"(?:nhằm|góp phần|qua đó|được|để(?! đến))\b")  # what goes on with what a duty is good for
_LOST_BLANK = re.compile(r"[a-zđà-ỹ]{2}\.(?=[A-ZĐÀ-Ỹ][a-zđà-ỹ])")  # "doanh nghiệp.Tổ chức"
_SIGN = re.compile(r"[.;()\[\]“”]")  # where a sentence may be cut, and where it may not
_LONG_NAMES = 160  # code points around a semicolon in which names of agencies may stand
_AS_FOLLOWS = re.compile(r",? cụ thể(?: như sau| là)?\s*:?$")
_SIGN_BEFORE = re.compile(r"^(?:[,;:.–+•-]+|[a-z]\))\s*")
_SHORT_TAIL = 12  # code points
_TAIL = re.compile(r"\s*(?:[;.:,]|\./\.|/\.|\b[Vv]à|…)+\s*$")


def pieces(text: str, sentence: Span) -> tuple[Span, ...]:
    """The promises of a sentence: it is cut at semicolons outside of brackets where a new one begins."""
    marker = marker_of(text, sentence.start, sentence.end)
    start = marker.body if marker else sentence.start
    found: list[Span] = []
    depth, first = 0, start
    for sign in _SIGN.finditer(text, start, sentence.end):
        position, char = sign.start(), sign.group()
        depth += (char in "([“") - (char in ")]”")
        if char == "." and _LOST_BLANK.match(text, max(start, position - 2), sentence.end):
            found.append(Span(first, position).trimmed(text))
            first = position + 1
        if char == ";" and depth <= 0 and begins(text, Span(first, position), Span(position + 1, sentence.end)):
            found.append(Span(first, position).trimmed(text))
            first = position + 1
    rest = Span(first, sentence.end).trimmed(text)
    return tuple(piece for piece in (*found, rest) if len(piece))


def begins(text: str, before: Span, rest: Span) -> bool:
    """Whether behind a semicolon a new promise begins: with a verb, a figure, a time, or who does it.

    Else what stands before goes on: a list of things, an aim, a remark. A target ends with its clause.
    """
    said = words_of(text, Span(rest.start, min(rest.end, rest.start + 300)))
    first = rest.trimmed(text).start
    again = text[first : first + 1].isupper() and is_action(said)  # a sentence that a semicolon ends
    if (
        _AIMS.match(said)
        or (_lists(words_of(text, before)) and not again)
        or _enumerates(text, before, rest.trimmed(text))
    ):
        return False
    report = said.startswith("báo cáo") and not is_reporting(said.partition(";")[0])  # a thing, not an act
    if (is_action(said) and not report) or _BEGINS.match(said) or any(m.cued for m in measures_in(text, before)):
        return True
    return bool(parties_in(text, rest, Origin.SENTENCE).lead)


def _lists(said: str) -> bool:
    """Whether a folded clause ends within a list that semicolons part; one that commas part ends with them."""
    listing = _LISTS.search(said)
    items = said[listing.end() :] if listing else ""
    return listing is not None and (";" in items or items.count(",") < _ENOUGH_COMMAS)


def _enumerates(text: str, before: Span, rest: Span) -> bool:
    """Whether the semicolon only stands between agencies ("các sở; UBND các huyện")."""
    if not len(rest):
        return False
    ending = find_agencies(text, Span(max(before.start, before.end - _LONG_NAMES), before.end)) if len(before) else ()
    if not ending or ending[-1].span.end != before.trimmed(text).end:
        return False
    following = find_agencies(text, Span(rest.start, min(rest.end, rest.start + _LONG_NAMES)))
    return bool(following) and following[0].span.start == rest.start


def is_action(said: str) -> bool:
    """Whether a folded clause begins with what is to be done."""
    return _ACTION.match(said) is not None or _OPENS.match(said) is not None


def is_to_be_done(said: str) -> bool:
    """Whether a folded clause says of a thing what is to be done with it ("Các xã được trang bị ...")."""
    return _DONE_WITH.match(said) is not None


def obliges(said: str) -> bool:
    """Whether a folded clause says that something must be done."""
    return _MUST.search(said) is not None


def is_promise(said: str) -> bool:
    """Whether a folded sentence may promise anything: no legal basis, no formula, no report on the past."""
    return _NO_PROMISE.search(said) is None and _REPORTED.search(said) is None


def is_formula(said: str) -> bool:
    """Whether a folded paragraph only enacts: approves a plan, comes into force, says who obeys the decision."""
    return _FORMULA.search(said) is not None


def tidied(text: str, span: Span) -> str:
    """The words of a span as a statement: white space folded, without a marker in front and a stop behind."""
    marker = marker_of(text, span.start, span.end)
    said = spaced(text[marker.body if marker else span.start : span.end])
    said = _without_tail(_AS_FOLLOWS.sub("", _SIGN_BEFORE.sub("", said)))
    return said[:1].upper() + said[1:]


def _without_tail(said: str) -> str:
    """A statement without the stops and the "và" behind it; most tails are short, and looked for near the end alone."""
    near = max(0, len(said) - _SHORT_TAIL)
    tail = _TAIL.search(said, near)
    if tail is not None and tail.start() <= near + 1:  # it may begin farther left, as with the "v" of "và"
        tail = _TAIL.search(said)
    return said[: tail.start()] if tail is not None else said


def cut_at(text: str, span: Span) -> int:
    """Where within a clause with a target the target's own part begins ("..., phấn đấu đạt 50%")."""
    copy = fold(span.of(text))
    starts = [0, *(match.end() for match in _OWN_PART.finditer(copy.text))]
    return span.start + copy.starts[starts[-1]]
