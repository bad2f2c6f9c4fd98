"""Checks of the lexicon: what would make look-ups ambiguous or vain, by file and line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.errors import CorpusError
from corpus.folding import folded
from index.lexicon import FOLDER, Entry, read_entries

MOST_LINES = 3  # that an everyday form may stand in: with more meanings it says nothing


def lexicon_problems(folder: Path = FOLDER) -> tuple[str, ...]:
    """What is wrong in the .tsv files of `folder`, one line each; none where all is well."""
    try:
        entries = tuple(read_entries(folder))
    except CorpusError as error:
        return (str(error),)
    return (*_official_twice(entries), *_stands_for_itself(entries), *_each_other(entries), *_too_broad(entries))


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
