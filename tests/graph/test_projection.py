"""The projection and connections: hand-known answers on the fixture, an independent query on the shipped data."""

from collections import Counter
from itertools import pairwise
from math import log2
from pathlib import Path

import networkx as nx
import pytest
from pyoxigraph import NamedNode

from graph.catalogue import COMPONENTS, Catalogue
from graph.errors import NotFound
from graph.fields import iri_of
from graph.projection import LINKED, Connection, projection, shortest_connections
from graph.questions import competency_questions
from graph.store import OxigraphStore

EDGES = r"""
PREFIX graph: <https://w3id.org/codiclust/graph/>
SELECT ?from ?name ?to (COUNT(*) AS ?count)
WHERE {
  GRAPH ?g { ?s ?p ?o }
  FILTER(?g NOT IN (graph:inferred, graph:ontology))
  FILTER(REGEX(STR(?s), "^https://w3id\\.org/codiclust/(id|vocab)/[^/]+/[^/]+"))
  FILTER(isIRI(?o) && REGEX(STR(?o), "^https://w3id\\.org/codiclust/(id|vocab)/[^/]+/[^/]+"))
  FILTER(!REGEX(STR(?s), "/(rationale|provenance|editorial-link|provenance-status)/"))
  FILTER(!REGEX(STR(?o), "/provenance-status/"))
  BIND(REPLACE(STR(?s), "^(https://w3id\\.org/codiclust/[^/]+/[^/]+/[^/]+)/.*$", "$1") AS ?from)
  BIND(REPLACE(STR(?o), "^(https://w3id\\.org/codiclust/[^/]+/[^/]+/[^/]+)/.*$", "$1") AS ?to)
  FILTER(?from != ?to)
  BIND(REPLACE(STR(?p), "^.*#", "") AS ?name)
}
GROUP BY ?from ?name ?to
"""


@pytest.fixture(scope="module")
def graph(small: Path) -> "nx.MultiDiGraph[str]":
    return projection(OxigraphStore(small))


def roadmap(key: str) -> str:
    return iri_of("roadmap", key)


def method(key: str) -> str:
    return iri_of("method", key)


def test_nodes_say_what_they_are(graph: "nx.MultiDiGraph[str]") -> None:
    assert graph.nodes[roadmap("FR1")] == {
        "kind": "roadmap",
        "identifier": "FR1",
        "label_de": "Videos an der Linie",
        "label_en": "Videos on the line",
        "provenance": "illustrative",
    }
    assert graph.nodes[iri_of("barrier", "shift-work")]["label_de"] == "Schichtbetrieb"
    assert graph.nodes[method("FC1")]["provenance"] == "ownProposal"
    assert graph.nodes[iri_of("competency", "digital")]["kind"] == "competency"


def test_steps_become_edges_that_count_them(graph: "nx.MultiDiGraph[str]") -> None:
    assert graph.edges[roadmap("FR2"), method("FG1"), "appliesMethod"]["count"] == 2
    assert graph.edges[roadmap("FR1"), method("FC1"), "appliesMethod"]["count"] == 1
    assert graph.edges[roadmap("FR1"), iri_of("sub-process", "TP1"), "inSubProcess"]["count"] == 3  # two steps, a milestone
    assert graph.edges[roadmap("FR2"), roadmap("FR3"), LINKED]["count"] == 1
    assert not graph.has_edge(roadmap("FR3"), roadmap("FR2"))


def test_neither_ontology_nor_provenance_nor_schemes_nor_inverses(graph: "nx.MultiDiGraph[str]") -> None:
    kinds = set(nx.get_node_attributes(graph, "kind").values())
    assert not kinds & {"rationale", "provenance", "provenance-status", "editorial-link", "roadmap-step"}
    names = {name for _, _, name in graph.edges(keys=True)}
    assert not names & {"inScheme", "topConceptOf", "hasTopConcept", "provenanceStatus", "methodUsedBy", "usesMethod", "type"}
    assert all(iri.startswith("https://w3id.org/codiclust/") for iri in graph)


def test_weights_are_the_rarity_of_the_target(graph: "nx.MultiDiGraph[str]") -> None:
    for _, target, data in graph.edges(data=True):
        pointing = len({source for source, _ in graph.in_edges(target)})
        assert data["weight"] == pytest.approx(1 / log2(1 + pointing))
        assert data["distance"] == pytest.approx(1 / data["weight"])
    assert graph.edges[roadmap("FR2"), iri_of("company", "FB2"), "implementedBy"]["weight"] == 1  # nobody else points there


def test_weights_can_be_one(small: Path) -> None:
    graph = projection(OxigraphStore(small), weighting="one")
    assert {(d["weight"], d["distance"]) for *_, d in graph.edges(data=True)} == {(1, 1)}


def test_parts_can_be_nodes(small: Path) -> None:
    graph = projection(OxigraphStore(small), parts=True)
    step = f"{roadmap('FR1')}/step/1"
    assert graph.nodes[step] == {
        "kind": "roadmap-step",
        "identifier": "FR1/step/1",
        "label_de": "",
        "label_en": "",
        "provenance": "illustrative",
    }
    assert graph.nodes[f"{roadmap('FR1')}/result/1"]["label_en"] == "Four videos are in use."
    assert graph.nodes[f"{roadmap('FR1')}/milestone/1"]["label_de"] == "Videos fertig"
    assert graph.has_edge(step, method("FC1"), "appliesMethod")
    assert graph.has_edge(roadmap("FR1"), step, "hasStep")
    assert graph.has_edge(step, f"{roadmap('FR1')}/step/2", "directlyPrecedes")
    assert not graph.has_edge(roadmap("FR1"), method("FC1"))


