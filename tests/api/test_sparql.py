"""The query endpoint as programs see it: the errors, the limits, the tags, the cache, the version asked."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import rdflib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.app import create_app
from api.building import build_version
from api.problems import register_error_handlers
from api.queries import QueryService
from api.settings import Settings
from api.sparql import register_sparql
from api.sparql_protocol import MAX_QUERY
from graph.build import BuiltGraph, GraphBuilder
from graph.publishing import version_folder
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
NAMES = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"

MakeClient = Callable[..., FlaskClient]


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
    [("nonsense", "line 1, column 9"), ("SELECT * {\n  ?s ?p ?o\n", "line 3, column 1"), ("", "line 1, column 1")],
)
def test_a_query_that_does_not_parse_says_where(client: FlaskClient, problem: ProblemCheck, query: str, place: str) -> None:
    body = problem(ask(client, query), 400)
    assert place in body["detail"]
    assert body["errors"][0]["pointer"] == "/query"


def test_each_error_has_its_status(client: FlaskClient, problem: ProblemCheck) -> None:
    problem(client.get("/sparql?default-graph-uri=urn:x"), 400)
    problem(client.post("/sparql", data={"default-graph-uri": "urn:x"}), 400)
    problem(client.get(f"/sparql?{urlencode([('query', 'ASK {}')] * 2)}"), 400)
    problem(client.post("/sparql?query=ASK{}", data="ASK {}", content_type="application/sparql-query"), 400)
    for update in ("INSERT DATA { <urn:a> <urn:b> 1 }", "CLEAR ALL", "LOAD <http://127.0.0.1:9/>"):
        problem(ask(client, update), 403)
        problem(client.post("/sparql", data={"update": update}), 403)
        problem(client.post("/sparql", data=update, content_type="application/sparql-update"), 403)
    problem(ask(client, "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"), 403)
    problem(ask(client, "ASK {}", "image/png", format="turtle"), 406)
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
        response = ask(client, query, "text/csv, text/turtle")
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
