"""Records, schemes and ontology as one set of quads: which triple stands in which named graph."""

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from graph.records import Record
from graph.rules import infer
from graph.schemes import ontology_triples, scheme_triples
from graph.triples import Statement, node
from ontology.files import VERSION
from ontology.namespaces import DCTERMS, ONTOLOGY, OWL, graph_iri

ONTOLOGY_GRAPH = graph_iri("ontology")
VOCAB_GRAPH = graph_iri("vocab")
PROVENANCE_GRAPH = graph_iri("provenance")
INFERRED_GRAPH = graph_iri("inferred")


def asserted_quads(records: Iterable[Record]) -> list[Quad]:
    """Everything that is stated: ontology, schemes, each record in the graph of its file, provenance in its own.

    Blank nodes occur only in the ontology graph (class expressions).
    """
    quads = [Quad(t.subject, t.predicate, t.object, node(ONTOLOGY_GRAPH)) for t in _stamped_ontology()]
    quads += (Quad(t.subject, t.predicate, t.object, node(VOCAB_GRAPH)) for t in scheme_triples())
    for record in records:
        quads += _quads(record.all_statements(), record.provenance.origin)
        quads += _quads(record.provenance_statements(), PROVENANCE_GRAPH)
        quads.append(_origin_title(record))
    return list(dict.fromkeys(quads))


def inferred_quads(asserted: Iterable[Quad]) -> list[Quad]:
    """What follows from the asserted quads and is not among them, in the graph `inferred`."""
    return [Quad(t.subject, t.predicate, t.object, node(INFERRED_GRAPH)) for t in infer(q.triple for q in asserted)]


def with_default_graph(quads: Iterable[Quad]) -> list[Quad]:
    """The quads, and in the default graph the RDF merge of all named graphs: each triple once."""
    named = list(quads)
    merged = dict.fromkeys(Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in named)
    return [*named, *merged]


def canonical_nquads(quads: Iterable[Quad]) -> bytes:
    """Sorted N-Quads. The same quads give the same bytes: blank nodes have canonical labels, no clock is read."""
    lines = (serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    return b"".join(sorted(set(lines)))


def _stamped_ontology() -> Iterator[Triple]:
    yield from ontology_triples()
    ontology = NamedNode(ONTOLOGY)
    yield Triple(ontology, NamedNode(f"{OWL}versionIRI"), NamedNode(f"{ONTOLOGY}/{VERSION}"))
    yield Triple(ontology, NamedNode(f"{OWL}versionInfo"), Literal(VERSION))


def _quads(statements: Iterable[Statement], graph: str) -> Iterator[Quad]:
    name = NamedNode(graph)
    for subject, predicate, value in statements:
        yield Quad(NamedNode(subject), NamedNode(predicate), value, name)


def _origin_title(record: Record) -> Quad:
    origin = record.provenance.origin
    title = Literal(origin.removeprefix(graph_iri("")))
    return Quad(NamedNode(origin), NamedNode(f"{DCTERMS}title"), title, NamedNode(PROVENANCE_GRAPH))
