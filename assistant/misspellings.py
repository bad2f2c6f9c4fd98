"""Misspelled question words: "sỡ nào", "nhữn gì"; they say what is wanted, so they must be read right.

Content words are corrected by the vocabulary of the documents when the query is built.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import DamerauLevenshtein

from corpus.folding import bare, folded
from corpus.syllables import frequencies

_WORDS = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")  # marks may stand apart (NFD)
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
_LONG = 5  # letters of a cue in which one that is lost or doubled does not make a foreign word ("nano" is no "nào")
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
        slipped = _slipped_plainly if form.isascii() else _slipped
        near = [cue for cue in _CUES if slipped(cue, form)]
    return near[0] if near else word


def _slipped(cue: str, form: str) -> bool:
    return len(cue) > 2 and DamerauLevenshtein.distance(cue, form, score_cutoff=1) <= 1


def _slipped_plainly(cue: str, form: str) -> bool:
    """Whether a word of plain letters is a cue without its diacritics, or with a letter lost, doubled or swapped.

    A letter in the place of another makes a foreign word too easily: "list" is no "liệt", "plan" no "phần".
    """
    plain = bare(cue)
    if plain == form:
        return len(form) > 3
    moved = len(form) > 3 and sorted(plain) == sorted(form)
    lost = len(plain) >= _LONG and len(plain) != len(form)
    return (moved or lost) and DamerauLevenshtein.distance(plain, form, score_cutoff=1) <= 1
