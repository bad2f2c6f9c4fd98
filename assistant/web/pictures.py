"""A page of a PDF as a picture, drawn by a process of its own (see `assistant.web.drawing`)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError

_ROOT = Path(__file__).parents[2]  # of the packages, wherever they are installed
_SECONDS = 20.0  # by the clock; drawing has its own, shorter limit of processor time
_drawing = threading.BoundedSemaphore(2)  # as many pages at a time as a small machine has cores

Box = tuple[float, float, float, float]  # left, top, right, bottom, in shares of the page's width and height


@dataclass(frozen=True, slots=True)
class Picture:
    """A page: its picture as a data address, its size in pixels, and the boxes of the words that were looked for."""

    address: str
    width: int
    height: int
    boxes: tuple[Box, ...]


def picture_of(path: Path, number: int, quote: str, share: float) -> Picture:
    """The page `number`, from 1, of a PDF; `share` is how far down its text the quote begins, in [0, 1].

    CorpusError where the page cannot be drawn, or not within limits.
    """
    asked = json.dumps({"path": str(path.absolute()), "number": number, "quote": quote, "share": share})
    command = [sys.executable, "-m", "assistant.web.drawing"]
    with _drawing:
        try:
            done = subprocess.run(
                command,
                input=asked,
                capture_output=True,
                text=True,
                timeout=_SECONDS,
                check=False,
                env={**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
            )
            drawn = json.loads(done.stdout)
        except (subprocess.TimeoutExpired, ValueError) as error:
            raise not_drawn(path, number) from error
    boxes = tuple((left, top, right, bottom) for left, top, right, bottom in drawn["boxes"])
    return Picture(drawn["address"], drawn["width"], drawn["height"], boxes)


def not_drawn(path: Path, number: int) -> CorpusError:
    """The error of a page that cannot be drawn."""
    return CorpusError(f"{path.name}: không vẽ được trang {number}; hãy đọc ở dạng văn bản")
