"""Exact search for nearest vectors against an approximate one: `python -m benchmarks.vector_search [--library hnswlib]`.

The approximate library is no dependency of the project: install it by hand for this run (`pip install hnswlib`).
"""

import argparse
import time
from collections.abc import Callable
from importlib import import_module

import numpy as np
from numpy.typing import NDArray

from recommender.vectors import ExactIndex

SIZES = (10_000, 100_000)
DIMENSION = 256
QUERIES = 200
NEAREST = 10
CLUSTERS = 500
SEED = 7

Vectors = NDArray[np.float32]
Search = Callable[[Vectors], NDArray[np.intp]]


def clustered(number: int, random: np.random.Generator, centres: Vectors) -> Vectors:
    """Vectors of length 1 around centres, as embeddings of texts lie; float32 (number, DIMENSION)."""
    spread = random.standard_normal((number, DIMENSION)) / np.sqrt(DIMENSION)
    vectors = centres[random.integers(len(centres), size=number)] + spread
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def approximate(vectors: Vectors, effort: int) -> Search:
    """Hierarchical navigable small worlds with 16 links a vector; `effort` is how many candidates a search keeps."""
    hnswlib = import_module("hnswlib")
    index = hnswlib.Index(space="ip", dim=DIMENSION)
    index.init_index(max_elements=len(vectors), ef_construction=100, M=16, random_seed=SEED)
    index.add_items(vectors, num_threads=1)
    index.set_ef(effort)
    return lambda query: np.asarray(index.knn_query(query, k=NEAREST, num_threads=1)[0], np.intp)


def milliseconds(search: Search, queries: Vectors) -> tuple[float, NDArray[np.intp]]:
    """Median time of one query, and what was found; intp (queries, NEAREST)."""
    times, found = [], []
    for query in queries:
        begin = time.perf_counter()
        found.append(search(query[np.newaxis])[0])
        times.append(time.perf_counter() - begin)
    return float(np.median(times)) * 1000, np.array(found)


def main() -> None:
    """Print a Markdown table: build time, median time of a query, recall against the exact search."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--effort", type=int, nargs="+", default=[50, 200], help="candidates that a search keeps")
    efforts = parser.parse_args().effort
    random = np.random.default_rng(SEED)
    centres = random.standard_normal((CLUSTERS, DIMENSION)).astype(np.float32) / np.sqrt(DIMENSION).astype(np.float32)
    queries = clustered(QUERIES, random, centres)
    print("| vectors | search | build | one query, median | time by exact | recall@10 |")
    print("| ---: | --- | ---: | ---: | ---: | ---: |")
    for size in SIZES:
        vectors = clustered(size, random, centres)
        index = ExactIndex(vectors)
        exact, truth = milliseconds(lambda query, index=index: index.search(query, NEAREST)[0], queries)  # type: ignore[misc]
        print(f"| {size:,} | exact, numpy | - | {exact:.2f} ms | 1 | 1.000 |")
        for effort in efforts:
            begin = time.perf_counter()
            search = approximate(vectors, effort)
            built = time.perf_counter() - begin
            taken, found = milliseconds(search, queries)
            recall = np.mean([len(set(a) & set(b)) / NEAREST for a, b in zip(found, truth, strict=True)])
            print(f"| {size:,} | hnswlib, ef {effort} | {built:.1f} s | {taken:.2f} ms | {taken / exact:.2f} | {recall:.3f} |")


if __name__ == "__main__":
    main()
