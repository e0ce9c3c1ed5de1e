"""Models of what goes out. The OpenAPI document is made of them and of `api.inputs`."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from recommender.types import REASON_KINDS


class ConceptOut(BaseModel):
    """A concept or record."""

    id: str
    iri: str
    label: str


class ReasonOut(BaseModel):
    """One plain sentence and the concepts that it speaks of."""

    kind: Literal[REASON_KINDS]  # type: ignore[valid-type]
    text: str
    concepts: list[ConceptOut]


class RecommendationOut(BaseModel):
    """One suggestion."""

    id: str
    iri: str
    title: str
    rank: int = Field(ge=1)
    score: float = Field(ge=0, le=1)
    confidence: Literal["high", "medium", "low"]
    provenance: Literal["sourced", "ownProposal", "generalKnowledge", "illustrative"]
    reasons: list[ReasonOut]
    mismatches: list[ReasonOut]


class UnderstoodOut(BaseModel):
    """A concept read out of the need, and the words that named it."""

    id: str
    label: str
    matched: str


class RecommendationsOut(BaseModel):
    """Body of a recommendation."""

    items: list[RecommendationOut]
    understood: dict[str, list[UnderstoodOut]]
    notice: str | None
    graph_version: str
    model: str


class FacetValueOut(BaseModel):
    """A facet value with the number of records left when it is chosen."""

    id: str
    label: str
    count: int


class RecordOut(BaseModel):
    """A record; its further fields depend on its type."""

    model_config = ConfigDict(extra="allow")

    id: str
    iri: str
    type: str
    title: str
    provenance: Literal["sourced", "ownProposal", "generalKnowledge", "illustrative"]


class ListOut(BaseModel):
    """A part of a list, with facets over all that matches."""

    items: list[RecordOut]
    total: int
    facets: dict[str, list[FacetValueOut]]
    next: str | None


class HealthOut(BaseModel):
    """State of the service."""

    status: str
    graph_version: str | None = None
    model: str | None = None


class ProblemDetailOut(BaseModel):
    """One thing wrong with the input."""

    pointer: str
    detail: str
    nearest: list[str]


class ProblemOut(BaseModel):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[ProblemDetailOut] = []
