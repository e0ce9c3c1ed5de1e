"""Weighted terms of passages, by term: a text touches only what its own terms point to, with numpy alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.text.counting import Counts

SATURATION = 1.2
"""k1 of BM25."""

LENGTH = 0.75
"""b of BM25."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Passages by term: rows and weights of term t are those from starts[t] to starts[t + 1].

    `idf` float64 (terms,), `starts` int64 (terms + 1,), `rows` int32, `weights` float32; `passages` is their number.
    """

    terms: dict[str, int]
    idf: NDArray[np.float64]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]
    passages: int

    @classmethod
    def bm25(cls, counts: Counts) -> "Postings":
        """Weights of Okapi BM25 with the idf of Lucene: log(1 + (n - f + 0.5) / (f + 0.5))."""
        number, _ = counts.matrix.shape
        frequency = counts.frequencies
        idf = np.log1p((number - frequency + 0.5) / (frequency + 0.5))
        lengths = np.asarray(counts.matrix.sum(axis=1)).ravel()
        mean = lengths.mean() if lengths.any() else 1.0
        slowing = SATURATION * (1 - LENGTH + LENGTH * lengths / mean)
        count = counts.matrix.data
        raw = count * (SATURATION + 1) / (count + slowing[counts.matrix.indices])
        return cls._of(counts, idf, raw * np.repeat(idf, frequency))

    @classmethod
    def cosine(cls, counts: Counts) -> "Postings":
        """TF-IDF of unit length: (1 + log count) times the smooth idf of scikit-learn, log((1 + n) / (1 + f)) + 1."""
        number, _ = counts.matrix.shape
        frequency = counts.frequencies
        idf = np.log((1 + number) / (1 + frequency)) + 1
        raw = (1 + np.log(counts.matrix.data.astype(np.float64))) * np.repeat(idf, frequency)
        squares = np.bincount(counts.matrix.indices, raw**2, number)
        return cls._of(counts, idf, raw / np.sqrt(squares)[counts.matrix.indices])

    @classmethod
    def _of(cls, counts: Counts, idf: NDArray[np.float64], weights: NDArray[np.float64]) -> "Postings":
        matrix = counts.matrix
        starts, rows = matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32)
        return cls(counts.terms, idf, starts, rows, weights.astype(np.float32), matrix.shape[0])

    def sums(self, terms: Sequence[str]) -> NDArray[np.float64]:
        """float64 (passages,): weights of these terms in every passage, a term that comes twice counted twice (BM25)."""
        counts = self._known(terms)
        return self._weighted(np.array(list(counts), np.int64), np.array(list(counts.values()), np.float64))

    def cosines(self, terms: Sequence[str]) -> NDArray[np.float64]:
        """float64 (passages,): cosine with a text of these terms; zeros where it has no known one. For `cosine` only."""
        counts = self._known(terms)
        columns = np.array(list(counts), np.int64)
        weights = (1 + np.log(np.array(list(counts.values()), np.float64))) * self.idf[columns]
        return self._weighted(columns, weights / (np.linalg.norm(weights) or 1.0))

    def known_share(self, terms: Sequence[str]) -> float:
        """Share of the squared idf of a text's terms that is known here, in 0..1; an unknown term has the highest idf."""
        most = float(self.idf.max(initial=1.0))
        known = {term: float(self.idf[self.terms[term]]) if term in self.terms else 0.0 for term in terms}
        whole = sum((known[term] or most) ** 2 for term in terms)
        return sum(known[term] ** 2 for term in terms) / whole if whole else 0.0

    def between(self, position: int) -> NDArray[np.float64]:
        """float64 (passages,): sum of products with the weights of the passage at `position`; a cosine for `cosine`."""
        mine = np.flatnonzero(self.rows == position)
        columns = np.searchsorted(self.starts, mine, side="right") - 1
        return self._weighted(columns, self.weights[mine].astype(np.float64))

    def _known(self, terms: Sequence[str]) -> dict[int, int]:
        return {self.terms[term]: count for term, count in Counter(terms).items() if term in self.terms}

    def _weighted(self, columns: NDArray[np.int64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
        places, lengths = posting_places(self.starts, columns)
        sums = np.bincount(self.rows[places], self.weights[places] * np.repeat(weights, lengths), self.passages)
        return sums.astype(np.float64)  # without any posting numpy counts in whole numbers


def posting_places(starts: NDArray[np.int64], columns: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the postings of columns stand, one column after the other, and how many each has; both int64.

    >>> posting_places(np.array([0, 2, 2, 5]), np.array([2, 0]))
    (array([2, 3, 4, 0, 1]), array([3, 2]))
    """
    lengths = starts[columns + 1] - starts[columns]
    ends = np.cumsum(lengths)
    offsets = np.repeat(starts[columns] - ends + lengths, lengths)
    return offsets + np.arange(len(offsets)), lengths
