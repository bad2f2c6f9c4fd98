"""Vectors: FAISS over the embeddings of the passages. The only module that imports faiss."""

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
    """Exact inner-product search over unit vectors; `build` makes one, `open` reads it from a file."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @classmethod
    def build(cls, ids: NDArray[np.int64], vectors: Vectors, path: Path) -> None:
        """Write the index of unit `vectors` (n, dimension) with their `ids` to `path`."""
        import faiss

        index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), ids)
        faiss.write_index(index, str(path))

    @classmethod
    def open(cls, path: Path) -> VectorIndex:
        """Read an index; RuntimeError from FAISS where the file is damaged."""
        import faiss

        return cls(faiss.read_index(str(path)))

    def search(self, vector: Vectors, limit: int) -> Mapping[int, float]:
        """The `limit` nearest passages: id to cosine, best first."""
        if not len(self):
            return {}
        scores, ids = self._index.search(vector.reshape(1, -1), min(limit, len(self)))
        return {int(i): float(s) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0}
