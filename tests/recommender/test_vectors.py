"""The contract of a vector index, met by the exact one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import recommender.vectors
from recommender.types import VectorIndex
from recommender.vectors import ExactIndex

VECTORS = np.array([[1, 0], [0, 1], [1, 0], [0.6, 0.8]], np.float32)


def check_index(index: VectorIndex) -> None:
    """What every index over `VECTORS` must answer."""
    queries = np.array([[1, 0], [0, -1]], np.float32)
    positions, scores = index.search(queries, 3)
    assert positions.tolist() == [[0, 2, 3], [0, 2, 3]]
    assert scores == pytest.approx(np.array([[1, 1, 0.6], [0, 0, -0.8]]))
    assert positions.dtype == np.dtype(np.intp)
    assert scores.dtype == np.dtype(np.float32)
    assert index.search(queries, 9)[0].shape == (2, 4)
    assert index.search(queries[:0], 2)[0].shape == (0, 2)
    with pytest.raises(ValueError, match="k must be 1 or more, not 0"):
        index.search(queries, 0)


def test_the_exact_index_keeps_the_contract() -> None:
    check_index(ExactIndex(VECTORS))


def test_queries_in_blocks_find_what_single_ones_find(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = np.random.default_rng(1).standard_normal((50, 8)).astype(np.float32)
    index = ExactIndex(vectors)
    positions, scores = index.search(vectors, 5)
    monkeypatch.setattr(recommender.vectors, "BLOCK", 100)
    again = index.search(vectors, 5)
    assert again[0].tolist() == positions.tolist()
    np.testing.assert_allclose(again[1], scores, rtol=1e-5)


@given(st.lists(st.integers(0, 3), max_size=12), st.integers(1, 14))
def test_the_best_are_those_of_a_full_stable_sort(values: list[int], number: int) -> None:
    scores = np.array(values, float)
    assert recommender.vectors.highest(scores, number).tolist() == np.argsort(-scores, kind="stable")[:number].tolist()


def test_an_index_of_nothing_finds_nothing() -> None:
    positions, scores = ExactIndex(np.zeros((0, 2), np.float32)).search(np.ones((1, 2), np.float32), 3)
    assert (positions.shape, scores.shape) == ((1, 0), (1, 0))
