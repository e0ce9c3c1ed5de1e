"""How alike a text is to each of many passages: one number that is a kernel, so that it can be learnt with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.text.counting import count_terms, count_words, topic_words
from recommender.text.meaning import products, rounded
from recommender.text.parts import word_parts
from recommender.text.postings import Postings
from recommender.types import Embedder
from recommender.words import stem


@dataclass(frozen=True, slots=True)
class Shares:
    """What each likeness counts; all are cosines, so that a passage is alike to itself by the sum of the shares."""

    words: float = 0.2
    parts: float = 0.2
    meaning: float = 0.6


@dataclass(frozen=True, slots=True)
class Kernel:
    """Passages by stems, by character n-grams and by meaning; `vectors` float32 (passages, d), rows of length 1 or 0."""

    words: Postings
    parts: Postings
    vectors: NDArray[np.float32]

    @classmethod
    def fit(cls, passages: Sequence[str], embedder: Embedder) -> "Kernel":
        """Fit to passages."""
        words = count_words(passages)
        stems = count_terms(words, lambda word: (found,) if (found := stem(word)) else ())
        parts = count_terms(words, word_parts)
        return cls(Postings.cosine(stems), Postings.cosine(parts), rounded(embedder.embed(list(passages))))

    def between(self, shares: Shares) -> NDArray[np.float64]:
        """float64 (passages, passages): likeness of all pairs; symmetric, positive semidefinite."""
        words, parts = _matrix(self.words), _matrix(self.parts)
        sparse = shares.words * (words @ words.T) + shares.parts * (parts @ parts.T)
        dense = (self.vectors @ self.vectors.T).astype(np.float64)
        return np.asarray(sparse.toarray() + shares.meaning * dense)

    def to(self, text: str, vector: NDArray[np.float32], shares: Shares) -> NDArray[np.float64]:
        """float64 (passages,): likeness of a text, whose embedding is `vector`, to every passage."""
        words = topic_words(text)
        stems = [found for word in words if (found := stem(word))]
        likeness = shares.words * self.words.cosines(stems)
        likeness += shares.parts * self.parts.cosines([part for word in words for part in word_parts(word)])
        return np.asarray(likeness + shares.meaning * products(self.vectors, vector), np.float64)


def _matrix(postings: Postings) -> Any:
    """The weights as a sparse matrix (passages, terms)."""
    from scipy.sparse import csc_matrix

    weights = postings.weights.astype(np.float64)
    return csc_matrix((weights, postings.rows, postings.starts), shape=(postings.passages, len(postings.terms))).tocsr()
