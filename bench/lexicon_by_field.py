"""What the lexicon is worth in fields that it was not tuned on: `python bench/lexicon_by_field.py [FILE...]`.

Ranks the official sentences of each paraphrase file (index/training/paraphrases, all or those named without suffix) by
the words of its everyday questions, without the lexicon and with it; recall@k of the sentence that a question is for.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from assistant.language import Language
from assistant.understanding import QueryBuilder
from corpus.types import Span
from index.lexical import LexicalIndex
from index.lexicon import Lexicon, load_lexicon
from index.training.pairs import Pair, paraphrases
from index.types import IndexRow, Passage
from index.vocabulary import Vocabulary

DEPTHS = (1, 5, 10)


def recalls(words: LexicalIndex, lexicon: Lexicon, pairs: Sequence[Pair], sentences: Sequence[str]) -> list[float]:
    """Recall at each depth, in per cent."""
    builder = QueryBuilder(words, lexicon, Language(words, lexicon, partial(Vocabulary.counted, words)), None)
    number = {sentence: n for n, sentence in enumerate(sentences)}
    ranks = []
    for pair in pairs:
        found = list(words.search(builder.build(pair.question).searchable(), DEPTHS[-1]))
        ranks.append(found.index(number[pair.sentence]) if number[pair.sentence] in found else DEPTHS[-1])
    return [100 * sum(rank < depth for rank in ranks) / len(ranks) for depth in DEPTHS]


def main() -> None:
    """Measure every file and say it."""
    parser = argparse.ArgumentParser(description="what the lexicon is worth in each field")
    parser.add_argument("files", nargs="*")
    ours = paraphrases()
    for name in parser.parse_args().files or ours:
        sentences = list(dict.fromkeys(pair.sentence for pair in ours[name]))
        with tempfile.TemporaryDirectory() as place:
            nothing = np.zeros(0, dtype=np.float32)
            rows = [
                IndexRow(n, n, Passage(name, Span(0, len(s)), 0, ""), s, "", nothing) for n, s in enumerate(sentences)
            ]
            LexicalIndex.build(Path(place, "words"), rows)
            words = LexicalIndex(Path(place, "words"))
            shown = (
                "/".join(f"{value:.1f}" for value in recalls(words, lexicon, ours[name], sentences))
                for lexicon in (Lexicon(()), load_lexicon())
            )
            sys.stdout.write(f"{name} ({len(ours[name])} questions): {' without, '.join(shown)} with the lexicon\n")


if __name__ == "__main__":
    main()
