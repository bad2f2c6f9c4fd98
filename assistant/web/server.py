"""Serving the web chat until the user stops it."""

from __future__ import annotations

import errno
import socket
import threading
import webbrowser

from assistant.web import texts
from assistant.web.conversation import Desk
from corpus.errors import AssistantError


def serve(assistant: Desk, host: str = "127.0.0.1", port: int = 7860, open_browser: bool = True) -> None:
    """Serve the chat at `host`:`port` until Ctrl+C and print its address.

    AssistantError where the address cannot be listened on.
    """
    check_free(host, port)
    from assistant.web.app import launch  # gradio takes seconds to import

    blocks = launch(assistant, host, port)
    address = str(blocks.local_url)
    print(texts.LISTENING.format(address=address), flush=True)
    try:
        if open_browser:
            webbrowser.open(address)
        threading.Event().wait()
    except KeyboardInterrupt:
        print()
    finally:
        blocks.close(verbose=False)


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
