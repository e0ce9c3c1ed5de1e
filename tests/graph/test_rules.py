"""The rules derive what owlrl derives between individuals of the data, on the shipped data with all 30 roadmaps."""

import owlrl
import pytest
from pyoxigraph import RdfFormat, serialize
from rdflib import RDF, Graph, URIRef

from graph.build import BuiltGraph
from graph.rules import infer
from ontology.namespaces import CODI, ID, SKOS, VOCAB


def facts(graph: Graph) -> set[tuple[str, str, str]]:
    """`rdf:type codi:*`, `codi:*` and `skos:*` triples whose subject is an individual of the data."""
    found = set()
    for subject, predicate, value in graph:
        if not (isinstance(subject, URIRef) and isinstance(value, URIRef) and str(subject).startswith((ID, VOCAB))):
            continue
        is_type = predicate == RDF.type and str(value).startswith(CODI)
        is_link = str(predicate).startswith((CODI, SKOS)) and str(value).startswith((ID, VOCAB, "http"))
        if is_type or is_link:
            found.add((str(subject), str(predicate), str(value)))
    return found


@pytest.fixture(scope="module")
def asserted(built: BuiltGraph) -> Graph:
    triples = {q.triple for q in built.quads if "graph/" in str(q.graph_name) and "graph/inferred" not in str(q.graph_name)}
    return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES) or b"", format="nt")


def test_the_rules_and_owlrl_agree(built: BuiltGraph, asserted: Graph) -> None:
    ours = Graph().parse(data=serialize({q.triple for q in built.quads}, format=RdfFormat.N_TRIPLES) or b"", format="nt")
    oracle = Graph() + asserted
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(oracle)
    mine, theirs = facts(ours), facts(oracle)
    assert len(mine) > 10_000
    assert sorted(theirs - mine)[:10] == []
    assert sorted(mine - theirs)[:10] == []


def test_rules_reach_a_fixpoint(built: BuiltGraph) -> None:
    assert infer({q.triple for q in built.quads}) == []
