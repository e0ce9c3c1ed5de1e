"""Documents as pages: readable, marked, linked in both directions; the ontology as documentation."""

from urllib.parse import unquote, urlsplit

import pytest
import rdflib
from flask.testing import FlaskClient

from ontology.files import VERSION
from ontology.namespaces import BASE, CODI, ONTOLOGY
from tests.api.html_pages import Page, data_of, page

R01 = "/doc/id/roadmap/R01"

TYPES = {
    "html": "text/html; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}
PARSERS = {"ttl": "turtle", "rdf": "xml", "nt": "nt"}


def test_a_roadmap_is_readable_and_marked_as_invented(client: FlaskClient) -> None:
    for language, mark in (("de", "Erfundenes Beispiel"), ("en", "Invented example")):
        text = client.get(f"{R01}.html?lang={language}").text
        main = text[text.index("<main ") : text.index("</main>")]
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
    assert '<span class="mark">' not in method[method.index("<main ") : method.index("</main>")]


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
