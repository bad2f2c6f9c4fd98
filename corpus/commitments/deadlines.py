"""Deadlines: by when or in which period something is promised, as the words around it say."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from unicodedata import is_normalized

from corpus.commitments.types import Deadline, Origin
from corpus.folding import Folded, fold, folded
from corpus.remembering import remembered
from corpus.types import Span

_Y = r"(?:19|20)\d{2}"
_RANGE = rf"(?P<first>{_Y}) ?(?:[-–,]|đến(?: hết)?(?: năm)?|và) ?(?:năm )?(?P<last>{_Y})(?![\d/])"
_DAY, _MONTH = r"(?P<day>0?[1-9]|[12]\d|3[01])", r"(?P<month>0?[1-9]|1[0-2])"
_DATE = rf"{_DAY} ?(?:[/.-]|tháng) ?{_MONTH} ?(?:(?:[/.-]|n[ăã]m) ?(?P<year>{_Y})(?!\d))?(?![\d/])"
_IN_MONTH = rf"tháng {_MONTH.replace('month', 'month2')} ?(?:/|n[ăã]m) ?(?P<year2>{_Y})(?!\d)"
_QUARTER = rf"quí (?P<quarter>i{{1,3}}v?|iv|[1-4]) ?(?:/|,? ?n[ăã]m)? ?(?P<year3>{_Y})(?!\d)"
_HALF = rf"(?P<half>6|06|sáu) tháng (?P<which>đầu|cuối) n[ăã]m (?P<year4>{_Y})(?!\d)"
_YEAR = rf"(?P<only>{_Y})(?![\d/]|\.\d)"
_NAMED = r"(?:n[ăã]m|giai đoạn|các năm|từ năm|từ) "
_TIME = rf"(?:{_HALF}|{_QUARTER}|{_IN_MONTH}|{_DATE}|(?:{_NAMED})?(?:{_RANGE})|(?:n[ăã]m )?{_YEAR})"
_BY = (
    r"(?:trước|đến|hết|chậm nhất|muộn nhất|trong|xong|vào|cuối|đầu|kể từ|từ|giai đoạn|thời hạn|thời gian|hoàn thành"
    r"|tới|ngay|riêng|sang|bắt đầu|của)"
)
_AFTER_CUE = re.compile(
    rf"(?<!\w){_BY}(?: (?:là|ngày|hết|cuối|đầu|khoảng|trước|trong|tháng|năm|vào|giai đoạn|các|thời điểm))* ?{_TIME}"
)
_AT_START = re.compile(rf"(?:^|[,;:(+•–-] ?|\bvà )(?:{_NAMED})(?:{_RANGE}|{_YEAR})")
_AT_END = re.compile(rf"(?<!\w)(?:n[ăã]m|giai đoạn) (?:{_RANGE}|{_YEAR})(?=\W*$)")
_ANY = re.compile(rf"(?<![\d/.,])(?:ngày )?{_TIME}")
_TITLE = re.compile(
    r"(?:kế hoạch|qui hoạch|đề án|chương trình|chiến lược|nghị quyết|quyết định|chỉ thị|công văn|thông tư|nghị định"
    r"|luật"
    r"|dự án|dự thảo|ngân sách|dự toán|phương án|tiêu chuẩn)"
    r"(?! này)[^;:.]*$"
)  # what follows is part of a name ("Kế hoạch phát triển kinh tế giai đoạn 2016-2020")
_BREAKS_TITLE = re.compile(
    r", (?:phấn đấu|đến|đảm bảo|bảo đảm|hoàn thành|trước|trong|chậm nhất)\b|trước ngày|chậm nhất|\bđạt\b.* vào "
)
_REPEATED = re.compile(
    rf"(?:trước|vào|đến|chậm nhất)(?: là)?(?: ngày)? {_DAY} ?(?:/|tháng) ?{_MONTH},? ?(?:của )?(?:(?:hàng|hằng|mỗi) năm"
    r"|năm (?:tiếp theo|sau|liền kề))"
)
_MONTHLY = re.compile(rf"tháng {_MONTH},? ?(?:của )?(?:hàng|hằng|mỗi) năm")
_YEARLY = re.compile(r"(?:hàng|hằng|mỗi) năm")
_OF_DOCUMENT = re.compile(r"(?:/[a-zđ][\w-]*|số [\d/]+\S*|\bngày)(?: (?:của|ngày).{0,40})?,? ?$")
_STRONG = ("trước", "chậm nhất", "muộn nhất", "trong", "xong", "hết")  # no part of a name
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_IN_HEADING = re.compile(rf"(?:n[ăã]m|giai đoạn|đến|hết|từ|trong) (?:n[ăã]m )?(?:{_RANGE}|{_YEAR})")
_ALONE = re.compile(rf"\W*(?:(?:đến|hết|trong|từ) )*(?:{_NAMED})?(?:{_RANGE}|{_YEAR})\W*")
_BEGINNING = re.compile(r"từ (?:n[ăã]m )?\d{4}(?! ?(?:[-–]|đến))")
_LEADING = re.compile(r"[\s,;:(+•–-]+")
_DIGIT = re.compile(r"\d")  # no time is written without one
_CITED = re.compile(r"(?:quyết định|nghị quyết|công văn|thông tư|/)[^;:]*$")
_PLAN = re.compile(rf"({_Y})(?:-({_Y}))?")


@remembered(1 << 10)  # often a clause is the whole sentence
def deadline_in(text: str, within: Span, origin: Origin, year: str | None = None) -> Deadline | None:
    """The deadline or period that `within` states in words; None where its years only name something.

    `year` completes a day without one ("trước ngày 30/6").
    """
    piece = within.of(text)
    if not _DIGIT.search(piece):
        return None
    copy = fold(piece)
    if repeated := _REPEATED.search(copy.text) or _MONTHLY.search(copy.text):
        return Deadline(_month_day(repeated), origin, _at(copy, repeated, within))
    for match in _candidates(copy.text):
        value = _value(match, year)
        if value is None and match.group("day") and _YEARLY.search(copy.text):
            value = _month_day(match)
        if value is not None:
            return Deadline(value, origin, _at(copy, match, within))
    return None


def deadline_of(text: str, within: Span, origin: Origin, year: str | None = None) -> Deadline | None:
    """The deadline that a whole cell, label or heading is about: any date or year of it."""
    copy = fold(within.of(text))
    if repeated := _REPEATED.search(copy.text) or _MONTHLY.search(copy.text):
        return Deadline(_month_day(repeated), origin, _at(copy, repeated, within))
    found = [(value, match) for match in _ANY.finditer(copy.text) if (value := _value(match, year)) is not None]
    if not found:
        return None
    return Deadline(found[0][0], origin, _at(copy, found[0][1], within))


def period_of_heading(text: str, heading: Span) -> Deadline | None:
    """The period that a heading gives to all that stands under it ("b) Giai đoạn 2018 - 2020", "năm 2014")."""
    copy = fold(heading.of(text))
    for match in _IN_HEADING.finditer(copy.text):
        if not _CITED.search(copy.text[: match.start()]):
            value = _value(match, None)
            if value is not None:
                return Deadline(value, Origin.HEADING, _at(copy, match, heading))
    return None


def period_of_plan(period: str | None, span: Span | None) -> Deadline | None:
    """The period of the plan as a deadline ("2016-2020" is 2016/2020)."""
    found = _PLAN.fullmatch(period) if period else None
    return Deadline("/".join(filter(None, found.groups())), Origin.PLAN, span) if found else None


def last_day(value: str) -> str:
    """The last day of a deadline in ISO 8601, to compare with a date; a day of every year has none."""
    if value.startswith("--"):
        return ""
    last = value.rsplit("/", 1)[-1]
    if "Q" in last:
        year, quarter = last.split("-Q")
        last = f"{year}-{int(quarter) * 3:02}"
    if len(last) == len("2031"):
        return f"{last}-12-31"
    if len(last) == len("2031-09"):
        year, month = last.split("-")
        return f"{last}-{monthrange(int(year), int(month))[1]}"
    return last


def _candidates(said: str) -> Iterator[re.Match[str]]:
    """Times that are stated as such: after a preposition of time or at the start of a clause, and no part of a name."""
    found = [*_AFTER_CUE.finditer(said), *_AT_START.finditer(said), *_AT_END.finditer(said)]
    found.sort(key=lambda match: match.start())
    for match in found:
        before = said[: match.start()]
        title = _TITLE.search(before)
        strong = match.group().startswith(_STRONG)
        if title and not strong and not _BREAKS_TITLE.search(title.group() + match.group()[:30]):
            continue
        if _OF_DOCUMENT.search(before) and not strong:
            continue
        if _BEGINNING.match(match.group()):
            continue  # only a beginning
        yield match


def _value(match: re.Match[str], year: str | None) -> str | None:
    part = match.groupdict().get
    if first := part("first"):
        return f"{first}/{part('last')}"
    if part("half"):
        return f"{part('year4')}-06-30" if part("which") == "đầu" else str(part("year4"))
    if quarter := part("quarter"):
        return f"{part('year3')}-Q{_QUARTERS.get(quarter) or quarter}"
    if part("month2"):
        return f"{part('year2')}-{int(part('month2') or 0):02}"
    if part("day"):
        stated = part("year") or year
        return f"{stated}-{int(part('month') or 0):02}-{int(part('day') or 0):02}" if stated else None
    return part("only")


def _month_day(match: re.Match[str]) -> str:
    day = match.groupdict().get("day")
    return f"--{int(match['month']):02}" + (f"-{int(day):02}" if day else "")


def _at(copy: Folded, match: re.Match[str], within: Span) -> Span:
    span = copy.span(*match.span())
    written = Span(within.start + span.start, within.start + span.end)
    lead = _LEADING.match(copy.text[match.start() : match.end()])
    return Span(written.start + (lead.end() if lead else 0), written.end)


def is_period_alone(said: str) -> bool:
    """Whether the folded words of a line are a period alone ("- Giai đoạn 2009-2010"): that of what follows it."""
    if _DIGIT.search(said) is None:
        return False
    return _ALONE.fullmatch(said if is_normalized("NFC", said) else folded(said)) is not None
