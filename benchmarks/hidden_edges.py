"""Hides a fifth of what roadmaps use and looks how well each way of the graph part finds it again.

`python -m benchmarks.hidden_edges` prints recall@10 and average precision: means over the repeats, with their standard error.
"""

import random
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence

import ir_measures
import numpy as np
from ir_measures import AP, Qrel, R, ScoredDoc
from numpy.typing import NDArray

from benchmarks.neighbours import TOOLS, Neighbours
from graph.build import GraphBuilder
from graph.catalogue import Catalogue
from recommender.graph_features import GraphFeatures
from recommender.types import Concept, Kind

SEED = 20261124
REPEATS = 20
SHARE = 0.2
MEASURES = (R @ 10, AP)

Pair = tuple[Concept, Concept]
Scores = Callable[[str], Mapping[Kind, NDArray[np.float64]]]
"""Key of a roadmap -> by kind a score for each item."""


def table(repeats: int = REPEATS) -> str:
    """The figures of all ways as aligned lines."""
    catalogue = GraphBuilder().assemble().catalogue()
    found = {(way, kind, measure): values for way, kind, measure, values in _figures(catalogue, repeats)}
    ways = list(dict.fromkeys(way for way, _, _ in found))
    heads = [f"{kind} {measure}" for kind in TOOLS for measure in MEASURES]
    lines = ["".join(["way".ljust(34), *(head.rjust(20) for head in heads)])]
    for way in ways:
        cells = [_cell(found[way, kind, str(measure)]) for kind in TOOLS for measure in MEASURES]
        lines.append("".join([way.ljust(34), *(cell.rjust(20) for cell in cells)]))
    return "\n".join(lines)


def _cell(values: Sequence[float]) -> str:
    return f"{statistics.mean(values):.3f} ± {statistics.stdev(values) / len(values) ** 0.5:.3f}"


def _figures(catalogue: Catalogue, repeats: int) -> Iterable[tuple[str, Kind, str, list[float]]]:
    values: dict[tuple[str, Kind, str], list[float]] = {}
    for repeat in range(repeats):
        hidden = hide(catalogue, SEED + repeat)
        for way, scores in ways(catalogue, hidden, SEED + repeat).items():
            for kind in TOOLS:
                for measure, value in _measured(catalogue, hidden, kind, scores).items():
                    values.setdefault((way, kind, measure), []).append(value)
    return [(*key, found) for key, found in values.items()]


def hide(catalogue: Catalogue, seed: int) -> frozenset[Pair]:
    """A fifth of the edges from roadmaps to methods, and to media."""
    draw = random.Random(seed)  # noqa: S311 - wanted: the same every time
    hidden: list[Pair] = []
    for kind in TOOLS:
        pairs = sorted((("roadmap", key), (kind, item)) for key in catalogue.roadmaps for item in _used(catalogue, key, kind))
        hidden += draw.sample(pairs, round(SHARE * len(pairs)))
    return frozenset(hidden)


def ways(catalogue: Catalogue, hidden: frozenset[Pair], seed: int) -> dict[str, Scores]:
    """What is compared; each knows only the edges that are not hidden."""
    neighbours = {shrinkage: Neighbours.of(catalogue, hidden, shrinkage) for shrinkage in (0.0, 2.0, 5.0, 10.0)}
    features = GraphFeatures.of(catalogue, hidden)
    known = neighbours[2.0]
    draw = np.random.default_rng(seed)
    counts = known.use.sum(axis=0)
    popular = {kind: counts[part] for kind, part in known.parts.items()}
    found: dict[str, Scores] = {
        "random": lambda _: {kind: draw.random(part.stop - part.start) for kind, part in known.parts.items()},
        "popularity": lambda _: popular,
    }
    for shrinkage, model in neighbours.items():
        found[f"item-kNN, shrinkage {shrinkage:g}"] = model.beside
    found["roadmap-kNN on shared items"] = lambda key: _of_alike(known, key)
    found["personalised PageRank, typed graph"] = lambda key: features.spread({("roadmap", key): 1.0})
    found["PageRank and item-kNN, mean"] = lambda key: _mean(features.spread({("roadmap", key): 1.0}), known.beside(key))
    return found


def _of_alike(known: Neighbours, key: str) -> dict[Kind, NDArray[np.float64]]:
    alike = known.use @ known.use[known.roadmaps[key]]
    alike[known.roadmaps[key]] = 0.0
    scores = (alike / np.sqrt(np.maximum(known.use.sum(axis=1), 1.0))) @ known.use
    return {kind: scores[part] for kind, part in known.parts.items()}


def _mean(
    first: Mapping[Kind, NDArray[np.float64]], other: Mapping[Kind, NDArray[np.float64]]
) -> dict[Kind, NDArray[np.float64]]:
    return {kind: _standard(first[kind]) + _standard(other[kind]) for kind in other}


def _standard(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((values - values.mean()) / (values.std() or 1.0), dtype=np.float64)


def _measured(catalogue: Catalogue, hidden: frozenset[Pair], kind: Kind, scores: Scores) -> dict[str, float]:
    """The measures over all roadmaps that have something hidden; what they are known to use is not ranked."""
    wanted: dict[str, set[str]] = {}
    for (_, roadmap), (of_kind, item) in hidden:
        if of_kind == kind:
            wanted.setdefault(roadmap, set()).add(item)
    keys = list(catalogue.records[kind])
    qrels = [Qrel(roadmap, item, 1) for roadmap, items in wanted.items() for item in items]
    run: list[ScoredDoc] = []
    for roadmap, items in wanted.items():
        seen = set(_used(catalogue, roadmap, kind)) - items
        ranked = zip(keys, scores(roadmap)[kind].tolist(), strict=True)
        run += [ScoredDoc(roadmap, key, score) for key, score in ranked if key not in seen]
    return {str(measure): float(value) for measure, value in ir_measures.calc_aggregate(MEASURES, qrels, run).items()}


def _used(catalogue: Catalogue, roadmap: str, kind: Kind) -> tuple[str, ...]:
    record = catalogue.roadmaps[roadmap]
    return record.method_ids if kind == "method" else record.media_types


if __name__ == "__main__":
    print(table())
