"""The first two stages: a tokenizer over folded text, and a small BERT that learns to fill in masked tokens of it.

The tokenizer folds by itself, so the folder of a model trained with it takes text as it is written, whatever loads it.
"""

from __future__ import annotations

import json
import lzma
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from torch import Tensor
from torch.nn import functional
from transformers import BertConfig, BertForMaskedLM, PreTrainedTokenizerFast

from corpus.errors import CorpusError
from corpus.folding import bare, folded
from index.training.pairs import is_prose, paraphrases
from index.training.stepping import SEED, Work, batch, placed, say, train_steps

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")  # their places are their ids
PAD, _, CLS, SEP, MASK = range(len(SPECIAL))
MASKED = 0.2  # share of tokens that are asked for; small models learn more from more than 15 %
RATE = 7e-4
BARE_EVERY = 8  # one text in so many is learned without diacritics too, as questions are typed
_INVISIBLE = "[\u200b\u200c\u200d\u2060\ufeff\u00ad]"
_AT_ONCE = 2_000  # texts that are taken apart together


def tokenizer_stage(work: Work, folder: Path) -> bool:
    """Train the tokenizer, and keep the training text as blocks of its tokens."""
    sizes, place = work.sizes, work.stage("tokenizer")
    tokenizer = train_tokenizer(training_texts(folder, sizes.most, sizes.held), sizes.vocabulary)
    blocks = to_blocks(tokenizer, training_texts(folder, sizes.most, sizes.held), sizes.length)
    if not len(blocks):
        raise CorpusError(f"{folder}: less text than one block of {sizes.length} tokens; give more, or --length less")
    np.save(place / "blocks.npy", blocks)
    wrap(tokenizer, sizes.length).save_pretrained(place)
    return work.finish("tokenizer", tokens=tokenizer.get_vocab_size(), blocks=len(blocks), block=sizes.length)


def mlm_stage(work: Work, folder: Path) -> bool:
    """Pre-train the BERT on the blocks; `folder` is not read again."""
    del folder
    sizes, place = work.sizes, work.need("tokenizer")
    tokenizer = load_tokenizer(place)
    torch.manual_seed(SEED)
    model = BertForMaskedLM(
        BertConfig(
            vocab_size=len(tokenizer), hidden_size=sizes.hidden, num_hidden_layers=sizes.layers,
            num_attention_heads=sizes.heads, intermediate_size=4 * sizes.hidden, max_position_embeddings=sizes.length,
            pad_token_id=PAD,
        )
    )  # fmt: skip
    placed(model, work.device)
    blocks = torch.from_numpy(np.load(place / "blocks.npy").astype(np.int32)).to(work.device)
    say(f"mlm: {sum(p.numel() for p in model.parameters())} weights, {blocks.numel()} tokens, on {work.device}")

    def loss_of(step: int) -> Tensor:
        rows = blocks[batch("mlm", step, sizes.mlm_batch, len(blocks))].long()
        seen, asked = masked(rows, len(tokenizer), step)
        hidden = model.bert(input_ids=seen).last_hidden_state
        return functional.cross_entropy(model.cls(hidden[asked]).float(), rows[asked])  # the other tokens cost nothing

    if not train_steps(work, "mlm", model, steps=sizes.mlm_steps, rate=RATE, loss_of=loss_of):
        return False
    with torch.no_grad():
        last = torch.stack([loss_of(sizes.mlm_steps + n) for n in range(4)]).mean().item()
    model.bert.save_pretrained(work.stage("mlm") / "model")
    return work.finish("mlm", steps=sizes.mlm_steps, loss=round(last, 3))


def masked(rows: Tensor, vocabulary: int, step: int) -> tuple[Tensor, Tensor]:
    """What the model sees of rows of tokens, and which it is asked for: 80 % hidden, 10 % another, 10 % left."""
    generator = torch.Generator(rows.device).manual_seed(SEED * 1_000_003 + step)
    part = torch.rand(rows.shape, generator=generator, device=rows.device) / MASKED
    other = torch.randint(len(SPECIAL), vocabulary, rows.shape, generator=generator, device=rows.device)
    asked = (part < 1) & (rows >= len(SPECIAL))
    seen = torch.where(asked & (part < 0.8), MASK, rows)
    return torch.where(asked & (part >= 0.8) & (part < 0.9), other, seen), asked


