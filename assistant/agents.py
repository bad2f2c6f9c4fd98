"""Who: the agency or person that a unit makes responsible, from its words or from the heading it stands under."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.prepared import PreparedUnit
from assistant.query import Query
from corpus.agencies import Agency, find_agencies
from corpus.folding import folded
from corpus.tokens import tokens
from corpus.types import Document, Section, Span

_ACTS = re.compile(
    r"^[\s,:;]*(?:là (?:cơ quan|đơn vị) )?(?:chủ trì|chịu trách nhiệm|có trách nhiệm|chỉ đạo|đôn đốc|tham mưu"
    r"|phải|đảm bảo|bảo đảm|thực hiện|tổ chức|hướng dẫn|theo dõi|xây dựng|phối hợp)"
)
_DUTY = re.compile(
    r"^(?:[-+–•*]|[a-zđ]\)|\d+[.)])?\s*(?:chủ trì|phối hợp|chịu trách nhiệm|có trách nhiệm|chỉ đạo|đôn đốc"
    r"|tham mưu|đảm bảo|bảo đảm|thực hiện|tổ chức|hướng dẫn"
    r"|theo dõi|xây dựng|cân đối|thẩm định|tổng hợp|kiểm tra|trực tiếp|triển khai|báo cáo|đề xuất|rà soát|cấp"
    r"|bố trí|quản lí|tăng cường|phát huy|lập|đẩy mạnh|tiếp tục|là)\b"
)  # a sentence that begins with a duty leaves its subject to the heading
_GIVEN = re.compile(
    r"(?:giao(?: cho)?|do|gửi(?: về)?|gửi cho|cơ quan thường trực|thường trực|phát huy vai trò[^.;]{0,30}"
    r"|trực thuộc)\s*:?\s*$",
    re.IGNORECASE,
)
_HEADING_SHARE = 0.55  # of a heading that the agency's name must fill
_ASKED_SHARE = 0.8  # of an agency's name that stands in a question which asks about that agency


@dataclass(frozen=True, slots=True)
class Agent:
    """Who, as said, and where the name stands."""

    name: str
    span: Span


def choose_agent(query: Query, unit: PreparedUnit) -> Agent | None:
    """The agency that answers; None where neither the unit nor its headings name one."""
    document, span = unit.document, unit.unit.span
    inside = [a for a in find_agencies(document.text, span) if not _asked(query, a, document)]
    heading = heading_agent(document, unit)
    if query.body is not None and (fitting := [a for a in inside if a.key.startswith(f"{query.body} ")]):
        inside = fitting
    if heading is not None and _DUTY.match(folded(unit.text[:60])):
        return heading
    subject = _subject(document.text, span, inside)
    if subject is not None:
        return Agent(_said(document.text, subject), subject.span)
    if heading is not None:
        return heading
    if not inside:
        return None
    return Agent(_said(document.text, inside[0]), inside[0].span)


def heading_agent(document: Document, unit: PreparedUnit) -> Agent | None:
    """The agency that a heading above the unit is the name of, the innermost one."""
    path = document.sections[unit.unit.section].path
    for ordinal in range(unit.unit.section, -1, -1):
        section = document.sections[ordinal]
        if section.heading is None or path[: len(section.path)] != section.path:
            continue
        if agencies := agencies_of_heading(document, section):
            whole = Span(agencies[0].span.start, agencies[-1].span.end)
            return Agent(_tidy_heading(whole.of(document.text)), whole)
        if len(section.path) <= 1:
            break
    return None


def agencies_of_heading(document: Document, section: Section) -> list[Agency]:
    """The agencies whose name a section's heading is; none where it says something else too."""
    if section.heading is None:
        return []
    found = list(find_agencies(document.text, section.heading))
    return found if sum(len(a.span) for a in found) >= _HEADING_SHARE * len(section.heading) else []


def _subject(text: str, span: Span, agencies: list[Agency]) -> Agency | None:
    """The agency that acts: before a verb of duty at the start of a clause, or after "giao"."""
    for agency in agencies:
        before, after = text[span.start : agency.span.start], text[agency.span.end : span.end]
        if _GIVEN.search(before) or (
            _ACTS.match(folded(after[:60])) and not re.search(r"phối hợp\s+(?:với\s+)?(?:các\s+)?$", before)
        ):
            return agency
    return None


def _asked(query: Query, agency: Agency, document: Document) -> bool:
    """Whether the question itself names the agency, which then is not its answer."""
    asked = {token.bare for token in tokens(query.question)}
    name = [t.bare for t in tokens(agency.span.of(document.text))]
    return len(name) > 2 and sum(word in asked for word in name) >= _ASKED_SHARE * len(name)


def _said(text: str, agency: Agency) -> str:
    return " ".join(agency.span.of(text).split())


def _tidy_heading(text: str) -> str:
    return " ".join(text.split()).rstrip(".:; ")
