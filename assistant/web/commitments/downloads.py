"""The rows of a choice as files: addresses that give exactly what the view lists, in its order."""

from __future__ import annotations

import threading

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse

from assistant.register.entries import Entry
from assistant.register.formats import as_csv
from assistant.register.timeline import timeline
from assistant.register.workbook import as_workbook
from assistant.sharing import link_of
from assistant.web.commitments.choice import choice_of
from assistant.web.commitments.rows import Rows
from assistant.web.desk import Desk

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml",
}
_NAME = "cam-ket"


def address_of(form: str, query: str) -> str:
    """Where the rows of a query can be had in a format."""
    return f"/downloads/{_NAME}.{form}" + (f"?{query}" if query else "")


def add_downloads(app: FastAPI, desk: Desk, store: threading.RLock) -> None:
    """Let the app give the rows as files."""
    register = Rows(desk, store)

    def download(request: Request, form: str) -> Response:
        if form not in FORMATS:
            return PlainTextResponse(f"{form}: give one of {', '.join(FORMATS)}\n", 404)
        try:
            rows = register.rows(choice_of(request.url.query))
        except ValueError as error:
            return PlainTextResponse(f"{request.url.path}: {error}; download from the view, or mend the address\n", 400)
        named = {"Content-Disposition": f'attachment; filename="{_NAME}.{form}"'}
        if form == "xlsx":
            base = str(request.base_url)

            def link(entry: Entry) -> str:
                return base + link_of(entry.document, entry.commitment.span)

            return Response(as_workbook(rows, link), media_type=FORMATS[form], headers=named)
        said = as_csv(rows) if form == "csv" else timeline(rows)
        return Response(said.encode("utf-8"), media_type=FORMATS[form], headers=named)

    app.get(f"/downloads/{_NAME}.{{form}}")(download)
