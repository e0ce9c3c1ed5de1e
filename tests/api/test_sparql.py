"""The query endpoint as programs see it: the protocol, the formats, the errors, the tags, the version asked."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import rdflib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.app import create_app, create_sparql_app
from api.building import build_version
from api.problems import register_error_handlers
from api.queries import QueryService
from api.settings import Settings
from api.sparql import register_sparql
from api.sparql_protocol import MAX_QUERY
from graph.build import BuiltGraph, GraphBuilder
from graph.publishing import version_folder
from graph.query.dataset_file import load_dataset
from graph.query.formats import GRAPH_FORMATS, TABLE_FORMATS
from graph.query.pool import QueryAnswer, QueryPool, QueryRequest
from graph.store import QueryLimits
from tests.api.conftest import SMALL, ProblemCheck, body_of

G = "https://w3id.org/codiclust/graph/"
PREFIXES = (
    "PREFIX codi: <https://w3id.org/codiclust/ontology#>\n"
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
)
TITLES = f"{PREFIXES}SELECT ?title {{ <https://w3id.org/codiclust/id/roadmap/R01> rdfs:label ?title }} ORDER BY LANG(?title)"
METHODS = f"{PREFIXES}SELECT ?label {{ ?m a codi:Method ; skos:prefLabel ?label FILTER(LANG(?label) = 'en') }} ORDER BY ?label"
DESCRIBE = "DESCRIBE <https://w3id.org/codiclust/id/roadmap/R01>"
DATASET = """
<urn:s> <urn:p> "default" .
<urn:s> <urn:p> "one" <urn:g1> .
<urn:s> <urn:p> "both" <urn:g1> .
<urn:s> <urn:p> "both" <urn:g2> .
"""
VALUES = "SELECT ?o { ?s <urn:p> ?o } ORDER BY ?o"
NAMES = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"

MakeClient = Callable[..., FlaskClient]


@pytest.fixture(scope="module")
def dataset_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of an endpoint over `DATASET`, whose answers are known by hand."""
    folder = tmp_path_factory.mktemp("dataset")
    (folder / "data.nq").write_text(DATASET, "utf-8")
    app = create_sparql_app(Settings(public_url="https://data.example/kg"), load_dataset(folder / "data.nq", folder))
    yield app.test_client()
    app.extensions["codiclust-queries"].close()


@pytest.fixture
def limited(home: Path, built: BuiltGraph) -> Iterator[MakeClient]:
    """Makes clients of endpoints over the shipped data with limits of their own."""
    services: list[QueryService] = []

    def make(**limits: float) -> FlaskClient:
        services.append(QueryService(lambda: version_folder(home), QueryLimits(**limits)))  # type: ignore[arg-type]
        app = Flask(__name__)
        app.extensions["codiclust-settings"] = Settings()
        register_error_handlers(app)
        register_sparql(app, services[-1])
        return app.test_client()

    yield make
    for service in services:
        service.close()


def ask(client: FlaskClient, query: str, accept: str | None = None, path: str = "/sparql", **more: object) -> TestResponse:
    headers = {} if accept is None else {"Accept": accept}
    return client.get(f"{path}?{urlencode({'query': query, **more}, doseq=True)}", headers=headers)


