"""Run out of disk at random moments: `python bench/hard/disk_full.py` (as root, or with --limit).

The store lies on a small file system of its own (tmpfs) that has a random number of KiB left when documents are added,
replaced or removed, so that it fills up in SQLite, in the inverted index, in the vectors or in a manifest. The command
must say so in one line and exit with 1, or succeed; the store must then open, `verify` must find nothing and every
document must be in its old or its new state; with room again the same command must finish. With --limit a limit on
the size of files takes the place of the file system. Prints the counts; exits with 1 where anything does not hold.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.hard.commands import Ran, Run, in_fork, run, warm
from bench.hard.made_up import NAMES, plan
from index.store import Store
from plan_assistant import main as command_line

_ROOM = 64 << 10  # KiB when there is enough
_MOST_LEFT = 700  # KiB that are left at most when it runs out
_TASKS = (50, 400)


class NotWholeError(Exception):
    """What was seen that must not be."""


class Disk:
    """A file system whose size can be changed, or a limit on the size of files in its place."""

    def __init__(self, folder: Path, *, mounted: bool) -> None:
        self.folder = folder
        self._mounted = mounted

    @contextmanager
    def there(self) -> Iterator[None]:
        """Mount it, unmount it at the end."""
        if self._mounted:
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_ROOM}k", "tmpfs", self.folder], check=True)
        try:
            yield
        finally:
            if self._mounted:
                # lazily: threads of tantivy may hold a file for a moment after a store is closed
                subprocess.run(["umount", "--lazy", self.folder], check=True)

    def run(self, left: int, *arguments: object) -> Ran:
        """Run a command with `left` KiB of room."""
        if not self._mounted:
            return Run(lambda: self._limited(left << 10, [str(argument) for argument in arguments])).wait()
        facts = os.statvfs(self.folder)
        used = (facts.f_blocks - facts.f_bfree) * facts.f_frsize >> 10
        self._resize(used + left)
        try:
            return run(*arguments)
        finally:
            self._resize(_ROOM)

    def _resize(self, size: int) -> None:
        subprocess.run(["mount", "-o", f"remount,size={size}k", self.folder], check=True)

    def _limited(self, room: int, arguments: list[str]) -> int:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        return command_line(arguments)


def texts_in(store: Path) -> dict[str, str]:
    """The texts of a store by the id of their documents."""
    with Store(store) as opened:
        return {name: opened.document(name).text for name in opened.ids()}


def check(store: Path, old: dict[str, str], new: dict[str, str]) -> None:
    """Each document is in its state before or after."""
    held = texts_in(store)
    for name in {*old, *new, *held}:
        assert held.get(name) in (old.get(name), new.get(name)), name


def once(disk: Disk, plans: Path, state: dict[str, str], chance: random.Random) -> tuple[str, dict[str, str]]:
    """One change with too little room, then with enough; what was said and the state reached."""
    store = disk.folder / "store"
    if len(state) > 2 and chance.random() < 0.3:
        name = chance.choice(sorted(state))
        (plans / f"{name}.txt").unlink()
        action, target = "remove", {n: t for n, t in state.items() if n != name}
        command: tuple[object, ...] = ("documents", "remove", name, "--store", store)
    else:
        name = chance.choice(NAMES)
        action, target = "index", state | {name: plan(name, chance.randint(1, 10**6), _TASKS)}
        (plans / f"{name}.txt").write_text(target[name], encoding="utf-8")
        command = ("index", plans, "--store", store)
    ran = disk.run(chance.randint(0, _MOST_LEFT), *command)
    if ran.code not in (0, 1) or (ran.code == 1 and (ran.err.count("\n") != 1 or "Traceback" in ran.err)):
        raise NotWholeError(f"{action}: exit code {ran.code}: {ran.err}")
    said = "done" if not ran.code else "free some space" if "free" in ran.err else ran.err.split(": ", 1)[1].strip()
    for verified in range(2):
        found = run("verify", "--store", store)
        if found.code:
            raise NotWholeError(f"{action}, {said}, verify {verified}: {found.out} {found.err}")
        if problem := in_fork(lambda: check(store, state, target)):
            raise NotWholeError(f"{action}, {said}: {problem}")
        again = run(*command) if not verified else ran
        if again.code and "no such document" in again.err:
            again = run("index", plans, "--store", store)
        if again.code and not verified:
            raise NotWholeError(f"{action} with room again: {again.err}")
    if problem := in_fork(lambda: check(store, target, target)):
        raise NotWholeError(f"{action}, finished: {problem}")
    return f"{action}: {said}", target


def main() -> int:
    """Fill the disk as often as asked and say what was seen."""
    parser = argparse.ArgumentParser(description="run out of disk at random moments")
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=2013)
    parser.add_argument(
        "--limit", action="store_true", help="limit the size of files instead of mounting a file system"
    )
    arguments = parser.parse_args()
    warm()
    chance = random.Random(arguments.seed)
    counts: Counter[str] = Counter()
    folder = Path(tempfile.mkdtemp(prefix="disk-full-"))
    (folder / "disk").mkdir()
    (folder / "plans").mkdir()
    disk = Disk(folder / "disk", mounted=not arguments.limit)
    try:
        with disk.there():
            state: dict[str, str] = {}
            for name in NAMES[:3]:
                state[name] = plan(name, 1, _TASKS)
                (folder / "plans" / f"{name}.txt").write_text(state[name], encoding="utf-8")
            run("index", folder / "plans", "--store", disk.folder / "store")
            for _ in range(arguments.times):
                said, state = once(disk, folder / "plans", state, chance)
                counts[said] += 1
    except NotWholeError as error:
        print(f"seed {arguments.seed}, after {dict(counts)}: NOT WHOLE: {error}")
        return 1
    finally:
        shutil.rmtree(folder)
    print(f"{arguments.times} changes with little room, the store whole after each, finished with room again")
    for said, count in sorted(counts.items()):
        print(f"  {said}: {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
