"""Where uploads arrive: the bytes of one file a request, told back with what has to be asked before it is indexed."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import unquote

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from assistant.web.editing import may_edit
from assistant.web.shelf import Shelf

PATH = "/library/files"
_NAME = "x-file-name"  # no form of another site can send it, so that none can upload in a visitor's name


def add_receiving(app: FastAPI, shelf: Shelf) -> None:
    """Take uploads at `PATH`: the body is the file, the header its name."""

    @app.post(PATH)
    async def receive(request: Request) -> JSONResponse:
        name = unquote(request.headers.get(_NAME, ""))
        if not name or not may_edit(request):
            return JSONResponse({"refused": "forbidden"}, 403)
        token, path = shelf.incoming(name)
        size, digest = 0, hashlib.sha256()
        try:
            with path.open("wb") as file:
                async for piece in request.stream():
                    size += len(piece)
                    if size > shelf.limits.size:
                        break
                    digest.update(piece)
                    file.write(piece)
        except BaseException:  # the visitor went away
            shelf.forget(token)
            raise
        if size > shelf.limits.size:
            reason = await run_in_threadpool(shelf.refusal, token, size)
            shelf.forget(token)
            return JSONResponse({"refused": reason}, headers={"connection": "close"})
        namesake = await run_in_threadpool(shelf.namesake, shelf.name_of(token), digest.hexdigest())
        answer: dict[str, Any] = {"token": token, "name": shelf.name_of(token), "replaces": None}
        if namesake:
            answer["replaces"] = {"document": namesake.document, "name": namesake.name}
        return JSONResponse(answer)
