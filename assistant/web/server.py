"""Serving the web chat until the user stops it."""

from __future__ import annotations

import errno
import ipaddress
import socket
import threading
import time
import webbrowser
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluating import Evaluator
from assistant.web.access.gate import Gate
from assistant.web.access.users import Users
from assistant.web.desk import Desk
from assistant.web.language import Language
from assistant.web.texts import texts_in
from corpus.errors import AssistantError

_GLANCE = 0.02  # seconds between looks at a server that is starting


@dataclass(frozen=True, slots=True)
class Access:
    """How the app is reached: who may use it (None: whoever is on this machine), and the files that make it HTTPS."""

    users: Users | None = None
    certificate: Path | None = None
    key: Path | None = None


_OPEN = Access()


def serve(
    assistant: Desk,
    host: str = "127.0.0.1",
    port: int = 7860,
    open_browser: bool = True,
    access: Access = _OPEN,
    evaluator: Evaluator | None = None,
) -> None:
    """Serve the app at `host`:`port` until Ctrl+C and print its address.

    AssistantError where the address cannot be listened on, and where others could reach it without signing in.
    """
    if access.users is None and not is_local(host):
        raise AssistantError(
            f"{host}: other machines could reach the app there, so people have to sign in; "
            f"add them (plan-assistant users add NAME) and give --users FILE"
        )
    check_free(host, port)
    server = started(assistant, host, port, access, evaluator)
    print(texts_in(Language.VIETNAMESE).listening.format(address=server.address), flush=True)
    try:
        if open_browser:
            webbrowser.open(server.address)
        threading.Event().wait()
    except KeyboardInterrupt:
        print()
    finally:
        server.close()


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers in the background."""

    address: str
    close: Callable[[], None]


def started(
    assistant: Desk, host: str, port: int, access: Access = _OPEN, evaluator: Evaluator | None = None
) -> Running:
    """Start serving the app in the background; returns when it answers."""
    import uvicorn

    with ThreadPoolExecutor(1) as early:
        warmed = early.submit(assistant.warm)

        from assistant.web.app import app_of  # gradio takes seconds to import

        warmed.result()
    app = Gate(app_of(assistant, signs_in=access.users is not None, evaluator=evaluator), access.users, [host])
    config = uvicorn.Config(app, host, port, log_level="warning", ws="none", timeout_graceful_shutdown=1)
    if access.certificate is not None:
        config.ssl_certfile, config.ssl_keyfile = access.certificate, access.key
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise AssistantError(f"{host}:{port}: the server could not start; see what it wrote above")
        time.sleep(_GLANCE)

    def close() -> None:
        server.should_exit = True
        thread.join()

    shown = f"[{host}]" if ":" in host else host
    port = server.servers[0].sockets[0].getsockname()[1]
    scheme = "http" if access.certificate is None else "https"
    return Running(f"{scheme}://{shown}:{port}/", close)


def is_local(host: str) -> bool:
    """Whether only this machine can reach what listens at `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_free(host: str, port: int) -> None:
    """Raise AssistantError unless `host`:`port` can be listened on."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, address = found[0]
        with socket.create_server(address[:2], family=family):
            pass
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise AssistantError(f"{host}:{port}: another program uses this port; give another with --port") from error
        reason = error.strerror or str(error)
        raise AssistantError(f"{host}:{port}: cannot listen here ({reason}); give another --host or --port") from error
    except OverflowError as error:
        raise AssistantError(f"{host}:{port}: is not a port; give one from 1 to 65535 with --port") from error
