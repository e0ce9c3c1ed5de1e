"""The toolbox: methods, media types, competencies, and the concepts of the small schemes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from graph.fields import (
    RDF_TYPE,
    AddressField,
    EdgesField,
    IntegerField,
    MatchesField,
    RefField,
    RefsField,
    Resolver,
    SpanField,
    TextField,
    TextsField,
    codi,
    iri_of,
)
from graph.mapping import Part, PartsField, parse_fields, read_fields
from graph.provenance import provenance_of, read_provenance
from graph.records.base import Concept
from graph.triples import Statement, TripleIndex, node
from graph.values import Edge, Iri, Match, Span, Text, Texts
from graph.yaml_reader import JsonPath
from ontology.namespaces import CODI, SKOS


@dataclass(frozen=True, kw_only=True)
class MethodStep(Part):
    """One short step of how a method goes."""

    class_name = "MethodStep"

    text: Text = codi(TextField(f"{CODI}text"), Text())

    @classmethod
    def parse(cls, data: Mapping[str, Any], path: JsonPath, resolver: Resolver) -> Self:
        """From `{de, en}`."""
        return super().parse({"text": data}, path, resolver)


@dataclass(frozen=True, kw_only=True)
class Method(Concept):
    """A method of the toolbox or of general knowledge. Minutes and group size are None where unknown."""

    kind = "method"
    class_name = "Method"

    method_kind: str | None = codi(RefField(f"{CODI}methodKind", "method-kind"), None)
    category: str | None = codi(RefField(f"{CODI}methodCategory", "method-category"), None)
    purpose: Text = codi(TextField(f"{CODI}purpose"), Text())
    description: Text = codi(TextField(f"{SKOS}definition"), Text())
    phases: tuple[Edge, ...] = codi(EdgesField(f"{CODI}fitsSubProcess", "sub-process"), ())
    mode: tuple[str, ...] = codi(RefsField(f"{CODI}deliveryMode", "delivery-mode"), ())
    minutes: Span = codi(SpanField(f"{CODI}minMinutes", f"{CODI}maxMinutes"), Span())
    duration_note: Text = codi(TextField(f"{CODI}durationNote"), Text())
    group_size: Span = codi(SpanField(f"{CODI}minGroupSize", f"{CODI}maxGroupSize"), Span())
    participants: Text = codi(TextField(f"{CODI}participants"), Text())
    material: Text = codi(TextField(f"{CODI}material"), Text())
    preparation: Text = codi(TextField(f"{CODI}preparation"), Text())
    steps: tuple[MethodStep, ...] = codi(PartsField(f"{CODI}hasMethodStep", MethodStep, "step", f"{CODI}position"), ())
    typical_mistakes: Texts = codi(TextsField(f"{CODI}typicalMistake"), Texts())
    online_variant: Text = codi(TextField(f"{CODI}onlineVariant"), Text())
    lineage: Text = codi(TextField(f"{CODI}lineage"), Text())
    produces: tuple[Edge, ...] = codi(EdgesField(f"{CODI}producesArtefact", "artefact"), ())
    requires_competencies: tuple[Edge, ...] = codi(EdgesField(f"{CODI}requiresCompetency", "competency"), ())
    develops_competencies: tuple[Edge, ...] = codi(EdgesField(f"{CODI}developsCompetency", "competency"), ())
    mitigates_barriers: tuple[Edge, ...] = codi(EdgesField(f"{CODI}mitigatesBarrier", "barrier"), ())
    supports_media_types: tuple[Edge, ...] = codi(EdgesField(f"{CODI}supportsMediaType", "media-type"), ())
    building_block_of: str | None = codi(RefField(f"{CODI}buildingBlockOf", "method"), None)
    alternatives: tuple[Edge, ...] = codi(EdgesField(f"{CODI}alternativeTo", "method"), ())
    typical_needs: Texts = codi(TextsField(f"{CODI}typicalNeed"), Texts())


@dataclass(frozen=True, kw_only=True)
class MediaType(Concept):
    """A type of learning medium; `production_effort` is 1 (hours), 2 (days) or 3 (weeks, or outside help)."""

    kind = "media-type"
    class_name = "MediaType"

    group: str | None = codi(RefField(f"{CODI}mediaGroup", "media-group"), None)
    purpose: Text = codi(TextField(f"{CODI}purpose"), Text())
    description: Text = codi(TextField(f"{SKOS}definition"), Text())
    good_for: Text = codi(TextField(f"{CODI}goodFor"), Text())
    not_for: Text = codi(TextField(f"{CODI}notGoodFor"), Text())
    production_effort: int | None = codi(IntegerField(f"{CODI}productionEffort"), None)
    needs: Text = codi(TextField(f"{CODI}needs"), Text())
    upkeep: Text = codi(TextField(f"{CODI}upkeep"), Text())
    data_protection: Text = codi(TextField(f"{CODI}dataProtectionNote"), Text())
    mitigates_barriers: tuple[Edge, ...] = codi(EdgesField(f"{CODI}mitigatesBarrier", "barrier"), ())
    matches: tuple[Match, ...] = codi(MatchesField(), ())
    schema_type: Iri | None = codi(AddressField(f"{CODI}schemaType"), None)
    typical_needs: Texts = codi(TextsField(f"{CODI}typicalNeed"), Texts())


@dataclass(frozen=True, kw_only=True)
class Competency(Concept):
    """A competency of the matrix, with observable behaviour for three levels."""

    kind = "competency"
    class_name = "Competency"

    component: str | None = codi(RefField(f"{SKOS}broader", "competency"), None)
    phases: tuple[str, ...] = codi(RefsField(f"{CODI}competencyForSubProcess", "sub-process"), ())
    description: Text = codi(TextField(f"{SKOS}definition"), Text())
    starter: Text = codi(TextField(f"{CODI}starterBehaviour"), Text())
    practitioner: Text = codi(TextField(f"{CODI}practitionerBehaviour"), Text())
    expert: Text = codi(TextField(f"{CODI}expertBehaviour"), Text())
    matches: tuple[Match, ...] = codi(MatchesField(), ())
    typical_needs: Texts = codi(TextsField(f"{CODI}typicalNeed"), Texts())

    @classmethod
    def arrange(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """The levels as fields."""
        return {**data, **data.get("levels", {})}


SCHEME_CLASSES: dict[str, str] = {
    "artefact": "Artefact",
    "barrier": "Barrier",
    "competency-level": "CompetencyLevel",
    "delivery-mode": "DeliveryMode",
    "learning-field": "LearningField",
    "media-group": "MediaGroup",
    "method-category": "MethodCategory",
    "method-kind": "MethodKind",
    "outcome": "Outcome",
    "participation-form": "ParticipationForm",
    "provenance-status": "ProvenanceStatus",
    "publication-kind": "PublicationKind",
    "region": "Region",
    "sector": "Sector",
    "size-class": "SizeClass",
    "sub-process": "SubProcess",
    "target-group": "TargetGroup",
}
"""Notation of each small scheme -> local name of the class of its concepts."""


@dataclass(frozen=True, kw_only=True)
class SchemeConcept(Concept):
    """A concept of one of the small schemes, from a Turtle file of the ontology or an own data file."""

    class_name = ""

    scheme: str
    definition: Text = codi(TextField(f"{SKOS}definition"), Text())
    broader: str | None = None

    @property
    def iri(self) -> Iri:
        """`/vocab/{scheme}/{identifier}`."""
        return iri_of(self.scheme, self.identifier)

    @property
    def scheme_name(self) -> str:
        """Notation of the scheme."""
        return self.scheme

    @classmethod
    def from_source(cls, data: Mapping[str, Any], origin: Iri, resolver: Resolver) -> Self:
        """As for every record; the scheme decides where `broader` is looked up."""
        broader = resolver.resolve(data["scheme"], data["broader"], ("broader",)) if "broader" in data else None
        values = parse_fields(cls, data, (), resolver)
        provenance = provenance_of(data["provenance"], origin)
        return cls(identifier=data["id"], provenance=provenance, scheme=data["scheme"], broader=broader, **values)

    def statements(self, subject: str) -> Iterator[Statement]:
        """As for every record, with the class and the hierarchy of the scheme."""
        yield from super().statements(subject)
        yield subject, RDF_TYPE, node(f"{CODI}{SCHEME_CLASSES[self.scheme]}")
        if self.broader:
            yield subject, f"{SKOS}broader", node(iri_of(self.scheme, self.broader))

    @classmethod
    def from_graph(cls, iri: str, graph: TripleIndex) -> Self:
        """The concept with that IRI, as it stands in the graph."""
        broader = [graph.identifier(b) for b in graph.iris(iri, f"{SKOS}broader")]
        return cls(
            identifier=graph.identifier(iri),
            provenance=read_provenance(iri, graph),
            scheme=iri.rsplit("/", 2)[1],
            broader=broader[0] if broader else None,
            **read_fields(cls, iri, graph),
        )
