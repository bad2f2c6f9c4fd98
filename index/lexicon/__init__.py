"""The lexicon: official terms with everyday forms, abbreviations and English, in reviewable .tsv files.

One sense a line, four columns separated by tabs: official term, everyday forms, abbreviations, English; forms are
separated by "; ", an empty column is "-", lines that begin with "#" are headings.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.errors import CorpusError
from corpus.folding import bare, folded

_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One sense: the official term and the other ways to say it, as written in the file."""

    official: str
    everyday: tuple[str, ...]
    abbreviations: tuple[str, ...]
    english: tuple[str, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form but the official one."""
        return self.everyday + self.abbreviations + self.english


class Lexicon:
    """Looks up the official terms of everyday forms, by folded form and, for longer ones, without diacritics."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        self._exact: dict[str, list[str]] = defaultdict(list)
        self._bare: dict[str, list[str]] = defaultdict(list)
        self.longest = 1
        for entry in entries:
            official = folded(entry.official)
            for form in entry.forms:
                self._add(folded(form), official)
            for abbreviation in entry.abbreviations:
                self._add(official, folded(abbreviation))

    def _add(self, form: str, meaning: str) -> None:
        if form == meaning:
            return
        self._exact[form].append(meaning)
        self._bare[bare(form)].append(meaning)
        self.longest = max(self.longest, len(form.split()))

    def meanings(self, form: str, *, marks: bool) -> tuple[str, ...]:
        """The folded official terms of a folded form; with `marks` False the form has lost its diacritics."""
        found = self._exact.get(form) if marks else self._bare.get(bare(form))
        return tuple(dict.fromkeys(found or ()))


@cache
def load_lexicon(folder: Path = Path(__file__).parent) -> Lexicon:
    """The lexicon of every .tsv file in `folder`; CorpusError names file and line of what is malformed."""
    entries: list[Entry] = []
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            entry = _parse(line, f"{path.name}:{number}")
            key = folded(entry.official)
            if key in seen:
                raise CorpusError(f"{path.name}:{number}: {entry.official!r} stands at {seen[key]} too; keep one of them")
            seen[key] = f"{path.name}:{number}"
            entries.append(entry)
    _refuse_cycles(entries)
    return Lexicon(tuple(entries))


def _parse(line: str, where: str) -> Entry:
    cells = line.split("\t")
    if len(cells) != _COLUMNS:
        raise CorpusError(f"{where}: {len(cells)} columns; write official, everyday, abbreviations, English")
    official, *others = (cell.strip() for cell in cells)
    if not official or official == "-":
        raise CorpusError(f"{where}: no official term; write it in the first column")
    everyday, abbreviations, english = (_forms(cell, where) for cell in others)
    return Entry(official, everyday, abbreviations, english)


def _forms(cell: str, where: str) -> tuple[str, ...]:
    if cell == "-":
        return ()
    forms = tuple(form.strip() for form in cell.split(";"))
    if not all(forms):
        raise CorpusError(f"{where}: an empty form; separate forms by one semicolon, write - for none")
    return forms


def _refuse_cycles(entries: list[Entry]) -> None:
    """An official term must not be an everyday form of its own everyday form."""
    everyday = {folded(e.official): {folded(f) for f in e.everyday} for e in entries}
    for official, forms in everyday.items():
        for form in forms:
            if official in everyday.get(form, ()):
                raise CorpusError(f"lexicon: {official!r} and {form!r} stand for each other; keep one direction")
