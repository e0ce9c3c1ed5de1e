"""What every embedder must do; called by the tests of each."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from recommender.types import Embedder

TEXTS = ["Lernen mit Film", "In der Halle filmen", "Film", "Lernen mit Film", "learning with films"]


def check_embedder(embedder: Embedder) -> None:
    """Shape, type, length, order, repeatability, independence of the rest of the batch, threads."""
    vectors = embedder.embed(TEXTS)
    assert embedder.name
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), embedder.dimension)
    known = np.linalg.norm(vectors, axis=1)
    assert np.all(np.isclose(known, 1.0, atol=1e-5) | (known == 0.0))
    assert known[0] > 0
    np.testing.assert_allclose(vectors[0], vectors[3], atol=1e-5)
    for text, vector in zip(TEXTS, vectors, strict=True):
        np.testing.assert_allclose(embedder.embed([text])[0], vector, atol=1e-4)
    assert embedder.embed([]).shape == (0, embedder.dimension)
    assert embedder.embed([]).dtype == np.float32
    with ThreadPoolExecutor(4) as threads:
        for again in threads.map(embedder.embed, [TEXTS] * 8):
            np.testing.assert_allclose(again, vectors, atol=1e-4)
