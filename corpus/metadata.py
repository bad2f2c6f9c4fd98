"""What a document says about itself: number, kind, issuer, province, date, period, signer, title.

Number, issuer, date and signer are those of the outermost part (the decision), title and kind those of the plan that it
approves or promulgates. Read in this order: the head of the document with its signature, the attributes that a web page
or a restatement gives ("Số hiệu: ..."), for the issuer the sentence by which it issues the plan, and for province and
period at last the file's name. A number in the preamble ("Căn cứ ...") is never the document's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from corpus.agencies import Agency, find_agencies
from corpus.attributes import Attributes, read_attributes
from corpus.provinces import Mention, PlaceKind, find_provinces, province
from corpus.signatures import find_signer, signer_of
from corpus.surface import Surface
from corpus.titles import Title, find_title, page_title
from corpus.types import Field, Metadata, Span

_MOTTO = re.compile(
    r"cộng\s+hòa\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam|độc\s+lập\s*[-–]\s*tự\s+do\s*[-–]\s*hạnh\s+phúc|đảng\s+cộng\s+sản\s+việt\s+nam"
)
_BODY = re.compile(
    r"^[^\S\n]*(?:căn\s+cứ|thực\s+hiện|xét\s|để\s|nhằm\s|theo\s|[ivx]+\s*[.:]\s|1\s*\.|điều\s+1\b|phần\s|chương\s+[i1]|##)", re.MULTILINE
)
_BARE_NUMBER = re.compile(r"(?P<number>\d+[a-z]?\s*(?:/\s*\d{4}\s*)?[/-]\s*[a-zđ][a-zđ\d&]*(?:[^\S\n]?[-/][^\S\n]?[a-zđ&]+)*)")
_NUMBER = re.compile(rf"(?<!\w)số\s*:?\s*{_BARE_NUMBER.pattern}")
_DATE = re.compile(
    r"ngày\s*(?P<day>\d{1,2})\s*tháng\s*(?P<month>\d{1,2})\s*n[ăã]m\s*(?P<year>\d{4})"
    r"|(?<![\d/])(?P<day2>\d{1,2})[/.-](?P<month2>\d{1,2})[/.-](?P<year2>\d{4})(?![\d/])"
    r"|(?P<day3>\d{1,2})\s*tháng\s*(?P<month3>\d{1,2})\s*n[ăã]m\s*(?P<year3>\d{4})"
)
_ISSUES = re.compile(r"\s*(?:xây\s*dựng|ban\s*hành|lập|triển\s*khai)\s+(?:và\s+ban\s+hành\s+)?(?:kế\s*hoạch|chương\s*trình|đề\s*án)")
_NOT_A_PERIOD = re.compile(
    r"ngày\s*\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d+[\w/]*/\d{4}/\S+|tháng\s*\d+\s*năm\s*\d{4}"
)
_PERIOD = re.compile(r"(?<!\d)(?P<first>(?:19|20)\d\d)\s*(?:[-–]|đến(?:\s*năm)?|và|,)\s*(?:năm\s*)?(?P<last>(?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(r"(?P<until>đến\s*)?năm\s*(?P<year>(?:19|20)\d\d)(?!\d)")
_YEARS_OF_NAME = re.compile(r"(?<![a-z\d])((?:19|20)\d\d)(?:[-_ ]((?:19|20)\d\d))?(?!\d)", re.IGNORECASE)
_CENTRAL = re.compile(r"(?:Bộ|Chính phủ|Thủ tướng|Quốc hội|Ban Chấp hành|Bộ Chính trị|Ủy ban Thường vụ|Chủ tịch nước)\b")
_COMMITTEES = ("ủy ban nhân dân tỉnh", "ủy ban nhân dân thành phố", "ủy ban nhân dân", "hội đồng nhân dân tỉnh")
_LETTERHEAD = 500  # characters before the motto that can hold the issuer
_PREAMBLE = 6000  # characters after the title that can hold the issuing sentence


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of the outermost part: [start, end), with its title where it has one."""

    start: int
    end: int
    title: Title | None

    @property
    def above_title(self) -> int:
        return self.title.block if self.title else self.end


