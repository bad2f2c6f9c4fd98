"""The lexicon: official terms with everyday forms, abbreviations and English, in reviewable .tsv files.

One sense a line, four columns separated by tabs: official term, everyday forms, abbreviations, English; forms are
separated by "; ", an empty column is "-", lines that begin with "#" are headings. What makes a line doubtful rather
than unreadable (the same term twice, two terms that stand for each other) is found by `index.lexicon.checks`.

The files of the folder `english` go the other way, as a dictionary does: English forms and the official terms that they
may stand for, the main sense first, in two columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.errors import CorpusError
from corpus.folding import bare, folded
from corpus.tokens import tokens

FOLDER = Path(__file__).parent
ENGLISH_FOLDER = "english"  # inside of it: from English to official terms
_COLUMNS = 4
_ENGLISH_COLUMNS = 2
_BORDER = "\0"  # stands in no form and survives folding
_PLURAL = re.compile(r"(?<!\w)[a-z]{3,}s(?!\w)")
# No diacritics; e, i, s, y and z come and go with plurals and spellings, as do the ends that `_stem` takes off.
_NO_KEY = re.compile(
    rf"(?:[sz]ations?|ions?|ing|ed)(?![^\W_])|u(?=rs?(?![^\W_]))|[^\w&{_BORDER}]+|([bfglmnprt])(?=\1)|[eisyzc]"
)
_WORD = re.compile(r"(?<![^\W_])[a-z]{4,}(?![^\W_])")
_ENDS = (
    ("ization", "ise"),
    ("isation", "ise"),
    ("ation", "ate"),
    ("tion", "t"),
    ("sion", "s"),
    ("ied", "y"),
    ("ing", ""),
    ("ed", ""),
)
_LEAST_STEM = 4  # letters; shorter ones are Vietnamese syllables as well
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Entry:
    """One sense: the official term and the other ways to say it, as written; `where` is "file:line"."""

    official: str
    everyday: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    where: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form but the official one."""
        return self.everyday + self.abbreviations + self.english


class Lexicon:
    """Looks up what a form of everyday language, an abbreviation or an English term stands for.

    Forms are compared token by token, as questions are searched, English plurals as singulars. Taking thousands of
    forms apart at every start would cost a second, so they are only laid down under their bare letters, and those that
    a look-up meets are compared.
    """

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        self._pairs = tuple(_pairs(entries))
        keys = _letters([form for form, _ in self._pairs])
        self._by_letters: dict[str, list[int]] = defaultdict(list)
        for ordinal, key in enumerate(keys):
            self._by_letters[key].append(ordinal)
        self.longest = max((form.count(" ") + form.count("-") + 1 for form, _ in self._pairs), default=1)
        self._token_forms = cache(_token_forms)
        english = " ".join(form for entry in entries for form in entry.english)
        self._english = frozenset(english.lower().replace("-", " ").split())

    def speaks(self, word: str) -> bool:
        """Whether `word`, in small letters, is a form of its own or a word of an English one."""
        return word in self._english or bool(self.meanings(word, marks=True))

    def meanings(self, form: str, *, marks: bool) -> tuple[str, ...]:
        """What `form`, folded tokens with one blank between them, stands for, as tokens in the same way.

        With `marks` False the form has lost its diacritics. English forms are met inflected too, where none is met as
        it is: "monitored" and "monitoring", "organisation" and "organization".
        """
        wanted = _singular(form) if marks else _singular(bare(form))
        found: dict[str, None] = {}
        inflected: dict[str, None] = {}
        for ordinal in self._by_letters.get(_key(form), ()):
            one, meaning = (self._token_forms(side) for side in self._pairs[ordinal])
            known = _singular(one) if marks else _singular(bare(one))
            if meaning != one and known == wanted:
                found[meaning] = None
            elif meaning != one and one.isascii() and _stems(known) == _stems(wanted):
                inflected[meaning] = None
        return tuple(found or inflected)


