"""Prove that a removed document is gone: `python bench/hard/removal.py`.

Each time documents are added, replaced and removed by the command line. Then every file of the store's folder is read
byte by byte, write-ahead log and free pages included, for any 12 bytes in a row of the sentences that are gone, written
in UTF-8, folded, without diacritics, or in UTF-16; what the remaining documents hold as well does not count. Prints
how many windows were looked for in how many bytes; exits with 1 where one is left.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.hard.commands import run, warm
from bench.hard.made_up import NAMES, plan
from corpus.folding import bare, folded
from corpus.tokens import tokens

SHIPPED = Path(__file__).parents[2] / "corpus" / "plans"
WINDOW = 12  # bytes; the shortest run that could not be there by chance


def written(text: str) -> Iterator[bytes]:
    """The forms in which a store could hold a text."""
    found = tokens(text)
    for form in (
        text,
        folded(text),
        bare(text),
        bare(text).lower(),
        " ".join(token.form for token in found),
        " ".join(token.bare for token in found),
        "_".join(token.form for token in found),
        "_".join(token.bare for token in found),
    ):
        yield form.encode()
        yield form.encode("utf-16-le")


def windows(text: str) -> set[bytes]:
    """Every run of bytes of the sentences of a text, in each form."""
    found: set[bytes] = set()
    for line in text.splitlines():
        for data in written(line):
            found.update(data[at : at + WINDOW] for at in range(len(data) - WINDOW + 1))
    return found


def left_over(folder: Path, gone: set[bytes], kept: str) -> tuple[int, list[str]]:
    """How many bytes the files of `folder` have, and where one of the runs stands in them.

    A title joins lines of its document and changes their case, so what `kept` holds in such a form does not count.
    """
    same = " ".join(kept.split()).lower()
    size, found = 0, []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        size += len(data)
        for at in range(len(data) - WINDOW + 1):
            run_of_bytes = data[at : at + WINDOW]
            if run_of_bytes in gone and run_of_bytes.decode("utf-8", "ignore").lower() not in same:
                found.append(f"{path.relative_to(folder)} at {at}: {data[max(0, at - 20) : at + 40]!r}")
                break
    return size, found


def trial(folder: Path, chance: random.Random) -> tuple[int, int, list[str]]:
    """Fill a store, change and remove some, by turns; the windows, the bytes, and what was left."""
    plans, store = folder / "plans", folder / "store"
    plans.mkdir()
    texts = {f"{name}.txt": plan(name, chance.randint(1, 10**6)) for name in NAMES}
    texts |= {path.name: path.read_text(encoding="utf-8") for path in SHIPPED.glob("*.md")}
    gone: list[str] = []

    def index() -> None:
        for name, text in texts.items():
            (plans / name).write_text(text, encoding="utf-8")
        said = run("index", plans, "--store", store)
        assert not said.code, said.err

    index()
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(sorted(texts))
        gone.append(texts[name])
        if chance.random() < 0.3:
            texts[name] = plan(Path(name).stem, chance.randint(1, 10**6))
            index()
        elif len(texts) > 1:
            del texts[name]
            (plans / name).unlink()
            said = run("documents", "remove", Path(name).stem, "--store", store)
            assert not said.code, said.err
    kept = windows("\n".join(texts.values()))
    looked_for = windows("\n".join(gone)) - kept
    size, left = left_over(store, looked_for, "\n".join(texts.values()))
    return len(looked_for), size, left


def main() -> int:
    """Remove as often as asked and say what was left."""
    parser = argparse.ArgumentParser(description="prove that removed documents are gone from every file of a store")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=2013)
    arguments = parser.parse_args()
    warm()
    chance = random.Random(arguments.seed)
    totals = [0, 0]
    faults = 0
    for _ in range(arguments.times):
        folder = Path(tempfile.mkdtemp(prefix="removal-"))
        try:
            count, size, left = trial(folder, chance)
        finally:
            shutil.rmtree(folder)
        totals = [totals[0] + count, totals[1] + size]
        faults += bool(left)
        for line in left:
            print(line)
    print(
        f"{arguments.times} stores, {totals[0]:,} runs of {WINDOW} bytes looked for in {totals[1]:,} bytes, "
        f"left in {faults} stores"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
