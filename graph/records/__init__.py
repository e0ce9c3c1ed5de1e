"""The records of the graph: what a file says, what the graph holds, what the API hands out.

Every field names the property that carries it; reading files, writing RDF and reading it back follow from that
(`graph.fields`, `graph.mapping`). Parts keep the order of the file; sets come back sorted.
"""

from graph.records.base import Concept, Record, Thing
from graph.records.network import EditorialLink, LearningResource, Offer, Organisation, Project, Role
from graph.records.roadmap import Company, Goal, Lesson, Milestone, Result, Roadmap, RoadmapStep
from graph.records.toolbox import Competency, MediaType, Method, MethodStep, SchemeConcept

__all__ = [
    "RECORD_CLASSES",
    "Company",
    "Competency",
    "Concept",
    "EditorialLink",
    "Goal",
    "LearningResource",
    "Lesson",
    "MediaType",
    "Method",
    "MethodStep",
    "Milestone",
    "Offer",
    "Organisation",
    "Project",
    "Record",
    "Result",
    "Roadmap",
    "RoadmapStep",
    "Role",
    "SchemeConcept",
    "Thing",
]

RECORD_CLASSES: dict[str, type[Record]] = {
    cls.kind: cls
    for cls in (
        Roadmap,
        Company,
        Method,
        MediaType,
        Competency,
        Role,
        Organisation,
        Project,
        Offer,
        LearningResource,
        EditorialLink,
    )
}
"""Kind -> class, for every kind but the small schemes."""
