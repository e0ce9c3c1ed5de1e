"""People and organisations around the roadmaps: roles, organisations, projects, offers, resources, editors' links."""

from dataclasses import dataclass

from graph.fields import AddressField, RefField, RefsField, StringField, TextField, TextsField, TypeField, codi
from graph.records.base import Concept, Record, Thing
from graph.values import Iri, Text, Texts
from ontology.namespaces import CODI, DCTERMS, SCHEMA, SKOS


@dataclass(frozen=True, kw_only=True)
class Role(Concept):
    """A role, with tasks and working conditions where it is described."""

    kind = "role"
    class_name = "Role"

    definition: Text = codi(TextField(f"{SKOS}definition"), Text())
    tasks: Texts = codi(TextsField(f"{CODI}hasTask"), Texts())
    working_conditions: Texts = codi(TextsField(f"{CODI}workingCondition"), Texts())


@dataclass(frozen=True, kw_only=True)
class Organisation(Thing):
    """A cluster organisation (`role` cluster) or a partner (`role` partner)."""

    kind = "organisation"

    role: str = codi(TypeField({"cluster": "ClusterOrganisation", "partner": "PartnerOrganisation"}), "partner")
    alt_labels: Texts = codi(TextsField(f"{SKOS}altLabel"), Texts())
    hidden_labels: Texts = codi(TextsField(f"{SKOS}hiddenLabel"), Texts())
    description: Text = codi(TextField(f"{DCTERMS}description"), Text())
    address: Iri | None = codi(AddressField(f"{SCHEMA}url"), None)
    region: str | None = codi(RefField(f"{CODI}inRegion", "region"), None)
    runs_project: tuple[str, ...] = codi(RefsField(f"{CODI}runsProject", "project"), ())


@dataclass(frozen=True, kw_only=True)
class Project(Thing):
    """A funded project; `start` and `end` are YYYY-MM."""

    kind = "project"
    class_name = "Project"

    alt_labels: Texts = codi(TextsField(f"{SKOS}altLabel"), Texts())
    hidden_labels: Texts = codi(TextsField(f"{SKOS}hiddenLabel"), Texts())
    description: Text = codi(TextField(f"{DCTERMS}description"), Text())
    reference: str | None = codi(StringField(f"{CODI}fundingReference"), None)
    funding_line: str | None = codi(StringField(f"{CODI}fundingLine"), None)
    start: str | None = codi(StringField(f"{CODI}startMonth"), None)
    end: str | None = codi(StringField(f"{CODI}endMonth"), None)
    address: Iri | None = codi(AddressField(f"{SCHEMA}url"), None)


@dataclass(frozen=True, kw_only=True)
class Offer(Thing):
    """What a cluster organisation offers."""

    kind = "offer"
    class_name = "Offer"

    description: Text = codi(TextField(f"{DCTERMS}description"), Text())
    offered_by: str | None = codi(RefField(f"{CODI}offeredBy", "organisation"), None)
    offer_for: tuple[str, ...] = codi(RefsField(f"{CODI}offerFor", "role"), ())
    about_methods: tuple[str, ...] = codi(RefsField(f"{CODI}aboutMethod", "method"), ())
    about_phases: tuple[str, ...] = codi(RefsField(f"{CODI}aboutSubProcess", "sub-process"), ())
    about_roadmaps: tuple[str, ...] = codi(RefsField(f"{CODI}aboutRoadmap", "roadmap"), ())
    about_media_types: tuple[str, ...] = codi(RefsField(f"{CODI}ofMediaType", "media-type"), ())
    address: Iri | None = codi(AddressField(f"{SCHEMA}url"), None)


@dataclass(frozen=True, kw_only=True)
class LearningResource(Thing):
    """A concrete page, video, interview or worksheet."""

    kind = "learning-resource"
    class_name = "LearningResource"

    description: Text = codi(TextField(f"{DCTERMS}description"), Text())
    address: Iri | None = codi(AddressField(f"{SCHEMA}url"), None)
    licence: str | None = codi(StringField(f"{DCTERMS}rights"), None)
    language: str | None = codi(StringField(f"{DCTERMS}language"), None)
    media_type: str | None = codi(RefField(f"{CODI}ofMediaType", "media-type"), None)
    about_methods: tuple[str, ...] = codi(RefsField(f"{CODI}aboutMethod", "method"), ())
    about_phases: tuple[str, ...] = codi(RefsField(f"{CODI}aboutSubProcess", "sub-process"), ())
    about_roadmaps: tuple[str, ...] = codi(RefsField(f"{CODI}aboutRoadmap", "roadmap"), ())


@dataclass(frozen=True, kw_only=True)
class EditorialLink(Record):
    """An editor's "similar to" between exactly two roadmaps."""

    kind = "editorial-link"
    class_name = "EditorialLink"

    roadmaps: tuple[str, ...] = codi(RefsField(f"{CODI}linksRoadmap", "roadmap"), ())
    reason: Text = codi(TextField(f"{CODI}reason"), Text())
