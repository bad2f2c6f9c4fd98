"""Naming the items of a list in a short text: all of them where they can be shortened to fit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.values import shortened

_LEAST_ITEM = 24  # code points of an item that is shortened so that more of them can be named


def told(items: Sequence[str], longest: int, least: int = _LEAST_ITEM) -> str:
    """The items joined by semicolons; where they do not fit, the long ones shortened so that all are named.

    None is cut below `least` code points: rather the last ones are left out.

    "…" stands for what is left out: the end of an item, or the last items where not even their heads have room.
    """
    kept = list(items)
    if len("; ".join(kept)) <= longest:
        return "; ".join(kept)
    while kept:
        dots = "; …" if len(kept) < len(items) else ""
        room = longest - len(dots) - 2 * (len(kept) - 1)
        width = _width([len(item) for item in kept], room)
        if width >= least or len(kept) == 1:
            return "; ".join(item if len(item) <= width else _head(item, width) for item in kept) + dots
        kept.pop()
    return ""


def shares(wanted: Sequence[int], room: int) -> list[int]:
    """How much of `room` each gets: the short ones what they want, the long ones the same of what is left."""
    shares = [0] * len(wanted)
    room -= max(0, len(wanted) - 1)  # the blanks between them
    for place, i in enumerate(sorted(range(len(wanted)), key=lambda i: wanted[i])):
        shares[i] = min(wanted[i], room // (len(wanted) - place))
        room -= shares[i]
    return shares


def _width(lengths: Sequence[int], room: int) -> int:
    """The length to cut the longest items at so that all have room."""
    left = room
    for i, length in enumerate(sorted(lengths)):
        share = left // (len(lengths) - i)
        if length > share:
            return share
        left -= length
    return room


def _head(item: str, longest: int) -> str:
    """The beginning of an item, up to a mark that ends a clause where one is in its second half."""
    cut = shortened(item, longest)
    marks = [m.start() for m in re.finditer(r"[,;:(–](?=\s|\S*$)", cut) if m.start() >= longest // 2]
    return f"{cut[: marks[-1]].rstrip()}…" if marks else cut
