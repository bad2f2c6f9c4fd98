"""The conversation as a file for its visitor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.web.asking.export import as_markdown, as_word
from assistant.web.asking.record import Record
from assistant.web.asking.texts import AskingTexts
from assistant.web.outbox import outgoing_html

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def save(t: AskingTexts, records: Sequence[Record], kind: str) -> str:
    """The value of the outbox for a file of that kind, "word" or "markdown"."""
    today = datetime.now().astimezone().date()
    name = f"{t.file_name}-{today:%Y-%m-%d}"
    if kind == "word":
        return outgoing_html(f"{name}.docx", _WORD, as_word(t, records, today))
    return outgoing_html(f"{name}.md", "text/markdown;charset=utf-8", as_markdown(t, records, today).encode("utf-8"))
