"""The smallest pieces of a page: markup, and escaped text that knows its span."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from corpus.types import Span


@dataclass(frozen=True, slots=True)
class Fragment:
    """Finished HTML; with a span it is exactly the escaped text of that span, without one it is markup only."""

    html: str
    span: Span | None = None


def markup(html: str) -> Fragment:
    """Markup that holds no text of a document."""
    return Fragment(html)


def written(text: str, span: Span) -> Fragment:
    """The characters of `span`."""
    return Fragment(escape(span.of(text)), span)


def element(text: str, tag: str, kind: str, spans: tuple[Span, ...], identity: str = "") -> Iterator[Fragment]:
    """An element of class `kind` that holds the text of `spans`; nothing where there are none."""
    if not spans:
        return
    named = f' id="{identity}" tabindex="-1"' if identity else ""
    yield markup(f'<{tag} class="{kind}"{named}>' if kind else f"<{tag}{named}>")
    for number, span in enumerate(spans):
        if number:
            yield markup(" ")
        yield written(text, span)
    yield markup(f"</{tag}>")
