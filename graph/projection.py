"""The graph as networkx sees it: records and concepts as nodes, what editors stated between them as edges.

Left out are the ontology, what was inferred (inverses and closures would count each fact again), provenance, and links to other
vocabularies. Steps, goals and other parts of a record are contracted into it: that step 3 of a roadmap applies a method is an
edge from the roadmap to the method. An editor's link between two roadmaps is one edge, `linkedByEditor`.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations, islice, pairwise
from math import log2
from typing import TYPE_CHECKING, Literal

import networkx as nx
from pyoxigraph import NamedNode, Triple

from graph.errors import NotFound
from graph.store import GraphStore
from graph.triples import TripleIndex
from graph.values import Text
from ontology.files import query_file
from ontology.namespaces import BASE, CODI, ID, RDFS, SKOS, VOCAB

if TYPE_CHECKING:
    Graph = nx.MultiDiGraph[str]

Weighting = Literal["rarity", "one"]
Edge = tuple[str, str, str]
"""Source, local name of the property, target."""

LINKED = "linkedByEditor"
NOT_FOLLOWED = frozenset({"broader", "related", "submittedAs"})
"""Properties that make no connection, as in competency question 30: hierarchies, and how a roadmap was submitted."""

_NO_EDGES = frozenset(f"{SKOS}{name}" for name in ("inScheme", "topConceptOf", "hasTopConcept"))
_NO_KINDS = frozenset({"editorial-link", "provenance", "provenance-status", "rationale"})


def projection(store: GraphStore, *, parts: bool = False, weighting: Weighting = "rarity") -> "Graph":
    """The projection of a version. Nodes and edges come sorted: the same version gives the same graph.

    Nodes are IRIs with `kind` (of a record, or the scheme of a concept), `identifier`, `label_de` and `label_en` (empty where
    there is none) and `provenance` (the status; a part has that of its record). Edges have the local name of the property
    as key and as `property`, and

    - `count`: for how many statements they stand (three steps that apply one method: 3);
    - `weight`: with `one` always 1; with `rarity` 1 / log2(1 + d), where d is the number of nodes that point to the target: 1
      where only one does, 0.2 where 31 do. What few have in common says more (Adamic and Adar 2003, Social Networks 25:211);
    - `distance`: 1 / weight, for shortest paths.

    Args:
        store: a version of the graph.
        parts: keep steps, goals, milestones, results and lessons, as nodes of kinds such as `roadmap-step`.
        weighting: rarity or one.
    """
    triples = list(store.construct(query_file("asserted")))
    index = TripleIndex(triples)
    graph: Graph = nx.MultiDiGraph()
    for iri in sorted(
        {t.subject.value for t in triples if isinstance(t.subject, NamedNode) and _is_node(t.subject.value, parts)}
    ):
        graph.add_node(iri, **_attributes(iri, index))
    edges = _edges(triples, parts)
    pointing = Counter(target for _, target in {(source, target) for source, _, target in edges})
    for (source, name, target), count in sorted(edges.items()):
        distance = log2(1 + pointing[target]) if weighting == "rarity" else 1.0
        graph.add_edge(source, target, key=name, property=name, count=count, weight=1 / distance, distance=distance)
    return graph


def _is_node(iri: str, parts: bool) -> bool:
    """Whether an IRI is that of a record or concept, or of a part where those are wanted."""
    segments = iri.removeprefix(BASE).split("/")
    is_ours = iri.startswith((ID, VOCAB)) and len(segments) >= 3
    return is_ours and segments[1] not in _NO_KINDS and (len(segments) == 3 or parts)


def _record(iri: str) -> str:
    """The IRI of the record that a part belongs to; of everything else its own."""
    return BASE + "/".join(iri.removeprefix(BASE).split("/")[:3])


def _attributes(iri: str, index: TripleIndex) -> dict[str, str]:
    _, kind, key, *path = iri.removeprefix(BASE).split("/")
    label = index.text(iri, f"{SKOS}prefLabel") or index.text(iri, f"{RDFS}label") or index.text(iri, f"{CODI}text") or Text()
    status = index.iris(_record(iri), f"{CODI}provenanceStatus")
    return {
        "kind": f"{kind}-{path[0]}" if path else kind,
        "identifier": "/".join((key, *path)) if path else index.identifier(iri),
        "label_de": label.de or "",
        "label_en": label.en or "",
        "provenance": index.identifier(status[0]) if status else "ownProposal",
    }


def _edges(triples: Iterable[Triple], parts: bool) -> Counter[Edge]:
    found: Counter[Edge] = Counter()
    linked: dict[str, list[str]] = {}
    for triple in triples:
        subject, predicate, value = triple
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode) or predicate.value in _NO_EDGES:
            continue
        if predicate.value == f"{CODI}linksRoadmap":
            linked.setdefault(subject.value, []).append(value.value)
        elif _is_node(subject.value, True) and _is_node(value.value, True):
            ends = (subject.value, value.value) if parts else (_record(subject.value), _record(value.value))
            if ends[0] != ends[1]:
                found[ends[0], predicate.value.rsplit("#", 1)[-1], ends[1]] += 1
    for roadmaps in linked.values():
        found.update((one, LINKED, other) for one, other in combinations(sorted(roadmaps), 2))
    return found


@dataclass(frozen=True, slots=True)
class Connection:
    """A way from one node to another.

    `nodes` are IRIs; `properties` holds, for each pair of neighbours, the names of the properties between them, sorted, with
    `^` before those that lead backwards, as in SPARQL's property paths. `distance` is the sum of the least distances.
    """

    nodes: tuple[str, ...]
    properties: tuple[tuple[str, ...], ...]
    distance: float


def shortest_connections(
    graph: "Graph", one: str, other: str, limit: int = 10, *, by_weight: bool = False, without: Collection[str] = NOT_FOLLOWED
) -> tuple[Connection, ...]:
    """The shortest ways between two nodes, however long, edges followed in both directions and no node passed twice.

    What competency question 30 asks over at most three edges, without that limit.

    Args:
        graph: a projection.
        one: IRI of a node.
        other: IRI of another node.
        limit: how many at most; which of several equally long ones come last is arbitrary, and the same each time.
        by_weight: least sum of distances first, instead of fewest edges first.
        without: names of properties that are not followed.

    Returns:
        Shortest first; empty where there is no way, or both are the same.

    Raises:
        NotFound: one of the two is no node.
    """
    for iri in (one, other):
        if iri not in graph:
            raise NotFound(f"{iri} is no node of this projection.")
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(graph)
    for source, target, name, data in graph.edges(keys=True, data=True):
        known = simple.get_edge_data(source, target, default={"distance": float("inf")})
        if name not in without and data["distance"] < known["distance"]:
            simple.add_edge(source, target, distance=data["distance"])
    if one == other or not nx.has_path(simple, one, other):
        return ()
    paths = nx.shortest_simple_paths(simple, one, other, weight="distance" if by_weight else None)
    return tuple(_connection(graph, simple, path, without) for path in islice(paths, limit))


def _connection(graph: "Graph", simple: "nx.Graph[str]", path: list[str], without: Collection[str]) -> Connection:
    steps = list(pairwise(path))
    names = tuple(tuple(sorted({*_names(graph, a, b, "", without), *_names(graph, b, a, "^", without)})) for a, b in steps)
    return Connection(tuple(path), names, sum(simple.edges[step]["distance"] for step in steps))


def _names(graph: "Graph", source: str, target: str, mark: str, without: Collection[str]) -> list[str]:
    return [f"{mark}{name}" for name in graph.get_edge_data(source, target, default={}) if name not in without]
