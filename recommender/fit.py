"""How far an item fits a case: wishes met or not, each with a weight and something to say, and limits kept or broken."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from recommender.types import Reason

WEIGHTS = {
    "barrier": 1.0,
    "target-group": 1.0,
    "learning-field": 0.8,
    "media-type": 1.0,
    "method": 1.0,
    "phase": 0.6,
    "mode": 0.4,
    "group-size": 0.4,
    "duration": 0.4,
    "effort": 0.4,
    "sector": 0.5,
    "size-class": 0.5,
    "competency": 0.4,
    "roadmap": 0.8,
}
"""What meeting a wish counts, by kind; set by hand, to be learnt on the tuning part of the evaluation set."""

USED_SHARE = 0.4
"""That roadmaps of like companies or groups use an item counts this share of the item's own fit."""

LIMITS = frozenset({"duration", "effort", "group-size", "mode", "phase"})
"""Kinds of wishes that only narrow down: keeping one does not answer a need in words."""

MOST_SAID = 3
"""As many mismatches are told as a coach would say aloud."""

Telling = Callable[[], Reason]
"""Says a sentence when asked: hundreds of items are judged for a need, and a few are told of."""


class Wish(NamedTuple):
    """One thing asked for: its kind (a key of `WEIGHTS`), what it weighs, whether the item meets it, and how to tell it.

    Wishes that share one `tell` are told in one sentence.
    """

    kind: str
    weight: float
    met: bool
    tell: Telling | None = None


@dataclass(slots=True)
class Fit:
    """All wishes on one item. `excluded`: a known violation of a hard limit. `unknown`: remarks on limits not to be checked."""

    wishes: list[Wish] = field(default_factory=list)
    unknown: list[Telling] = field(default_factory=list)
    excluded: bool = False

    @property
    def asked(self) -> float:
        """Weight of everything asked for; the same for all items of a kind."""
        return sum(wish.weight for wish in self.wishes)

    @property
    def met(self) -> float:
        """Weight of the wishes met."""
        return sum(wish.weight for wish in self.wishes if wish.met)

    @property
    def answers(self) -> bool:
        """Whether a wish is met that is more than a limit kept."""
        return any(wish.met and wish.kind not in LIMITS for wish in self.wishes)

    @property
    def keeps(self) -> bool:
        """Whether anything asked for is met, or nothing is missing but what is unknown."""
        return any(wish.met for wish in self.wishes) or bool(self.unknown)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What speaks for the item, what adds most to the score first."""
        return tuple(reason for _, reason in self.told)

    @property
    def told(self) -> tuple[tuple[float, Reason], ...]:
        """What speaks for the item, each with the weight of the wishes that it tells of, the weightiest first."""
        return _said(wish for wish in self.wishes if wish.met)

    @property
    def mismatches(self) -> tuple[Reason, ...]:
        """What speaks against the item, the weightiest first, then all that is unknown about limits."""
        against = [reason for _, reason in _said(wish for wish in self.wishes if not wish.met)]
        return (*against[: max(0, MOST_SAID - len(self.unknown))], *(tell() for tell in self.unknown))


def _said(wishes: Iterable[Wish]) -> tuple[tuple[float, Reason], ...]:
    """Each sentence once, with the weight of all wishes behind it, the weightiest first, ties in the order of the wishes."""
    weights: dict[Telling, float] = {}
    for wish in wishes:
        if wish.tell is not None:
            weights[wish.tell] = weights.get(wish.tell, 0.0) + wish.weight
    said: dict[Reason, float] = {}
    for tell, weight in weights.items():
        reason = tell()
        said[reason] = said.get(reason, 0.0) + weight
    return tuple(sorted(((weight, reason) for reason, weight in said.items()), key=lambda entry: -entry[0]))
