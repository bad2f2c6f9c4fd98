"""Promise requests: what of the register a question asks for, where it asks for all rows of a kind.

"Những chỉ tiêu nào đến 2020?", "Sở Tài chính phải làm gì?", "liệt kê các dự án của Sở Y tế và kinh phí", "ai phải báo
cáo gì, bao lâu một lần". What asks for one value, one duty or one person is left to the ranking.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.cards import Card
from assistant.duties import asked_agency
from assistant.kinds import Wanted
from assistant.query import YEAR, Query, plain
from corpus.agencies import Agency, find_agencies, find_agencies_english
from corpus.commitments.types import Kind
from corpus.figures import FigureKind, find_figures
from corpus.folding import bare, folded
from corpus.tokens import Token, tokens
from corpus.types import Span

_EVERY = (
    r"(?:nhung|cac|moi|tung|tat ca|toan bo|liet ke|danh sach|thong ke|tong hop|ke ra|ke ten|bao nhieu|may"
    r"|list|which|what|all|every|each|show)"
)
_GOALS = r"(?:chi tieu|muc tieu|targets?|goals?)"
_TASKS = r"(?:nhiem vu|cong viec|dau viec|phan viec|viec|tasks?|duties)"
_PROJECTS = r"(?:du an|tieu du an|de an|hang muc|khoan|nhiem vu|cong trinh|projects?)"
_MONEY = r"(?:kinh phi|so tien|tien|von|ngan sach|du toan|chi phi|budgets?|costs?|amounts?|funding|money)"
_TARGETS_ASKED = re.compile(
    rf"\b{_EVERY}\b.{{0,24}}\b{_GOALS}\b|\b{_GOALS}\b(?! (?:nay|do|ay)\b).{{0,40}}(?<!\bkhi )(?<!\bluc )\b(?:nao|gi)\b"
    rf"|^{_GOALS}\b(?!.*\bbao nhieu\b)"
)
_TASKS_ASKED = re.compile(rf"\b{_EVERY}\b.{{0,16}}\b{_TASKS}\b|\b{_TASKS}\b (?:nao|gi)\b")
_PROJECTS_ASKED = re.compile(
    rf"\b{_EVERY}\b.{{0,20}}\b{_PROJECTS}\b.*\b(?:va|cung|kem|voi|and|with|,)\b.{{0,24}}\b{_MONEY}\b"
    rf"|\b{_MONEY}\b.{{0,16}}\b(?:tung|moi|each|every)\b.{{0,12}}\b{_PROJECTS}\b"
    rf"|\b{_EVERY}\b.{{0,20}}\b{_PROJECTS}\b.*\b(?:het|ton|can|cap|duoc|moi|tung)\b.{{0,24}}\bbao nhieu\b"
)
_REPORTS_ASKED = re.compile(
    r"\bai\b.{0,16}\bbao cao\b.{0,12}\b(?:gi|cho ai|bao lau|khi nao|the nao)\b"
    r"|\b(?:nhung|cac|liet ke|danh sach)\b.{0,16}\bbao cao\b(?: \w+){0,2} (?:nao|gi)\b"
    r"|\bbao cao (?:nhung )?gi\b|\b(?:nhung|cac) (?:ai|co quan|don vi|so nganh)(?: nao)?.{0,16}\bbao cao\b"
    r"|\b(?:che do|lich|nghia vu|trach nhiem) (?:thong tin )?bao cao\b"
    r"|\b(?:which|what) reports?\b|\bwho (?:must|has to|have to|should|needs to) reports?\b|\breporting duties\b"
)
_EXTREME = re.compile(
    r"\b(?:nhieu|it|lon|nho|cao|thap|dat|re|kem|sau|gan|som|muon|nang) (?:\w+ )?nhat\b|\b(?:most|least)\b"
)
_DONE_BY = re.compile(
    r"\b(?:den|toi|het|truoc|cuoi|phai dat|cham nhat|muon nhat|tre nhat|xong|hoan thanh|han|by|before|until|due)\b"
)
_UNTIL = re.compile(r"\b(?:truoc|den|toi|cham nhat|muon nhat|tre nhat|by|before|until)\b")  # not only in it
_QUARTER = re.compile(r"\bqu[yi] (i{1,3}|iv|[1-4])\b|\bq ?([1-4])\b")
_PART = re.compile(r"\b(?:Q[1-4]|(?:qu[ýy]|th[áa]ng) ?(?:\d{1,2}|[IV]{1,3}))\b", re.IGNORECASE)
_MONTH = re.compile(r"\bthang (0?[1-9]|1[0-2])\b")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_LATE = re.compile(r"\b(?:qua|tre|het|cham) (?:thoi )?han\b|\boverdue\b|\bpast (?:due|deadline)\b")
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)")
_OF_SEVERAL = re.compile(
    r"\b(?:cac|moi|nhung|tat ca|toan bo|all) (?:cac )?"
    r"(?:tinh|dia phuong|ke hoach|van ban|noi|tai lieu|plans|provinces)\b"
)
_NO_SUBJECT_TEXT = """
    liệt kê, danh sách, thống kê, tổng hợp, kể ra, ra, tên, chỉ tiêu, mục tiêu, cụ thể, kế hoạch, năm, đến, tới,
    hết, cuối, trước, giai đoạn, gồm, đặt ra, đặt, đề ra, phải, đạt, toàn bộ, tất cả, tỉnh, thành phố, địa phương,
    nêu, hoàn thành, xong, thời hạn, hạn, chậm nhất, muộn nhất, trễ nhất, vòng, trong, nhiệm vụ, công việc, đầu
    việc, phần việc, việc, dự án, tiểu dự án, đề án, hạng mục, khoản, kinh phí, số tiền, tiền, vốn, ngân sách, dự
    toán, chi phí, mỗi, từng, của, do, báo cáo, định kỳ, lâu, lần, chế độ, lịch, nghĩa vụ, trách nhiệm, thông tin
    báo cáo, cơ quan, đơn vị, sở, ngành, sở ngành, gửi, nộp, lập, ai, kèm theo, kèm, theo, cùng, với, văn bản, tài
    liệu, làm, thực hiện, triển khai, được, giao, chủ trì, phụ trách, tương ứng, mức, hàng năm, hằng năm, cần,
    chịu, nơi, lo, chi trả, tốn, cấp, quá hạn, trễ hạn, hết hạn, chậm, đã, tính đến, ngày, quyết định, chương trình,
    chủ yếu, chính, còn, nhà nước, chung, các, những, cho, list, targets, target, goals, goal, plan, plans, year,
    years, all, tasks, task, projects, project, reports, report, reporting, duties, show, each, every, budget,
    budgets, cost, costs, amount, amounts, funding, money, province, provinces, due, set, achieve, complete,
    completed, finish, finished, department, do, responsible, assigned, often, reach, reached, meet, met, hit,
    attain, attained, fulfil, fulfilled, deadline, program, programme, overdue
