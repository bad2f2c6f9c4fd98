"""Slips of the input method: words typed in Telex ("ddieenj tuwr") or VNI ("d9ie6n5 tu7") while it was off.

Both methods write a syllable as its letters without diacritics, and for each diacritic a key somewhere behind the
letter it belongs to. So nothing is simulated: all known syllables are laid down under the keys they can be typed with.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.folding import one_spelling
from corpus.syllables import frequencies

_TONES = {"\u0301": ("s", "1"), "\u0300": ("f", "2"), "\u0309": ("r", "3"), "\u0303": ("x", "4"), "\u0323": ("j", "5")}
_HAT, _HORN, _BREVE = "\u0302", "\u031b", "\u0306"
_TO_Y = str.maketrans("iìíỉĩị", "yỳýỷỹỵ")
_VOWELS = frozenset("aeiouy")
_LONGEST = 12  # keys of a syllable: "nghieengs" has nine, and some type a key twice
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class _Typing:
    """One way to type a syllable: its plain letters, and each key of a diacritic with the letter it has to follow."""

    syllable: str
    letters: str
    keys: tuple[tuple[str, int], ...]


@lru_cache(maxsize=1 << 12)
def decoded(word: str) -> str | None:
    """The folded syllable that `word`, in small letters, was meant to be; None where it is no slip of this kind.

    The most frequent one where several could be meant.
    """
    if not (_SHORTEST <= len(word) <= _LONGEST and word.isascii() and word.isalnum()):
        return None
    meant = {t.syllable for t in _typings().get(_laid_down(word), ()) if _types(word, t)}
    return max(meant, key=lambda syllable: (frequencies()[syllable], syllable), default=None)


def _types(word: str, typing: _Typing) -> bool:
    """Whether the keys of `word` come in an order that makes the syllable.

    A key that can be the next letter is it: before a letter is there, none of its diacritics can be typed.
    """
    waiting = list(typing.keys)
    done = 0
    for key in word:
        if done < len(typing.letters) and typing.letters[done] == key:
            done += 1
            continue
        mark = next((mark for mark in waiting if mark[0] == key and mark[1] < done), None)
        if mark is None:
            return False
        waiting.remove(mark)
    return True


@cache
def _typings() -> dict[str, list[_Typing]]:
    """Every way to type every known syllable that has a diacritic, under its keys in their order in the alphabet."""
    found: dict[str, list[_Typing]] = defaultdict(list)
    for syllable in frequencies():
        if syllable.isascii() or one_spelling(syllable) != syllable:
            continue
        for written in _written(syllable):
            for typing in _ways(syllable, *_taken_apart(written)):
                found[_laid_down(typing.letters + "".join(key for key, _ in typing.keys))].append(typing)
    return dict(found)


def _laid_down(keys: str) -> str:
    return "".join(sorted(keys))


def _written(syllable: str) -> tuple[str, ...]:
    """The syllable, and the same with y, which folding makes i after one consonant: kĩ, kỹ."""
    with_y = syllable.translate(_TO_Y)
    return (syllable, with_y) if with_y != syllable and one_spelling(with_y) == syllable else (syllable,)


def _ways(syllable: str, letters: str, marks: list[tuple[int, str]]) -> Iterator[_Typing]:
    """The ways to type a syllable: in Telex and in VNI, ươ with two keys or one ("dduwowngf", "dduwongf")."""
    both = [_key(letters, at, mark) for at, mark in marks]
    horns = [i for i, (_, mark) in enumerate(marks) if mark == _HORN]
    for spared in {None, horns[-1] if len(horns) > 1 else None}:
        telex = tuple(keys[0] for i, keys in enumerate(both) if i != spared)
        yield _Typing(syllable, letters, telex)
        yield _Typing(syllable, letters, tuple(keys[1] for i, keys in enumerate(both) if i != spared))
        if "w" in (key for key, at in telex if letters[at] == "u"):  # w alone is ư too: "nwowcs", "tw"
            alone = next(at for key, at in telex if key == "w" and letters[at] == "u")
            keys = tuple(pair for pair in telex if pair != ("w", alone))
            yield _Typing(syllable, f"{letters[:alone]}w{letters[alone + 1 :]}", keys)


def _key(letters: str, at: int, mark: str) -> tuple[tuple[str, int], tuple[str, int]]:
    """The Telex and the VNI key of a diacritic, each with the letter it has to follow."""
    if mark in _TONES:  # which may be typed as soon as there is a vowel
        first = next(i for i, letter in enumerate(letters) if letter in _VOWELS)
        telex, vni = _TONES[mark]
        return (telex, first), (vni, first)
    telex, vni = {_HAT: (letters[at], "6"), _HORN: ("w", "7"), _BREVE: ("w", "8")}.get(mark, ("d", "9"))
    return (telex, at), (vni, at)


def _taken_apart(syllable: str) -> tuple[str, list[tuple[int, str]]]:
    """The plain letters of a syllable, and its diacritics (of đ the letter itself) with the letter each stands on."""
    letters, marks = "", []
    for char in unicodedata.normalize("NFD", syllable):
        if unicodedata.combining(char):
            marks.append((len(letters) - 1, char))
        elif char == "đ":
            marks.append((len(letters), char))
            letters += "d"
        else:
            letters += char
    return letters, marks
