"""Models of what comes in and goes out; the OpenAPI document is made of them."""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from recommender.types import REASON_KINDS

Lang = Literal["de", "en"]
RecordId = Annotated[str, Field(description="Public key, for example R01", min_length=1, max_length=200)]


def _digits(value: Any) -> Any:
    """Query strings become numbers only if they are plain digits; pydantic alone would take ' 1 ' and '1_0' too."""
    if isinstance(value, str):
        if not re.fullmatch(r"\d{1,9}", value):
            raise ValueError("must be a whole number")
        return int(value)
    return value


Count = Annotated[int, BeforeValidator(_digits)]


class Strict(BaseModel):
    """Base of request models: unknown fields and wrong types are errors."""

    model_config = ConfigDict(extra="forbid", strict=True)


class LangQuery(Strict):
    """Language of the texts in the answer."""

    lang: Lang | None = Field(None, description="de or en; beats Accept-Language, which beats de")


class IdPath(BaseModel):
    """A record by its public key."""

    id: RecordId


class SimilarQuery(LangQuery):
    """How many similar roadmaps."""

    limit: Count = Field(10, ge=1, le=50)


class ListQuery(LangQuery):
    """A part of a list."""

    q: str | None = Field(None, max_length=500, description="Words that the record's texts must all have")
    limit: Count = Field(50, ge=1, le=200)
    offset: Count = Field(0, ge=0, le=1_000_000)


Facet = list[Annotated[str, Field(min_length=1, max_length=200)]]


class RoadmapListQuery(ListQuery):
    """Roadmaps by facet; a facet may be given several times, all must hold. Values are ids or labels."""

    learning_field: Facet = Field(default_factory=list)
    target_group: Facet = Field(default_factory=list)
    size_class: Facet = Field(default_factory=list)
    sector: Facet = Field(default_factory=list)
    media_type: Facet = Field(default_factory=list)
    method: Facet = Field(default_factory=list)
    barrier: Facet = Field(default_factory=list)
    region: Facet = Field(default_factory=list)
    phase: Facet = Field(default_factory=list)


class MethodListQuery(ListQuery):
    """Methods by facet."""

    phase: Facet = Field(default_factory=list)
    category: Facet = Field(default_factory=list)
    mode: Facet = Field(default_factory=list)
    media_type: Facet = Field(default_factory=list)
    barrier: Facet = Field(default_factory=list)


class MediaTypeListQuery(ListQuery):
    """Media types by facet."""

    group: Facet = Field(default_factory=list)
    barrier: Facet = Field(default_factory=list)


class CompetencyListQuery(ListQuery):
    """Competencies by facet."""

    component: Facet = Field(default_factory=list)
    phase: Facet = Field(default_factory=list)


class CompanyListQuery(ListQuery):
    """Companies by facet."""

    size_class: Facet = Field(default_factory=list)
    sector: Facet = Field(default_factory=list)
    region: Facet = Field(default_factory=list)


Name = Annotated[str, Field(min_length=1, max_length=200)]


class ProfileBody(Strict):
    """What is known of the case. Values are ids or labels in either language; all are optional."""

    size_class: Name | None = None
    sector: Name | None = None
    learning_field: Name | None = None
    target_group: Name | None = None
    phase: Name | None = Field(None, description="TP1 to TP6")
    group_size: int | float | None = Field(None, gt=0, le=10_000, description="Whole number of people")
    max_hours: int | float | None = Field(None, gt=0, le=10_000)
    mode: Name | None = Field(None, description="praesenz or digital")
    roadmap: Name | None = None
    barriers: list[Name] | None = Field(None, max_length=50)
    media_types: list[Name] | None = Field(None, max_length=60)
    competencies: list[Name] | None = Field(None, max_length=60)


class NeedBody(Strict):
    """A need in a person's own words, with what is known of the case."""

    need: str = Field(max_length=5_000, description="One sentence is enough; may be blank where a profile is given")
    profile: ProfileBody | None = None
    limit: int = Field(10, ge=1, le=50)
    lang: Lang | None = None


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
