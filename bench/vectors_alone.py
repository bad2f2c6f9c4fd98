"""What an encoder finds without any help of words: `python bench/vectors_alone.py PLANS QUESTIONS.jsonl...`.

The passages of the document that a question is about, ranked by cosine; recall@k is the share of questions with a
piece of evidence, more than half of it, in one of the first k.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus.folding import locate
from index.encoder import SHIPPED_NAME
from index.indexing import find_files, index_files
from index.store import Store

DEPTHS = (1, 5, 10)


def rank_of_evidence(store: Store, question: dict[str, object]) -> int | None:
    """The rank, from 0, of the first passage that holds a piece of the question's evidence; None where none does."""
    evidence = question["evidence"]
    assert isinstance(evidence, list)
    ranks = []
    for piece in evidence:
        document = store.document(piece["doc"])
        span = locate(document.text, piece["quote"])
        if span is None:
            continue
        near = store.vectors.search(store.encoder.encode([str(question["question"])])[0], len(store.passages))
        mine = [number for number in near if store.passages[number].document == document.id]
        ranks += [rank for rank, number in enumerate(mine) if store.passages[number].span.overlap(span) * 2 > len(span)]
    return min(ranks, default=None)


def main() -> None:
    """Index, ask and say what was found."""
    parser = argparse.ArgumentParser(description="what an encoder finds without any help of words")
    parser.add_argument("plans", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--encoder", default=SHIPPED_NAME)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, Store.create_or_open(Path(place), arguments.encoder) as store:
        index_files(store, find_files([arguments.plans]))
        lines = [line for path in arguments.questions for line in path.read_text(encoding="utf-8").splitlines()]
        questions = [question for question in map(json.loads, lines) if question.get("evidence")]
        ranks = [rank_of_evidence(store, question) for question in questions]
        recall = (f"@{k} {100 * sum(r is not None and r < k for r in ranks) / len(ranks):.1f}" for k in DEPTHS)
        sys.stdout.write(f"{store.encoder.name}: recall {', '.join(recall)} ({len(ranks)} questions)\n")


if __name__ == "__main__":
    main()
