"""How soon the web app can be used: `python -m bench.first_view STORE [--times 5] [--slow]`.

Starts the app in a process of its own each time and opens it in Chromium, which runs already and has cached nothing, as
soon as the server is up. Prints the seconds from there until the box for the question has the focus and the page takes
a question, then the median. With --slow the browser is as slow as an old phone (four times) and 50 ms away.
"""

from __future__ import annotations

import argparse
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, expect, sync_playwright

_ROOT = Path(__file__).parents[1]
_CHROMIUM = Path("/usr/bin/chromium")
_LIMIT = 60  # seconds for a server to come up
_QUESTION = "Kế hoạch"


def main() -> int:
    """Open the app a few times and print how long each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--slow", action="store_true", help="a slow browser, not beside the server")
    arguments = parser.parse_args()
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(arguments.times):
            with _served(arguments.store) as (address, starting):
                seconds = _opened(browser, address, slow=arguments.slow)
            found.append(seconds)
            print(f"server up after {starting:.2f} s, the page takes a question {seconds:.2f} s later", flush=True)
        browser.close()
    print(f"median {median(found):.2f} s, slowest {max(found):.2f} s")
    return 0


@contextmanager
def _served(store: Path) -> Iterator[tuple[str, float]]:
    """The address of the app over a store, and the seconds until it answered."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "plan_assistant", "chat", "--store", str(store), "--port", str(port)]
    begun = time.perf_counter()
    server = subprocess.Popen([*command, "--no-browser"], cwd=_ROOT, stdout=subprocess.DEVNULL)
    try:
        while not _listens(port):
            if server.poll() is not None or time.perf_counter() - begun > _LIMIT:
                raise SystemExit(f"{store}: the app did not start; see what it wrote above")
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}/", time.perf_counter() - begun
    finally:
        server.terminate()
        server.wait()


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def _opened(browser: Browser, address: str, *, slow: bool) -> float:
    """The seconds until the page takes a question."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    if slow:
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        session.send("Network.enable")
        speed = {"offline": False, "latency": 50, "downloadThroughput": 2e6, "uploadThroughput": 2e6}
        session.send("Network.emulateNetworkConditions", speed)
    begun = time.perf_counter()
    page.goto(address, wait_until="commit")
    box = page.locator("#question textarea")
    expect(box).to_be_focused(timeout=_LIMIT * 1000)
    page.keyboard.type(_QUESTION)
    expect(box).to_have_value(_QUESTION)
    seconds = time.perf_counter() - begun
    context.close()
    return seconds


if __name__ == "__main__":
    sys.exit(main())
