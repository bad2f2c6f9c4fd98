"""Who may change documents, their metadata and the evaluations: the one place where a request is judged by that."""

from __future__ import annotations

from typing import Any

from assistant.web.access import gate


def may_edit(request: Any) -> bool:
    """Whether who sent this request, of Gradio or of FastAPI, may change anything."""
    return gate.may_edit(getattr(request, "request", request).scope)
