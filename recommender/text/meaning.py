"""What passages mean: the vector of each as a whole, and of its sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.text.parts import pieces
from recommender.types import Embedder


@dataclass(frozen=True, slots=True)
class Meaning:
    """Vectors of passages and of their pieces, each distinct text once.

    `vectors` float32 (texts, d), rows of length 1 or 0, rounded to float16; `whole` int32 (passages,) is the row of each
    passage; rows of the pieces of passage i are pieces[starts[i] : starts[i + 1]], int32.
    """

    vectors: NDArray[np.float32]
    whole: NDArray[np.int32]
    pieces: NDArray[np.int32]
    starts: NDArray[np.int64]

    @classmethod
    def fit(cls, passages: Sequence[str], embedder: Embedder) -> "Meaning":
        """Embed passages and their pieces."""
        cut = [pieces(passage) for passage in passages]
        rows: dict[str, int] = {}
        whole = [rows.setdefault(passage, len(rows)) for passage in passages]
        parts = [rows.setdefault(piece, len(rows)) for found in cut for piece in found]
        starts = np.concatenate([[0], np.cumsum([len(found) for found in cut])]).astype(np.int64)
        vectors = rounded(embedder.embed(list(rows)))
        return cls(vectors, np.array(whole, np.int32), np.array(parts, np.int32), starts)

    def cosines(self, vector: NDArray[np.float32]) -> NDArray[np.float64]:
        """float64 (passages,): mean of the cosine with the whole passage and that with its nearest piece.

        A long passage says many things: its mean vector is near to everything, one of its sentences is near to the need.
        """
        if not len(self.whole):
            return np.zeros(0)
        near = products(self.vectors, vector)
        best = np.maximum.reduceat(near[self.pieces], self.starts[:-1])
        return np.asarray((near[self.whole] + best) / 2, np.float64)


def products(rows: NDArray[np.float32], vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """float32 (n,): product of each row with a vector.

    In one thread: waking BLAS's threads for so little takes longer than the work, above all where many answer at once.
    """
    return np.asarray(np.einsum("ij,j->i", rows, vector), np.float32)


def rounded(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Vectors as they come back from float16, in which they are stored: fitted and read ones give the same scores."""
    return vectors.astype(np.float16).astype(np.float32)