def read_metadata(text: str, name: str) -> Metadata:
    """The metadata of a document with this text; `name` is its file's name without the ending."""
    surface = Surface.of(text)
    attributes = read_attributes(surface)
    head = _head(surface)
    title = head.title or page_title(surface)
    issuer = _issuer(surface, head, attributes)
    place = _province(surface, head, title, issuer, attributes, name)
    return Metadata(
        title=title.field(surface) if title else None,
        number=attributes.unless_denied(
            "number", _number(surface, head) or _of_attribute(surface, attributes, "number", _number_of)
        ),
        kind=Field(title.kind, surface.span(title.start, title.start + len(title.kind))) if title else None,
        issuer=_full_issuer(issuer, place),
        province=place,
        date=attributes.unless_denied(
            "date", _date_of_head(surface, head) or _of_attribute(surface, attributes, "date", _date_of)
        ),
        period=_period(surface, title, name),
        signer=attributes.unless_denied(
            "signer", find_signer(surface, head.above_title) or _of_attribute(surface, attributes, "signer", signer_of)
        ),
    )


def _head(surface: Surface) -> _Head:
    """The head that the national motto stands in, or without a motto the text before the preamble."""
    motto = _MOTTO.search(surface.marked)
    start = _letterhead_start(surface, motto.start()) if motto else 0
    after = motto.end() if motto else 0
    end = next((m.start() for m in _BODY.finditer(surface.marked, after) if not _is_title_line(surface, m)), after + 4000)
    end = min(end, after + 4000, len(surface.marked))
    return _Head(start, end, find_title(surface, after, end))


def _is_title_line(surface: Surface, match: re.Match[str]) -> bool:
    """Whether a line that begins like a preamble is in capital letters ("THỰC HIỆN ..."), so part of a title."""
    words = surface.written(*match.span()).split()
    return bool(words) and words[0].isupper() and words[0].isalpha() and len(words[0]) > 1 and not match.group().strip()[-1:] in ".:"


def _letterhead_start(surface: Surface, motto: int) -> int:
    """Where the lines in capital letters before the motto begin."""
    start = motto
    for line in reversed(list(re.finditer(r"[^\n]*\n?", surface.marked[max(0, motto - _LETTERHEAD) : motto]))):
        begin = max(0, motto - _LETTERHEAD) + line.start()
        written = surface.written(begin, begin + len(line.group()))
        if any(char.islower() for char in written):
            break
        start = begin
    return start


def _number(surface: Surface, head: _Head) -> Field | None:
    match = _NUMBER.search(surface.marked, head.start, head.above_title)
    return _number_field(surface, *match.span("number")) if match else None


def _number_field(surface: Surface, start: int, end: int) -> Field:
    """A document's number without blanks and with the Vietnamese Đ."""
    span = surface.span(start, end)
    return Field(re.sub(r"\s+", "", span.of(surface.text)).replace("\u00d0", "Đ"), span)


def _date_of_head(surface: Surface, head: _Head) -> Field | None:
    dates = (_date(surface, match) for match in _DATE.finditer(surface.marked, head.start, head.above_title) if match["day"])
    return next(filter(None, dates), None)


def _date(surface: Surface, match: re.Match[str]) -> Field | None:
    day, month, year = (match[part] or match[f"{part}2"] or match[f"{part}3"] for part in ("day", "month", "year"))
    try:
        return Field(date(int(year), int(month), int(day)).isoformat(), surface.span(*match.span()))
    except ValueError:
        return None


def _of_attribute(
    surface: Surface, attributes: Attributes, name: str, read: Callable[[Surface, int, int], Field | None]
) -> Field | None:
    """The first value of an attribute that can be read."""
    return next(filter(None, (read(surface, *place) for place in attributes.values.get(name, []))), None)


def _number_of(surface: Surface, start: int, end: int) -> Field | None:
    match = _BARE_NUMBER.match(surface.marked, start, end)
    return _number_field(surface, *match.span("number")) if match else None


def _date_of(surface: Surface, start: int, end: int) -> Field | None:
    match = _DATE.search(surface.marked, start, end)
    return _date(surface, match) if match else None


def _issuer(surface: Surface, head: _Head, attributes: Attributes) -> Field | None:
    """The issuer as named in the letterhead, in the attributes, or by the sentence that issues the plan."""
    top = _NUMBER.search(surface.marked, head.start, head.above_title)
    end = min(head.above_title, top.start() if top else head.above_title)
    first = _DATE.search(surface.marked, head.start, end)
    letterhead = _agencies(surface, head.start, first.start() if first else end) if head.start < end else []
    if letterhead and surface.written(head.start, end).strip() and _is_letterhead(surface, head):
        own = letterhead[-1]
        place = next((found.name for agency in letterhead for found in find_provinces(agency.value)), None)
        return Field(_in_province(own.value, place), own.span)
    for start, stop in attributes.values.get("issuer", []):
        if named := _agencies(surface, start, stop):
            return named[0]
    return _issuing_sentence(surface, head)


