"""The proposal of a plan: the letter by which a department asked for it, as the preamble of the decision names it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.agencies import find_agencies
from corpus.blocks import find_blocks
from corpus.figures import FigureKind, find_figures
from corpus.folding import fold
from corpus.sentences import sentences
from corpus.types import Document, Span

_LETTER = r"(?:tờ trình|công văn|văn bản|báo cáo)"
_OPENS = re.compile(
    rf"^[-–+*• ]*(?:xét|theo|căn cứ|trên cơ sở) (?:đề nghị|đề xuất|kiến nghị|tờ trình|{_LETTER} đề nghị)\b"
)
_TELLS = re.compile(r"tờ trình số.{0,120}(?:đề nghị|trình|xin)|(?:đề nghị|trình|xin) .{0,120}tờ trình số")
_BEFORE_NUMBER = re.compile(rf"{_LETTER}(?: số)?:? ?$")
_PROPOSER = re.compile(
    r"(?:đề nghị|đề xuất|kiến nghị|tờ trình[^;.]*?) của (?P<who>.+?)(?= tại| ở| theo|,| \(|;|\.$|\.? ?$)"
)
_WHO = re.compile(
    r"\b(?:ai|\w+ nao|who|which (?:department|agency))\b.{0,30}(?:trinh|de nghi|de xuat|xin|soan|proposed|submitted)"
    r"|cua (?:ai|\w+ nao)|who "
)
_NUMBERED = re.compile(r"\bso (?:may|bao nhieu|hieu|gi)|\bso nao(?! (?:trinh|de nghi|de xuat|xin|soan))|mang so|number")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to say of a proposal and the sentence that says it; no words where it does not say what was asked."""

    said: str
    quote: Span


def read_proposal(said: str, document: Document) -> Proposal | None:
    """The proposal as the folded question `said` asks for it: who made it, or its number and date."""
    for sentence in _telling(document):
        if _WHO.search(said) and not _NUMBERED.search(said):
            return Proposal(_proposer(document.text, sentence), sentence)
        return Proposal(_letter(document.text, sentence), sentence)
    return None


def _telling(document: Document) -> list[Span]:
    """The sentences that tell of the proposal, the most certain first; none of them in a table."""
    text = document.text
    opening, telling = [], []
    for sentence in _clauses(document):
        said = fold(sentence.of(text)).text.strip()
        if _OPENS.match(said):
            opening.append(sentence)
        elif _TELLS.search(said):
            telling.append(sentence)
    return opening + telling


def _clauses(document: Document) -> list[Span]:
    """The sentences outside of tables."""
    tables = tuple(table.span for table in document.tables)
    blocks = [block.span for block in find_blocks(document.text, tables)]
    return [sentence for block in blocks for sentence in sentences(document.text, block)]


def _proposer(text: str, sentence: Span) -> str:
    agencies = find_agencies(text, sentence)
    whole = fold(sentence.of(text))
    match = _PROPOSER.search(whole.text)
    if match is not None:
        inside = whole.span(*match.span("who"))
        return " ".join(inside.of(sentence.of(text)).split())
    return " ".join(agencies[0].span.of(text).split()) if agencies else ""


def _letter(text: str, sentence: Span) -> str:
    """The letter with its number and, right behind, its date: "Tờ trình số 12/TTr-SYT ngày 3/5/2031"."""
    figures = find_figures(text, sentence)
    number = next((f.span for f in figures if f.kind is FigureKind.NUMBER_OF_DOCUMENT), None)
    if number is None:
        return ""
    before = fold(text[sentence.start : number.start])
    opening = _BEFORE_NUMBER.search(before.text)
    start = sentence.start + before.starts[opening.start()] if opening else number.start
    date = next((f.span for f in figures if f.kind is FigureKind.DATE and f.span.start >= number.end), None)
    near = date is not None and len(text[number.end : date.start].strip(" ,")) <= len("đề ngày")
    end = date.end if date is not None and near else number.end
    return " ".join(text[start:end].split())
