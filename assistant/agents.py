"""Who: the agency or person that a unit makes responsible, from its words or from the heading it stands under."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.involvement import Role
from assistant.prepared import PreparedUnit
from assistant.query import Query, plain
from assistant.subjects import responsible
from corpus.agencies import Agency, find_agencies, find_agencies_english
from corpus.duties import VERBS
from corpus.folding import folded
from corpus.tokens import tokens
from corpus.types import Document, Section, Span

_ACTS = re.compile(
    r"^[\s,:;]*(?:là (?:cơ quan|đơn vị) |được (?:giao|phân công) (?:[^\W\d_]+ ){0,2}?)?"
    rf"(?:chịu trách nhiệm|có trách nhiệm|phải|{VERBS})\b"
)
_DUTY = re.compile(
    rf"^(?:[-+–•*]|[a-zđ]\)|\d+[.)])?\s*(?:chịu trách nhiệm|có trách nhiệm|trực tiếp|là|{VERBS})\b"
)  # a sentence that begins with a duty leaves its subject to the heading
_GIVEN = re.compile(
    r"(?:giao(?: cho)?|do|gửi(?: về)?|gửi cho|cơ quan thường trực|thường trực|phát huy vai trò[^.;]{0,30}"
    r"|trực thuộc)\s*:?\s*$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:^|[.;:,]|\b(?:còn|giao|do|và|riêng))\s*$")  # what a clause with a subject of its own follows
_LEADS = re.compile(r"[\s,:;(]*(?:là (?:cơ quan|đơn vị) )?(?:chủ trì|chịu trách nhiệm|làm đầu mối|đầu mối)")
_ASKS_WHO_LEADS = re.compile(r"\b(?:chu tri|dau moi|chiu trach nhiem|phu trach)\b|\blead")
_WITH = re.compile(
    r"phối (?:kết )?hợp (?:[^\W\d_]+ ){0,3}?(?:với|cùng)(?: các| những)?"
    r"(?:[ ,]+(?:sở|ban|ngành|bộ|cơ quan|đơn vị))*[\s:]*$"
    r"|phối hợp[\s:]*$|\bcùng(?: với)?(?: các| những)?[\s:]*$"
)
_SUPPORTS = re.compile(r"[\s,]*(?:(?:có|chịu) trách nhiệm )?(?:cùng )?(?:phối (?:kết )?hợp|hỗ trợ)\b")
_ONLY_SUPPORTS = re.compile(r"(?:[-+–•*]|[a-zđ]\)|\d+[.)])?\s*(?:phối (?:kết )?hợp|hỗ trợ)\b")
_SENT_TO = re.compile(
    r"(?:báo cáo|báo(?! chí| đài)|đề nghị|gửi|phản ánh|kiến nghị|đề xuất|(?<!qui )(?<!chương )(?<!lộ )trình|nộp"
    r"|thông báo)\b[^.;]{0,70}?"
    r"(?:(?:về|cho|đến|tới|lên|với|qua|gửi|trình)(?: các)?\s*\(?|cáo|báo|nghị|ánh|gửi|trình)\s*$"
)
_COLLECTIVE = re.compile(
    r"(?:[-+–•*]|[a-zđ]\)|\d+[.)])?\s*(?:(?:hai|ba|bốn|năm|các|những) )?(?:sở|bộ|cơ quan|đơn vị|phòng|ban)"
    r"(?: này| trên| nói trên)? (?:giữ|chủ trì|có|chịu|cùng|phối hợp|tham mưu|cân đối|phải|thực hiện|bố trí"
    r"|hướng dẫn|tổng hợp|chủ động)\b"
)  # a subject that only the heading names
_OFFICE_ASKED = re.compile(r"\b(?:co quan|don vi|to) (thuong truc|dau moi|chu quan)\b")
_OFFICES = {
    "thuong truc": re.compile(r"[\s,(]*(?:là )?(?:cơ quan|đơn vị|tổ) thường trực\b"),
    "dau moi": re.compile(r"[\s,(]*(?:là |làm )?(?:cơ quan |đơn vị )?đầu mối\b"),
    "chu quan": re.compile(r"[\s,(]*(?:là )?(?:cơ quan|đơn vị) chủ quản\b"),
}
_JOINT = re.compile(r"\s*[,;]?\s*(?:và|cùng|hoặc|cùng với)?\s*")
_GENERAL = frozenset({"cơ", "đơn", "tổ", "địa", "cá"})  # first syllables of keys that name no one in particular
_HEADING_SHARE = 0.55  # of a heading that the agency's name must fill
_ASKED_SHARE = 0.8  # of an agency's name that stands in a question which asks about that agency


@dataclass(frozen=True, slots=True)
class Agent:
    """Who, as said, and where the name stands."""

    name: str
    span: Span


def choose_agent(query: Query, unit: PreparedUnit) -> Agent | None:
    """The agency that answers in the role asked for; None where neither the unit nor its headings name one."""
    document, span = unit.document, unit.unit.span
    text = document.text
    inside = [a for a in find_agencies(text, span) if not _asked(query, a, document)]
    heading = heading_agent(document, unit)
    office = _OFFICE_ASKED.search(plain(query.text))
    if office is not None and (holding := _holding(text, span, _OFFICES[office[1]], inside)) is not None:
        return _agent(text, holding)
    if heading is not None and is_collective(unit):
        return heading
    if query.body is not None and (fitting := [a for a in inside if a.key.startswith(f"{query.body} ")]):
        inside = fitting
    if query.role is Role.RECIPIENT and (told := _recipient(text, span, inside)) is not None:
        return _agent(text, told)
    begins_with_duty = _DUTY.match(folded(unit.text[:60])) is not None
    if query.role is Role.SUPPORT and (helping := _supporting(text, span, inside, begins_with_duty)) is not None:
        return _agent(text, helping)
    if query.role is Role.SUPPORT and heading is not None and _names_asked(query, heading.name):
        heading = None
    if heading is not None and begins_with_duty:
        return heading
    subject = _subject(query, text, span, inside)
    if subject is not None:
        return _agent(text, subject)
    if heading is not None:
        return heading
    return _agent(text, inside[0].span) if inside else None


def is_collective(unit: PreparedUnit) -> bool:
    """Whether a unit names its subject only as "Hai sở", "Sở": the heading says which."""
    return _COLLECTIVE.match(folded(unit.text[:60])) is not None


def _holding(text: str, span: Span, office: re.Pattern[str], agencies: Sequence[Agency]) -> Span | None:
    """Who is said to hold an office right behind the name ("Sở A, cơ quan thường trực của ...")."""
    held = (a.span for a in agencies if office.match(folded(text[a.span.end : min(span.end, a.span.end + 60)])))
    return next(held, None)


def parties(text: str, span: Span, role: Role) -> Span | None:
    """Of the value of a label, who has a role, where it tells of several ("Sở A chủ trì, phối hợp với Sở B")."""
    agencies = list(find_agencies(text, span))
    if role is Role.SUPPORT:
        return _supporting(text, span, agencies, begins_with_duty=False)
    leading = [group for group in _groups(text, agencies) if _LEADS.match(folded(text[group.end : group.end + 60]))]
    return leading[0] if leading else None


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


def _subject(query: Query, text: str, span: Span, agencies: Sequence[Agency]) -> Span | None:
    """Who acts: before a verb of duty at the start of a clause, or after "giao".

    Of several the one whose clause has most of the question's words.
    """
    acting = []
    groups = _groups(text, agencies)
    for group in groups:
        before, after = text[span.start : group.start], folded(text[group.end : min(span.end, group.end + 60)])
        if _GIVEN.search(before) or (_ACTS.match(after) and not _WITH.search(folded(before[-60:]))):
            acting.append(group)
    named = [agency.span for agency in agencies if agency.key.split()[0] not in _GENERAL]
    for subject in responsible(text, span):
        if any(subject.overlap(name) for name in named) or _names_asked(query, subject.of(text)):
            continue
        acting = [group for group in acting if not group.overlap(subject)]
        acting.append(subject)
    if len(acting) < 2:
        return acting[0] if acting else None
    acting.sort()
    acting = [acting[0], *(one for one in acting[1:] if _OPENS.search(folded(text[span.start : one.start])))]
    ends = [following.start for following in acting[1:]] + [span.end]
    if _ASKS_WHO_LEADS.search(plain(query.question)):  # "Sở A chủ trì, Sở B giúp làm việc C": A leads C
        ends = [
            span.end if _leads_what_follows(text, Span(one.end, end)) else end
            for one, end in zip(acting, ends, strict=True)
        ]
    met = [_met(query, Span(one.start, end).of(text)) for one, end in zip(acting, ends, strict=True)]
    return acting[met.index(max(met))]


def _leads_what_follows(text: str, behind: Span) -> bool:
    """Whether a clause says of its agency that it leads, but not what: that stands at the end of the sentence."""
    said = folded(behind.of(text))
    leads = _LEADS.match(said)
    return leads is not None and not any(char.isalpha() for char in said[leads.end() :])


def _groups(text: str, agencies: Sequence[Agency]) -> list[Span]:
    """The agencies as they are enumerated: those that only a comma or "và" stands between are one."""
    groups: list[Span] = []
    for agency in agencies:
        if groups and _JOINT.fullmatch(folded(text[groups[-1].end : agency.span.start])):
            groups[-1] = Span(groups[-1].start, agency.span.end)
        else:
            groups.append(agency.span)
    return groups


def _supporting(text: str, span: Span, agencies: Sequence[Agency], begins_with_duty: bool) -> Span | None:
    """Who supports: behind "phối hợp với", unless the clause only says that its own subject does so."""
    behind, subjects = [], []
    for group in _groups(text, agencies):
        before = folded(text[span.start : group.start])
        if _WITH.search(before[-60:]):
            behind.append(group)
        elif _SUPPORTS.match(folded(text[group.end : min(span.end, group.end + 60)])):
            subjects.append(group)
    if begins_with_duty and _ONLY_SUPPORTS.match(folded(text[span.start : span.start + 60])):
        return None  # who the heading names supports
    return next(iter([*subjects, *behind]), None)


def _recipient(text: str, span: Span, agencies: Sequence[Agency]) -> Span | None:
    """To whom something is reported or sent."""
    return next((a.span for a in agencies if _SENT_TO.search(folded(text[span.start : a.span.start])[-90:])), None)


def _met(query: Query, clause: str) -> float:
    inside = {token.bare for token in tokens(clause)}
    return sum(term.weight for term in query.terms if not term.pair and term.bare in inside)


def _asked(query: Query, agency: Agency, document: Document) -> bool:
    """Whether the question itself names the agency, which then is not its answer."""
    if query.english and any(named.key == agency.key for named in find_agencies_english(query.question)):
        return True
    return _names_asked(query, agency.span.of(document.text))


def _names_asked(query: Query, written: str) -> bool:
    asked = {token.bare for token in tokens(query.question)}
    name = [t.bare for t in tokens(written)]
    return len(name) > 2 and sum(word in asked for word in name) >= _ASKED_SHARE * len(name)


def _agent(text: str, span: Span) -> Agent:
    return Agent(" ".join(span.of(text).split()), span)


def _tidy_heading(text: str) -> str:
    return " ".join(text.split()).rstrip(".:; ")
