"""Likeness: how surely two targets measure the same thing, however they are worded."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.register.entries import Entry
from corpus.agency_names import expanded
from corpus.folding import folded
from corpus.tokens import tokens
from index.encoder import Encoder

_EMPTY = frozenset(
    folded("tỷ lệ số các những được và của cho có là đạt ở tại trên trong với bằng để", marks=False).split()
)
_OPENING = re.compile(r"^(?:(?:tỉ lệ|tỉ trọng|tổng|số lượng|số|lượng|các|những|tất cả|toàn bộ)\s+)+")
_OF_WHAT = (  # the noun that a metric begins with, by what may stand for it in another plan; the earliest one counts
    r"người dân|dân số|công dân|hộ(?: gia đình| dân| nghèo)?|người lao động|trẻ em",
    r"doanh nghiệp|hợp tác xã|cơ sở sản xuất",
    r"cán bộ|công chức|viên chức|cbcc\w*|lãnh đạo|nhân lực|giáo viên|bác sĩ",
    r"văn bản|tài liệu",
    r"hồ sơ",
    r"thủ tục|dịch vụ",
    r"(?:cuộc )?họp|hội nghị",
    r"nhiệm vụ",
    r"trường|học sinh|cơ sở (?:giáo dục|đào tạo)",
    r"bệnh viện|trạm y tế|cơ sở (?:y tế|cai nghiện|khám)",
    r"hệ thống|phần mềm|nền tảng|cổng",
    r"xã|phường|thôn|địa bàn|khu dân cư",
    r"cơ quan|sở|ban|ngành|ubnd|ủy ban|đơn vị|bộ|địa phương|huyện|tổ chức",
)
_NOUNS = tuple(re.compile(rf"(?<!\w)(?:{choice})(?!\w)") for choice in _OF_WHAT)
_SAID = tuple(  # what is said of it: where only one of two targets says so, they are two
    re.compile(rf"(?<!\w)(?:{choice})(?!\w)")
    for choice in (
        "hài lòng", "biết(?: về| đến)?", "đào tạo|tập huấn|bồi dưỡng|phổ cập", "ban hành", "tuyên truyền|truyền thông",
        "số hóa", "không|chưa", "tăng|giảm", "nghèo",
    )
)  # fmt: skip
_LEVELS = re.compile(r"(?:mức độ|cấp độ|mức|cấp|hạng) (?P<levels>\d+(?:(?:, ?| và |-)\d+)*)")


@dataclass(frozen=True, slots=True)
class _Measured:
    """What a target measures: its unit, its noun, its levels, what is said, and its words."""

    unit: str | None
    noun: int | None
    levels: frozenset[str]
    said: tuple[bool, ...]
    words: frozenset[str]


class Likeness:
    """Compares targets by their words and their meaning; those that measure something else by sight are not alike."""

    def __init__(self, goals: Sequence[Entry], encoder: Encoder) -> None:
        said = [_spelled(goal) for goal in goals]
        self._measured = [_measured(goal, text) for goal, text in zip(goals, said, strict=True)]
        vectors = encoder.encode(said) if said else np.zeros((0, encoder.dimension), dtype=np.float32)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        self._vectors = vectors / np.where(norms > 0, norms, 1)
        counts = Counter(word for one in self._measured for word in one.words)
        self._weights = {word: math.log(1 + len(goals) / count) for word, count in counts.items()}

    def __call__(self, i: int, j: int) -> float:
        """From 0 to 1: the mean of the words that two targets share, by weight, and of the cosine of their meanings."""
        one, other = self._measured[i], self._measured[j]
        if (one.unit, one.noun, one.levels, one.said) != (other.unit, other.noun, other.levels, other.said):
            return 0.0
        both = self._weight(one.words) + self._weight(other.words)
        shared = 2 * self._weight(one.words & other.words) / both if both else 0.0
        return (shared + float(self._vectors[i] @ self._vectors[j])) / 2

    def _weight(self, words: frozenset[str]) -> float:
        return sum(self._weights[word] for word in words)


def _spelled(entry: Entry) -> str:
    """What a target measures, abbreviations spelled out."""
    said = entry.commitment.metric or entry.commitment.statement
    for known in entry.document.abbreviations:
        long = " ".join(known.long.of(entry.document.text).lower().split())
        said = re.sub(rf"\b{re.escape(known.short)}\b", long, said)
    return expanded(said)


def _measured(entry: Entry, said: str) -> _Measured:
    plain = _OPENING.sub("", folded(said))
    levels = frozenset(level for match in _LEVELS.finditer(plain) for level in re.findall(r"\d+", match["levels"]))
    found = [(match.start(), noun) for noun, one in enumerate(_NOUNS) if (match := one.search(plain))]
    outside = re.sub(r"\([^()]*\)", " ", said)
    words = frozenset(token.bare for token in tokens(outside) if token.bare not in _EMPTY and not token.bare.isdigit())
    return _Measured(
        entry.commitment.unit, min(found)[1] if found else None, levels, tuple(bool(p.search(plain)) for p in _SAID),
        words,
    )  # fmt: skip
