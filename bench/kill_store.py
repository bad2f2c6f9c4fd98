"""Kill a process that changes a store at random moments and look at what is left: `python bench/kill_store.py [N]`.

Every kill is a SIGKILL somewhere in an index, replace or remove run over made-up plans. After it the store must open,
`verify` must find nothing, every document must be in its old or its new state, the same run again must finish the work,
and of removed sentences no byte may be left in any file of the store. The script prints its counts and exits with 1
where anything of that does not hold.

Work and checks run in forks of one process that has only imported what they need, so that a kill is cheap.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import faiss  # noqa: F401  # imported before the forks, not in each of them
import tantivy  # noqa: F401

from corpus.document import make_document
from index.encoder import load_encoder
from index.indexing import find_files, index_files
from index.store import Store
from index.verify import verify

NAMES = ("song-thao-2031", "yen-son-2031", "binh-hai-2032", "phu-loc-2033")
TASKS = (
    "nâng cấp cổng thông tin",
    "mua sắm máy chủ",
    "tập huấn cán bộ xã",
    "số hóa hồ sơ đất đai",
    "vận hành đường dây nóng",
)
State = dict[str, str]  # file name without suffix to text


def plan(name: str, seed: int) -> str:
    """A made-up plan whose every sentence no other plan holds."""
    chance = random.Random(f"{name} {seed}")
    lines = [f"KẾ HOẠCH\nChuyển đổi số {name} lần {seed}", "I. NHIỆM VỤ"]
    for number in range(chance.randint(20, 60)):
        amount = chance.randint(10_000, 9_999_999)
        lines.append(f"{number + 1}. {chance.choice(TASKS).capitalize()} số {amount} theo đợt {seed} của {name}.")
    return "\n".join(lines) + "\n"


def in_fork(work: Callable[[], None]) -> int:
    """Run `work` in a fork; its process number. The fork exits with 1 and says why where `work` raises."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def finish(work: Callable[[], None]) -> bool:
    """Run `work` in a fork to its end; whether it did not raise."""
    return os.waitpid(in_fork(work), 0)[1] == 0


class Trial:
    """A store with its source files, and the state that the last whole run left."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.plans, self.store = folder / "plans", folder / "store"
        self.plans.mkdir()
        self.chance = random.Random(seed)
        self.state: State = {}
        self.seconds: dict[str, float] = {}
        self.counts: Counter[str] = Counter()

    def run(self) -> bool:
        """One kill and all checks; whether they held."""
        action, target, work = self.choose()
        if action not in self.seconds:  # once without a kill, to know how long it takes
            started = time.monotonic()
            if not finish(work):
                return False
            self.seconds[action] = time.monotonic() - started
        else:
            child = in_fork(work)
            time.sleep(self.chance.uniform(0, 1.1 * self.seconds[action]))
            os.kill(child, signal.SIGKILL)
            killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
            self.counts[f"{action} {'killed' if killed else 'done before the kill'}"] += 1
            if not finish(lambda: self.check_either(target)) or not finish(work):
                return False
        gone = [text for name, text in self.state.items() if target.get(name) != text]
        self.state = target
        return finish(lambda: self.check_done(target, gone))

    def choose(self) -> tuple[str, State, Callable[[], None]]:
        """What to do next: its name, the state it leads to, and the work, which may be done again."""
        present = sorted(self.state)
        if len(present) > 1 and self.chance.random() < 0.3:
            name = self.chance.choice(present)
            (self.plans / f"{name}.txt").unlink()
            return "remove", {n: t for n, t in self.state.items() if n != name}, lambda: self.remove(name)
        names = NAMES if not present or self.chance.random() < 0.5 else self.chance.sample(present, 1)
        action = "replace" if set(names) <= set(present) else "index"
        target = self.state | {name: plan(name, self.chance.randint(1, 10**6)) for name in names}
        for name, text in target.items():
            (self.plans / f"{name}.txt").write_text(text, encoding="utf-8")
        return action, target, self.index

    def index(self) -> None:
        """Index the folder of plans."""
        with Store.create_or_open(self.store) as store:
            failed = [r.reason for r in index_files(store, find_files([self.plans])) if r.reason]
        assert not failed, failed

    def remove(self, name: str) -> None:
        """Remove a plan, unless a killed run did."""
        with Store(self.store) as store:
            if name in {identity for identity, _ in store.database.hashes().values()}:
                store.remove(name)
            else:
                store.publish()

    def check_either(self, target: State) -> None:
        """The store opens, is sound, and holds each document in its state before or after the killed run."""
        if not (self.store / "store.sqlite").exists():
            return  # killed before there was a store at all
        with Store(self.store) as store:
            problems = verify(store)
            store.refresh()
            problems += verify(store)
            assert not problems, problems
            for name in {*self.state, *target, *store.ids()}:
                held = store.document(name).text if name in store.ids() else None
                assert held in (self.state.get(name), target.get(name)), name
            ids = tuple(store.passages)
            assert store.words.ids() == store.vectors.ids() == ids

    def check_done(self, target: State, gone: list[str]) -> None:
        """The store holds `target` and nothing else, of `gone` not one sentence in any file."""
        with Store(self.store) as store:
            assert not verify(store), verify(store)
            assert {name: store.document(name).text for name in store.ids()} == target
            best = [store.vectors.search(store.encoder.encode([text[:80]])[0], 1) for text in target.values()]
            assert all(best), best
        kept = "".join(target.values())
        sentences = {
            line.encode() for text in gone for line in text.splitlines() if len(line) > 25 and line not in kept
        }
        for path in self.store.rglob("*"):
            data = path.read_bytes() if path.is_file() else b""
            left = [sentence for sentence in sentences if sentence in data]
            assert not left, f"{path.name} still holds {left[0].decode()}"


def main() -> int:
    """Kill as often as asked and say what was seen."""
    parser = argparse.ArgumentParser(description="kill a process that changes a store at random moments")
    parser.add_argument("kills", type=int, nargs="?", default=300)
    parser.add_argument("--seed", type=int, default=2013)
    arguments = parser.parse_args()
    make_document(Path("a.txt"), plan("a", 1).encode())  # so that no fork has to import a reader
    load_encoder()
    folder = Path(tempfile.mkdtemp(prefix="kill-store-"))
    try:
        trial = Trial(folder, arguments.seed)
        while sum(trial.counts.values()) < arguments.kills:
            if not trial.run():
                sys.stdout.write(f"seed {arguments.seed}, after {dict(trial.counts)}: NOT WHOLE\n")
                return 1
        sys.stdout.write(f"{arguments.kills} kills, the store whole after each, every run finished by the next one\n")
        sys.stdout.write("".join(f"  {what}: {count}\n" for what, count in sorted(trial.counts.items())))
        return 0
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
