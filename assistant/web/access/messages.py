"""Reading requests and writing replies as ASGI messages."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from assistant.web.language import Language
from corpus.errors import AssistantError

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

SIGN_IN = "/sign-in"
_COOKIE = "plan_session"
_PLACE = ("document", "start", "end", "check")  # what a link to a place in a document holds
_LONGEST_PLACE = 2000  # characters


class Refusal(AssistantError):  # noqa: N818 - a visitor is refused, nothing has gone wrong
    """A request that goes no further, with the status and the line that say why; `wait` in seconds."""

    def __init__(self, status: int, said: str, wait: int = 0) -> None:
        super().__init__(said)
        self.status, self.said, self.wait = status, said, wait


async def reply_refusal(scope: Scope, send: Send, refusal: Refusal) -> None:
    """One line: as a redirection to the sign-in page for a visitor, as JSON for a program."""
    if refusal.status == 401 and "text/html" in header(scope, b"accept"):
        lang = Language.ENGLISH if scope["path"].startswith("/en") else Language.VIETNAMESE
        wanted = f"&{there}" if (there := place(scope)) else ""
        await redirect(send, f"{SIGN_IN}?lang={lang}{wanted}")
        return
    wait = {"retry-after": str(refusal.wait)} if refusal.wait else {}
    body = json.dumps({"detail": refusal.said})
    await reply(send, refusal.status, body, {"content-type": "application/json", **wait})


async def reply(send: Send, status: int, body: str, headers: Mapping[str, str] | None = None) -> None:
    """A whole reply."""
    said = {"content-type": "text/html; charset=utf-8", "cache-control": "no-store", **(headers or {})}
    raw = [(name.encode(), value.encode("latin-1")) for name, value in said.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body.encode()})


async def redirect(send: Send, place: str, cookie: str = "") -> None:
    """Send the visitor to another place of ours."""
    await reply(send, 303, "", {"location": place, **({"set-cookie": cookie} if cookie else {})})


def cookie(scope: Scope, token: str, age: int | None = None) -> str:
    """The cookie that holds a token; it ends with the browser, or after `age` seconds.

    Lax, as a link in a letter has to open for who is signed in; requests that change anything have to come from our
    own pages (`Gate`).
    """
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    ends = "" if age is None else f"; Max-Age={age}"
    return f"{_COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{ends}"


def token(scope: Scope) -> str:
    """The token of the cookie, "" where there is none."""
    try:
        found = SimpleCookie(header(scope, b"cookie")).get(_COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def header(scope: Scope, name: bytes) -> str:
    """The value of a header, "" where there is none; `name` in lower case."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def query(scope: Scope) -> str:
    """What stands behind the question mark of an address."""
    said: bytes = scope.get("query_string", b"")
    return said.decode("latin-1")


def place(scope: Scope) -> str:
    """The fields of a link to a place in a document, as the query of an address; "" where there are none."""
    said = query(scope)
    if len(said) > _LONGEST_PLACE:
        return ""
    return urlencode([(name, value) for name, value in parse_qsl(said) if name in _PLACE])


def hostname(address: str) -> str:
    """The name in an address, without its port."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def credentials(scope: Scope) -> tuple[str, str] | None:
    """The name and the password that a program sends with each request (RFC 7617), None where it sends none."""
    scheme, _, coded = header(scope, b"authorization").partition(" ")
    if scheme.casefold() != "basic":
        return None
    try:
        name, _, password = base64.b64decode(coded, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return name, password
