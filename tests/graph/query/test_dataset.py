"""Datasets: what the protocol's parameters and the query itself name, each triple of a merge once."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from graph.query.dataset import scope

BASE = "http://e/"
COUNT = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
NAMED = "SELECT (COUNT(*) AS ?n) {} {{ GRAPH ?g {{ ?s ?p ?o }} }}"


@pytest.fixture(scope="module")
def shared() -> Store:
    """g1 holds 1 and 2, g2 holds 2 and 3, g3 holds 4, the default graph holds 9."""
    store = Store()
    for graph, values in {"g1": (1, 2), "g2": (2, 3), "g3": (4,)}.items():
        for value in values:
            store.add(quad(value, graph))
    store.add(Quad(NamedNode(f"{BASE}s"), NamedNode(f"{BASE}p"), Literal(9)))
    return store


def quad(value: int, graph: str) -> Quad:
    return Quad(NamedNode(f"{BASE}s"), NamedNode(f"{BASE}p"), Literal(value), NamedNode(BASE + graph))


def count(store: Store, text: str, default: tuple[str, ...] | None = None, named: tuple[str, ...] | None = None) -> int:
    names = [None if graphs is None else [BASE + g for g in graphs] for graphs in (default, named)]
    asked = scope(store, text, BASE, *names)
    found = asked.store.query(asked.text, base_iri=BASE, default_graph=asked.default, named_graphs=asked.named)  # type: ignore[arg-type]
    assert isinstance(found, QuerySolutions)
    value = next(found)["n"]
    assert isinstance(value, Literal)
    return int(value.value)


@pytest.mark.parametrize(
    ("default", "named", "in_default", "in_named"),
    [
        (None, None, 1, 5),
        (("g1",), None, 2, 0),
        (("g1",), (), 2, 0),
        (None, ("g1",), 0, 2),
        ((), (), 0, 0),
        (("g1", "g1"), None, 2, 0),
        (("g1", "g3"), None, 3, 0),
        (("g1", "g2"), None, 3, 0),
        (("g1", "g2", "g3"), ("g2", "g2"), 4, 2),
        (("nowhere",), ("nowhere",), 0, 0),
        (("g1", "g2", "nowhere"), ("g3", "nowhere"), 3, 1),
    ],
)
def test_parameters_of_the_protocol(
    shared: Store, default: tuple[str, ...] | None, named: tuple[str, ...] | None, in_default: int, in_named: int
) -> None:
    for own in ("",) if default is None and named is None else ("", "FROM <g3> FROM NAMED <g3>"):
        assert count(shared, COUNT.format(own), default, named) == in_default
        assert count(shared, NAMED.format(own), default, named) == in_named


@pytest.mark.parametrize(
    ("clauses", "in_default", "in_named"),
    [
        ("FROM <g1>", 2, 0),
        ("FROM <g1> FROM <g1>", 2, 0),
        ("FROM <g1> FROM <g3>", 3, 0),
        ("FROM <g1> FROM <g2>", 3, 0),
        ("from<g1># FROM <g3>\n\tFrom named <g3> FROM <\\u0067\\u0032>", 3, 1),
        ("FROM e:g1 FROM : FROM e:g2 WHERE", 3, 0),
        ("FROM NAMED <g1> FROM NAMED <g2> FROM NAMED <g1>", 0, 4),
        ("FROM <nowhere> FROM <g2> FROM <g1>", 3, 0),
    ],
)
def test_the_querys_own_clauses(shared: Store, clauses: str, in_default: int, in_named: int) -> None:
    prologue = "# SELECT FROM <g3>\nPREFIX select: <x:> PREFIX e: <http://e/> PREFIX : <http://e/g3#none>\n"
    assert count(shared, prologue + COUNT.format(clauses)) == in_default
    assert count(shared, prologue + NAMED.format(clauses)) == in_named


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ('FROM <g1> FROM <g2>' AS ?text) (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ()",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?o != 'FROM <g1> FROM <g2>') }",
        "SELECT (COUNT(*) AS ?n) # FROM <g1> FROM <g2>\n { ?s ?p ?o }",
    ],
)
def test_text_that_only_looks_like_a_clause(shared: Store, text: str) -> None:
    assert scope(shared, text, BASE, None, None).text == text


def test_clauses_in_a_wrong_place_are_not_taken_for_right_ones(shared: Store) -> None:
    with pytest.raises(SyntaxError):
        scope(shared, "SELECT * { FROM <g1> FROM <g2> ?s ?p ?o }", BASE, None, None)


def test_only_graphs_that_share_a_triple_are_copied(shared: Store) -> None:
    assert scope(shared, "ASK {}", BASE, [f"{BASE}g1", f"{BASE}g3"], None).store is shared
    assert scope(shared, COUNT.format("FROM <g1> FROM <g3>"), BASE, None, None).store is shared
    assert scope(shared, "ASK {}", BASE, [f"{BASE}g1", f"{BASE}g2"], None).store is not shared


def test_a_parameter_that_is_no_iri_is_an_error(shared: Store) -> None:
    with pytest.raises(ValueError, match="IRI"):
        scope(shared, "ASK {}", BASE, ["a b"], None)
