"""Count the Vietnamese syllables of the training text: `python -m index.training.count_syllables TRAIN_DIR`.

Writes corpus/syllables.tsv (syllable, count; most frequent first), by which `corpus.syllables` takes glued words apart.
Only counts leave the training text, no sentence of it.
"""

import json
import lzma
import re
import sys
from collections import Counter
from pathlib import Path

from corpus.folding import folded

_WORD = re.compile(r"[^\W\d_]+")
_ONSET = "(?:b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
_VOWEL = "[aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]"
SYLLABLE = re.compile(rf"{_ONSET}{_VOWEL}{{1,3}}(?:ch|c|m|ng|nh|n|p|t)?")
RARE = 12  # fewer occurrences than this among 14 million are mostly foreign names and slips


def main(folder: Path, target: Path) -> None:
    """Count the syllables of every .jsonl.xz in `folder` and write those that are not rare to `target`."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                pair = json.loads(line)
                counts.update(_WORD.findall(folded(pair["query"] + " " + pair["passage"])))
    kept = [(s, n) for s, n in counts.most_common() if n >= RARE and SYLLABLE.fullmatch(s)]
    target.write_text("".join(f"{s}\t{n}\n" for s, n in kept), encoding="utf-8")
    sys.stdout.write(f"{len(kept)} syllables to {target}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parents[2] / "corpus" / "syllables.tsv")
