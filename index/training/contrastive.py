"""The encoder's two trainings: on pairs of all kinds with the rest of a batch as negatives, and with hard negatives.

Each batch is of one kind of pairs: among others of its kind, a question is not told from the rest by its style alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain, islice
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional
from transformers import BertModel, PreTrainedTokenizerFast

from index.lexicon import load_lexicon
from index.training.embedding import Example, Texts, asked, embed, embed_all, own_pairs, save, texts_of
from index.training.mlm import load_tokenizer
from index.training.negatives import read_negatives
from index.training.pairs import general_pairs, lexicon_pairs
from index.training.stepping import SEED, Work, batch, placed, say, train_steps

TEMPERATURE = 0.05
RATE, HARD_RATE = 3e-4, 1e-4
CYCLE = ("ours", "general", "ours", "general", "lexicon")  # kinds of the batches in turn
HARD_CYCLE = ("ours", "ours", "ours", "general", "lexicon")


def loss_among(model: BertModel, texts: Texts, examples: Sequence[Example], questions: Sequence[str]) -> Tensor:
    """Cross entropy of finding each question's sentence among all of the batch, and each sentence's question."""
    candidates = [e.sentence for e in examples] + [text for e in examples for text in e.negatives]
    numbers = {text: number for number, text in enumerate(dict.fromkeys(candidates))}
    known = torch.tensor([numbers[text] for text in candidates], device=model.device)
    asking, offered = embed(model, texts, questions), embed(model, texts, candidates)
    with torch.autocast(model.device.type, enabled=False):  # scores want more digits than bf16 has
        scores = asking @ offered.T / TEMPERATURE
    own = torch.arange(len(examples), device=model.device)
    same = known[own].unsqueeze(1) == known  # the same sentence, asked about twice, is no wrong answer
    same[own, own] = False
    scores = scores.masked_fill(same, -math.inf)
    back = scores[:, : len(examples)].T
    return (functional.cross_entropy(scores, own) + functional.cross_entropy(back, own)) / 2


def contrastive_stage(work: Work, folder: Path) -> bool:
    """Train the encoder on pairs of all kinds, from the pre-trained weights."""
    kinds = read_kinds(work, folder)
    return _train(work, "contrastive", kinds, steps=work.sizes.contrastive_steps, size=work.sizes.contrastive_batch)


def hard_stage(work: Work, folder: Path) -> bool:
    """Train it once more, our own pairs with their hard negatives."""
    ours = read_negatives(work)  # first: it says at once where they are not mined yet
    kinds = read_kinds(work, folder) | {"ours": ours}
    return _train(work, "hard", kinds, steps=work.sizes.hard_steps, size=work.sizes.hard_batch)


def _train(work: Work, name: str, kinds: dict[str, list[Example]], *, steps: int, size: int) -> bool:
    cycle, rate, before = (HARD_CYCLE, HARD_RATE, "contrastive") if name == "hard" else (CYCLE, RATE, "mlm")
    tokenizer = load_tokenizer(work.need("tokenizer"))
    torch.manual_seed(SEED)
    model = placed(BertModel.from_pretrained(work.need(before) / "model"), work.device)
    texts = Texts(tokenizer, chain.from_iterable(map(texts_of, kinds.values())), work.sizes.length)
    say(f"{name}: " + ", ".join(f"{len(found)} {kind}" for kind, found in kinds.items()))

    def loss_of(step: int) -> Tensor:
        turn, place = divmod(step, len(cycle))
        kind = kinds[cycle[place]]
        examples = [kind[n] for n in batch(f"{name} {place}", turn, size, len(kind))]
        return loss_among(model, texts, examples, asked(examples, step))

    if not train_steps(work, name, model, steps=steps, rate=rate, loss_of=loss_of):
        return False
    save(model, tokenizer, work.stage(name) / "model")
    return work.finish(name, steps=steps, **recall(work, model, tokenizer))


def read_kinds(work: Work, folder: Path) -> dict[str, list[Example]]:
    """The pairs to train with by kind, without those that are only measured on."""
    most = work.sizes.most
    kinds = {
        "general": list(islice(general_pairs(folder), most)),
        "ours": own_pairs(work.sizes, held=False),
        "lexicon": list(islice(lexicon_pairs(load_lexicon()), most)),
    }
    return {name: [Example(pair.question, pair.sentence) for pair in found] for name, found in kinds.items()}


def recall(work: Work, model: BertModel, tokenizer: PreTrainedTokenizerFast) -> dict[str, float]:
    """How often the sentence of a held-out question is the first, or among ten, of all our sentences, in per cent."""
    asked_of = own_pairs(work.sizes, held=True)
    if not asked_of:
        return {}
    sentences = list(dict.fromkeys(pair.sentence for pair in own_pairs(work.sizes, held=False) + asked_of))
    questions = [pair.question for pair in asked_of]
    texts = Texts(tokenizer, sentences + questions, work.sizes.length)
    scores = embed_all(model, texts, questions) @ embed_all(model, texts, sentences).T
    number = {sentence: n for n, sentence in enumerate(sentences)}
    right = torch.tensor([number[pair.sentence] for pair in asked_of], device=scores.device)
    rank = (scores > scores.gather(1, right.unsqueeze(1))).sum(1)
    return {f"held_out_recall_at_{k}": round(100 * (rank < k).float().mean().item(), 1) for k in (1, 10)}