@cache
def load_lexicon(folder: Path = FOLDER) -> Lexicon:
    """The lexicon of every .tsv file in `folder` and its `english`; CorpusError names the line that cannot be read."""
    return Lexicon((*read_english(folder), *read_entries(folder)))


def read_entries(folder: Path) -> Iterator[Entry]:
    """The lines of every .tsv file in `folder`, files by name; CorpusError as `load_lexicon`."""
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                yield _parse(line, f"{path.name}:{number}")


def read_english(folder: Path) -> Iterator[Entry]:
    """An entry for each official term of each line in the English files of `folder`; CorpusError as `load_lexicon`."""
    for path in sorted((folder / ENGLISH_FOLDER).glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                where = f"{ENGLISH_FOLDER}/{path.name}:{number}"
                cells = line.split("\t")
                if len(cells) != _ENGLISH_COLUMNS:
                    raise CorpusError(f"{where}: {len(cells)} columns; write English, official terms")
                english, official = (_forms(cell.strip(), where) for cell in cells)
                yield from (Entry(term, english=english, where=where) for term in official)


def _parse(line: str, where: str) -> Entry:
    cells = line.split("\t")
    if len(cells) != _COLUMNS:
        raise CorpusError(f"{where}: {len(cells)} columns; write official, everyday, abbreviations, English")
    official, *others = (cell.strip() for cell in cells)
    if not official or official == "-":
        raise CorpusError(f"{where}: no official term; write it in the first column")
    everyday, abbreviations, english = (_forms(cell, where) for cell in others)
    return Entry(official, everyday, abbreviations, english, where)


def _forms(cell: str, where: str) -> tuple[str, ...]:
    if cell == "-":
        return ()
    forms = tuple(form.strip() for form in cell.split(";"))
    if not all(forms):
        raise CorpusError(f"{where}: an empty form; separate forms by one semicolon, write - for none")
    return forms


def _pairs(entries: tuple[Entry, ...]) -> Iterator[tuple[str, str]]:
    """Every form with what it stands for: the official term, and for that its abbreviations."""
    for entry in entries:
        for form in entry.forms:
            yield form, entry.official
        for abbreviation in entry.abbreviations:
            yield entry.official, abbreviation


def _letters(forms: list[str]) -> list[str]:
    """The bare letters and digits of every form, the same for all its spellings; folded all at once."""
    found = _key(folded(_BORDER.join(forms))).split(_BORDER) if forms else []
    for ordinal, letters in enumerate(found):
        if _DIGIT.search(letters):  # a number has one token for every spelling: 2.0 and 2
            found[ordinal] = _key(_token_forms(forms[ordinal]))
    return found


def _key(text: str) -> str:
    """The letters and digits of folded text by which forms are laid down."""
    return _NO_KEY.sub("", unicodedata.normalize("NFD", text)).replace("đ", "d")


def _token_forms(form: str) -> str:
    return " ".join(token.form for token in tokens(form))


def _singular(form: str) -> str:
    """`form` with English plurals as singulars; no Vietnamese syllable ends in s."""
    return _PLURAL.sub(lambda match: _without_plural(match.group()), form)


def _stems(form: str) -> str:
    """`form`, folded, with its English words in one spelling and without their endings."""
    return _WORD.sub(lambda match: _stem(match.group()), _singular(form))


def _stem(word: str) -> str:
    """An English word without -ing, -ed or -ion, British spelling as American; no Vietnamese syllable is changed."""
    for end, instead in _ENDS:
        if word.endswith(end) and len(word) - len(end) >= _LEAST_STEM:
            word = word[: -len(end)] + instead
            word = word[:-1] if len(word) > _LEAST_STEM and word[-1] == word[-2] and word[-1] != "s" else word
            break
    word = word.replace("ise", "ize").replace("our", "or").replace("mm", "m").replace("ence", "ense")
    word = f"{word[:-2]}er" if word.endswith("tre") else word
    word = word[:-1] if word.endswith("e") and len(word) > _LEAST_STEM else word
    return f"{word[:-1]}z" if word.endswith("is") else word


def _without_plural(word: str) -> str:
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]
