"""Soft matching of words: each word of a text meets the word of a passage that means most nearly the same.

It is what brings a need to a passage in the other language, and to another word for the same thing, without losing the
passages that have the word itself. A static form of late interaction (Khattab and Zaharia, "ColBERT", 2020), by whole words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.text.counting import Counts
from recommender.text.meaning import rounded
from recommender.text.postings import posting_places
from recommender.types import Embedder
from recommender.words import stem

LEAST = 0.4
"""Cosine of two words below which they have nothing to do with each other."""

TRUSTED = 0.3
"""Cosine from which on a word counts as much as the nearest known one; a stranger one counts as the rarest."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The vocabulary of passages, by stem.

    `vectors` float32 (terms, d) of length 1 or 0; `idf` float64 (terms,); passages that have term t are those in
    rows[starts[t] : starts[t + 1]]; `weights` float64 (passages,) is the sum of the idf of the terms of each.
    """

    terms: dict[str, int]
    vectors: NDArray[np.float32]
    idf: NDArray[np.float64]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[np.float64]

    @classmethod
    def fit(cls, words: Counts, stems: Counts, embedder: Embedder) -> "Terms":
        """Args: words: counts of words as written; stems: counts of their stems."""
        number = stems.matrix.shape[0]
        frequency = stems.frequencies
        idf = np.log1p((number - frequency + 0.5) / (frequency + 0.5))
        rows = stems.matrix.indices.astype(np.int32)
        weights = np.bincount(rows, np.repeat(idf, frequency), number).astype(np.float64)
        starts = stems.matrix.indptr.astype(np.int64)
        return cls(stems.terms, _stem_vectors(words, stems.terms, embedder), idf, starts, rows, weights)

    def neighbours(self, words: Sequence[str], vectors: NDArray[np.float32], respelt: Mapping[str, str]) -> list["Neighbours"]:
        """The terms that mean nearly the same as each word.

        Args:
            words: as written.
            vectors: float32 (words, d), their vectors.
            respelt: known stem that a word is taken for, by word.
        """
        if not self.terms:
            none = np.zeros(0)
            return [Neighbours(none.astype(np.int64), none, 1.0) for _ in words]
        near = vectors @ self.vectors.T
        for place, word in enumerate(words):
            column = self.terms.get(respelt.get(word) or stem(word))
            if column is not None:
                near[place, column] = 1.0
        closest = near.argmax(axis=1)
        idf = np.where(near.max(axis=1, initial=0.0) > TRUSTED, self.idf[closest], self.idf.max())
        columns = [np.flatnonzero(row > LEAST) for row in near]
        return [
            Neighbours(found, row[found].astype(np.float64) ** 2, float(weight))
            for found, row, weight in zip(columns, near, idf, strict=True)
        ]

    def match(self, text: Sequence["Neighbours"]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """How much of a text is in every passage, and how much of every passage is in the text; both float64 (passages,).

        Args:
            text: neighbours of its distinct words.

        Returns:
            For the first, the mean over the text's words of the squared cosine with the nearest word of the passage, by idf;
            for the second, the same over the passage's words. Both lie in 0..1.
        """
        number = len(self.weights)
        if not text:
            return np.zeros(number), np.zeros(number)
        columns = np.concatenate([word.columns for word in text])
        squares = np.concatenate([word.squares for word in text])
        places = np.repeat(np.arange(len(text)) * number, [len(word.columns) for word in text])
        where, lengths = posting_places(self.starts, columns)
        best = np.zeros(len(text) * number)
        np.maximum.at(best, np.repeat(places, lengths) + self.rows[where], np.repeat(squares, lengths))
        idf = np.array([word.idf for word in text])
        return np.asarray(idf @ best.reshape(len(text), number) / idf.sum(), np.float64), self._covered(columns, squares)

    def _covered(self, columns: NDArray[np.int64], squares: NDArray[np.float64]) -> NDArray[np.float64]:
        nearest = np.zeros(len(self.idf))
        np.maximum.at(nearest, columns, squares)
        met = np.flatnonzero(nearest)
        where, lengths = posting_places(self.starts, met)
        sums = np.bincount(self.rows[where], np.repeat(self.idf[met] * nearest[met], lengths), len(self.weights))
        return np.divide(sums, self.weights, out=np.zeros(len(self.weights)), where=self.weights > 0)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Terms near a word: `columns` int64, `squares` float64 of their cosines; `idf` is what the word itself counts."""

    columns: NDArray[np.int64]
    squares: NDArray[np.float64]
    idf: float


def _stem_vectors(words: Counts, stems: Mapping[str, int], embedder: Embedder) -> NDArray[np.float32]:
    """float32 (stems, d): the vector of each stem is the mean of its words by the number of passages that have them."""
    sums = np.zeros((len(stems), embedder.dimension), np.float32)
    written = [word for word in words.terms if stem(word) in stems]
    frequency = words.frequencies[[words.terms[word] for word in written]].astype(np.float32)
    rows = np.array([stems[stem(word)] for word in written], np.intp)
    np.add.at(sums, rows, embedder.embed(written) * frequency[:, np.newaxis])
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return rounded(np.divide(sums, lengths, out=sums, where=lengths > 0))
