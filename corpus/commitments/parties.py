"""Parties: who leads, who supports and who gets the report, from a clause or from the heading above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.agencies import Agency, find_agencies
from corpus.commitments.collectives import AND_OTHERS, LONGEST_NAME, helpers_in
from corpus.commitments.types import Origin, Party
from corpus.commitments.wording import said, spaced
from corpus.duties import ADVERBS, VERBS
from corpus.folding import folded
from corpus.markers import marker_of
from corpus.types import Span


@dataclass(frozen=True, slots=True)
class Parties:
    """Who leads, who supports and who is reported to."""

    lead: tuple[Party, ...] = ()
    supporting: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()


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
_GIVES = re.compile(r"\bgiao(?: cho)?\s*(?:các\s*)?$")  # behind another agency: what that one has them do, in passing
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
    r"|báo cáo (?:kết quả|tình hình)(?: thực hiện| triển khai)?\s*$"
    r"|báo cáo(?:,| và) (?:đề nghị|đề xuất|kiến nghị)(?: kịp thời)?\s*$"
)
_PREFIX_SHARE = 0.55  # of what stands before a colon that names must fill for it to say who
_BEFORE = 1_000  # code points before a party in which it is said what it has to do


def party(agency: Agency, origin: Origin) -> Party:
    """An agency as a party."""
    name = spaced(agency.name)
    return Party(name[:1].upper() + name[1:], agency.key, agency.span, origin)


def parties_in(text: str, clause: Span, origin: Origin) -> Parties:
    """The parties that a clause names: its subject, who it is done with, and who gets the report."""
    agencies = named(text, clause)
    groups = enumerated(text, agencies)
    lead: tuple[Agency, ...] = ()
    supporting: list[Agency] = []
    recipient: list[Agency] = []
    for number, group in enumerate(groups):
        start = max(clause.start, group[0].span.start - _BEFORE)
        before = said(text, Span(start, group[0].span.start))
        opens = start == clause.start and _OPENING.fullmatch(before + " ")
        end = _end_of_name(text, groups, number)
        behind = said(text, Span(end, min(clause.end, max(end, end + 90))))
        if _WITH.search(before[-80:]):
            supporting += group
        elif not lead and opens and (_ACTS.match(behind) or AND_OTHERS.match(behind)):
            lead = group
        elif _DO.search(before[-20:]) and _LEADS.match(behind) and not _in_passing(before, number):
            lead = lead or group
        elif not recipient and _SENT_TO.search(before[-200:]):
            recipient += group
    helped = made(supporting, origin) or helpers_in(text, clause, origin)
    return Parties(made(lead, origin), helped, made(recipient, origin))


def _in_passing(before: str, number: int) -> bool:
    """Whether who is behind "do" or "giao" is told in passing: of the thing a duty is about, or by another agency."""
    return (number > 0 and _GIVES.search(before[-20:]) is not None) or (
        _ACTS.match(before) is not None and before.endswith(("do ", "do các ", "do", "do các"))
    )


def _end_of_name(text: str, groups: Sequence[tuple[Agency, ...]], number: int) -> int:
    """Where a group ends, with whom it belongs to ("Các sở thuộc Ủy ban nhân dân tỉnh")."""
    end = groups[number][-1].span.end
    if number + 1 < len(groups):
        other = groups[number + 1]
        if folded(text[end : other[0].span.start]) in ("thuộc", "trực thuộc"):
            return other[-1].span.end
    return end


def leader_of(text: str, lead: Span) -> tuple[Party, ...]:
    """Who a line that introduces others makes responsible: "Giao Sở Tài chính:", "Sở X có trách nhiệm:"."""
    for group in enumerated(text, named(text, lead)):
        before = folded(text[lead.start : group[0].span.start])
        behind = folded(text[group[-1].span.end : lead.end])
        if _OPENING.fullmatch(before + " ") and (
            not behind.strip(" :.") or _ACTS.match(behind) or behind.startswith(":")
        ):
            return made(group, Origin.LEAD)
    return ()


def prefix_of(text: str, block: Span) -> tuple[tuple[Party, ...], int] | None:
    """Who a block begins with before a colon ("d) Văn phòng UBND tỉnh: Chủ trì ..."), and where the duty begins."""
    marker = marker_of(text, block.start, block.end)
    start = marker.body if marker else block.start
    colon = text.find(":", start, min(block.end, start + 3 * LONGEST_NAME))
    if colon < 0:
        return None
    head = Span(start, colon)
    agencies = named(text, head)
    if not agencies or sum(len(a.span) for a in agencies) < _PREFIX_SHARE * len(head):
        return None
    return made(agencies, Origin.SENTENCE), colon + 1


def acts(said: str) -> bool:
    """Whether folded words begin with what somebody does."""
    return _ACTS.match(said) is not None


def named(text: str, span: Span) -> tuple[Agency, ...]:
    """The agencies in a span."""
    return find_agencies(text, span) if len(span) else ()  # an empty span would mean the whole text


def enumerated(text: str, agencies: Sequence[Agency]) -> list[tuple[Agency, ...]]:
    """The agencies as they are enumerated: those that only a comma or "và" stands between are one group."""
    groups: list[tuple[Agency, ...]] = []
    for agency in agencies:
        if groups and _JOINT.fullmatch(folded(text[groups[-1][-1].span.end : agency.span.start]) + " "):
            groups[-1] = (*groups[-1], agency)
        else:
            groups.append((agency,))
    return groups


def made(agencies: Iterable[Agency], origin: Origin) -> tuple[Party, ...]:
    """Agencies as parties, each once."""
    by_key: dict[str, Party] = {}
    for agency in agencies:
        by_key.setdefault(agency.key, party(agency, origin))
    return tuple(by_key.values())
