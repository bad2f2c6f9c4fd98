"""Signs: the few things by which the confidence in an answer is judged."""

from __future__ import annotations

from typing import NamedTuple


class Signs(NamedTuple):
    """What tells whether the best unit answers the question; each from 0 to 1."""

    coverage: float  # the share of the question's content words, by rarity, that the unit or what introduces it holds
    soft: float  # how well it meets neighbouring words of the question by meaning, the rare ones most
    margin: float  # how far the unit leads the next one that stands elsewhere
    kind: float  # 1 where it holds the kind of answer that is wanted, 0 where not, a half where no kind can tell
    scoped: float  # 1 where the question names a province, period or document that is there
    unplaced: float  # the coverage again where it names none: then the words have to say it all