def test_nodes_and_edges_of_the_shipped_data_are_those_of_a_query(store: OxigraphStore, catalogue: Catalogue) -> None:
    graph = projection(store)
    expected = {(row[0], row[1], row[2]): int(str(row[3])) for row in store.select(EDGES).rows}
    expected = {key: n for key, n in expected.items() if key[1] not in {"inScheme", "topConceptOf", "hasTopConcept"}}
    linked = {tuple(sorted(map(roadmap, link.roadmaps))) for link in catalogue.records["editorial-link"].values()}  # type: ignore[attr-defined]
    expected |= {(one, LINKED, other): 1 for one, other in linked}
    assert {(s, name, t): d["count"] for s, t, name, d in graph.edges(keys=True, data=True)} == expected
    left_out = {"editorial-link", "provenance-status"}
    kinds = {kind: len(records) for kind, records in catalogue.records.items() if records and kind not in left_out}
    kinds["competency"] += kinds.pop(COMPONENTS)
    assert Counter(nx.get_node_attributes(graph, "kind").values()) == kinds
    for kind, key in (("roadmap", "R01"), ("method", "C05"), ("media-type", "MT01"), ("company", "B01")):
        record = catalogue.get(kind, key)
        assert graph.nodes[record.iri]["provenance"] == record.provenance.status
        assert graph.nodes[record.iri]["label_de"] == catalogue.title(kind, key)


def test_the_shortest_way_of_the_fixture(graph: "nx.MultiDiGraph[str]") -> None:
    (first,) = shortest_connections(graph, roadmap("FR1"), roadmap("FR2"), 1)
    assert first == Connection((roadmap("FR1"), roadmap("FR2")), ((LINKED,),), first.distance)
    unlinked = shortest_connections(graph, roadmap("FR1"), roadmap("FR2"), 100, without={LINKED})
    assert {len(c.nodes) for c in unlinked[:4]} == {3}
    shared = {c.nodes[1] for c in unlinked if len(c.nodes) == 3}
    assert {method("FC1"), method("FC2"), method("FC3"), iri_of("media-type", "FM1")} <= shared
    via_medium = next(c for c in unlinked if c.nodes[1] == iri_of("media-type", "FM1"))
    assert via_medium.properties == (("leadMediaType", "usesMediaType"), ("^usesMediaType",))


def test_a_way_longer_than_three_edges_is_found() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for source, target, name, distance in (
        ("a", "b", "x", 1.0),
        ("c", "b", "x", 1.0),
        ("c", "d", "y", 1.0),
        ("e", "d", "x", 1.0),
        ("e", "f", "x", 1.0),
    ):
        graph.add_edge(source, target, key=name, distance=distance)
    (only,) = shortest_connections(graph, "a", "f")
    assert only.nodes == tuple("abcdef")
    assert only.properties == (("x",), ("^x",), ("y",), ("^x",), ("x",))
    assert only.distance == 5
    assert shortest_connections(graph, "a", "f", without={"y"}) == ()
    assert shortest_connections(graph, "a", "a") == ()


def test_by_weight_a_detour_over_rare_nodes_comes_first() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    edges = (("a", "hub", 9.0), ("b", "hub", 9.0), ("a", "c", 1.0), ("c", "d", 1.0), ("b", "d", 1.0))
    for source, target, distance in edges:
        graph.add_edge(source, target, key="p", distance=distance)
    graph.add_edge("a", "hub", key="q", distance=20.0)  # the least of several edges counts
    assert [c.nodes for c in shortest_connections(graph, "a", "b")] == [("a", "hub", "b"), ("a", "c", "d", "b")]
    ways = shortest_connections(graph, "a", "b", by_weight=True)
    assert [(c.nodes, c.distance) for c in ways] == [(("a", "c", "d", "b"), 3), (("a", "hub", "b"), 18)]
    assert ways[1].properties == (("p", "q"), ("^p",))


def test_a_node_that_is_not_there_is_named(graph: "nx.MultiDiGraph[str]") -> None:
    with pytest.raises(NotFound, match="roadmap/R99 is no node"):
        shortest_connections(graph, roadmap("FR1"), roadmap("R99"))


def test_where_question_30_finds_a_way_so_does_the_function(store: OxigraphStore) -> None:
    graph = projection(store)
    question = next(q for q in competency_questions() if q.key.startswith("30-"))
    terms = [
        iri_of("barrier", "shift-work"),
        iri_of("media-type", "MT01"),
        roadmap("R01"),
        iri_of("competency", "L3"),
        method("C05"),
    ]
    for one, other in pairwise(terms):
        table = question.ask(store, **{"from": NamedNode(one), "to": NamedNode(other)})
        lengths = [int(str(row[0])) for row in table.rows]
        ways = shortest_connections(graph, one, other, 3)
        assert ways
        assert len(ways[0].properties) <= min(lengths, default=99)  # parts are contracted here
        assert [len(w.properties) for w in ways] == sorted(len(w.properties) for w in ways)
