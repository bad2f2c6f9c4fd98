"""Pairs to train with: formal prose from the training folder, our own paraphrases, and the senses of the lexicon.

A paraphrase file holds blocks: a line "= official sentence", and below it one line for each everyday question that the
sentence answers; a blank line ends a block, lines that begin with "#" are headings.
"""

from __future__ import annotations

import json
import lzma
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError
from corpus.folding import folded
from index.lexicon import Lexicon

PARAPHRASES = Path(__file__).with_name("paraphrases")
_OFFICIAL = "= "
_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+")
_READ = 700  # code points of a passage that are looked at
_SHORTEST, _LONGEST = 25, 300  # code points of a sentence: the units that are searched are short
_LONGEST_TITLE = 120  # of a query that the second sentence of its passage is paired with too
_LEAST_LETTERS = 0.6  # share of letters and blanks below which a text is noise


@dataclass(frozen=True, slots=True)
class Pair:
    """What is asked, and the short official text that belongs to it."""

    question: str
    sentence: str


def general_pairs(folder: Path) -> Iterator[Pair]:
    """Pairs of short texts from every .jsonl.xz in `folder`, noise left out; CorpusError for none."""
    none = True
    for path in sorted(folder.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                for pair in _short_pairs(json.loads(line)):
                    none = False
                    yield pair
    if none:
        raise CorpusError(f"{folder}: no pairs to train with; give the folder of the .jsonl.xz files")


def paraphrases(folder: Path = PARAPHRASES) -> dict[str, tuple[Pair, ...]]:
    """The pairs of every paraphrase file by its name without suffix; CorpusError says where one is malformed."""
    return {path.stem: tuple(_read(path)) for path in sorted(folder.glob("*.txt"))}


def lexicon_pairs(lexicon: Lexicon) -> Iterator[Pair]:
    """Every form of the lexicon with the official term that it stands for."""
    for entry in lexicon.entries:
        for form in entry.forms:
            yield Pair(form, entry.official)


def is_prose(text: str) -> bool:
    """Whether folded text is more than a few letters and mostly letters."""
    return len(text) >= 12 and sum(c.isalpha() or c == " " for c in text) >= _LEAST_LETTERS * len(text)


def _short_pairs(record: dict[str, str]) -> Iterator[Pair]:
    query = record["query"]
    if len(query) > _LONGEST or not is_prose(folded(query)):
        return
    found = _SENTENCE_END.split(record["passage"][:_READ])
    kept = [s for s in found if _SHORTEST <= len(s) <= _LONGEST]
    for place, sentence in enumerate(kept[:2]):
        if is_prose(folded(sentence)):
            yield Pair(query if not place or len(query) < _LONGEST_TITLE else kept[0], sentence)


def _read(path: Path) -> Iterator[Pair]:
    sentence = ""
    asked = True
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path.name}:{number}"
        if not unicodedata.is_normalized("NFC", line):
            raise CorpusError(f"{where}: letters and marks apart; write it in NFC")
        if line.startswith(_OFFICIAL):
            if not asked:
                raise CorpusError(f"{where}: the sentence before has no question; write one below it")
            sentence, asked = line.removeprefix(_OFFICIAL).strip(), False
        elif not line.strip():
            if not asked:
                raise CorpusError(f"{where}: a sentence without a question; write one below it")
            sentence = ""
        elif not line.startswith("#"):
            if not sentence:
                raise CorpusError(f'{where}: a question without its sentence; write "= sentence" above it')
            asked = True
            yield Pair(line.strip(), sentence)
    if not asked:
        raise CorpusError(f"{path.name}: the last sentence has no question; write one below it")