def training_texts(folder: Path, most: int, held: float) -> Iterator[str]:
    """Folded texts of every .jsonl.xz in `folder` and of our paraphrases, some of them without diacritics as well."""
    ours = (pair for found in paraphrases().values() for pair in found if not held_out(pair.sentence, held))
    written = (folded(f"{pair.question} {pair.sentence}") for pair in ours)
    for number, text in enumerate(chain(islice(_prose(folder), most), islice(written, most))):
        yield text
        if number % BARE_EVERY == 0:
            yield bare(text)


def held_out(sentence: str, share: float) -> bool:
    """Whether one of our own sentences is only measured on."""
    return zlib.crc32(sentence.encode()) % 1_000 < 1_000 * share


def _prose(folder: Path) -> Iterator[str]:
    none = True
    for path in sorted(folder.glob("*.jsonl.xz")):
        try:
            with lzma.open(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    record = json.loads(line)
                    text = folded(f"{record['query']} {record['passage']}")
                    if is_prose(text):
                        none = False
                        yield text
        except (OSError, EOFError, lzma.LZMAError, ValueError, KeyError, TypeError) as error:
            raise CorpusError(f"{path}: not lines of query and passage ({type(error).__name__}); mend it") from error
    if none:
        raise CorpusError(f"{folder}: no text to train with; give the folder of the .jsonl.xz files")


def train_tokenizer(texts: Iterable[str], vocabulary: int) -> Tokenizer:
    """A byte-pair tokenizer of folded text that does not cross white space and keeps figures apart from letters."""
    tokenizer = Tokenizer(models.BPE(unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Whitespace(), pre_tokenizers.Digits()])
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary, special_tokens=list(SPECIAL), show_progress=False, min_frequency=2,
        limit_alphabet=min(1_000, vocabulary // 2),
    )  # fmt: skip
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", CLS), ("[SEP]", SEP)]
    )
    return tokenizer


def folding() -> normalizers.Normalizer:
    """What `corpus.folding.folded` does, in the rules of tokenizers."""
    rules = [
        normalizers.NFC(),
        normalizers.Replace("\u00d0", "đ"),
        normalizers.Replace("\u00f0", "đ"),
        normalizers.Replace(Regex(_INVISIBLE), ""),
        normalizers.Lowercase(),
        normalizers.NFC(),
    ]
    for first, vowel in ("oa", "oe", "uy"):
        before = "(?<!q)" if first == "u" else ""
        for tone in "\u0300\u0301\u0309\u0303\u0323":
            new, old = (unicodedata.normalize("NFC", text) for text in (vowel + tone, first + tone))
            rules.append(normalizers.Replace(Regex(rf"{before}{first}{new}(?!\p{{L}})"), old + vowel))
    for y, i in zip("yỳýỷỹỵ", "iìíỉĩị", strict=True):
        rules.append(normalizers.Replace(Regex(rf"(?<=\b[hklmst]|\bqu){y}(?!\p{{L}})"), i))
    rules += [normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    return normalizers.Sequence(rules)


def wrap(tokenizer: Tokenizer, length: int) -> PreTrainedTokenizerFast:
    """The tokenizer as transformers keep it, folding by itself from now on: the training text was folded already."""
    tokenizer.normalizer = folding()
    pad, unknown, cls, sep, mask = SPECIAL
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, pad_token=pad, unk_token=unknown, cls_token=cls, sep_token=sep, mask_token=mask,
        model_max_length=length,
    )  # fmt: skip


def load_tokenizer(folder: Path) -> PreTrainedTokenizerFast:
    """The tokenizer that a stage kept."""
    found: PreTrainedTokenizerFast = PreTrainedTokenizerFast.from_pretrained(folder)
    return found


def to_blocks(tokenizer: Tokenizer, texts: Iterable[str], length: int) -> NDArray[np.uint16]:
    """The tokens of all texts behind each other, each between [CLS] and [SEP], cut into blocks of `length`."""
    parts: list[NDArray[np.uint16]] = []
    source = iter(texts)
    while some := list(islice(source, _AT_ONCE)):
        encodings = tokenizer.encode_batch_fast(some)
        parts.append(np.fromiter(chain.from_iterable(e.ids for e in encodings), dtype=np.uint16))
    whole = np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint16)
    return whole[: len(whole) // length * length].reshape(-1, length)
