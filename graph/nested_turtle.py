"""Turtle with class expressions and lists written in place, as people read it; for small graphs only."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from rdflib.term import Node


def nested_turtle(triples: Iterable[Triple]) -> bytes:
    """The triples as Turtle, by rdflib; pyoxigraph writes every blank node out. The same triples give the same bytes."""
    import rdflib  # slow to import, and most documents do without

    graph = rdflib.Graph()
    for name, namespace in PREFIXES.items():
        graph.bind(name, namespace, replace=True)
    for triple in triples:
        graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    return graph.serialize(format="turtle", encoding="utf-8")


def _term(term: NamedNode | BlankNode | Literal | Triple) -> "Node":
    """The term of rdflib. Blank nodes keep their labels: rdflib orders by them."""
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, Literal):
        datatype = None if term.language else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    raise TypeError("Triples in triples are not written.")
