"""Duties: what a plan gives an agency to do, read from the section whose heading is the agency's name."""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.agents import agencies_of_heading
from assistant.lists import LONGEST_QUOTE, ListReading
from assistant.query import Query
from assistant.values import tidy
from corpus.agencies import Agency, find_agencies, find_agencies_english
from corpus.blocks import find_blocks
from corpus.folding import bare, folded
from corpus.types import Document, Section, Span

_ASKS = (
    r"\b(?:nhiệm vụ|trách nhiệm|việc|phần việc)\b.{0,40}\b(?:gì|nào)\b"
    r"|\b(?:phải|cần|được giao|chịu trách nhiệm)\b.{0,20}\bgì\b"
    r"|^(?:liệt kê |nêu |kể |kể ra )?(?:các |những |toàn bộ |tất cả (?:các )?)?"
    r"(?:nhiệm vụ|trách nhiệm|phần việc|công việc|việc) (?:\w+ )?của (?!ai\b)"
    r"|\blo (?:việc |chuyện |khoản )?gì\b|\blàm (?:những )?gì\b"
)
_PATTERNS = {True: re.compile(_ASKS), False: re.compile(bare(_ASKS))}
_CUES = frozenset(
    bare("nhiệm vụ trách nhiệm việc phần phải làm giao chịu gánh vác kế hoạch lo tỉnh thành phố năm").split()
)
_IN_ENGLISH = re.compile(
    r"\bwhat (?:must|should|does|do|is|are|has|have|will|needs?)\b.*\b(?:do|responsible|assigned|tasked|required)\b"
    r"|\b(?:tasks|duties|responsibilities)\b"
)
_SUBJECT = re.compile(
    r"\b(?:trong|về|cho|ở|đối với) (?:việc|chuyện|vụ|khoản|mảng|công tác|công cuộc|lĩnh vực"
    r"|kế hoạch|chương trình|đề án)\b"
)
_ENGLISH_CUES_TEXT = """
    do responsible assigned tasked required tasks duties responsibilities task duty plan plans province city year list
    all under given
"""
_ENGLISH_CUES = frozenset(_ENGLISH_CUES_TEXT.split())
_MOST_OTHERS = 1  # content words besides the agency: with more a certain duty is meant


def asked_agency(question: str, query: Query, title: Collection[str] = ()) -> Agency | None:
    """The agency whose duties `question` asks for; None where it asks for something else or a certain one of them.

    Where it names its plan, whose `title` has these bare words, what stands behind "trong việc" is the plan's subject.
    """
    if query.english:
        return _in_english(question, query, title)
    agencies = find_agencies(question)
    if len(agencies) != 1 or not _PATTERNS[query.marks].search(folded(question)):
        return None
    name = agencies[0].span
    subject = _SUBJECT.search(folded(question)) if title else None
    end = len(question) if subject is None else len(question) * subject.start() // len(folded(question))
    others = [w for w in query.words if not name.contains(w.span) and w.bare not in _CUES and not w.bare.isdigit()]
    others = [w for w in others if w.span.start < end and w.bare not in title]
    return agencies[0] if len(others) <= _MOST_OTHERS else None


def _in_english(question: str, query: Query, title: Collection[str]) -> Agency | None:
    """The same for a question in English."""
    agencies = find_agencies_english(question) or find_agencies(question)
    if len(agencies) != 1 or not _IN_ENGLISH.search(question.lower()):
        return None
    name = agencies[0].span
    others = [w for w in query.words if not name.contains(w.span) and w.bare not in _ENGLISH_CUES | set(title)]
    return agencies[0] if not any(not w.bare.isdigit() for w in others) else None


def read_duties(agency: Agency, document: Document) -> ListReading | None:
    """The items under the heading that names the agency, the fullest where there are several; None without one."""
    found = [s for s in document.sections if any(a.key == agency.key for a in agencies_of_heading(document, s))]
    readings = [reading for section in found if (reading := _read(document, section)) is not None]
    return max(readings, key=lambda reading: len(reading.quote), default=None)


def _read(document: Document, section: Section) -> ListReading | None:
    """The blocks of a section and of those below it, as many as a quote may hold."""
    heading = section.heading
    if heading is None:
        return None
    end = max(document.sections[n].span.end for n in document.below(section))
    tables = tuple(table.span for table in document.tables)
    blocks = [b.span for b in find_blocks(document.text, tables) if section.span.start <= b.span.start < end]
    items = [b for b in blocks if b.start >= heading.end] or [b for b in blocks if b.end > heading.end]
    fitting = [b for b in items if b.end - section.span.start <= LONGEST_QUOTE]
    if not fitting:
        return None
    said = [tidy(Span(max(b.start, heading.end), b.end).of(document.text)) for b in fitting]
    quote = Span(section.span.start, fitting[-1].end).trimmed(document.text)
    return ListReading(tuple(item for item in said if item), quote)
