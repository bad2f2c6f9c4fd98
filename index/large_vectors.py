"""Vectors of many passages: a base that stays as it is, what came since, and what of the base is gone.

    base.ids.npy       ids of the passages of the base, ascending
    base.vectors.npy   their vectors in half precision
    base.clusters      the same in clusters (see `Clusters`), which say what to look at
    later.ids.npy, later.vectors.npy   passages that came since, and their vectors
    gone.npy           positions in the base of what was removed since
    facts.json         how many clusters a search looks into, and the recall that was measured with it

All is mapped into memory. What the clusters propose is scored with the vectors themselves, so scores are exact. The
base is made anew where too much came or went since.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.lexical import share
from index.vectors import Clusters, Ids, Vectors, as_query

MOST_LATER = 20_000  # passages that are compared one by one before a new base is made
MOST_GONE = 0.2  # share of the base that may be gone
_WANTED_RECALL = 0.998  # of the ten nearest to such a probe
_PROBES = 200  # vectors that recall is measured with
_MIXED = 3  # passages whose sum is one of them: between clusters, where questions lie, and not in the middle of one
_NEAREST = 10
_PROPOSED = 8  # positions that the clusters propose for each that is wanted
_AT_ONCE = 65_536  # vectors that are in memory together

Halves = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found out when a base was made."""

    clusters: int
    looked_into: int
    recall: float  # of the ten nearest against exact search


