"""Tense: whether a text tells of what is to be reached, or of what was reached or found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from corpus.folding import bare, folded


class Tense(Enum):
    """Which of the two halves of a plan is meant."""

    PLANNED = "planned"
    REPORTED = "reported"


_PLANNED_WORDS = (
    r"phấn đấu|mục tiêu|chỉ tiêu|dự kiến|\bsẽ\b|phải đạt|cần đạt|đặt ra|hướng tới|kế hoạch (?:là|đặt|đề ra)"
    r"|\bđịnh (?!kì|hướng|danh|nghĩa|mức|dạng|vị)|\btính (?:làm|lo|xây|mua|chi|đưa|cho|mở|đầu tư)\b|\bmuốn\b|tới năm"
)
_REPORTED_WORDS = (
    r"\bđã\b|đến nay|tới nay|hiện nay|hiện có|hiện tại"
    r"|(?<!thực )(?<!thể )(?<!phát )(?<!xuất )(?<!biểu )(?<!cải )\bhiện\b(?! đại| thực| trạng)"
    r"|đang có|thực tế|kết quả đạt|tính đến|đạt được|\brồi\b|vừa qua|năm qua|thời gian qua"
    r"|(?:lúc|khi|hồi|thời điểm) (?:làm|lập|soạn|xây dựng) kế hoạch|\bmới (?:có|chỉ|được|dừng)\b"
)
_PLANNED_HEADINGS = r"mục tiêu|chỉ tiêu|nhiệm vụ|giải pháp|nội dung (?:kế hoạch|thực hiện|ứng dụng)|lộ trình|dự toán"
_REPORTED_HEADINGS = (
    r"hiện trạng|thực trạng|kết quả|tình hình|đánh giá (?:chung|tình|kết|hiện)|ưu điểm|hạn chế|tồn tại|thuận lợi"
    r"|khó khăn|nguyên nhân|đã (?:làm|đạt|triển khai)"
)
_ENGLISH_PLANNED = (
    r"\btargets?\b|\bplan(?:s|ned)? to\b|\bto be\b|\bwill\b|\bshould\b|\bmust\b|\baims?\b|\bby (?:20\d\d|the end)"
)
_ENGLISH_REPORTED = r"\b(?:has|have|had|already|so far|currently|existing|was|were)\b(?! to\b)|at the time"

_QUESTION = {
    marks: tuple(
        (tense, re.compile(f"{words if marks else bare(words)}|{english}"))
        for tense, words, english in (
            (Tense.PLANNED, _PLANNED_WORDS, _ENGLISH_PLANNED),
            (Tense.REPORTED, _REPORTED_WORDS, _ENGLISH_REPORTED),
        )
    )
    for marks in (True, False)
}
_TEXT = ((Tense.PLANNED, re.compile(_PLANNED_WORDS)), (Tense.REPORTED, re.compile(_REPORTED_WORDS)))
_HEADING = ((Tense.PLANNED, re.compile(_PLANNED_HEADINGS)), (Tense.REPORTED, re.compile(_REPORTED_HEADINGS)))

_Cues = Sequence[tuple[Tense, re.Pattern[str]]]


def tense_of_question(question: str) -> Tense | None:
    """The tense that a question asks in; None where its words tell nothing, or both."""
    return _only(folded(question), _QUESTION[not question.isascii()])


def tense_of_text(text: str, path: Sequence[str]) -> Tense | None:
    """The tense of a piece of a plan by its own words, else by the innermost heading above it that tells."""
    own = _only(folded(text), _TEXT)
    if own is not None:
        return own
    above = (_only(folded(heading), _HEADING) for heading in reversed(path))
    return next((tense for tense in above if tense is not None), None)


def _only(said: str, cues: _Cues) -> Tense | None:
    found = [tense for tense, pattern in cues if pattern.search(said)]
    return found[0] if len(found) == 1 else None
