"""The re-ranker's stage: a cross-encoder that reads a question and a sentence together and says whether it answers it.

It begins with the first layers of the encoder. Its score is a probability, so it can be added to others and compared
between questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from transformers import BertConfig, BertForSequenceClassification, BertModel

from index.training.embedding import Example, Texts, asked, embed_all, own_pairs, padded, save, texts_of
from index.training.mlm import load_tokenizer
from index.training.negatives import read_negatives
from index.training.stepping import SEED, Work, batch, chance, placed, say, train_steps

RATE = 2e-4
RANKED = 10  # sentences of the encoder's ranking that are ranked anew in the measurement
_AT_ONCE = 100  # held-out questions ranked together


def reranker_stage(work: Work, folder: Path) -> bool:
    """Train on our questions with their sentences, the mined negatives, and a sentence of another question."""
    del folder
    sizes, place = work.sizes, work.need("hard") / "model"
    examples = read_negatives(work)
    tokenizer = load_tokenizer(place)
    torch.manual_seed(SEED)
    shape = BertConfig.from_pretrained(place, num_hidden_layers=sizes.reranker_layers, num_labels=1)
    model = placed(BertForSequenceClassification.from_pretrained(place, config=shape), work.device)
    texts = Texts(tokenizer, texts_of(examples), sizes.length)
    say(f"reranker: {len(examples)} questions, {sum(len(e.negatives) for e in examples)} negatives")

    def loss_of(step: int) -> Tensor:
        chosen = [examples[n] for n in batch("reranker", step, sizes.reranker_batch, len(examples))]
        pairs, labels = paired(chosen, asked(chosen, step), step)
        wanted = torch.tensor(labels, device=work.device)
        weight = (wanted == 0).sum() / wanted.sum()  # right and wrong weigh the same
        scores = score(model, texts, pairs, sizes.length)
        return functional.binary_cross_entropy_with_logits(scores.float(), wanted, pos_weight=weight)

    if not train_steps(work, "reranker", model, steps=sizes.reranker_steps, rate=RATE, loss_of=loss_of):
        return False
    save(model, tokenizer, work.stage("reranker") / "model")
    return work.finish("reranker", steps=sizes.reranker_steps, **measure(work, model))


def paired(
    examples: Sequence[Example], questions: Sequence[str], step: int
) -> tuple[list[tuple[str, str]], list[float]]:
    """The (question, sentence) pairs of a batch, and 1 for the right ones."""
    luck = chance("reranker", step)
    pairs: list[tuple[str, str]] = []
    labels: list[float] = []
    for example, question in zip(examples, questions, strict=True):
        other = luck.choice(examples).sentence
        wrong = [*example.negatives, *([other] if other != example.sentence else [])]
        pairs += [(question, sentence) for sentence in (example.sentence, *wrong)]
        labels += [1.0] + [0.0] * len(wrong)
    return pairs, labels


def score(model: BertForSequenceClassification, texts: Texts, pairs: Sequence[tuple[str, str]], length: int) -> Tensor:
    """The logits of (question, sentence) pairs."""
    rows = [_joined(texts[question], texts[sentence], length) for question, sentence in pairs]
    ids, mask = padded(rows, model.device)
    starts = torch.tensor([len(texts[question]) for question, _ in pairs], device=model.device)
    places = torch.arange(ids.shape[1], device=model.device)
    types = ((places >= starts.unsqueeze(1)) & (mask == 1)).long()
    scores: Tensor = model(input_ids=ids, attention_mask=mask, token_type_ids=types).logits.squeeze(-1)
    return scores


def _joined(question: NDArray[np.uint16], sentence: NDArray[np.uint16], length: int) -> NDArray[np.uint16]:
    """Both with one [CLS], as the tokenizer joins a pair; what is too long loses the end of its sentence."""
    whole = np.concatenate([question, sentence[1:]])
    if len(whole) > length:
        whole = np.concatenate([whole[: length - 1], whole[-1:]])
    return whole


@torch.no_grad()
def measure(work: Work, model: BertForSequenceClassification) -> dict[str, float]:
    """How often the first of the encoder's ten is right for held-out questions, before and after, in per cent."""
    held = own_pairs(work.sizes, held=True)
    if not held:
        return {}
    place = work.need("hard") / "model"
    encoder, tokenizer = placed(BertModel.from_pretrained(place), work.device), load_tokenizer(place)
    sentences = list(dict.fromkeys(pair.sentence for pair in own_pairs(work.sizes, held=False) + held))
    texts = Texts(tokenizer, [*sentences, *(pair.question for pair in held)], work.sizes.length)
    vectors = embed_all(encoder, texts, sentences)
    before = after = 0
    for start in range(0, len(held), _AT_ONCE):
        part = held[start : start + _AT_ONCE]
        asked_of = embed_all(encoder, texts, [pair.question for pair in part])
        tops = torch.topk(asked_of @ vectors.T, min(RANKED, len(sentences))).indices.tolist()
        pairs = [(pair.question, sentences[n]) for pair, top in zip(part, tops, strict=True) for n in top]
        best = score(model, texts, pairs, work.sizes.length).view(len(part), -1).argmax(1).tolist()
        for pair, top, first in zip(part, tops, best, strict=True):
            before += sentences[top[0]] == pair.sentence
            after += sentences[top[first]] == pair.sentence
    return {
        "held_out_first_before": round(100 * before / len(held), 1),
        "held_out_first_after": round(100 * after / len(held), 1),
    }
