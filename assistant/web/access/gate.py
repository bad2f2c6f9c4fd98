"""What every request passes before the app: its host, size, rate and user; and the headers that replies leave with.

A pure ASGI middleware, as answers are streamed.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from assistant.web.access.bodies import UPLOADS, form, limited, too_large
from assistant.web.access.login import login_html
from assistant.web.access.messages import (
    SIGN_IN,
    App,
    Message,
    Receive,
    Refusal,
    Scope,
    Send,
    cookie,
    credentials,
    header,
    hostname,
    place,
    query,
    redirect,
    reply,
    reply_refusal,
    token,
)
from assistant.web.access.rates import Rate
from assistant.web.access.sessions import Sessions
from assistant.web.access.users import Role, User, Users
from assistant.web.language import Language

USER = "plan_assistant.user"  # the key of a scope that holds the User, None where nobody signs in
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_SIGN_OUT = "/sign-out"
# Routes of Gradio that this app has no use for: files that nothing sweeps, other hosts, other people's runs, its own
# sign-in, its own description.
_CLOSED = (
    "/gradio_api/upload",
    "/upload",
    "/gradio_api/proxy=",
    "/proxy=",
    "/monitoring",
    "/login",
    "/logout",
    "/openapi.json",
    "/pwa_icon",
    "/robots.txt",
)
_CLOSED_PARTS = ("/deep_link", "/dev/", "/run_history", "/vibe", "/component_server")
# Gradio's page is put together by inline scripts and styles; nothing is taken from, sent to or framed by another host.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self' blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def may_edit(scope: Mapping[str, Any]) -> bool:
    """Whether the one who asks may change the documents: an editor, or anyone on this machine where nobody signs in."""
    user: User | None = scope.get(USER)
    return user is None or user.role is Role.EDITOR


class Gate:
    """Stands before `app`; without `users` it lets in whoever comes by a name of this machine."""

    def __init__(self, app: App, users: Users | None, hosts: Iterable[str] = ()) -> None:
        self._app = app
        self._users = users
        self._hosts = _LOCAL | {host.casefold() for host in hosts}
        self._sessions = Sessions()
        self._programs = Sessions()  # by what they send
        self._requests = Rate(burst=300, each_second=20)  # of a session; a page makes some thirty when it opens
        self._questions = Rate(burst=30, each_second=1)  # of a session: what makes the server work
        self._tries = Rate(burst=5, each_second=1 / 20)  # of a name, and of an address: guesses of a password

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request here, or hand it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # the app speaks no WebSocket

        refused = False

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message.get("headers", ())}
                fixed = [(k.encode(), v.encode()) for k, v in _HEADERS.items() if k.encode() not in given]
                message = {**message, "headers": [*message.get("headers", ()), *fixed]}
            await send(message)

        async def unless_refused(message: Message) -> None:
            if not refused:
                await sealed(message)

        async def stop() -> None:  # what the app makes of half a body is nobody's
            nonlocal refused
            await reply_refusal(scope, unless_refused, Refusal(413, too_large(scope)))
            refused = True

        try:
            self._check_origin(scope)
            if not await self._is_signing(scope, receive, sealed):
                await self._check_user(scope)
                await self._app(scope, limited(scope, receive, stop), unless_refused)
        except Refusal as refusal:
            await reply_refusal(scope, sealed, refusal)
        except Exception:
            if not refused:  # else it is what the app makes of a body that was cut off, and its reply is given
                raise

    def _check_origin(self, scope: Scope) -> None:
        """No other site's page may use a visitor's browser to reach us, by a name of its own or by a form."""
        host = header(scope, b"host")
        if self._users is None and hostname(f"//{host}") not in self._hosts:
            raise Refusal(421, f"host {host!r} is not served here")
        origin = header(scope, b"origin")
        if scope["method"] not in ("GET", "HEAD") and origin and urlsplit(origin).netloc.casefold() != host.casefold():
            raise Refusal(403, "requests from pages of another site are refused")
        path = scope["path"].removeprefix("/en")
        if path.startswith(_CLOSED) or any(part in path for part in _CLOSED_PARTS):
            raise Refusal(404, "there is nothing here")

    async def _check_user(self, scope: Scope) -> None:
        scope[USER] = None
        if self._users is None:
            return
        user = await self._user(scope)
        if user is None:
            raise Refusal(401, "sign in first")
        scope[USER] = user
        who = token(scope) or f"program {user.name}"
        wait = max(self._requests.take(who), self._questions.take(who) if _works(scope) else 0)
        if wait:
            raise Refusal(429, f"too many requests; wait {math.ceil(wait)} seconds", math.ceil(wait))
        if scope["path"] in UPLOADS and not may_edit(scope):
            raise Refusal(403, "only editors add documents")

    async def _user(self, scope: Scope) -> User | None:
        """Whose session it is, or whose name and password a program sends."""
        assert self._users is not None
        if known := token(scope):
            name = self._sessions.user(known)
            return self._users.get(name) if name else None
        sent = credentials(scope)
        if sent is None:
            return None
        remembered = self._programs.user("\0".join(sent))  # so that hashing is not done for each request
        if remembered and (user := self._users.get(remembered)):
            return user
        user, wait = await self._checked(scope, *sent)
        if wait:
            raise Refusal(429, f"too many tries; wait {math.ceil(wait)} seconds", math.ceil(wait))
        if user is not None:
            self._programs.begin(user.name, "\0".join(sent))
        return user

    async def _checked(self, scope: Scope, name: str, password: str) -> tuple[User | None, float]:
        """The user whose password it is, and the seconds to wait where too many were tried."""
        assert self._users is not None
        address = (scope.get("client") or ("?",))[0]
        keys = f"name {name}", f"address {address}"
        if wait := max(map(self._tries.take, keys)):
            return None, wait
        user = await asyncio.to_thread(self._users.check, name, password)  # hashing takes a while
        for key in keys if user else ():
            self._tries.give_back(key)
        return user, 0

    async def _is_signing(self, scope: Scope, receive: Receive, send: Send) -> bool:
        """Whether it was a request to sign in or out, which then has its answer."""
        if self._users is None or scope["path"] not in (SIGN_IN, _SIGN_OUT):
            return False
        if scope["path"] == _SIGN_OUT:
            if scope["method"] != "POST":
                raise Refusal(405, "sign out with the button of the page")
            self._sessions.end(token(scope))
            await redirect(send, SIGN_IN, cookie(scope, "", 0))
            return True
        asked = parse_qs(query(scope)).get("lang", [""])[0]
        language = Language(asked) if asked in list(Language) else Language.VIETNAMESE
        if scope["method"] == "POST":
            await self._sign_in(scope, await form(receive), language, send)
        else:
            await reply(send, 200, login_html(language, place(scope)))
        return True

    async def _sign_in(self, scope: Scope, form: Mapping[str, str], language: Language, send: Send) -> None:
        user, wait = await self._checked(scope, form.get("name", "").strip(), form.get("password", ""))
        if user is None:
            problem, status = ("often", 429) if wait else ("wrong", 401)
            await reply(send, status, login_html(language, place(scope), problem, math.ceil(wait)))
            return
        wanted = f"?{there}" if (there := place(scope)) else ""
        await redirect(send, language.path + wanted, cookie(scope, self._sessions.begin(user.name)))


def _works(scope: Scope) -> bool:
    """Whether a request makes the server work, more than sending what it has."""
    path = scope["path"]
    asks = path.endswith(("/queue/join", "/mcp", "/mcp/")) or "/call/" in path
    return path.startswith("/downloads/") or (asks and scope["method"] == "POST")
