"""Small letters for titles in capital letters, as the document itself writes the same words elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from corpus.folding import folded
from corpus.provinces import find_provinces
from corpus.syllables import frequencies

_TRIES = 24  # occurrences of a pair of words that are looked at


def is_shouted(line: str) -> bool:
    """Whether a line is in capital letters, a few abbreviations or endings aside."""
    letters = [char for char in line if char.isalpha()]
    return bool(letters) and sum(char.isupper() for char in letters) >= 0.7 * len(letters)


def in_small_letters(title: str, kind: int, body: str) -> str:
    """The title with each word in the letters in which the body has it most often after the same word.

    Its first `kind` words name the kind of document; the word after them begins no name.
    """
    seen = " ".join(body.split())
    lower = seen.lower()
    words = title.split()
    small = [_word_in_small_letters(words[0], Counter())]
    for number, (before, word) in enumerate(pairwise(words), 1):
        written = _written_after(before.lower(), word.lower(), seen, lower) if number != kind else Counter[str]()
        small.append(_word_in_small_letters(word, written))
    return _with_proper_names(" ".join(small), title)


def _written_after(before: str, word: str, seen: str, lower: str) -> Counter[str]:
    """How the body writes `word` where it stands after `before` and not in a run of capital letters."""
    found: Counter[str] = Counter()
    pair = f"{before} {word}"
    position = lower.find(pair) if len(lower) == len(seen) else -1
    tries = 0
    while position >= 0 and tries < _TRIES:
        tries += 1
        written = seen[position : position + len(pair)]
        if not written.isupper() or not any(char.isalpha() for char in written):
            found[written[len(before) + 1 :]] += 1
        position = lower.find(pair, position + 1)
    return found


def _word_in_small_letters(word: str, seen: Counter[str]) -> str:
    if seen:
        return seen.most_common(1)[0][0]
    letters = re.sub(r"\W", "", word).lower()
    if "/" in word:
        return re.sub(r"TTG$", "TTg", word)
    return word.lower() if not letters.isalpha() or folded(letters) in frequencies() else word


def _with_proper_names(small: str, title: str) -> str:
    """Provinces get their capital letters; the title is as long as its copy in small letters."""
    if len(small) != len(title):
        return small
    for mention in find_provinces(title):
        usual = mention.span.of(title).casefold() == mention.name.casefold()
        name = mention.name if usual else mention.span.of(small).title()
        small = small[: mention.span.start] + name + small[mention.span.end :]
    return re.sub(r"thành phố (?=Hồ Chí Minh)", "Thành phố ", small)
