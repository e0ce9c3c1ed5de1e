"""Fuses evidence and fit into one score, orders, and says how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log

from graph.values import natural_key
from recommender.fit import Fit
from recommender.types import Confidence, Kind

FIT_POINTS = 1.5
"""Points for each unit of the weight of wishes met, beside the evidence in the text, which has deviation 1 and more."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns points into the chance that a judge finds an item helpful: 1 / (1 + exp(-(slope x + level l + bias))).

    x: points of the item; l: how sure it is that anything answers. It was fitted where there were `size` items; among fewer,
    each is likelier to be among those that help: the odds grow by the same factor.
    """

    slope: float
    level: float
    bias: float
    size: int = 1

    def chance(self, points: float, level: float, items: int = 1) -> float:
        """In 0..1. `items`: number of items of the kind."""
        odds = self.slope * points + self.level * level + self.bias + max(0.0, log(self.size / max(1, items)))
        return 1.0 / (1.0 + exp(-max(-60.0, min(60.0, odds))))


CALIBRATIONS: Mapping[Kind, Calibration] = {
    "roadmap": Calibration(0.73, 1.0, -4.9, 30),
    "method": Calibration(0.81, 2.5, -6.4, 110),
    "media-type": Calibration(0.79, 1.1, -5.0, 52),
}
"""Fitted by logistic regression to the tuning part of `data/evaluation`, rounded; helpful: both readers' grades sum to 2."""

FLOOR = 0.02
"""What has less of a chance is not shown, unless it answers something that was named: then a third of it is enough.

On the tuning part a floor of 0.05 took 0.04 of nDCG@10 from roadmaps: one in fifty of what it left out would have helped.
"""

LEAST_POINTS = -0.5
"""An item whose text is so far below the average of its kind is not shown, however few items there are."""

ABSTAIN, ABSTAIN_UNNAMED = 0.3, 0.45
"""Below this level nothing is suggested at all; the second where no concept was understood. See docs/evaluation.md."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item before it is ranked.

    Attributes:
        identifier: its key.
        points: evidence in the text, mean 0 over all items of the kind; 0 without a text.
        fit: how it meets wishes and limits.
        met: the weight of the wishes met, less its mean over the items of the kind that are within the limits.
        level, items: see `Calibration`.
    """

    identifier: str
    points: float
    fit: Fit
    met: float = 0.0
    level: float = 0.0
    items: int = 1

    def score(self, kind: Kind, has_text: bool) -> float:
        """In 0..1: the chance that it helps; without a text the share of the wishes met."""
        if not has_text:
            return self.fit.met / max(1.0, self.fit.asked)
        return CALIBRATIONS[kind].chance(self.points + FIT_POINTS * self.met, self.level, self.items)

    def is_relevant(self, kind: Kind, has_text: bool) -> bool:
        """Whether it is worth showing: likely enough, and not clearly below the average, which tells among a few items."""
        if not has_text:
            return self.fit.keeps
        if self.fit.answers:
            return self.score(kind, has_text) >= FLOOR / 3
        return self.points >= LEAST_POINTS and self.score(kind, has_text) >= FLOOR


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
