"""Fuses text and fit into one score, orders, and says how sure it is."""

from dataclasses import dataclass

from graph.values import natural_key
from recommender.fit import Fit
from recommender.types import Confidence

TEXT_WEIGHT = 0.65
"""Share of the text in the score where both text and wishes are there; the rest is the fit."""

FLOOR = 0.12
"""Below this text score, without a wish met, an item is not worth showing: noise of shared word parts."""

_LIMITS = frozenset({"duration", "group-size", "mode"})
"""Kinds of wishes that are limits: not meeting one softly is a remark, not a missing answer."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item before it is ranked: its text score in 0..1 and its fit."""

    identifier: str
    text: float
    fit: Fit

    def score(self, has_text: bool) -> float:
        """The fused score in 0..1: text and fit where both speak, else the one that does."""
        if not self.fit.wishes:
            return self.text
        if not has_text:
            return self.fit.share
        return TEXT_WEIGHT * self.text + (1 - TEXT_WEIGHT) * self.fit.share

    def is_relevant(self, has_text: bool) -> bool:
        """Whether anything speaks for the item, or, without a text, nothing that was asked for is missing."""
        if any(wish.met for wish in self.fit.wishes):
            return True
        if has_text:
            return self.text >= FLOOR
        return all(wish.reason is not None and wish.reason.kind in _LIMITS for wish in self.fit.wishes)


@dataclass(frozen=True, slots=True)
class Ranked:
    """An item with its place: score in 0..1, never above that of the item before."""

    candidate: Candidate
    score: float


def rank(candidates: list[Candidate], has_text: bool) -> list[Ranked]:
    """Order candidates: known fits before those with unknown figures, then by score, ties by natural order of the keys.

    An item with unknown figures never scores above the last known fit, so that scores fall with the rank.
    """
    kept = [c for c in candidates if not c.fit.excluded and c.is_relevant(has_text)]
    scored = [(c.fit.unknown > 0, -round(c.score(has_text), 9), natural_key(c.identifier), c) for c in kept]
    scored.sort(key=lambda entry: entry[:3])
    ranked: list[Ranked] = []
    ceiling = 1.0
    for _, negative, _, candidate in scored:
        ceiling = min(ceiling, -negative)
        ranked.append(Ranked(candidate, ceiling))
    return ranked


def confidence(score: float) -> Confidence:
    """The word for a score: high from 0.5, medium from 0.3; set by hand for the first cut, to be calibrated on judged needs."""
    return "high" if score >= 0.5 else "medium" if score >= 0.3 else "low"
