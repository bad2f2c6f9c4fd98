"""Numbers written in words ("ba mươi bốn tỷ"), which are no figures and must stand word for word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from corpus.folding import folded
from corpus.tokens import tokens

_WORDS = "hai ba bốn sáu bảy tám chín mười mươi trăm nghìn ngàn vạn triệu tỷ rưỡi chục nửa đôi"
_ENGLISH = "one two three four five six seven eight nine ten hundred thousand million billion half double"
_DOUBTFUL = "một mốt năm lăm tư linh lẻ không phần"  # numbers only beside one of the others
_ALONE = frozenset(folded(word) for word in f"{_WORDS} {_ENGLISH}".split())
_INSIDE = frozenset(folded(word) for word in _DOUBTFUL.split())
_OTHER_WORDS = frozenset(
    {("tỉ", "lệ"), ("tỉ", "trọng"), ("tỉ", "suất"), ("tỉ", "số"), ("triệu", "tập"), ("đôi", "với")}
)


def numerals(text: str) -> Iterator[str]:
    """The numbers in words, folded, each with the words "một", "năm", "không" ... that stand inside of it."""
    forms = [token.form for token in tokens(text)]
    run: list[str] = []
    for form, after in pairwise([*forms, ""]):
        sure = form in _ALONE and (form, after) not in _OTHER_WORDS
        if sure or (form in _INSIDE and (run or after in _ALONE)):
            run.append(form)
            continue
        yield from _told(run)
        run = []
    yield from _told(run)


def _told(run: list[str]) -> Iterator[str]:
    """What is left of a run without the doubtful words behind it."""
    while run and run[-1] in _INSIDE and len(run) > 1 and run[-1] not in {"một", "mốt", "lăm", "tư"}:
        run = run[:-1]
    if any(form in _ALONE for form in run):
        yield " ".join(run)
