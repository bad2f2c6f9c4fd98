"""How a document shortens a name, also where the letters are not its initials: "Nền tảng điều phối dữ liệu (NDOP)".

`corpus.abbreviations` takes only what proves itself; here the short form is known from the question, so the form of the
sentence is enough.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.folding import bare, folded
from corpus.types import Span

_SAID = r"(?:(?:sau đây|dưới đây|từ đây)?,? ?(?:được )?(?:gọi|viết)(?: chung)?(?: tắt)?(?: là)?:?|(?:tên )?viết tắt:?)"
_BRACKET_BEFORE = re.compile(rf"\(\s*(?:{_SAID}\s*|[^()\n]{{2,60}}?\s*[/,;:–-]\s*)?[“”\"'‘]?$", re.IGNORECASE)
_BRACKET_AFTER = re.compile(r"[“”\"'’]?\s*(?:[/,;:–-][^()\n]{0,60})?\)")
_SAID_BEFORE = re.compile(r",?\s*(?:sau đây )?(?:được )?(?:gọi|viết) tắt(?: là)?:?\s*[“”\"'‘]?$", re.IGNORECASE)
_LONG_BEHIND = re.compile(
    r"[”\"']?\s*(?:\((?!sau đây)(?P<bracket>[^()\d][^()]{4,120})\)"
    r"|(?:,? là|:)? ?(?:từ |chữ |cụm từ )?(?:được )?viết tắt (?:của|cho)(?: cụm từ| từ)? (?P<stands>[^.;()\n]{4,120})"
    r"|(?: có)? nghĩa là (?P<means>[^.;()\n]{4,160})|,? là (?P<is>[^.;()\n]{6,160}))"
)
_BORDER = re.compile(r"[.;:()|!?…“”\"]|\n\s*\n")
_WIDEST = 200  # code points before a short form in which its long form stands
_NEXT = 140  # behind it
_LONGEST_LEAD = 4  # words that may stand before the capital with which a name begins
_LONGEST_NAME = 8  # words of a name that begins with no word of `_HEADS`
_LEADS_TEXT = """
    và hoặc gồm như là của các những với qua bằng theo về tại trên cho đến từ triển khai sử dụng ứng dụng xây dựng phát
    áp dụng vận hành thông tiếp tục kết nối thực hiện một số hình thành đào tạo bồi dưỡng đội ngũ nâng cấp đầu tư
    thử nghiệm thí điểm khuyến khích hoàn
"""
_LEADS = frozenset(folded(_LEADS_TEXT).split())
_HEAD = (
    r"(?:hệ thống|phần mềm|nền tảng|cơ sở dữ liệu|trung tâm|công nghệ|mạng|chương trình|quỹ|dự án|bộ chỉ số|chỉ số"
    r"|tổ chức|cổng|mô hình|phương thức|giao thức|thiết bị|dịch vụ|khu)\b"
)
_HEADS = re.compile(rf"\b{_HEAD}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shortening:
    """The words that a short form stands for, and the place that says so."""

    long: Span
    span: Span


def find_shortening(text: str, short: str) -> Shortening | None:
    """What `short` is said to stand for in `text`; a long form that begins with a capital first."""
    found: list[Shortening] = []
    for match in re.finditer(rf"(?<![\w&]){re.escape(short)}(?![\w&])", text):
        long = _before(text, match, short) or _behind(text, match)
        if long is not None and len(long) > len(short):
            found.append(Shortening(long, Span(min(long.start, match.start()), max(long.end, match.end()))))
    return min(found, key=lambda s: not text[s.long.start].isupper(), default=None)


def _before(text: str, match: re.Match[str], short: str) -> Span | None:
    """The long form that ends at the bracket, or at the "gọi tắt là", before the short form."""
    start = max(0, match.start() - _WIDEST)
    opening = _BRACKET_BEFORE.search(text, start, match.start())
    if opening is None or not _BRACKET_AFTER.match(text, match.end()):
        opening = _SAID_BEFORE.search(text, start, match.start())
    if opening is None:
        return None
    border = opening.start()
    cuts = [cut.end() for cut in _BORDER.finditer(text, start, border)]
    chunk = Span(cuts[-1] if cuts else start, border).trimmed(text)
    own = text.rfind(short, chunk.start, chunk.end)  # "Nghị định số 12 … (sau đây gọi tắt là Nghị định)"
    if own >= 0:
        return Span(own, chunk.end)
    if not short.isupper() and " " in short:
        return chunk
    commas = [comma.end() for comma in re.finditer(r",\s", text[: chunk.end]) if comma.start() >= chunk.start]
    for start in reversed([chunk.start, *commas]):
        name = _name(text, Span(start, chunk.end))
        if name is not None:
            return name
    words = _without_lead(text, chunk)
    return Span(words[0].start, chunk.end) if len(words) > 1 else None


def _name(text: str, piece: Span) -> Span | None:
    """The name that `piece` is, without the words that lead to it; None where it does not begin as names do."""
    words = _without_lead(text, piece)
    if len(words) < 2:
        return None
    second = _HEADS.match(text, words[1].start)
    if second is not None and not _HEADS.match(text, words[0].start):
        return Span(words[1].start, piece.end)
    heads = list(_HEADS.finditer(text, words[0].start, piece.end))
    if heads and heads[0].start() > words[0].start and len(words) > _LONGEST_NAME:
        return Span(heads[-1].start(), piece.end)  # a sentence begins with a capital too
    capital = next((i for i, w in enumerate(words[: _LONGEST_LEAD + 1]) if w.of(text)[0].isupper()), None)
    if capital is not None and len(words) - capital > 1:
        return Span(words[capital].start, piece.end)
    return Span(heads[-1].start(), piece.end) if heads else None


def _without_lead(text: str, piece: Span) -> list[Span]:
    """The words of `piece` from the first that does not only lead to a name."""
    words = [Span(piece.start + w.start(), piece.start + w.end()) for w in re.finditer(r"[^\s,]+", piece.of(text))]
    while words and (folded(words[0].of(text)) in _LEADS or not words[0].of(text)[0].isalnum()):
        words = words[1:]
    return words


def _behind(text: str, match: re.Match[str]) -> Span | None:
    """The long form behind the short one: in brackets, or after "là"."""
    found = _LONG_BEHIND.match(text, match.end(), match.end() + _NEXT)
    if found is None:
        return None
    name = next(name for name, said in found.groupdict().items() if said)
    if name == "is" and not _opens_clause(text, match.start()):
        return None
    long = Span(*found.span(name)).trimmed(text)
    if name == "bracket" and bare(text[long.start]).lower() != bare(text[match.start()]).lower():
        return None  # "GRDP (đối với địa phương)" is a remark
    return long if len(long.of(text).split()) > 1 else None


def _opens_clause(text: str, start: int) -> bool:
    return not re.search(r"\w\s*$", text[max(0, start - 10) : start])
