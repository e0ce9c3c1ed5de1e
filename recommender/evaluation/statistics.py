"""Means with intervals, and agreement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from recommender.evaluation.collection import Qrels

RESAMPLES = 2000
SEED = 20261124


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over `number` values with its 95 % interval; all zero over no value."""

    value: float
    low: float
    high: float
    number: int

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.2f}, {self.high:.2f}]"


def mean_of(values: Sequence[float]) -> Mean:
    """Mean with the percentile bootstrap of it (Efron, 1979): 2,000 resamples with a fixed seed."""
    from scipy.stats import bootstrap

    if not values:
        return Mean(0.0, 0.0, 0.0, 0)
    mean = float(np.mean(values))
    if len(values) < 2:
        return Mean(mean, mean, mean, len(values))
    drawn = bootstrap((values,), np.mean, n_resamples=RESAMPLES, method="percentile", rng=np.random.default_rng(SEED))
    return Mean(mean, float(drawn.confidence_interval.low), float(drawn.confidence_interval.high), len(values))


def kappa(first: Qrels, second: Qrels, needs: Sequence[str], items: Sequence[str] | None) -> float:
    """Cohen's kappa of the grades that two passes gave, without weights.

    Args:
        first: grades of one pass; what is absent is 0.
        second: grades of the other.
        needs: the needs judged.
        items: all items, to compare all pairs; None compares only those to which one pass gave a grade.
    """
    from sklearn.metrics import cohen_kappa_score

    pairs = [(need, item) for need in needs for item in (items if items is not None else _named(first, second, need))]
    grades = [[judged.get(need, {}).get(item, 0) for need, item in pairs] for judged in (first, second)]
    return float(cohen_kappa_score(*grades))


def _named(first: Qrels, second: Qrels, need: str) -> list[str]:
    grades: Mapping[str, int] = {**first.get(need, {}), **second.get(need, {})}
    return list(grades)