def _is_letterhead(surface: Surface, head: _Head) -> bool:
    return _MOTTO.search(surface.marked, head.start, head.end) is not None


def _agencies(surface: Surface, start: int, end: int) -> list[Field]:
    """The agencies of a letterhead or an attribute: the motto, rules, line breaks and remarks in brackets are blanks."""
    span = surface.span(start, end)
    text = re.sub(r"\([^()]*\)|[\s|_*-]", lambda match: " " * len(match.group()), span.of(surface.text))
    marked = Surface.of(text)
    for motto in _MOTTO.finditer(marked.marked):
        place = marked.span(*motto.span())
        text = text[: place.start] + " " * len(place) + text[place.end :]
    shifted = (Span(span.start + found.span.start, span.start + found.span.end) for found in find_agencies(text))
    return [Field(_without_leader(found), place) for found, place in zip(find_agencies(text), shifted, strict=True)]


def _without_leader(agency: Agency) -> str:
    """The office for which a person issues: "Chủ tịch Ủy ban nhân dân tỉnh" issues in its name."""
    return re.sub(r"^(?:Phó )?(?:Chủ tịch|Giám đốc|Bộ trưởng) (?=Ủy ban|Sở|Bộ|Hội đồng)", "", agency.name)


def _issuing_sentence(surface: Surface, head: _Head) -> Field | None:
    """The agency of "Ủy ban nhân dân tỉnh ... ban hành Kế hoạch ..." in the preamble."""
    start = head.title.end if head.title else head.start
    preamble = surface.span(start, min(len(surface.marked), start + _PREAMBLE))
    for agency in find_agencies(surface.text, preamble):
        following = Surface.of(surface.text[agency.span.end : agency.span.end + 60])
        if _ISSUES.match(following.marked):
            return Field(_without_leader(agency), agency.span)
    return None


def _full_issuer(issuer: Field | None, place: Field | None) -> Field | None:
    """The issuer with its province, which texts leave out where it is clear."""
    if issuer is None or _CENTRAL.match(issuer.value):
        return issuer
    return Field(_in_province(issuer.value, place.value if place else None), issuer.span)


def _in_province(agency: str, name: str | None) -> str:
    if name is None or find_provinces(agency):
        return agency
    return re.sub(r" (?:tỉnh|thành phố)$", "", agency) + f" {province(name).full_name}"


def _province(
    surface: Surface, head: _Head, title: Title | None, issuer: Field | None, attributes: Attributes, name: str
) -> Field | None:
    """The province: of the issuer, the title, the place of signing, the attributes, or the file's name."""
    places: list[tuple[int, int]] = []
    if issuer and issuer.span:
        found = _mention(surface.text, issuer.span)
        if found:
            return found
    central = issuer is not None and _CENTRAL.match(issuer.value)
    if title:
        span = surface.span(title.start, title.end)
        if found := _mention(surface.text, span):
            return found
    if central:
        return None
    places = [(head.start, head.above_title), *attributes.values.get("issuer", [])]
    for start, end in places:
        if found := _mention(surface.text, surface.span(start, end)):
            return found
    mentions = [m for m in find_provinces(re.sub(r"[-_]+", " ", name)) if m.kind is PlaceKind.PROVINCE]
    return Field(mentions[0].name, None) if mentions else None


def _mention(text: str, within: Span) -> Field | None:
    """The first province that a part of the text names."""
    mentions: Iterator[Mention] = (m for m in find_provinces(within.of(text)) if m.kind is PlaceKind.PROVINCE)
    first = next(mentions, None)
    return Field(first.name, Span(within.start + first.span.start, within.start + first.span.end)) if first else None


def _period(surface: Surface, title: Title | None, name: str) -> Field | None:
    """The period that the title names, or else the file's name; a date in a title is none."""
    if title and (found := _period_of(surface, title.start, title.end)):
        return found
    years = _YEARS_OF_NAME.search(name)
    return Field("-".join(filter(None, years.groups())), None) if years else None


def _period_of(surface: Surface, start: int, end: int) -> Field | None:
    text = _NOT_A_PERIOD.sub(lambda match: " " * len(match.group()), surface.marked[start:end])
    if match := _PERIOD.search(text):
        return Field(f"{match['first']}-{match['last']}", surface.span(start + match.start(), start + match.end()))
    years = sorted(_YEAR.finditer(text), key=lambda match: match["until"] is not None)
    if not years:
        return None
    return Field(years[0]["year"], surface.span(start + years[0].start("year"), start + years[0].end("year")))
