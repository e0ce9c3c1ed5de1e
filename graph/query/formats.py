"""The formats of answers, in one table: what a client calls them, and what the engine calls them.

ASK in CSV and TSV: SPARQL 1.1 Protocol (2.1.6) allows them for ASK, the CSV and TSV recommendation describes SELECT only. The
answer is Oxigraph's: the bare word `true` or `false`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from pyoxigraph import QueryResultsFormat, RdfFormat

Engine = TypeVar("Engine", QueryResultsFormat, RdfFormat)


@dataclass(frozen=True, slots=True)
class Format(Generic[Engine]):
    """One format: its media type without parameters, the ending of its files without a dot, the engine's name of it."""

    key: str
    media_type: str
    ending: str
    engine: Engine

    @property
    def content_type(self) -> str:
        """The media type for a Content-Type header: `text/..` names its character set, which would else be guessed."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


TABLE_FORMATS: Final[Mapping[str, Format[QueryResultsFormat]]] = {
    "json": Format("json", "application/sparql-results+json", "srj", QueryResultsFormat.JSON),
    "xml": Format("xml", "application/sparql-results+xml", "srx", QueryResultsFormat.XML),
    "csv": Format("csv", "text/csv", "csv", QueryResultsFormat.CSV),
    "tsv": Format("tsv", "text/tab-separated-values", "tsv", QueryResultsFormat.TSV),
}
"""For SELECT and ASK."""

GRAPH_FORMATS: Final[Mapping[str, Format[RdfFormat]]] = {
    "turtle": Format("turtle", "text/turtle", "ttl", RdfFormat.TURTLE),
    "ntriples": Format("ntriples", "application/n-triples", "nt", RdfFormat.N_TRIPLES),
    "rdfxml": Format("rdfxml", "application/rdf+xml", "rdf", RdfFormat.RDF_XML),
    "jsonld": Format("jsonld", "application/ld+json", "jsonld", RdfFormat.JSON_LD),
}
"""For CONSTRUCT and DESCRIBE, and for documents of one graph."""

DATASET_FORMATS: Final[Mapping[str, Format[RdfFormat]]] = {
    "nquads": Format("nquads", "application/n-quads", "nq", RdfFormat.N_QUADS),
    "trig": Format("trig", "application/trig", "trig", RdfFormat.TRIG),
    "jsonld": GRAPH_FORMATS["jsonld"],
}
"""For dumps, which keep named graphs apart."""
