"""Findings and legal bases as files, as the view lists them."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Mapping, Sequence

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse

from assistant.grounds import Ground
from assistant.register.formats import Cell, csv_of
from assistant.register_cli import basis_to_dict, finding_to_dict
from assistant.web.desk import Desk
from assistant.web.findings.choice import Choice, choice_of
from corpus.checks import Report
from corpus.types import Document

FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
_FINDINGS, _BASES = "kiem-tra", "can-cu"
_FINDING_HEADER = (
    "Văn bản",
    "Tệp",
    "Loại",
    "Mức độ",
    "Nội dung",
    "Lẽ ra",
    "Văn bản ghi",
    "Trích nguyên văn",
    "Từ",
    "Đến",
)
_BASIS_HEADER = (
    "Văn bản",
    "Tệp",
    "Căn cứ",
    "Ngày",
    "Viện dẫn trong",
    "Trong kho",
    "Trang",
    "Trích nguyên văn",
    "Từ",
    "Đến",
)
Row = Mapping[str, object]


def address_of(form: str, query: str, *, bases: bool) -> str:
    """Where the rows of a query can be had in a format."""
    return f"/downloads/{_BASES if bases else _FINDINGS}.{form}" + (f"?{query}" if query else "")


def add_downloads(app: FastAPI, desk: Desk, store: threading.RLock) -> None:
    """Let the app give findings and bases as files."""

    def download(request: Request, name: str, form: str) -> Response:
        if form not in FORMATS:
            return PlainTextResponse(f"{form}: give one of {', '.join(FORMATS)}\n", 404)
        try:
            choice = choice_of(request.url.query)
        except ValueError as error:
            return PlainTextResponse(f"{request.url.path}: {error}; download from the view, or mend the address\n", 400)
        with store:
            documents = {document.id: document for document in desk.documents()}
            wanted = choice.among(documents)
            rows = (
                _bases(desk.grounds(), {identity: documents[identity] for identity in wanted})
                if name == _BASES
                else _findings(choice, desk.checked(wanted))
            )
        said = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
        if form == "csv":
            said = (
                csv_of(_BASIS_HEADER, map(_basis_cells, rows))
                if name == _BASES
                else csv_of(_FINDING_HEADER, map(_finding_cells, rows))
            )
        named = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
        return Response(said.encode("utf-8"), media_type=FORMATS[form], headers=named)

    def findings(request: Request, form: str) -> Response:
        return download(request, _FINDINGS, form)

    def bases(request: Request, form: str) -> Response:
        return download(request, _BASES, form)

    app.get(f"/downloads/{_FINDINGS}.{{form}}")(findings)
    app.get(f"/downloads/{_BASES}.{{form}}")(bases)


def _findings(choice: Choice, checked: Iterable[tuple[Document, Report]]) -> list[Row]:
    return [
        finding_to_dict(finding, document)
        for document, report in checked
        for finding in report.findings
        if choice.wants(finding)
    ]


def _bases(grounds: Iterable[Ground], documents: Mapping[str, Document]) -> list[Row]:
    return [
        basis_to_dict(ground.basis, documents[ground.basis.document], ground.cited_in, ground.stored)
        for ground in grounds
        if ground.basis.document in documents
    ]


def _finding_cells(row: Row) -> Sequence[Cell]:
    quotes = row["quotes"]
    assert isinstance(quotes, list)
    names = ("document", "source", "kind", "severity", "message", "expected", "found")
    said = " | ".join(quote["quote"] for quote in quotes)
    return (*(_cell(row[name]) for name in names), said, quotes[0]["start"], quotes[0]["end"])


def _basis_cells(row: Row) -> Sequence[Cell]:
    names = ("document", "source", "name", "date", "cited_in", "stored", "page", "quote", "start", "end")
    return tuple(_cell(row[name]) for name in names)


def _cell(value: object) -> Cell:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value if value is None or isinstance(value, int) else str(value)
