"""In how many passages each term stands: two sorted arrays in a file, mapped into memory, sixteen bytes a term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_AT_ONCE = 4_000_000  # terms that are in memory before they are counted

Numbers = NDArray[np.uint64]
Counts = NDArray[np.int64]


class TermCounts:
    """The counts by the number of a term (see `index.sparse`)."""

    def __init__(self, numbers: Numbers, counts: Counts) -> None:
        self._numbers, self._counts = numbers, counts

    def __len__(self) -> int:
        return len(self._numbers)

    @classmethod
    def counted(cls, passages: Iterable[set[int]]) -> TermCounts:
        """Count the terms of passages, each given as the set of its numbers."""
        found = cls(np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64))
        for part in _parts(passages):
            found = found.changed(cls(part, np.ones(len(part), dtype=np.int64)))
        return found

    @classmethod
    def open(cls, path: Path) -> TermCounts:
        """Read a file that stays on disk; OSError or ValueError where it is missing or damaged."""
        numbers, counts = np.load(path, mmap_mode="r")
        return cls(numbers, counts.view(np.int64))

    def save(self, path: Path) -> None:
        """Write them into a file that is called .npy."""
        np.save(path, np.stack([self._numbers, self._counts.view(np.uint64)]))

    def of(self, number: int) -> int:
        """The count of a term, 0 for one that is not there."""
        wanted = np.uint64(number)
        place = int(np.searchsorted(self._numbers, wanted))
        there = place < len(self._numbers) and self._numbers[place] == wanted
        return int(self._counts[place]) if there else 0

    def changed(self, more: TermCounts, less: TermCounts | None = None) -> TermCounts:
        """These with the counts of `more` and without those of `less`."""
        numbers, counts = [self._numbers, more._numbers], [self._counts, more._counts]
        if less is not None:
            numbers.append(less._numbers)
            counts.append(-less._counts)
        return _summed(np.concatenate(numbers), np.concatenate(counts))


def _summed(numbers: Numbers, counts: Counts) -> TermCounts:
    order = np.argsort(numbers, kind="stable")
    numbers, counts = numbers[order], counts[order]
    first = np.ones(len(numbers), dtype=np.bool_)
    first[1:] = numbers[1:] != numbers[:-1]
    starts = np.flatnonzero(first)
    sums = np.add.reduceat(counts, starts) if len(starts) else counts
    there = sums > 0
    return TermCounts(numbers[starts][there], sums[there])


def _parts(passages: Iterable[set[int]]) -> Iterator[Numbers]:
    waiting: list[int] = []
    for numbers in passages:
        waiting += numbers
        if len(waiting) >= _AT_ONCE:
            yield np.array(waiting, dtype=np.uint64)
            waiting.clear()
    yield np.array(waiting, dtype=np.uint64)
