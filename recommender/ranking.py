"""Fuses text and fit into one score, orders, and says how sure it is."""

from dataclasses import dataclass
from functools import lru_cache

from graph.values import natural_key
from recommender.fit import Fit
from recommender.types import Confidence

TEXT_WEIGHT = 0.75
FIT_WEIGHT = 0.25
"""Share of the fit beside a text where wishes of weight 1 or more were asked; less weighs less.

Leaving out one typical need at a time, reading concepts out of needs helps roadmaps (mean reciprocal rank 0.64 to 0.66) and
methods (0.24 to 0.25), and does not harm media types up to a quarter (0.43); more than a third harms all.
"""

FLOOR = 0.2
"""Below this text score, without an answer to a wish, an item is not worth showing: noise of shared word parts."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item before it is ranked: its text score in 0..1 and its fit."""

    identifier: str
    text: float
    fit: Fit

    def score(self, has_text: bool) -> float:
        """The fused score in 0..1: the weighted mean of text score and share of wishes met, or that share alone."""
        text, weight = self.parts(has_text)
        return text + weight * self.fit.met

    def parts(self, has_text: bool) -> tuple[float, float]:
        """What the text adds to the score, and what a wish of weight 1 adds when it is met."""
        asked = self.fit.asked
        if not has_text:
            return 0.0, 1 / max(1.0, asked)
        if not asked:
            return self.text, 0.0
        weight = FIT_WEIGHT * min(1.0, asked)
        return TEXT_WEIGHT * self.text / (TEXT_WEIGHT + weight), weight / asked / (TEXT_WEIGHT + weight)

    def is_relevant(self, has_text: bool) -> bool:
        """Whether anything speaks for the item. Beside a text, a limit kept does not."""
        return self.text >= FLOOR or self.fit.answers if has_text else self.fit.keeps


@dataclass(frozen=True, slots=True)
class Ranked:
    """An item with its place: score in 0..1 with four decimals, never above that of the item before."""

    candidate: Candidate
    score: float


def rank(candidates: list[Candidate], has_text: bool) -> list[Ranked]:
    """Order candidates: known fits before those with unknown figures, then by score, ties by natural order of the keys.

    Scores of items with unknown figures are scaled down to lie below the last known fit, so that scores fall with the rank.
    """
    kept = [c for c in candidates if not c.fit.excluded and c.is_relevant(has_text)]
    known = [Ranked(c, round(c.score(has_text), 4)) for c in kept if not c.fit.unknown]
    ceiling = min((entry.score for entry in known), default=1.0)
    unknown = [Ranked(c, round(c.score(has_text) * ceiling, 4)) for c in kept if c.fit.unknown]
    return [*_ordered(known), *_ordered(unknown)]


def _ordered(entries: list[Ranked]) -> list[Ranked]:
    return sorted(entries, key=lambda entry: (-entry.score, _natural_key(entry.candidate.identifier)))


_natural_key = lru_cache(maxsize=100_000)(natural_key)
"""The same keys are sorted for every need."""


def confidence(score: float) -> Confidence:
    """The word for a score: high from 0.6, medium from 0.4; set by hand for the first cut, to be calibrated on judged needs."""
    return "high" if score >= 0.6 else "medium" if score >= 0.4 else "low"
