"""The vector index: nearest first, by id where equal, and the same after it was written and read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.vectors import VectorIndex, Vectors


def unit(rows: list[list[float]]) -> Vectors:
    matrix: Vectors = np.array(rows, dtype=np.float32)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    return matrix


def built(path: Path, ids: list[int], vectors: Vectors) -> VectorIndex:
    VectorIndex.build(np.array(ids, dtype=np.int64), vectors, path)
    return VectorIndex.open(path)


def test_the_nearest_come_first_with_their_cosines(tmp_path: Path) -> None:
    index = built(tmp_path / "v", [7, 8, 9], unit([[1, 0], [3, 4], [0, 1]]))
    found = index.search(np.array([1, 0], dtype=np.float32), 2)
    assert list(found) == [7, 8]
    assert list(found.values()) == pytest.approx([1.0, 0.6])


def test_equal_ones_come_by_id(tmp_path: Path) -> None:
    index = built(tmp_path / "v", [9, 2, 5], unit([[1, 1], [1, 1], [1, 1]]))
    assert list(index.search(np.array([1, 0], dtype=np.float32), 3)) == [2, 5, 9]


def test_the_zero_vector_is_near_to_nothing(tmp_path: Path) -> None:
    index = built(tmp_path / "v", [1], unit([[1, 0]]))
    assert index.search(np.zeros(2, dtype=np.float32), 3) == {}


def test_more_than_there_are_gives_all(tmp_path: Path) -> None:
    index = built(tmp_path / "v", [1, 2], unit([[1, 0], [0, 1]]))
    assert len(index.search(np.array([1, 0], dtype=np.float32), 50)) == 2


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    index = built(tmp_path / "v", [], np.zeros((0, 2), dtype=np.float32))
    assert (len(index), index.ids(), index.dimension) == (0, (), 2)
    assert index.search(np.array([1, 0], dtype=np.float32), 5) == {}


def test_a_vector_of_another_length_is_refused_by_name(tmp_path: Path) -> None:
    index = built(tmp_path / "v", [1], unit([[1, 0]]))
    with pytest.raises(ValueError, match=r"shape \(3,\) for an index of 2 numbers"):
        index.search(np.ones(3, dtype=np.float32), 5)


def test_a_truncated_file_is_an_error(tmp_path: Path) -> None:
    built(tmp_path / "v", [1, 2], unit([[1, 0], [0, 1]]))
    (tmp_path / "v").write_bytes((tmp_path / "v").read_bytes()[:-9])
    with pytest.raises(RuntimeError):
        VectorIndex.open(tmp_path / "v")


@given(ids=st.lists(st.integers(1, 2**62), unique=True, max_size=20), seed=st.integers(0, 99))
def test_it_agrees_with_a_plain_matrix_product(
    tmp_path_factory: pytest.TempPathFactory, ids: list[int], seed: int
) -> None:
    random = np.random.default_rng(seed)
    vectors = unit(random.normal(size=(len(ids), 8)).tolist()) if ids else np.zeros((0, 8), dtype=np.float32)
    query = unit(random.normal(size=(1, 8)).tolist())[0]
    index = built(tmp_path_factory.mktemp("v") / "v", ids, vectors)
    assert index.ids() == tuple(sorted(ids))
    expected = dict(zip(ids, (vectors @ query).tolist(), strict=True))
    found = index.search(query, len(ids) + 1)
    assert found == pytest.approx(expected, abs=1e-5)
    assert list(found.values()) == sorted(found.values(), reverse=True)
