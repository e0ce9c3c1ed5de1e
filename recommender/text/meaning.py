"""What passages mean: the vector of each as a whole, and of its sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.text.parts import pieces
from recommender.types import Embedder


@dataclass(frozen=True, slots=True)
class Meaning:
    """Vectors of passages, rows of length 1 or 0 rounded to float16.

    `whole` (passages, d), and `parts` (pieces, d), those of passage i from starts[i] to starts[i + 1]. A passage of one
    piece has it in both.
    """

    whole: NDArray[np.float32]
    parts: NDArray[np.float32]
    starts: NDArray[np.int64]

    @classmethod
    def fit(cls, passages: Sequence[str], embedder: Embedder) -> "Meaning":
        """Embed passages and their pieces."""
        cut = [pieces(passage) for passage in passages]
        starts = np.concatenate([[0], np.cumsum([len(part) for part in cut])]).astype(np.int64)
        return cls(rounded(embedder.embed(list(passages))), rounded(embedder.embed([p for part in cut for p in part])), starts)

    def cosines(self, vector: NDArray[np.float32]) -> NDArray[np.float64]:
        """float64 (passages,): mean of the cosine with the whole passage and that with its nearest piece.

        A long passage says many things: its mean vector is near to everything, one of its sentences is near to the need.
        """
        if not len(self.whole):
            return np.zeros(0)
        best = np.maximum.reduceat(self.parts @ vector, self.starts[:-1])
        return np.asarray((self.whole @ vector + best) / 2, np.float64)


def rounded(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Vectors as they come back from float16, in which they are stored: fitted and read ones give the same scores."""
    return vectors.astype(np.float16).astype(np.float32)
