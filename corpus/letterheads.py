"""The head of a document, from the letterhead beside the national motto to the title, and who issues it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.agencies import Agency, find_agencies
from corpus.attributes import Attributes
from corpus.provinces import find_provinces, province
from corpus.surface import Surface
from corpus.titles import Title, find_title, is_subject
from corpus.types import Field

_MOTTO = re.compile(
    r"cộng\s+hòa\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam|độc\s+lập\s*[-–]\s*tự\s+do\s*[-–]\s*hạnh\s+phúc"
    r"|đảng\s+cộng\s+sản\s+việt\s+nam"
)
_MOTTO_LINE = re.compile(r"^[^\w\n]*cộng\s+hòa\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam[^\w\n]*$", re.MULTILINE)
_PREAMBLE = re.compile(
    r"^[^\S\n]*(?:căn\s+cứ|thực\s+hiện|xét\s|để\s|nhằm\s|theo\s|[ivx]+\s*[.:]\s|1\s*\.|điều\s+1\b|phần\s"
    r"|chương\s+[i1]|##)",
    re.MULTILINE,
)
_NUMBER_LABEL = re.compile(r"(?<!\w)số\s*(?:[:/]|\d)")
_ISSUES = re.compile(
    r"\s*(?:xây\s*dựng|ban\s*hành|lập|triển\s*khai)\s+(?:và\s+ban\s+hành\s+)?(?:kế\s*hoạch|chương\s*trình|đề\s*án)"
)
_CENTRAL = re.compile(
    r"(?:Bộ|Chính phủ|Thủ tướng|Quốc hội|Ban Chấp hành|Bộ Chính trị|Ủy ban Thường vụ|Chủ tịch nước)\b"
)
_ABOVE_MOTTO = 500  # characters before the motto that can hold the issuer
_BELOW_MOTTO = 4000  # characters after the motto in which the preamble begins
_ISSUING = 6000  # characters after the title that can hold the issuing sentence


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the outermost part, [start, end) of the surface, with its title where it has one."""

    start: int
    end: int
    motto: bool
    title: Title | None

    @property
    def above_title(self) -> int:
        """Where the part of the head ends in which the document's own number and date stand."""
        return self.title.block if self.title else self.end


def find_head(surface: Surface) -> Head:
    """The head that the national motto stands in, or without a motto the text before the preamble."""
    mottos = (found for found in _MOTTO.finditer(surface.marked) if surface.written(*found.span()).isupper())
    motto = next(mottos, None) or _MOTTO_LINE.search(surface.marked)
    start = _letterhead_start(surface, motto.start()) if motto else 0
    after = motto.end() if motto else 0
    preambles = (
        found.start()
        for found in _PREAMBLE.finditer(surface.marked, after)
        if not _shouts(surface, found) and not is_subject(surface, found.start())
    )
    end = min(next(preambles, len(surface.marked)), after + _BELOW_MOTTO)
    return Head(start, end, motto is not None, find_title(surface, after, end))


def find_issuer(surface: Surface, head: Head, attributes: Attributes) -> Field | None:
    """The issuer as named in the letterhead, in the attributes, or by the sentence that issues the plan."""
    if head.motto and (letterhead := _agencies(surface, head.start, _letterhead_end(surface, head))):
        own = letterhead[-1]
        place = next((found.name for agency in letterhead for found in find_provinces(agency.value)), None)
        return in_province(own, place)
    for start, end in attributes.values.get("issuer", []):
        if named := _agencies(surface, start, end):
            return named[0]
    return _issuing(surface, head)


def is_central(issuer: Field | None) -> bool:
    """Whether the issuer is an authority of the whole country, so that its place of signing says nothing."""
    return issuer is not None and _CENTRAL.match(issuer.value) is not None


def in_province(issuer: Field, name: str | None) -> Field:
    """The issuer with its province, which texts leave out where it is clear."""
    if name is None or is_central(issuer) or find_provinces(issuer.value):
        return issuer
    level = re.compile(r" (?:tỉnh|thành phố)$")
    return Field(f"{level.sub('', issuer.value)} {province(name).full_name}", issuer.span)


def _shouts(surface: Surface, match: re.Match[str]) -> bool:
    """Whether a line that begins like a preamble is in capital letters ("THỰC HIỆN ..."), so part of a title."""
    first = next(iter(surface.written(*match.span()).split()), "")
    return len(first) > 1 and first.isalpha() and first.isupper() and match.group().strip()[-1:] not in {".", ":"}


def _letterhead_start(surface: Surface, motto: int) -> int:
    """Where the lines in capital letters, and that of the number, begin before the motto."""
    first = max(0, motto - _ABOVE_MOTTO)
    start = motto
    for line in reversed(list(re.finditer(r"[^\n]*\n?", surface.composed[first:motto]))):
        if any(char.islower() for char in line.group()) and not _NUMBER_LABEL.match(line.group().strip().lower()):
            break
        start = first + line.start()
    return start


def _letterhead_end(surface: Surface, head: Head) -> int:
    number = _NUMBER_LABEL.search(surface.marked, head.start, head.above_title)
    return number.start() if number else head.above_title


def _agencies(surface: Surface, start: int, end: int) -> list[Field]:
    """The agencies of a letterhead or an attribute, as if the motto, rules, line breaks and remarks were blanks."""
    text = surface.written(start, end)
    for motto in _MOTTO.finditer(surface.marked, start, end):
        text = text[: motto.start() - start] + " " * len(motto.group()) + text[motto.end() - start :]
    text = re.sub(r"\([^()]*\)|[\s|_*-]", lambda match: " " * len(match.group()), text)
    return [_field(surface, start, found) for found in find_agencies(text)]


def _issuing(surface: Surface, head: Head) -> Field | None:
    """The agency of "Ủy ban nhân dân tỉnh ... ban hành Kế hoạch ..." in the preamble."""
    start = head.title.end if head.title else head.start
    for found in find_agencies(surface.written(start, start + _ISSUING)):
        if _ISSUES.match(surface.marked, start + found.span.end):
            return _field(surface, start, found)
    return None


def _field(surface: Surface, offset: int, found: Agency) -> Field:
    """An agency as issuer: who signs as chairman issues in the name of the committee."""
    name = re.sub(r"^(?:Phó )?(?:Chủ tịch|Giám đốc|Bộ trưởng) (?=Ủy ban|Sở|Bộ|Hội đồng)", "", found.name)
    return Field(name, surface.span(offset + found.span.start, offset + found.span.end))
