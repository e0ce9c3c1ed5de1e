"""Vectors on disk."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from recommender.embeddings.cache import VectorCache


@pytest.fixture
def cache(tmp_path: Path) -> VectorCache:
    cache = VectorCache(tmp_path / "deep" / "vectors.sqlite")
    cache.put("m", "1", ["a", "b"], np.array([[1, 2], [3, 4]], np.float32))
    return cache


def test_what_was_put_is_found(cache: VectorCache) -> None:
    found = cache.get("m", "1", ["b", "c", "a", "b"])
    assert {text: vector.tolist() for text, vector in found.items()} == {"a": [1, 2], "b": [3, 4]}
    assert all(vector.dtype == np.float32 for vector in found.values())


@pytest.mark.parametrize(("model", "version"), [("n", "1"), ("m", "2"), ("m1", ""), ("", "m1")])
def test_another_model_or_version_finds_nothing(cache: VectorCache, model: str, version: str) -> None:
    assert cache.get(model, version, ["a", "b"]) == {}


def test_later_vectors_replace_earlier_ones(cache: VectorCache) -> None:
    cache.put("m", "1", ["a"], np.array([[5, 6]], np.float32))
    assert cache.get("m", "1", ["a"])["a"].tolist() == [5, 6]


def test_any_text_can_be_kept(cache: VectorCache) -> None:
    texts = ["", "Späne 🙂", "\ud83d", "a\0b", "x" * 100_000]
    cache.put("m", "1", texts, np.arange(10, dtype=np.float32).reshape(5, 2))
    assert len(cache.get("m", "1", texts)) == 5


def test_a_file_that_is_no_cache_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "vectors.sqlite"
    file.write_bytes(b"no database" * 100)
    cache = VectorCache(file)
    assert cache.get("m", "1", ["a"]) == {}
    cache.put("m", "1", ["a"], np.ones((1, 2), np.float32))
    assert list(cache.get("m", "1", ["a"])) == ["a"]


def test_threads_write_side_by_side(cache: VectorCache) -> None:
    def put(number: int) -> None:
        cache.put("m", "1", [f"t{number}"], np.full((1, 2), number, np.float32))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(put, range(24)))
    assert len(cache.get("m", "1", [f"t{number}" for number in range(24)])) == 24
