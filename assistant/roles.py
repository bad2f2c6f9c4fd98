"""Who holds an office that a plan speaks of: "Trưởng Ban Chỉ đạo là Chủ tịch UBND tỉnh"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.prepared import PreparedUnit
from assistant.query import Query, plain
from corpus.agencies import find_agencies
from corpus.folding import bare, fold, folded
from corpus.types import SectionKind, Span

_BODIES = r"ban|đoàn|tổ|tiểu ban|nhóm|hội đồng"
_ASKED = re.compile(
    bare(
        rf"\b(?P<deputy>phó )?(?:trưởng (?P<body>{_BODIES})|(?P<front>tổ|đoàn|nhóm) trưởng"
        r"|chủ tịch (?P<council>hội đồng))\b"
    )
    + r"|\b(?P<second>pho) (?P<under>ban|doan|to)\b(?! nhan dan)"
)
_OFFICER = bare(
    r"\b(?P<officer>(?:phó )?(?:giám đốc|chủ tịch|bí thư|bộ trưởng|thứ trưởng|chánh văn phòng|cục trưởng|vụ trưởng))\b"
)
_ASKS_NAME = re.compile(rf"{_OFFICER}.{{0,80}}\b(?:ho (?:va )?ten|ten (?:la )?(?:gi|ai)|ten nguoi)")
_WHO = re.compile(r"\bai\b|\b(?:nguoi|vi|ong|ba|lanh dao|dong chi|chuc vu|chuc danh) nao|chuc vu gi|\bwho\b")
_COMMITTEE = "ủy ban nhân dân"
_HOLDER = r"(?P<who>[^;:.\n]{3,160}?)"
_WORD = r"[^\s,;:.]+"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an office, as the document says it, and the unit that does."""

    said: str
    unit: PreparedUnit


@dataclass(frozen=True, slots=True)
class _Role:
    """An office: the head of a body, or a deputy of the head."""

    body: str
    deputy: bool


def asks_holder(question: str) -> bool:
    """Whether `question` asks who heads a body or is a deputy of its head."""
    return _asked_role(question) is not None


def asked_officer(question: str) -> str | None:
    """The office, folded without diacritics, whose holder's name `question` asks for; None for other questions."""
    match = _ASKS_NAME.search(plain(question))
    return None if match is None else match["officer"]


def names_officer(officer: str, question: str, unit: PreparedUnit) -> bool:
    """Whether a unit is the signature of that officer of the agency in the question, or a sentence that names him.

    Who signs for the chairman is not the chairman.
    """
    written = folded(unit.text, marks=False)
    if unit.document.sections[unit.unit.section].kind is not SectionKind.SIGNATURE:
        return re.search(rf"(?<!pho ){officer}\b.{{0,60}}(?:\bong\b|\bba\b|dong chi|d/c)", written) is not None
    signing = {agency.key for agency in find_agencies(unit.text)}
    asked = {agency.key for agency in find_agencies(question) if _COMMITTEE not in agency.key}
    return asked <= signing and re.search(rf"(?<!kt. )(?<!pho ){officer}\b", written) is not None


def read_holder(question: str, query: Query, units: Iterable[PreparedUnit]) -> Holder | None:
    """The holder of the office that is asked for, from the unit that shares most words with the question."""
    role = _asked_role(question)
    if role is None:
        return None
    words = {word.bare for word in query.words}
    best: tuple[int, Holder] | None = None
    for unit in units:
        said = _holder(unit, role) if unit.unit.row is None else None
        if said is not None:
            shared = len(words & (unit.bares | unit.near | unit.far))
            if best is None or shared > best[0]:
                best = (shared, Holder(said, unit))
    return best[1] if best else None


def _asked_role(question: str) -> _Role | None:
    said = plain(question)
    match = _ASKED.search(said)
    if match is None or not _WHO.search(said):
        return None
    body = match["body"] or match["front"] or match["council"] or match["under"]
    return _Role(body, deputy=bool(match["deputy"] or match["second"]))


def _holder(unit: PreparedUnit, role: _Role) -> str | None:
    """The words of a unit that it puts beside the office with "là", "làm", "do" or a colon."""
    whole = fold(unit.text)
    for pattern in _patterns(role):
        match = pattern.search(whole.text)
        if match is not None:
            inside = whole.span(*match.span("who"))
            return " ".join(Span(inside.start, inside.end).of(unit.text).split()).strip(" ,")
    return None


def _patterns(role: _Role) -> tuple[re.Pattern[str], re.Pattern[str]]:
    body = next(b for b in _BODIES.split("|") if bare(b) == role.body)
    head = "chủ tịch hội đồng" if body == "hội đồng" else rf"(?:trưởng {body}|{body} trưởng)"
    office = rf"phó (?:trưởng )?{body}" if role.deputy else rf"(?<!phó )(?<!\w){head}"
    name = rf"{office}(?! nhân dân)(?: {_WORD}){{0,8}}?"
    behind = re.compile(
        rf"{name}(?:,? (?:là|do|gồm(?: có)?:?)|:) {_HOLDER}(?= làm\b| đảm nhiệm|[;:.\n(]|, (?:phó|các|và)|$)"
    )
    before = re.compile(
        rf"(?:^|[,;:.(] |(?:do|giao|cử|phân công|là) )(?P<who>[^,;:.(\n]{{4,120}}?)"
        rf" (?:làm|là|giữ chức(?: vụ)?|giữ vai trò) {office}"
    )
    return behind, before
