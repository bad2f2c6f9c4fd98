"""What a document says about itself: number, kind, issuer, province, date, period, signer, title.

Number, issuer, date and signer are those of the outermost part (the decision), title and kind those of the plan that it
approves or promulgates. Read in this order: the head of the document with its signature, the attributes that a web page
or a restatement gives ("Số hiệu: ..."), for the issuer the sentence by which it issues the plan, and for province and
period at last the file's name. A number in the preamble ("Căn cứ ...") is never the document's own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from datetime import date

from corpus.attributes import Attributes, read_attributes
from corpus.letterheads import Head, find_head, find_issuer, in_province, is_central
from corpus.provinces import PlaceKind, find_provinces
from corpus.signatures import find_signer, signer_of
from corpus.surface import Surface
from corpus.titles import Title, page_title
from corpus.types import Field, Metadata

_NUMBER = re.compile(
    r"(?P<number>\d+[a-z]?\s*(?:/\s*\d{4}\s*)?[/-]\s*[a-zđ][a-zđ\d&]*(?:[^\S\n]?[-/][^\S\n]?[a-zđ&]+)*)"
)
_NUMBER_OF_HEAD = re.compile(rf"(?:^[^\w\n]*số|(?<!\w)số\s*:)\s*:?\s*{_NUMBER.pattern}", re.MULTILINE)
_NUMBER_BELOW_TITLE = re.compile(rf"^[^\w\n(]*số\s*:\s*{_NUMBER.pattern}", re.MULTILINE)
_DATE = re.compile(
    r"(?:ngày\s*)?(?P<day>\d{1,2})\s*tháng\s*(?P<month>\d{1,2})\s*n[ăã]m\s*(?P<year>\d{4})"
    r"|(?<![\d/])(?P<day2>\d{1,2})[/.-](?P<month2>\d{1,2})[/.-](?P<year2>\d{4})(?![\d/])"
)
_DATE_OF_HEAD = re.compile(r"(?:,\s*|^[^\S\n]*)(?=ngày\s*\d)", re.MULTILINE)
_NOT_A_PERIOD = re.compile(
    r"ngày\s*\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}|tháng\s*\d+\s*năm\s*\d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"|(?<!\d)\d[\w/]{0,40}/\d{4}/\S+"
)
_PERIOD = re.compile(
    r"(?<!\d)(?P<first>(?:19|20)\d\d)\s*(?:[-–]|đến(?:\s*năm)?|và|,)\s*(?:năm\s*)?(?P<last>(?:19|20)\d\d)(?!\d)"
)
_YEAR = re.compile(r"(?P<until>đến\s*)?năm\s*(?P<year>(?:19|20)\d\d)(?!\d)")
_YEARS_OF_FILE = re.compile(r"(?<![a-z\d])((?:19|20)\d\d)(?:[-_ ]((?:19|20)\d\d))?(?!\d)", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<!\*)\*{2,3}(?=\w)|(?<=[\w.:;,)])\*{2,3}(?!\*)")  # marks of Markdown


def read_metadata(text: str, name: str) -> Metadata:
    """The metadata of a document with this text; `name` is its file's name without the ending."""
    surface = Surface.of(_EMPHASIS.sub(lambda marks: " " * len(marks.group()), text) if "**" in text else text)
    attributes = read_attributes(surface)
    head = find_head(surface)
    title = head.title or page_title(surface)
    issuer = find_issuer(surface, head, attributes)
    place = _province(surface, head, title, issuer, attributes) or _province_of_file(name, issuer)

    def own(label: str, found: Field | None, read: Callable[[Surface, int, int], Field | None]) -> Field | None:
        """What the head says, or else an attribute; None where the document says that it has none."""
        if label in attributes.denied:
            return None
        values = (read(surface, *value) for value in attributes.values.get(label, []))
        return found or next(filter(None, values), None)

    return Metadata(
        title=title.field(surface) if title else None,
        number=own("number", _number_of_head(surface, head), _number),
        kind=Field(title.kind, surface.span(title.start, title.kind_end)) if title else None,
        issuer=in_province(issuer, place.value if place else None) if issuer else None,
        province=place,
        date=own("date", _date_of_head(surface, head), _date),
        period=(_period(surface, title.start, title.end) if title else None) or _period_of_file(name),
        signer=own("signer", find_signer(surface, head.above_title), signer_of),
    )


