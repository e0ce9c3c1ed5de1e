"""The concept schemes of the ontology package, as triples and as labels."""

from collections.abc import Iterator
from functools import cache

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Triple, parse

from graph.labels import LabelIndex
from graph.triples import TripleIndex
from ontology.files import ontology_files, scheme_files
from ontology.namespaces import SKOS, VOCAB


@cache
def ontology_triples() -> tuple[Triple, ...]:
    """The ontology and the foreign terms that it declares, in the order of their N-Triples.

    Blank nodes (class expressions and lists) carry canonical labels (RDFC-1.0), so that each run gives the same ones.
    """
    graph = Dataset(Quad(*t) for file in ontology_files() for t in _triples(file.read_bytes()))
    graph.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted((quad.triple for quad in graph), key=str))


@cache
def scheme_triples() -> tuple[Triple, ...]:
    """All concept schemes that come with the ontology."""
    return tuple(t for file in scheme_files() for t in _triples(file.read_bytes()))


def _triples(turtle: bytes) -> Iterator[Triple]:
    for quad in parse(turtle, format=RdfFormat.TURTLE):
        yield quad.triple


def add_scheme_labels(labels: LabelIndex) -> None:
    """Make every concept of the schemes known under its key and labels."""
    graph = TripleIndex(scheme_triples())
    for iri in graph.subjects_of_type(f"{SKOS}Concept"):
        scheme, key = iri.removeprefix(VOCAB).split("/", 1)
        names = [v for p in ("prefLabel", "altLabel") for v in graph.values(iri, f"{SKOS}{p}")]
        labels.add(scheme, graph.identifier(iri) or key, names, graph.values(iri, f"{SKOS}hiddenLabel"))
