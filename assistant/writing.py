"""Writing: the words of a question that may be spelled wrong, in runs, and how a mended one is put back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.folding import bare, folded
from corpus.provinces import find_provinces
from index.vocabulary import NUMBER

_WORD = re.compile(r"(?<![\w/&@.-])[^\W\d_]+(?![\w/&@-]|\.\w)")  # not inside of numbers and addresses


def runs_of(question: str) -> list[list[re.Match[str]]]:
    """The words in runs without a mark or a number between them."""
    runs: list[list[re.Match[str]]] = []
    end = 0
    for match in _WORD.finditer(question):
        if runs and question[end : match.start()].isspace():
            runs[-1].append(match)
        else:
            runs.append([match])
        end = match.end()
    return runs


def before(question: str, run: Sequence[re.Match[str]]) -> str:
    """What stands before a run: a number or nothing that tells."""
    return NUMBER if re.search(r"\d\s+$", question[: run[0].start()]) else ""


def names_in(question: str) -> dict[int, str]:
    """The folded words of the provinces that a question names, by where they start.

    They have their diacritics, unless it is another name of the province ("Sai Gon").
    """
    found: dict[int, str] = {}
    for place in find_provinces(question):
        written = list(re.finditer(r"\w+", place.span.of(question)))
        name = place.name.split()
        same = [bare(word).lower() for word in name] == [bare(word.group()).lower() for word in written]
        for i, match in enumerate(written):
            found[place.span.start + match.start()] = folded(name[i] if same else match.group())
    return found


def in_case_of(written: str, form: str) -> str:
    """A folded form with the capitals of the word that it is put for."""
    if len(written) == len(form):
        return "".join(new.upper() if old.isupper() else new for old, new in zip(written, form, strict=True))
    if written.isupper() and len(written) > 1:
        return form.upper()
    return form.capitalize() if written[0].isupper() else form
