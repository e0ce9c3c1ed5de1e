"""Proves the graph consistent and coherent with HermiT, through owlready2.

owlready2 reads N-Triples, wants every individual declared, and HermiT stops on xsd:date and xsd:gYear, which the graph does
not use. Annotations and texts say nothing that could contradict; they are left out to keep the proof quick.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from graph.errors import CodiclustError, MissingExtra
from ontology.namespaces import CODI, DCTERMS, OWL, PROV, RDF, RDFS, SKOS


class Contradiction(CodiclustError):
    """The graph is inconsistent, or a class of it can have no member."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proved: how many triples the reasoner read."""

    triples: int


def prove(quads: Iterable[Quad]) -> Proof:
    """Run HermiT over the merged graph.

    Raises:
        Contradiction: the graph is inconsistent, or classes are unsatisfiable; the sentence names them.
        MissingExtra: owlready2 or Java is not installed.
    """
    try:
        import owlready2
    except ImportError:
        message = "owlready2 is not installed, so nothing was proved; install codiclust[reasoning]. All other checks ran."
        raise MissingExtra(message) from None
    if shutil.which("java") is None:
        raise MissingExtra("Java was not found, so nothing was proved; HermiT needs it. All other checks ran.")
    triples = list(logical_triples(quads))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nt"
        path.write_bytes(serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
        world = owlready2.World()
        world.get_ontology(path.as_uri()).load()
        try:
            with world.get_ontology("https://w3id.org/codiclust/graph/hermit"):
                owlready2.sync_reasoner_hermit(world, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            raise Contradiction("The graph contradicts itself: HermiT found it inconsistent.") from None
        impossible = sorted(c.name for c in world.inconsistent_classes() if c is not owlready2.Nothing)
    if impossible:
        raise Contradiction(f"These classes can have no member: {', '.join(impossible)}.")
    return Proof(len(triples))


_ANNOTATIONS = (
    DCTERMS,
    PROV,
    f"{SKOS}prefLabel",
    f"{SKOS}altLabel",
    f"{SKOS}hiddenLabel",
    f"{SKOS}definition",
    f"{SKOS}notation",
    f"{SKOS}scopeNote",
    f"{RDFS}label",
    f"{RDFS}isDefinedBy",
    f"{RDFS}seeAlso",
    "https://schema.org/url",
    "http://purl.org/vocab/vann/",
)


def logical_triples(quads: Iterable[Quad]) -> Iterator[Triple]:
    """The triples of the default graph that have a logical meaning, and a declaration of every individual."""
    individuals: set[NamedNode] = set()
    merged = [q.triple for q in quads if q.graph_name == DefaultGraph()]
    classes = {t.subject for t in merged if _is(t, f"{RDF}type", f"{OWL}Class")}
    annotations = {str(t.subject) for t in merged if _is(t, f"{RDF}type", f"{OWL}AnnotationProperty")}
    for triple in merged:
        if str(triple.predicate) in annotations or triple.predicate.value.startswith(_ANNOTATIONS):
            continue
        if isinstance(triple.object, Literal) and triple.object.language:
            continue
        yield triple
        if triple.predicate.value == f"{RDF}type" and triple.object in classes and isinstance(triple.subject, NamedNode):
            individuals.add(triple.subject)
        elif triple.predicate.value.startswith((CODI, SKOS)):
            individuals |= {n for n in (triple.subject, triple.object) if isinstance(n, NamedNode)}
    for individual in sorted(individuals, key=lambda n: n.value):
        yield Triple(individual, NamedNode(f"{RDF}type"), NamedNode(f"{OWL}NamedIndividual"))


def _is(triple: Triple, predicate: str, value: str) -> bool:
    return triple.predicate.value == predicate and getattr(triple.object, "value", None) == value
