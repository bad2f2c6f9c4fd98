"""The headings of a document as a list that leads to their places in the reading view."""

from __future__ import annotations

from html import escape

from assistant.values import shortened
from assistant.web.reading import heading_id
from corpus.types import Document

_LONGEST = 110  # code points of a heading
_DEEPEST = 3  # levels that are told apart


def outline_html(document: Document) -> str:
    """A button for each heading, those of tables left out; empty where there are none."""
    tables = [table.span for table in document.tables]
    items = [
        f'<li class="level-{min(section.level, _DEEPEST)}"><button type="button" '
        f'data-to="{heading_id(section.span.start)}">{escape(shortened(section.path[-1], _LONGEST))}</button></li>'
        for section in document.sections
        if section.heading is not None and section.path and not any(t.contains(section.heading) for t in tables)
    ]
    return f"<ul>{''.join(items)}</ul>" if items else ""
