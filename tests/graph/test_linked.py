"""Descriptions of what is in the store: complete about their subject, bounded about the rest, the same bytes each time."""

from collections import defaultdict

import pytest
import rdflib
from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, Triple, parse

from graph.catalogue import Catalogue
from graph.description import Node, TreeNode
from graph.errors import InputError, NotFound
from graph.foreign_terms import foreign_terms, short_form
from graph.hierarchy import concept_tree
from graph.linked import LinkedGraph
from graph.query.formats import GRAPH_FORMATS
from graph.store import OxigraphStore
from graph.values import Text
from ontology.files import VERSION
from ontology.namespaces import BASE, CODI, DCTERMS, GRAPH, ID, ONTOLOGY, OWL, SKOS, VOCAB

EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
PARSERS = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml"}


@pytest.fixture(scope="module")
def linked(store: OxigraphStore) -> LinkedGraph:
    return LinkedGraph(store)


@pytest.fixture(scope="module")
def by_subject(store: OxigraphStore) -> dict[str, set[Triple]]:
    found: defaultdict[str, set[Triple]] = defaultdict(set)
    for triple in store.construct(EVERYTHING):
        if isinstance(triple.subject, NamedNode):
            found[triple.subject.value].add(triple)
    return found


def about(triples: tuple[Triple, ...], iri: str) -> set[Triple]:
    return {t for t in triples if t.subject == NamedNode(iri)}


def names(trees: tuple[TreeNode, ...]) -> list[object]:
    return [[t.node.iri, names(t.children)] if t.children else t.node.iri for t in trees]


def test_a_description_says_all_that_the_graph_says(linked: LinkedGraph, by_subject: dict[str, set[Triple]]) -> None:
    ours = sorted(iri for iri in by_subject if iri.startswith((ID, VOCAB, GRAPH, ONTOLOGY)))
    assert len(ours) > 2_500
    for iri in ours[::9]:
        assert about(linked.describe(iri).triples, iri) == by_subject[iri], iri


def test_every_triple_of_a_description_is_in_the_graph(linked: LinkedGraph, by_subject: dict[str, set[Triple]]) -> None:
    for path in ("id/roadmap/R01", "id/roadmap/R01/step/3", "vocab/barrier/shift-work", "vocab/method", "vocab/competency/L3"):
        triples = linked.describe(BASE + path).triples
        assert len(triples) == len(set(triples))
        assert all(t in by_subject[str(getattr(t.subject, "value", ""))] for t in triples)


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_bytes_hold_the_triples_and_are_the_same_each_time(store: OxigraphStore, linked: LinkedGraph, form: str) -> None:
    for path in ("id/roadmap/R07", "vocab/method/C19", "vocab/sector", "graph/data/roadmaps/R01", "graph/inferred"):
        description = linked.describe(BASE + path)
        data = description.serialized(form)
        parsed = {q.triple for q in parse(data, format=GRAPH_FORMATS[form].engine)}
        assert parsed == set(description.triples)
        assert data == LinkedGraph(store).describe(BASE + path).serialized(form)
        if form in PARSERS:
            assert len(rdflib.Graph().parse(data=data, format=PARSERS[form])) == len(parsed)


def test_turtle_is_written_with_prefixes_that_people_know(linked: LinkedGraph) -> None:
    text = linked.describe(f"{ID}roadmap/R01").serialized("turtle").decode()
    assert "roadmap:R01 a " in text
    assert "codi:usesMethod method:" in text
    assert "roadmap-R01-step:1 , roadmap-R01-step:2" in text
    assert text.index('dcterms:identifier "R01"') < text.index("codi:facesBarrier barrier:")
    assert "\\/" not in text


def test_an_unknown_form_is_refused(linked: LinkedGraph) -> None:
    with pytest.raises(InputError, match="turtle, ntriples"):
        linked.describe(f"{ID}roadmap/R01").serialized("trix")


def test_inbound_links_are_counted_whole_and_listed_up_to_a_bound(linked: LinkedGraph, store: OxigraphStore) -> None:
    description = linked.describe(f"{VOCAB}provenance-status/illustrative")
    group = next(g for g in description.inbound if g.link.iri == f"{CODI}provenanceStatus")
    query = "PREFIX codi: <https://w3id.org/codiclust/ontology#> SELECT ?s ?o { ?s codi:provenanceStatus ?o }"
    assert group.total == len(store.select(query, {"o": NamedNode(description.node.iri)}).rows) > 100
    assert len(group.sources) == 100
    assert len({source.iri for source in group.sources}) == 100
    assert group.inverse is not None
    assert group.inverse.iri == f"{CODI}provenanceStatusOf"
    pointing = [t for t in description.triples if t.object == NamedNode(description.node.iri)]
    assert len(pointing) == sum(len(g.sources) for g in description.inbound)
    small = next(g for g in linked.describe(f"{VOCAB}barrier/shift-work").inbound if g.link.iri == f"{CODI}facesBarrier")
    assert small.total == len(small.sources)
    assert all(source.label.de and source.label.en for source in small.sources)


