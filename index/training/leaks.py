"""Find paraphrases that share a run of syllables with other texts: `python -m index.training.leaks FILE...`.

The files are the plans and question sets that are measured on: all of a text file, every string of a JSON Lines file.
Prints each such line and ends with 1 where there is any. With --prune the blocks that hold one are taken out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.tokens import tokens
from index.training.pairs import PARAPHRASES, paraphrases

RUN = 8  # syllables in a row that are no accident

Run = tuple[str, ...]


def runs(text: str) -> set[Run]:
    """Every run of `RUN` tokens of a text."""
    forms = [token.form for token in tokens(text)]
    return {tuple(forms[i : i + RUN]) for i in range(len(forms) - RUN + 1)}


def runs_of(files: Iterable[Path]) -> set[Run]:
    """Every run of the files."""
    found: set[Run] = set()
    for path in files:
        text = path.read_text(encoding="utf-8")
        pieces = [text] if path.suffix != ".jsonl" else _strings([json.loads(line) for line in text.splitlines()])
        for piece in pieces:
            found |= runs(piece)
    return found


def leaks(forbidden: set[Run], folder: Path = PARAPHRASES) -> dict[str, Run]:
    """The questions and sentences that hold a forbidden run, each with the first one."""
    listed = (
        text for pairs in paraphrases(folder).values() for pair in pairs for text in (pair.question, pair.sentence)
    )
    return {text: min(shared) for text in dict.fromkeys(listed) if (shared := runs(text) & forbidden)}


def prune(leaking: Iterable[str], folder: Path = PARAPHRASES) -> int:
    """Take the blocks that hold one of the texts out of the files; how many."""
    unwanted = set(leaking)
    count = 0
    for path in sorted(folder.glob("*.txt")):
        blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
        kept = [block for block in blocks if not unwanted & {line.removeprefix("= ") for line in block.splitlines()}]
        count += len(blocks) - len(kept)
        path.write_text("\n\n".join(kept) + "\n", encoding="utf-8")
    return count


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def main() -> None:
    """Look for leaks, and take them out where that is asked for."""
    parser = argparse.ArgumentParser(description="find paraphrases that share a run of syllables with other texts")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--prune", action="store_true", help="take out the blocks that hold one")
    arguments = parser.parse_args()
    found = leaks(runs_of(arguments.files))
    for text, run in found.items():
        sys.stdout.write(f"{' '.join(run)}: {text}\n")
    if arguments.prune:
        sys.stdout.write(f"{prune(found)} blocks taken out\n")
    elif found:
        sys.exit(1)


if __name__ == "__main__":
    main()