def _number_of_head(surface: Surface, head: Head) -> Field | None:
    match = _NUMBER_OF_HEAD.search(surface.marked, head.start, head.above_title)
    if match is None and head.title:
        match = _NUMBER_BELOW_TITLE.search(surface.marked, head.title.end, head.end)
    return _number(surface, *match.span("number")) if match else None


def _number(surface: Surface, start: int, end: int) -> Field | None:
    """The number at `start`, without blanks and with the Vietnamese Đ."""
    match = _NUMBER.match(surface.marked, start, end)
    if match is None:
        return None
    written = re.sub(r"\s+", "", surface.written(*match.span()))
    return Field(written.replace("\u00d0", "Đ"), surface.span(*match.span()))


def _date_of_head(surface: Surface, head: Head) -> Field | None:
    match = _DATE_OF_HEAD.search(surface.marked, head.start, head.above_title)
    return _date(surface, match.end(), head.above_title) if match else None


def _date(surface: Surface, start: int, end: int) -> Field | None:
    """The first date of [start, end); None where it is not in the calendar."""
    match = _DATE.search(surface.marked, start, end)
    if match is None:
        return None
    day, month, year = (match[part] or match[f"{part}2"] for part in ("day", "month", "year"))
    try:
        return Field(date(int(year), int(month), int(day)).isoformat(), surface.span(*match.span()))
    except ValueError:
        return None


def _province(
    surface: Surface, head: Head, title: Title | None, issuer: Field | None, attributes: Attributes
) -> Field | None:
    """The province: of the issuer, of the title, of the place of signing or of the attributes."""
    places = [_covered(surface, issuer)] if issuer else []
    places += [(title.start, title.end)] if title else []
    if not is_central(issuer):
        places += [(head.start, head.above_title), *attributes.values.get("issuer", [])]
    return next(filter(None, (_first_province(surface, *place) for place in places)), None)


def _covered(surface: Surface, field: Field) -> tuple[int, int]:
    """The place in the surface that a field was read from."""
    if field.span is None:
        return 0, 0
    if surface.starts is None:
        return field.span.start, field.span.end
    return bisect_left(surface.starts, field.span.start), bisect_left(surface.starts, field.span.end)


def _first_province(surface: Surface, start: int, end: int) -> Field | None:
    for mention in find_provinces(surface.written(start, end)):
        if mention.kind is PlaceKind.PROVINCE:
            return Field(mention.name, surface.span(start + mention.span.start, start + mention.span.end))
    return None


def _province_of_file(name: str, issuer: Field | None) -> Field | None:
    """The province in a file's name ("ca-mau-2014")."""
    mentions = [] if is_central(issuer) else find_provinces(re.sub(r"[-_]+", " ", name))
    return next((Field(mention.name, None) for mention in mentions if mention.kind is PlaceKind.PROVINCE), None)


def _period(surface: Surface, start: int, end: int) -> Field | None:
    """The period that a title names: a span of years before a year, a year before the one that it goes up to."""
    text = _NOT_A_PERIOD.sub(lambda match: " " * len(match.group()), surface.marked[start:end])
    if years := _PERIOD.search(text):
        return Field(f"{years['first']}-{years['last']}", surface.span(start + years.start(), start + years.end()))
    year = min(_YEAR.finditer(text), key=lambda match: match["until"] is not None, default=None)
    if year is None:
        return None
    return Field(year["year"], surface.span(start + year.start("year"), start + year.end("year")))


def _period_of_file(name: str) -> Field | None:
    years = _YEARS_OF_FILE.search(name)
    return Field("-".join(filter(None, years.groups())), None) if years else None
