"""The title of a document: where it stands, what kind of document it names, and its normal form.

A decision that approves or promulgates a plan has the plan's title: readers ask for the plan, not for the decision.
The normal form is one line in sentence case. Titles in capital letters get back their small letters as the document
itself writes the same words further on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from corpus.agencies import find_agencies
from corpus.agency_names import tidy
from corpus.casing import in_small_letters, is_shouted
from corpus.folding import one_spelling
from corpus.surface import Surface
from corpus.types import Field

_KINDS = (
    "kế hoạch",
    "chương trình hành động",
    "chương trình",
    "đề án",
    "phương án",
    "quy hoạch",
    "chiến lược",
    "dự án",
    "quyết định",
    "nghị quyết",
    "chỉ thị",
    "thông báo",
    "báo cáo",
    "hướng dẫn",
    "kết luận",
    "quy định",
    "quy chế",
    "tờ trình",
    "công văn",
    "công điện",
    "thông tư",
)
_KIND = f"(?P<kind>{'|'.join(one_spelling(kind) for kind in _KINDS)})".replace(" ", r"\s*")
_KIND_LINE = re.compile(rf"^[^\S\n]*(?:\|[^\S\n]*|#+[^\S\n]*)?{_KIND}(?P<rest>[^\n]*)$", re.MULTILINE)
_APPROVED = re.compile(
    rf"\s*(?:(?:về\s*việc|v/v|về)\s*)?(?:(?:phê\s*duyệt|ban\s*hành|thông\s*qua|kèm\s*theo)\s*(?:và\s*)?)+{_KIND}"
)
_APPROVING = ("quyết định", "nghị quyết")
_STOP = re.compile(
    r"\s*(?:\(|căn\s*cứ|thực\s*hiện\s|xét\s|theo\s|kính\s*gửi|[ivx]+\.|\d+[.)]|điều\s*\d|phần\s|chương\s*[ivx\d]"
    r"|số\s*:|>|nơi\s*nhận|số\s*hiệu|đây\s*là)"
)
_KIND_ALONE = re.compile(rf"(?:^|\n)[^\w\n]*{_KIND}[^\w\n]*\n\s*$")
_SUBJECT_OR_PREAMBLE = re.compile(r"\s*(?:thực\s*hiện|theo|xét)\s")
_ISSUING = re.compile(r"(?:ban\s*hành|xây\s*dựng|lập)\s+(?:kế\s*hoạch|chương\s*trình|đề\s*án)")
_RULE = re.compile(r"[\s|_*=–-]*$")
_RESTATED = re.compile(r"\s*\((?:bản|văn bản)[^()]*\)\s*$")
_NUMBER_IN_TITLE = re.compile(r"\s+(?:số\s+)?\d+[\w/]*/[\w-]+(?:\s+năm\s+\d{4})?", re.IGNORECASE)
_PUBLISHED_BY = re.compile(r"\s+do\s+(?:[^\d]{5,80})\s+ban\s+hành\s*$", re.IGNORECASE)
_YEAR_GLUED = re.compile(r"(?<=[^\W\d_]{2})(?=(?:19|20)\d\d(?!\d))")
_LONGEST = 700
_LONGEST_KIND = 60  # characters of the line that names the kind, with the white space behind it
_SEEN = 60_000  # characters of a document in which the letters of its title are looked up


@dataclass(frozen=True, slots=True)
class Title:
    """A title in normal form at [start, end) of the surface; `kind` is that of what the title names.

    `block` is where the whole title begins, with the decision around the plan; the kind stands at [start, kind_end).
    """

    text: str
    kind: str
    block: int
    start: int
    kind_end: int
    end: int

    def field(self, surface: Surface) -> Field:
        """The title as a field."""
        return Field(self.text, surface.span(self.start, self.end))


def find_title(surface: Surface, start: int, end: int) -> Title | None:
    """The title that stands in [start, end), or None.

    It is a line in capital letters that begins with a kind of document, or else the first line if it begins with one.
    """
    lines = [match for match in _KIND_LINE.finditer(surface.marked, start, end) if _is_title(surface, match)]
    shouted = [match for match in lines if surface.written(*match.span("kind")).isupper()]
    found = next(iter(shouted), None) or next((m for m in lines if not surface.marked[start : m.start()].strip()), None)
    return _read(surface, found, end) if found else None


def page_title(surface: Surface) -> Title | None:
    """The title in the heading of a web page ("Kế hoạch 57/KH-UBND năm 2033 trồng rừng ..."), where there is one."""
    for match in _KIND_LINE.finditer(surface.marked, 0, 1500):
        line = surface.written(match.start("kind"), match.end())
        bare_title = _PUBLISHED_BY.sub("", _NUMBER_IN_TITLE.sub("", line))
        if len(bare_title.split()) > 5:
            subject = Surface.of(bare_title)
            approved = _APPROVED.match(subject.marked, len(match["kind"]))
            text = bare_title[approved.start("kind") :] if approved else bare_title
            kind = approved["kind"] if approved else match["kind"]
            start = match.start("kind")
            text = _sentence(_kind_in_small_letters(_RESTATED.sub("", tidy(text))))
            return Title(text, _kind(kind), start, start, start + len(match["kind"].rstrip()), match.end())
    return None


def is_subject(surface: Surface, start: int) -> bool:
    """Whether "Thực hiện ...", as a preamble begins too, is the subject of the title whose kind stands alone before it.

    A preamble is a sentence: it ends with a stop or says that the plan is issued.
    """
    kind = _KIND_ALONE.search(surface.marked, max(0, start - _LONGEST_KIND), start)
    if kind is None or not surface.written(*kind.span("kind")).isupper():
        return False
    if _SUBJECT_OR_PREAMBLE.match(surface.marked, start) is None:
        return False
    first, *others = surface.written(start, start + _LONGEST).split("\n")
    said = " ".join([first, *takewhile(lambda line: line[:1].islower(), others)]).rstrip()
    return not said.endswith((".", ";", ":", ",")) and _ISSUING.search(said.lower()) is None


def _is_title(surface: Surface, match: re.Match[str]) -> bool:
    """Whether a line is a title and neither the words that enact a decision ("QUYẾT ĐỊNH:") nor a sentence."""
    rest = surface.written(*match.span("rest")).strip()
    heading = "#" in surface.marked[match.start() : match.start("kind")]
    if rest.startswith(":") or rest.endswith((".", ";")):
        return heading
    shouted = surface.written(*match.span("kind")).isupper()
    return heading or not shouted or not rest or is_shouted(rest)


def _read(surface: Surface, first: re.Match[str], limit: int) -> Title:
    start, kind = first.start("kind"), first["kind"]
    end = _block_end(surface, first, min(limit, start + _LONGEST))
    subject = first.end("kind")
    if _kind(kind).lower() in _APPROVING and (approved := _APPROVED.match(surface.marked, subject, end)):
        begin, kind = approved.start("kind"), approved["kind"]
    else:
        begin = start
    end = _without_issuer(surface, begin, end)
    return Title(_normal(surface, begin, end), _kind(kind), start, begin, begin + len(kind.rstrip()), end)


def _block_end(surface: Surface, first: re.Match[str], limit: int) -> int:
    """Where the lines of a title end: with capital letters they go on as long as these do, else up to a blank line."""
    end = first.end()
    shouted = True if not first["rest"].strip() else is_shouted(surface.written(*first.span("rest")))
    started = bool(first["rest"].strip())
    gap = False
    for line in re.finditer(r"[^\n]*\n?", surface.marked[first.end() + 1 : limit]):
        begin = first.end() + 1 + line.start()
        written = surface.written(begin, begin + len(line.group())).strip()
        if not line.group():
            break
        if _RULE.fullmatch(written):
            if any(char in written for char in "|_*=-–") and started:
                break
            gap = gap or started
            continue
        if not (not started and is_subject(surface, begin)) and _ends_title(written, surface.marked[begin:limit]):
            break
        loud = is_shouted(written)
        if started and (loud != shouted or (gap and not loud) or (not shouted and not _goes_on(surface, end, written))):
            break
        shouted = loud if not started else shouted
        started, end, gap = True, begin + len(line.group().rstrip()), False
    return end


def _ends_title(written: str, marked: str) -> bool:
    """Whether a line is no part of a title: a heading, a preamble, the name of who decides, or a further title."""
    stop = _STOP.match(marked)
    if stop and not (is_shouted(written) and written[:1].isalpha() and not re.match(r"[IVX]+\.", written)):
        return True
    if _KIND_LINE.match(written.lower()) and written.rstrip().endswith(":"):
        return True
    agencies = find_agencies(written)
    return bool(agencies) and agencies[0].span.start == 0 and agencies[0].span.end >= len(written.rstrip(" ,:"))


def _goes_on(surface: Surface, end: int, written: str) -> bool:
    """Whether a line in small letters continues the title before it and is no paragraph of its own."""
    before = surface.written(max(0, end - _LONGEST), end).rsplit("\n", 1)[-1]
    unfinished = before.count("(") > before.count(")") or written[:1].islower()
    return unfinished or (len(written) < 100 and not before.endswith("."))


def _without_issuer(surface: Surface, start: int, end: int) -> int:
    """The end without the name of who decides, which some pages put on the same line."""
    text = surface.written(start, end)
    for agency in reversed(find_agencies(text)[-1:]):
        before = text[: agency.span.start].rstrip()
        alone = not re.search(r"(?:của|do|tại|cho|bởi|về|với|và|,|\n)$", before, re.IGNORECASE)
        if agency.span.end == len(text.rstrip()) and alone and agency.key in {"thủ tướng chính phủ", "chính phủ"}:
            return start + len(before)
    return end


def _normal(surface: Surface, start: int, end: int) -> str:
    written = surface.written(start, end)
    title = tidy(_YEAR_GLUED.sub(" ", re.sub(r"[\s|]+", " ", written)))
    title = _RESTATED.sub("", title).strip(" .:")
    title = re.sub(r"\s[–-]\s", " - ", title)
    if not is_shouted(title):
        return _sentence(_kind_in_small_letters(title))
    return _sentence(
        in_small_letters(title, _kind_words(title), surface.written(end, min(len(surface.marked), end + _SEEN)))
    )


def _kind_in_small_letters(title: str) -> str:
    """A title whose kind alone is in capital letters ("KẾ HOẠCH Ứng dụng ...") with both parts joined to a sentence."""
    kind = re.match(_KIND, one_spelling(title.lower()))
    if kind is None or not title[: kind.end()].isupper():
        return title
    rest = title[kind.end() :].lstrip()
    return f"{title[: kind.end()].lower()} {rest[:1].lower() if rest[1:2].islower() else rest[:1]}{rest[1:]}"


def _kind_words(title: str) -> int:
    """How many words of a title name its kind."""
    kind = re.match(_KIND, one_spelling(title.lower()))
    return len(kind.group().split()) if kind else 0


def _sentence(title: str) -> str:
    return title[:1].upper() + title[1:]


def _kind(matched: str) -> str:
    """The kind that a pattern matched, with its blanks."""
    together = re.sub(r"\s+", "", matched)
    kind = next(kind for kind in _KINDS if one_spelling(kind).replace(" ", "") == together)
    return kind[:1].upper() + kind[1:]
