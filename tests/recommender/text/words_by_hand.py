"""An embedding worked out by hand: a few words in both languages, each pointing along its meaning."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MEANINGS = {
    "film": (1.0, 0.0, 0.0),
    "video": (0.8, 0.6, 0.0),
    "movie": (0.96, 0.28, 0.0),
    "halle": (0.0, 0.0, 1.0),
    "hall": (0.0, 0.0, 1.0),
    "podcast": (0.0, 1.0, 0.0),
}


class HandEmbedder:
    """The sum of the vectors of the known words, of length 1; zeros without one."""

    name = "by-hand"
    dimension = 3

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See the protocol `Embedder`."""
        rows = [
            np.sum([MEANINGS.get(word.strip(".").lower(), (0, 0, 0)) for word in text.split()] or [(0, 0, 0)], axis=0)
            for text in texts
        ]
        vectors = np.array(rows, np.float32).reshape(len(texts), 3)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(np.divide(vectors, lengths, out=vectors, where=lengths > 0), np.float32)
