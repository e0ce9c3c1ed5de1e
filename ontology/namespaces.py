"""The IRIs of the graph, in one place (architecture page, "IRIs and graphs")."""

from typing import Final

BASE: Final = "https://w3id.org/codiclust/"
ONTOLOGY: Final = f"{BASE}ontology"
CODI: Final = f"{ONTOLOGY}#"
ID: Final = f"{BASE}id/"
VOCAB: Final = f"{BASE}vocab/"
GRAPH: Final = f"{BASE}graph/"

DCTERMS: Final = "http://purl.org/dc/terms/"
OWL: Final = "http://www.w3.org/2002/07/owl#"
PPLAN: Final = "http://purl.org/net/p-plan#"
PROV: Final = "http://www.w3.org/ns/prov#"
ORG: Final = "http://www.w3.org/ns/org#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA: Final = "https://schema.org/"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
"""Of the data and the ontology."""

PREFIXES: Final[dict[str, str]] = {
    "codi": CODI,
    "dcterms": DCTERMS,
    "org": ORG,
    "owl": OWL,
    "p-plan": PPLAN,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "xsd": XSD,
}


def concept_iri(scheme: str, notation: str) -> str:
    """IRI of the concept with `notation` in `scheme`: `concept_iri("barrier", "shift-work")`."""
    return f"{VOCAB}{scheme}/{notation}"


def thing_iri(kind: str, identifier: str) -> str:
    """IRI of a record that is not a concept: `thing_iri("roadmap", "R01")`."""
    return f"{ID}{kind}/{identifier}"


def graph_iri(name: str) -> str:
    """IRI of the named graph `name`: `graph_iri("vocab")`."""
    return f"{GRAPH}{name}"
