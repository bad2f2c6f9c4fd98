"""Train the shipped static encoder: `python -m index.training.static TRAIN_DIR [--steps N]`.

A tokenizer of its own over folded text, one vector a token, the mean of a text's vectors as its embedding; trained
with in-batch negatives on (query, passage) pairs, also on their first dimensions alone (Matryoshka), so that vectors
can be cut. Reproducible from its seed; minutes on two cores. Writes index/model/.
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
from safetensors.torch import save_file
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from torch.nn import functional

from corpus.folding import folded
from index.encoder import SHIPPED

VOCABULARY = 24_000
DIMENSION = 256
PREFIXES = (256, 128, 64)  # dimensions that are trained to work alone
BATCH = 1_024
TEMPERATURE = 0.05
SEED = 2013
_LONGEST = 400  # code points of a passage: the units that are searched are short
_LEAST_LETTERS = 0.6  # share of letters and spaces below which a text is noise


def read_pairs(folder: Path) -> list[tuple[str, str]]:
    """The folded (query, passage) pairs of every .jsonl.xz in `folder`, noise left out."""
    found = []
    for path in sorted(folder.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                pair = json.loads(line)
                query, passage = folded(pair["query"]), folded(pair["passage"][:_LONGEST])
                if _is_prose(query) and _is_prose(passage):
                    found.append((query, passage))
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
    """`steps` batches of shuffled pairs."""
    generator = random.Random(SEED)
    order: list[int] = []
    for _ in range(steps):
        if len(order) < BATCH:
            order = list(range(len(pairs)))
            generator.shuffle(order)
        yield [pairs[order.pop()] for _ in range(BATCH)]


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
        losses.append((functional.cross_entropy(similarity, labels) + functional.cross_entropy(similarity.T, labels)) / 2)
    return torch.stack(losses).mean()


def main() -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser(description="train the shipped static encoder")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--output", type=Path, default=SHIPPED)
    arguments = parser.parse_args()
    torch.manual_seed(SEED)
    pairs = read_pairs(arguments.folder)
    tokenizer = train_tokenizer(pairs)
    sys.stdout.write(f"{len(pairs)} pairs, {tokenizer.get_vocab_size()} tokens\n")
    model = StaticEmbedding(tokenizer, embedding_dim=DIMENSION)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.05, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.05, total_steps=arguments.steps, pct_start=0.1)
    for step, batch in enumerate(batches(pairs, arguments.steps), 1):
        optimizer.zero_grad()
        loss = loss_of(model, batch)
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % 20 == 0:
            sys.stdout.write(f"step {step}: loss {loss.item():.3f}\n")
            sys.stdout.flush()
    arguments.output.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(arguments.output / "tokenizer.json"), pretty=False)
    weights = model.embedding.weight.detach().half().contiguous()
    save_file({"embedding.weight": weights}, arguments.output / "model.safetensors")
    sys.stdout.write(f"wrote {arguments.output}\n")


if __name__ == "__main__":
    main()
