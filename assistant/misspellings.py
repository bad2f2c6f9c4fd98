"""Misspelled question words: "sỡ nào", "nhữn gì"; they say what is wanted, so they must be read right.

Content words are corrected by the vocabulary of the documents when the query is built.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import DamerauLevenshtein

from corpus.folding import bare, folded
from corpus.syllables import frequencies

_WORDS = re.compile(r"[^\W\d_]+")
# The syllables that `assistant.kinds` and the like look for.
_CUES = [
    "những",
    "nào",
    "gì",
    "bao",
    "nhiêu",
    "mấy",
    "khi",
    "đâu",
    "chủ",
    "trì",
    "phối",
    "hợp",
    "sở",
    "bộ",
    "cục",
    "cơ",
    "quan",
    "đơn",
    "vị",
    "tỉ",
    "lệ",
    "phần",
    "trăm",
    "kinh",
    "phí",
    "tiền",
    "ngày",
    "tháng",
    "năm",
    "giai",
    "đoạn",
    "kế",
    "hoạch",
    "quyết",
    "định",
    "công",
    "văn",
    "tờ",
    "trình",
    "nguồn",
    "tổng",
    "cộng",
    "liệt",
    "kê",
    "gồm",
    "hành",
    "thực",
    "hiện",
    "chịu",
    "trách",
    "nhiệm",
    "giao",
    "người",
    "được",
]
_RARE = 50  # occurrences in the text behind `frequencies` up to which a syllable is taken for a slip


def with_question_words(question: str) -> str:
    """`question` with its misspelled question words put right; others, and one typed without diacritics, unchanged."""
    return question if question.isascii() else _WORDS.sub(lambda match: _mended(match.group()), question)


def _mended(word: str) -> str:
    form = folded(word)
    if len(form) < 2 or not word.islower() or frequencies().get(form, 0) > _RARE:
        return word
    near = [cue for cue in _CUES if bare(cue) == bare(form)] if not form.isascii() else []
    if not near and len(form) > 2 and form not in frequencies():
        near = [cue for cue in _CUES if len(cue) > 2 and DamerauLevenshtein.distance(cue, form, score_cutoff=1) <= 1]
    return near[0] if near else word