class LargeVectorIndex:
    """Search over the vectors in a folder, as `VectorIndex` has it."""

    def __init__(self, folder: Path) -> None:
        """Open the folder; OSError, ValueError or RuntimeError where something is missing or damaged."""
        self._ids: Ids = np.load(folder / "base.ids.npy", mmap_mode="r")
        self._vectors: Halves = np.load(folder / "base.vectors.npy", mmap_mode="r")
        self._clusters = Clusters.open(folder / "base.clusters")
        self._later: Ids = np.load(folder / "later.ids.npy")
        self._later_vectors: Vectors = np.load(folder / "later.vectors.npy").astype(np.float32)
        self._gone: Ids = np.load(folder / "gone.npy")
        self.facts = Facts(**json.loads((folder / "facts.json").read_text(encoding="utf-8")))

    def __len__(self) -> int:
        return len(self._ids) - len(self._gone) + len(self._later)

    @property
    def dimension(self) -> int:
        """The length of the vectors."""
        return int(self._vectors.shape[1])

    @classmethod
    def build(cls, folder: Path, ids: Ids, vectors: Halves) -> None:
        """Write the index of unit `vectors` with ascending `ids`; RuntimeError or OSError where the disk is full."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / "base.ids.npy", ids)
        if not (folder / "base.vectors.npy").exists():  # else the caller wrote them there
            np.save(folder / "base.vectors.npy", vectors)
        _cluster(vectors).write(folder / "base.clusters")
        _write_later(folder, ids[:0], vectors[:0], ids[:0])
        facts = _measured(Clusters.open(folder / "base.clusters"), vectors)
        (folder / "facts.json").write_text(json.dumps(asdict(facts)), encoding="utf-8")

    def change(self, before: Path, folder: Path, gone: Ids, ids: Ids, vectors: Halves) -> None:
        """Write into `folder` what this index, which lies in `before`, becomes: without `gone`, with `ids` behind."""
        kept = ~np.isin(self._later, gone)
        later = np.concatenate([self._later[kept], ids])
        later_vectors = np.concatenate([self._later_vectors[kept].astype(np.float16), vectors])
        dead = np.union1d(self._gone, self._positions(gone))
        folder.mkdir(parents=True)
        if len(later) > MOST_LATER or len(dead) > MOST_GONE * len(self._ids):
            alive = np.setdiff1d(np.arange(len(self._ids)), dead)
            everything = np.concatenate([self._vectors[alive], later_vectors])
            self.build(folder, np.concatenate([self._ids[alive], later]), everything)
            return
        for name in ("base.ids.npy", "base.vectors.npy", "base.clusters", "facts.json"):
            share(before / name, folder / name)
        _write_later(folder, later, later_vectors, dead)

    def ids(self) -> tuple[int, ...]:
        """The ids of the passages, in ascending order."""
        return tuple(map(int, np.concatenate([np.delete(self._ids, self._gone), self._later])))

    def search(self, vector: Vectors, limit: int, inside: Ids | None = None) -> Mapping[int, float]:
        """The `limit` nearest passages: id to cosine, best first, equal ones by id; none for the zero vector.

        Of all passages, as far as the clusters tell, or exactly of those with the ids `inside`. ValueError where the
        vector has another length than those of the index.
        """
        query = as_query(vector, self.dimension)
        if limit < 1 or not len(self) or not vector.any():
            return {}
        if inside is None:
            proposed = self._clusters.search(query, _PROPOSED * limit, self.facts.looked_into, self._gone)[0]
            places, later = proposed[proposed >= 0], np.arange(len(self._later))
        else:
            places = np.setdiff1d(self._positions(inside), self._gone)
            later = np.flatnonzero(np.isin(self._later, inside))
        ids = np.concatenate([self._ids[places], self._later[later]])
        scores = np.concatenate(
            [self._vectors[places].astype(np.float32) @ query[0], self._later_vectors[later] @ query[0]]
        )
        order = np.lexsort((ids, -scores))[:limit]
        return dict(zip(ids[order].tolist(), scores[order].tolist(), strict=True))

    def _positions(self, ids: Ids) -> Ids:
        """Where those of `ids` that are in the base stand in it."""
        ids = np.sort(ids)
        places = np.searchsorted(self._ids, ids)
        places[places == len(self._ids)] = 0
        return places[self._ids[places] == ids] if len(self._ids) else places[:0]


def _cluster(vectors: Halves) -> Clusters:
    count = max(1, 2 * math.isqrt(len(vectors)))
    chosen = np.random.default_rng(1).permutation(len(vectors))[: Clusters.sample_for(count)]
    clusters = Clusters.train(vectors[np.sort(chosen)].astype(np.float32), count)
    for part in _parts(vectors):
        clusters.add(part)
    return clusters


def _measured(clusters: Clusters, vectors: Halves) -> Facts:
    """How many clusters to look into, and the recall of it on passages of the base."""
    chosen = np.random.default_rng(2).integers(0, len(vectors), (_PROBES, _MIXED))
    asked = vectors[chosen.ravel()].astype(np.float32).reshape(*chosen.shape, -1).sum(axis=1)
    asked /= np.maximum(np.linalg.norm(asked, axis=1, keepdims=True), 1e-9)
    least = _nearest_scores(asked, vectors)[:, -1:] - 1e-4  # as near as the last of them: near-duplicates are many
    every = max(1, 2 * math.isqrt(len(vectors)))
    looked_into, recall = 4, 0.0
    while recall < _WANTED_RECALL and looked_into < every:
        looked_into = min(2 * looked_into, every)
        found = clusters.search(asked, _PROPOSED * _NEAREST, looked_into)
        hits = [
            np.sum(vectors[f[f >= 0]].astype(np.float32) @ q >= s) for f, q, s in zip(found, asked, least, strict=True)
        ]
        recall = float(np.mean(np.minimum(hits, _NEAREST))) / min(_NEAREST, len(vectors))
    return Facts(every, looked_into, round(recall, 4))


def _nearest_scores(asked: Vectors, vectors: Halves) -> Vectors:
    best: Vectors = np.zeros((len(asked), 0), dtype=np.float32)
    for part in _parts(vectors):
        best = np.sort(np.concatenate([best, asked @ part.T], axis=1), axis=1)[:, ::-1][:, :_NEAREST]
    return best


def _parts(vectors: Halves) -> Iterable[Vectors]:
    for start in range(0, len(vectors), _AT_ONCE):
        yield vectors[start : start + _AT_ONCE].astype(np.float32)


def _write_later(folder: Path, ids: Ids, vectors: Halves, gone: Ids) -> None:
    np.save(folder / "later.ids.npy", ids)
    np.save(folder / "later.vectors.npy", vectors)
    np.save(folder / "gone.npy", gone)
