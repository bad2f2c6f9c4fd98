"""The attributes that a web page or a restatement gives of a document: "Số hiệu: 131/KH-UBND", "Người kýLê Văn Tâm".

A label begins a line, or follows another label on it; its value goes on to the next label or blank line. A value such
as "không ghi" denies that the document has the attribute, whatever else looks like one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.surface import Surface

_LABELS = {
    "number": r"số\s*(?:/?\s*k[ýí]\s*)?hiệu(?:\s*văn\s*bản)?(?:\s*gốc)?",
    "issuer": r"(?:cơ\s*quan|nơi|đơn\s*vị)\s*ban\s*hành",
    "signer": r"người\s*k[ýí]",
    "date": r"ngày\s*(?:ban\s*hành|k[ýí])",
    "other": r"loại\s*văn\s*bản|ngày\s*(?:có\s*|hết\s*)?hiệu\s*lực|(?:ngày|số)\s*công\s*báo|ngày\s*đăng"
    r"|lĩnh\s*vực|tình\s*trạng(?:\s*hiệu\s*lực)?|trích\s*yếu|chức\s*danh|cập\s*nhật",
}
_LABEL = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _LABELS.items()))
_LINE_START = re.compile(r"(?:^|\n)[\s|>•*-]*$")
_SEPARATOR = re.compile(r"[^\S\n]*[:|][^\S\n]*|[^\S\n]*\n\s*|\t")
_END = re.compile(r"\n\s*\n")
_DENIED = re.compile(r"không\s+(?:ghi|có|rõ)")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Attributes:
    """The places [start, end) of the values in the surface by the name of their label, and what is denied."""

    values: dict[str, list[tuple[int, int]]]
    denied: frozenset[str]


def read_attributes(surface: Surface) -> Attributes:
    """The attributes of the whole text, in order."""
    labels = _labels(surface)
    values: dict[str, list[tuple[int, int]]] = {}
    denied: set[str] = set()
    for (name, _, after), (_, following, _) in pairwise([*labels, ("", len(surface.marked), 0)]):
        limit = min(following, after + _LONGEST)
        blank = _END.search(surface.marked, after, limit)
        end = blank.start() if blank else limit
        if _DENIED.match(surface.marked, after):
            denied.add(name)
        elif surface.marked[after:end].strip():
            values.setdefault(name, []).append((after, end))
    return Attributes(values, frozenset(denied))


def _labels(surface: Surface) -> list[tuple[str, int, int]]:
    """The name, the start and the end with its separator of each label."""
    labels: list[tuple[str, int, int]] = []
    for match in _LABEL.finditer(surface.marked):
        start, end = match.span()
        begins = _LINE_START.search(surface.marked, max(0, start - 40), start) is not None or start == 0
        same_line = bool(labels) and "\n" not in surface.marked[labels[-1][2] : start]
        separator = _SEPARATOR.match(surface.marked, end)
        following = surface.written(end, end + 1)
        glued = following.isupper() or following.isdigit()
        if (begins and (separator or glued)) or (same_line and separator and ":" in separator.group()):
            labels.append((match.lastgroup or "other", start, separator.end() if separator else end))
    return labels
