"""What befalls text and bytes: odd letters and figures, repetition, lost line ends, flipped bits; seeded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from random import Random

Mutate = Callable[[Random, bytes], bytes]

_NUMBER = re.compile(rb"\d+")
_BAD_NUMBERS = (b"0", b"-1", b"65536", b"999999", b"2147483648", b"99999999999999999999", b"1e9", b"nan", b"", b"x")
_ODD = (
    "\u0301", "\u0300\u0301\u0302" * 9, "\u200b", "\u00ad", "\u202e", "\ufeff", "\u2028", "\u0085", "\x0b", "\x0c",
    "\x1c", "\r", "\t", "\u00a0", "\u3000", "\u0130", "\u1e9e", "\ufb03", "\u00bd", "\u00b2", "\u2167", "\u0967",
    "\uff15", "\u0e33", "\U0001d7d8", "\U0001f1fb\U0001f1f3", "\ud7a3", "\ue000", "\uffff", "\U0010ffff", "|", "| |",
    "\n|---|\n", "((", ")))", "[", "“", "ĐVT: triệu đồng", "%", "‰", "½", "-", "–", "/", "//", "..", "…", "Điều",
    "Phụ lục", "Biểu số", "I.", "a)", "1.1.1.1.1",
)  # fmt: skip
_FIGURES = (
    "9" * 5_000, "1" + ".000" * 300, "0,0000000000000000001", "1.2.3.4.5.6.7.8", "99/99/9999", "31/02/0000",
    "ngày 0 tháng 0 năm 0", "ngày 99 tháng 99 năm 99999", "9" * 400 + "%", "\u22125", "1e400", "२०१४", "²⁰¹⁴", "0/0",
    "12.500 - 13.000 - 14.000", "000000", "1.000.000.000.000.000.000.000.000 tỷ tỷ đồng", "năm 2014-2013",
    "quý XIX năm 2031", "tháng 13/2014", "1/1/1", "MMMMMCMXCIX.",
)  # fmt: skip


def _flip(chance: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(chance: Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _drop(chance: Random, data: bytes) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.randint(1, 2_000) :]


def _double(chance: Random, data: bytes) -> bytes:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.randint(1, 500)]
    return data[:start] + piece * chance.choice((2, 10, 300)) + data[start:]


def _noise(chance: Random, data: bytes) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + chance.randbytes(chance.randint(1, 300)) + data[start:]


def _number(chance: Random, data: bytes) -> bytes:
    places = list(_NUMBER.finditer(data))
    for found in chance.sample(places, min(len(places), chance.randint(1, 5))):
        data = data[: found.start()] + chance.choice(_BAD_NUMBERS) + data[found.end() :]
    return data


def _shuffle(chance: Random, data: bytes) -> bytes:
    size = chance.choice((1, 16, 512))
    blocks = [data[at : at + size * 64] for at in range(0, len(data), size * 64)]
    chance.shuffle(blocks)
    return b"".join(blocks)


def _odd_letters(chance: Random, text: str) -> str:
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(_ODD) * chance.choice((1, 1, 2, 40)) + text[at:]
    return text


def _odd_figures(chance: Random, text: str) -> str:
    places = list(re.finditer(r"\d[\d.,/]*", text)) or list(re.finditer(r"\s", text))
    for found in chance.sample(places, min(len(places), chance.randint(1, 4))):
        text = text[: found.start()] + chance.choice(_FIGURES) + text[found.end() :]
    return text


def _repeat(chance: Random, text: str) -> str:
    start = chance.randrange(len(text) + 1)
    piece = text[start : start + chance.choice((1, 1, 2, 5, 30, 300))]
    return (
        text[:start]
        + piece * min(chance.choice((5, 50, 200, 1_000, 20_000)), 40_000 // max(1, len(piece)))
        + text[start:]
    )


def _one_line(chance: Random, text: str) -> str:
    return text.replace("\n", chance.choice(("", " ", "\t", "\r", "\x0c")))


def _line_each(chance: Random, text: str) -> str:
    return re.sub(chance.choice((r" ", r"[.,;]", r"\b")), "\n", text)


def _normal_form(chance: Random, text: str) -> str:
    return unicodedata.normalize(chance.choice(("NFD", "NFC", "NFKD")), text)


def _case(chance: Random, text: str) -> str:
    return chance.choice((str.upper, str.lower, str.swapcase, str.title))(text)


def _lines_moved(chance: Random, text: str) -> str:
    lines = text.split("\n")
    chance.shuffle(lines)
    return "\n".join(lines)


def _spaces(chance: Random, text: str) -> str:
    return re.sub(r"\s", lambda m: chance.choice(("", m.group(), " " * 40, "\n\n\n", "\u00a0")), text)


OF_TEXT: tuple[Callable[[Random, str], str], ...] = (
    _odd_letters, _odd_figures, _repeat, _one_line, _line_each, _normal_form, _case, _lines_moved, _spaces,
)  # fmt: skip


def _on_text(change: Callable[[Random, str], str]) -> Mutate:
    def mutate(chance: Random, data: bytes) -> bytes:
        return change(chance, data.decode("utf-8", "replace")).encode("utf-8", "surrogatepass")

    mutate.__name__ = change.__name__
    return mutate


OF_BYTES: tuple[Mutate, ...] = (_flip, _cut, _drop, _double, _noise, _number, _shuffle)
ON_TEXT: tuple[Mutate, ...] = tuple(_on_text(change) for change in OF_TEXT)
