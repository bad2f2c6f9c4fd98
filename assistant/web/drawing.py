"""Drawing a page of a PDF, and finding where on it the words of a quote stand: a program of its own.

    python -m assistant.web.drawing < JSON > JSON

The library that draws is native code that reads what strangers wrote, so `assistant.web.pictures` runs it in a process
that may fail, within limits of time and memory.
"""

from __future__ import annotations

import base64
import io
import json
import resource
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image
from pypdfium2 import raw

from assistant.web.pictures import Box, Picture, not_drawn
from corpus.errors import CorpusError

_WIDTH = 1200  # pixels of a page; letters of 13 points are then well above the smallest that are read with ease
_MOST_PIXELS = 4_000_000
_COLOURS = 64  # a page of text needs no more, and is a third of the size
_LEAST_RUN = 3  # letters that are looked for without their neighbours

_MEMORY = 1 << 30  # bytes
_SECONDS = 10  # of processor time; a page takes a tenth of one


def draw(path: Path, number: int, quote: str, share: float) -> Picture:
    """The page `number`, from 1, of a PDF; `share` is how far down its text the quote begins, in [0, 1].

    CorpusError where the page cannot be drawn.
    """
    try:
        with pypdfium2.PdfDocument(path) as document:
            page = document[number - 1]
            scale = min(_WIDTH / page.get_width(), (_MOST_PIXELS / page.get_width() / page.get_height()) ** 0.5)
            bitmap = page.render(scale=scale)
            image: Image.Image = bitmap.to_pil()
            letters = _letters(page, bitmap)
    except (pypdfium2.PdfiumError, IndexError, ZeroDivisionError, OSError) as error:
        raise not_drawn(path, number) from error
    width, height = image.size
    found = _lines([letters[n][1] for n in _found([char for char, _ in letters], quote, share)])
    boxes = tuple((left / width, top / height, right / width, bottom / height) for left, top, right, bottom in found)
    content = io.BytesIO()
    image.convert("RGB").quantize(_COLOURS).save(content, "PNG")
    return Picture("data:image/png;base64," + base64.b64encode(content.getvalue()).decode(), width, height, boxes)


def main() -> None:
    """Draw what standard input asks for; nothing on standard output where it cannot be drawn."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked = json.load(sys.stdin)
    try:
        picture = draw(Path(asked["path"]), asked["number"], asked["quote"], asked["share"])
    except CorpusError:
        return
    json.dump(asdict(picture), sys.stdout)


def _letters(page: pypdfium2.PdfPage, bitmap: pypdfium2.PdfBitmap) -> list[tuple[str, Box]]:
    """The letters and digits of a page, plain, in the order of the file, each with its box in pixels."""
    text = page.get_textpage()
    place: Any = bitmap.get_posconv(page).to_bitmap
    found: list[tuple[str, Box]] = []
    for number in range(text.count_chars()):
        if kept := _plain(chr(raw.FPDFText_GetUnicode(text, number))):
            left, bottom, right, top = text.get_charbox(number, loose=True)
            (x0, y0), (x1, y1) = place(left, top), place(right, bottom)
            box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            found += [(char, box) for char in kept]
    return found


def _found(letters: Sequence[str], quote: str, share: float) -> Iterator[int]:
    """The ordinals of the letters of `quote`: the longest runs of its words that the page has, nearest to `share`.

    A quote of cells of a table may stand in another order in the file, and its words before the page not at all.
    """
    page = "".join(letters)
    words = [word for word in map(_plain, quote.split()) if word]
    expected, first = int(share * len(page)), 0
    while first < len(words):
        last, place = _longest(page, words, first, expected)
        run = "".join(words[first:last])
        if len(run) >= _LEAST_RUN or place == expected:
            yield from range(place, place + len(run))
            expected = place + len(run)
        first = max(last, first + 1)


def _plain(text: str) -> str:
    """Letters and digits without their marks, which a file may keep apart from their letters."""
    return "".join(char for char in unicodedata.normalize("NFKD", text).casefold() if char.isalnum()).replace("đ", "d")


def _longest(page: str, words: Sequence[str], first: int, expected: int) -> tuple[int, int]:
    """The end of the longest run of words from `first` on that stands on the page, and its place."""
    last, place = first, 0
    while last < len(words):
        at = _nearest(page, "".join(words[first : last + 1]), expected)
        if at is None:
            break
        last, place = last + 1, at
    return last, place


def _nearest(page: str, piece: str, expected: int) -> int | None:
    before = page.rfind(piece, 0, expected + len(piece))
    behind = page.find(piece, expected)
    if before < 0 or behind < 0:
        return max(before, behind) if max(before, behind) >= 0 else None
    return before if expected - before < behind - expected else behind


def _lines(boxes: Sequence[Box]) -> list[Box]:
    """Boxes of letters joined along each line."""
    if not boxes:
        return []
    breaks = [n for n, (one, other) in enumerate(pairwise(boxes), 1) if not _beside(one, other)]
    ends = [0, *breaks, len(boxes)]
    joined = []
    for start, end in pairwise(ends):
        part = boxes[start:end]
        joined.append(
            (min(b[0] for b in part), min(b[1] for b in part), max(b[2] for b in part), max(b[3] for b in part))
        )
    return joined


def _beside(one: Box, other: Box) -> bool:
    """Whether the second letter follows on the line of the first, no farther than a wide blank."""
    height = one[3] - one[1]
    same_line = min(one[3], other[3]) - max(one[1], other[1]) > height / 3
    return same_line and -height < other[0] - one[2] < 1.5 * height


if __name__ == "__main__":
    main()
