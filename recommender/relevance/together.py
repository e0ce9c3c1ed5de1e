"""Which items answer the same needs: read off the worked cases, for items of different kinds."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.relevance.cases import BEST, WorkedCase
from recommender.types import Kind

Together = Mapping[tuple[Kind, Kind], NDArray[np.float32]]
"""(kind, other kind) -> float32 (items, items of the other kind) in 0..1: cosine of their grades over all cases, damped."""

DAMPING = 1.0
"""Added to the squared length of each item's grades: one case in common is little evidence."""


def graded_together(keys: Mapping[Kind, Sequence[str]], cases: Sequence[WorkedCase]) -> Together:
    """For every pair of different kinds, how much their items were graded as answers to the same cases.

    Args:
        keys: keys of the items by kind, in the order that rows and columns shall have.
        cases: worked cases; grades of other keys are passed over.
    """
    grades = {kind: _grades(kind, names, cases) for kind, names in keys.items()}
    lengths = {kind: np.sqrt((table**2).sum(axis=0) + DAMPING) for kind, table in grades.items()}
    return {
        (kind, other): (grades[kind].T @ grades[other] / np.outer(lengths[kind], lengths[other])).astype(np.float32)
        for kind in keys
        for other in keys
        if kind != other
    }


def _grades(kind: Kind, keys: Sequence[str], cases: Sequence[WorkedCase]) -> NDArray[np.float64]:
    places = {key: place for place, key in enumerate(keys)}
    table = np.zeros((len(cases), len(keys)))
    for row, case in enumerate(cases):
        for key, grade in case.grades.get(kind, {}).items():
            if key in places:
                table[row, places[key]] = grade / BEST
    return table
