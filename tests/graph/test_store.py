"""Asking a published version: bindings are terms, errors carry their place, every form has its formats."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from graph.errors import InputError, NothingBuilt, QuerySyntaxError
from graph.store import OxigraphStore, QueryLimits
from graph.tables import WIDEST, format_table

TITLE = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?label { ?s rdfs:label ?label } ORDER BY ?label"
SAME = "SELECT ?value {}"


def test_rows_come_in_order_with_unbound_as_none(store: OxigraphStore) -> None:
    table = store.select("SELECT ?a ?b { VALUES (?a ?b) { (2 UNDEF) (1 'x') } } ORDER BY ?a")
    assert table.columns == ("a", "b")
    assert table.rows == (("1", "x"), ("2", None))


def test_a_row_limit_stops(store: OxigraphStore) -> None:
    assert len(store.select("SELECT * { ?s ?p ?o }", limits=QueryLimits(max_rows=7)).rows) == 7


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40))
def test_a_bound_text_is_only_ever_a_value(text: str) -> None:
    from pyoxigraph import QuerySolutions, Store, Variable

    found = Store().query(SAME, substitutions={Variable("value"): Literal(text)})
    assert isinstance(found, QuerySolutions)
    assert [row["value"] for row in found] == [Literal(text)]


def test_bindings_reach_the_store(store: OxigraphStore) -> None:
    query = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?c ?l { ?c skos:prefLabel ?l FILTER(LANG(?l) = 'de') }"
    table = store.select(query, {"c": NamedNode("https://w3id.org/codiclust/vocab/barrier/shift-work")})
    assert [row[1] for row in table.rows] == ["Schichtbetrieb"]


@pytest.mark.parametrize("query", ["SELECT ?s {\n ?s ?p }", "nonsense", "SELECT ?s { ?s ?p ?o ", ""])
def test_a_query_that_does_not_parse_carries_line_and_column(store: OxigraphStore, query: str) -> None:
    with pytest.raises(QuerySyntaxError, match="does not parse") as caught:
        store.select(query)
    assert caught.value.line is not None
    assert caught.value.column is not None


def test_the_wrong_kind_of_query_gets_one_sentence(store: OxigraphStore) -> None:
    with pytest.raises(InputError, match="no SELECT"):
        store.select("ASK {}")
    with pytest.raises(InputError, match="no ASK"):
        store.ask(TITLE)
    with pytest.raises(InputError, match="no CONSTRUCT or DESCRIBE"):
        list(store.construct(TITLE))
    with pytest.raises(InputError, match="A graph has no csv form"):
        store.serialized("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "csv")


def test_forms_and_formats(store: OxigraphStore) -> None:
    assert store.form("ASK {}") == "ask"
    assert store.form("DESCRIBE <https://w3id.org/codiclust/id/roadmap/R01>") == "graph"
    assert json.loads(store.serialized("ASK {}", "json"))["boolean"] is True
    assert store.serialized("SELECT (1 AS ?n) {}", "csv") == b"n\r\n1\r\n"
    turtle = "CONSTRUCT { <http://e/s> <http://e/p> 1 } {}"
    assert store.serialized(turtle, "turtle").strip() == b"<http://e/s> <http://e/p> 1 ."
    assert json.loads(store.serialized(turtle, "json"))[0]["@id"] == "http://e/s"


def test_tables_for_people(store: OxigraphStore) -> None:
    text = format_table(store, "SELECT ?n ?long { VALUES (?n ?long) { (1 'a') (22 UNDEF) } } ORDER BY ?n")
    assert text.splitlines() == ["n   long", "--  ----", "1   a", "22", "(2 rows)"]
    cut = format_table(store, f"SELECT ('{'x' * 100}' AS ?y) {{}}")
    assert cut.splitlines()[2] == "x" * (WIDEST - 1) + "…"
    assert format_table(store, "ASK {}") == "yes"
    assert format_table(store, "ASK { FILTER(false) }") == "no"


def test_nothing_built_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NothingBuilt, match="run 'codiclust build' first"):
        OxigraphStore.current(tmp_path)
