"""Queries of strangers: nothing is ever fetched for them, and what would never end is ended."""

import http.server
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.problems import register_error_handlers
from api.queries import QueryService
from api.settings import Settings
from api.sparql import register_sparql
from graph.build import BuiltGraph
from graph.publishing import version_folder
from graph.query.pool import PoolSize
from graph.store import QueryLimits

PLACES = PoolSize()
SECONDS = 1.0
"""The limit under which runaways run here."""

CANARY = "http://canary/"
"""Stands in the queries below for the address of the canary."""

REFUSED = [
    "SELECT * { SERVICE <http://canary/> { ?s ?p ?o } }",
    "SELECT * { service<http://canary/>{ ?s ?p ?o } }",
    "SELECT * { SeRvIcE SILENT <http://canary/> { ?s ?p ?o } }",
    "SELECT * { SERVICE # comment\n silent\t<http://canary/>\n{ ?s ?p ?o } }",
    "BASE <http://canary/> SELECT * { SERVICE <x> { ?s ?p ?o } }",
    "PREFIX c: <http://canary/> SELECT * { SERVICE c: { ?s ?p ?o } }",
    "PREFIX c: <http://canary/> SELECT * { SERVICE c:x.y-z { ?s ?p ?o } }",
    "PREFIX service: <http://canary/> SELECT * { SERVICE service:service { ?s ?p ?o } }",
    "SELECT * { VALUES ?e { <http://canary/> } SERVICE ?e { ?s ?p ?o } }",
    "SELECT * { BIND(<http://canary/> AS ?e) SERVICE SILENT $e { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE <http://canary/> { ?s ?p ?o } } } }",
    "SELECT * { ?s ?p ?o FILTER NOT EXISTS { SERVICE <http://canary/> { ?a ?b ?c } } }",
    "SELECT * { ?s ?p ?o FILTER(EXISTS { SERVICE <http://canary/> { ?a ?b ?c } }) }",
    "SELECT * { ?s ?p ?o MINUS { SERVICE <http://canary/> { ?s ?p ?o } } }",
    "SELECT * { OPTIONAL { SERVICE <http://canary/> { ?s ?p ?o } } }",
    "SELECT * { { } UNION { SERVICE <http://canary/> { ?s ?p ?o } } }",
    "SELECT * { GRAPH ?g { SERVICE <http://canary/> { ?s ?p ?o } } }",
    "SELECT * { LATERAL { SERVICE <http://canary/> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p 1SERVICE <http://canary/> { ?a ?b ?c } }",
    "SELECT * { ?s ?p 1.5e0SERVICE <http://canary/> { ?a ?b ?c } }",
    "SELECT * { ?s ?p trueSERVICE <http://canary/> { ?a ?b ?c } }",
    "SELECT * { ?s ?p ''SERVICE <http://canary/> { ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o.SERVICE <http://canary/> { ?a ?b ?c } }",
    "SELECT * { \\u0053ERVICE <http://canary/> { ?s ?p ?o } }",
    "SELECT * { \\U00000053\\u0065rvice <http://canary/> { ?s ?p ?o } }",
    "SELECT * { SERVICE \\u003Chttp://canary/> { ?s ?p ?o } }",
    "SELECT * { ?a <'> ?b . FILTER('>' = ?b) SERVICE <http://canary/> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <http://canary/> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <http://canary/> { ?s ?p ?o } }",
    "ASK { SERVICE <http://canary/> {} }",
    "LOAD <http://canary/>",
    "LOAD SILENT <http://canary/data.ttl> INTO GRAPH <urn:g>",
    "# comment\nPREFIX a: <http://canary/> LOAD a:data",
    'INSERT DATA { <urn:s> <urn:p> "{\\"@context\\": \\"http://canary/context.jsonld\\"}" }',
    "INSERT { ?s ?p ?o } USING <http://canary/> WHERE { ?s ?p ?o }",
    "WITH <http://canary/> DELETE { ?s ?p ?o } WHERE { SERVICE <http://canary/> { ?s ?p ?o } }",
]
ANSWERED_WITH_NOTHING = [
    "SELECT * FROM <http://canary/> { ?s ?p ?o }",
    "SELECT * FROM<http://canary/data.ttl>FROM <http://canary/data.rdf> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://canary/> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM NAMED <http://canary/> { GRAPH <http://canary/> { ?s ?p ?o } }",
    "SELECT * { GRAPH <http://canary/> { ?s ?p ?o } }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { GRAPH <file:///proc/self/environ> { ?s ?p ?o } }",
]
TABLES = " ".join(f"VALUES ?v{n} {{ {'1 ' * 2000}}}" for n in range(8))
BOUNDED = {
    "regex": 'SELECT * { ?s ?p ?o . ?x ?y ?z FILTER(REGEX(CONCAT(STR(?o), STR(?z), "aaaaaaaaaaaa!"), "(a+)+$")) } ORDER BY ?o',
    "count": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "order": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "path": "SELECT (COUNT(*) AS ?n) { ?a (<>|!<>)* ?b . ?c (<>|!<>)* ?d }",
    "values": f"SELECT (COUNT(*) AS ?n) {{ {TABLES} }}",
    "concat": "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d))) AS ?all) { ?a ?b ?c . ?d ?e ?f }",
    "distinct": "SELECT DISTINCT ?a ?f { ?a ?b ?c . ?d ?e ?f . FILTER(?a != ?d) }",
    "construct": "CONSTRUCT { ?a ?e ?f } { ?a ?b ?c . ?d ?e ?f }",
}


