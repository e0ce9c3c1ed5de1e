"""Linked data over HTTP: which document answers, in which form, what it holds, and that nothing sent or stored breaks it."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import rdflib
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Quad

from api.app import create_app
from api.openapi import Api
from api.service import Service, load_service
from api.settings import Settings
from graph.build import GraphBuilder
from graph.catalogue import Catalogue
from graph.publishing import publish
from graph.quads import canonical_nquads, with_default_graph
from graph.records import Record
from graph.records.toolbox import SCHEME_CLASSES
from graph.store import OxigraphStore
from graph.values import Text
from ontology.files import VERSION
from ontology.namespaces import BASE, CODI, ID, ONTOLOGY, RDF, RDFS, SCHEMA, graph_iri
from tests.api.conftest import ProblemCheck

TYPES = {
    "html": "text/html; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}
PARSERS = {"ttl": "turtle", "rdf": "xml", "nt": "nt"}
R01 = "/doc/id/roadmap/R01"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
ACCEPTED = [
    (None, "html"),
    ("", "html"),
    ("*/*", "html"),
    (BROWSER, "html"),
    ("text/*", "html"),
    ("text/html;q=0.5, text/turtle", "ttl"),
    ("text/turtle;q=0.5, text/html", "html"),
    ("text/turtle, */*;q=0.1", "ttl"),
    ("*/*, text/turtle", "ttl"),
    ("text/html;q=0, */*", "ttl"),
    ("text/*;q=0, */*", "jsonld"),
    ("text/turtle;q=0.2, application/n-triples;q=0.3", "nt"),
    ("application/ld+json", "jsonld"),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
    ("application/json", "jsonld"),
    ("application/*", "jsonld"),
    ("application/rdf+xml", "rdf"),
    ("APPLICATION/RDF+XML", "rdf"),
    ("text/turtle;charset=utf-8", "ttl"),
    ("application/xhtml+xml", "html"),
    ("text/turtle,application/n-triples;q=0.9,application/rdf+xml;q=0.7,application/ld+json;q=0.6,*/*;q=0.1", "ttl"),
]
REFUSED = ["image/png", "text/csv", "text/html;q=0", "*/*;q=0", "text/turtle;q=0.0, text/csv", "nonsense"]


class Page(HTMLParser):
    """What a browser would see: tags with attributes, links, ids, scripts, the text, and tags left open."""

    VOID = frozenset({"meta", "link", "br", "img", "input"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.words = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["script"]:
            self.scripts.append(data)
        else:
            self.words += data

    @property
    def hrefs(self) -> list[str]:
        return [attributes.get("href") or "" for tag, attributes in self.tags if tag == "a"]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.tags if "id" in attributes]

    def check(self) -> "Page":
        """No element is left open, nothing runs, nothing has a style of its own, links lead to us or out over http(s)."""
        assert self.open == []
        for tag, attributes in self.tags:
            assert tag != "script" or attributes == {"type": "application/ld+json"}
            assert tag not in {"style", "iframe", "object", "img"}
            assert not any(name.startswith("on") or name == "style" for name in attributes), (tag, attributes)
        for href in self.hrefs:
            assert href.startswith(("/", "#", "?", "https://", "http://")), href
            assert not href.startswith("//"), href
        assert len(self.ids) == len(set(self.ids))
        return self


def page(client: FlaskClient, address: str) -> Page:
    response = client.get(address)
    assert response.status_code == 200, (address, response.text)
    return Page(response.text).check()


def data_of(found: Page) -> dict[str, Any]:
    (script,) = found.scripts
    body: dict[str, Any] = json.loads(script)
    return body


@pytest.mark.parametrize(("accept", "ending"), ACCEPTED)
@pytest.mark.parametrize("path", ["id/roadmap/R01", "vocab/barrier/shift-work", "graph/data/roadmaps/R01"])
def test_an_identifier_leads_to_the_form_that_the_client_likes(
    client: FlaskClient, path: str, accept: str | None, ending: str
) -> None:
    response = client.get(f"/{path}", headers={} if accept is None else {"Accept": accept})
    assert response.status_code == 303
    assert response.headers["Location"] == f"/doc/{path}.{ending}"
    assert response.headers["Vary"] == "Accept"


@pytest.mark.parametrize(("accept", "ending"), ACCEPTED)
@pytest.mark.parametrize("path", [R01, "/ontology", f"/ontology/{VERSION}"])
def test_a_document_without_ending_answers_by_accept(client: FlaskClient, path: str, accept: str | None, ending: str) -> None:
    response = client.get(path, headers={} if accept is None else {"Accept": accept})
    assert response.status_code == 200
    assert response.headers["Content-Type"] == TYPES[ending]
    assert response.headers["Content-Location"] == f"{path}.{ending}"
    assert response.headers["Vary"] == "Accept, Accept-Language"
    same = client.get(f"{path}.{ending}", headers={"Accept": "image/png"})
    assert same.headers["ETag"] == response.headers["ETag"]
    assert same.data == response.data


@pytest.mark.parametrize("accept", REFUSED)
@pytest.mark.parametrize("path", ["/id/roadmap/R01", R01, "/ontology", f"/ontology/{VERSION}"])
def test_a_client_that_takes_none_of_them_is_told_which_there_are(
    client: FlaskClient, problem: ProblemCheck, path: str, accept: str
) -> None:
    detail = problem(client.get(path, headers={"Accept": accept}), 406)["detail"]
    assert all(content_type.split(";")[0] in detail for content_type in TYPES.values())


def test_every_record_is_described_in_every_form(client: FlaskClient, catalogue: Catalogue) -> None:
    found: list[Record] = []
    for kind, records in catalogue.records.items():
        small = kind in SCHEME_CLASSES  # concepts of the small schemes are all made alike: a third of them will do
        found += list(records.values())[:: 3 if small else 1]
    assert len(found) > 350
    for record in found:
        path = f"/doc/{record.iri.removeprefix(BASE)}"
        text = getattr(record, "title", None) or getattr(record, "reason", None)
        assert isinstance(text, Text)
        label = text.get("de")
        shown = page(client, f"{path}.html?lang=de")
        assert label in shown.words, path
        assert data_of(shown)["@id"] == record.iri
        for ending, name in PARSERS.items():
            graph = rdflib.Graph().parse(data=client.get(f"{path}.{ending}").data, format=name)
            assert label in {str(value) for value in graph.objects(rdflib.URIRef(record.iri))}, path
        nodes = client.get(f"{path}.jsonld").json
        assert nodes is not None
        assert all("@context" not in node for node in nodes)
        (node,) = (node for node in nodes if node["@id"] == record.iri)
        assert label in json.dumps(node, ensure_ascii=False).replace('\\"', '"'), path


@pytest.mark.parametrize("ending", TYPES)
def test_headers_of_a_document(client: FlaskClient, ending: str) -> None:
    response = client.get(f"{R01}.{ending}", headers={"Host": "evil.example"})
    assert response.headers["Content-Type"] == TYPES[ending]
    links = response.headers["Link"].split(", ")
    alternates = [link for link in links if 'rel="alternate"' in link]
    assert len(alternates) == 4
    for other in TYPES.keys() - {ending}:
        kind = TYPES[other].split(";")[0]
        assert f'<{R01}.{other}>; rel="alternate"; type="{kind}"' in alternates
    assert f'<{ID}roadmap/R01>; rel="describes"' in links
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in links
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers.get("Content-Language") == ("de" if ending == "html" else None)
    assert "evil" not in str(response.headers) + response.text
    assert "Content-Location" not in response.headers


def test_addresses_are_public_ones_where_they_are_set_and_never_the_host_header(home: Path, service: Service) -> None:
    client = create_app(Settings(home=home, public_url="https://example.org/kg"), service).test_client()
    moved = client.get("/id/roadmap/R01", headers={"Host": "evil.example", "Accept": "text/turtle"})
    assert moved.headers["Location"] == f"https://example.org/kg{R01}.ttl"
    assert "evil" not in moved.text
    document = client.get(R01, headers={"Host": "evil.example", "Accept": "text/turtle"})
    assert document.headers["Content-Location"] == f"https://example.org/kg{R01}.ttl"
    assert f'<https://example.org/kg{R01}.html>; rel="alternate"' in document.headers["Link"]
    assert f'<{ID}roadmap/R01>; rel="describes"' in document.headers["Link"]
    assert "example.org" not in document.text
    assert f"{ID}company/" in document.text
    assert all(not href.startswith("https://example.org") for href in page(client, f"{R01}.html").hrefs)


@pytest.mark.parametrize(
    "path", [f"{R01}.html", f"{R01}.ttl", "/ontology.ttl", "/ontology.html", f"/ontology/{VERSION}.rdf", R01]
)
def test_conditional_requests_and_head(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    tag = first.headers["ETag"]
    for value in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(path, headers={"If-None-Match": value})
        assert again.status_code == 304, value
        assert again.data == b""
        assert again.headers["ETag"] == tag
        assert again.headers.get("Vary") == first.headers.get("Vary")
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    head = client.head(path)
    assert head.status_code == 200
    assert head.data == b""
    assert int(head.headers["Content-Length"]) == len(first.data)
    assert head.headers["ETag"] == tag
    assert client.head("/id/roadmap/R01").status_code == 303
    assert client.head("/id/roadmap/R99").status_code == 404


def test_each_form_language_and_version_has_its_own_tag(client: FlaskClient, small_home: Path) -> None:
    addresses = [f"{R01}.{ending}" for ending in TYPES] + [f"{R01}.html?lang=en", "/doc/id/roadmap/R02.ttl", "/ontology.ttl"]
    small = create_app(Settings(home=small_home), load_service(small_home)).test_client()
    tags = [client.get(address).headers["ETag"] for address in addresses]
    tags.append(small.get("/ontology.ttl").headers["ETag"])
    assert len(set(tags)) == len(tags)
    assert client.get(f"{R01}.html", headers={"Accept-Language": "en"}).headers["ETag"] not in tags[:1]


@pytest.mark.parametrize(
    ("query", "accepted", "answered"),
    [
        ("", None, "de"),
        ("", "fr", "de"),
        ("", "en", "en"),
        ("", "en;q=0.2, de;q=0.9", "de"),
        ("?lang=de", "en", "de"),
        ("?lang=en", "de", "en"),
        ("?lang=fr", "en", "en"),
        ("?lang=", None, "de"),
    ],
)
@pytest.mark.parametrize("path", [f"{R01}.html", "/ontology.html"])
def test_language_of_a_page(client: FlaskClient, path: str, query: str, accepted: str | None, answered: str) -> None:
    response = client.get(path + query, headers={} if accepted is None else {"Accept-Language": accepted})
    assert response.headers["Content-Language"] == answered
    assert f'<html lang="{answered}">' in response.text
    assert response.headers["Vary"] == "Accept-Language"


def test_links_keep_the_language_that_the_address_asks_for(client: FlaskClient) -> None:
    assert client.get("/id/roadmap/R01?lang=en").headers["Location"] == f"{R01}.html?lang=en"
    assert client.get("/id/roadmap/R01?lang=fr\r\nX: y").headers["Location"] == f"{R01}.html"
    hrefs = page(client, f"{R01}.html?lang=en").hrefs
    assert "/doc/id/company/B01.html?lang=en" in hrefs
    assert "/ontology?lang=en#GoodPractice" in hrefs
    assert "/doc/id/company/B01.html" in page(client, f"{R01}.html").hrefs


def test_a_roadmap_is_readable_and_marked_as_invented(client: FlaskClient) -> None:
    for language, mark in (("de", "Erfundenes Beispiel"), ("en", "Invented example")):
        text = client.get(f"{R01}.html?lang={language}").text
        main = text[text.index("<main>") : text.index("</main>")]
        assert f'<span class="mark">{mark}</span>' in main
        found = Page(text).check()
        assert "Kurzvideos per QR-Code an Rüstplätzen der Drucksensormontage" in found.words
        assert "Short videos via QR code at set-up stations in pressure sensor assembly" in found.words
        assert "https://w3id.org/codiclust/id/roadmap/R01" in found.words
        data = data_of(found)
        assert data["@context"] == "https://schema.org"
        assert data["@type"] == "CreativeWork"
        assert data["disambiguatingDescription"] == mark
        assert data["inLanguage"] == language
    part = client.get(f"{R01}/step/3.html").text
    assert part.count('<span class="mark">Erfundenes Beispiel</span>') == 2  # in the text, and in the line below every page
    assert "Schritt 3" in Page(part).words
    assert f'href="{R01}.html"' in part
    method = client.get("/doc/vocab/method/C05.html").text
    assert '<span class="mark">' not in method[method.index("<main>") : method.index("</main>")]


def test_properties_have_labels_and_links_in_both_directions_are_there(client: FlaskClient) -> None:
    found = page(client, "/doc/vocab/barrier/shift-work.html?lang=en")
    assert {"/doc/id/roadmap/R01.html?lang=en", "/doc/vocab/barrier.html?lang=en"} <= set(found.hrefs)
    for words in (
        "preferred label",
        "faces barrier",
        "barrier faced by",
        "mitigates barrier",
        "Broader and narrower",
        "Time and place",
    ):
        assert words in found.words
    assert data_of(found)["inDefinedTermSet"] == f"{BASE}vocab/barrier"
    scheme = page(client, "/doc/vocab/barrier.html")
    assert data_of(scheme)["@type"] == "DefinedTermSet"
    assert "/doc/vocab/barrier/shift-work.html" in scheme.hrefs
    many = page(client, "/doc/vocab/provenance-status/illustrative.html?lang=en")
    assert "Shown are the first 100 of" in many.words


@pytest.mark.parametrize("path", [f"{R01}.html", "/doc/vocab/method/C19.html", "/doc/vocab/method.html", "/ontology"])
def test_links_of_a_page_lead_somewhere(client: FlaskClient, path: str) -> None:
    addresses = {urlsplit(href).path for href in page(client, path).hrefs if href.startswith("/")}
    assert len(addresses) > 10
    for address in sorted(addresses)[:60]:
        assert client.head(unquote(address)).status_code in {200, 303}, address


def test_the_ontology_is_documentation(client: FlaskClient) -> None:
    for language in ("de", "en"):
        found = page(client, f"/ontology?lang={language}")
        graph = rdflib.Graph().parse(data=client.get("/ontology.ttl").data, format="turtle")
        terms = {str(s) for s in graph.subjects(rdflib.RDF.type) if str(s).startswith(CODI)}
        assert {term.removeprefix(CODI) for term in terms} <= set(found.ids)
        anchors = {href[1:] for href in found.hrefs if href.startswith("#")}
        assert anchors <= set(found.ids)
        assert data_of(found)["version"] == VERSION
    for words in (
        "Which good practices are for a given target group?",
        "at most one value",
        "implements, then uses method",
        "Step or Milestone",
    ):
        assert words in found.words
    assert "with at least one value in: in sub-process is Reflect and transfer" in found.words
    versioned = page(client, f"/ontology/{VERSION}")
    assert "Roadmap" in versioned.ids
    assert f"/ontology/{VERSION}.ttl" in versioned.hrefs


@pytest.mark.parametrize("stem", ["/ontology", f"/ontology/{VERSION}"])
def test_the_ontology_in_every_form_with_its_version(client: FlaskClient, stem: str) -> None:
    counts = set()
    for ending, name in PARSERS.items():
        response = client.get(f"{stem}.{ending}")
        graph = rdflib.Graph().parse(data=response.data, format=name)
        counts.add(len(graph))
        version = graph.value(rdflib.URIRef(ONTOLOGY), rdflib.OWL.versionIRI)
        assert str(version) == f"{ONTOLOGY}/{VERSION}"
    assert len(counts) == 1
    assert response.headers["Link"].count(f"<{stem}.") == 4
    assert f'<{BASE.rstrip("/")}{stem}>; rel="describes"' in response.headers["Link"]
    assert client.get(f"{stem}.jsonld").json


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
    assert [h for h in found.hrefs if not h.startswith(("/", "?", "http://", "https://"))] == []
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
