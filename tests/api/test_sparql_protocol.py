"""The protocol of the query endpoint: the ways to send a query, its dataset, the formats that clients take."""

import csv
import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
import rdflib
from flask.testing import FlaskClient

from api.app import create_sparql_app
from api.settings import Settings
from graph.query.dataset_file import load_dataset
from graph.query.formats import GRAPH_FORMATS, TABLE_FORMATS
from tests.api.conftest import ProblemCheck, body_of
from tests.api.test_sparql import DESCRIBE, NAMES, TITLES, ask, column

DATASET = """
<urn:s> <urn:p> "default" .
<urn:s> <urn:p> "one" <urn:g1> .
<urn:s> <urn:p> "both" <urn:g1> .
<urn:s> <urn:p> "both" <urn:g2> .
"""
VALUES = "SELECT ?o { ?s <urn:p> ?o } ORDER BY ?o"


@pytest.fixture(scope="module")
def dataset_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of an endpoint over `DATASET`, whose answers are known by hand."""
    folder = tmp_path_factory.mktemp("dataset")
    (folder / "data.nq").write_text(DATASET, "utf-8")
    app = create_sparql_app(Settings(public_url="https://data.example/kg"), load_dataset(folder / "data.nq", folder))
    yield app.test_client()
    app.extensions["codiclust-queries"].close()


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_a_query_may_be_sent_in_three_ways(client: FlaskClient, path: str) -> None:
    got = ask(client, TITLES, path=path)
    form = client.post(path, data={"query": TITLES})
    direct = client.post(path, data=TITLES.encode(), content_type="application/sparql-query")
    assert len(column(got)) == 2
    assert got.data == form.data == direct.data
    assert got.content_type == "application/sparql-results+json"
    assert got.headers["ETag"] == form.headers["ETag"] == direct.headers["ETag"]


def test_direct_posts_say_utf_8_or_nothing(client: FlaskClient, problem: ProblemCheck) -> None:
    query = 'SELECT ("ä€😀" AS ?x) {}'.encode()
    posted = client.post("/sparql", data=query, content_type="application/sparql-query; charset=UTF-8")
    assert column(posted) == ["ä€😀"]
    problem(client.post("/sparql", data=query, content_type="application/sparql-query; charset=utf-16"), 415)
    problem(client.post("/sparql", data=b'ASK { ?s ?p "\xff" }', content_type="application/sparql-query"), 400)
    problem(client.get("/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%22%FF%22%20%7D"), 400)


@pytest.mark.parametrize(
    ("parameters", "values", "names"),
    [
        ({}, ["default"], ["urn:g1", "urn:g2"]),
        ({"default-graph-uri": "urn:g1"}, ["both", "one"], []),
        ({"default-graph-uri": ["urn:g1", "urn:g2"]}, ["both", "one"], []),
        ({"named-graph-uri": "urn:g2"}, [], ["urn:g2"]),
        ({"default-graph-uri": "urn:g2", "named-graph-uri": ["urn:g1", "urn:none"]}, ["both"], ["urn:g1"]),
        ({"default-graph-uri": "http://127.0.0.1:9/not-held"}, [], []),
    ],
)
def test_parameters_name_the_dataset(
    dataset_client: FlaskClient, parameters: dict[str, Any], values: list[str], names: list[str]
) -> None:
    assert column(ask(dataset_client, VALUES, **parameters)) == values
    assert column(ask(dataset_client, NAMES, **parameters)) == names
    posted = dataset_client.post(
        f"/sparql?{urlencode(parameters, doseq=True)}", data=VALUES, content_type="application/sparql-query"
    )
    assert column(posted) == values
    assert column(dataset_client.post("/sparql", data={"query": VALUES, **parameters})) == values


@pytest.mark.parametrize(
    ("clauses", "values"),
    [
        ("FROM <urn:g1>", ["both", "one"]),
        ("FROM <urn:g1> FROM <urn:g2>", ["both", "one"]),
        ("FROM NAMED <urn:g1>", []),
        ("FROM <urn:none>", []),
    ],
)
def test_a_query_names_its_dataset_and_parameters_replace_it(
    dataset_client: FlaskClient, clauses: str, values: list[str]
) -> None:
    query = f"SELECT ?o {clauses} {{ ?s <urn:p> ?o }} ORDER BY ?o"
    assert column(ask(dataset_client, query)) == values
    assert column(ask(dataset_client, query, **{"default-graph-uri": "urn:g2"})) == ["both"]


def test_relative_iris_resolve_against_the_public_address(dataset_client: FlaskClient) -> None:
    query = "SELECT (STR(<>) AS ?a) (STR(<x>) AS ?b) (STR(</y>) AS ?c) {}"
    row = body_of(ask(dataset_client, query))["results"]["bindings"][0]
    assert [row[name]["value"] for name in "abc"] == [
        "https://data.example/kg/sparql",
        "https://data.example/kg/x",
        "https://data.example/y",
    ]


@pytest.mark.parametrize(
    ("accept", "table", "graph"),
    [
        (None, "application/sparql-results+json", "text/turtle"),
        ("*/*", "application/sparql-results+json", "text/turtle"),
        ("application/*", "application/sparql-results+json", "application/n-triples"),
        ("text/*", "text/csv", "text/turtle"),
        ("application/json", "application/sparql-results+json", "application/ld+json"),
        ("application/xml", "application/sparql-results+xml", "application/rdf+xml"),
        (
            "text/xml;q=0.5, text/csv;q=0.4, application/n-triples;q=0.1",
            "application/sparql-results+xml",
            "application/rdf+xml",
        ),
        ("application/sparql-results+json;q=0.3, text/csv;q=0.8, */*;q=0.1", "text/csv", "text/turtle"),
        ("text/tab-separated-values, application/rdf+xml", "text/tab-separated-values", "application/rdf+xml"),
        ("TEXT/CSV; charset=utf-8, Application/LD+JSON", "text/csv", "application/ld+json"),
        ("text/csv;q=0, text/tab-separated-values;q=0, text/xml;q=0, text/*", "", "text/turtle"),
        ("image/png", "", ""),
        ("*/*;q=0", "", ""),
    ],
)
def test_accept_chooses_the_format(
    client: FlaskClient, problem: ProblemCheck, accept: str | None, table: str, graph: str
) -> None:
    for query, expected in ((TITLES, table), ("ASK {}", table), (DESCRIBE, graph)):
        response = ask(client, query, accept)
        if expected:
            assert response.status_code == 200
            assert response.mimetype == expected
            assert response.headers["Vary"] == "Accept, Accept-Language"
        else:
            assert "comes as" in problem(response, 406)["detail"]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib, of itself
@pytest.mark.parametrize("key", [*TABLE_FORMATS, *GRAPH_FORMATS])
def test_every_format_can_be_read(client: FlaskClient, key: str) -> None:
    is_table = key in TABLE_FORMATS
    response = ask(client, TITLES if is_table else DESCRIBE, "image/png", format=key)
    assert response.content_length == len(response.data)
    assert response.content_type == ((TABLE_FORMATS if is_table else GRAPH_FORMATS)[key]).content_type
    if key == "csv":
        assert len(list(csv.DictReader(io.StringIO(response.text)))) == 2
    elif is_table:
        found = rdflib.query.Result.parse(io.BytesIO(response.data), content_type=response.content_type)
        assert len(list(found)) == 2
    else:
        graph = rdflib.Graph().parse(data=response.data, format=response.mimetype)
        assert len(graph) > 50


def test_head_says_what_get_would(client: FlaskClient) -> None:
    got = ask(client, TITLES, "text/csv")
    head = client.head(f"/sparql?{urlencode({'query': TITLES})}", headers={"Accept": "text/csv"})
    assert head.data == b""
    for name in ("Content-Type", "Content-Length", "ETag", "Cache-Control", "Vary"):
        assert head.headers[name] == got.headers[name]


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_scripts_of_all_pages_may_ask(client: FlaskClient, path: str) -> None:
    asked = {"Origin": "https://notebook.example", "Access-Control-Request-Method": "POST"}
    options = client.options(path, headers=asked)
    assert options.status_code == 204
    assert options.headers["Allow"] == options.headers["Access-Control-Allow-Methods"] == "GET, HEAD, POST, OPTIONS"
    assert "Content-Type" in options.headers["Access-Control-Allow-Headers"]
    for response in (options, ask(client, "ASK {}", path=path), ask(client, "nonsense", path=path)):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response.headers
    assert client.put(path).status_code == 405


def test_format_beats_accept_where_the_result_has_it(client: FlaskClient) -> None:
    for formats, table, graph in (
        (["nonsense", "csv"], "text/csv", "application/n-triples"),
        (["rdf+xml", "application/rdf+xml"], "application/sparql-results+json", "application/rdf+xml"),
        (["json"], "application/sparql-results+json", "application/n-triples"),
    ):
        accept = "application/sparql-results+json, application/n-triples"
        assert ask(client, TITLES, accept, format=formats).mimetype == table
        assert ask(client, DESCRIBE, accept, format=formats).mimetype == graph
