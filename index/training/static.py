"""Train the shipped static encoder: `python -m index.training.static TRAIN_DIR [--steps N] [--without FILE...]`.

One vector a feature (`index.features`), the mean of a text's vectors as its embedding; trained with in-batch negatives
on short pairs: formal prose, our own paraphrases and the senses of the lexicon. A question loses its diacritics now and
then, so that it is understood without them. Its seed fixes the features, the first vectors and the order of the pairs;
only the order of sums on several cores is left to chance. Minutes on two cores. Writes index/model/, which
sentence-transformers loads as it is (texts must be turned into features first).

With `--without` paraphrase files are left out and measured on: recall of the sentence among those of its file.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save as dump
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer, models, pre_tokenizers
from torch.nn import functional

from corpus.errors import CorpusError
from index.encoder import SHIPPED, StaticEncoder
from index.features import BARE, features
from index.lexicon import load_lexicon
from index.training.pairs import Pair, general_pairs, lexicon_pairs, paraphrases

DIMENSION = 256
MIX = (192, 192, 128)  # pairs of general prose, paraphrases and the lexicon in a batch
TEMPERATURE = 0.12
RATE = 0.05  # of learning, at its highest
FIRST_VECTORS = 0.1  # standard deviation of their numbers
WITHOUT_MARKS = 0.25  # share of the questions that lose their diacritics
SEED = 2013
LEAST_SYLLABLE, LEAST_PAIR = 8, 100  # times that a feature of general prose must occur
LEAST_OURS = 2  # texts of paraphrases and lexicon that a feature of theirs must stand in
UNKNOWN = "[UNK]"  # the first feature; its vector is zero, which changes no direction
MODULES = [{"idx": 0, "name": "0", "path": "", "type": StaticEmbedding.__module__ + ".StaticEmbedding"}]

Ids = NDArray[np.int64]
Featured = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sample:
    """A pair as the numbers of its features; `plain` are those of the question without diacritics."""

    question: Ids
    plain: Ids
    sentence: Ids


def read_features(pairs: Iterable[Pair]) -> list[Featured]:
    """The features of question and sentence of each pair, with blanks between."""
    return [(" ".join(features(pair.question)), " ".join(features(pair.sentence))) for pair in pairs]


def vocabulary(general: Sequence[Featured], ours: Sequence[Featured]) -> dict[str, int]:
    """The features worth a vector, by number: what is frequent in general prose, and what ours holds twice."""
    counts = Counter(f for pair in general for side in pair for f in side.split())
    kept = [f for f, n in counts.items() if n >= (LEAST_PAIR if "_" in f else LEAST_SYLLABLE)]
    texts = Counter(f for pair in ours for side in pair for f in set(side.split()))
    known = set(kept)
    kept += [f for f, n in sorted(texts.items()) if n >= LEAST_OURS and f not in known]
    return {UNKNOWN: 0} | {f: number for number, f in enumerate(kept, 1)}


def samples(pairs: Iterable[Featured], known: dict[str, int]) -> list[Sample]:
    """The pairs in numbers, those left out of which nothing is known."""
    found = []
    for question, sentence in pairs:
        asked, told = question.split(), sentence.split()
        plain = [f for f in asked if f.startswith(BARE) or "_" in f]
        sides = [np.array([known[f] for f in side if f in known], dtype=np.int64) for side in (asked, plain, told)]
        if all(len(side) for side in sides):
            found.append(Sample(*sides))
    return found


def batches(pools: Sequence[Sequence[Sample]], steps: int) -> Iterator[list[tuple[Ids, Ids]]]:
    """`steps` batches of questions and sentences, from each pool its share."""
    chance = random.Random(SEED)
    for _ in range(steps):
        drawn = [s for pool, size in zip(pools, MIX, strict=True) for s in chance.sample(pool, min(size, len(pool)))]
        yield [(s.plain if chance.random() < WITHOUT_MARKS else s.question, s.sentence) for s in drawn]


def loss_of(model: StaticEmbedding, batch: Sequence[tuple[Ids, Ids]]) -> torch.Tensor:
    """Cross entropy of finding each question's sentence among the batch's, and the other way round.

    The same sentence a second time in a batch is no negative.
    """
    questions, sentences = (functional.normalize(_embed(model, [pair[side] for pair in batch])) for side in range(2))
    names = torch.tensor([hash(sentence.tobytes()) for _, sentence in batch])
    twice = (names[:, None] == names[None, :]) & ~torch.eye(len(batch), dtype=torch.bool)
    similarity = (questions @ sentences.T / TEMPERATURE).masked_fill(twice, -1e4)
    labels = torch.arange(len(batch))
    return (functional.cross_entropy(similarity, labels) + functional.cross_entropy(similarity.T, labels)) / 2


def _embed(model: StaticEmbedding, texts: Sequence[Ids]) -> torch.Tensor:
    offsets = np.cumsum([0, *(len(text) for text in texts[:-1])])
    embedded: torch.Tensor = model.embedding(torch.from_numpy(np.concatenate(texts)), torch.from_numpy(offsets))
    return embedded


def train(pools: Sequence[Sequence[Sample]], known: dict[str, int], steps: int) -> StaticEmbedding:
    """The model after `steps` steps, saying its loss every 50."""
    torch.manual_seed(SEED)
    tokenizer = Tokenizer(models.WordLevel(known, unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    model = StaticEmbedding(tokenizer, embedding_dim=DIMENSION)
    torch.nn.init.normal_(model.embedding.weight, std=FIRST_VECTORS)
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=RATE, total_steps=steps, pct_start=0.1)
    for step, batch in enumerate(batches(pools, steps), 1):
        optimizer.zero_grad()
        loss = loss_of(model, batch)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
        if step % 50 == 0:
            sys.stdout.write(f"step {step}: loss {loss.item():.3f}\n")
            sys.stdout.flush()
    with torch.no_grad():
        model.embedding.weight[0] = 0
    return model


def save(model: StaticEmbedding, folder: Path) -> None:
    """Write the model in half precision, as `index.encoder` and sentence-transformers read it."""
    folder.mkdir(parents=True, exist_ok=True)
    model.tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    weights = folder / "model.safetensors"
    weights.write_bytes(dump({"embedding.weight": model.embedding.weight.detach().half().contiguous()}))
    (folder / "modules.json").write_text(json.dumps(MODULES, indent=2) + "\n", encoding="utf-8")


def train_on(folder: Path, steps: int, without: Sequence[str] = ()) -> StaticEmbedding:
    """The model of the pairs in `folder` and of ours, but for the paraphrase files of the names `without`."""
    ours = paraphrases()
    if unknown := set(without) - ours.keys():
        raise CorpusError(f"{', '.join(sorted(unknown))}: no such paraphrase file; there are {', '.join(ours)}")
    general = read_features(general_pairs(folder))
    mine = read_features(pair for name, pairs in ours.items() if name not in without for pair in pairs)
    senses = read_features(lexicon_pairs(load_lexicon()))
    known = vocabulary(general, mine + senses)
    pools = [samples(part, known) for part in (general, mine, senses)]
    sizes = ", ".join(f"{len(pool):,} {name}" for pool, name in zip(pools, ("general", "ours", "lexicon"), strict=True))
    sys.stdout.write(f"pairs: {sizes}; {len(known):,} features\n")
    return train(pools, known, steps)


def recalls(folder: Path, pairs: Sequence[Pair]) -> dict[int, float]:
    """How often the model in `folder` ranks the sentence of a question among the first 1, 5 and 10 of all sentences."""
    encoder = StaticEncoder(folder)
    sentences = list(dict.fromkeys(pair.sentence for pair in pairs))
    right = np.array([sentences.index(pair.sentence) for pair in pairs])
    scores = encoder.encode([pair.question for pair in pairs]) @ encoder.encode(sentences).T
    ranks = (scores > scores[np.arange(len(pairs)), right][:, None]).sum(axis=1)
    return {cut: float((ranks < cut).mean()) for cut in (1, 5, 10)}


def main() -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser(description="train the shipped static encoder")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--without", nargs="*", default=(), metavar="FILE", help="paraphrase files to leave out")
    parser.add_argument("--output", type=Path, default=SHIPPED)
    arguments = parser.parse_args()
    save(train_on(arguments.folder, arguments.steps, arguments.without), arguments.output)
    sys.stdout.write(f"wrote {arguments.output}\n")
    ours = paraphrases()
    for name in arguments.without:
        recall = ", ".join(f"@{cut} {100 * share:.1f}" for cut, share in recalls(arguments.output, ours[name]).items())
        sys.stdout.write(f"{name}: recall {recall} ({len(ours[name])} questions)\n")


if __name__ == "__main__":
    main()
