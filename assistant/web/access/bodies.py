"""The bodies of requests, none of which may be larger than what it is for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

from assistant.web.access.messages import Message, Receive, Refusal, Scope, header

UPLOADS = ("/library/files",)
_SMALL, _LARGE = 1 << 20, 64 << 20  # bytes of a request: any, and an upload
_LONGEST_FORM = 4096  # bytes of name and password


def _limit(scope: Scope) -> int:
    return _LARGE if scope["path"] in UPLOADS else _SMALL


def too_large(scope: Scope) -> str:
    """What is said of a body that is."""
    return f"the request is larger than {_limit(scope) >> 20} MiB"


def limited(scope: Scope, receive: Receive, stop: Callable[[], Awaitable[None]]) -> Receive:
    """`receive` that refuses a body over the limit, told beforehand or found while it comes."""
    said = header(scope, b"content-length")
    if said and (not said.isdigit() or int(said) > _limit(scope)):
        raise Refusal(413, too_large(scope))
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > _limit(scope):
            await stop()
            return {"type": "http.disconnect"}
        return message

    return counted


async def form(receive: Receive) -> dict[str, str]:
    """The fields of a form of our own, of which each is there once."""
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > _LONGEST_FORM:
            raise Refusal(413, "the form is too large")
        if not message.get("more_body"):
            return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