def column(response: TestResponse) -> list[str]:
    assert response.status_code == 200, response.text
    bindings = body_of(response)["results"]["bindings"]
    return [next(iter(row.values()))["value"] for row in bindings]


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
    dataset_client: FlaskClient, parameters: dict[str, object], values: list[str], names: list[str]
) -> None:
    assert column(ask(dataset_client, VALUES, **parameters)) == values
    assert column(ask(dataset_client, NAMES, **parameters)) == names
    posted = dataset_client.post(f"/sparql?{urlencode(parameters, doseq=True)}", data=VALUES, content_type="application/sparql-query")
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
        ("text/xml;q=0.5, text/csv;q=0.4, application/n-triples;q=0.1", "application/sparql-results+xml", "application/rdf+xml"),
        ("application/sparql-results+json;q=0.3, text/csv;q=0.8, */*;q=0.1", "text/csv", "text/turtle"),
        ("text/tab-separated-values, application/rdf+xml", "text/tab-separated-values", "application/rdf+xml"),
        ("TEXT/CSV; charset=utf-8, Application/LD+JSON", "text/csv", "application/ld+json"),
        ("text/csv;q=0, text/tab-separated-values;q=0, text/*, application/x", "", "text/turtle"),
        ("image/png", "", ""),
        ("*/*;q=0", "", ""),
    ],
)
def test_accept_chooses_the_format(client: FlaskClient, problem: ProblemCheck, accept: str | None, table: str, graph: str) -> None:
    for query, expected in ((TITLES, table), ("ASK {}", table), (DESCRIBE, graph)):
        response = ask(client, query, accept)
        if expected:
            assert response.status_code == 200
            assert response.mimetype == expected
            assert response.headers["Vary"] == "Accept, Accept-Language"
        else:
            assert "comes as" in problem(response, 406)["detail"]


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


def test_an_answer_that_is_known_is_not_sent_again(client: FlaskClient) -> None:
    first = ask(client, TITLES)
    address, tag = f"/sparql?{urlencode({'query': TITLES})}", first.headers["ETag"]
    assert first.headers["Cache-Control"] == "no-cache"
    for sent in (tag, f'"other", {tag}', f"W/{tag}"):  # compared weakly, RFC 9110, 13.1.2
        again = client.get(address, headers={"If-None-Match": sent})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert client.get(address, headers={"If-None-Match": '"other"'}).data == first.data
    assert client.get(address, headers={"If-None-Match": tag, "Accept": "text/csv"}).status_code == 200
    assert ask(client, f"{TITLES} LIMIT 1").headers["ETag"] != tag


def test_a_wrong_query_is_wrong_whatever_the_client_has(client: FlaskClient, problem: ProblemCheck) -> None:
    problem(client.get("/sparql?query=nonsense", headers={"If-None-Match": "*"}), 400)


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()", "struuid ()"])
def test_what_may_answer_differently_has_no_tag(client: FlaskClient, call: str) -> None:
    response = ask(client, f"SELECT ({call} AS ?x) {{}}")
    assert response.status_code == 200
    assert "ETag" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"


