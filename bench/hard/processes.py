"""One writer and eight readers, then two writers, each a process: `python bench/hard/processes.py`.

While the writer adds, changes and removes documents by the command line, every reader opens the store, asks and
follows; it must see whole states only: quotes that stand in their documents, both indexes with the same passages, the
two halves of a change together or not at all. Two writers started at once: each does its work, or says in one line who
holds the store and exits with 1. Prints the counts; exits with 1 at any error.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from assistant.assistant import Assistant
from bench.hard.commands import Run, run, warm
from bench.hard.made_up import plan
from index.store import Store

READERS = 8
PAIR = ("mot-2031", "hai-2031")  # changed together, so that both are of one state or none is
_STATE = re.compile(r"lần (\d+)")
_HELD = re.compile(r"plan-assistant: .*: process \d+ is writing to it; wait until it is done\n")


def write(plans: Path, store: Path, state: int, chance: random.Random) -> None:
    """One change: both of the pair anew, or one plan more, or one less."""
    for name in PAIR:
        (plans / f"{name}.txt").write_text(plan(name, state, (5, 15)), encoding="utf-8")
    other = f"them-{chance.randint(1, 4)}"
    (plans / f"{other}.txt").write_text(plan(other, state, (5, 15)), encoding="utf-8")
    done = run("index", plans, "--store", store)
    assert not done.code, done.err
    if chance.random() < 0.5:
        (plans / f"{other}.txt").unlink()
        done = run("documents", "remove", other, "--store", store)
        assert not done.code, done.err


def read(folder: Path, stop: Path, seen: Path) -> int:
    """Ask and look until told to stop, opening the store anew from time to time; write down what was seen."""
    states: set[tuple[str, ...]] = set()
    answers = 0
    while not stop.exists():
        with Assistant.open(folder) as assistant, Store(folder) as store:
            for _ in range(5):
                name = PAIR[answers % len(PAIR)]
                answer = assistant.ask(f"Nhiệm vụ 3 của {name} có số tiền là bao nhiêu?")
                said = {found[1] for c in answer.citations if (found := _STATE.search(c.quote.text))}
                assert len(said) <= 1 or not {c.quote.document for c in answer.citations} <= set(PAIR), said
                states.add(look(store))
                answers += 1
    seen.write_text(f"{len(states)} {answers}", encoding="ascii")
    return 0


def look(store: Store) -> tuple[str, ...]:
    """The state that a reader sees, which must be whole: the number that the pair bears, and all plans."""
    store.refresh()
    with store.reading():
        names = store.ids()
        texts = {name: store.document(name).text for name in names}
        passages = {name: [passage for _, passage in store.passages_of(name)] for name in names}
        indexed = len(store.words), len(store.vectors)
    for name, text in texts.items():
        assert "".join(passage.span.of(text) for passage in passages[name]) == text, f"{name}: passages of another text"
    assert {*indexed} == {sum(map(len, passages.values()))}, f"{indexed} indexed of {sum(map(len, passages.values()))}"
    states = {found[1] for name in PAIR if (found := _STATE.search(texts[name]))}
    assert len(states) == 1, f"two states at once: {states}"
    return (*states, *names)


def readers(folder: Path, changes: int, seed: int) -> str:
    """One writer and eight readers; what was done and seen. RuntimeError where any of them failed."""
    plans, store, stop = folder / "plans", folder / "store", folder / "stop"
    plans.mkdir()
    chance = random.Random(seed)
    write(plans, store, 1, chance)
    found = [folder / f"seen-{number}" for number in range(READERS)]
    under_way = [Run(partial(read, store, stop, seen)) for seen in found]
    for state in range(2, changes + 2):
        write(plans, store, state, chance)
    stop.touch()
    for ran in [one.wait() for one in under_way]:
        if ran.code or ran.err:
            raise RuntimeError(f"a reader ended with {ran.code}: {ran.err}")
    counts = [tuple(map(int, seen.read_text().split())) for seen in found]
    states, answers = sum(count for count, _ in counts), sum(count for _, count in counts)
    return f"{changes} changes by one writer, {READERS} readers: {answers} answers, {states} states seen, all whole"


def writers(folder: Path, times: int) -> str:
    """Two writers at once, as often as asked; what became of them. RuntimeError where one failed for another reason."""
    store = folder / "two"
    told = 0
    for number in range(times):
        plans = [folder / f"writer-{one}" for one in range(2)]
        for one, place in enumerate(plans):
            place.mkdir(exist_ok=True)
            (place / f"cua-{one}.txt").write_text(plan(f"của {one}", number, (5, 200)), encoding="utf-8")
        done = [one.wait() for one in [Run.of("index", place, "--store", store) for place in plans]]
        refused = [ran for ran in done if ran.code]
        if len(refused) > 1 or any(ran.code != 1 or not _HELD.fullmatch(ran.err) for ran in refused):
            raise RuntimeError(f"two writers: {done}")
        told += len(refused)
        for place in plans:  # whoever was told to wait does its work now
            if (again := run("index", place, "--store", store)).code:
                raise RuntimeError(f"a writer alone: {again}")
        if (said := run("verify", "--store", store)).code or not said.out.startswith("2 documents"):
            raise RuntimeError(f"after two writers: {said}")
    return f"{times} times two writers at once: {told} were told who holds the store, the others waited for nothing"


def main() -> int:
    """Let them run and say what was seen."""
    parser = argparse.ArgumentParser(description="one writer and eight readers, then two writers")
    parser.add_argument("--times", type=int, default=40, help="changes, and pairs of writers")
    parser.add_argument("--seed", type=int, default=2013)
    arguments = parser.parse_args()
    warm()
    folder = Path(tempfile.mkdtemp(prefix="processes-"))
    try:
        print(readers(folder, arguments.times, arguments.seed))
        print(writers(folder, arguments.times))
    except RuntimeError as error:
        print(f"NOT WHOLE: {error}")
        return 1
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
