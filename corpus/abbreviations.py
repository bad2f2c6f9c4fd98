"""Abbreviations that a document defines itself: "cán bộ, công chức, viên chức (CBCCVC)", "CNTT: Công nghệ thông tin".

Taken is only what proves itself: the letters have to be the initials of the very words they stand beside. A definition
that is missed costs a question one way of being understood, an invented one would lead many questions astray.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.folding import bare, fold, folded
from corpus.tokens import Token, tokens
from corpus.types import Abbreviation, Span

_CAPITAL = "A-ZÂÊÔĂƠƯĐÐ"  # Ð is the Icelandic Eth that old converters put for Đ
_SHORT = re.compile(rf"(?<![\w&/.-])[{_CAPITAL}](?:[&-]?[{_CAPITAL}a-zđ]){{1,9}}(?![\w&/])")  # TT&TT, KT-XH, TTg
_ROMAN = re.compile(r"[IVX]+")
_CHUNK = re.compile(rf"[{_CAPITAL}][a-zđ]*")  # one word's share of the letters: T and Tg of TTg, Th and S of ThS
_LINKS = frozenset({"và", "của", "các", "về", "cho", "trong", "hoặc", "với", "theo", "tại", "ở"})  # may give no letter
_MOST_LINKS = 4  # in one long form
_SAID = (
    r"(?:(?:được )?(?:gọi|viết|ghi)(?: chung)? tắt(?: là| thành)?"
    r"|(?:sau đây|dưới đây|từ đây|từ nay) (?:xin )?(?:được )?(?:gọi|viết)(?: chung)?(?: là)?)"
)
_SAID_BEFORE = re.compile(  # up to two words that are not shortened: "sau đây gọi tắt là Sở TT&TT"
    rf"[,;(]? ?(?:(?:sau đây|dưới đây|từ đây|từ nay),? )?{_SAID}:? ?[\"“'‘]? ?(?:\w+ ){{0,2}}$"
)
_BRACKET_BEFORE = re.compile(r"\( ?[\"“'‘]? ?$")
_BRACKET_AFTER = re.compile(r"\s*[\"”'’]?\s*\)")
_LONG_AFTER = re.compile(  # what may stand between an abbreviation and its long form
    r"\s*\((?P<bracket>)|[ \t]*[:=–—|\t-][ \t]*|[ \t]*\r?\n[ \t]*"
)
_STANDS_FOR = re.compile(r"\s*\(?(?:là )?(?:từ |chữ |cụm từ )?(?:viết tắt|được viết tắt) (?:của|cho|từ)(?: cụm từ)? ")
_BULLET = re.compile(r"[\s|*+•\-–\d.)]*")  # that may open a line of a list of abbreviations
_END_OF_LONG = re.compile(r"\s*(?:[;.,|)\n]|\Z)|[ \t]*\r?\n")
_BORDER = re.compile(r"[.;:()|!?…]|\n\s*\n")  # no long form reaches over one
_WIDEST = 160  # code points that a long form and the words around it may take
_CUE = 60  # code points before an abbreviation in which "sau đây gọi tắt là" stands


def find_abbreviations(text: str) -> tuple[Abbreviation, ...]:
    """The abbreviations that `text` defines, in order, each sense once."""
    found: dict[tuple[str, tuple[str, ...]], Abbreviation] = {}
    for match in _SHORT.finditer(text):
        short = match.group()
        letters = _CHUNK.findall(short)
        if len(letters) < 2 or _ROMAN.fullmatch(short):
            continue
        long = _long_form(text, match.start(), match.end(), letters)
        if long is not None:
            span = Span(min(long.start, match.start()), max(long.end, match.end()))
            sense = tuple(token.form for token in tokens(long.of(text)))
            found.setdefault((folded(short), sense), Abbreviation(short, long, span))
    return tuple(found.values())


def _long_form(text: str, start: int, end: int, letters: Sequence[str]) -> Span | None:
    """The words that the abbreviation in text[start:end) is said to stand for, None where nothing says so."""
    border = _where_words_end(text, start, end)
    long = None if border is None else _ending_at(text, border, letters)
    if long is not None:
        return long
    for begin, whole in _where_words_begin(text, start, end):
        long = _beginning_at(text, begin, letters)
        if long is not None and (not whole or _END_OF_LONG.match(text, long.end)):
            return long
    return None


def _where_words_end(text: str, start: int, end: int) -> int | None:
    """Where a long form before the abbreviation would end: before its bracket or before "gọi tắt là"."""
    at = max(0, start - _CUE)
    before = fold(text[at:start])
    if bracket := _BRACKET_BEFORE.search(before.text):
        return at + before.starts[bracket.start()] if _BRACKET_AFTER.match(text, end) else None
    said = _SAID_BEFORE.search(before.text)
    return at + before.starts[said.start()] if said else None


def _where_words_begin(text: str, start: int, end: int) -> Iterator[tuple[int, bool]]:
    """Where a long form behind the abbreviation would begin, and whether nothing else may follow it there."""
    after = fold(text[end : end + _CUE])
    if said := _STANDS_FOR.match(after.text):
        yield end + after.starts[said.end()], False
    line = text.rfind("\n", 0, start) + 1
    mark = _LONG_AFTER.match(text, end)
    if mark and (mark["bracket"] is not None or _BULLET.fullmatch(text, line, start)):
        yield mark.end(), True


def _ending_at(text: str, border: int, letters: Sequence[str]) -> Span | None:
    """The last words before `border` where the letters are their initials."""
    start = max(0, border - _WIDEST)
    cut = [found.end() for found in _BORDER.finditer(text, start, border)]
    start = cut[-1] if cut else start
    words = tokens(text[start:border])[-len(letters) - _MOST_LINKS :]
    size = _fit(words[::-1], letters[::-1])
    return Span(start + words[-size].span.start, start + words[-1].span.end) if size else None


def _beginning_at(text: str, start: int, letters: Sequence[str]) -> Span | None:
    """The first words from `start` where the letters are their initials."""
    border = _BORDER.search(text, start, start + _WIDEST)
    words = tokens(text[start : border.start() if border else start + _WIDEST])[: len(letters) + _MOST_LINKS]
    size = _fit(words, letters)
    return Span(start + words[0].span.start, start + words[size - 1].span.end) if size else None


def _fit(words: Sequence[Token], letters: Sequence[str], *, first: bool = True) -> int:
    """How many of the first words it takes for every letter to be an initial, 0 where they are none.

    Only linking words may give no letter, and neither the first nor the last word of a long form is one of those.
    """
    if not words or not letters:
        return 0
    link = words[0].form in _LINKS
    if _is_initial(letters[0], words[0]) and not (link and (first or len(letters) == 1)):
        if len(letters) == 1:
            return 1
        rest = _fit(words[1:], letters[1:], first=False)
        if rest:
            return 1 + rest
    if link and not first:
        rest = _fit(words[1:], letters, first=False)
        return 1 + rest if rest else 0
    return 0


def _is_initial(letters: str, word: Token) -> bool:
    """Whether a word begins with a capital of the abbreviation and has the small letters behind it, in their order."""
    known = bare(letters).lower()
    rest = iter(word.bare[1:])
    return word.bare[:1] == known[0] and all(letter in rest for letter in known[1:])
