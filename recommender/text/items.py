"""Scores the items of one kind: how their documents and their typical needs meet a text."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.values import Language
from recommender.text.ranker import PARTS, TextModel, TextRanker, Weights, z_scores
from recommender.texts import ItemText, TypicalNeed
from recommender.types import Embedder

NEED_WEIGHT = 1.5
"""Weight of the nearest typical needs beside the document."""

NEAREST = 3
"""Typical needs of an item that are taken together: the best one alone is near by chance as soon as it shares a rare word."""

MIDDLE = 1.5
"""The z-score of an item among the items of its kind that becomes the score 0.5; an item like all others has 0.18."""

LEVEL = 0.2
"""Nearness of the nearest passage below which all scores shrink; nine in ten needs for something in stock reach 0.22."""


@dataclass(frozen=True, slots=True)
class TextMatch:
    """How near a text is to all items of a kind.

    `scores` float64 (items,) in 0..1; `fused` float64 (items,), what they are made of, with mean 0; `needs` float64 (typical
    needs of all items,), what each typical need adds by itself, with mean 0, and `nearness` of them in 0..1; `level` in
    0..1, how near the text is to the nearest passage.
    """

    scores: NDArray[np.float64]
    fused: NDArray[np.float64]
    needs: NDArray[np.float64]
    nearness: NDArray[np.float64]
    level: float


def passages_of(items: Sequence[ItemText]) -> list[str]:
    """The passages that a model of items is fitted to: all documents, then all typical needs."""
    return [item.document for item in items] + [need.text for item in items for need in item.needs]


class ItemScorer:
    """Scores items by the text ranker; may be used by several threads at once.

    An item's fused score is the weighted sum over the ways of matching (see `Weights`) of the z-score of its document among
    all documents, and 1.5 times that of its typical needs (mean of the nearest three) among those of all items.
    """

    def __init__(self, items: Sequence[ItemText], model: TextModel, embedder: Embedder, weights: Weights | None = None) -> None:
        """Args: model: fitted to `passages_of(items)` with the same embedder."""
        owned = [(position, need) for position, item in enumerate(items) for need in item.needs]
        self._needs: tuple[TypicalNeed, ...] = tuple(need for _, need in owned)
        self._owner = np.array([position for position, _ in owned], dtype=np.intp)
        self._count = len(items)
        self._ranker = TextRanker(model, embedder)
        self._weights = weights or Weights()

    @property
    def name(self) -> str:
        """Name of the text ranker and its embedding."""
        return self._ranker.name

    def weighted(self, weights: Weights) -> "ItemScorer":
        """The same scorer with other weights."""
        other = copy(self)
        other._weights = weights
        return other

    def scores(self, text: str) -> NDArray[np.float64]:
        """float64 (items,) in 0..1, in the order of the items; zeros where nothing is near."""
        return self.match(text).scores

    def match(self, text: str) -> TextMatch:
        """Scores of all items, and what they are made of."""
        match = self._ranker.match(text)
        documents, needs = match.split(self._count)
        near = match.nearness
        level = float(near.max(initial=0.0)) if match.trust[PARTS] else 0.0  # of strange letters no vector says anything
        if not level:
            nothing = np.zeros(self._count)
            return TextMatch(nothing, nothing, np.zeros(len(self._needs)), np.zeros(len(self._needs)), 0.0)
        best = z_scores(self._nearest(needs.raw))
        fused = match.factors(self._weights) @ (z_scores(documents.raw) + NEED_WEIGHT * best)
        spread = float(fused.std())
        standing = fused / spread if spread else fused
        scores = min(1.0, level / LEVEL) / (1 + np.exp(MIDDLE - standing))
        return TextMatch(scores, fused, needs.fused(self._weights), near[self._count :], level)

    def nearest_need(self, match: TextMatch, position: int, language: Language) -> tuple[str, float] | None:
        """The item's typical need in a language that adds most to its score, and its nearness in 0..1; None without one."""
        mine = [place for place in self._owned[position] if self._needs[place].language == language]
        if not mine:
            return None
        best = max(mine, key=lambda place: (match.needs[place], -place))
        return self._needs[best].text, float(match.nearness[best])

    def between(self, position: int) -> NDArray[np.float64]:
        """float64 (items,): how near the documents of all items are to that of one, in 0..1; symmetric, 1 for itself."""
        parts = self._ranker.model.parts.between(position)[: self._count]
        meaning = self._ranker.model.meaning
        vectors = meaning.vectors[meaning.whole[: self._count]]
        return np.asarray(np.clip((parts + vectors @ vectors[position]) / 2, 0.0, 1.0), np.float64)

    @cached_property
    def _owned(self) -> list[list[int]]:
        """Places of the typical needs of every item."""
        return [np.flatnonzero(self._owner == position).tolist() for position in range(self._count)]

    @cached_property
    def _padded(self) -> NDArray[np.intp]:
        """Places of typical needs, intp (items, most needs of one), filled up with one behind the last."""
        most = max((len(mine) for mine in self._owned), default=0)
        return np.array([mine + [len(self._needs)] * (most - len(mine)) for mine in self._owned], np.intp).reshape(
            self._count, most
        )

    def _nearest(self, raw: NDArray[np.float64]) -> NDArray[np.float64]:
        """float64 (ways, items): mean of the highest values of the needs of every item; what it lacks counts as 0."""
        if not self._padded.size:
            return np.zeros((len(raw), self._count))
        values = np.pad(raw, ((0, 0), (0, 1)))[:, self._padded]
        top = min(NEAREST, values.shape[2])
        return np.asarray(np.partition(values, -top, axis=2)[:, :, -top:].mean(axis=2), np.float64)
