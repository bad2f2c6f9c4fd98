"""Since when a document is in force, and whether it still is: its last article, or the box of a legal portal."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.folding import fold
from corpus.types import Document, SectionKind, Span

_PAPER = r"(?:quyết định|kế hoạch|chương trình|đề án|văn bản|chỉ thị|nghị quyết|qui chế)"
_IN_FORCE = re.compile(
    rf"{_PAPER}(?: này)?(?: \w+){{0,3}}? có hiệu lực(?: thi hành)?(?: kể)?,? (?P<said>(?:kể )?từ [^.;/\n]{{3,60}}?)"
    r"(?= và | thay thế|[.;,/]| điều \d|$)"
)
_FROM = re.compile(r"kể từ|từ")
_SIGNING = re.compile(r"ngày (?:kí|ban hành|được kí|phê duyệt|thông qua)")
_LABELS = r"(?=\s{2,}|\n|\Z| (?:ngày|số|tình trạng|lĩnh vực|người kí|cơ quan|nơi)\b)"
_DATE_BOX = re.compile(
    rf"ngày (?:có )?hiệu lực\s*:?\s*(?P<said>\d[\d/.-]+|đang cập nh[ậâ][tp]|chưa [^\n]{{2,30}}?){_LABELS}"
)
_END_BOX = re.compile(rf"ngày hết hiệu lực\s*:?\s*(?P<said>\d[\d/.-]+|đang cập nh[ậâ][tp]|[^\n:]{{2,40}}?){_LABELS}")
_STATE_BOX = re.compile(
    r"tình trạng(?: hiệu lực| pháp lí)?\s*:?\s*"
    r"(?P<said>(?:còn|hết|chưa có|ngưng|tạm ngưng) hiệu lực(?: một phần| toàn bộ)?"
    r"|không còn phù hợp|đang cập nh[ậâ][tp]|đã biết|chưa xác định)"
)


@dataclass(frozen=True, slots=True)
class Force:
    """What to say of a document's force and the place that says it."""

    said: str
    quote: Span
    from_signing: bool = False


def read_effect(document: Document, said: str) -> Force | None:
    """Since when a document is in force; the box of a portal first where the folded question names its label."""
    if "ngay het hieu luc" in said or "het hieu luc" in said:
        return _boxed(document, _END_BOX)
    stated = _stated(document)
    boxed = _boxed(document, _DATE_BOX)
    if boxed is not None and (stated is None or "ngay hieu luc" in said):
        return boxed
    return stated


def read_validity(document: Document, said: str) -> Force | None:
    """Whether a document is in force, as a portal states it."""
    if "ngay het hieu luc" in said:
        return _boxed(document, _END_BOX)
    return _boxed(document, _STATE_BOX)


def _stated(document: Document) -> Force | None:
    """The sentence of the document itself that puts it into force."""
    whole = fold(document.text)
    match = _IN_FORCE.search(whole.text)
    if match is None:
        return None
    start = match.start("said")
    if not match["said"].startswith("kể") and whole.text[:start].endswith("kể "):
        start -= len("kể ")
    span = whole.span(start, match.end("said"))
    told = " ".join(span.of(document.text).split())
    return Force(told, whole.span(match.start(), match.end()), _SIGNING.search(match["said"]) is not None)


def _boxed(document: Document, box: re.Pattern[str]) -> Force | None:
    """What stands behind a label in the residue of a portal, quoted with its label."""
    for section in document.sections:
        if section.kind is not SectionKind.RESIDUE:
            continue
        inside = section.span.of(document.text)
        lines = _fold_lines(inside)
        match = box.search(lines)
        if match is None:
            continue
        start = section.span.start
        value = Span(start + match.start("said"), start + match.end("said"))
        return Force(value.of(document.text).strip(), Span(start + match.start(), start + match.end()))
    return None


def _fold_lines(text: str) -> str:
    """`text` in small letters with y as i, as long as before and with its lines: a label ends with its line."""
    return (
        "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
        .replace("lý", "lí")
        .replace("ký", "kí")
    )
