"""Odd addresses, hostile data and what is not there: nothing breaks, and markup stays text."""

from pathlib import Path
from urllib.parse import unquote

import pytest
import rdflib
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Quad

from api.app import create_app
from api.openapi import Api
from api.service import Service, load_service
from api.settings import Settings
from graph.build import GraphBuilder
from graph.publishing import publish
from graph.quads import canonical_nquads, with_default_graph
from graph.store import OxigraphStore
from ontology.files import VERSION
from ontology.namespaces import ID, RDF, RDFS, SCHEMA, graph_iri
from tests.api.conftest import ProblemCheck
from tests.api.html_pages import data_of, page

R01 = "/doc/id/roadmap/R01"
PARSERS = {"ttl": "turtle", "rdf": "xml", "nt": "nt"}


@pytest.mark.parametrize(
    "path",
    [
        "/id/roadmap/R99",
        "/id/roadmap",
        "/id/",
        "/id",
        "/vocab/",
        "/vocab/barrier/",
        "/id/roadmap/R01/",
        "/id/roadmap/R01.html",
        "/id/roadmap/r01",
        "/id//roadmap/R01",
        "/id/roadmap//R01",
        "/id/../id/roadmap/R01",
        "/id/%2e%2e/%2e%2e/etc/passwd",
        "/doc/id/roadmap/R01.json",
        "/doc/id/roadmap/R01.",
        "/doc/id/roadmap/R01.html.ttl",
        "/doc/id/roadmap/R99.ttl",
        "/doc/id/.ttl",
        "/doc/",
        "/doc/other/R01",
        "/doc/id/..%2f..%2fpyproject.toml",
        "/vocab/barrier/sch%C3%BCtt",
        "/vocab/barrier/sch%25C3%25BCtt",
        "/vocab/barrier/%zz",
        "/vocab/barrier/%",
        "/id/%00",
        "/doc/id/roadmap/R01%00.ttl",
        "/id/%ff%fe",
        "/id/%0d%0aX: y",
        "/id/a b",
        "/id/%3Cscript%3E",
        "/id/x%3E%20%3Fp%20%3Fo%20%7D",
        "/id/%F0%9F%98%80",
        "/id/%ED%A0%80",
        f"/id/{'x' * 100_000}",
        f"/doc/vocab/{'ü/' * 20_000}a.html",
        "/ontology/",
        "/ontology/2.0.0",
        "/ontology/1.0",
        f"/ontology/{VERSION}/",
        f"/ontology/{VERSION}.json",
        "/ontology/ttl",
        "/ontology.json",
        "/ontology/%00",
        "/graph/nothing",
    ],
)
def test_what_is_not_there_is_not_found_and_nothing_breaks(client: FlaskClient, problem: ProblemCheck, path: str) -> None:
    for accept in ("*/*", "text/turtle"):
        response = client.get(path, headers={"Accept": accept})
        assert len(problem(response, 404)["detail"]) < 200
    assert client.head(path).status_code == 404


@pytest.mark.parametrize("path", ["/id/roadmap/R01", f"{R01}.ttl", "/ontology"])
def test_documents_are_only_read(client: FlaskClient, problem: ProblemCheck, path: str) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        response = client.open(path, method=method)
        problem(response, 405)
        assert "GET" in response.headers["Allow"]


def test_nothing_built_is_503(tmp_path: Path, problem: ProblemCheck, service: Service) -> None:
    client = create_app(Settings(home=tmp_path)).test_client()
    for path in ("/id/roadmap/R01", f"{R01}.html", "/ontology"):
        problem(client.get(path), 503)
    without = create_app(Settings(home=tmp_path), Service(service.catalogue, service.recommender)).test_client()
    problem(without.get(f"{R01}.html"), 503)


