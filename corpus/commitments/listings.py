"""Listings: the parties that a cell, a label or a heading lists, where nothing is told of them."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.commitments.collectives import ASKED, LONGEST_NAME, in_words, is_collective, others_in
from corpus.commitments.parties import acts, enumerated, made, named, parties_in
from corpus.commitments.types import Origin, Party
from corpus.folding import folded
from corpus.markers import marker_of
from corpus.types import Document, Section, Span

TO_ORGANISE = re.compile(
    r"tổ chức (?:triển khai )?thực hiện|phân công|trách nhiệm|tổ chức triển khai|thực hiện kế hoạch"
)
_HEADING_SHARE = 0.55  # of a heading that names must fill for it to be the heading of an agency
_VALUE_SHARE = 0.5  # of the value of a label; where names fill less, it is a sentence
_NAME_GOES_ON = re.compile(  # "Trường Đại học, Cao đẳng trên địa bàn", "Ngân hàng Nhà nước Chi nhánh Khu vực 2"
    r", (?!các |những |và |cùng |phối |do |chủ |\d)\w| ?(?:việt nam|chi nhánh|khu vực|trên địa bàn)\b"
)


def listed(text: str, span: Span, origin: Origin) -> tuple[Party, ...]:
    """All the parties of a cell or of the value of a label; their words where no agency is known by them."""
    parts = [span] if "phối hợp" in folded(span.of(text)) else _parts(text, span)
    by_key: dict[str, Party] = {}
    for part in parts:
        for one in _of_part(text, part, origin):
            by_key.setdefault(one.key, one)
    return tuple(by_key.values())


def _parts(text: str, span: Span) -> list[Span]:
    """What semicolons part."""
    ends = [*(match.start() for match in re.finditer(";", span.of(text))), len(span)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    parts = (Span(span.start + one, span.start + two).trimmed(text) for one, two in zip(starts, ends, strict=True))
    return [part for part in parts if len(part)]


def _of_part(text: str, part: Span, origin: Origin) -> tuple[Party, ...]:
    agencies = named(text, part)
    short = len(part) <= LONGEST_NAME
    if not agencies:
        return (in_words(text, part, origin),) if short else ()
    if len(agencies) == 1 and short and _NAME_GOES_ON.match(folded(text[agencies[0].span.end : part.end])):
        return (replace(in_words(text, part, origin), key=agencies[0].key),)
    if sum(len(a.span) for a in agencies) < _VALUE_SHARE * len(part):
        inside = parties_in(text, part, origin)
        return inside.lead or made(enumerated(text, agencies)[0], origin)
    return (*made(agencies, origin), *others_in(text, Span(agencies[-1].span.end, part.end), origin))


def heading_parties(document: Document, section: Section) -> tuple[Party, ...]:
    """Who the heading of a section names; under "Tổ chức thực hiện" also a group that is no agency."""
    if section.heading is None:
        return ()
    text, heading = document.text, section.heading
    marker = marker_of(text, heading.start, heading.end)
    body = Span(marker.body if marker else heading.start, heading.end)
    if asked := ASKED.match(text, body.start, body.end):
        body = Span(asked.end(), body.end)
    agencies = named(text, body)
    after = Span(agencies[-1].span.end, body.end) if agencies else body
    if agencies and acts(folded(text[body.start : agencies[0].span.start])):
        return ()  # a duty towards them ("Tham mưu Ủy ban nhân dân tỉnh ...")
    if agencies and sum(len(a.span) for a in agencies) >= _HEADING_SHARE * len(body):
        return (*made(agencies, Origin.HEADING), *others_in(text, after, Origin.HEADING))
    above = folded(" ".join(section.path[:-1]))
    words = " ".join(body.of(text).split()).rstrip(" .:;")
    if not TO_ORGANISE.search(above) or len(words) > LONGEST_NAME:
        return ()
    if agencies and agencies[0].span.start <= body.start + len("các "):
        group = enumerated(text, agencies)[0]
        return (*made(group, Origin.HEADING), *others_in(text, Span(group[-1].span.end, body.end), Origin.HEADING))
    if not is_collective(words):
        return ()
    return (in_words(text, body, Origin.HEADING),)
