"""Vectors: FAISS over the embeddings of the passages. The only module that imports faiss, when first needed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import faiss

Vectors = NDArray[np.float32]


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
    def build(cls, ids: NDArray[np.int64], vectors: Vectors, path: Path) -> None:
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

    def search(self, vector: Vectors, limit: int) -> Mapping[int, float]:
        """The `limit` nearest passages: id to cosine, best first, equal ones by id; none for the zero vector.

        ValueError where the vector has another length than those of the index.
        """
        if vector.shape != (self.dimension,):
            raise ValueError(f"a vector of shape {vector.shape} for an index of {self.dimension} numbers each")
        if limit < 1 or not len(self) or not vector.any():
            return {}
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        scores, ids = self._index.search(query, min(limit, len(self)))
        found = [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]
        return dict(sorted(found, key=lambda pair: (-pair[1], pair[0])))
