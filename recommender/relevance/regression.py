"""Kernel ridge regression from needs to the relevance of items (Saunders, Gammerman and Vovk, 1998), fitted at build."""

from collections.abc import Iterable, Sequence
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
    `answered` float32 (passages,) and `answered_base` do the same for the question whether anything answers.
    """

    kernel: Kernel
    weights: NDArray[np.float32]
    base: NDArray[np.float64]
    answered: NDArray[np.float32]
    answered_base: float


def cases_for(kind: Kind, items: Sequence[ItemText], cases: Sequence[WorkedCase]) -> Sequence[WorkedCase]:
    """The cases to learn a kind from: all, if any of them grades an item that is there; else none says anything."""
    keys = {item.identifier for item in items}
    return cases if any(not keys.isdisjoint(case.grades.get(kind, {})) for case in cases) else ()


def passages_of(kind: Kind, items: Sequence[ItemText], cases: Sequence[WorkedCase]) -> list[Passage]:
    """What a kind is learnt from: worked cases, then typical needs, then documents.

    Lines of documents by themselves brought nothing on the tuning part, and took most of the time.
    """
    places = {item.identifier: place for place, item in enumerate(items)}
    found: list[Passage] = []
    for case in cases_for(kind, items, cases):
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
    cases = cases_for(kind, items, cases)
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
    if not judged.all():  # how many sentences of its own an item has says nothing of how often it answers
        base[~judged] = base[~judged].mean()
    answered, answered_base = _fit_answered(gram, ridge, wanted)
    return RelevanceModel(kernel, weights.astype(np.float32), base, answered, answered_base)


def _fit_answered(
    gram: NDArray[np.float64], ridge: NDArray[np.float64], wanted: NDArray[np.float64]
) -> tuple[NDArray[np.float32], float]:
    """Whether anything is relevant, learnt alike; texts that nothing answers are few, so each weighs as much as they lack."""
    from scipy.linalg import solve

    if not wanted.size:
        return np.zeros(wanted.shape[0], np.float32), 1.0
    some: NDArray[np.float64] = np.any(wanted > 0, axis=1).astype(np.float64)
    none = some.size - float(some.sum())
    share = np.where(some > 0, 1.0, max(1.0, some.sum() / none) if none else 1.0)
    base = float(np.average(some, weights=share))
    likeness = gram.copy()
    likeness[np.diag_indices_from(likeness)] += ridge / share
    return solve(likeness, some - base, assume_a="pos", overwrite_a=True).astype(np.float32), base


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

    def knows_any(self, stems: Iterable[str]) -> bool:
        """Whether any of these stems stands in what was learnt from."""
        terms = self._model.kernel.words.terms
        return any(stem in terms for stem in stems)

    def answered(self, likeness: NDArray[np.float64]) -> float:
        """How sure it is that any item answers, in 0..1; near 1 where all that was learnt from had an answer."""
        raw = float(np.dot(likeness.astype(np.float32), self._model.answered)) + self._model.answered_base
        return min(1.0, max(0.0, raw))

    def contributions(self, likeness: NDArray[np.float64], item: int) -> NDArray[np.float64]:
        """float64 (passages,): what each passage adds to the relevance of one item; with the base they sum up to it."""
        return np.asarray(likeness * self._model.weights[:, item], np.float64)
