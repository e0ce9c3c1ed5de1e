"""What all records share."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from pyoxigraph import Literal

from graph.fields import Resolver, TextField, TextsField, codi, iri_of
from graph.mapping import Part, parse_fields, read_fields
from graph.provenance import provenance_of, provenance_statements, read_provenance
from graph.triples import Statement, TripleIndex, node
from graph.values import Iri, Provenance, Text, Texts
from ontology.namespaces import DCTERMS, RDFS, SKOS, VOCAB


@dataclass(frozen=True, kw_only=True)
class Record(Part):
    """A record with a public key and a title. `kind` is its name in files, in IRIs and in the API."""

    kind: ClassVar[str]

    identifier: str
    provenance: Provenance

    @property
    def iri(self) -> Iri:
        """The IRI of the record."""
        return iri_of(self.kind, self.identifier)

    @classmethod
    def from_source(cls, data: Mapping[str, Any], origin: Iri, resolver: Resolver) -> Self:
        """Build from a checked mapping of a file; what cannot be resolved is reported to `resolver` and left out."""
        values = parse_fields(cls, cls.arrange(data), (), resolver)
        return cls(identifier=data["id"], provenance=provenance_of(data["provenance"], origin), **values)

    @classmethod
    def arrange(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Bring the file's layout into the shape of the fields, where the two differ."""
        return data

    def all_statements(self) -> Iterator[Statement]:
        """All triples of the record but its provenance."""
        yield from self.statements(self.iri)
        yield self.iri, f"{DCTERMS}identifier", Literal(self.identifier)

    def provenance_statements(self) -> Iterator[Statement]:
        """The triples that say where the record comes from."""
        yield from provenance_statements(self.iri, self.identifier, self.provenance)

    @classmethod
    def from_graph(cls, iri: str, graph: TripleIndex) -> Self:
        """The record with that IRI, as it stands in the graph."""
        values = read_fields(cls, iri, graph)
        return cls(identifier=graph.identifier(iri), provenance=read_provenance(iri, graph), **values)


@dataclass(frozen=True, kw_only=True)
class Thing(Record):
    """A record that is not a concept."""

    title: Text = codi(TextField(f"{RDFS}label"), Text())


@dataclass(frozen=True, kw_only=True)
class Concept(Record):
    """A concept of a scheme; `kind` is the scheme's notation."""

    kind = "concept"
    class_name = "Concept"

    title: Text = codi(TextField(f"{SKOS}prefLabel"), Text())
    alt_labels: Texts = codi(TextsField(f"{SKOS}altLabel"), Texts())
    hidden_labels: Texts = codi(TextsField(f"{SKOS}hiddenLabel"), Texts())

    def all_statements(self) -> Iterator[Statement]:
        """As for every record, and what makes a concept of its scheme."""
        yield from super().all_statements()
        yield self.iri, f"{SKOS}inScheme", node(f"{VOCAB}{self.scheme_name}")
        yield self.iri, f"{SKOS}notation", Literal(self.identifier)

    @property
    def scheme_name(self) -> str:
        """Notation of the scheme that the concept is in."""
        return self.kind
