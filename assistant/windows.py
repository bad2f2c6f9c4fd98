"""Windows: soft matches, each two neighbouring content words of a question with the two of a unit nearest in meaning.

The mean over a whole unit drowns the one phrase that says the same in other words; the encoder's vectors of its parts
do not. A window that stands in a thousand units has one row in one table, so a plan costs as much memory as it has
different pairs of syllables, and a question one product with the rows of the units that it looks at.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from assistant.meaning import Meaning
from assistant.prepared import PreparedUnit
from assistant.query import Query
from corpus.tokens import Token, tokens
from corpus.units import near_context
from index.features import is_figure, window_features

AROUND = 0.8  # worth of a match in what introduces a unit
_LEAST = 1e-6  # weight of a window at least, so that they never sum to nothing

_Rows = NDArray[np.int64]
_Vectors = NDArray[np.float32]
_Window = tuple[Token, ...]


class Windows:
    """Compares the parts of questions with the parts of units; a unit is looked at by one of these only."""

    def __init__(self, meaning: Meaning) -> None:
        """With the encoder of `meaning`, loaded when first needed."""
        self._meaning = meaning
        self._row: dict[tuple[str, ...], int] = {}
        self._table: _Vectors | None = None
        self._growing = Lock()

    def nearness(self, query: Query, units: Sequence[PreparedUnit]) -> list[float]:
        """How well each unit meets the windows of the question, the rare ones most: from 0 to 1, in their order."""
        words = [word for word in query.words if not is_figure(word)]
        if not units or not words:
            return [0.0] * len(units)
        asked = self._vectors(_windows(words), marks=query.marks)
        weights = _weights(query, words)
        inside, around = zip(*self._rows_of(units), strict=True)
        cosines = self._cosines(asked, np.concatenate([*inside, *around]))
        best = np.maximum(_best(cosines, inside), AROUND * _best(cosines, around))
        found: list[float] = (best @ weights / weights.sum()).tolist()
        return found

    def _cosines(self, asked: _Vectors, rows: _Rows) -> _Vectors:
        """The cosines (rows of the table, windows asked for), worked out for `rows` alone."""
        looked_at = np.zeros(len(self._row), dtype=np.bool_)
        looked_at[rows] = True
        cosines = np.zeros((len(looked_at), len(asked)), dtype=np.float32)
        if self._table is not None:
            used = np.flatnonzero(looked_at)
            cosines[used] = self._table[used] @ asked.T
        return cosines

    def _rows_of(self, units: Sequence[PreparedUnit]) -> list[tuple[_Rows, _Rows]]:
        """The rows of the windows of each unit and of what introduces it, laid down in the table where they are new."""
        new = [unit for unit in units if unit.windows is None]
        if new:
            with self._growing:
                self._lay_down(new)
        return [unit.windows for unit in units if unit.windows is not None]

    def _lay_down(self, units: Sequence[PreparedUnit]) -> None:
        texts = [(unit.text, near_context(unit.document, unit.unit)) for unit in units]
        windows = {text: _windows_of(text) for pair in texts for text in pair}
        missing = {_key(w): w for listed in windows.values() for w in listed if _key(w) not in self._row}
        known = len(self._row)
        self._row.update((key, known + i) for i, key in enumerate(missing))
        vectors = self._vectors(list(missing.values()), marks=True)
        self._table = vectors if self._table is None else np.concatenate([self._table, vectors])
        rows = {
            text: np.array([self._row[_key(w)] for w in listed], dtype=np.int64) for text, listed in windows.items()
        }
        for unit, (inside, around) in zip(units, texts, strict=True):
            unit.windows = rows[inside], rows[around]

    def _vectors(self, windows: Sequence[_Window], *, marks: bool) -> _Vectors:
        """The vectors of windows, each of length 1."""
        found = self._meaning.encoder.sums([window_features(window, marks=marks) for window in windows])
        norms = np.linalg.norm(found, axis=1, keepdims=True)
        found /= np.where(norms > 0, norms, 1)
        return found


def _windows_of(text: str) -> list[_Window]:
    return _windows([token for token in tokens(text) if not is_figure(token)])


def _windows(words: Sequence[Token]) -> list[_Window]:
    """Each two neighbours; the word itself where there is only one."""
    return list(pairwise(words)) or [(word,) for word in words]


def _key(window: _Window) -> tuple[str, ...]:
    return tuple(token.form for token in window)


def _weights(query: Query, words: Sequence[Token]) -> NDArray[np.float64]:
    """What each window of the question's words weighs: the rarity of its words together."""
    of_word = {query.words[t.source]: t.weight for t in query.terms if t.own and not t.pair and t.source >= 0}
    return np.array([sum(of_word.get(word, 0.0) for word in window) + _LEAST for window in _windows(words)])


def _best(cosines: _Vectors, rows: Sequence[_Rows]) -> _Vectors:
    """The best cosine, at least 0, in each list of rows (lists, windows of the question)."""
    best = np.zeros((len(rows), cosines.shape[1]), dtype=np.float32)
    filled = [i for i, one in enumerate(rows) if len(one)]
    if filled:
        starts = np.cumsum([0, *(len(rows[i]) for i in filled[:-1])])
        best[filled] = np.maximum.reduceat(cosines[np.concatenate([rows[i] for i in filled])], starts, axis=0)
    return np.maximum(best, 0)
