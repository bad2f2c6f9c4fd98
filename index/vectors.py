"""Vectors: exact search over the embeddings of the passages, and clusters of them for search in part of many.

The only module that imports faiss, when first needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import faiss

Vectors = NDArray[np.float32]
Ids = NDArray[np.int64]

_TRAINED_ON = 50  # vectors for each cluster, of those that the clusters are learned from
_ROUNDS = 8  # of learning


class VectorIndex:
    """Exact inner-product search over unit vectors; `build` writes one, `open` reads it from a file."""

    def __init__(self, index: faiss.IndexIDMap2) -> None:
        self._index = index

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """The length of the vectors."""
        return int(self._index.d)

    @classmethod
    def build(cls, ids: Ids, vectors: Vectors, path: Path) -> None:
        """Write the index of unit `vectors` (n, dimension) with their `ids`; RuntimeError where the disk is full."""
        import faiss

        index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), ids)
        faiss.write_index(index, str(path))

    @classmethod
    def open(cls, path: Path) -> VectorIndex:
        """Read an index; RuntimeError from FAISS where the file is missing or damaged."""
        import faiss

        index = faiss.read_index(str(path))
        if not isinstance(index, faiss.IndexIDMap2):
            raise RuntimeError(f"{path}: an index of another kind")
        return cls(index)

    def ids(self) -> tuple[int, ...]:
        """The ids of the passages, in ascending order."""
        import faiss

        return tuple(sorted(int(i) for i in faiss.vector_to_array(self._index.id_map)))

    def search(self, vector: Vectors, limit: int, inside: Ids | None = None) -> Mapping[int, float]:
        """The `limit` nearest passages: id to cosine, best first, equal ones by id; none for the zero vector.

        Of all passages, or of those with the ids `inside`. ValueError where the vector has another length than those
        of the index.
        """
        import faiss

        query = as_query(vector, self.dimension)
        if limit < 1 or not len(self) or not vector.any():
            return {}
        within = None
        if inside is not None:
            within = faiss.SearchParameters(sel=faiss.IDSelectorBatch(inside))  # type: ignore[call-arg]  # the stubs lack it
        scores, ids = self._index.search(query, min(limit, len(self)), params=within)
        found = [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]
        return dict(sorted(found, key=lambda pair: (-pair[1], pair[0])))


class Clusters:
    """Unit vectors in clusters, each number of one byte, by their positions; a search looks into the nearest ones."""

    def __init__(self, index: faiss.IndexIVFScalarQuantizer) -> None:
        self._index = index

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @classmethod
    def train(cls, vectors: Vectors, clusters: int) -> Clusters:
        """Empty clusters, learned from a sample."""
        import faiss

        dimension = vectors.shape[1]
        index = faiss.IndexIVFScalarQuantizer(
            faiss.IndexFlatIP(dimension),
            dimension,
            clusters,
            faiss.ScalarQuantizer.QT_8bit,
            faiss.METRIC_INNER_PRODUCT,
        )
        index.cp.niter, index.cp.spherical, index.cp.seed = _ROUNDS, True, 1
        index.cp.max_points_per_centroid = _TRAINED_ON
        index.train(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @classmethod
    def sample_for(cls, clusters: int) -> int:
        """How many vectors to learn so many clusters from."""
        return clusters * _TRAINED_ON

    @classmethod
    def open(cls, path: Path) -> Clusters:
        """Clusters as a file that stays on disk; RuntimeError from FAISS where it is missing or damaged."""
        import faiss

        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY)
        if not isinstance(index, faiss.IndexIVFScalarQuantizer):
            raise RuntimeError(f"{path}: an index of another kind")
        return cls(index)

    def add(self, vectors: Vectors) -> None:
        """Add vectors; their positions go on from those that are there."""
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))

    def write(self, path: Path) -> None:
        """Write them into a file; RuntimeError where the disk is full."""
        import faiss

        faiss.write_index(self._index, str(path))

    def search(self, vectors: Vectors, limit: int, looked_into: int, without: Ids | None = None) -> Ids:
        """The positions (n, limit) of what seems nearest to each vector, -1 where there is no more.

        In the `looked_into` nearest clusters, positions `without` left out.
        """
        import faiss

        left_out = None
        if without is not None and len(without):
            left_out = faiss.IDSelectorNot(faiss.IDSelectorBatch(without))
        asked = faiss.SearchParametersIVF(nprobe=looked_into, sel=left_out)  # type: ignore[call-arg]  # as above
        _, found = self._index.search(np.ascontiguousarray(vectors, dtype=np.float32), limit, params=asked)
        return np.asarray(found, dtype=np.int64)


def as_query(vector: Vectors, dimension: int) -> Vectors:
    """The vector as one row; ValueError where it has another length."""
    if vector.shape != (dimension,):
        raise ValueError(f"a vector of shape {vector.shape} for an index of {dimension} numbers each")
    return np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
