"""Models of what comes in: paths, queries, bodies. The OpenAPI document is made of them and of `api.outputs`."""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Lang = Literal["de", "en"]
RecordId = Annotated[str, Field(description="Public key, for example R01")]


def _digits(value: Any) -> Any:
    """Query strings become numbers only if they are plain digits; pydantic alone would take ' 1 ' and '1_0' too."""
    if isinstance(value, str):
        if not re.fullmatch(r"[0-9]{1,9}", value):
            raise ValueError("must be a whole number")
        return int(value)
    return value


def _whole(value: Any) -> Any:
    """4.0 is a whole number in JSON."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Count = Annotated[int, BeforeValidator(_digits)]
Whole = Annotated[int, BeforeValidator(_whole)]
People = Annotated[int, Field(ge=1, le=10_000), BeforeValidator(_whole)]
Hours = Annotated[float, Field(gt=0, le=10_000, allow_inf_nan=False)]


class Strict(BaseModel):
    """Base of request models: unknown fields and wrong types are errors."""

    model_config = ConfigDict(extra="forbid", strict=True)


class LangQuery(Strict):
    """Language of the texts in the answer."""

    lang: Lang | None = Field(None, description="de or en; beats Accept-Language, which beats de")


class IdPath(BaseModel):
    """A record by its public key."""

    id: RecordId


class RoadmapPath(IdPath):
    """A roadmap by its public key."""

    id: RecordId = Field(examples=["R04"])


class MethodPath(IdPath):
    """A method by its public key."""

    id: RecordId = Field(examples=["C05", "G18"])


class MediaTypePath(IdPath):
    """A media type by its public key."""

    id: RecordId = Field(examples=["MT01"])


class CompetencyPath(IdPath):
    """A competency by its public key."""

    id: RecordId = Field(examples=["L3"])


class CompanyPath(IdPath):
    """A company by its public key."""

    id: RecordId = Field(examples=["B01"])


class SimilarQuery(LangQuery):
    """How many similar roadmaps."""

    limit: Count = Field(10, ge=1, le=50)


class ListQuery(LangQuery):
    """A part of a list."""

    q: str | None = Field(
        None, max_length=500, description="Words that the record's texts must all have; function words and signs do not count"
    )
    limit: Count = Field(50, ge=1, le=200)
    offset: Count = Field(0, ge=0, le=1_000_000)


Name = Annotated[str, Field(min_length=1, max_length=200)]


def _facet(*examples: str) -> Any:
    text = "Ids or labels; may be given several times, all must hold; a value stands for those below it, too"
    return Field(default_factory=list, max_length=20, description=text, examples=[[example] for example in examples])


class RoadmapListQuery(ListQuery):
    """Roadmaps by facet."""

    learning_field: list[Name] = _facet("onboarding", "Ausbildungswesen")
    target_group: list[Name] = _facet("apprentices", "Ausbilder:innen")
    size_class: list[Name] = _facet("medium")
    sector: list[Name] = _facet("26")
    media_type: list[Name] = _facet("MT01")
    method: list[Name] = _facet("C01")
    barrier: list[Name] = _facet("rules", "Zeitmangel")
    region: list[Name] = _facet("Oberpfalz")
    phase: list[Name] = _facet("TP4")


class MethodListQuery(ListQuery):
    """Methods by facet."""

    phase: list[Name] = _facet("TP4")
    category: list[Name] = _facet("analysis")
    mode: list[Name] = _facet("digital")
    media_type: list[Name] = _facet("MT01")
    barrier: list[Name] = _facet("Zeitmangel")


class MediaTypeListQuery(ListQuery):
    """Media types by facet."""

    group: list[Name] = _facet("video")
    barrier: list[Name] = _facet("Zeitmangel")


class CompetencyListQuery(ListQuery):
    """Competencies by facet."""

    component: list[Name] = _facet("learning")
    phase: list[Name] = _facet("TP1")


class CompanyListQuery(ListQuery):
    """Companies by facet."""

    size_class: list[Name] = _facet("small")
    sector: list[Name] = _facet("26.51")
    region: list[Name] = _facet("bavaria")


class ProfileBody(Strict):
    """What is known of the case. Values are ids or labels in either language; all are optional."""

    size_class: Name | None = Field(None, examples=["medium"])
    sector: Name | None = Field(None, examples=["26.51", "Maschinenbau"])
    learning_field: Name | None = Field(None, examples=["Onboarding"])
    target_group: Name | None = Field(None, examples=["Auszubildende"])
    phase: Name | None = Field(None, description="TP1 to TP6", examples=["TP4"])
    group_size: People | None = Field(None, description="How many people take part", examples=[12])
    max_hours: Hours | None = Field(None, description="Hours that a method may take", examples=[2.5])
    mode: Name | None = Field(None, description="praesenz or digital", examples=["praesenz"])
    roadmap: Name | None = Field(None, description="A roadmap whose methods and media are wanted", examples=["R04"])
    barriers: list[Name] | None = Field(
        None, max_length=50, description="What stands in the way", examples=[["no-phones-in-production", "Zeitmangel"]]
    )
    media_types: list[Name] | None = Field(None, max_length=60, description="Media that are wanted", examples=[["MT01"]])
    competencies: list[Name] | None = Field(None, max_length=60, description="What is there already", examples=[["L3", "D1"]])


class NeedBody(Strict):
    """A need in a person's own words, with what is known of the case."""

    need: str = Field(
        max_length=5_000,
        description="One sentence is enough; may be blank where a profile is given",
        examples=["Unsere Auszubildenden sollen mit kurzen Videos lernen, Handys sind in der Halle verboten"],
    )
    profile: ProfileBody | None = None
    limit: Whole = Field(10, ge=1, le=50)
    lang: Lang | None = Field(None, description="de or en; beats Accept-Language, which beats de")
