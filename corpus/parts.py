"""Parts: where a decision, a plan or an appendix begins, what belongs to its head, and where it is signed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.folding import folded, one_spelling
from corpus.openings import Candidate, Opening, label
from corpus.types import SectionKind, Span

_KINDS = one_spelling(
    "kế hoạch|quyết định|nghị quyết|chương trình|đề án|dự án|chỉ thị|thông báo|tờ trình|báo cáo|quy hoạch|quy chế"
    "|quy định|phương án|hướng dẫn|công văn|thông tư|nghị định"
).replace(" ", " ?")  # "KẾHOẠCH"
_ORDINAL = r"(?: (?:số )?[\divx]+)?[.:]?"
_PART = re.compile(rf"(?:{_KINDS})|(?:phụ lục|phụ biểu|biểu|mẫu|danh mục){_ORDINAL}")
_ANNEX = re.compile(rf"(?:phụ lục|phụ biểu){_ORDINAL} ")
_LIST_OF = re.compile(r"(?:danh mục|bảng|biểu|dự toán|khái toán|tổng hợp|phân công|lộ trình) ")
_KIND_FIRST = re.compile(rf"(?:{_KINDS})\b")
_KIND_AS_TITLE = re.compile(rf"(?:{_KINDS})\b(?! (?:số )?\d)|phụ (?:lục|biểu) (?:số )?[\divx]+\b")
_MOTTO = re.compile(r"cộng ?hòa xã hội chủ nghĩa|độc lập ?[-–] ?tự do|đảng cộng sản việt nam$")
_HEAD_LINE = re.compile(r"số ?:|.{2,40}, ?ngày ?\d|về việc |v/v |kính gửi ?:")
_RECIPIENTS = re.compile(r"nơi nhận(?: ?:|$)")
_ON_BEHALF = re.compile(r"(?:[tk]/[mt]|(?:tm|kt|tl|tuq|q)\.) ?\w")  # T/M as the Party writes it
_SIGNS = re.compile(
    r"(?:phó )?(?:giám đốc|chủ tịch|thủ tướng|bộ trưởng|cục trưởng|chánh văn phòng|thứ trưởng|bí thư)"
    r"(?: (?:ủy ban|hội đồng|sở).*)?$"
)
_RECIPIENTS_HEADING = re.compile(r"nơi nhận\b")
_SIGNATURE_HEADING = re.compile(r"(?:kí ban hành|người kí|chữ kí)\b")
_LONGEST_HEADER_LINE = 120
_LONGEST_REFERENCE = 14  # code points: "Phụ lục số XII" in small letters may be a title, more is a sentence
_LONGEST_HEAD_LINE = 30
_LONGEST_SIGNATURE = 80
_LINES_BEFORE_MOTTO = 7
_LINES_OF_HEAD = 16


def part_at(candidates: Sequence[Candidate], i: int, state: SectionKind) -> Opening | None:
    """A part begins at its motto (with the issuer's lines before it) or, without one, at its title."""
    this = candidates[i]
    if _is_header_start(candidates, i):
        head = candidates[i : i + _LINES_OF_HEAD]
        title = next((c for c in head if _begins_with_kind(c) or (_is_part_title(c) and not _is_annex(c))), None)
        return _part(this.span.start, title)
    if state is SectionKind.HEAD and not _is_annex(this):
        return None  # "DANH MỤC" under "PHỤ LỤC I" is more of its title
    after_end = state in (SectionKind.SIGNATURE, SectionKind.RESIDUE) and i > 0
    if _stands_as_title(candidates, i) or (after_end and this.capitals and _LIST_OF.match(this.folded)):
        before = candidates[max(0, i - _LINES_OF_HEAD) : i]
        if state is SectionKind.BODY and any(is_motto(candidate.folded) for candidate in before):
            return None  # the title of a head that another line had seemed to end
        return _part(this.span.start, this)
    return None


def is_motto(said: str) -> bool:
    """Whether the folded text holds the national motto."""
    return _MOTTO.search(said) is not None


def lays_out_page(text: str, table: Span) -> bool:
    """Whether a table only sets the head of a document, or its recipients and signature, side by side."""
    said = folded(text[table.start : min(table.end, table.start + 300)])
    return is_motto(said) or _RECIPIENTS.match(said) is not None


def is_title(candidate: Candidate) -> bool:
    """Whether a block in small letters has the form of a title: kind and subject, no sentence."""
    return bool(_KIND_AS_TITLE.match(candidate.folded)) and is_line_of_title(candidate)


def is_line_of_title(candidate: Candidate) -> bool:
    """Whether a block has the form of an unnumbered heading: short, one clause, a capital first, no stop at its end."""
    return (
        candidate.marker is None
        and len(candidate.span) <= 2 * _LONGEST_HEADER_LINE
        and candidate.written[0].isupper()
        and candidate.last not in ".;,!?…/|-–"
        and ":" not in candidate.written
        and " | " not in candidate.written
    )


def belongs_to_head(candidate: Candidate) -> bool:
    """Title lines, issuer, number, place and date, addressee, "(kèm theo ...)", rules of dashes."""
    return (
        candidate.capitals
        or candidate.wordless
        or candidate.written.startswith("(")
        or is_motto(candidate.folded)
        or bool(_HEAD_LINE.match(candidate.folded))
        or (len(candidate.span) < _LONGEST_HEAD_LINE and candidate.last not in ".;:,")
    )


def ending_at(candidate: Candidate, state: SectionKind) -> Opening | None:
    """The recipients or the signature that begin with a block."""
    start = candidate.span.start
    if _RECIPIENTS.match(candidate.folded) and state is not SectionKind.RESIDUE:
        return Opening(start, SectionKind.RECIPIENTS)
    if candidate.marker is not None or len(candidate.span) >= _LONGEST_SIGNATURE:
        return None
    signs = _ON_BEHALF.match(candidate.folded) or (
        _SIGNS.match(candidate.folded) and (candidate.capitals or state is SectionKind.RECIPIENTS)
    )
    if signs and state in (SectionKind.RECIPIENTS, SectionKind.BODY):
        return Opening(start, SectionKind.SIGNATURE)
    return None


def kind_of_heading(said: str) -> SectionKind:
    """The kind of the section under a heading of this folded text."""
    if _RECIPIENTS_HEADING.match(said):
        return SectionKind.RECIPIENTS
    return SectionKind.SIGNATURE if _SIGNATURE_HEADING.match(said) else SectionKind.BODY


def is_signers_name(candidate: Candidate) -> bool:
    """Whether a block is the signer's name, the last line of a signature."""
    words = candidate.written.split()
    named = all(word[0].isupper() or "." in word for word in words)
    return not candidate.capitals and 2 <= len(words) <= 6 and named


def _part(start: int, title: Candidate | None) -> Opening:
    if title is None:
        return Opening(start, SectionKind.HEAD, level=0)
    return Opening(start, SectionKind.HEAD, title.span, label(title.written), level=0)


def _is_header_start(candidates: Sequence[Candidate], i: int) -> bool:
    """Whether block i is the first of the short lines that lead to the national motto."""
    if not candidates[i].capitals or (i and _is_header_line(candidates[i - 1])):
        return False
    for candidate in candidates[i : i + _LINES_BEFORE_MOTTO]:
        if is_motto(candidate.folded):
            return True
        if not _is_header_line(candidate):
            return False
    return False


def _is_header_line(candidate: Candidate) -> bool:
    short = candidate.marker is None and len(candidate.span) <= _LONGEST_HEADER_LINE
    return short and (candidate.capitals or candidate.wordless)


def _stands_as_title(candidates: Sequence[Candidate], i: int) -> bool:
    """A title in small letters ("Phụ lục 2") may be a mere reference: more of a title must follow it."""
    if not _is_part_title(candidates[i]):
        return False
    if candidates[i].capitals or i + 1 == len(candidates):
        return candidates[i].capitals
    following = candidates[i + 1]
    return following.marker is None and (following.capitals or following.written.startswith("("))


def _is_part_title(candidate: Candidate) -> bool:
    if candidate.last == ":" or not (candidate.capitals or len(candidate.span) <= _LONGEST_REFERENCE):
        return False
    first = folded(candidate.first_line).strip("* #")
    return bool(_PART.fullmatch(first) or (candidate.capitals and _ANNEX.match(first)))


def _is_annex(candidate: Candidate) -> bool:
    return _ANNEX.match(f"{candidate.folded} ") is not None


def _begins_with_kind(candidate: Candidate) -> bool:
    """Whether the block is a title whose kind and subject stand in one line ("QUYẾT ĐỊNH Phê duyệt ...")."""
    first = candidate.first_line
    kind = _KIND_FIRST.match(folded(first))
    return bool(kind and first[: kind.end()].isupper() and not first.endswith(":"))
