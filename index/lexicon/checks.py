"""Checks of the lexicon: what would make look-ups ambiguous or vain, by file and line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.errors import CorpusError
from corpus.folding import folded
from index.lexicon import FOLDER, Entry, read_english, read_entries

MOST_LINES = 3  # that an everyday form may stand in: with more meanings it says nothing


def lexicon_problems(folder: Path = FOLDER) -> tuple[str, ...]:
    """What is wrong in the .tsv files of `folder`, one line each; none where all is well."""
    try:
        entries, english = tuple(read_entries(folder)), tuple(read_english(folder))
    except CorpusError as error:
        return (str(error),)
    return (
        *_official_twice(entries),
        *_stands_for_itself((*entries, *english)),
        *_each_other(entries),
        *_too_broad(entries),
        *_english_twice(english),
    )


def _official_twice(entries: Iterable[Entry]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for entry in entries:
        earlier = seen.setdefault(folded(entry.official), entry.where)
        if earlier != entry.where:
            yield f"{entry.where}: {entry.official!r} stands at {earlier} too; keep one of them"


def _stands_for_itself(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        if folded(entry.official) in map(folded, entry.everyday + entry.english):
            yield f"{entry.where}: {entry.official!r} is a form of itself; take it out"


def _each_other(entries: Iterable[Entry]) -> Iterator[str]:
    """An official term must not be an everyday form of its own everyday form."""
    everyday: dict[str, dict[str, str]] = defaultdict(dict)
    for entry in entries:
        everyday[folded(entry.official)].update((folded(form), entry.where) for form in entry.everyday)
    for official, forms in everyday.items():
        for form, where in forms.items():
            other = everyday.get(form, {}).get(official)
            if other is not None and official < form:
                yield f"{where}: {official!r} and {form!r} (at {other}) stand for each other; keep one direction"


def _too_broad(entries: Iterable[Entry]) -> Iterator[str]:
    lines: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in entries:
        for form in entry.everyday:
            lines[folded(form)][entry.where] = None
    for form, places in lines.items():
        if len(places) > MOST_LINES:
            yield f"{', '.join(places)}: {form!r} stands in more than {MOST_LINES} lines; keep the main ones"


def _english_twice(english: Iterable[Entry]) -> Iterator[str]:
    """An English form stands in one line, which has all its senses, and no more of them than say something."""
    seen: dict[str, str] = {}
    senses: dict[str, int] = defaultdict(int)
    for entry in english:
        senses[entry.where] += 1
        for form in entry.english:
            earlier = seen.setdefault(folded(form), entry.where)
            if earlier != entry.where:
                yield f"{entry.where}: {form!r} stands at {earlier} too; keep one line with all senses"
    for where, count in senses.items():
        if count > MOST_LINES:
            yield f"{where}: {count} official terms; keep the {MOST_LINES} main ones"
