"""The web chat: ask, read the quoted answer, open each quote where it stands in its document."""

from assistant.web.server import serve

__all__ = ["serve"]
