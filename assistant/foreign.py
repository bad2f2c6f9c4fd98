"""English questions over Vietnamese plans: which words are counted, and which only name the plan."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from assistant.query import QueryTerm
from assistant.stopwords import ENGLISH
from corpus.tokens import Token

_LEAST_RUN = 3  # English words in a row that repeat a title


def runs_of_title(terms: Sequence[QueryTerm], count: int, titles: frozenset[str]) -> frozenset[int]:
    """The content words, by index, of English runs that name the document by its translated title.

    A word without a translation goes with the one before it: they are translated together.
    """
    translated = {term.source for term in terms if not term.own}
    titled = {term.source for term in terms if not (term.own or term.pair) and term.bare in titles}
    runs: list[list[int]] = [[]]
    for place in range(count):
        if place in titled or (runs[-1] and place not in translated):
            runs[-1].append(place)
        else:
            runs.append([])
    return frozenset(place for run in runs if len(run) >= _LEAST_RUN for place in run)


def counted_things(found: Sequence[Token]) -> list[Token]:
    """The words between "how many" and the verb, with the thing that is counted at the end."""
    asking = (i for i, (one, two) in enumerate(pairwise(found)) if (one.form, two.form) == ("how", "many"))
    return list(takewhile(lambda token: token.form not in ENGLISH, found[next(asking, len(found)) + 2 :]))
