"""Targets: the measured states that a clause promises, one for each figure, each with its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.commitments.clauses import cut_at
from corpus.commitments.measures import Measure, measures_in
from corpus.commitments.wording import spaced
from corpus.figures import FigureKind
from corpus.folding import fold, folded
from corpus.types import Span


@dataclass(frozen=True, slots=True)
class Target:
    """A measure with the span of the words that promise it, and what it measures."""

    span: Span
    measure: Measure
    metric: str


_SEPARATOR = re.compile(r";\s|,\s|\bvà\s|:\s|\(\s?|\.\s")
_OPENS = re.compile(
    r"(?:phấn đấu|đảm bảo|bảo đảm|có|đạt|đến|tỉ lệ|tỉ trọng|số|trong đó|cho|khoảng|mỗi|hết năm|tăng|giảm|tiến tới"
    r"|các|từng)\b"
)
_BRACKETED = re.compile(r"\([^()]*\)")
_FRESH = re.compile(r"(?:tỉ lệ|tỉ trọng|số (?:lượng )?\S+|phấn đấu|trong đó|mỗi|đến năm|tổng)\b")
_PREDICATE = re.compile(
    r"\b(?:có|được|sử dụng|đạt|kết nối|triển khai|biết|ban hành|cung cấp|thực hiện|bố trí|hoàn thành|đủ|tham gia"
    r"|tiếp cận|xử lí"
    r"|hoàn thiện|đảm bảo|bảo đảm|áp dụng|ứng dụng|trao đổi|trở thành|dưới dạng|qua mạng|số hóa|thường xuyên"
    r"|khai thác|đào tạo"
    r"|chuyển|nộp|trả|công khai|xây dựng|đăng kí|mua|bán|chưa|không|bị|sẽ|đề ra|phổ cập|duy trì|nối|đều|tổ chức|tự"
    r"|đóng|ứng)\b"
)
_TAIL = re.compile(
    r"(?:[,;] |\s)(?:trong đó|nhằm|góp phần|từng bước|qua đó|tạo điều kiện|theo (?:nghị quyết|nghị định"
    r"|quyết định|thông tư"
    r"|yêu cầu tại|qui định tại|kế hoạch số)|bao gồm|phục vụ cho)\b"
    r"|, (?:xây dựng|tăng cường|đẩy mạnh|tiếp tục|ưu tiên|chú trọng)\b"
)
_INTRO = re.compile(
    r"^(?:(?:phấn đấu|đảm bảo|bảo đảm|trong đó|cơ bản|dự kiến|tiến tới|đạt|có|đưa|cho|khoảng|trên|ít nhất|tối thiểu"
    r"|hơn|từ|là|được"
    r"|hàng năm|hằng năm|để|và|thì|(?:đến |trước |hết )*ngày \d{1,2}(?: tháng |/)\d{1,2}(?: năm |/)\d{4}"
    r"|(?:đến |hết |cuối |trong |từ |giai đoạn )*(?:năm )?\d{4}(?: ?[-–] ?\d{4})?)(?!\w)[ ,:;]*)+"
)
_LAST_WORDS = re.compile(
    r"[ ,]+(?:đạt(?: được)?|là|chiếm|lên|còn|xuống|tăng|giảm|có|từ|đến|khoảng|trên|tối thiểu|ít nhất|hơn|dưới"
    r"|không quá|và|cho|ở|với"
    r"|đạt tỉ lệ|bằng|đáp ứng được|bình quân|tại|thuộc|mức|tăng thêm|đưa|khoảng từ)$"
)
_MEASURED = re.compile(
    r"^(?:tỉ lệ|tỉ trọng|số|mức|chỉ số|năng suất|tổng|tốc độ|diện tích|sản lượng|thu nhập|dung lượng|giá trị|qui mô"
    r"|độ|mật độ)\b"
)
_FROM = re.compile(r"\s*từ (?:mức )?[\d.,]+ ?\w*%? (?:lên|xuống|đến|còn)\b.*$")
_TIME_BEHIND = re.compile(r",? (?:ngay )?(?:trong|vào|đến|trước|tính đến)(?: hết| cuối)? năm \d{4}(?: và các .*)?$")
_LONGEST = 220


def targets(text: str, piece: Span, measures: Sequence[Measure]) -> tuple[Target, ...]:
    """The targets of a piece of a sentence, one for each of its `measures`, in order."""
    if not measures:
        return ()
    starts = [cut_at(text, Span(piece.start, measures[0].whole.start))]
    starts += [_border(text, a, b) for a, b in pairwise(measures)]
    ends = [*starts[1:], piece.end]
    found: list[Target] = []
    said_before, subject = "", ""
    for number, measure in enumerate(measures):
        span = Span(starts[number], ends[number])
        behind = folded(text[measure.whole.end : span.end])
        leads = not folded(_without_intro(text, Span(span.start, measure.whole.start)))
        shared = leads and not _PREDICATE.search(behind) and number + 1 < len(measures)
        own = _closed(text, Span(span.start, _tail(text, span, measure)))
        before = _before(text, own, measure)
        if leads and found and said_before and not _PREDICATE.search(behind):
            own, before = Span(found[-1].span.start, own.end), said_before  # "dạy bơi cho 90% trẻ và 60% người lớn"
        said_before = before
        if leads and found and not before and _PREDICATE.match(behind.strip()):
            before = subject  # "100% xã đạt mức 1 và 50% đạt mức 2"
        subject = _subject(text, own, measure) or subject
        metric = _metric(text, own, measure, before)
        if shared:  # what follows is said of both: "100% cấp tỉnh và 60% cấp huyện sử dụng"
            span = _closed(text, Span(span.start, _tail(text, Span(span.start, piece.end), measures[-1])))
            metric = _short(f"{metric} {_predicate(text, span, measures[-1])}".rstrip(" .;,"))
        found.append(Target(span if shared else own, measure, metric))
    return tuple(found)


def _predicate(text: str, span: Span, last: Measure) -> str:
    """What is said of the last of several subjects, and so of all."""
    copy = fold(text[last.whole.end : max(last.whole.end, span.end)])
    match = _PREDICATE.search(copy.text)
    return spaced(text[last.whole.end + copy.starts[match.start()] : span.end]) if match else ""


def measured(text: str, piece: Span) -> tuple[Measure, ...]:
    """The measures of a piece that are to be reached: shares, and counts that a word for reaching stands before."""
    found = [m for m in measures_in(text, piece) if m.kind is not FigureKind.MONEY]
    kept: list[Measure] = []
    for one in found:
        share = one.kind is FigureKind.SHARE
        if share or (one.cued and not (kept and _is_said_of(text, kept[-1], one))):
            kept.append(one)
    return tuple(kept)


def _is_said_of(text: str, before: Measure, one: Measure) -> bool:
    """Whether a count only belongs to what a share is of: "100% cơ quan sử dụng ít nhất 01 ứng dụng"."""
    between = text[before.whole.end : max(before.whole.end, one.whole.start)]
    fresh = any(_FRESH.match(folded(between[match.end() :])) for match in _SEPARATOR.finditer(between))
    return before.kind is FigureKind.SHARE and ";" not in between and not fresh


def _border(text: str, one: Measure, other: Measure) -> int:
    """Where between two figures the words of the second begin."""
    copy = fold(text[one.whole.end : other.whole.start])
    closed = _BRACKETED.search(copy.text)  # what stands in it is over before the second figure
    found = _SEPARATOR.finditer(copy.text)
    cuts = [(m.end(), m.group().strip()) for m in found if not closed or not closed.start() <= m.start() < closed.end()]
    rests = [(cut, sign, copy.text[cut:].strip()) for cut, sign in cuts]
    for wanted in (
        [cut for cut, _, rest in rests if _FRESH.match(rest)],
        [cut for cut, _, rest in rests if not rest],
        [cut for cut, _, rest in rests if _OPENS.match(rest)],
        [cut for cut, sign, _ in rests if sign != "và"],
        [cut for cut, _, _ in rests],
    ):
        if wanted:
            return one.whole.end + copy.starts[wanted[-1]]
    return other.whole.start


def _tail(text: str, span: Span, measure: Measure) -> int:
    """Where the words of a target end: before what it is good for."""
    copy = fold(text[measure.whole.end : span.end])
    match = _TAIL.search(copy.text, 12)
    return measure.whole.end + copy.starts[match.start()] if match else span.end


def _closed(text: str, span: Span) -> Span:
    """The span without a connective, a comma or an open bracket at its end."""
    span = span.trimmed(text)
    while True:
        said = span.of(text)
        cut = re.search(r"(?:[\s,;:(–-]+|\s(?:và|trong đó|còn))$", said)
        if not cut or cut.start() == 0:
            return span
        span = Span(span.start, span.start + cut.start())


def _without_intro(text: str, span: Span) -> str:
    """The words of a span that say what is measured: times and "phấn đấu" in front are left out."""
    copy = fold(span.of(text))
    match = _INTRO.match(copy.text)
    return span.of(text)[copy.starts[match.end()] if match else 0 :].strip(" ,:;")


def _subject(text: str, span: Span, measure: Measure) -> str:
    """What stands between a share and what is said of it: "xã" of "100% xã đạt chuẩn"."""
    copy = fold(text[measure.whole.end : max(measure.whole.end, span.end)])
    match = _PREDICATE.search(copy.text)
    return spaced(text[measure.whole.end : measure.whole.end + copy.starts[match.start()]]) if match else ""


def _before(text: str, span: Span, measure: Measure) -> str:
    """The words in front of a figure that say what it measures."""
    said = spaced(_without_intro(text, Span(span.start, max(span.start, measure.whole.start))))
    return _stripped(_FROM.sub("", said))


def _metric(text: str, span: Span, measure: Measure, before: str) -> str:
    """What a figure measures, in the document's words, of which `before` stand in front of it."""
    start = measure.whole.end if measure.unit == "%" or measure.attached else measure.span.end
    after = _TIME_BEHIND.sub("", spaced(text[start : max(start, span.end)]).strip(" .,;:"))
    if measure.attached and before:
        return _short(re.sub(r"^(?:[Nn]âng|[Tt]ăng|[Gg]iảm) ", "", before))
    said = folded(before)
    if measure.unit == "hạng":
        return f"thứ hạng {_short(after)}".strip()
    if measure.unit == "%":
        if _MEASURED.match(said) or not after:
            return _short(before or after)
        noun = "" if re.match(r"tỉ (?:lệ|trọng)", folded(after)) else "tỷ lệ "
        after = re.sub(r"^(?:tổng )?số (?:lượng )?", "", after)
        return _short(f"{noun}{after} ({before[:1].lower()}{before[1:]})" if before else f"{noun}{after}")
    if before and _MEASURED.match(said):
        return _short(before)
    if not re.match(r"[^\W\d]", after) or len(after.split()) <= 1:
        return _short(f"{before} ({after})" if before else after)
    return _short(f"số {after}" + (f" ({before[:1].lower()}{before[1:]})" if before else ""))


def _stripped(said: str) -> str:
    while True:
        copy = fold(said)
        match = _LAST_WORDS.search(" " + copy.text)
        if match is None:
            return said.strip(" ,:;")
        said = said[: copy.starts[max(0, match.start() - 1)]].rstrip(" ,")


def _short(said: str) -> str:
    """At most a line or two, cut between words."""
    said = said.strip(" ,;:")
    return said if len(said) <= _LONGEST else said[:_LONGEST].rsplit(" ", 1)[0] + "…"
