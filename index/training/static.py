"""Train the shipped static encoder: `python -m index.training.static TRAIN_DIR [--steps N] [--output DIR]`.

A tokenizer of its own over folded text, one vector a token, the mean of a text's vectors as its embedding; trained
with in-batch negatives on (query, passage) pairs, also on their first dimensions alone (Matryoshka), so that vectors
can be cut. Its seed fixes the tokens, the first vectors and the order of the pairs; only the order of sums on several
cores is left to chance. Minutes on two cores. Writes index/model/, which sentence-transformers loads as it is (texts
must be folded first).
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors.torch import save as dump
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from torch.nn import functional

from corpus.errors import CorpusError
from corpus.folding import folded
from index.encoder import SHIPPED

VOCABULARY = 24_000
DIMENSION = 256
PREFIXES = (256, 128, 64)  # dimensions that are trained to work alone
BATCH = 1_024
TEMPERATURE = 0.05
RATE = 0.05  # of learning, at its highest
SEED = 2013
MODULES = [{"idx": 0, "name": "0", "path": "", "type": StaticEmbedding.__module__ + ".StaticEmbedding"}]
_LONGEST = 400  # code points of a passage: the units that are searched are short
_LEAST_LETTERS = 0.6  # share of letters and spaces below which a text is noise


def read_pairs(folder: Path) -> list[tuple[str, str]]:
    """The folded (query, passage) pairs of every .jsonl.xz in `folder`, noise left out; CorpusError for none."""
    found: list[tuple[str, str]] = []
    for path in sorted(folder.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                pair = json.loads(line)
                query, passage = folded(pair["query"]), folded(pair["passage"][:_LONGEST])
                if _is_prose(query) and _is_prose(passage):
                    found.append((query, passage))
    if not found:
        raise CorpusError(f"{folder}: no pairs to train with; give the folder of the .jsonl.xz files")
    return found


def _is_prose(text: str) -> bool:
    return len(text) >= 12 and sum(c.isalpha() or c == " " for c in text) >= _LEAST_LETTERS * len(text)


def train_tokenizer(pairs: list[tuple[str, str]]) -> Tokenizer:
    """A byte-pair tokenizer over folded text that does not cross white space."""
    tokenizer = Tokenizer(models.BPE(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Whitespace(), pre_tokenizers.Digits()])
    trainer = trainers.BpeTrainer(vocab_size=VOCABULARY, special_tokens=["[UNK]"], show_progress=False, min_frequency=5)
    tokenizer.train_from_iterator((text for pair in pairs for text in pair), trainer)
    return tokenizer


def batches(pairs: list[tuple[str, str]], steps: int) -> Iterator[list[tuple[str, str]]]:
    """`steps` batches of shuffled pairs, none of them twice in a batch."""
    generator = random.Random(SEED)
    size = min(BATCH, len(pairs))
    order: list[int] = []
    for _ in range(steps):
        if len(order) < size:
            order = list(range(len(pairs)))
            generator.shuffle(order)
        yield [pairs[order.pop()] for _ in range(size)]


def loss_of(model: StaticEmbedding, batch: list[tuple[str, str]]) -> torch.Tensor:
    """Cross entropy of finding each query's passage among the batch's, over all prefixes."""
    queries, passages = (
        model(model.preprocess([pair[side] for pair in batch]))["sentence_embedding"] for side in range(2)
    )
    labels = torch.arange(len(batch))
    losses = []
    for size in PREFIXES:
        q, p = (functional.normalize(side[:, :size], dim=1) for side in (queries, passages))
        similarity = q @ p.T / TEMPERATURE
        losses.append(
            (functional.cross_entropy(similarity, labels) + functional.cross_entropy(similarity.T, labels)) / 2
        )
    return torch.stack(losses).mean()


def train(pairs: list[tuple[str, str]], steps: int) -> StaticEmbedding:
    """The model after `steps` steps, saying its loss every 20."""
    torch.manual_seed(SEED)
    model = StaticEmbedding(train_tokenizer(pairs), embedding_dim=DIMENSION)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=RATE, total_steps=steps, pct_start=0.1)
    for step, batch in enumerate(batches(pairs, steps), 1):
        optimizer.zero_grad()
        loss = loss_of(model, batch)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
        if step % 20 == 0:
            sys.stdout.write(f"step {step}: loss {loss.item():.3f}\n")
            sys.stdout.flush()
    return model


def save(model: StaticEmbedding, folder: Path) -> None:
    """Write the model in half precision, as `index.encoder` and sentence-transformers read it."""
    folder.mkdir(parents=True, exist_ok=True)
    model.tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    weights = folder / "model.safetensors"
    weights.write_bytes(dump({"embedding.weight": model.embedding.weight.detach().half().contiguous()}))
    (folder / "modules.json").write_text(json.dumps(MODULES, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser(description="train the shipped static encoder")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--output", type=Path, default=SHIPPED)
    arguments = parser.parse_args()
    pairs = read_pairs(arguments.folder)
    sys.stdout.write(f"{len(pairs)} pairs\n")
    save(train(pairs, arguments.steps), arguments.output)
    sys.stdout.write(f"wrote {arguments.output}\n")


if __name__ == "__main__":
    main()
