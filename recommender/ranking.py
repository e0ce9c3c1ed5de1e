"""Fuses evidence and fit into one score, orders, and says how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from graph.values import natural_key
from recommender.fit import Fit
from recommender.types import Confidence, Kind

FIT_SHARE = 0.6
"""What the weight of the wishes met counts beside the evidence in the text, both of deviation 1 over the items of a kind."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns points into the chance that a judge finds an item helpful: 1 / (1 + exp(-(slope x + level l + bias))).

    x: points of the item; l: relevance of the most relevant item of the kind, by which needs that nothing answers are known.
    """

    slope: float
    level: float
    bias: float

    def chance(self, points: float, level: float) -> float:
        """In 0..1."""
        return 1.0 / (1.0 + exp(-max(-60.0, min(60.0, self.slope * points + self.level * level + self.bias))))


CALIBRATIONS: Mapping[Kind, Calibration] = {
    "roadmap": Calibration(0.8, 3.0, -4.5),
    "method": Calibration(0.8, 3.0, -5.5),
    "media-type": Calibration(0.8, 3.0, -5.0),
}
"""Fitted by logistic regression to the tuning part of `data/evaluation`, rounded; helpful: both readers' grades sum to 2."""

FLOOR = 0.06
"""What has less of a chance is not shown: one in sixteen is no advice."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item before it is ranked.

    Attributes:
        identifier: its key.
        points: evidence in the text, mean 0 over all items of the kind; 0 without a text.
        fit: how it meets wishes and limits.
        met: the weight of the wishes met, brought to mean 0 and deviation 1 over all items of the kind.
        level: see `Calibration`.
    """

    identifier: str
    points: float
    fit: Fit
    met: float = 0.0
    level: float = 0.0

    def score(self, kind: Kind, has_text: bool) -> float:
        """In 0..1: the chance that it helps; without a text the share of the wishes met."""
        if not has_text:
            return self.fit.met / max(1.0, self.fit.asked)
        return CALIBRATIONS[kind].chance(self.points + FIT_SHARE * self.met, self.level)

    def is_relevant(self, kind: Kind, has_text: bool) -> bool:
        """Whether it is worth showing."""
        return self.score(kind, has_text) >= FLOOR if has_text else self.fit.keeps


@dataclass(frozen=True, slots=True)
class Ranked:
    """An item with its place: score in 0..1 with four decimals, never above that of the item before."""

    candidate: Candidate
    score: float


def rank(candidates: list[Candidate], kind: Kind, has_text: bool) -> list[Ranked]:
    """Order candidates: known fits before those with unknown figures, then by score, ties by natural order of the keys.

    Scores of items with unknown figures are scaled down to lie below the last known fit, so that scores fall with the rank.
    """
    kept = [c for c in candidates if not c.fit.excluded and c.is_relevant(kind, has_text)]
    known = [Ranked(c, round(c.score(kind, has_text), 4)) for c in kept if not c.fit.unknown]
    ceiling = min((entry.score for entry in known), default=1.0)
    unknown = [Ranked(c, round(c.score(kind, has_text) * ceiling, 4)) for c in kept if c.fit.unknown]
    return [*_ordered(known), *_ordered(unknown)]


def _ordered(entries: list[Ranked]) -> list[Ranked]:
    return sorted(entries, key=lambda entry: (-entry.score, _natural_key(entry.candidate.identifier)))


_natural_key = lru_cache(maxsize=100_000)(natural_key)
"""The same keys are sorted for every need."""


def confidence(score: float) -> Confidence:
    """The word for a score: high from 0.6, medium from 0.35; see docs/evaluation.md for how often each is right."""
    return "high" if score >= 0.6 else "medium" if score >= 0.35 else "low"
