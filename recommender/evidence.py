"""What speaks for the items of all kinds in a need's text: learnt from cases, matched in texts, lent by what goes together."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from recommender.graph_features import GraphFeatures
from recommender.index import KINDS, Index
from recommender.relevance.cases import WorkedCase
from recommender.relevance.regression import RelevanceScorer, passages_of
from recommender.relevance.together import graded_together
from recommender.text.items import ItemScorer, TextMatch
from recommender.text.ranker import z_scores
from recommender.texts import ItemText
from recommender.types import Concept, Embedder, Kind
from recommender.words import content_stems

Vector = NDArray[np.float64]


LEAST_NEAR, LEAST_LIKE = 0.2, 0.33
"""A text that is less near to all passages, and less like all that was learnt from, says nothing that is known here."""


@dataclass(frozen=True, slots=True)
class Shares:
    """What each sort of evidence counts, after it was brought to mean 0 and deviation 1 over the items of a kind.

    Set on the tuning part of `data/evaluation` (docs/evaluation.md), by hand and rounded; the maximum is flat.
    """

    relevance: float = 1.0
    text: float = 0.2
    together: float = 0.25
    graph: float = 0.25


@dataclass(frozen=True)
class Evidence:
    """What speaks for the items of one kind, in the catalogue's order.

    `points` float64 (items,): the shares' weighted sum, mean 0. `matched` and `lent` float64 (items,): what of them comes
    from matching texts and from items of other kinds. `excess` by kind float64 (items,): relevance as learnt, about 0 to 1.
    `likeness` float64 (passages,): of the text to what was learnt from; `unit`: points for each unit of relevance.
    `level`: how sure it is that anything answers, in 0..1, 0 for a text of which nothing is known.
    """

    points: Vector
    matched: Vector
    lent: Vector
    excess: Mapping[Kind, Vector]
    likeness: Vector
    unit: float
    match: TextMatch
    level: float


class EvidenceReader:
    """Reads evidence out of texts; may be used by several threads at once."""

    def __init__(
        self,
        items: Mapping[Kind, Sequence[ItemText]],
        index: Index,
        embedder: Embedder,
        cases: Sequence[WorkedCase],
        features: GraphFeatures,
        shares: Shares | None = None,
    ) -> None:
        """Args: cases: those that the index was fitted to."""
        self._embedder = embedder
        self._shares = shares or Shares()
        self._features = features
        self.texts = {kind: ItemScorer(items[kind], index.texts[kind], embedder) for kind in KINDS}
        self.learnt = {kind: RelevanceScorer(index.relevance[kind], passages_of(kind, items[kind], cases)) for kind in KINDS}
        self._keys = {kind: [item.identifier for item in items[kind]] for kind in KINDS}
        self._cases = cases

    @cached_property
    def _together(self) -> Mapping[tuple[Kind, Kind], NDArray[np.float32]]:
        return graded_together(self._keys, self._cases)

    def sharing(self, shares: Shares) -> "EvidenceReader":
        """The same reader with other shares."""
        other = copy(self)
        other._shares = shares
        return other

    def read(self, kind: Kind, text: str) -> Evidence:
        """The evidence for one kind."""
        vector = self._embedder.embed([text])[0]
        likeness = {k: self.learnt[k].match(text, vector) for k in KINDS}
        relevance = {k: self.learnt[k].relevance(likeness[k]) for k in KINDS}
        match = self.texts[kind].match(text)
        shares = self._shares
        excess = {k: np.maximum(values, 0.0) for k, values in relevance.items()}
        matched = shares.text * standard(match.fused)
        lent = shares.graph * standard(self._features.lend(excess)[kind])
        for other in KINDS:
            if other != kind:
                lent = lent + shares.together * standard(self._together[kind, other] @ excess[other])
        points = shares.relevance * standard(relevance[kind]) + matched + lent
        spread = float(relevance[kind].std()) if len(relevance[kind]) else 0.0
        level = self._level(text, likeness, match)
        unit = shares.relevance / spread if spread > 0 else 0.0
        return Evidence(points, matched, lent, excess, likeness[kind], unit, match, level)

    def _level(self, text: str, likeness: Mapping[Kind, Vector], match: TextMatch) -> float:
        """How sure it is that anything answers. Methods tell: there is one for nearly every need that anything answers."""
        known = self.learnt["method"].knows_any(content_stems(text)) or self.learnt["roadmap"].knows_any(content_stems(text))
        nearest = max((float(found.max(initial=0.0)) for found in likeness.values()), default=0.0)
        if not known or (match.level < LEAST_NEAR and nearest < LEAST_LIKE):
            return 0.0
        return self.learnt["method"].answered(likeness["method"])

    def lenders(self, kind: Kind, identifier: str, evidence: Evidence) -> tuple[Concept, ...]:
        """The items of other kinds that lend most to one, see `GraphFeatures.lenders`."""
        return self._features.lenders(kind, identifier, evidence.excess)


def standard(values: NDArray[np.floating]) -> Vector:
    """float64 (n,): values less their mean, by their standard deviation; zeros where all are equal."""
    return np.asarray(z_scores(values.astype(np.float64)[None, :])[0], np.float64)