def test_everything_linked_from_a_record_has_a_name(linked: LinkedGraph, catalogue: Catalogue) -> None:
    for iri in (catalogue.iri("roadmap", "R05"), catalogue.iri("method", "C05"), catalogue.iri("competency", "D1")):
        description = linked.describe(iri)
        nodes = [v.node for g in description.outbound for v in g.values if v.node and v.node.iri.startswith((ID, VOCAB))]
        assert nodes
        assert [n.iri for n in nodes if not n.label and "/provenance/" not in n.iri] == []
        links = [*(g.link for g in description.outbound), *(g.link for g in description.inbound)]
        assert all(link.label for link in links)


def test_asserted_and_inferred_statements_are_told_apart(linked: LinkedGraph) -> None:
    description = linked.describe(f"{ID}roadmap/R01")
    inferred = {(g.link.iri, v.term.value) for g in description.outbound if g.inferred for v in g.values}
    asserted = {(g.link.iri, v.term.value) for g in description.outbound if not g.inferred for v in g.values}
    assert not inferred & asserted
    assert f"{CODI}GoodPractice" in {value for _, value in inferred}
    assert f"{CODI}implementedBy" in {link for link, _ in asserted}
    assert {link for link, _ in inferred} >= {f"{CODI}usesMethod", f"{CODI}linkedByEditor"}


def test_the_tree_of_a_concept_and_the_list_of_a_scheme(linked: LinkedGraph) -> None:
    barrier = f"{VOCAB}barrier"
    assert names(linked.describe(f"{barrier}/shift-work").tree) == [[f"{barrier}/time-and-place", [f"{barrier}/shift-work"]]]
    people = linked.describe(f"{barrier}/people").tree
    assert [t.node.iri for t in people] == [f"{barrier}/people"]
    assert len(people[0].children) > 3
    scheme = linked.describe(barrier)
    assert {t.node.iri for t in scheme.tree} == {v.term.value for v in scheme.values(f"{SKOS}hasTopConcept")}
    assert all(t.node.label.de and t.node.label.en for t in scheme.tree)
    methods = linked.describe(f"{VOCAB}method").tree
    assert [t.node.iri.rsplit("/", 1)[-1] for t in methods][:3] == ["C01", "C02", "C03"]
    assert len(methods) == 110
    assert linked.describe(f"{ID}roadmap/R01").tree == ()


def test_trees_end_whatever_the_parents_say() -> None:
    nodes = [Node(name) for name in "abcd"]
    assert names(concept_tree(nodes, {"a": ["b"], "b": ["a"], "c": ["c"], "d": ["gone"]})) == ["c", "d", ["a", ["b"]]]
    assert names(concept_tree(nodes, {"b": ["a"], "c": ["a"], "d": ["b", "c"]})) == [["a", [["b", ["d"]], "c"]]]
    long = [Node(f"n{i}") for i in range(3_000)]
    assert len(concept_tree(long, {f"n{i}": [f"n{i - 1}"] for i in range(1, 3_000)})) > 1
    assert concept_tree([], {}) == ()


@pytest.mark.parametrize(
    ("path", "owner", "status"),
    [
        ("id/roadmap/R01", None, "illustrative"),
        ("id/roadmap/R01/step/3", "id/roadmap/R01", "illustrative"),
        ("id/company/B01", None, "illustrative"),
        ("vocab/barrier/shift-work", "vocab/barrier", "ownProposal"),
        ("vocab/method/C05/step/1", "vocab/method/C05", "sourced"),
        ("id/rationale/G07/mitigatesBarrier/shift-work", "vocab/method/G07", "generalKnowledge"),
        ("vocab/barrier", None, None),
        ("graph/data/roadmaps/R01", None, None),
        ("ontology#Roadmap", None, None),
    ],
)
def test_where_a_thing_belongs_and_what_is_known_of_its_origin(
    linked: LinkedGraph, path: str, owner: str | None, status: str | None
) -> None:
    description = linked.describe(BASE + path)
    assert (description.owner.iri if description.owner else None) == (BASE + owner if owner else None)
    assert description.status == status


def test_named_graphs_are_described_with_their_size(linked: LinkedGraph, store: OxigraphStore) -> None:
    description = linked.describe(f"{GRAPH}data/roadmaps/R01")
    assert description.size > 100
    assert description.node.label == Text("data/roadmaps/R01", "data/roadmaps/R01")
    assert linked.describe(f"{GRAPH}inferred").size > 10_000


