"""Hard negatives: wrong sentences among our own that the present model, or the words they share, rank high."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional
from transformers import BertModel

from corpus.tokens import tokens
from index.lexical import terms_of
from index.training.embedding import Example, Texts, embed_all, own_pairs
from index.training.mlm import load_tokenizer
from index.training.stepping import Work, placed, write

TOO_NEAR = 0.9  # cosine with the right sentence from which another may answer the question as well
_POOL = 30  # sentences of a ranking that negatives are taken from


def negatives_stage(work: Work, folder: Path) -> bool:
    """For each of our questions, wrong sentences that the present model or shared words rank high."""
    del folder
    ours = own_pairs(work.sizes, held=False)
    sentences = list(dict.fromkeys(pair.sentence for pair in ours))
    number = {sentence: n for n, sentence in enumerate(sentences)}
    place = work.need("contrastive") / "model"
    model, tokenizer = placed(BertModel.from_pretrained(place), work.device), load_tokenizer(place)
    texts = Texts(tokenizer, [t for pair in ours for t in (pair.question, pair.sentence)], work.sizes.length)
    vectors = embed_all(model, texts, sentences)
    asked_of = embed_all(model, texts, [pair.question for pair in ours])
    words = Words(sentences)
    centred = functional.normalize(vectors - vectors.mean(0), dim=1)  # what all have in common says nothing
    lines, mined = [], Counter[str]()
    for n, pair in enumerate(ours):
        own = number[pair.sentence]
        near = (centred @ centred[own] > TOO_NEAR).cpu().numpy()
        by_model = torch.topk(vectors @ asked_of[n], min(_POOL, len(sentences))).indices.tolist()
        chosen: dict[int, str] = {}
        for found, share in ((by_model, work.sizes.negatives // 2), (words.best(pair.question), work.sizes.negatives)):
            left = (other for other in found if other != own and not near[other] and other not in chosen)
            source = "model" if found is by_model else "words"
            chosen.update(dict.fromkeys(islice(left, share - len(chosen)), source))
        mined.update(chosen.values())
        record = {"question": pair.question, "sentence": pair.sentence, "negatives": [sentences[o] for o in chosen]}
        lines.append(json.dumps(record, ensure_ascii=False))
    write(work.stage("negatives") / "negatives.jsonl", "\n".join(lines))
    return work.finish("negatives", questions=len(ours), by_model=mined["model"], by_words=mined["words"])


def read_negatives(work: Work) -> list[Example]:
    """Our pairs with what was mined for them."""
    lines = (work.need("negatives") / "negatives.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return [Example(r["question"], r["sentence"], tuple(r["negatives"])) for r in records]


class Words:
    """BM25 over the terms that `index.lexical` searches by; tantivy is not on a bare machine."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._count = len(sentences)
        found = [Counter(_terms(sentence)) for sentence in sentences]
        mean = sum(map(len, found)) / max(1, len(found))
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for n, counts in enumerate(found):
            damped = 1.2 * (0.25 + 0.75 * len(counts) / mean)  # the usual k1 and b
            for term, times in counts.items():
                postings[term].append((n, times * 2.2 / (times + damped)))
        self._postings = {
            term: (np.array([n for n, _ in rows]), np.array([w for _, w in rows]) * self._rarity(len(rows)))
            for term, rows in postings.items()
        }

    def _rarity(self, holding: int) -> float:
        return math.log(1 + (self._count - holding + 0.5) / (holding + 0.5))

    def best(self, question: str) -> list[int]:
        """The sentences that share most with a question, best first."""
        scores = np.zeros(self._count)
        for term in set(_terms(question)) & self._postings.keys():
            rows, weights = self._postings[term]
            scores[rows] += weights
        order = np.argsort(-scores, kind="stable")[:_POOL]
        return [int(n) for n in order if scores[n] > 0]


def _terms(text: str) -> list[str]:
    forms, bares = terms_of(tokens(text))
    return forms + ["~" + one for one in bares]
