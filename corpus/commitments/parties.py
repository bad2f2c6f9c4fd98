"""Parties: who leads, who supports and who gets the report, from a clause or from the heading above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.agencies import Agency, find_agencies
from corpus.commitments.types import Origin, Party
from corpus.commitments.wording import said, spaced
from corpus.folding import folded
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
    r"|đối với|riêng)"
    r"(?: cho)? |(?:(?:hàng|hằng) (?:năm|quí|tháng|tuần)|định kì[^,]{0,20}|nếu[^;]{3,60}|căn cứ[^,;]{3,120}"
    r"|trên cơ sở[^,;]{3,120}|trong[^,;]{3,80}"
    r"|(?:đến|hết|từ|trước|giai đoạn)[^,;]{3,40}|khi[^,;]{3,60}), ?|định kì (?:0?\d+ tháng|(?:hàng"
    r"|hằng) \w+),? ?)*(?:trách nhiệm (?:của )?)?"
)
_ACTS = re.compile(
    r"[\s,:;]*(?:\([^)]{0,80}\)\s*)?:?\s*(?:(?:là (?:cơ quan|đơn vị)|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ"
    r"|phải|cần|được giao"
    r"|được phân công|chủ động|tiếp tục|thường xuyên|tích cực|tăng cường|đẩy mạnh|ưu tiên|kịp thời|tập trung|trực tiếp"
    r"|khẩn trương|nghiêm túc) )*(?:chủ trì|là đầu mối|làm đầu mối|đầu mối|chịu|chỉ đạo|đôn đốc|tham mưu|đảm bảo"
    r"|bảo đảm|thực hiện"
    r"|tổ chức|hướng dẫn|theo dõi|xây dựng|phối (?:kết )?hợp|thẩm định|tổng hợp|kiểm tra|giám sát|cân đối|bố trí"
    r"|quản lí"
    r"|rà soát|lập|triển khai|cung cấp|tiếp nhận|vận hành|đánh giá|báo cáo|họp|ban hành|tuyên truyền|phổ biến"
    r"|đào tạo|cử"
    r"|đề xuất|trình|căn cứ|tự|xác định|tăng cường|đẩy mạnh|ưu tiên|chủ động|tiếp tục|phát huy|tham gia|hỗ trợ"
    r"|cập nhật|gửi"
    r"|sử dụng|nghiên cứu|xem xét|quyết định|phê duyệt|huy động|lồng ghép|nâng cao|phân công|khai thác|thường xuyên"
    r"|quan tâm"
    r"|có trách nhiệm|chịu trách nhiệm|phải|cần|khuyến khích|vận động|thống nhất|bám sát|duy trì|đưa|hoàn thành|đăng kí"
    r"|quán triệt|nghiêm túc|kịp thời|tập trung|trực tiếp|tích cực|hoàn thiện|nâng cấp|đầu tư|công bố|công khai"
    r"|chuyển|trên cơ sở)\b"
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
)
_TO_ORGANISE = re.compile(
    r"tổ chức (?:triển khai )?thực hiện|phân công|trách nhiệm|tổ chức triển khai|thực hiện kế hoạch"
)
_GROUPS = re.compile(
    r"(?:đề nghị |khuyến khích |đối với )?(?:các |những )?(?:doanh nghiệp|cơ sở|tổ chức|đơn vị|trường|hội|hiệp hội"
    r"|hợp tác xã|nhà (?:trường|đầu tư|thầu|máy|cung cấp)|chủ (?:tịch|đầu tư|rừng|hộ|cơ sở)"
    r"|thành viên|cá nhân|cơ quan|tập đoàn|tổng công ti|công ti|ban|đoàn|liên|lực lượng|cấp ủy|thủ trưởng|địa phương"
    r"|phòng|viện"
    r"|báo|đài|trung tâm|văn phòng|ngân hàng|tòa)\b"
)
_ASKED = re.compile(r"(?:Đề nghị|Khuyến khích|Đối với|Giao|Yêu cầu)\s+")
_HEADING_SHARE = 0.55  # of a heading that names must fill for it to be the heading of an agency
_VALUE_SHARE = 0.5  # of the value of a label; where names fill less, it is a sentence
_LONGEST_NAME = 110


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
        elif not lead and _OPENING.fullmatch(before + " ") and _ACTS.match(behind):
            lead = group
        elif _DO.search(before[-20:]) and _LEADS.match(behind):
            lead = lead or group
        elif not recipient and _SENT_TO.search(before[-200:]):
            recipient += group
    return Parties(_made(lead, origin), _made(supporting, origin), _made(recipient, origin))


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


def listed(text: str, span: Span, origin: Origin) -> tuple[Party, ...]:
    """All the agencies of a cell or of the value of a label; its words where no agency is known by them."""
    agencies = _named(text, span)
    if agencies and sum(len(a.span) for a in agencies) < _VALUE_SHARE * len(span):
        inside = parties_in(text, span, origin)
        return inside.lead or _made(_groups(text, agencies)[0], origin)
    found = _made(agencies, origin)
    words = " ".join(span.of(text).split()).strip(" .;,-–")
    if found or not words or len(words) > _LONGEST_NAME:
        return found
    return (Party(words, folded(words), span, origin),)


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
    if agencies and sum(len(a.span) for a in agencies) >= _HEADING_SHARE * len(body):
        return _made(agencies, Origin.HEADING)
    above = folded(" ".join(section.path[:-1]))
    words = " ".join(body.of(text).split()).rstrip(" .:;")
    if not _TO_ORGANISE.search(above) or len(words) > _LONGEST_NAME:
        return ()
    if agencies and agencies[0].span.start <= body.start + len("các "):
        return _made(_groups(text, agencies)[0], Origin.HEADING)
    if not _GROUPS.match(folded(words)):
        return ()
    return (Party(words[:1].upper() + words[1:], folded(words), body, Origin.HEADING),)


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
