"""For researchers: true counts, citations as in CITATION.cff, an editor that asks nobody else, the graph as a picture."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient

from api.pages.citation import Citation
from api.pages.graph_view import KINDS, PROPERTIES, picture
from api.pages.research import STATUSES, holdings, ontology_size
from api.pages.snippets import ASKED, snippets
from api.service import Service
from api.sparql_page import competency_questions_once
from graph.catalogue import Catalogue
from graph.linked import LinkedGraph
from graph.store import OxigraphStore
from tests.api.html_pages import Page, page

ROOT = Path(__file__).parents[3]
PATHS = ("/forschung", "/en/research")


@pytest.mark.parametrize(
    "path", [*PATHS, "/forschung/abfragen", "/en/research/queries", "/forschung/graph", "/en/research/graph"]
)
def test_every_link_of_ours_leads_somewhere(client: FlaskClient, path: str) -> None:
    for href in {href.split("#")[0] for href in page(client, path).hrefs if href.startswith("/") and "?query=" not in href}:
        with client.get(href, headers={"Accept": "text/html, */*;q=0.5"}) as response:
            assert response.status_code == 200, href


@pytest.mark.parametrize("path", PATHS)
def test_versions_licence_and_questions_are_told(client: FlaskClient, service: Service, path: str) -> None:
    found = page(client, path)
    assert service.version in found.text
    assert "https://creativecommons.org/licenses/by/4.0/" in found.hrefs
    examples = [href for href in found.hrefs if href.startswith("/sparql?example=")]
    assert len(examples) == len(competency_questions_once())


def test_counts_are_those_of_the_catalogue(client: FlaskClient, catalogue: Catalogue) -> None:
    rows = {row.kind: row for row in holdings(catalogue)}
    assert rows["roadmap"].total == len(catalogue.roadmaps)
    assert rows["roadmap"].by_status[STATUSES.index("illustrative")] == len(catalogue.roadmaps)
    assert all(sum(row.by_status) == row.total for row in rows.values())
    counted = sum(row.total for row in rows.values())
    assert counted == sum(len(records) for kind, records in catalogue.records.items() if kind != "competency-component")
    assert f"Methoden{len(catalogue.methods)}" in page(client, "/forschung").text.replace(" ", "")


def test_the_size_of_the_ontology_is_that_of_its_documentation(store: OxigraphStore) -> None:
    ontology, size = LinkedGraph(store).ontology, ontology_size()
    assert size.classes == len(ontology.of_kind("Class"))
    assert size.object_properties == len(ontology.of_kind("ObjectProperty"))
    assert size.datatype_properties == len(ontology.of_kind("DatatypeProperty"))


def test_the_citation_agrees_with_the_file_of_the_repository(client: FlaskClient) -> None:
    file: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    shown: dict[str, Any] = yaml.safe_load(Citation(file["version"], "abc").cff)
    assert {key: file[key] for key in shown} == shown
    assert shown["cff-version"] in page(client, "/en/research").text


def test_bibtex_has_balanced_braces_and_names_the_version_of_the_data() -> None:
    text = Citation("1.2.3", "abc").bibtex
    assert text.count("{") == text.count("}")
    assert re.search(r"note +=\s+\{Data version abc\}", text)
    assert "version 1.2.3, data version abc" in Citation("1.2.3", "abc").sentence.lower()


def test_the_snippets_ask_the_service_at_its_address(client: FlaskClient) -> None:
    texts = snippets(competency_questions_once(), "https://example.org")
    assert all("https://example.org/sparql" in texts[name] for name in ("pandas", "r", "curl"))
    assert "{base}" not in "".join(texts.values())
    answer = client.get("/sparql", query_string={"query": texts["sparql"]}, headers={"Accept": "text/csv"})
    assert "effort" in answer.text.splitlines()[0].split(",")
    assert ASKED in {question.key for question in competency_questions_once()}


@pytest.mark.parametrize("path", ["/forschung/abfragen", "/en/research/queries"])
def test_only_the_editor_may_style_its_elements_and_it_may_do_nothing_else_more(client: FlaskClient, path: str) -> None:
    relaxed = client.get(path).headers["Content-Security-Policy"]
    strict = client.get("/forschung").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in strict
    assert sorted(relaxed.replace("style-src 'self' 'unsafe-inline'", "style-src 'self'").split("; ")) == sorted(
        strict.split("; ")
    )


def test_the_editor_is_a_plain_form_first(client: FlaskClient) -> None:
    found = page(client, "/forschung/abfragen")
    (form,) = (attributes for tag, attributes in found.tags if tag == "form")
    assert (form["method"], form["action"]) == ("get", "/sparql")
    assert "/sparql?lang=de" in found.hrefs
    (load,) = (attributes for tag, attributes in found.tags if "data-editor-load" in attributes)
    assert "hidden" in load
    assert not any("yasgui" in (a.get("src") or a.get("href") or "") for _, a in found.tags)


def test_a_query_in_the_address_comes_into_the_field_as_text(client: FlaskClient) -> None:
    query = "ASK { ?s ?p '</textarea><img src=x onerror=alert(1)>' }"
    response = client.get("/forschung/abfragen", query_string={"query": query})
    found = Page(response.text).check()
    assert query in found.words


def test_the_picture_of_one_roadmap_has_what_it_is_connected_with(catalogue: Catalogue) -> None:
    shown, record = picture(catalogue, "R01", "de"), catalogue.roadmaps["R01"]
    from_it = {(link.property, link.target) for link in shown.links if link.source == "roadmap/R01"}
    assert {("appliesMethod", f"method/{key}") for key in record.method_ids} <= from_it
    assert {("usesMediaType", f"media-type/{key}") for key in record.media_types} <= from_it
    assert {("facesBarrier", f"barrier/{key}") for key in record.barriers} <= from_it
    inner = [link for link in shown.links if link.property == "mitigatesBarrier"]
    assert inner
    assert all(link.reason for link in inner)
    assert {end for link in shown.links for end in (link.source, link.target)} == set(shown.nodes)


def test_the_picture_of_all_has_every_connection_of_roadmaps_once(catalogue: Catalogue) -> None:
    shown = picture(catalogue, "", "en")
    roadmaps = catalogue.roadmaps.values()
    expected = sum(len(r.method_ids) + len(r.media_types) + len(r.barriers) for r in roadmaps)
    assert len(shown.links) == expected + len(catalogue.records["editorial-link"])
    assert len(set(shown.links)) == len(shown.links)
    assert {node.kind for node in shown.nodes.values()} == set(KINDS)
    assert {link.property for link in shown.links} <= set(PROPERTIES)


@pytest.mark.parametrize(("path", "language"), [("/forschung/graph", "de"), ("/en/research/graph", "en")])
@pytest.mark.parametrize("around", ["", "R07"])
def test_the_table_says_what_the_data_of_the_picture_say(client: FlaskClient, path: str, language: str, around: str) -> None:
    found = page(client, f"{path}?around={around}")
    (part,) = (attributes for _, attributes in found.tags if "data-graph" in attributes)
    assert "hidden" in part
    body: Any = client.get(str(part["data-source"])).json
    address = {node["id"]: node["address"] for node in body["nodes"]}
    in_table = sorted((address[link["source"]], address[link["target"]]) for link in body["links"])
    cells = [href for href in found.hrefs if href in set(address.values())]
    assert sorted(zip(cells[::2], cells[1::2], strict=True)) == in_table
    assert client.get(str(part["data-source"])).headers["Content-Language"] == language


def test_terms_that_the_table_leads_to_are_there(client: FlaskClient) -> None:
    anchors = set(page(client, "/begriffe").ids)
    hrefs = [href for href in page(client, "/forschung/graph").hrefs if href.startswith("/begriffe#")]
    assert hrefs
    assert {href.split("#")[1] for href in hrefs} <= anchors


@pytest.mark.parametrize("around", ["R99", "<script>", "C05", "../R01"])
def test_an_unknown_roadmap_is_not_found(client: FlaskClient, around: str) -> None:
    for path in ("/forschung/graph", "/forschung/graph.json"):
        assert client.get(path, query_string={"around": around}).status_code == 404
