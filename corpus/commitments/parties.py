"""Parties: who leads, who supports and who gets the report, from a clause or from the heading above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.agencies import Agency, find_agencies
from corpus.commitments.types import Origin, Party
from corpus.commitments.wording import said, spaced
from corpus.duties import ADVERBS, VERBS
from corpus.folding import fold, folded
from corpus.markers import marker_of
from corpus.types import Document, Section, Span


@dataclass(frozen=True, slots=True)
class Parties:
    """Who leads, who supports and who is reported to."""

    lead: tuple[Party, ...] = ()
    supporting: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()


NOBODY = Parties()
_JOINT = re.compile(r"[\s,;–-]*(?:và|cùng|hoặc|với|cùng với|các|&)?[\s,]*(?:các )?")
_OPENING = re.compile(
    r"(?:[-+–•*]|[a-zđ]\)|\d+(?:\.\d+)*[.)]?|\(\d+\))?\s*(?:(?:giao|đề nghị|yêu cầu|phân công|kiến nghị|ủy quyền"
    r"|khuyến khích|đối với|riêng)"
    r"(?: cho)? |(?:(?:hàng|hằng) (?:năm|quí|tháng|tuần)|định kì[^,]{0,20}|nếu[^;]{3,60}|căn cứ[^;]{3,260}?"
    r"|trên cơ sở[^;]{3,260}?|trong[^,;]{3,80}"
    r"|(?:đến|hết|từ|trước|giai đoạn)[^,;]{3,40}|khi[^,;]{3,60}), ?|định kì (?:0?\d+ tháng|(?:hàng"
    r"|hằng) \w+),? ?)*(?:trách nhiệm (?:của )?)?"
)
_ACTS = re.compile(
    r"[\s,:;]*(?:\([^)]{0,80}\)\s*)?:?\s*(?:(?:là (?:cơ quan|đơn vị)|có nhiệm vụ|được giao|được phân công"
    rf"|định kì|(?:hàng|hằng) (?:năm|quí|tháng)) )*{ADVERBS}(?:(?:là |làm )?đầu mối|chịu|căn cứ|trên cơ sở|họp|tự"
    rf"|thống nhất|có trách nhiệm|phải|cần|quan tâm|kịp thời|khẩn trương|nghiêm túc|trực tiếp|{VERBS})\b"
)
_DO = re.compile(r"(?:do|giao(?: cho)?|bởi|phân công)\s*(?:các\s*)?$")
_LEADS = re.compile(r"\s*(?:là cơ quan |làm )?(?:chủ trì|đầu mối|thực hiện|chịu trách nhiệm)")
_WITH = re.compile(
    r"(?:phối (?:kết )?hợp|hợp tác|kết hợp|cùng)(?: (?:chặt chẽ|tốt|thường xuyên|hiệu quả))?(?:,? (?:với|cùng"
    r"|cùng với))?"
    r"(?: (?:các|những|mọi))?(?:[ ,]+(?:sở|ban|ngành|bộ|cơ quan|đơn vị))*[\s:,]*$"
)
_SENT_TO = re.compile(
    r"(?:báo cáo|gửi|trình|nộp|phản ánh|thông báo)\b[^.;]{0,160}?(?:(?:về|cho|đến|tới|qua|gửi|lên|trình)(?: các)?"
    r"|báo cáo|"
    r"tham mưu)\s*\(?$|báo cáo\s*(?:\([^)]*\)\s*)?$"
    r"|báo cáo(?:,| và) (?:đề nghị|đề xuất|kiến nghị)(?: kịp thời)?\s*$"
)
TO_ORGANISE = re.compile(
    r"tổ chức (?:triển khai )?thực hiện|phân công|trách nhiệm|tổ chức triển khai|thực hiện kế hoạch"
)
_GROUPS = re.compile(
    r"(?:đề nghị |khuyến khích |đối với )?(?:các |những |mỗi |từng )?(?:doanh nghiệp|người đứng đầu|cán bộ|cơ sở|tổ chức|đơn vị|trường|hội|hiệp hội"
    r"|hợp tác xã|nhà (?:trường|đầu tư|thầu|máy|cung cấp)|chủ (?:tịch|đầu tư|rừng|hộ|cơ sở)"
    r"|thành viên|cá nhân|cơ quan|tập đoàn|tổng công ti|công ti|ban|đoàn|liên|lực lượng|cấp ủy|thủ trưởng|địa phương"
    r"|phòng|viện"
    r"|báo|đài|trung tâm|văn phòng|ngân hàng|tòa)\b"
)
_SEVERAL = re.compile(
    r"(?:các|những|mỗi|từng|người đứng đầu|hội|hiệp hội|thủ trưởng|chủ tịch|chủ đầu tư|nhà (?:đầu tư|thầu|trường))\b"
)
_GROUP_ACTS = re.compile(  # what a group is no longer named by: "các cơ sở đào tạo" is a name, "các cơ sở chủ động" is none
    r"[\s,]*(?:chủ động|có trách nhiệm|chịu trách nhiệm|chủ trì|phối (?:kết )?hợp|tích cực|tăng cường|đẩy mạnh|tiếp tục"
    r"|phải|cần|căn cứ|tổ chức|xây dựng|mở|đề xuất|rà soát|phát huy|gửi|bố trí|xem xét|thường xuyên|khẩn trương"
    r"|kịp thời|nâng cao|ưu tiên|đảm bảo|bảo đảm)\b"
)
_WORKS_WITH = re.compile(r"(?:(?:chủ động|tích cực|thường xuyên|chủ trì|và),? )*phối (?:kết )?hợp (?:chặt chẽ )?(?:với |(?=các |những ))")
_HELPED_TO = re.compile(
    rf"{_GROUP_ACTS.pattern}|[ ]*(?:triển khai|thực hiện|tham mưu|hướng dẫn|kiểm tra|để|trong|tuyên truyền|phát triển)\b"
)
_AND_OTHERS = re.compile(rf"(?:,| và|, và) (?:các|những)(?: [^\W\d_]+| -){{1,9}}?{_GROUP_ACTS.pattern}")
_ASKED = re.compile(r"(?:Đề nghị|Khuyến khích|Đối với|Giao|Yêu cầu)\s+")
_HEADING_SHARE = 0.55  # of a heading that names must fill for it to be the heading of an agency
_VALUE_SHARE = 0.5  # of the value of a label; where names fill less, it is a sentence
_LONGEST_NAME = 110
_LONGEST_HELPER = 80  # code points to the end of who helps, where that is no agency
_NAME_GOES_ON = re.compile(
    r", (?!các |những |và |cùng |phối |do |chủ |\d)\w"
)  # "Trường Đại học, Cao đẳng trên địa bàn"
_AND_GROUP = re.compile(r"(?:,|\s+và|,\s+và)\s+(?P<group>(?:các|những)\s[^;:()]+)\Z", re.IGNORECASE)


def party(agency: Agency, origin: Origin) -> Party:
    """An agency as a party."""
    name = spaced(agency.name)
    return Party(name[:1].upper() + name[1:], agency.key, agency.span, origin)


def parties_in(text: str, clause: Span, origin: Origin) -> Parties:
    """The parties that a clause names: its subject, who it is done with, and who gets the report."""
    agencies = _named(text, clause)
    groups = _groups(text, agencies)
    lead: tuple[Agency, ...] = ()
    supporting: list[Agency] = []
    recipient: list[Agency] = []
    for group in groups:
        before = said(text, Span(clause.start, group[0].span.start))
        behind = said(text, Span(group[-1].span.end, min(clause.end, max(group[-1].span.end, group[-1].span.end + 90))))
        if _WITH.search(before[-80:]):
            supporting += group
        elif not lead and _OPENING.fullmatch(before + " ") and (_ACTS.match(behind) or _AND_OTHERS.match(behind)):
            lead = group
        elif _DO.search(before[-20:]) and _LEADS.match(behind):
            lead = lead or group
        elif not recipient and _SENT_TO.search(before[-200:]):
            recipient += group
    helped = _made(supporting, origin) or _helpers_in_words(text, clause, origin)
    return Parties(_made(lead, origin), helped, _made(recipient, origin))


def _helpers_in_words(text: str, clause: Span, origin: Origin) -> tuple[Party, ...]:
    """With whom a clause begins to do something, where no agency is known by the name ("Phối hợp với hải quan ...")."""
    copy = fold(text[clause.start : min(clause.end, clause.start + 2 * _LONGEST_NAME)])
    opening = _WORKS_WITH.match(copy.text)
    for stop in re.finditer(" ", copy.text[:_LONGEST_HELPER]) if opening else ():
        if opening and stop.start() > opening.end() and _HELPED_TO.match(copy.text, stop.start()):
            named = copy.span(opening.end(), stop.start())
            return (_in_words(text, Span(clause.start + named.start, clause.start + named.end), origin),)
    return ()


def leader_of(text: str, lead: Span) -> tuple[Party, ...]:
    """Who a line that introduces others makes responsible: "Giao Sở Tài chính:", "Sở X có trách nhiệm:"."""
    for group in _groups(text, _named(text, lead)):
        before = folded(text[lead.start : group[0].span.start])
        behind = folded(text[group[-1].span.end : lead.end])
        if _OPENING.fullmatch(before + " ") and (
            not behind.strip(" :.") or _ACTS.match(behind) or behind.startswith(":")
        ):
            return _made(group, Origin.LEAD)
    return ()


def prefix_of(text: str, block: Span) -> tuple[tuple[Party, ...], int] | None:
    """Who a block begins with before a colon ("d) Văn phòng UBND tỉnh: Chủ trì ..."), and where the duty begins."""
    marker = marker_of(text, block.start, block.end)
    start = marker.body if marker else block.start
    colon = text.find(":", start, min(block.end, start + 3 * _LONGEST_NAME))
    if colon < 0:
        return None
    head = Span(start, colon)
    agencies = _named(text, head)
    if not agencies or sum(len(a.span) for a in agencies) < _HEADING_SHARE * len(head):
        return None
    return _made(agencies, Origin.SENTENCE), colon + 1


def group_of(text: str, sentence: Span) -> tuple[Party, ...]:
    """The group that a sentence begins with and makes act, where it is no agency ("Các hội chủ động ...")."""
    marker = marker_of(text, sentence.start, sentence.end)
    start = marker.body if marker else sentence.start
    if asked := _ASKED.match(text, start, sentence.end):
        start = asked.end()
    copy = fold(text[start : min(sentence.end, start + 2 * _LONGEST_NAME)])
    if not _SEVERAL.match(copy.text) or not _GROUPS.match(copy.text):
        return ()
    for stop in re.finditer(r"(?<!,) ", copy.text[: _LONGEST_NAME + 1]):
        if _GROUP_ACTS.match(copy.text, stop.start()):
            return (_in_words(text, Span(start, start + copy.span(0, stop.start()).end), Origin.SENTENCE),)
    return ()


def listed(text: str, span: Span, origin: Origin) -> tuple[Party, ...]:
    """All the parties of a cell or of the value of a label; their words where no agency is known by them."""
    parts = [span] if "phối hợp" in folded(span.of(text)) else _parts(text, span)
    by_key: dict[str, Party] = {}
    for part in parts:
        for one in _of_part(text, part, origin):
            by_key.setdefault(one.key, one)
    return tuple(by_key.values())


def _parts(text: str, span: Span) -> list[Span]:
    """What semicolons part."""
    ends = [*(match.start() for match in re.finditer(";", span.of(text))), len(span)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    parts = (Span(span.start + one, span.start + two).trimmed(text) for one, two in zip(starts, ends, strict=True))
    return [part for part in parts if len(part)]


def _of_part(text: str, part: Span, origin: Origin) -> tuple[Party, ...]:
    agencies = _named(text, part)
    short = len(part) <= _LONGEST_NAME
    if not agencies:
        return (_in_words(text, part, origin),) if short else ()
    if len(agencies) == 1 and short and _NAME_GOES_ON.match(folded(text[agencies[0].span.end : part.end])):
        return (replace(_in_words(text, part, origin), key=agencies[0].key),)
    if sum(len(a.span) for a in agencies) < _VALUE_SHARE * len(part):
        inside = parties_in(text, part, origin)
        return inside.lead or _made(_groups(text, agencies)[0], origin)
    return (*_made(agencies, origin), *_others(text, Span(agencies[-1].span.end, part.end), origin))


def _others(text: str, behind: Span, origin: Origin) -> tuple[Party, ...]:
    """A group behind the last agency of a list, where it is no agency ("Sở Y tế và các bệnh viện")."""
    rest = _AND_GROUP.match(text, behind.start, behind.end) if len(behind) else None
    if rest is None or len(rest["group"]) > _LONGEST_NAME or not _GROUPS.match(folded(rest["group"])):
        return ()
    return (_in_words(text, Span(*rest.span("group")), origin),)


def _in_words(text: str, span: Span, origin: Origin) -> Party:
    """A party that is known by no name, in the words of the text."""
    words = " ".join(span.of(text).split()).strip(" .;,-–:")
    return Party(words[:1].upper() + words[1:], folded(words), span, origin)


def heading_parties(document: Document, ordinal: int) -> tuple[Party, ...]:
    """Who the innermost heading above a section names; under "Tổ chức thực hiện" also a group that is no agency."""
    path = document.sections[ordinal].path
    for number in range(ordinal, -1, -1):
        section = document.sections[number]
        if section.heading is None or path[: len(section.path)] != section.path:
            continue
        found = _of_heading(document, section)
        if found:
            return found
        if len(section.path) <= 1:
            break
    return ()


def _of_heading(document: Document, section: Section) -> tuple[Party, ...]:
    assert section.heading is not None
    text, heading = document.text, section.heading
    marker = marker_of(text, heading.start, heading.end)
    body = Span(marker.body if marker else heading.start, heading.end)
    if asked := _ASKED.match(text, body.start, body.end):
        body = Span(asked.end(), body.end)
    agencies = _named(text, body)
    after = Span(agencies[-1].span.end, body.end) if agencies else body
    if agencies and _ACTS.match(folded(text[body.start : agencies[0].span.start])):
        return ()  # a duty towards them ("Tham mưu Ủy ban nhân dân tỉnh ...")
    if agencies and sum(len(a.span) for a in agencies) >= _HEADING_SHARE * len(body):
        return (*_made(agencies, Origin.HEADING), *_others(text, after, Origin.HEADING))
    above = folded(" ".join(section.path[:-1]))
    words = " ".join(body.of(text).split()).rstrip(" .:;")
    if not TO_ORGANISE.search(above) or len(words) > _LONGEST_NAME:
        return ()
    if agencies and agencies[0].span.start <= body.start + len("các "):
        group = _groups(text, agencies)[0]
        return (*_made(group, Origin.HEADING), *_others(text, Span(group[-1].span.end, body.end), Origin.HEADING))
    if not _GROUPS.match(folded(words)):
        return ()
    return (_in_words(text, body, Origin.HEADING),)


def _named(text: str, span: Span) -> tuple[Agency, ...]:
    return find_agencies(text, span) if len(span) else ()  # an empty span would mean the whole text


def _groups(text: str, agencies: Sequence[Agency]) -> list[tuple[Agency, ...]]:
    """The agencies as they are enumerated: those that only a comma or "và" stands between are one group."""
    groups: list[tuple[Agency, ...]] = []
    for agency in agencies:
        if groups and _JOINT.fullmatch(folded(text[groups[-1][-1].span.end : agency.span.start]) + " "):
            groups[-1] = (*groups[-1], agency)
        else:
            groups.append((agency,))
    return groups


def _made(agencies: Iterable[Agency], origin: Origin) -> tuple[Party, ...]:
    by_key: dict[str, Party] = {}
    for agency in agencies:
        by_key.setdefault(agency.key, party(agency, origin))
    return tuple(by_key.values())
