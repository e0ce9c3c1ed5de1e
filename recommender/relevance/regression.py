"""Kernel ridge regression from needs to the relevance of items (Saunders, Gammerman and Vovk, 1998), fitted at build."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.relevance.cases import BEST, WorkedCase
from recommender.relevance.kernel import Kernel, Shares
from recommender.texts import ItemText
from recommender.types import Embedder, Kind

LEAST_LINE = 20
"""Characters from which on a line of an item's document is learnt from by itself."""


@dataclass(frozen=True, slots=True)
class Trust:
    """The ridge of each sort of passage, added on the diagonal: the larger, the less its target binds."""

    case: float = 0.5
    need: float = 0.7
    line: float = 1.5


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to learn from: the item it speaks for, or None for a worked case; `sort` is case, need or line."""

    text: str
    owner: int | None
    sort: str


@dataclass(frozen=True, slots=True)
class RelevanceModel:
    """A fitted model of one kind of items.

    `weights` float32 (passages, items): what a passage adds to an item's relevance for each unit of likeness.
    `base` float64 (items,): relevance of an item for a need that is like nothing.
    """

    kernel: Kernel
    weights: NDArray[np.float32]
    base: NDArray[np.float64]


def passages_of(items: Sequence[ItemText], cases: Sequence[WorkedCase]) -> list[Passage]:
    """What a kind is learnt from: worked cases, then typical needs, documents and their lines."""
    found = [Passage(case.text, None, "case") for case in cases]
    found += [Passage(need.text, place, "need") for place, item in enumerate(items) for need in item.needs]
    for place, item in enumerate(items):
        lines = [line for line in item.document.split("\n") if len(line) >= LEAST_LINE]
        found += [Passage(text, place, "line") for text in dict.fromkeys([item.document, *lines])]
    return found


def targets(
    kind: Kind, items: Sequence[ItemText], passages: Sequence[Passage], cases: Sequence[WorkedCase]
) -> NDArray[np.float64]:
    """float64 (passages, items): relevance in 0..1; grade 2 is 1, and a passage of an item is an answer to itself."""
    positions = {item.identifier: place for place, item in enumerate(items)}
    wanted = np.zeros((len(passages), len(items)))
    for row, passage in enumerate(passages):
        if passage.owner is not None:
            wanted[row, passage.owner] = 1.0
        else:
            for key, grade in cases[row].grades.get(kind, {}).items():
                if key in positions:
                    wanted[row, positions[key]] = grade / BEST
    return wanted


def fit_relevance(
    kind: Kind,
    items: Sequence[ItemText],
    cases: Sequence[WorkedCase],
    embedder: Embedder,
    shares: Shares | None = None,
    trust: Trust | None = None,
) -> RelevanceModel:
    """Fit one kind.

    Items that no case grades (those of other data) were never judged in the cases: they learn from their own passages only.
    """
    from scipy.linalg import solve

    shares, trust = shares or Shares(), trust or Trust()
    passages = passages_of(items, cases)
    kernel = Kernel.fit([passage.text for passage in passages], embedder)
    gram = kernel.between(shares)
    ridge = np.array([getattr(trust, passage.sort) for passage in passages])
    wanted = targets(kind, items, passages, cases)
    graded = {key for case in cases for key in case.grades.get(kind, {})}
    judged = np.array([item.identifier in graded for item in items], bool)
    own = np.array([passage.owner is not None for passage in passages], bool)
    weights = np.zeros(wanted.shape)
    base = np.zeros(len(items))
    for columns, rows in ((judged, np.ones(len(passages), bool)), (~judged, own)):
        if columns.any() and rows.any():
            places = np.flatnonzero(rows)
            part = wanted[np.ix_(rows, columns)]
            base[columns] = part.mean(axis=0)
            likeness = gram[np.ix_(places, places)]
            likeness[np.diag_indices_from(likeness)] += ridge[places]
            solved = solve(likeness, part - part.mean(axis=0), assume_a="pos", overwrite_a=True)
            weights[np.ix_(rows, columns)] = solved
    return RelevanceModel(kernel, weights.astype(np.float32), base)


class RelevanceScorer:
    """Says how relevant each item is to a text."""

    def __init__(self, model: RelevanceModel, passages: Sequence[Passage], shares: Shares | None = None) -> None:
        """Args: passages: those that the model was fitted to, in their order."""
        self.passages = tuple(passages)
        self._model = model
        self._shares = shares or Shares()

    def match(self, text: str, vector: NDArray[np.float32]) -> NDArray[np.float64]:
        """float64 (passages,): likeness to what was learnt from; `vector` is the embedding of the text."""
        return self._model.kernel.to(text, vector, self._shares)

    def relevance(self, likeness: NDArray[np.float64]) -> NDArray[np.float64]:
        """float64 (items,): expected relevance, about 0 for what does not answer and 1 for what does; not bounded."""
        return likeness.astype(np.float32) @ self._model.weights + self._model.base

    def contributions(self, likeness: NDArray[np.float64], item: int) -> NDArray[np.float64]:
        """float64 (passages,): what each passage adds to the relevance of one item; with the base they sum up to it."""
        return np.asarray(likeness * self._model.weights[:, item], np.float64)
