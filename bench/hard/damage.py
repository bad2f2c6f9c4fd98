"""Damage the files of a store and look whether it is seen and mended: `python bench/hard/damage.py`.

In every file of a store, at many places, one bit is flipped, the file is cut off there, or it is missing. Then
`verify` must exit with 1 and name the file or the document, unless what the store holds and answers is exactly as
before (a bit where nothing is kept); and `verify --repair` must bring back every document, after which `verify` finds
nothing. A store of an older version must be refused in one line and made anew by the same command. Prints counts by
file; exits with 1 where damage went unseen or unmended.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from assistant.assistant import Assistant
from bench.hard.commands import in_fork, run, warm
from bench.hard.made_up import NAMES, plan
from index.store import Store

_HOW = ("flipped", "flipped", "flipped", "cut off", "missing")
_ASKED = "Tập huấn cán bộ xã có số nào?"
_NOT_HELD = ("sqlite_sequence",)  # numbers given out so far; too low a one is raised by what is there


class UnseenError(Exception):
    """Damage that was not seen, not named or not mended."""


def held(store: Path) -> str:
    """All that a store holds and answers."""
    with closing(sqlite3.connect(store / "store.sqlite")) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        rows = [
            (table, connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall())
            for table in sorted(tables)
            if table not in _NOT_HELD
        ]
    kept = [(table, [row for row in found if table != "meta" or row[0] != "erase"]) for table, found in rows]
    with Assistant.open(store) as assistant:
        answer = assistant.ask(_ASKED)
        return repr((kept, answer.text, [hit.passage for hit in answer.hits], answer.citations))


def texts(store: Path) -> dict[str, str]:
    """The documents of a store."""
    with Store(store) as opened:
        return {identity: opened.document(identity).text for identity in opened.ids()}


class Trial:
    """A sound store, copied and damaged again and again."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.sound, self.store, plans = folder / "sound", folder / "store", folder / "plans"
        self.chance = random.Random(seed)
        plans.mkdir()
        self.texts = {name: plan(name, 1, (5, 20)) for name in NAMES}
        for name, text in self.texts.items():
            (plans / f"{name}.txt").write_text(text, encoding="utf-8")
        done = run("index", plans, "--store", self.store)
        assert not done.code, done.err
        answers = folder / "held"
        self.must(in_fork(lambda: void(answers.write_text(held(self.store), encoding="utf-8"))))
        self.held = answers.read_text(encoding="utf-8")
        shutil.copytree(self.store, self.sound)
        self.files = sorted(
            p.relative_to(self.sound) for p in self.sound.rglob("*") if p.is_file() and p.stat().st_size
        )
        self.counts: Counter[tuple[str, str]] = Counter()

    def must(self, said: str) -> None:
        """UnseenError where a check has said something."""
        if said:
            raise UnseenError(said)

    def once(self, number: int) -> None:
        """Damage one file in one way, look, mend, look again."""
        shutil.rmtree(self.store)
        shutil.copytree(self.sound, self.store)
        turn = number // 2 % len(self.files)
        name = Path("store.sqlite") if number % 2 else self.files[turn]  # the database is the largest by far
        path, how = self.store / name, self.chance.choice(_HOW)
        data = path.read_bytes()
        at = self.chance.randrange(len(data))
        if how == "flipped":
            path.write_bytes(data[:at] + bytes([data[at] ^ 1 << self.chance.randrange(8)]) + data[at + 1 :])
        elif how == "cut off":
            path.write_bytes(data[:at])
        else:
            path.unlink()
        kind = re.sub(r"\d+|[0-9a-f]{32}", "N", name.as_posix())
        try:
            self.counts[kind, f"{how}: {self.seen(path, how)}"] += 1
        except UnseenError as error:
            raise UnseenError(f"{name} {how} at {at} of {len(data)}: {error}") from error

    def seen(self, path: Path, how: str) -> str:
        """Whether the damage was seen and mended, or did no harm."""
        said = run("verify", "--store", self.store)
        if not said.code:
            if problem := in_fork(self.check_as_before):
                raise UnseenError(f"not seen: {problem[-300:]}")
            return "harmless"
        names = (path.name, path.parent.name, self.store.name, *self.texts)
        if (
            "Traceback" in said.err
            or said.err.count("\n") > 1
            or not any(name in said.out + said.err for name in names)
        ):
            raise UnseenError(f"not named: {said.out}{said.err}")
        if path.name == "store.sqlite" and how == "missing":
            return "seen, nothing left to mend"
        mended = run("verify", "--repair", "--store", self.store)
        if mended.code:
            if path.name == "store.sqlite" and mended.err.count("\n") == 1 and "delete the folder" in mended.err:
                return "seen, too damaged to know its files, refused in one line"
            raise UnseenError(f"not mended: {said.out}{said.err} then {mended.out}{mended.err}")
        if problem := in_fork(self.check_mended):
            raise UnseenError(f"mended wrongly: {problem[-300:]}")
        return "seen and mended"

    def check_as_before(self) -> None:
        """The store holds and answers what it did."""
        assert held(self.store) == self.held

    def check_mended(self) -> None:
        """The store holds its documents."""
        assert texts(self.store) == self.texts

    def older(self) -> None:
        """A store of another version is refused in one line, and made anew."""
        shutil.rmtree(self.store)
        shutil.copytree(self.sound, self.store)
        with closing(sqlite3.connect(self.store / "store.sqlite")) as connection, connection:
            connection.execute("UPDATE meta SET value = '3' WHERE key = 'version'")
        for command in (("ask", _ASKED), ("documents",), ("verify",), ("index", self.store.parent / "plans")):
            said = run(*command, "--store", self.store)
            if said.code != 1 or said.err.count("\n") != 1 or "version 3" not in said.err:
                raise UnseenError(f"another version: {said}")
        if (mended := run("verify", "--repair", "--store", self.store)).code:
            raise UnseenError(f"another version: {mended}")
        self.must(in_fork(self.check_mended))
        self.counts["store of another version", "refused in one line, made anew"] += 1


def void(_: object) -> None:
    """Nothing, of anything."""


def main() -> int:
    """Damage as often as asked and say what was seen."""
    parser = argparse.ArgumentParser(description="damage the files of a store")
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--seed", type=int, default=2013)
    arguments = parser.parse_args()
    warm()
    folder = Path(tempfile.mkdtemp(prefix="damage-"))
    faults = 0
    try:
        trial = Trial(folder, arguments.seed)
        for number in range(arguments.times):
            try:
                trial.once(number)
            except UnseenError as error:
                faults += 1
                print(error, flush=True)
        trial.older()
    finally:
        shutil.rmtree(folder)
    for (kind, what), count in sorted(trial.counts.items()):
        print(f"  {kind} {what}: {count}")
    print(f"{arguments.times} times damaged, {faults} faults (seed {arguments.seed})")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
