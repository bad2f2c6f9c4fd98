"""HTML and SVG whose texts and attributes cannot be anything but escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

_VOID = ("meta", "link")
# What HTML cannot hold even as a reference: controls but tab and line ends, and halves of surrogate pairs.
_UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class Html(str):
    """Markup that was made by `tag` or `join`; every other string is text and is escaped where it is put in."""

    __slots__ = ()


def tag(name: str, /, *children: str | Iterable[str], **attributes: str | float | None) -> Html:
    """An element. `class_` is the attribute class, `aria_label` is aria-label; one that is None is left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{written}>" + ("" if name in _VOID else f"{join(*children)}</{name}>"))


def join(*children: str | Iterable[str]) -> Html:
    """Markup and texts one after the other."""
    return Html("".join(_text(child) if isinstance(child, str) else join(*child) for child in children))


def _text(child: str) -> str:
    return child if isinstance(child, Html) else escape(_UNSPEAKABLE.sub("\ufffd", child), quote=False)


def _value(value: str | float) -> str:
    """An attribute value; numbers to a hundredth, which is enough for a drawing."""
    if isinstance(value, str):
        return escape(_UNSPEAKABLE.sub("\ufffd", value))
    return f"{value:.2f}".rstrip("0").rstrip(".")
