"""Linked data over HTTP: which document answers, in which form, what it holds, and that nothing sent or stored breaks it."""

import json
from pathlib import Path

import pytest
import rdflib
from flask.testing import FlaskClient

from api.app import create_app
from api.service import Service, load_service
from api.settings import Settings
from graph.catalogue import Catalogue
from graph.records import Record
from graph.records.toolbox import SCHEME_CLASSES
from graph.values import Text
from ontology.files import VERSION
from ontology.namespaces import BASE, ID
from tests.api.conftest import ProblemCheck
from tests.api.html_pages import data_of, page

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
