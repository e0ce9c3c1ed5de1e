"""Where records come from: status, sources, and the fields whose status differs."""

from collections.abc import Iterator, Mapping
from typing import Any

from pyoxigraph import Literal

from graph.fields import RDF_TYPE, parse_text
from graph.triples import Statement, TripleIndex, node, text_literals
from graph.values import Iri, Provenance
from ontology.namespaces import CODI, DCTERMS, PROV, concept_iri, thing_iri


def provenance_of(data: Mapping[str, Any], origin: Iri) -> Provenance:
    """The provenance that a file states; `origin` is the named graph of the file."""
    source = data.get("source", ())
    return Provenance(
        status=data["status"],
        sources=tuple(sorted({source} if isinstance(source, str) else set(source))),
        note=parse_text(data.get("note", {})),
        fields=tuple(sorted((status, tuple(sorted(set(names)))) for status, names in data.get("fields", {}).items() if names)),
        origin=origin,
    )


def provenance_statements(iri: str, identifier: str, provenance: Provenance) -> Iterator[Statement]:
    """Triples for the provenance graph. Fields of one differing status share a `codi:FieldProvenance` node."""
    yield iri, f"{CODI}provenanceStatus", node(concept_iri("provenance-status", provenance.status))
    yield iri, f"{PROV}wasDerivedFrom", node(provenance.origin)
    for source in provenance.sources:
        yield iri, f"{DCTERMS}source", node(source)
    for literal in text_literals(provenance.note):
        yield iri, f"{CODI}provenanceNote", literal
    for status, names in provenance.fields:
        part = _field_node(iri, identifier, status)
        yield part, RDF_TYPE, node(f"{CODI}FieldProvenance")
        yield part, f"{CODI}provenanceOf", node(iri)
        yield part, f"{CODI}provenanceStatus", node(concept_iri("provenance-status", status))
        for name in names:
            yield part, f"{CODI}aboutField", Literal(name)


def read_provenance(iri: str, graph: TripleIndex) -> Provenance:
    """The provenance of a record, as it stands in the graph."""
    statuses = [graph.identifier(s) for s in graph.iris(iri, f"{CODI}provenanceStatus")]
    identifier = graph.identifier(iri)
    fields = (
        (status, tuple(graph.values(_field_node(iri, identifier, status), f"{CODI}aboutField")))
        for status in ("generalKnowledge", "illustrative", "ownProposal", "sourced")
    )
    return Provenance(
        status=statuses[0] if statuses else "ownProposal",
        sources=tuple(graph.iris(iri, f"{DCTERMS}source")),
        note=graph.text(iri, f"{CODI}provenanceNote"),
        fields=tuple((status, names) for status, names in fields if names),
        origin=next(iter(graph.iris(iri, f"{PROV}wasDerivedFrom")), Iri("")),
    )


def _field_node(iri: str, identifier: str, status: str) -> str:
    kind = iri.rsplit("/", 2)[1]
    return thing_iri("provenance", f"{kind}/{identifier}/{status}")
