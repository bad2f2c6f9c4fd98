"""Document numbers: "131/KH-UBND", "64/2007/NĐ-CP", "36-NQ/TW", also typed in small letters or glued to a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.folding import Folded

_DIGITS = r"(?<!\d)(?<!\d[.,/-])\d{1,6}[a-zđABC]?(?:/\d{4})?"
# What is issued and by whom, in capitals ("QH14"), with the small letters of TTr, TTg and CTr; a word that is glued
# on behind ("UBNDngày") goes on in small letters.
_CODE = r"(?:(?:TT[rg]|CTr)(?![A-ZĐ])|[A-ZĐƯ]{2,}\d*|[A-ZĐ](?=[-/]))(?:&[A-ZĐ]+)*"
_BROKEN = r"-\s(?:CP|TTg|UBND|HĐND|TW|TU)(?!\w)"  # at the end of a line
_WRITTEN = re.compile(rf"{_DIGITS}(?:\s?/\s?|-){_CODE}(?:[-/]{_CODE}|{_BROKEN})*")
_KIND = r"(?:qđ|qd|kh|nq|nđ|nd|ttr|tt|ttlt|ct|ctr|tb|bc|cv|vb|hd|đa|pa|qc)"
_TYPED = re.compile(
    rf"{_DIGITS}[/-](?:{_KIND}(?:[-/][a-zđ&]{{2,8}}\d*)+|(?:qđ|qd|kh|nq|nđ)|[a-zđ]{{2,8}}-[a-zđ&]{{2,8}}|qh\d{{1,2}})"
    r"(?!\w)"
)
_MAY_BE = re.compile(r"\d[a-zđ]?\s?[/-]")  # most texts hold no number, and this is seen at once
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+$")
_WITHOUT_MARK = re.compile(r"(?<![^\W\d_])(?:qd|nd|hdnd)(?![^\W\d_])")
_MARKED = {"qd": "qđ", "nd": "nđ", "hdnd": "hđnd"}
_LONGEST_WORD = 8  # letters looked at before a number


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """Where a document number stands in a folded text; `key` is the same for every way to write it."""

    start: int
    end: int
    key: str


def find_document_numbers(whole: Folded, original: str) -> Iterator[DocumentNumber]:
    """The document numbers in `whole`, the folded `original`, in order; none overlaps another."""
    if _MAY_BE.search(whole.text) is None:
        return
    written = whole.written(original)
    ends = {match.start(): match.end() for match in _WRITTEN.finditer(written)}
    for match in _TYPED.finditer(whole.text):
        ends[match.start()] = max(match.end(), ends.get(match.start(), 0))
    position = 0
    for start, end in sorted(ends.items()):
        if start < position or _is_name(whole.text, start):
            continue
        yield DocumentNumber(start, end, _key(whole.text[start:end]))
        position = end


def _is_name(text: str, start: int) -> bool:
    """Whether the digits belong to a name ("VX4/KH"); after a Vietnamese word only the blank is missing ("số131")."""
    before = text[max(0, start - _LONGEST_WORD) : start]
    letters = _LETTERS_BEFORE.search(before)
    return letters is not None and letters.group().isascii()


def _key(text: str) -> str:
    return _WITHOUT_MARK.sub(lambda match: _MARKED[match.group()], text.replace(" ", ""))
