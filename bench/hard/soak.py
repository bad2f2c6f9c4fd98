"""Ask thousands of questions while documents come and go: `python bench/hard/soak.py --times 10000`.

One assistant stays open and is asked the shipped questions over and over; every so often another process adds, changes
or removes a document by the command line. At the end the memory in use must not have grown beyond what the first
tenth of the questions took, and every question must be answered as by an assistant over a store that was made anew
from the same files. Prints the counts and the memory; exits with 1 where memory grew or an answer differs.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from assistant.assistant import Assistant
from assistant.types import Answer
from bench.hard.commands import Run, run, warm
from bench.hard.inputs import PLANS, questions
from bench.hard.made_up import NAMES, plan

_CHANGE_EVERY = 100  # questions
_MOST_GROWTH = 32  # MiB that memory may be more at the end than after the first tenth
_SAMPLES = 20


def memory() -> float:
    """MiB that this process has in memory."""
    gc.collect()
    return int(re.findall(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())[0]) / 1024


def change(plans: Path, store: Path, chance: random.Random) -> str:
    """Add, change or remove one document; what was done."""
    name = chance.choice(NAMES)
    file = plans / f"{name}.txt"
    if file.exists() and chance.random() < 0.5:
        file.unlink()
        done, action = run("documents", "remove", name, "--store", store), "removed"
    else:
        action = "changed" if file.exists() else "added"
        file.write_text(plan(name, chance.randint(1, 10**6)), encoding="utf-8")
        done = run("index", plans, "--store", store)
    if done.code:
        raise RuntimeError(done.err)
    return action


def asked(store: Path, plans: Path, fresh: Path, times: int, seed: int) -> int:
    """Ask while documents come and go, compare in the end; 1 where memory grew or an answer differs."""
    chance = random.Random(seed)
    known = questions()
    changes, sizes = 0, []
    started = time.monotonic()
    with Assistant.open(store) as assistant:
        for number in range(times):
            if number % _CHANGE_EVERY == _CHANGE_EVERY - 1:
                (plans.parent / "change").touch()  # the parent process makes it, which has opened no store
                while (plans.parent / "change").exists():
                    time.sleep(0.01)
                changes += 1
            assistant.ask(known[chance.randrange(len(known))])
            if number % max(1, times // _SAMPLES) == 0:
                sizes.append(memory())
        sizes.append(memory())
        seconds = time.monotonic() - started
        (plans.parent / "fresh").touch()
        while (plans.parent / "fresh").exists():
            time.sleep(0.01)
        with Assistant.open(fresh) as other:
            compared = known[:times]
            differing = [q for q in compared if told(assistant.ask(q)) != told(other.ask(q))]
    settled = sizes[len(sizes) // 10 + 1]
    growth = sizes[-1] - settled
    print(f"{times} questions in {seconds:.0f} s, {changes} changes of the store between them")
    print(f"memory {sizes[0]:.0f} MiB at first, {settled:.0f} after a tenth, {sizes[-1]:.0f} at the end")
    print(f"{len(compared) - len(differing)} of {len(compared)} questions answered as by a store made anew")
    for question in differing[:10]:
        print(f"  differs: {question}")
    return 1 if differing or growth > _MOST_GROWTH else 0


def told(answer: Answer) -> Answer:
    """An answer without what may differ: its time, and the numbers that the store gives."""
    return replace(answer, seconds=0.0)


def main() -> int:
    """Soak as long as asked and say what was seen."""
    parser = argparse.ArgumentParser(description="ask thousands of questions while documents come and go")
    parser.add_argument("--times", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=2013)
    arguments = parser.parse_args()
    warm()
    folder = Path(tempfile.mkdtemp(prefix="soak-"))
    plans, store, fresh = (folder / name for name in ("plans", "store", "made-anew"))
    shutil.copytree(PLANS, plans)
    chance = random.Random(arguments.seed)
    try:
        if (done := run("index", plans, "--store", store)).code:
            raise RuntimeError(done.err)
        asking = Run(lambda: asked(store, plans, fresh, arguments.times, arguments.seed))
        while not asking.ended():
            if (folder / "change").exists():
                change(plans, store, chance)
                (folder / "change").unlink()
            if (folder / "fresh").exists():
                run("index", plans, "--store", fresh)
                (folder / "fresh").unlink()
            time.sleep(0.02)
        said = asking.wait()
    finally:
        shutil.rmtree(folder)
    print(said.out + said.err, end="")
    return said.code


if __name__ == "__main__":
    sys.exit(main())
