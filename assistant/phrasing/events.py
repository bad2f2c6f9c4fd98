"""Server-sent events of a chat completion: from bytes, however they are cut, to pieces of text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

_DONE = "[DONE]"


def pieces(chunks: Iterable[bytes]) -> Iterator[str]:
    """The pieces of text of a streamed completion, each as soon as its event is complete.

    ValueError where the bytes are no UTF-8, no JSON or no completion, or end too early.
    """
    finished = False
    for data in _events(chunks):
        if data == _DONE:
            return
        piece, last = _read(data)
        finished = finished or last
        if piece:
            yield piece
    if not finished:
        raise ValueError("the answer broke off")


def _events(chunks: Iterable[bytes]) -> Iterator[str]:
    """The data of each event; comments and other fields are passed over."""
    data: list[str] = []
    for line in _lines(chunks):
        if not line and data:
            yield "\n".join(data)
            data = []
        elif line.startswith("data:"):
            data.append(line.removeprefix("data:").removeprefix(" "))
    if data:  # the blank line behind the last event may be missing
        yield "\n".join(data)


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """Whole lines only are decoded, so that no character is ever cut; a line that has no end is not complete."""
    rest: list[bytes] = []
    for chunk in chunks:
        *ended, last = chunk.split(b"\n")
        for line in ended:
            yield b"".join([*rest, line]).removesuffix(b"\r").decode("utf-8")
            rest = []
        rest.append(last)


def _read(data: str) -> tuple[str, bool]:
    """The text of one event, and whether it says that the completion ends."""
    event: Any = json.loads(data)
    if not isinstance(event, dict) or "error" in event:
        raise ValueError("the server reports an error" if isinstance(event, dict) else "the answer is no completion")
    choices: Any = event.get("choices")
    if choices == []:  # the count of tokens comes without a choice
        return "", False
    try:
        choice = choices[0]
        piece = choice["delta"].get("content")
        last = choice.get("finish_reason") is not None
    except (AttributeError, KeyError, TypeError, IndexError) as error:
        raise ValueError("the answer is no completion") from error
    if piece is not None and not isinstance(piece, str):
        raise ValueError("the answer is no completion")
    return piece or "", last
