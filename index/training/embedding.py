"""Texts to vectors and pairs to batches: what the stages of the encoder and of the re-ranker share.

An embedding is the mean of a text's token vectors, as the Pooling of sentence-transformers takes it by default.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from transformers import BertModel, PreTrainedModel, PreTrainedTokenizerFast

from corpus.folding import bare
from index.training.mlm import PAD, held_out
from index.training.pairs import Pair, paraphrases
from index.training.stepping import Sizes, chance

BARE = 0.15  # share of questions that are seen without diacritics
_AT_ONCE = 512  # texts embedded together


@dataclass(frozen=True, slots=True)
class Example:
    """A question, its sentence, and sentences that look like it and are not."""

    question: str
    sentence: str
    negatives: tuple[str, ...] = ()


class Texts:
    """Texts taken apart once, made into batches by their text."""

    def __init__(self, tokenizer: PreTrainedTokenizerFast, texts: Iterable[str], length: int) -> None:
        self._ids: dict[str, NDArray[np.uint16]] = {}
        source = iter(dict.fromkeys(texts))
        while some := list(islice(source, 10_000)):
            found = tokenizer(some, truncation=True, max_length=length, return_token_type_ids=False)["input_ids"]
            self._ids.update((text, np.array(ids, dtype=np.uint16)) for text, ids in zip(some, found, strict=True))

    def __getitem__(self, text: str) -> NDArray[np.uint16]:
        return self._ids[text]


def padded(rows: Sequence[NDArray[np.uint16]], device: torch.device) -> tuple[Tensor, Tensor]:
    """Rows of tokens as one tensor, and where they are tokens rather than padding."""
    width = max(map(len, rows))
    ids = np.full((len(rows), width), PAD, dtype=np.int64)
    for row, one in zip(ids, rows, strict=True):
        row[: len(one)] = one
    whole = torch.from_numpy(ids).to(device)
    return whole, (whole != PAD).long()


def embed(model: BertModel, texts: Texts, wanted: Sequence[str]) -> Tensor:
    """The unit vectors of texts."""
    ids, mask = padded([texts[text] for text in wanted], model.device)
    hidden = model(input_ids=ids, attention_mask=mask).last_hidden_state.float()
    weights = mask.unsqueeze(-1).float()
    return functional.normalize((hidden * weights).sum(1) / weights.sum(1), dim=1)


@torch.no_grad()
def embed_all(model: BertModel, texts: Texts, wanted: Sequence[str]) -> Tensor:
    """The unit vectors of many texts, those of like length together so that little is padding."""
    order = sorted(range(len(wanted)), key=lambda n: len(texts[wanted[n]]))
    found = torch.zeros((len(wanted), model.config.hidden_size), device=model.device)
    for start in range(0, len(order), _AT_ONCE):
        part = order[start : start + _AT_ONCE]
        found[part] = embed(model, texts, [wanted[n] for n in part])
    return found


def asked(examples: Sequence[Example], step: int) -> list[str]:
    """The questions of a batch, some without diacritics."""
    luck = chance("bare", step)
    return [bare(e.question) if luck.random() < BARE else e.question for e in examples]


def texts_of(examples: Iterable[Example]) -> list[str]:
    """Every text that a batch of these may ask for."""
    return [text for e in examples for text in (e.question, bare(e.question), e.sentence, *e.negatives)]


def own_pairs(sizes: Sizes, *, held: bool) -> list[Pair]:
    """Our own paraphrases, those to train with or those that are held out."""
    every = (pair for found in paraphrases().values() for pair in found)
    return list(islice((pair for pair in every if held_out(pair.sentence, sizes.held) == held), sizes.most))


def save(model: PreTrainedModel, tokenizer: PreTrainedTokenizerFast, folder: Path) -> None:
    """Write a model with its tokenizer, as transformers and sentence-transformers load it."""
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
