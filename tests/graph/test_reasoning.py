"""HermiT proves the shipped graph free of contradictions, and sees each contradiction that is planted."""

import shutil

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from graph.build import BuiltGraph
from graph.errors import MissingExtra
from graph.quads import asserted_quads, with_default_graph
from graph.reasoning import Contradiction, prove
from tests.ontology.test_checks import PREFIXES

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java, which is not installed here")

PLANTED = {
    "a roadmap that is a company": "x:r a codi:Roadmap, codi:Company .",
    "a roadmap of two companies": """x:r codi:implementedBy x:a, x:b . x:a a codi:Company . x:b a codi:Company .
        x:a owl:differentFrom x:b .""",
    "steps before one another": "x:s codi:directlyPrecedes x:t . x:t codi:directlyPrecedes x:s .",
    "two steps before one": """x:s codi:directlyPrecedes x:u . x:t codi:directlyPrecedes x:u . x:s owl:differentFrom x:t .""",
    "a goal of two levels": "x:g a codi:Vision, codi:ActionGoal .",
    "a method used as a medium": "x:r codi:usesMediaType x:m . x:m a codi:Method .",
    "a goal with two parents": """x:g codi:refinesGoal x:h, x:i . x:h a codi:Goal . x:i a codi:Goal .
        x:h owl:differentFrom x:i .""",
    "a text where a number is due": 'x:m a codi:Milestone ; codi:month "March" .',
    "a scheme that is a concept": "v:method a codi:Barrier .",
}


def with_planted(quads: tuple[Quad, ...], turtle: str) -> list[Quad]:
    planted = [Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in parse(turtle.encode(), format=RdfFormat.TURTLE)]
    return [*quads, *planted]


@needs_java
def test_the_shipped_graph_is_consistent_and_coherent(built: BuiltGraph) -> None:
    assert prove(built.quads).triples > 10_000


@needs_java
@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_contradiction_is_found(name: str) -> None:
    words = tuple(with_default_graph(asserted_quads([])))
    with pytest.raises(Contradiction, match="inconsistent"):
        prove(with_planted(words, PREFIXES + PLANTED[name]))


@needs_java
def test_a_class_that_can_have_no_member_is_named() -> None:
    words = tuple(with_default_graph(asserted_quads([])))
    impossible = "codi:Impossible a owl:Class ; rdfs:subClassOf codi:Roadmap, codi:Company ; rdfs:label 'x' ."
    with pytest.raises(Contradiction, match="can have no member: Impossible"):
        prove(with_planted(words, PREFIXES + impossible))


def test_without_java_one_sentence_says_what_was_not_done(built: BuiltGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingExtra, match=r"Java was not found, so nothing was proved.*All other checks ran\."):
        prove(built.quads)
