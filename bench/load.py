"""Thirty people ask at once, as browsers do: `python -m bench.load STORE [--users 30] [--index FOLDER]`.

Starts the app in a process of its own, opens a session a user, and asks in each a conversation of follow-ups. Prints
errors, mixed-up histories, p50 and p95 in seconds; 1 where there is an error or a mixed-up history. With --index,
documents are added to the store by another process meanwhile.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx
from gradio_client.utils import apply_diff  # type: ignore[import-untyped]

from assistant.assistant import Assistant

_ROOT = Path(__file__).parents[1]
_THINKING = 3.0  # seconds between two questions of a user, on average
_ASKED = re.compile(r'<h2 class="question">.*?</span>(.*?)</h2>')


_FAILED = 'role="alert"'  # marks what went wrong in a log


@dataclass(frozen=True, slots=True)
class Event:
    """What the page sends: the number of the event, and the inputs beside the question."""

    number: int
    rest: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a user, how long its answer took in seconds, and the log that was shown."""

    user: int
    turn: int
    seconds: float
    log: str


def main() -> int:
    """Run the load; 1 where there was an error or a history that is another's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--users", type=int, default=30)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--at-once", action="store_true", help="all users send at the same moment, without thinking")
    parser.add_argument("--index", type=Path, help="files to add to the store meanwhile")
    args = parser.parse_args()
    with Assistant.open(args.store) as assistant:
        conversations = _conversations(assistant, args.users, args.turns)
    with _served(args.store) as address:
        writer = _indexing(args.index, args.store) if args.index else None
        began = time.perf_counter()
        asked = asyncio.run(_all(address, conversations, at_once=args.at_once))
        elapsed = time.perf_counter() - began
        if writer is not None:
            print(f"indexing meanwhile ended with {writer.wait()}")
    mixed = [a for a in asked if _questions(a.log) != conversations[a.user][: a.turn + 1]]
    failed = [a for a in asked if _FAILED in a.log]
    seconds = [a.seconds for a in asked]
    cuts = quantiles(seconds, n=100)
    print(
        f"{args.users} users, {len(asked)} questions in {elapsed:.1f} s: {len(failed)} errors, {len(mixed)} mixed-up "
        f"histories, p50 {cuts[49]:.2f} s, p95 {cuts[94]:.2f} s, slowest {max(seconds):.2f} s"
    )
    return 1 if mixed or failed else 0


def _conversations(assistant: Assistant, users: int, turns: int) -> list[list[str]]:
    """Different questions for each user: examples of the documents, and follow-ups that lean on them."""
    draw = random.Random(7)
    examples = list(assistant.examples())
    follow_ups = ["Còn kinh phí thì sao?", "Cơ quan nào chủ trì?", "Đến khi nào thì xong?", "Thế còn mục tiêu cụ thể?"]
    return [[draw.choice(examples), *draw.choices(follow_ups, k=turns - 1)] for _ in range(users)]


async def _all(address: str, conversations: Sequence[Sequence[str]], *, at_once: bool) -> list[Asked]:
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits) as client:
        config = (await client.get("/config")).json()
        event = _asking(config)
        users = [_user(client, event, n, questions, at_once=at_once) for n, questions in enumerate(conversations)]
        return [asked for each in await asyncio.gather(*users) for asked in each]


async def _user(
    client: httpx.AsyncClient, event: Event, user: int, questions: Sequence[str], *, at_once: bool
) -> list[Asked]:
    """One session: questions one after the other, the state kept by the server under the session's name."""
    draw = random.Random(user)
    asked = []
    for turn, question in enumerate(questions):
        if not at_once:
            await asyncio.sleep(draw.expovariate(1 / _THINKING))
        began = time.perf_counter()
        log = await _ask(client, event, f"user{user}", question)
        asked.append(Asked(user, turn, time.perf_counter() - began, log))
    return asked


def _asking(config: dict[str, Any]) -> Event:
    """The event that the box of the question sends, with what the other inputs hold when a page is opened."""
    values = {component["id"]: component["props"].get("value") for component in config["components"]}
    found = next(d for d in config["dependencies"] if any(target[1] == "submit" for target in d["targets"]))
    return Event(found["id"], tuple(values.get(each) for each in found["inputs"][1:]))


async def _ask(client: httpx.AsyncClient, event: Event, session: str, question: str) -> str:
    """The log that the page shows in the end."""
    body = {"data": [question, *event.rest], "fn_index": event.number, "session_hash": session}
    (await client.post("/gradio_api/queue/join", json=body)).raise_for_status()
    shown: list[Any] = []  # the outputs so far: the first message holds them whole, later ones what has changed
    async with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
        async for line in stream.aiter_lines():
            said: dict[str, Any] = json.loads(line[5:]) if line.startswith("data:") else {"msg": ""}
            if said["msg"] == "process_generating":
                data = said["output"]["data"]
                shown = [apply_diff(*pair) for pair in zip(shown, data, strict=True)] if shown else list(data)
            if said["msg"] == "process_completed":
                return next((v for v in shown if isinstance(v, str) and 'class="turns"' in v), _FAILED)
    return _FAILED


def _questions(log: str) -> list[str]:
    return [html.unescape(question) for question in _ASKED.findall(log)]


@contextmanager
def _served(store: Path) -> Iterator[str]:
    command = [sys.executable, "plan_assistant.py", "chat", "--store", str(store), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        found = re.search(r"http://\S+?/", server.stdout.readline())
        assert found, "the app did not start"
        try:
            yield found.group().rstrip("/")
        finally:
            server.terminate()


def _indexing(folder: Path, store: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "plan_assistant.py", "index", str(folder), "--store", str(store)]
    return subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.DEVNULL, text=True)


if __name__ == "__main__":
    sys.exit(main())
