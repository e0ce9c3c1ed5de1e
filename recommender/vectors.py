"""Nearest vectors by inner product, exactly (docs/benchmarks.md says why no approximation)."""

import numpy as np
from numpy.typing import NDArray

BLOCK = 8_000_000
"""Inner products that are held at a time: 32 MB."""


class ExactIndex:
    """Compares with every vector; may be used by several threads at once. See the protocol `VectorIndex`."""

    def __init__(self, vectors: NDArray[np.float32]) -> None:
        """Args: vectors: float32 (n, d); kept as they are."""
        self._vectors = np.ascontiguousarray(vectors, np.float32)

    def search(self, queries: NDArray[np.float32], k: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Positions intp and inner products float32, both (queries, min(k, n)), best first; equal ones by position.

        Raises:
            ValueError: `k` is less than 1, or queries and vectors are not of one length.
        """
        if k < 1:
            raise ValueError(f"k must be 1 or more, not {k}")
        number = min(k, len(self._vectors))
        positions = np.zeros((len(queries), number), np.intp)
        scores = np.zeros((len(queries), number), np.float32)
        step = max(1, BLOCK // max(1, len(self._vectors)))
        for start in range(0, len(queries), step):
            products = queries[start : start + step] @ self._vectors.T
            for row, found in enumerate(products, start):
                best = highest(found, number)
                positions[row], scores[row] = best, found[best]
        return positions, scores


def highest(values: NDArray[np.floating], number: int) -> NDArray[np.intp]:
    """Positions of the highest values, best first, equal ones by position; all of them where there are no more.

    >>> highest(np.array([1.0, 3.0, 3.0, 2.0]), 3).tolist()
    [1, 2, 3]
    """
    if not 0 < number < len(values):
        return np.argsort(-values, kind="stable")[:number]
    least = np.partition(values, -number)[-number]
    places = np.flatnonzero(values >= least)
    return places[np.argsort(-values[places], kind="stable")][:number]
