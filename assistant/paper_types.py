"""Types of documents by the letters of their numbers: a directive is "…/CT-…", a decree "…/NĐ-…"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.query import plain
from corpus.figures import FigureKind, find_figures

_CODES = {
    "quyet dinh": "qd",
    "ke hoach": "kh",
    "nghi dinh": "nd",
    "nghi quyet": "nq",
    "chi thi": "ct",
    "thong tu": "tt",
    "to trinh": "ttr",
    "chuong trinh": "ctr",
    "thong bao": "tb",
    "decision": "qd",
    "decree": "nd",
    "resolution": "nq",
    "directive": "ct",
    "circular": "tt",
}
_TYPE = "|".join(_CODES)
_ASKED = re.compile(
    rf"\b({_TYPE})(?: (?:co|mang))?(?: so(?: hieu)?)?(?: la)? (?:nao|may|bao nhieu|gi)\b|\bwhich ({_TYPE})\b"
    rf"|\b({_TYPE}) number"
)
_PART = re.compile(r"[/-]")


@lru_cache(maxsize=256)
def asked_code(question: str) -> str | None:
    """The letters that the number of the document must have for which `question` asks by type; None for any."""
    said = _ASKED.search(plain(question))
    return None if said is None else _CODES[next(filter(None, said.groups()))]


@lru_cache(maxsize=256)
def named_numbers(question: str) -> frozenset[str]:
    """The keys of the document numbers that `question` itself names, which are no answer to it."""
    return frozenset(f.key for f in find_figures(question) if f.kind is FigureKind.NUMBER_OF_DOCUMENT)


def has_code(key: str, code: str) -> bool:
    """Whether the number of a document, as figures key it, has the letters of a type ("32/ct-ttg", "36-nq/tw")."""
    return code in _PART.split(plain(key))[1:3]


def codes_of(keys: Iterable[str]) -> frozenset[str]:
    """The letters of types that document numbers have."""
    return frozenset(code for key in keys for code in set(_CODES.values()) if has_code(key, code))