class Canary(http.server.ThreadingHTTPServer):
    """Counts whoever comes by; it answers what a SPARQL service would."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Perch)
        self.hits: list[str] = []
        self.address = f"http://127.0.0.1:{self.server_port}/"


class _Perch(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Canary)
        self.server.hits.append(self.path)
        body = json.dumps({"head": {"vars": []}, "results": {"bindings": [{}]}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def canary() -> Iterator[Canary]:
    """A server that must not be asked by anybody but the test itself."""
    with Canary() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def queries(home: Path, built: BuiltGraph) -> Iterator[QueryService]:
    """A service over the shipped data that gives a query little time."""
    service = QueryService(lambda: version_folder(home), QueryLimits(seconds=SECONDS))
    yield service
    service.close()


@pytest.fixture
def strict(queries: QueryService) -> FlaskClient:
    """A client of that service."""
    app = Flask(__name__)
    app.extensions["codiclust-settings"] = Settings()
    register_error_handlers(app)
    register_sparql(app, queries)
    return app.test_client()


def test_the_canary_notices_visitors(canary: Canary) -> None:
    import urllib.request

    with urllib.request.urlopen(f"{canary.address}here", timeout=10) as answer:
        assert answer.status == 200
    assert canary.hits == ["/here"]


def test_no_spelling_reaches_another_service(strict: FlaskClient, canary: Canary) -> None:
    assert len(REFUSED) >= 25
    for query in REFUSED:
        text = query.replace(CANARY, canary.address)
        answers = [
            strict.get(f"/sparql?{urlencode({'query': text})}"),
            strict.post("/sparql", data={"query": text}),
            strict.post("/sparql", data=text.encode(), content_type="application/sparql-query"),
        ]
        for response in answers:
            assert response.status_code == 403, query
            assert response.content_type == "application/problem+json"
    assert canary.hits == []


def test_updates_are_taken_in_no_way(strict: FlaskClient, canary: Canary) -> None:
    update = f"LOAD <{canary.address}>"
    sent = [
        strict.get(f"/sparql?{urlencode({'update': update})}"),
        strict.get(f"/sparql?{urlencode({'query': 'ASK {}', 'update': update})}"),
        strict.post("/sparql", data={"update": update}),
        strict.post("/sparql", data={"update": update, "using-graph-uri": canary.address}),
        strict.post("/sparql", data=update, content_type="application/sparql-update"),
        strict.post(f"/sparql?using-named-graph-uri={canary.address}", data=update, content_type="application/sparql-update"),
    ]
    assert [response.status_code for response in sent] == [403] * len(sent)
    assert canary.hits == []


def test_graphs_that_are_not_held_are_empty_and_not_fetched(strict: FlaskClient, canary: Canary) -> None:
    for query in ANSWERED_WITH_NOTHING:
        response = strict.get(f"/sparql?{urlencode({'query': query.replace(CANARY, canary.address)})}")
        assert (response.status_code, response.json["results"]["bindings"]) == (200, []), query  # type: ignore[index]
    query = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    for name in ("default-graph-uri", "named-graph-uri"):
        for graph in (canary.address, f"{canary.address}data.ttl", "file:///etc/passwd", "http://localhost/data.nq"):
            response = strict.post("/sparql", data={"query": query, name: graph})
            assert (response.status_code, response.json["results"]["bindings"]) == (200, []), graph  # type: ignore[index]
    described = strict.get(f"/sparql?{urlencode({'query': f'DESCRIBE <{canary.address}>'})}")
    assert (described.status_code, described.mimetype) == (200, "text/turtle")
    posted = json.dumps({"@context": f"{canary.address}context.jsonld", "query": "ASK {}"})
    assert strict.post("/sparql", data=posted, content_type="application/ld+json").status_code == 415
    assert canary.hits == []


def test_the_word_alone_is_harmless(strict: FlaskClient) -> None:
    for query in ('ASK {?service ?p "SERVICE <http://x/> {"}', "ASK { <http://x/SERVICE> ?p 'LOAD <x>' } # SERVICE <x> {"):
        assert strict.get(f"/sparql?{urlencode({'query': query})}").status_code == 200


@pytest.mark.parametrize("query", BOUNDED.values(), ids=BOUNDED.keys())
def test_a_runaway_is_cut_within_its_limit(strict: FlaskClient, query: str) -> None:
    begin = time.monotonic()
    response = strict.post("/sparql", data={"query": query})
    assert time.monotonic() - begin < SECONDS + 1
    assert response.status_code in {503, 504, 507}, response.text[:200]
    assert response.content_type == "application/problem+json"


def test_runaways_leave_no_process_behind(strict: FlaskClient, queries: QueryService, home: Path) -> None:
    threads = [
        threading.Thread(target=strict.application.test_client().post, args=("/sparql",), kwargs={"data": {"query": query}})
        for query in list(BOUNDED.values()) * 2
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    left = _workers(home)
    assert 1 <= len(left) <= 1 + PLACES.quick_places + PLACES.slow_places  # one forks them, the others are idle
    before = {worker: _work(worker) for worker in left}
    time.sleep(0.3)
    assert all(_work(worker) - before[worker] < 0.1 for worker in left)
    queries.close()
    assert _workers(home) == []


def _workers(home: Path) -> list[int]:
    """Processes of the pool that this module started; dead ones have no arguments any more."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            arguments = (folder / "cmdline").read_text("utf-8", "replace")
        except OSError:
            continue
        if "graph.query.worker" in arguments and str(home) in arguments and f'"seconds": {SECONDS}' in arguments:
            found.append(int(folder.name))
    return found


def _work(worker: int) -> float:
    """Seconds of a processor that a process has used."""
    try:
        fields = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / 100
