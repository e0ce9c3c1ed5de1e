"""The SPARQL 1.1 Service Description of the query endpoint."""

from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode, Triple, serialize

from graph.dumps import sorted_prefixes
from graph.query.formats import GRAPH_FORMATS, TABLE_FORMATS
from ontology.namespaces import PREFIXES, RDF

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "rdfxml": "RDF_XML",
    "jsonld": "JSON-LD",
}


def service_description(endpoint: str, graphs: Sequence[str], form: str) -> bytes:
    """What the endpoint offers, in one of `GRAPH_FORMATS`.

    Args:
        endpoint: absolute address of the endpoint.
        graphs: IRIs of the named graphs that the store holds.
    """
    prefixes = {**PREFIXES, "sd": SD} if form == "turtle" else None
    return sorted_prefixes(serialize(_triples(endpoint, graphs), format=GRAPH_FORMATS[form].engine, prefixes=prefixes) or b"")


def _triples(endpoint: str, graphs: Sequence[str]) -> Iterator[Triple]:
    service, dataset, default = (f"{endpoint}#{name}" for name in ("service", "dataset", "default-graph"))
    yield _link(service, f"{RDF}type", f"{SD}Service")
    yield _link(service, f"{SD}endpoint", endpoint)
    yield _link(service, f"{SD}supportedLanguage", f"{SD}SPARQL11Query")
    yield _link(service, f"{SD}feature", f"{SD}UnionDefaultGraph")
    for key in (*TABLE_FORMATS, *GRAPH_FORMATS):
        yield _link(service, f"{SD}resultFormat", f"{_FORMATS}{_FORMAT_NAMES[key]}")
    yield _link(service, f"{SD}defaultDataset", dataset)
    yield _link(dataset, f"{RDF}type", f"{SD}Dataset")
    yield _link(dataset, f"{SD}defaultGraph", default)
    yield _link(default, f"{RDF}type", f"{SD}Graph")
    for number, graph in enumerate(graphs, start=1):
        named = f"{endpoint}#graph-{number}"
        yield _link(dataset, f"{SD}namedGraph", named)
        yield _link(named, f"{RDF}type", f"{SD}NamedGraph")
        yield _link(named, f"{SD}name", graph)


def _link(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))