def test_a_second_call_comes_from_the_cache(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    answer = QueryPool.ask

    def counting(pool: QueryPool, request: QueryRequest) -> QueryAnswer:
        asked.append(request.text)
        return answer(pool, request)

    monkeypatch.setattr(QueryPool, "ask", counting)
    query, volatile = f"{TITLES} # asked nowhere else", "SELECT (RAND() AS ?x) {}"
    assert ask(client, query).data == ask(client, query).data
    assert ask(client, volatile).data != ask(client, volatile).data
    ask(client, query, "text/csv")
    assert asked == [query, volatile, volatile, query]


@pytest.mark.parametrize(
    ("query", "place"),
    [("nonsense", "line 1, column 1"), ("SELECT * {\n  ?s ?p\n}", "line 3, column 1"), ("", "line 1, column 1")],
)
def test_a_query_that_does_not_parse_says_where(client: FlaskClient, problem: ProblemCheck, query: str, place: str) -> None:
    body = problem(ask(client, query), 400)
    assert place in body["detail"]
    assert body["errors"][0]["pointer"] == "/query"


def test_each_error_has_its_status(client: FlaskClient, problem: ProblemCheck) -> None:
    problem(client.get("/sparql?default-graph-uri=urn:x"), 400)
    problem(client.post("/sparql", data={}), 400)
    problem(client.get(f"/sparql?{urlencode([('query', 'ASK {}')] * 2)}"), 400)
    problem(client.post("/sparql?query=ASK{}", data="ASK {}", content_type="application/sparql-query"), 400)
    for update in ("INSERT DATA { <urn:a> <urn:b> 1 }", "CLEAR ALL", "LOAD <http://127.0.0.1:9/>"):
        problem(ask(client, update), 403)
        problem(client.post("/sparql", data={"update": update}), 403)
        problem(client.post("/sparql", data=update, content_type="application/sparql-update"), 403)
    problem(ask(client, "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"), 403)
    problem(ask(client, "ASK {}", format="nonsense"), 406)
    problem(client.post("/sparql", data="{}", content_type="application/json"), 415)
    problem(client.post("/sparql", data="ASK {}"), 415)
    problem(ask(client, "SELECT (<urn:f>(1) AS ?x) {}"), 422)
    problem(ask(client, "ASK {}", **{"default-graph-uri": "no iri"}), 422)


def test_too_long_a_query_is_refused(client: FlaskClient, problem: ProblemCheck) -> None:
    fits = "ASK {}".ljust(MAX_QUERY)
    assert client.post("/sparql", data=fits, content_type="application/sparql-query").status_code == 200
    for size in (MAX_QUERY + 1, 5 * MAX_QUERY):
        problem(client.post("/sparql", data="ASK {}".ljust(size), content_type="application/sparql-query"), 413)
        problem(client.post("/sparql", data={"query": "ASK {}".ljust(size)}), 413)


def test_limits_are_errors_and_never_half_an_answer(limited: MakeClient) -> None:
    def refused(client: FlaskClient, query: str, status: int, word: str) -> None:
        response = ask(client, query, "text/csv")
        assert (response.status_code, response.content_type) == (status, "application/problem+json")
        assert word in body_of(response)["detail"]
        assert "ETag" not in response.headers

    refused(limited(seconds=0.5), "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }", 504, "0.5 seconds")
    refused(limited(max_rows=10), "SELECT * { ?s ?p ?o }", 507, "10 rows")
    refused(limited(max_rows=10), "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", 507, "10 rows")
    refused(limited(max_bytes=10_000), "SELECT * { ?s ?p ?o }", 507, "10000 bytes")


def test_the_service_description_lists_the_graphs(client: FlaskClient, problem: ProblemCheck) -> None:
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    for accept, expected in ((None, "text/turtle"), ("application/rdf+xml", "application/rdf+xml")):
        response = client.get("/sparql", headers={} if accept is None else {"Accept": accept})
        assert response.mimetype == expected
        graph = rdflib.Graph().parse(data=response.data, format=response.mimetype)
        (service,) = graph.subjects(rdflib.RDF.type, sd.Service)
        assert graph.value(service, sd.endpoint) == rdflib.URIRef("http://127.0.0.1:8000/sparql")
        names = {str(name) for name in graph.objects(None, sd.name)}
        assert {f"{G}{name}" for name in ("ontology", "vocab", "provenance", "inferred", "data/roadmaps/R01")} <= names
        assert names == set(column(ask(client, NAMES)))


def test_a_new_build_is_picked_up(small_home: Path, tmp_path: Path) -> None:
    def build(label: str) -> str:
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / "methods.yaml").write_text(SMALL.replace("Show on the spot", label), "utf-8")
        return build_version(GraphBuilder((tmp_path / "data",), shipped=False), tmp_path / "home", lambda *_: None).version

    first = build("Point at it")
    app = create_app(Settings(home=tmp_path / "home"))
    client = app.test_client()
    before = ask(client, METHODS)
    assert column(before) == ["Point at it", "Tell in turn"]
    assert build("Watch it") != first
    after = client.get(f"/sparql?{urlencode({'query': METHODS})}", headers={"If-None-Match": before.headers["ETag"]})
    assert column(after) == ["Tell in turn", "Watch it"]
    app.extensions["codiclust-queries"].close()
