"""Sentences of a text that is still being written, each with the quotes that it names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_NAMED = r"\[\s*\d{1,3}(?:\s*,\s*\d{1,3})*\s*\]"
_REFERENCES = re.compile(rf"\s*{_NAMED}(?:\s*(?:[,;]|và)?\s*{_NAMED})*")
# A stop, with the quotes named behind it, before the next sentence or at the end of a line. Behind a capital letter
# ("TP. Hồ Chí Minh") it ends a sentence only where quotes are named.
_END = re.compile(rf"(?:(?<![A-ZĐ])[.!?…]|\.(?=\s*\[))[\"”’')]*(?:\s*{_NAMED})*(?=\s+[^\s\[])[^\S\n]*|\n", re.UNICODE)
_THINKS, _THOUGHT = "<think>", "</think>"  # around what a model that thinks aloud begins with
_EMPHASIS = re.compile(r"\*\*|__|`|^\s*[-•*#]+\s+")
_LONGEST = 4_000  # code points that are waited for the end of a sentence


@dataclass(frozen=True, slots=True)
class Claim:
    """A part of a sentence with the numbers of the quotes that it names."""

    text: str
    quotes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without the numbers in it, and its claims; none where it names no quote."""

    text: str
    claims: tuple[Claim, ...]

    @property
    def quotes(self) -> tuple[int, ...]:
        """The numbers that it names, each once."""
        return tuple(dict.fromkeys(number for claim in self.claims for number in claim.quotes))


def sentences(pieces: Iterable[str]) -> Iterator[Sentence]:
    """The sentences of a text that comes in pieces, each as soon as what follows shows that it has ended."""
    waiting = ""
    for piece in _spoken(pieces):
        waiting += piece
        while end := _END.search(waiting):
            yield from _sentence(waiting[: end.end()])
            waiting = waiting[end.end() :]
        if len(waiting) > _LONGEST:
            return
    yield from _sentence(waiting)


def _spoken(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces without the thoughts that they may begin with."""
    head, thinks = "", False
    coming = iter(pieces)
    for piece in coming:
        head = (head + piece) if thinks else (head + piece).lstrip()
        thinks = thinks or head.startswith(_THINKS)
        if thinks and _THOUGHT in head:
            yield head.partition(_THOUGHT)[2]
            break
        if not thinks and not _THINKS.startswith(head):
            yield head
            break
        head = head[-len(_THOUGHT) :]
    yield from coming


def _sentence(written: str) -> Iterator[Sentence]:
    written = " ".join(_EMPHASIS.sub("", unicodedata.normalize("NFC", written)).split())
    bare = " ".join(_REFERENCES.sub(" ", written).split())
    text = re.sub(r"\s+([.,;:!?…])", r"\1", bare)
    if any(char.isalnum() for char in text):
        yield Sentence(text, tuple(_claims(written)))


def _claims(written: str) -> Iterator[Claim]:
    """Each stretch of a sentence with the quotes named behind it, or before it where the sentence begins with them.

    "Sơn La 54 cầu [1], Yên Bái 30 cầu [2]." makes two claims: 54 must stand in quote 1.
    """
    named = list(_REFERENCES.finditer(written))
    if not named:
        return
    numbers = [tuple(map(int, re.findall(r"\d+", match.group()))) for match in named]
    borders = [0, *(place for match in named for place in match.span()), len(written)]
    texts = [written[start:end] for start, end in zip(borders[::2], borders[1::2], strict=True)]
    if _says(texts[0]):
        texts[-2:] = [f"{texts[-2]} {texts[-1]}"]  # what stands behind the last numbers belongs to them
    else:
        texts = texts[1:]
    yield from (Claim(text.strip(" ,;"), quotes) for text, quotes in zip(texts, numbers, strict=True) if _says(text))


def _says(text: str) -> bool:
    return any(char.isalnum() for char in text)
