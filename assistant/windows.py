"""Windows: soft matches, each two neighbouring content words of a question with the two of a unit nearest in meaning.

The mean over a whole unit drowns the one phrase that says the same in other words; the encoder's vectors of its parts
do not. A window that stands in a thousand units has one row in one table, so a plan costs as much memory as it has
different pairs of syllables, and a question one product with the rows of the units that it looks at.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from assistant.meaning import Meaning
from assistant.prepared import LaidDown, PreparedUnit
from assistant.query import Query
from corpus.tokens import Token, forms_of
from index.features import BARE, is_figure

AROUND = 0.8  # worth of a match in what introduces a unit
_LEAST = 1e-6  # weight of a window at least, so that they never sum to nothing
_MOST = 120_000  # windows in the table, each a kilobyte; more begin a new one
_PARTS = 5  # features of a window: two syllables, each as it is and without diacritics, and the pair

_Rows = NDArray[np.int64]
_Vectors = NDArray[np.float32]
_Word = tuple[str, str]  # form and bare form
_Window = tuple[_Word, ...]


class Windows:
    """Compares the parts of questions with the parts of units; a unit is looked at by one of these only."""

    def __init__(self, meaning: Meaning, most: int = _MOST) -> None:
        """With the encoder of `meaning`, loaded when first needed; `most` windows are remembered."""
        self._meaning = meaning
        self._most = most
        self._edition = 0
        self._row: dict[_Window, int] = {}
        self._table: _Vectors = np.zeros((0, 0), dtype=np.float32)
        self._guard = Lock()

    def nearness(self, query: Query, units: Sequence[PreparedUnit]) -> list[float]:
        """How well each unit meets the windows of the question, the rare ones most: from 0 to 1, in their order."""
        words = [word for word in query.words if not is_figure(word)]
        if not units or not words:
            return [0.0] * len(units)
        asked = self._vectors(_windows([(word.form, word.bare) for word in words]), marks=query.marks)
        weights = _weights(query, words)
        with self._guard:
            laid = self._laid(units)
            table, count = self._table, len(self._row)
        inside, around = [one.inside for one in laid], [one.around for one in laid]
        cosines = _cosines(asked, table, count, np.concatenate([*inside, *around]))
        best = np.maximum(_best(cosines, inside), AROUND * _best(cosines, around))
        found: list[float] = (best @ weights / weights.sum()).tolist()
        return found

    def _laid(self, units: Sequence[PreparedUnit]) -> list[LaidDown]:
        """The rows of the windows of each unit and of what introduces it, laid down in the table where they are new."""
        windows: dict[str, list[_Window]] = {}
        missing = self._missing(units, windows)
        if len(self._row) + len(missing) > self._most and self._row:
            self._edition += 1
            self._row = {}
            missing = self._missing(units, windows)
        if missing:
            known = len(self._row)
            self._table = _grown(self._table, self._vectors(missing, marks=True), known)
            self._row.update((window, known + i) for i, window in enumerate(missing))
        rows = {text: np.array([self._row[w] for w in listed], dtype=np.int64) for text, listed in windows.items()}
        for unit in units:
            if not self._is_laid(unit):
                unit.windows = LaidDown(self._edition, rows[unit.text], rows[unit.introduction])
        return [unit.windows for unit in units if unit.windows is not None]

    def _is_laid(self, unit: PreparedUnit) -> bool:
        return unit.windows is not None and unit.windows.edition == self._edition

    def _missing(self, units: Sequence[PreparedUnit], windows: dict[str, list[_Window]]) -> list[_Window]:
        """The windows of units that are not in the table; those of each text are put into `windows`."""
        new = [unit for unit in units if not self._is_laid(unit)]
        tokens = {unit.text: unit.tokens for unit in new}
        for text in dict.fromkeys(text for unit in new for text in (unit.text, unit.introduction)):
            if text not in windows:
                windows[text] = _windows_of(tokens.get(text) or forms_of(text))
        return [w for w in dict.fromkeys(chain.from_iterable(windows.values())) if w not in self._row]

    def _vectors(self, windows: Sequence[_Window], *, marks: bool) -> _Vectors:
        """The vectors of windows, each of length 1."""
        encoder = self._meaning.encoder
        features = [feature for window in windows for feature in _features(window, marks=marks)]
        used, places = np.unique(encoder.numbers(features), return_inverse=True)
        rows = encoder.rows(used)
        rows[used < 0] = 0
        found: _Vectors = np.zeros((len(windows), encoder.dimension), dtype=np.float32)
        for part in places.reshape(len(windows), _PARTS).T:
            found += rows[part]
        norms = np.linalg.norm(found, axis=1, keepdims=True)
        found /= np.where(norms > 0, norms, 1)
        return found


def _grown(table: _Vectors, new: _Vectors, known: int) -> _Vectors:
    """The table with `new` behind its first `known` rows, twice as large where it is full."""
    if known + len(new) > len(table):
        larger = np.empty((max(2 * len(table), known + len(new)), new.shape[1]), dtype=np.float32)
        if known:
            larger[:known] = table[:known]
        table = larger
    table[known : known + len(new)] = new
    return table


def _cosines(asked: _Vectors, table: _Vectors, count: int, rows: _Rows) -> _Vectors:
    """The cosines (rows of the table, windows asked for), worked out for `rows` alone."""
    looked_at = np.zeros(count, dtype=np.bool_)
    looked_at[rows] = True
    cosines = np.zeros((count, len(asked)), dtype=np.float32)
    used = np.flatnonzero(looked_at)
    if len(used):
        cosines[used] = table[used] @ asked.T
    return cosines


def _windows_of(tokens: tuple[Sequence[str], Sequence[str]]) -> list[_Window]:
    return _windows([word for word in zip(*tokens, strict=True) if not word[0][0].isdecimal()])


def _windows(words: Sequence[_Word]) -> list[_Window]:
    """Each two neighbours; the word itself where there is only one."""
    return list(pairwise(words)) or [(word,) for word in words]


def _features(window: _Window, *, marks: bool) -> tuple[str, ...]:
    """The features of a window, always as many, the empty one where it has none."""
    (form, plain), *others = window
    first = (form if marks else "", BARE + plain)
    if not others:
        return (*first, "", "", "")
    other, bare = others[0]
    return (*first, other if marks else "", BARE + bare, f"{plain}_{bare}")


def _weights(query: Query, words: Sequence[Token]) -> NDArray[np.float64]:
    """What each window of the question's words weighs: the rarity of its words together."""
    of_word = {query.words[t.source]: t.weight for t in query.terms if t.own and not t.pair and t.source >= 0}
    windows: list[tuple[Token, ...]] = [*pairwise(words)] or [(word,) for word in words]
    return np.array([sum(of_word.get(word, 0.0) for word in window) + _LEAST for window in windows])


def _best(cosines: _Vectors, rows: Sequence[_Rows]) -> _Vectors:
    """The best cosine, at least 0, in each list of rows (lists, windows of the question)."""
    best = np.zeros((len(rows), cosines.shape[1]), dtype=np.float32)
    filled = [i for i, one in enumerate(rows) if len(one)]
    if filled:
        starts = np.cumsum([0, *(len(rows[i]) for i in filled[:-1])])
        best[filled] = np.maximum.reduceat(cosines[np.concatenate([rows[i] for i in filled])], starts, axis=0)
    return np.maximum(best, 0)
