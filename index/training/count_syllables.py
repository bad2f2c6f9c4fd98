"""Count the Vietnamese syllables of the training text: `python -m index.training.count_syllables TRAIN_DIR`.

Writes corpus/syllables.tsv (syllable, count; most frequent first), by which `corpus.syllables` takes glued words apart.
Only counts leave the training text, no sentence of it.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sys
from collections import Counter
from pathlib import Path

from corpus.errors import CorpusError
from corpus.folding import folded

_WORD = re.compile(r"[^\W\d_]+")
_ONSET = "(?:b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
_VOWEL = "[aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]"
SYLLABLE = re.compile(rf"{_ONSET}{_VOWEL}{{1,3}}(?:ch|c|m|ng|nh|n|p|t)?")
RARE = 12  # fewer occurrences than this among 14 million are mostly foreign names and slips


def count(folder: Path) -> list[tuple[str, int]]:
    """The syllables of every .jsonl.xz in `folder` with their counts, the rare ones left out, most frequent first."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                pair = json.loads(line)
                counts.update(_WORD.findall(folded(pair["query"] + " " + pair["passage"])))
    return [(s, n) for s, n in counts.most_common() if n >= RARE and SYLLABLE.fullmatch(s)]


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description="count the Vietnamese syllables of the training text")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--output", type=Path, default=Path(__file__).parents[2] / "corpus" / "syllables.tsv")
    arguments = parser.parse_args()
    kept = count(arguments.folder)
    if not kept:
        raise CorpusError(f"{arguments.folder}: no syllables to count; give the folder of the .jsonl.xz files")
    arguments.output.write_text("".join(f"{s}\t{n}\n" for s, n in kept), encoding="utf-8")
    sys.stdout.write(f"{len(kept)} syllables to {arguments.output}\n")


if __name__ == "__main__":
    main()
