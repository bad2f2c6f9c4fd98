"""Where the page of a report is served: it is a document of its own, which may do nothing but be read."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import FileResponse, PlainTextResponse, Response

from assistant.web.evaluation.running import Evaluations

_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"


def add_reports(app: FastAPI, evaluations: Evaluations) -> None:
    """Serve the pages of the reports that are kept."""

    @app.get("/evaluation/{name}")
    def report(name: str) -> Response:
        page = evaluations.page(name)
        if page is None:
            return PlainTextResponse("there is no such report", 404)
        return FileResponse(page, media_type="text/html", headers={"content-security-policy": _POLICY})
