"""Kill commands that change a store at random moments and look at what is left: `python bench/hard/kill.py`.

Every kill is a SIGKILL somewhere in `index` or `documents remove`, of the command, of one of its worker processes or of
all at once. After it the store must open, `verify` must find nothing, every document must be in its old or its new
state, no worker process may live on, the same command again must finish the work, and of sentences that are gone no
byte may be left in any file of the store. Prints its counts; exits with 1 where anything of that does not hold.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from signal import SIGKILL

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.hard.commands import Run, in_fork, run, warm
from bench.hard.made_up import NAMES, plan
from index.indexing import FEW_FILES
from index.store import Store
from index.verify import verify

_MANY_SHARE = 0.1  # of the runs

State = dict[str, str]  # file name without suffix to text
_MOST_FILES = 4  # of those in a folder that one run indexes
_MANY = tuple(f"lang-{number}" for number in range(FEW_FILES))  # so many that worker processes read them


class NotWholeError(Exception):
    """What was seen that must not be."""


class Trial:
    """A store with its source files, and the state that the last whole run left."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.plans, self.store = folder / "plans", folder / "store"
        self.plans.mkdir()
        self.chance = random.Random(seed)
        self.state: State = {}
        self.seconds: dict[str, float] = {}
        self.counts: Counter[str] = Counter()

    def once(self) -> None:
        """One kill and all checks; NotWholeError where one of them fails."""
        action, target, command = self.choose()
        if action not in self.seconds:  # once without a kill, to know how long it takes
            started = time.monotonic()
            self.whole(command)
            self.seconds[action] = time.monotonic() - started
        else:
            self.counts[f"{action}: {self.kill(command, self.seconds[action])}"] += 1
            self.fail_if(in_fork(lambda: self.check_either(target)))
            self.whole(command)
        gone = [text for name, text in self.state.items() if target.get(name) != text]
        self.state = target
        self.fail_if(in_fork(lambda: self.check_done(target, gone)))

    def choose(self) -> tuple[str, State, tuple[object, ...]]:
        """What to do next: its name, the state it leads to, and the command, which may be given again."""
        present = sorted(self.state)
        if len(present) > 1 and self.chance.random() < 0.3:
            name = self.chance.choice(present)
            (self.plans / f"{name}.txt").unlink()
            target = {n: t for n, t in self.state.items() if n != name}
            return "remove", target, ("documents", "remove", name, "--store", self.store)
        if self.chance.random() < _MANY_SHARE:
            names = list(_MANY)
        else:
            names = list(NAMES[:_MOST_FILES] if self.chance.random() < 0.5 else self.chance.sample(present or NAMES, 1))
        action = "replace" if set(names) <= set(present) else "index"
        action += " of many" if len(names) >= FEW_FILES else ""
        length = (2, 5) if len(names) >= FEW_FILES else (20, 60)
        target = self.state | {name: plan(name, self.chance.randint(1, 10**6), length) for name in names}
        for name, text in target.items():
            (self.plans / f"{name}.txt").write_text(text, encoding="utf-8")
        return action, target, ("index", self.plans, "--store", self.store)

    def kill(self, command: tuple[object, ...], usual: float) -> str:
        """Start the command, kill some of its processes at some moment; what was killed."""
        under_way = Run.of(*command)
        time.sleep(self.chance.uniform(0, 1.1 * usual))
        own, *workers = under_way.members() or [under_way.process]
        which = self.chance.choice(("command", "worker", "all")) if workers else "command"
        victims = {"command": [own], "worker": [self.chance.choice(workers or [own])], "all": [own, *workers]}[which]
        for victim in victims:
            with suppress(ProcessLookupError):
                os.kill(victim, SIGKILL)
        ran = under_way.wait()
        if left := under_way.orphans():
            raise NotWholeError(f"worker processes {left} outlived the {which} that was killed")
        if ran.code in (0, -SIGKILL):
            return f"{which} killed" if ran.code else "done before the kill"
        if which == "worker" and ran.code == 1 and ran.err.count("\n") == 1:
            return "worker killed, the command said so"
        raise NotWholeError(f"{which} killed: exit code {ran.code}: {ran.err}")

    def whole(self, command: tuple[object, ...]) -> None:
        """Run the command to its end; a removal that was done already is refused, and finished by any next run."""
        ran = run(*command)
        if command[0] == "documents" and ran.code == 1 and "no such document" in ran.err:
            ran = run("index", self.plans, "--store", self.store)
        if ran.code:
            raise NotWholeError(f"{command[0]}: exit code {ran.code}: {ran.err}")

    def fail_if(self, said: str) -> None:
        """NotWholeError where a check has said something."""
        if said:
            raise NotWholeError(said)

    def check_either(self, target: State) -> None:
        """The store opens, is sound, and holds each document in its state before or after the killed run."""
        if not (self.store / "store.sqlite").exists():
            return  # killed before there was a store at all
        with Store(self.store) as store:
            problems = verify(store)
            store.refresh()  # what is derived is made again where it is missing
            problems += verify(store)
            assert not problems, problems
            for name in {*self.state, *target, *store.ids()}:
                held = store.document(name).text if name in store.ids() else None
                assert held in (self.state.get(name), target.get(name)), name

    def check_done(self, target: State, gone: list[str]) -> None:
        """The store holds `target` and nothing else, of `gone` not one sentence in any file."""
        with Store(self.store) as store:
            assert not verify(store), verify(store)
            assert {name: store.document(name).text for name in store.ids()} == target
            best = [store.vectors.search(store.encoder.encode([text[:80]])[0], 1) for text in target.values()]
            assert all(best), best
        kept = "".join(target.values())
        lines = {line.encode() for text in gone for line in text.splitlines() if len(line) > 25 and line not in kept}
        for path in self.store.rglob("*"):
            data = path.read_bytes() if path.is_file() else b""
            left = [line for line in lines if line in data]
            assert not left, f"{path.name} still holds {left[0].decode()}"


def main() -> int:
    """Kill as often as asked and say what was seen."""
    parser = argparse.ArgumentParser(description="kill commands that change a store at random moments")
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--seed", type=int, default=2013)
    arguments = parser.parse_args()
    warm()
    folder = Path(tempfile.mkdtemp(prefix="kill-store-"))
    trial = Trial(folder, arguments.seed)
    try:
        while trial.counts.total() < arguments.times:
            trial.once()
    except NotWholeError as error:
        print(f"seed {arguments.seed}, after {dict(trial.counts)}: NOT WHOLE: {error}")
        return 1
    finally:
        shutil.rmtree(folder)
    print(f"{arguments.times} kills, the store whole after each, every run finished by the next one")
    for what, count in sorted(trial.counts.items()):
        print(f"  {what}: {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
