"""Vectors as a file for other programs."""

from io import BytesIO

import numpy as np
from numpy.typing import NDArray


def npy_bytes(vectors: NDArray[np.float32]) -> bytes:
    """The array in NumPy's format (.npy, NEP 1), without pickled objects."""
    stream = BytesIO()
    np.save(stream, vectors, allow_pickle=False)
    return stream.getvalue()
