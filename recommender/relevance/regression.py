"""Kernel ridge regression from needs to the relevance of items (Saunders, Gammerman and Vovk, 1998), fitted at build."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.values import Language
from recommender.relevance.cases import BEST, WorkedCase
from recommender.relevance.kernel import Kernel, Shares
from recommender.texts import ItemText
from recommender.types import Embedder, Kind


@dataclass(frozen=True, slots=True)
class Trust:
    """The ridge of each sort of passage, added on the diagonal: the larger, the less its target binds."""

    case: float = 0.4
    need: float = 1.5
    document: float = 3.0


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to learn from; `sort` is case, need or document.

    `owner`: place of the item that it belongs to, None for a worked case; `answers`: places of the items that a case graded.
    """

    text: str
    owner: int | None
    sort: str
    language: Language | None = None
    answers: frozenset[int] = frozenset()

    def speaks_for(self, item: int) -> bool:
        """Whether an item owns it or was graded as an answer to it."""
        return item == self.owner or item in self.answers


@dataclass(frozen=True, slots=True)
class RelevanceModel:
    """A fitted model of one kind of items.

    `weights` float32 (passages, items): what a passage adds to an item's relevance for each unit of likeness.
    `base` float64 (items,): relevance of an item for a need that is like nothing.
    """

    kernel: Kernel
    weights: NDArray[np.float32]
    base: NDArray[np.float64]


def passages_of(kind: Kind, items: Sequence[ItemText], cases: Sequence[WorkedCase]) -> list[Passage]:
    """What a kind is learnt from: worked cases, then typical needs, then documents.

    Lines of documents by themselves brought nothing on the tuning part, and took most of the time.
    """
    places = {item.identifier: place for place, item in enumerate(items)}
    found: list[Passage] = []
    for case in cases:
        answers = frozenset(places[key] for key in case.grades.get(kind, {}) if key in places)
        found.append(Passage(case.text, None, "case", case.language, answers))
    for place, item in enumerate(items):
        found += [Passage(need.text, place, "need", need.language) for need in item.needs]
    found += [Passage(item.document, place, "document") for place, item in enumerate(items)]
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
    passages = passages_of(kind, items, cases)
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