"""
_NO_SUBJECT = {
    marks: sorted(
        {tuple((form if marks else bare(form)).split()) for form in map(folded, _NO_SUBJECT_TEXT.split(","))},
        key=len,
        reverse=True,
    )
    for marks in (True, False)
}
_PAPERS = frozenset(bare("quyết định chương trình đề án").split())
_OF_PLAN = re.compile(
    r"\b(?:ke hoach|chuong trinh|de an|chien luoc|plan|programme?)(?: (?:ve|phat trien|trien khai|thuc hien|for|on))* $"
)


@dataclass(frozen=True, slots=True)
class Request:
    """Rows that are asked for: of these kinds, of an agency, due in these years, about a subject.

    `by` says that the last of `years` is a deadline rather than a year of the period; `subject` are the words that a
    row has to meet, `of_several` that the question speaks of plans in general, `named` that certain ones are meant.
    Before the day `past` the rows are due; `part` is a quarter, month or day of the year in which, or with `by` until
    which, they are ("2025-Q4").
    """

    kinds: tuple[Kind, ...]
    agency: Agency | None = None
    years: tuple[int, ...] = ()
    by: bool = False
    subject: tuple[Token, ...] = ()
    of_several: bool = False
    past: date | None = None
    named: bool = False
    part: str = ""

    @property
    def duties(self) -> bool:
        """Whether it is for all that an agency has to do."""
        return self.agency is not None and len(self.kinds) > 1

    @property
    def money(self) -> bool:
        """Whether it is for what things cost."""
        return self.kinds == (Kind.BUDGET,)


def find_request(query: Query, title: Collection[str]) -> Request | None:
    """What of the register a question asks for; None where it asks for something else.

    `title` are the bare words of what the documents that it may mean are called, which are no subject.
    """
    said = plain(query.question)
    agencies = find_agencies(query.question) or (find_agencies_english(query.question) if query.english else ())
    if len(agencies) > 1 or _EXTREME.search(said):
        return None
    agency = agencies[0] if agencies else None
    past = _day_of(query) if _LATE.search(said) and Wanted.WHO not in query.kinds else None
    years = () if past else tuple(sorted(map(int, query.years)))
    part = _part_of(query, years[0]) if len(years) == 1 else ""
    by = bool((_UNTIL if part else _DONE_BY).search(said)) and len(years) == 1
    subject = tuple(w for w in _others(query, agency) if w.bare not in title)
    kinds = _kinds(said, agency, dated=past is not None or bool(years and _DONE_BY.search(said)))
    if kinds == (Kind.TASK,) and part:  # a report that is due on a day is a task of that day
        kinds = (Kind.TASK, Kind.REPORTING)
    if kinds is None and past is not None:
        kinds = tuple(Kind)
    if kinds is None and agency is not None and asked_agency(query.question, query, _PAPERS.union(title)) is not None:
        kinds, subject = (Kind.TASK, Kind.BUDGET, Kind.REPORTING, Kind.TARGET), ()
    if kinds is None or (agency is not None and subject):
        return None
    return Request(kinds, agency, years, by, subject, bool(_OF_SEVERAL.search(said)), past, part=part)


def plans_meant(request: Request, query: Query, cards: Sequence[Card]) -> list[Card]:
    """The documents that the words behind "kế hoạch" name by their titles ("kế hoạch kinh tế số"); empty for none."""
    words = [word.bare for word in request.subject]
    if not words or not _OF_PLAN.search(plain(query.question[: request.subject[0].span.start])):
        return []
    return [card for card in cards if card.terms.issuperset(words)]


def _days(question: str) -> list[tuple[Span, str]]:
    """The days that a question names, in any notation, as ISO 8601 has them."""
    found = [(figure.span, figure.key) for figure in find_figures(question) if figure.kind is FigureKind.DATE]
    written = [(Span(*match.span()), match.group()) for match in _DAY.finditer(question)]
    return [*((span, key) for span, key in found if _DAY.fullmatch(key)), *written]


def _part_of(query: Query, year: int) -> str:
    """The day, quarter or month of the year that the question names, as deadlines are written; empty for none."""
    days = _days(query.question)
    if len(days) == 1:
        return days[0][1]
    said = plain(query.question)
    if quarter := _QUARTER.search(said):
        number = quarter[1] or quarter[2]
        return f"{year}-Q{_ROMAN.get(number, number)}"
    month = _MONTH.search(said)
    return f"{year}-{int(month[1]):02}" if month else ""


def _day_of(query: Query) -> date | None:
    """The day before which what is late was due: the date of the question, else the end of its one year."""
    days = _days(query.question)
    if len(days) == 1:
        return date.fromisoformat(days[0][1])
    return date(int(next(iter(query.years))), 12, 31) if len(query.years) == 1 else None


def _kinds(said: str, agency: Agency | None, *, dated: bool) -> tuple[Kind, ...] | None:
    """The kinds of rows that the wording asks for; what an agency has to do is asked in other words."""
    if _REPORTS_ASKED.search(said):
        return (Kind.REPORTING,)
    if _PROJECTS_ASKED.search(said):
        return (Kind.BUDGET,)
    if _TARGETS_ASKED.search(said):
        return (Kind.TARGET,)
    if agency is None and _TASKS_ASKED.search(said) and (dated or _OF_SEVERAL.search(said)):
        return (Kind.TASK,)
    return None


def _others(query: Query, agency: Agency | None) -> list[Token]:
    """The content words besides those that name the agency, a year or the kind of row."""
    days = [span for span, _ in _days(query.question)]
    parts = [Span(*match.span()) for match in _PART.finditer(query.question)]
    named = [*days, *parts, *([agency.span] if agency else []), *_cues(query)]
    return [
        word
        for word in query.words
        if not any(span.contains(word.span) for span in named) and not YEAR.fullmatch(word.form)
    ]


def _cues(query: Query) -> Iterator[Span]:
    """The words of a question that say what is asked of the register and not what about, the longest first."""
    found = tokens(query.question)
    forms = [token.form if query.marks else token.bare for token in found]
    at = 0
    while at < len(found):
        size = next((len(cue) for cue in _NO_SUBJECT[query.marks] if tuple(forms[at : at + len(cue)]) == cue), 0)
        if size:
            yield Span(found[at].span.start, found[at + size - 1].span.end)
        at += size or 1
