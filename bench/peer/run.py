"""One library in a process of its own: `python -m bench.peer.run NAME index|ask FOLDER FILE`.

`index` takes lines of passages, `ask` a list of questions; both print JSON as their last line.
"""

from __future__ import annotations

import json
import re
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import cast

from bench.peer.library import Library

_WARMING = 10  # questions that are asked before time is taken


def opened(name: str) -> Library:
    """The library of that name."""
    module, _, part = name.partition(".")
    return cast(Library, getattr(import_module(f"bench.peer.{module}"), part or "Peer")())


def ask(library: Library, folder: Path, questions: list[str]) -> dict[str, object]:
    """What is found for each question, and the milliseconds of each, by the clock and of all processors."""
    started = time.perf_counter()
    library.open(folder)
    ready = time.perf_counter() - started
    for question in questions[: min(_WARMING, len(questions) - 1)]:  # none where only the first answer is asked for
        library.search(question)
    found, clock, processor = [], [], []
    for question in questions:
        started, used = time.perf_counter(), time.process_time()
        found.append(list(library.search(question)))
        clock.append(1000 * (time.perf_counter() - started))
        processor.append(1000 * (time.process_time() - used))
    return {"open": ready, "found": found, "clock": clock, "processor": processor}


def most_memory() -> float:
    """The most bytes that this process held at once, in GB."""
    kilobytes = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(kilobytes[1]) / 1e6 if kilobytes else 0.0


def main(name: str, work: str, folder: Path, file: Path) -> None:
    """Do the work and say what came of it."""
    library, said = opened(name), dict[str, object]()
    if work == "index":
        with file.open(encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        folder.mkdir(parents=True, exist_ok=True)
        library.index(texts, folder)
    else:
        said = ask(library, folder, json.loads(file.read_text(encoding="utf-8")))
    sys.stdout.write(f"{json.dumps(said | {'memory': most_memory()})}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
