"""Files that a page hands to its visitor: sent with the page's own events, so that none is left on the disk."""

from __future__ import annotations

import base64
import secrets
from html import escape


def outgoing_html(name: str, kind: str, content: bytes) -> str:
    """The value of a hidden part of the page; `page.js` saves what is in it as a file of that name and media type.

    No two are the same, so that the same file can be asked for again.
    """
    said = base64.b64encode(content).decode("ascii")
    once = secrets.token_hex(4)
    return (
        f'<span data-file="{escape(name)}" data-kind="{escape(kind)}" data-once="{once}" data-content="{said}"></span>'
    )