HOSTILE = """kind: method
defaults: {provenance: {status: illustrative}}
records:
  - id: H1
    title: {de: "<img src=x onerror=alert(1)>", en: "</script><script>alert(1)</script>"}
    description:
      de: "</script><svg onload=alert(2)> <!--<script> & \\u2028"
      en: "{{ 7*7 }} {% raw %} \\" ' javascript:alert(3)"
    phases: [TP1]
    typical_mistakes: [{de: "\\u202e rückwärts"}, {de: "]]>&lt;"}]
    alternatives: [{id: H2, difference: {de: "<a href=javascript:alert(4)>klick</a>"}}]
  - id: H2
    title: {de: "'\\" onmouseover=alert(5) x='", en: "</title><base href=//evil.example>"}
    description: {de: "x", en: "y"}
    phases: [TP1]
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "böse #1 %.yaml").write_text(HOSTILE, "utf-8")
    home = tmp_path_factory.mktemp("hostile-home")
    GraphBuilder((folder,), shipped=False).build(home)
    return create_app(Settings(home=home), load_service(home)).test_client()


@pytest.mark.parametrize("path", ["vocab/method/H1", "vocab/method/H2", "vocab/method", "id/rationale/H1/alternativeTo/H2"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_markup_in_data_stays_text(hostile: FlaskClient, path: str, language: str) -> None:
    found = page(hostile, f"/doc/{path}.html?lang={language}")
    data_of(found)
    assert not [tag for tag, _ in found.tags if tag in {"svg", "img", "base"}]
    assert not [href for href in found.hrefs if "javascript" in href.lower() or "evil" in href]
    if path.endswith("H1"):
        assert "<img src=x onerror=alert(1)>" in found.words
        assert "</script><script>alert(1)</script>" in found.words
        assert "{{ 7*7 }}" in found.words
    for ending, name in PARSERS.items():
        rdflib.Graph().parse(data=hostile.get(f"/doc/{path}.{ending}").data, format=name)
    assert hostile.get(f"/doc/{path}.jsonld").json


def test_a_graph_is_found_though_its_file_has_an_odd_name(hostile: FlaskClient) -> None:
    found = page(hostile, "/doc/vocab/method/H1.html")
    (href,) = {href for href in found.hrefs if href.startswith("/doc/graph/")}
    assert href == "/doc/graph/own/b%C3%B6se%20%231%20%25.html"
    assert "böse #1 %" in unquote(page(hostile, href).words)
    response = hostile.get("/graph/own/b%C3%B6se%20%231%20%25")
    assert response.headers["Location"] == href
    assert graph_iri("own/b%C3%B6se%20%231%20%25") in hostile.get(href).headers["Link"]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory, service: Service) -> FlaskClient:
    """A store with IRIs that our own data files could never have."""
    triples: list[tuple[str, str, NamedNode | Literal]] = [
        (f"{ID}offer/Müll", f"{SCHEMA}url", NamedNode("javascript:alert(1)")),
        (f"{ID}offer/Müll", f"{SCHEMA}url", NamedNode("data:text/html,<script>".replace("<", "%3C").replace(">", "%3E"))),
        (f"{ID}offer/Müll", f"{RDFS}seeAlso", NamedNode("HTTPS://example.org/ok")),
        (f"{ID}offer/Müll", f"{RDFS}seeAlso", NamedNode("https://example.org/'%22onclick=x")),
        (f"{ID}offer/Müll", f"{RDFS}seeAlso", NamedNode(f"{ID}..//..//evil.example/x")),
        (f"{ID}offer/Müll", "javascript:property", Literal("x")),
        (f"{ID}offer/Müll", f"{RDF}type", NamedNode("javascript:type")),
        ("javascript:subject", f"{RDFS}seeAlso", NamedNode(f"{ID}offer/Müll")),
        (f"{ID}offer/a.ttl", f"{RDFS}label", Literal("with an ending", language="en")),
        (f"{ID}offer/a%20b%2Fc", f"{RDFS}label", Literal("encoded")),
    ]
    quads = [Quad(NamedNode(s), NamedNode(p), o, NamedNode(graph_iri("odd"))) for s, p, o in triples]
    folder = tmp_path_factory.mktemp("odd-home")
    where = publish(folder, "0123456789abcdef", with_default_graph(quads), canonical_nquads(quads))
    changed = Service(service.catalogue, service.recommender, OxigraphStore(where))
    return create_app(Settings(home=folder), changed).test_client()


def test_only_addresses_of_the_web_become_links(odd: FlaskClient) -> None:
    found = page(odd, "/doc/id/offer/M%C3%BCll.html")
    assert "javascript:alert(1)" in found.words
    assert "javascript:subject" in found.words
    assert "javascript:property" in found.words
    assert [h for h in found.hrefs if not h.startswith(("/", "?", "http://", "https://"))] == ["#main"]
    assert "https://example.org/'%22onclick=x" in found.hrefs
    assert "/doc/id/..//..//evil.example/x.html" in found.hrefs


def test_iris_with_umlauts_percent_signs_and_endings_are_found(odd: FlaskClient) -> None:
    moved = odd.get("/id/offer/Müll", headers={"Accept": "text/turtle"})
    assert moved.headers["Location"] == "/doc/id/offer/M%C3%BCll.ttl"
    document = odd.get(moved.headers["Location"])
    assert "M%C3%BCll>" in document.headers["Link"]
    assert f"<{ID}offer/Müll>".encode() in odd.get("/doc/id/offer/M%C3%BCll.nt").data
    assert odd.get("/id/offer/a.ttl").headers["Location"] == "/doc/id/offer/a.ttl.html"
    assert "with an ending" in odd.get("/doc/id/offer/a.ttl.html").text
    assert odd.get("/doc/id/offer/a.ttl").headers["Content-Location"] == "/doc/id/offer/a.ttl.html"
    assert odd.get("/doc/id/offer/a.ttl.ttl").status_code == 200


def test_links_of_the_sitemap_lead_to_documents(home: Path, service: Service) -> None:
    client = create_app(Settings(home=home, public_url="https://example.org"), service).test_client()
    graph_pages = [line for line in client.get("/sitemap.xml").text.split("<loc>") if "/doc/" in line]
    assert len(graph_pages) > 500
    for line in graph_pages[::50]:
        address = line.split("</loc>")[0].removeprefix("https://example.org")
        assert client.head(address).status_code == 200


def test_the_routes_are_part_of_the_application(app: Api) -> None:
    rules = {str(rule) for rule in app.url_map.iter_rules()}
    assert {"/ontology", "/ontology/<string:version>", "/doc/<any(id, vocab, graph):space>/<path:path>"} <= rules