@pytest.mark.parametrize(
    "iri",
    [
        f"{ID}roadmap/R99",
        f"{ID}roadmap",
        f"{ID}",
        f"{VOCAB}barrier/shift-work/",
        f"{GRAPH}nothing",
        f"{ID}a b",
        f"{ID}\0",
        f"{ID}\udcff",
        f"{ID}%zz",
        f"{ID}<x>",
        "javascript:alert(1)",
        "",
        "relative",
        f"{ID}{'x' * 100_000}",
    ],
)
def test_what_the_graph_does_not_know_is_not_found(linked: LinkedGraph, iri: str) -> None:
    assert not linked.knows(iri)
    with pytest.raises(NotFound):
        linked.describe(iri)


def test_terms_are_bound_and_never_become_query_text(linked: LinkedGraph) -> None:
    assert not linked.knows(f"{ID}x> ?p ?o }} UNION {{ ?s ?p ?o")


@pytest.mark.parametrize("form", GRAPH_FORMATS)
def test_the_ontology_is_whole_in_every_form(linked: LinkedGraph, store: OxigraphStore, form: str) -> None:
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{GRAPH}ontology> {{ ?s ?p ?o }} }}"
    expected = Dataset(Quad(t.subject, t.predicate, t.object) for t in store.construct(query))
    parsed = Dataset(Quad(q.subject, q.predicate, q.object) for q in parse(linked.serialized_ontology(form), format=_rdf(form)))
    for dataset in (expected, parsed):
        dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    assert parsed == expected
    assert linked.serialized_ontology(form) == LinkedGraph(store).serialized_ontology(form)
    stamp = Quad(NamedNode(ONTOLOGY), NamedNode(f"{OWL}versionIRI"), NamedNode(f"{ONTOLOGY}/{VERSION}"))
    assert stamp in parsed


def _rdf(form: str) -> RdfFormat:
    return GRAPH_FORMATS[form].engine


def test_axioms_are_said_in_words(linked: LinkedGraph) -> None:
    terms = {term.anchor: term for term in linked.ontology.terms}

    def said(anchor: str, fact: str) -> list[str]:
        return [" ".join(node.name("en") for node in phrase) for phrase in terms[anchor].facts.get(fact, ())]

    assert linked.ontology.version == VERSION
    assert said("inSubProcess", "domain") == ["Step or Milestone"]
    assert said("inSubProcess", "range") == ["Sub-process"]
    assert said("inSubProcess", "inverse") == ["sub-process of"]
    assert said("subProcessOf", "inverse") == ["in sub-process"]
    assert said("precedes", "characteristics") == ["transitive"]
    assert sorted(said("hasExperienceWith", "chain")) == [
        "implements , then uses media type",
        "implements , then uses method",
    ]
    assert said("GoodPractice", "above") == ["Roadmap for digital learning"]
    assert said("Roadmap", "below") == ["Good practice"]
    assert "has step" in said("Roadmap", "domain_of")
    (definition,) = said("GoodPractice", "equivalent")
    assert definition.startswith("Roadmap for digital learning and has step with at least one value in: in sub-process is ")
    assert all(term.definition.de and term.definition.en for term in terms.values())
    assert len(linked.ontology.disjoint) == 2
    assert {len(linked.ontology.of_kind(kind)) for kind in ("Class", "AnnotationProperty")} == {43, 3}


def test_a_term_is_described_with_its_class_expressions(linked: LinkedGraph) -> None:
    graph = rdflib.Graph().parse(data=linked.describe(f"{CODI}GoodPractice").serialized("turtle"), format="turtle")
    assert len(list(graph.objects(predicate=rdflib.OWL.someValuesFrom))) == 2


def test_the_schemes_have_names(linked: LinkedGraph) -> None:
    schemes = linked.schemes()
    assert len(schemes) > 15
    assert all(node.label.de and node.label.en for node in schemes)


def test_foreign_terms_have_two_names_and_unknown_ones_a_short_form() -> None:
    terms = foreign_terms()
    assert all(text.de and text.en for text in terms.values())
    assert terms[f"{DCTERMS}identifier"] == Text("Kennung", "identifier")
    assert short_form(f"{SKOS}broader") == "skos:broader"
    assert short_form("https://example.org/" + "x" * 100).endswith("x…")
    assert Node(f"{ID}roadmap/R01").name("de") == "roadmap/R01"
    assert Node("", Text("nur deutsch")).language("en") == "de"


def test_a_step_without_words_is_called_like_its_method(small_store: OxigraphStore) -> None:
    linked = LinkedGraph(small_store)
    query = f"SELECT ?s {{ ?s a <{CODI}RoadmapStep> FILTER NOT EXISTS {{ ?s <{CODI}text> ?text }} }} ORDER BY ?s"
    step = str(small_store.select(query).rows[0][0])
    roadmap = linked.describe(step.rsplit("/", 2)[0])
    name = next(v.node.label for g in roadmap.outbound for v in g.values if v.node and v.node.iri == step)
    (method,) = (v.node for v in linked.describe(step).values(f"{CODI}appliesMethod"))
    assert method is not None
    assert name == method.label
    assert name.de
