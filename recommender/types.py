"""What goes in and comes out of recommenders, and the protocols that better parts slot into."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from graph.values import Iri, Language

Kind = Literal["roadmap", "method", "media-type"]
"""What can be recommended."""

Concept = tuple[str, str]
"""Scheme (or kind of record) and key: ("barrier", "shift-work")."""

Confidence = Literal["high", "medium", "low"]

REASON_KINDS = (
    "barrier",
    "competency",
    "duration",
    "editor-link",
    "effort",
    "group-size",
    "learning-field",
    "media-type",
    "method",
    "mode",
    "need",
    "phase",
    "roadmap",
    "sector",
    "size-class",
    "target-group",
    "words",
)
"""The closed list of kinds of reasons and mismatches."""


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody asks for: free text, and a profile of names as they were sent (see `recommender.profile`).

    `without` holds what a person says was understood wrongly, as (key of `understood`, identifier); it does not count.
    """

    text: str = ""
    profile: Mapping[str, Any] = field(default_factory=dict)
    without: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class ConceptLink:
    """A concept or record that a sentence speaks of."""

    identifier: str
    iri: Iri
    label: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One plain sentence, and what of the graph it speaks of. `kind` is one of `REASON_KINDS`."""

    kind: str
    text: str
    concepts: tuple[ConceptLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One suggestion. `rank` counts from 1; `score` lies in 0..1 and does not rise with the rank."""

    identifier: str
    iri: Iri
    title: str
    rank: int
    score: float
    confidence: Confidence
    provenance: str
    reasons: tuple[Reason, ...]
    mismatches: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """A concept that was read out of the need's text; `matched` is the part of the text that named it."""

    identifier: str
    label: str
    matched: str


@dataclass(frozen=True, slots=True)
class RecommendationList:
    """An answer: suggestions by rank, what was understood by profile key, and a notice where there is something to say."""

    items: tuple[Recommendation, ...]
    understood: Mapping[str, tuple[Understood, ...]]
    notice: str | None
    graph_version: str
    model: str


class Embedder(Protocol):
    """Texts to vectors."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32 of shape (n, dimension), each row of length 1, in the order of `texts`."""
        ...


class VectorIndex(Protocol):
    """Nearest vectors by inner product."""

    def search(self, queries: NDArray[np.float32], k: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Positions and scores, both (n, k), best first; equal scores by position."""
        ...


class TextScorer(Protocol):
    """Scores all items of one kind against a text."""

    @property
    def name(self) -> str: ...

    def scores(self, text: str) -> NDArray[np.float64]:
        """float64 of shape (n,), each in 0..1, in the order of the items; zeros for a text without any known word."""
        ...


class ConceptScorer(Protocol):
    """Says what a text speaks of without naming it, by what concepts mean."""

    def concepts(self, text: str) -> Mapping[Concept, float]:
        """Concepts that a text hints at, each with how likely that is, in 0..1; what is unlikely is left out."""
        ...


class Recommender(Protocol):
    """Answers needs."""

    def recommend(self, kind: Kind, need: Need, limit: int = 10, language: Language = "de") -> RecommendationList: ...

    def similar(self, identifier: str, limit: int = 10, language: Language = "de") -> RecommendationList: ...
