"""Which methods and media go together: cosine of their use in roadmaps, shrunk where few roadmaps speak."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.catalogue import Catalogue
from recommender.types import Concept, Kind

TOOLS: tuple[Kind, ...] = ("method", "media-type")

SHRINKAGE = 2.0
"""Roadmaps that are added to the denominator: two items seen together once in one roadmap each are no sure pair."""


@dataclass(frozen=True)
class Neighbours:
    """Item-kNN with all neighbours over methods and media together.

    Attributes:
        roadmaps: key -> row of `use`.
        parts: kind -> columns of `use`, items in the order of the catalogue.
        use: float64 (roadmaps, items), 1 where a roadmap uses an item.
        likeness: float64 (items, items), symmetric, zero on the diagonal.
    """

    roadmaps: Mapping[str, int]
    parts: Mapping[Kind, slice]
    use: NDArray[np.float64]
    likeness: NDArray[np.float64]

    @classmethod
    def of(
        cls, catalogue: Catalogue, hidden: Collection[tuple[Concept, Concept]] = (), shrinkage: float = SHRINKAGE
    ) -> "Neighbours":
        """Read from all roadmaps. `hidden`: pairs of roadmap and item to leave out, for measuring."""
        columns: dict[Concept, int] = {}
        parts: dict[Kind, slice] = {}
        for kind in TOOLS:
            first = len(columns)
            columns |= {(kind, key): first + n for n, key in enumerate(catalogue.records.get(kind, {}))}
            parts[kind] = slice(first, len(columns))
        roadmaps = {key: row for row, key in enumerate(catalogue.roadmaps)}
        use = np.zeros((len(roadmaps), len(columns)))
        for key, roadmap in catalogue.roadmaps.items():
            used = [*(("method", m) for m in roadmap.method_ids), *(("media-type", m) for m in roadmap.media_types)]
            for item in used:
                if (("roadmap", key), item) not in hidden:
                    use[roadmaps[key], columns[item]] = 1.0
        return cls(roadmaps, parts, use, likeness(use, shrinkage))

    def beside(self, roadmap: str) -> dict[Kind, NDArray[np.float64]]:
        """How well items go with what a roadmap uses.

        By kind float64 (n,) in 0..1, the mean likeness to the items used, divided by the largest one. What the roadmap uses
        already is scored as well.
        """
        used = self.use[self.roadmaps[roadmap]]
        scores = used @ self.likeness
        most = float(scores.max(initial=0.0)) or 1.0
        return {kind: scores[part] / most for kind, part in self.parts.items()}


def likeness(use: NDArray[np.float64], shrinkage: float) -> NDArray[np.float64]:
    """float64 (items, items): c / (sqrt(n m) + shrinkage), c roadmaps that use both, n and m those that use each one."""
    together = use.T @ use
    counts = np.diag(together)
    found = together / np.maximum(np.sqrt(np.outer(counts, counts)) + shrinkage, 1e-12)
    np.fill_diagonal(found, 0.0)
    return np.asarray(found, dtype=np.float64)
