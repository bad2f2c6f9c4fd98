"""The documents that a document cites: "Nghị định số 64/2007/NĐ-CP ngày 10/4/2007 của Chính phủ về ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.agency_names import expanded
from corpus.document_numbers import find_document_numbers
from corpus.folding import Folded, fold, folded, one_spelling
from corpus.remembering import remembered
from corpus.types import Span

_TYPES = one_spelling(
    "bộ luật|luật|nghị quyết liên tịch|nghị quyết|nghị định|quyết định|thông tư liên tịch|thông tư|chỉ thị|kế hoạch"
    r"|công văn|tờ trình|chương trình|thông báo|hướng dẫn|văn bản|đề án|kết luận|báo cáo|pháp lệnh|quy định|quy chế"
    r"|công điện"
)
_TYPE_BEFORE = re.compile(rf"(?:{_TYPES})(?: (?:số|liên tịch|của [^,;.()]{{2,40}} số))?:? ?$")
_DATE_BEHIND = re.compile(
    r"(?:,? ?(?:của|do|được) [^,;.()\d]{2,60}?|, [^,;.()\d]{2,40}? ban hành)?,?\s?(?:kí |đề |ban hành )?ngày ?"
    r"(?P<day>\d{1,2})\s?(?:/|-|\.|tháng)\s?(?P<month>\d{1,2})\s?(?:/|-|\.|n[ăã]m)\s?(?P<year>\d{4})(?!\d)"
)
_BY = r"(?:,? ?của (?P<issuer>[^,;.()\d]{2,90}?))?"
_TITLE = re.compile(
    rf"{_BY}"
    r"(?=,? ?(?:về|phê duyệt|ban hành|qui định|hướng dẫn|sửa đổi|thực hiện|triển khai|thông qua|công bố|tăng cường))"
    r",? ?(?:về việc |về )?(?P<title>[^;\n]{8,400}?)(?=;|\.(?: |$)|\./|$)"
)
_LAW = re.compile(
    r"(?P<type>bộ luật|luật|hiến pháp|pháp lệnh) "
    r"(?P<name>(?!số|này|trên|đã|và |được|của)(?:[^,;.()\d]|\([^\W\d_]{2,12}\)){3,90}?),? "
    r"(?:số [^ ]+ )?(?:(?:đã được )?(?:(?:thông qua |ban hành )?ngày |\()"
    r"(?P<day>\d{1,2})[/ ](?:tháng )?(?P<month>\d{1,2})[/ ](?:năm )?(?P<year>\d{4})|năm (?P<only>\d{4}))"
)
_SHORT_FORM = re.compile(r"\([^()]*\)")  # "Hội đồng nhân dân (HĐND)"
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited document: its number (`key` is equal however it is written), date in ISO 8601, and what it is about.

    `span` runs from the type before the number to the date behind it, `whole` to the end of the title. The folded
    `title` is empty where none is said, and so are `type` ("nghị định") and `number` of what has none, as laws.
    """

    key: str
    type: str
    number: str
    date: str | None
    title: str
    span: Span
    whole: Span


@remembered(1 << 12)  # two checks and the bases ask for those of every paragraph
def find_citations(text: str, within: Span) -> tuple[Citation, ...]:
    """The documents that are cited in a paragraph by number, in order."""
    return tuple(_citations(text, within))


def _citations(text: str, within: Span) -> Iterator[Citation]:
    piece = within.of(text)
    whole = fold(piece)
    numbers = list(find_document_numbers(whole, piece))
    for i, number in enumerate(numbers):
        before = _TYPE_BEFORE.search(whole.text, max(0, number.start - _NEAR), number.start)
        start = before.start() if before else number.start
        limit = numbers[i + 1].start if i + 1 < len(numbers) else len(whole.text)
        dated = _DATE_BEHIND.match(whole.text, number.end, limit)
        end = dated.end() if dated else number.end
        titled = _TITLE.match(whole.text, end)
        title_end = titled.end("title") if titled else end
        yield Citation(
            number.key,
            re.split(r" số| của", before.group())[0].strip(" :") if before else "",
            "".join(_at(whole, within, number.start, number.end).of(text).split()),
            _iso(dated) if dated else None,
            titled["title"] if titled else "",
            _at(whole, within, start, end),
            _at(whole, within, start, title_end),
        )


def find_laws(text: str, within: Span) -> Iterator[Citation]:
    """The laws that are cited in a paragraph by name and date, in order."""
    whole = fold(within.of(text))
    for match in _LAW.finditer(whole.text):
        span = _at(whole, within, match.start(), match.end())
        if span.of(text).count("(") > span.of(text).count(")") and text[span.end : span.end + 1] == ")":
            span = Span(span.start, span.end + 1)
        written = _at(whole, within, match.start("name"), match.end("name")).of(text)
        named = " ".join(_SHORT_FORM.sub(" ", written).split())
        name = f"{match['type']} {folded(expanded(named))}"
        dated = _iso(match) if match["day"] else None
        yield Citation(f"{name} {match['year'] or match['only']}", match["type"], "", dated, name, span, span)


def _at(whole: Folded, within: Span, start: int, end: int) -> Span:
    span = whole.span(start, end)
    return Span(within.start + span.start, within.start + span.end)


def _iso(match: re.Match[str]) -> str | None:
    """The date of a match, None where the calendar does not have it."""
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        return None
