"""A language model behind any OpenAI-compatible address; this module alone speaks to it, and to nothing else.

No proxy of the environment is used and no redirect is followed: only the address that was set is ever contacted.
"""

from __future__ import annotations

import http.client
import json
import re
import socket
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from assistant.phrasing.events import pieces
from corpus.errors import AssistantError

Message = dict[str, str]  # "role" and "content"

_MOST_BYTES = 1 << 20  # of a reply; a few sentences take some tens of thousands
_MOST_TOKENS = 1_000  # asked for: 300 characters, and room for a model that spells Vietnamese letter by letter
_PIECE = 1 << 14  # bytes read at once


class ModelError(AssistantError):
    """The language model gave no whole reply."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """The base address of a server ("http://localhost:11434/v1"), a model of it, a key where it wants one.

    `timeout` is the seconds that a whole reply may take; within it the server may also be silent for as long.
    AssistantError where the address is none or the model has no name.
    """

    address: str = field(repr=False)
    name: str
    key: str = field(default="", repr=False)
    timeout: float = 30.0

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.address)
            bare = bool(parts.hostname) and parts.port != 0 and not re.search(r"[@?#]|[^!-~]", self.address)
        except ValueError:
            bare = False
        if not bare or parts.scheme not in ("http", "https"):  # not shown: it may hold a password
            raise AssistantError(
                "language model: the address is none of a server; give one such as http://localhost:11434/v1, "
                "without user name, password, query or fragment"
            )
        if not self.name.strip():
            raise AssistantError("language model: it has no name; say which model of the server is meant")
        if re.search(r"[^!-~]", self.key):
            raise AssistantError("language model: the key has characters that no key has; copy it again")
        if not 0 < self.timeout <= threading.TIMEOUT_MAX:
            raise AssistantError("language model: the timeout is no number of seconds above 0; give one such as 30")

    @property
    def host(self) -> str:
        """The host and port alone: what else an address holds may be a secret."""
        return urlsplit(self.address).netloc

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The reply piece by piece as it comes; ModelError where it does not come whole and in time."""
        started = time.monotonic()
        try:
            with self._response(messages) as response:
                yield from pieces(_limited(response))
        except (OSError, http.client.HTTPException, ValueError, RecursionError) as error:
            late = time.monotonic() - started >= self.timeout or isinstance(error, TimeoutError)
            reason = f"no whole answer within {self.timeout:g} seconds" if late else _in_one_line(error)
            raise ModelError(f"language model at {self.host}: {reason}") from error

    @contextmanager
    def _response(self, messages: Sequence[Message]) -> Iterator[http.client.HTTPResponse]:
        """The response to a request, cut off when the time is over, whatever the server does until then."""
        parts = urlsplit(self.address)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=self.timeout)
        deadline = time.monotonic() + self.timeout
        timer: threading.Timer | None = None
        try:
            connection.connect()
            timer = threading.Timer(max(0.0, deadline - time.monotonic()), _cut_off, [connection.sock])
            timer.daemon = True
            timer.start()
            connection.request("POST", f"{parts.path.rstrip('/')}/chat/completions", self._body(messages), self._head())
            with connection.getresponse() as response:
                _check(response)
                yield response
        finally:
            if timer is not None:
                timer.cancel()
            connection.close()

    def _head(self) -> dict[str, str]:
        head = {"Content-Type": "application/json", "Accept": "text/event-stream"}
        return head | ({"Authorization": f"Bearer {self.key}"} if self.key else {})

    def _body(self, messages: Sequence[Message]) -> bytes:
        asked = {
            "model": self.name,
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": _MOST_TOKENS,
            "stream": True,
        }
        return json.dumps(asked, ensure_ascii=False).encode("utf-8")


def _cut_off(connected: socket.socket) -> None:
    """End a connection from another thread: whoever waits for it reads its end at once."""
    try:
        connected.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it has ended already


def _check(response: http.client.HTTPResponse) -> None:
    """ValueError unless a stream of events begins."""
    if response.status != http.client.OK:
        moved = ", a redirect, which is not followed" if 300 <= response.status < 400 else ""
        raise ValueError(f"it answers with status {response.status}{moved}")
    kind = response.headers.get_content_type()
    if kind != "text/event-stream":
        raise ValueError(f"it answers with {kind} instead of a stream of events")


def _limited(response: http.client.HTTPResponse) -> Iterator[bytes]:
    """What comes, as it comes."""
    total = 0
    while chunk := response.read1(_PIECE):
        total += len(chunk)
        if total > _MOST_BYTES:
            raise ValueError(f"the answer is longer than {_MOST_BYTES} bytes")
        yield chunk


def _in_one_line(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError | UnicodeDecodeError | RecursionError):
        return "the answer is garbage"
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    if isinstance(error, http.client.HTTPException):
        return f"the answer breaks the rules of HTTP ({type(error).__name__})"
    return " ".join(str(error).split())
